"""A department founded a minute ago: every empty screen says the next step, and where a tap can do it there is one."""

from datetime import date
from pathlib import Path

import pytest

from tests.town import Someone, Town, founded, plain

NOVEMBER = date(2026, 11, 1)


async def planned(town: Town, someone: Someone, roubles: int) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).plans.set_person(someone.id, NOVEMBER, roubles * 100)


@pytest.mark.part(3)
@pytest.mark.parametrize("command", ["/checkin", "/who", "/stats", "/plan", "/week", "/svod", "/kpi", "/top", "/deals"])
async def test_before_the_first_manager_a_tap_invites_one(town: Town, command: str) -> None:
    olga = await town.lead("Ольга")

    empty = await olga.types(command)
    asked = await olga.presses("➕ Менеджер", on=empty)

    assert "Менеджеров пока нет. Пригласите первого." in plain(empty.text)
    assert "Как зовут" in plain((await olga.last()).text) or "Как зовут" in plain(asked.text)


@pytest.mark.parametrize("command", ["/checkin", "/who", "/stats", "/plan", "/week", "/svod"])
async def test_who_invites_nobody_is_told_who_does(town: Town, command: str) -> None:
    vera = await town.assistant("Вера")

    empty = await vera.types(command)

    assert "Менеджеров пока нет, их приглашает РОП." in plain(empty.text)
    assert "/invite" not in empty.text
    assert "➕ Менеджер" not in empty.labels


async def test_while_nobody_has_pressed_start_the_team_is_a_tap_away(town: Town) -> None:
    olga = await town.lead("Ольга")
    await town.invites("Фёдор")

    empty = await olga.types("/kpi")
    team = await olga.presses("👥 Команда", on=empty)

    assert "Приглашённые ещё не нажали Start." in plain(empty.text)
    assert "Фёдор" in team.text


@pytest.mark.parametrize("command", ["/kpi", "/top"])
async def test_a_month_without_a_plan_is_planned_with_a_tap(town: Town, command: str) -> None:
    olga = await town.lead("Ольга")
    await town.manager("Рита")

    empty = await olga.types(command)
    await olga.presses("🎯 Задать план", on=empty)

    assert "Плана на месяц пока нет." in plain(empty.text)
    assert plain((await olga.last()).text).startswith("🎯 Планы · ноябрь")


@pytest.mark.parametrize("command", ["/today", "/kpi", "/stats", "/day"])
async def test_a_managers_empty_screen_begins_the_first_record(town: Town, command: str) -> None:
    rita = await town.manager("Рита")

    empty = await rita.types(command)
    await rita.presses("💰 Оплата", on=empty)
    await rita.types("Сибирский лён")

    assert {"📞 Звонок", "🤝 Встреча"} <= set(empty.labels)
    assert "Сибирский лён" in plain((await rita.last()).text)


async def test_a_lead_is_not_offered_a_record_that_only_managers_make(town: Town) -> None:
    olga = await town.lead("Ольга")
    await town.manager("Рита")

    deals = await olga.types("/deals")

    assert plain(deals.text).endswith("Их заводят менеджеры строкой:\nсделка Ромашка 300к договор")
    assert "💰 Оплата" not in deals.labels
    assert "недоступна" in await olga.forges("begin:call")


@pytest.mark.parametrize("command", ["/clients", "/search"])
async def test_the_first_client_is_a_line_or_a_tap(town: Town, command: str) -> None:
    rita = await town.manager("Рита")

    empty = await rita.types(command)
    await rita.presses("➕ Клиент", on=empty)

    assert "Клиентов пока нет." in plain(empty.text)
    assert "Все А–Я" not in empty.labels
    assert (await rita.last()).message_id != empty.message_id


async def test_a_lead_reads_first_what_is_missing(town: Town) -> None:
    nina = await town.lead("Нина")
    assert plain((await nina.last()).text) == (
        "Здравствуйте, Нина.\nРОП · Отдел\n\n"
        "Сначала:\n1. пригласите менеджеров: /invite\n2. задайте план месяца: /plan\n\n"
        "Сводка придёт сама:\n12, 16, 18."
    )
    rita = await town.manager("Рита")
    yana = await town.lead("Яна")
    assert "1. задайте план месяца: /plan\n2. впишите, что пришло до Reper: /plan\n\n" in plain(
        (await yana.last()).text
    )
    await planned(town, rita, 1_700_000)

    third = await town.lead("Зоя")
    async with town.database.write() as tx:
        await tx.as_(third.actor).openings.set(rita.id, NOVEMBER, 0)
    words = plain((await third.last()).text)
    fourth = await town.lead("Ева")

    assert "Сначала:\n1. впишите, что пришло до Reper: /plan" in words
    assert "Всё готово: 👥 люди, /svod темп." in plain((await fourth.last()).text)


async def test_a_manager_without_a_plan_reads_who_sets_it(town: Town) -> None:
    rita = await town.manager("Рита")

    assert "план не задан\nфакт 0\nЕго задаёт РОП." in plain((await rita.types("/plan")).text)


async def test_in_english_too(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/lang")
    await olga.presses("English")

    assert "No managers yet. Invite the first one." in (await olga.types("/week")).text


async def test_a_month_before_the_department_asks_for_nothing(town: Town) -> None:
    olga = await town.lead("Ольга")
    await town.manager("Рита")
    for command in ("/kpi", "/top"):
        await olga.types(command)
        past = await olga.presses("‹ октябрь")
        assert "Плана на месяц пока нет." not in plain(past.text)
        assert "🎯 Задать план" not in past.labels


async def test_with_nobody_to_hand_over_to_somebody_is_invited(town: Town) -> None:
    olga = await town.lead("Ольга")
    await town.manager("Рита")
    await olga.types("/team")
    await olga.presses("2 Рита")

    nobody = await olga.presses("🔁 Передать клиентов")
    await olga.presses("➕ Менеджер", on=nobody)

    assert plain(nobody.text).startswith("Передать пока некому.")
    assert "Как зовут" in plain((await olga.last()).text)


async def test_who_only_looked_at_an_empty_check_in_has_not_answered(town: Town) -> None:
    olga, rita = await town.lead("Ольга"), await town.manager("Рита")
    await rita.types("/checkin")

    assert "Не спрашивали: Рита" in plain((await olga.types("/who")).text)


async def test_help_of_a_new_house_names_the_first_step(database_file: Path) -> None:
    async with founded(database_file) as town:
        async with town.database.write() as tx:
            token = await tx.system.invitations.owner_link()
        irina = await town.stranger("Ирина")
        await irina.starts(token or "")

        told = plain((await irina.types("/help")).text).splitlines()

        assert told[:4] == [
            "Сначала:",
            "1. создайте отдел: /start",
            "2. пригласите людей: /invite",
            "3. задайте план месяца: /plan",
        ]


async def test_help_follows_what_the_house_has_already(town: Town) -> None:
    irina, olga = town.owner, await town.lead("Ольга")
    assert irina is not None
    for who in (irina, olga):
        told = plain((await who.types("/help")).text).splitlines()
        assert told[:3] == ["Сначала:", "1. пригласите менеджеров: /invite", "2. задайте план месяца: /plan"]

    rita = await town.manager("Рита")
    for who in (irina, olga):
        assert (
            plain((await who.types("/help" if who is irina else "помощь")).text).splitlines()[1]
            == "1. задайте план месяца: /plan"
        )
    assert "Сначала" not in (await rita.types("/help")).text

    await planned(town, rita, 2_000_000)
    await town.lead_elsewhere("Пётр")
    told = plain((await irina.types("/help")).text)
    assert "Сначала, Другой:\n1. пригласите менеджеров: /invite" in told or "1. впишите" in told
