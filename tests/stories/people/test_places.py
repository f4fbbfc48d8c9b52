"""A second department, a second owner, another role: by words and taps, from the first link on (SPEC 2)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from sales.core.people import Role
from storage.tables import AuditRow
from tests.planning import THOUSAND, expects, received
from tests.stories.checkins.checkin_day import told
from tests.town import FRIDAY, Seen, Someone, Town

REFUSAL = "Эта запись вам недоступна."
PLACE = "🔀 Роль, отдел"


async def irina_of(town: Town) -> Someone:
    assert town.owner is not None
    return town.owner


async def founds(owner: Someone, name: str = "Казань") -> Seen:
    await owner.types("/team")
    await owner.presses("🏢 Новый отдел")
    await owner.types(name)
    await owner.types("Казань")
    await owner.presses("12:00 · 16:00 · 18:00")
    return await owner.presses("✅ Создать")


async def card_of(owner: Someone, name: str) -> Seen:
    team = await owner.types("/team")
    return await owner.presses(next(each for each in team.labels if each.endswith(f" {name}")), on=team)


async def moves(owner: Someone, name: str, *steps: str) -> Seen:
    """To «Менеджер» in «Казань», say; sure of it."""
    seen = await card_of(owner, name)
    for label in (PLACE, *steps, "✅ Да, сменить"):
        seen = await owner.presses(label, on=seen)
    return seen


async def now(town: Town, someone: Someone) -> tuple[Role, str | None]:
    """What the house takes them for, by their account."""
    async with town.database.read() as tx:
        actor = await tx.system.staff.actor_by_telegram(someone.phone.id)
        assert actor is not None
        place = await tx.as_(actor).departments.read_own()
    return actor.role, place.name if place else None


async def test_a_second_department_from_the_team_and_from_the_settings(town: Town) -> None:
    irina = await irina_of(town)

    ready = await founds(irina)

    assert "Казань" in told(ready)[0]
    assert "🏢 Новый отдел" in (await irina.types("/settings")).labels
    await irina.presses("🏢 Новый отдел")
    assert "Как называется отдел" in (await irina.last()).text


async def test_a_lead_makes_no_department_and_changes_no_role(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")

    assert "🏢 Новый отдел" not in (await olga.types("/team")).labels
    assert PLACE not in (await card_of(olga, "Анна")).labels
    assert await olga.forges(f"place:{anna.id}:lead:{town.department_id}") == REFUSAL
    assert await olga.forges("set:new:0::1") == REFUSAL
    assert await olga.forges(f"v:place:{anna.id}") == REFUSAL


async def test_a_manager_moves_to_another_department_and_sees_nothing_of_the_first(town: Town) -> None:
    irina, olga, anna = await irina_of(town), await town.lead("Ольга"), await town.manager("Анна")
    await town.expects(anna, "Ромашка", 150_000)
    await received(town, anna, "Вектор", 200)
    await founds(irina)
    seen = await irina.presses(PLACE, on=await card_of(irina, "Анна"))
    sure = await irina.presses("• Менеджер", on=seen)
    assert told(sure)[:4] == [
        "Анна",
        "менеджер · Отдел → менеджер · Казань",
        "В отделе «без хозяина» останутся:",
        "2 клиента · 1 оплата",
    ]

    await irina.presses("✅ Да, сменить", on=sure)

    assert await now(town, anna) == (Role.MANAGER, "Казань")
    assert "Менеджер · Казань" in (await anna.sees("Теперь вы здесь")).text
    assert "Ромашка" not in (await anna.types("/pay")).text
    await anna.types("/cancel")
    assert "Ромашка" not in " ".join((await anna.types("/call")).labels)
    assert await anna.forges("v:client_card:1") == REFUSAL
    summary = await olga.types("/svod")
    assert "Без хозяина: 150 тыс (1)" in summary.text.replace("\u00a0", " ")
    assert "200 тыс" in summary.text.replace("\u00a0", " ")


async def test_clients_are_handed_over_first_where_the_owner_wants_it(town: Town) -> None:
    irina, anna, boris = await irina_of(town), await town.manager("Анна"), await town.manager("Борис")
    await town.has_clients(anna, "Ромашка")
    await founds(irina)
    seen = await irina.presses(PLACE, on=await card_of(irina, "Анна"))
    sure = await irina.presses("• Менеджер", on=seen)

    await irina.presses("🔁 Сначала передать", on=sure)
    await irina.presses("Борис")
    await irina.presses("✅ Передать")

    async with town.database.read() as tx:
        assert [each.name for each in await tx.as_(boris.actor).clients.recent(9)] == ["Ромашка"]


async def test_a_manager_becomes_the_lead_and_a_lead_a_manager_again(town: Town) -> None:
    irina, anna = await irina_of(town), await town.manager("Анна")

    await moves(irina, "Анна", "РОП")

    assert await now(town, anna) == (Role.LEAD, "Отдел")
    assert "👥 Команда" in " ".join(key for row in await anna.phone.keyboard() for key in row)
    assert "Анна" in (await anna.types("/team")).text

    await moves(irina, "Анна", "Менеджер")

    assert await now(town, anna) == (Role.MANAGER, "Отдел")
    assert (await anna.types("/team")).text == "Этой команды у вас нет.\nВсё, что умею: /menu"


async def test_an_assistant_becomes_the_lead_and_stays_who_they_are(town: Town) -> None:
    irina, sofia = await irina_of(town), await town.assistant("Софья")

    await moves(irina, "Софья", "РОП")

    assert await now(town, sofia) == (Role.LEAD, "Отдел")
    async with town.database.read() as tx:
        actor = await tx.system.staff.actor(sofia.id)
    assert actor is not None
    assert actor.role is Role.LEAD


async def test_a_second_owner_and_never_a_house_without_one(town: Town) -> None:
    irina, olga = await irina_of(town), await town.lead("Ольга")
    sure = await irina.presses(PLACE, on=await card_of(irina, "Ирина"))
    sure = await irina.presses("Директор", on=sure)
    await irina.presses("✅ Да, сменить", on=sure)
    assert (await irina.toast()).startswith("Это единственный владелец.")

    await moves(irina, "Ольга", "Владелец")

    assert await now(town, olga) == (Role.OWNER, None)
    await moves(olga, "Ирина", "Директор")
    assert await now(town, irina) == (Role.DIRECTOR, None)
    assert await irina.forges(f"place:{olga.id}:manager:{town.department_id}") == REFUSAL


async def test_the_audit_has_a_row_of_each_change(town: Town) -> None:
    irina, anna = await irina_of(town), await town.manager("Анна")
    await moves(irina, "Анна", "РОП")

    async with town.database.read() as tx:
        moved = select(AuditRow.subject_id, AuditRow.actor_id, AuditRow.after).where(AuditRow.action == "person.moved")
        found = [tuple(row) for row in await tx.session.execute(moved)]
    assert [each[:2] for each in found] == [(anna.id, irina.id)]
    assert found[0][2]["role"] == "lead"


async def test_whose_role_was_changed_meanwhile_is_told_quietly(town: Town) -> None:
    irina, anna = await irina_of(town), await town.manager("Анна")
    seen = await irina.presses("РОП", on=await irina.presses(PLACE, on=await card_of(irina, "Анна")))

    await irina.taps_twice("✅ Да, сменить", on=seen)

    assert await now(town, anna) == (Role.LEAD, "Отдел")
    async with town.database.read() as tx:
        team = await tx.as_(irina.actor).people.team(town.department_id)
    assert [each.role for each in team if each.name == "Анна" and each.is_active] == [Role.LEAD]


async def test_leave_that_was_agreed_goes_along(town: Town) -> None:
    irina, anna = await irina_of(town), await town.manager("Анна")
    async with town.database.write() as tx:
        monday = FRIDAY + timedelta(days=3)
        await tx.as_(irina.actor).absences.add(anna.id, monday, monday + timedelta(days=4))
    await founds(irina)

    await moves(irina, "Анна", "• Менеджер")

    async with town.database.read() as tx:
        actor = await tx.system.staff.actor_by_telegram(anna.phone.id)
        assert actor is not None
        found = await tx.as_(actor).absences.find(FRIDAY)
    assert [each.first for each in found if each.person_id == actor.person_id] == [FRIDAY + timedelta(days=3)]


async def test_the_month_of_who_left_stays_in_the_first_department(town: Town) -> None:
    irina, olga, anna = await irina_of(town), await town.lead("Ольга"), await town.manager("Анна")
    await received(town, anna, "Вектор", 380)
    before = told(await olga.types("/stats"))[1]
    await founds(irina)

    await moves(irina, "Анна", "• Менеджер")

    assert told(await olga.types("/stats"))[1] == before
    assert "380" not in (await anna.types("/stats")).text


async def test_the_lead_hears_who_was_taken_away_and_what_is_nobodys_now(town: Town) -> None:
    irina, olga, boris = await irina_of(town), await town.lead("Ольга"), await town.manager("Борис")
    await town.expects(boris, "Ромашка", 150_000)
    await founds(irina)

    await moves(irina, "Борис", "• Менеджер")

    heard = await olga.sees("больше не здесь")
    assert told(heard) == ["👥 Борис больше не здесь", "менеджер · Отдел", "⚠️ Без хозяина: 150 тыс (1)"]
    await olga.presses("🔁 Передать", on=heard)
    assert "Ромашка" in (await olga.last()).labels


@pytest.mark.parametrize("asked", ["кто без хозяина?", "Без хозяина", "какие клиенты без хозяина", "who has no owner"])
async def test_what_is_nobodys_is_asked_for_in_words(town: Town, asked: str) -> None:
    irina, olga, boris = await irina_of(town), await town.lead("Ольга"), await town.manager("Борис")
    await town.has_clients(boris, "Ромашка")
    assert "У каждого клиента есть хозяин." in (await olga.types(asked)).text
    await founds(irina)
    await moves(irina, "Борис", "• Менеджер")

    assert "Ромашка" in (await olga.types(asked)).labels
    assert "Команда" in (await irina.types(asked)).text
    assert "Ромашка" not in (await boris.types(asked)).labels


async def test_who_changes_a_role_in_one_department_takes_nobody_away(town: Town) -> None:
    irina, olga = await irina_of(town), await town.lead("Ольга")
    await town.manager("Борис")

    await moves(irina, "Борис", "Помощник")

    assert not [each for each in await olga.messages() if "больше не здесь" in each]


async def test_who_has_come_is_told_to_who_leads(town: Town) -> None:
    olga = await town.lead("Ольга")

    await town.assistant("Софья")

    assert told(await olga.last())[:2] == ["👥 Софья теперь здесь", "помощник · Отдел"]


MONDAY = FRIDAY + timedelta(days=3)


def figures(seen: Seen) -> list[str]:
    """What a report says, without the minute of it and the reader's own first line."""
    return [line for line in told(seen) if not line.startswith("Сводный отчёт")]


async def month_of_two(town: Town) -> tuple[Someone, Someone]:
    """Анна and Борис have plans, money and something due today."""
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    async with town.database.write() as tx:
        for each, plan in ((anna, 2000), (boris, 1000)):
            await tx.as_((await irina_of(town)).actor).plans.set_person(each.id, date(2026, 11, 1), plan * THOUSAND)
    await received(town, anna, "Вектор", 700, day=date(2026, 11, 16))
    await expects(town, anna, "Лада", 90)
    await expects(town, boris, "Ким", 40)
    return anna, boris


async def test_a_director_who_becomes_an_owner_reads_the_same_and_is_told_nothing_twice(town: Town) -> None:
    irina, denis = await irina_of(town), await town.director("Денис")
    await month_of_two(town)
    await town.clock.reach("09:35", MONDAY, step=timedelta(minutes=5))
    before = [figures(await denis.types(each)) for each in ("/svod", "/stats", "/debts")]

    await moves(irina, "Денис", "Владелец")

    greeting = (await denis.sees("Теперь вы здесь")).text
    assert "Отделы и люди теперь и в ваших руках." in greeting
    assert "Первый отдел" not in greeting
    assert [figures(await denis.types(each)) for each in ("/svod", "/stats", "/debts")] == before
    await town.clock.reach("12:05", MONDAY, step=timedelta(minutes=5))
    for someone in (irina, denis):
        said = [each.splitlines()[0] for each in await someone.messages()]
        assert sum(each.startswith("Все отделы · 16–22.11") for each in said) == 1, someone.phone.name
    assert "Пришло 0" in (await denis.sees("Факт оплат · 12:00")).text, "nobody leads there"


async def test_two_owners_are_asked_alike_and_one_of_them_answers(town: Town) -> None:
    irina, denis = await irina_of(town), await town.director("Денис")
    anna, _boris = await month_of_two(town)
    await moves(irina, "Денис", "Владелец")
    await anna.types("отпуск 24–26.11")
    asked = [await each.sees("Анна просит") for each in (irina, denis)]

    await irina.presses("Согласовать", on=asked[0])

    assert "✅ Анна: отпуск 24–26.11 · Ирина" in (await denis.sees_edited(asked[1])).text
    async with town.database.read() as tx:
        assert len(await tx.as_(irina.actor).absences.find(FRIDAY, anna.id)) == 1
    await town.clock.reach("18:05", step=timedelta(minutes=5))
    for wall in ("12:00", "16:00", "18:00"):
        both = [told(await each.sees(f"Факт оплат · {wall}")) for each in (irina, denis)]
        assert both[0] == both[1], wall
    assert figures(await irina.types("/svod")) == figures(await denis.types("/svod"))


async def test_an_assistant_who_takes_over_at_noon_reads_what_the_lead_would(town: Town) -> None:
    irina, olga, sofia = await irina_of(town), await town.lead("Ольга"), await town.assistant("Софья")
    anna, _boris = await month_of_two(town)
    await town.clock.reach("12:05")
    noon = await olga.sees("Факт оплат · 12:00")
    async with town.database.write() as tx:
        await tx.as_(irina.actor).absences.add(olga.id, FRIDAY, MONDAY)
    await anna.types("пришло 90к Лада")
    await town.clock.reach("16:05", step=timedelta(minutes=5))

    summary = told(await sofia.sees("Факт оплат · 16:00"))

    assert "Руководителя сегодня нет, сводка пришла вам" in summary
    assert summary[1] == "Пришло 90 тыс из 130 тыс"
    assert not [each for each in await olga.messages() if "16:00" in each]
    assert "Пришло 90 тыс" in (await olga.sees_edited(noon)).text, "what she has is true still"
    for command in ("/stats", "/svod", "/debts"):
        assert figures(await sofia.types(command)) == figures(await olga.types(command)), command
    await sofia.presses("🔔 Напомнить Борису", on=await sofia.sees("Факт оплат · 16:00"))
    assert await sofia.toast() == "Напоминаю: Борис"
    await town.clock.reach("12:05", MONDAY + timedelta(days=1), step=timedelta(minutes=5))
    assert await olga.sees("Факт оплат · 12:00 · вт 24 ноября")
    assert not [each for each in await sofia.messages() if "12:00 · вт 24 ноября" in each]


async def test_who_leads_now_has_no_buttons_of_the_manager_they_were(town: Town) -> None:
    irina, anna = await irina_of(town), await town.manager("Анна")
    await town.has_clients(anna, "Лада")
    card = await anna.types("оплата 40к Лада вт")
    await town.clock.reach("17:50")
    plan = await anna.types("/tomorrow")
    await moves(irina, "Анна", "РОП")

    for seen in (card, plan):
        shown = await anna.presses(seen.labels[0], on=seen)

        assert await anna.toast() == REFUSAL
        assert seen.labels[0] not in shown.labels
