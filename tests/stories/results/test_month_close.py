"""A closed month in one screen on the first workday, what slipped and why, and the next month's plans by one tap."""

from datetime import date, datetime, time

import pytest

from sales.payments.payments import MoveReason
from sales.schedule.schedule import Scheduled
from storage.payments.receipts import NewFact
from tests.planning import is_away, received
from tests.stories.checkins.checkin_day import told
from tests.stories.svod.test_svod import NOVEMBER, november, plans
from tests.town import MOSCOW, Seen, Someone, Town

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 12, day) for day in range(1, 5))
DECEMBER = date(2026, 12, 1)
CLOSED = "Закрытие месяца · ноябрь"


async def to(town: Town, day: date, wall: str) -> None:
    """Nobody looks on the way."""
    await town.clock.jump(datetime.combine(day, time.fromisoformat(wall), MOSCOW) - town.clock.local())


async def slips(town: Town, anna: Someone) -> None:
    """Three payments of November that did not come in it: moved on, cancelled, and never said a word of."""
    day = date(2026, 11, 27)
    moved, cancelled, _silent = [
        await town.expects(anna, client, roubles, day)
        for client, roubles in (("Вектор", 340_000), ("Ким", 75_000), ("Ромашка", 125_000))
    ]
    async with town.database.write() as tx:
        await tx.as_(anna.actor).payment_changes.move(moved, date(2026, 12, 8), MoveReason.AWAITING_DOCUMENTS)
        await tx.as_(anna.actor).payment_changes.cancel(cancelled, MoveReason.NO_MONEY)


async def closed(town: Town) -> tuple[Someone, Someone]:
    olga, anna = await november(town)
    await slips(town, anna)
    return olga, anna


async def first_workday(town: Town) -> None:
    await to(town, TUESDAY, "10:29")
    await town.clock.reach("10:30")


async def closes_of(someone: Someone) -> list[Seen]:
    return [each for each in await someone.phone.chat() if each.by_bot and each.text.startswith("Закрытие месяца")]


async def test_on_the_first_workday_the_lead_reads_the_closed_month_in_one_screen(town: Town) -> None:
    olga, _anna = await closed(town)

    await first_workday(town)

    close = await olga.sees(CLOSED)
    assert told(close) == [
        "Закрытие месяца · ноябрь",
        "Отдел: 2,70 из 4,00 млн · 60,0 % 🔴",
        "Слетело 540 тыс (3)",
        "ушло в декабрь: 340 тыс (1)",
        "",
        "🔴 Анна · 1,20 из 2,00 млн · 60,0 %",
        "слетело 540 тыс (3)",
        "ждём документы 340, без причины 125 и ещё 1",
        "",
        "🔴 Борис · 1,20 из 2,00 млн · 60,0 %",
        "",
        "Виктор · 300 тыс · план не задан",
    ]
    assert close.buttons[:3] == [["Что слетело"], ["🎯 Планы на декабрь"], ["📊 График", "📄 Excel", "Бонусы"]]


async def test_what_slipped_is_told_by_reason_and_payment(town: Town) -> None:
    olga, _anna = await closed(town)
    await first_workday(town)
    close = await olga.sees(CLOSED)

    page = await olga.presses("Что слетело", on=close)

    assert told(page) == [
        "Слетело · ноябрь",
        "Слетело 540 тыс (3)",
        "ушло в декабрь: 340 тыс (1)",
        "",
        "Ждём документы · 340 тыс (1)",
        "Вектор 340 · Анна → 8.12",
        "",
        "Без причины · 125 тыс (1)",
        "Ромашка 125 · Анна",
        "",
        "Нет денег · 75 тыс (1)",
        "Ким 75 · Анна · отменена",
    ]
    again = await olga.presses("‹ К закрытию", on=page)
    assert told(again)[0] == CLOSED


async def test_the_next_plans_are_proposed_by_workdays_and_set_by_one_tap(town: Town) -> None:
    olga, anna = await closed(town)
    boris = town.people["Борис"]
    await plans(town, olga, DECEMBER, Борис=1500)
    await first_workday(town)

    page = await olga.presses("🎯 Планы на декабрь", on=await olga.sees(CLOSED))

    assert told(page) == [
        "🎯 Планы на декабрь",
        "По рабочим дням: 22, было 20",
        "",
        "Анна: 2,00 → 2,20 млн",
        "Борис: задан 1,50 млн",
        "Виктор: по факту 330 тыс",
    ]
    assert page.labels == ["✅ Записать 2 плана", "🎯 По одному", "‹ К закрытию"]
    await olga.presses("✅ Записать 2 плана", on=page)
    said = await olga.sees("задано 2 плана")
    assert told(said) == ["✅ декабрь: задано 2 плана", "Анна · декабрь: 2 200 000 ₽", "Виктор · декабрь: 330 000 ₽"]
    async with town.database.read() as tx:
        book = await tx.system.plans.book(town.department_id, DECEMBER)
    assert book.plan(anna.id, DECEMBER) == 220_000_000
    assert book.plan(boris.id, DECEMBER) == 150_000_000, "what was set stays"
    assert "✅" not in " ".join((await olga.sees_edited(page)).labels)


async def test_the_plans_of_one_tap_are_taken_back_whole(town: Town) -> None:
    olga, anna = await closed(town)
    await first_workday(town)
    page = await olga.presses("🎯 Планы на декабрь", on=await olga.sees(CLOSED))
    await olga.presses("✅ Записать 3 плана", on=page)

    await olga.presses("↩️ Отменить", on=await olga.sees("задано 3 плана"))

    async with town.database.read() as tx:
        assert (await tx.system.plans.book(town.department_id, DECEMBER)).plan(anna.id, DECEMBER) is None


async def test_a_double_tap_sets_the_plans_once(town: Town) -> None:
    olga, anna = await closed(town)
    await first_workday(town)
    page = await olga.presses("🎯 Планы на декабрь", on=await olga.sees(CLOSED))

    await olga.taps_twice("✅ Записать 3 плана", on=page)

    async with town.database.read() as tx:
        book = await tx.system.plans.book(town.department_id, DECEMBER)
    assert [version.value for version in book.versions[anna.id, "money", DECEMBER]] == [220_000_000]
    assert len([each for each in await olga.messages() if "задано 3 плана" in each]) == 1


async def test_it_is_told_once_however_often_the_clock_looks(town: Town) -> None:
    olga, _anna = await closed(town)
    await first_workday(town)
    await town.tick()
    await town.restart()
    await to(town, WEDNESDAY, "10:30")
    await town.tick()

    assert len(await closes_of(olga)) == 1


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("day", "wall", "comes"),
    [
        (TUESDAY, "10:28", False),
        (TUESDAY, "10:30", True),
        (TUESDAY, "19:55", True),
        (TUESDAY, "20:05", False),
        (WEDNESDAY, "09:00", False),
        (WEDNESDAY, "10:30", True),
        (THURSDAY, "15:00", True),
        (FRIDAY, "10:30", False),
    ],
)
async def test_a_late_one_comes_by_day_up_to_the_third_workday(
    town: Town,
    day: date,
    wall: str,
    comes: bool,
) -> None:
    olga, _anna = await november(town)

    await to(town, day, wall)
    await town.tick()

    assert bool(await closes_of(olga)) is comes
    if comes and (day, wall) != (TUESDAY, "10:30"):
        assert f"С опозданием, в {wall}: бот был недоступен" in told(await olga.sees(CLOSED))


async def test_a_department_may_turn_it_off(town: Town) -> None:
    olga, _anna = await november(town)
    async with town.database.write() as tx:
        await tx.as_(olga.actor).schedule.turn(town.department_id, Scheduled.MONTH_CLOSE, on=False)

    await first_workday(town)

    assert not await closes_of(olga)


async def test_a_month_of_nothing_is_not_told(town: Town) -> None:
    olga = await town.lead("Ольга")
    await town.manager("Анна")

    await first_workday(town)

    assert not await closes_of(olga)


async def test_the_assistant_reads_it_too_without_plans_and_a_manager_does_not(town: Town) -> None:
    _olga, anna = await closed(town)
    sveta = await town.assistant("Света")

    await first_workday(town)

    close = await sveta.sees(CLOSED)
    assert close.buttons[:2] == [["Что слетело"], ["📊 График", "📄 Excel"]]
    assert not await closes_of(anna)


async def test_without_a_lead_the_owner_gets_it(town: Town) -> None:
    _olga, _anna = await november(town)
    assert town.owner is not None
    await is_away(town, town.people["Ольга"], TUESDAY, FRIDAY)

    await first_workday(town)

    assert await closes_of(town.owner)


async def test_the_closed_month_is_opened_from_the_report(town: Town) -> None:
    olga, _anna = await closed(town)
    await to(town, FRIDAY, "12:00")
    report = await olga.types("/svod ноябрь")

    close = await olga.presses("Закрытие месяца", on=report)

    assert told(close)[0] == CLOSED
    assert close.message_id == report.message_id
    assert told(await olga.presses("‹ К отчёту", on=close))[0] == "Сводный отчёт · ноябрь, закрыт"


async def test_a_plan_changed_later_says_that_it_was_recomputed(town: Town) -> None:
    olga, anna = await november(town)
    await first_workday(town)
    async with town.database.write() as tx:
        await tx.as_(olga.actor).plans.set_person(anna.id, NOVEMBER, 100_000_000)
    await to(town, TUESDAY, "12:00")

    report = await olga.types("/svod ноябрь")

    assert "Пересчитано: 1.12 отчёт ушёл с другими цифрами" in told(report)
    assert "Пересчитано: 1.12 отчёт ушёл с другими цифрами" in told(await olga.presses("Закрытие месяца", on=report))


async def test_more_than_three_people_turn_pages(town: Town) -> None:
    olga, _anna = await november(town)
    galina = await town.manager("Галина")
    await received(town, galina, "Ким", 10, day=date(2026, 11, 9))
    await first_workday(town)
    close = await olga.sees(CLOSED)

    turned = await olga.presses("›", on=close)

    assert any("Галина" in line or "Виктор" in line for line in told(turned))


async def test_money_that_waits_for_its_managers_word_is_told_of_at_the_close(town: Town) -> None:
    olga, anna = await november(town)
    client = (await town.has_clients(anna, "Сокол"))[0]
    day = date(2026, 11, 26)
    async with town.database.write() as tx:
        for _time in range(2):
            await tx.as_(anna.actor).counting.receive(NewFact(client, 1_500_000, day))

    await first_workday(town)
    close = await olga.sees(CLOSED)
    assert "❓ Не учтено, ждёт ответа: 15 тыс (1)" in told(close)

    async with town.database.write() as tx:
        [held] = await tx.as_(anna.actor).counting.waiting()
        await tx.as_(anna.actor).counting.forget(held.id)
    await olga.types("/svod ноябрь")
    assert not any("Не учтено" in line for line in told(await olga.presses("Закрытие месяца")))


async def test_what_has_no_owner_stands_in_the_close_with_its_button(town: Town) -> None:
    olga, _anna = await closed(town)
    gleb = await town.manager("Глеб")
    await town.expects(gleb, "Сибирский лён", 155_000, date(2026, 11, 26))
    async with town.database.write() as tx:
        await tx.as_(olga.actor).handovers.deactivate(gleb.id)

    await first_workday(town)

    close = await olga.sees(CLOSED)
    assert "Слетело 695 тыс (4)" in told(close)
    assert told(close)[-2:] == ["Без менеджера: слетело 155 тыс (1)", "⚠️ Без хозяина: 155 тыс (1)"]
    assert "🔁 Передать" in close.labels
    slips = await olga.presses("Что слетело", on=close)
    assert any("Сибирский лён 155" in line and "Без менеджера" in line for line in told(slips))
    assert not any("Сибирский" in label for label in slips.labels)
    word = next(label for label in slips.labels if label.startswith("💬"))
    await olga.presses(word, on=slips)
    await olga.types("позвоните их бухгалтеру")
    await olga.presses("Без срока")
    assert "позвоните их бухгалтеру" in (await town.people["Анна"].last()).text
