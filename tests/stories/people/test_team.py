"""The team: who works here, who leaves and what becomes of their clients."""

from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.people import Profile, Role
from storage.queues.messages import NewMessage
from tests.town import Someone, Town

STRANGER = "Это рабочий бот отдела продаж.\nПопросите у руководителя ссылку-приглашение."


async def clients_of(town: Town, someone: Someone) -> set[str]:
    async with town.database.read() as tx:
        return {each.name for each in await tx.as_(someone.actor).clients.recent(50)}


async def waits(town: Town, name: str, role: Role = Role.MANAGER) -> None:
    """Invited, has not pressed Start."""
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).invitations.invite(role, name, town.department_id)


async def closes(lead: Someone, label: str) -> None:
    await lead.types("/team")
    await lead.presses(label)
    await lead.presses("⛔️ Отключить")
    await lead.presses("⛔️ Да, отключить")


async def test_the_list_names_everybody_with_role_and_state(town: Town) -> None:
    olga = await town.lead("Ольга")
    await town.manager("Анна")
    await waits(town, "Борис")

    seen = await olga.types("/team")

    assert (
        seen.text == "👥 Команда · 2\n\nОтдел\n1  Ольга · РОП\n2  Анна · менеджер\n3  Борис · менеджер, не активирован"
    )
    assert seen.labels == ["1 Ольга", "2 Анна", "3 Борис", "➕ Пригласить"]


async def test_the_owner_sees_departments_and_those_above_them(town: Town) -> None:
    await town.manager("Анна")
    await town.director("Дарья")
    irina = town.owner
    assert irina is not None
    async with town.database.write() as tx:
        await tx.as_(irina.actor).departments.create("Казань", "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE)

    assert (await irina.types("/team")).text == (
        "👥 Команда · 3\n\nНад отделами\n1  Ирина · владелец\n2  Дарья · директор\n\nОтдел\n3  Анна · менеджер"
    )


async def test_a_card_offers_the_lead_what_a_lead_may_do(town: Town) -> None:
    anna, olga = await town.manager("Анна", Profile.HUNTER), await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка", "Вектор")
    await olga.types("/team")

    card = await olga.presses("2 Анна")

    assert card.text.split("\n") == [
        "Анна · менеджер",
        "Отдел · новые клиенты",
        "В боте с пт 20.11",
        "📞 20/день · 🤝 8/нед · новые 40/мес",
        "2 клиента",
    ]
    deeds = [
        "✏️ Переименовать",
        "Профиль",
        "📌 Поручить",
        "📌 Поручения",
        "Нормы",
        "☎️ Номера",
        "🔁 Передать клиентов",
        "⛔️ Отключить",
    ]
    assert card.labels == [*deeds, "‹ Команда"]


async def test_those_who_only_read_see_the_card_without_deeds(town: Town) -> None:
    await town.manager("Анна")
    for reader in (await town.assistant("Пётр"), await town.director("Дарья")):
        await reader.types("/team")
        card = await reader.presses("Анна")
        assert card.labels == ["‹ Команда"]
        assert "клиент" not in card.text.split("\n")[-1]


async def test_nobody_manages_themselves_or_another_lead(town: Town) -> None:
    olga, _oleg = await town.lead("Ольга"), await town.lead("Олег")
    await olga.types("/team")

    for label in ("1 Олег", "2 Ольга"):
        assert (await olga.presses(label)).labels == ["‹ Команда"]
        await olga.presses("‹ Команда")


async def test_a_long_team_pages(town: Town) -> None:
    olga = await town.lead("Ольга")
    for number in range(24):
        await waits(town, f"М{number:02}")

    first = await olga.types("/team")
    last = await olga.presses("‹")

    assert [*first.labels[-4:]] == ["‹", "1/3", "›", "➕ Пригласить"]
    assert "3/3" in last.labels
    assert "25  М23 · менеджер, не активирован" in last.text
    assert "М00" not in last.text


async def test_the_profile_is_changed_in_two_taps(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await olga.types("/team")
    await olga.presses("2 Анна")

    await olga.presses("Профиль")
    card = await olga.presses("Текущие клиенты")

    assert "Отдел · текущие клиенты" in card.text


async def test_somebody_is_renamed_and_called_so_from_then_on(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await olga.types("/team")
    await olga.presses("2 Анна")
    await olga.presses("✏️ Переименовать")

    card = await olga.types("Анна <К>")

    assert card.text.startswith("Анна <К> · менеджер")
    assert (await anna.starts()).text.startswith("С возвращением, Анна <К>.")


async def test_before_access_is_closed_the_lead_is_told_what_becomes_of_the_clients(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка", "Вектор")
    await olga.types("/team")
    await olga.presses("2 Анна")

    asked = await olga.presses("⛔️ Отключить")

    assert asked.text.splitlines() == [
        "Отключить: Анна?",
        "Доступ закроется сразу.",
        "В список «без хозяина» уйдут:",
        "2 клиента",
        "Вернуть: /team, ➕ Пригласить",
    ]
    assert asked.labels == ["⛔️ Да, отключить", "‹ Нет"]
    assert (await olga.presses("‹ Нет")).text.startswith("Анна · менеджер")
    assert await clients_of(town, anna) == {"Ромашка", "Вектор"}


async def test_a_deactivated_person_has_no_access_from_the_next_update_on(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await anna.types("/lang")

    await closes(olga, "2 Анна")

    await anna.presses("English")
    assert (await anna.last()).text == STRANGER
    assert (await anna.types("/menu")).text == STRANGER
    assert (await anna.starts()).text == STRANGER
    assert "3  Анна" not in (await olga.types("/team")).text
    assert "2  Анна · менеджер, отключён" in (await olga.last()).text


async def test_what_was_on_its_way_to_a_deactivated_person_is_not_delivered(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    async with town.database.write() as tx:
        await tx.system.outbox.put(
            NewMessage("secret", anna.phone.id, anna.id, content={"text": "План отдела", "buttons": []})
        )
        await tx.as_(olga.actor).handovers.deactivate(anna.id)

    await town.settle()

    await anna.sees_nothing_of("План отдела")


async def test_a_double_tap_on_closing_is_done_once_and_says_so(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await olga.types("/team")
    await olga.presses("2 Анна")
    await olga.presses("⛔️ Отключить")

    card = await olga.taps_twice("⛔️ Да, отключить")

    assert card.text.startswith("Анна · менеджер")
    assert "Отключён пт 20.11" in card.text
    assert card.labels == ["‹ Команда"]
    assert await olga.toast() == "Уже записано."


async def test_of_two_leads_at_one_button_the_second_learns_that_it_is_done(town: Town) -> None:
    await town.manager("Анна")
    leads = [await town.lead("Ольга"), await town.lead("Олег")]
    for lead in leads:
        await lead.types("/team")
        await lead.presses("3 Анна")
        await lead.presses("⛔️ Отключить")

    for lead in leads:
        await lead.phone.presses("⛔️ Да, отключить")
    await town.settle()

    assert [await lead.toast() for lead in leads] == ["Доступ закрыт", "Уже записано."]


async def test_a_waiting_persons_link_dies_with_their_access(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Помощник")
    await olga.types("Пётр")
    token = (await olga.sees("?start=")).text.split("?start=")[1].split()[0]

    await closes(olga, "2 Пётр")

    assert "больше не действует" in (await (await town.stranger("Пётр")).starts(token)).text


async def test_all_clients_go_to_a_colleague_with_one_confirmation(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка", "Вектор")
    await olga.types("/team")
    await olga.presses("2 Анна")

    whom = await olga.presses("🔁 Передать клиентов")
    sure = await olga.presses("Борис")
    done = await olga.presses("✅ Передать")

    assert whom.text == "🔁 От кого: Анна\n2 клиента\nКому?"
    assert whom.labels == ["Борис", "‹ Назад"]
    assert sure.text == "🔁 От кого: Анна\n2 клиента\nНовый хозяин: Борис"
    assert done.text == "✅ Передано: 2 клиента\nНовый хозяин: Борис"
    assert await clients_of(town, boris) == {"Ромашка", "Вектор"}
    assert await clients_of(town, anna) == set()


async def test_a_double_tap_on_handing_over_moves_once(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка")
    await olga.types("/team")
    await olga.presses("2 Анна")
    await olga.presses("🔁 Передать клиентов")
    await olga.presses("Борис")

    done = await olga.taps_twice("✅ Передать")

    assert done.text == "✅ Передано: 1 клиент\nНовый хозяин: Борис"
    assert await olga.toast() == "Уже записано."
    assert await clients_of(town, boris) == {"Ромашка"}


async def test_clients_without_an_owner_are_listed_and_given_one_by_one_or_all(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка", "Вектор", "Ким")
    await closes(olga, "2 Анна")
    await olga.types("/team")

    listed = await olga.presses("Без хозяина: 3")
    await olga.presses("Вектор")
    sure = await olga.presses("Борис")
    await olga.presses("✅ Передать")

    assert listed.text == "Без хозяина · 3\nКого передаём?"
    assert listed.labels == ["Ким", "Вектор", "Ромашка", "🔁 Передать всех", "‹ Команда"]
    assert sure.text == "🔁 Клиент: Вектор\nНовый хозяин: Борис"
    assert await clients_of(town, boris) == {"Вектор"}

    await olga.types("/team")
    await olga.presses("Без хозяина: 2")
    await olga.presses("🔁 Передать всех")
    await olga.presses("Борис")
    done = await olga.presses("✅ Передать")

    assert done.text == "✅ Передано: 2 клиента\nНовый хозяин: Борис"
    assert await clients_of(town, boris) == {"Ромашка", "Вектор", "Ким"}


async def test_a_client_that_the_other_lead_gave_away_meanwhile_is_not_given_twice(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga, oleg = await town.lead("Ольга"), await town.lead("Олег")
    await town.has_clients(anna, "Ромашка")
    await closes(olga, "3 Анна")
    for lead in (olga, oleg):
        await lead.types("/team")
        await lead.presses("Без хозяина: 1")
        await lead.presses("Ромашка")
        await lead.presses("Борис")

    await olga.presses("✅ Передать")
    await oleg.presses("✅ Передать")

    assert await oleg.toast() == "Уже записано."
    assert await clients_of(town, boris) == {"Ромашка"}


async def test_where_there_is_nobody_to_give_to_the_card_says_what_to_do(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка")
    await olga.types("/team")
    await olga.presses("2 Анна")

    assert (await olga.presses("🔁 Передать клиентов")).text == "Передать пока некому.\nПригласите менеджера: ➕"
