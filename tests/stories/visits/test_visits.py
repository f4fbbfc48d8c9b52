"""The visits tab of /week: a day, a row, another day; one more; forgotten clients by days; the lead counts them."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from storage.tables import ClientRow
from tests.kept import Kept
from tests.town import Seen, Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "СтройГрад", "Школа 57")
    return anna


def told(seen: Seen) -> list[str]:
    """Columns are made of spaces of several widths."""
    return [" ".join(line.split()) for line in plain(seen.text).splitlines()]


def labels(seen: Seen) -> list[list[str]]:
    return [[plain(each) for each in row] for row in seen.buttons]


async def forget(town: Town, someone: Someone, *days: tuple[str, int]) -> None:
    """Clients of so many days ago, to whom nobody has spoken."""
    await town.has_clients(someone, *(name for name, _days in days))
    async with town.database.write() as tx:
        for name, age in days:
            at = tx.clock.now() - timedelta(days=age)
            await tx.session.execute(update(ClientRow).where(ClientRow.name == name).values(created_at=at))


async def visits(someone: Someone) -> Seen:
    return await someone.presses("🗓 Визиты", on=await someone.types("/week"))


async def next_week(someone: Someone) -> Seen:
    return await someone.presses("23–29.11 ›", on=await visits(someone))


async def test_a_week_of_visits_a_day_and_a_row_moved_and_put_back(town: Town, anna: Someone) -> None:
    for line in ("звонок Вектор пн 10:00", "встреча СтройГрад пн в 15", "встреча Школа 57 ср 11:00: расчёт"):
        await anna.types(line)

    week = await next_week(anna)
    assert told(week) == [
        "🗓 Визиты · 23–29 ноября",
        "План визитов 2 из 6",
        "пн 📞 10:00 Вектор",
        "🤝 15:00 СтройГрад",
        "вт — свободно",
        "ср 🤝 11:00 Школа 57",
        "чт — свободно",
        "пт — свободно",
    ]
    assert labels(week) == [
        ["пн", "вт", "ср", "чт", "пт"],
        ["📅 .ics", "📄 Excel"],
        ["‹ 16–22.11", "30.11–6.12 ›"],
        ["💰 Оплаты", "• 🗓 Визиты"],
    ]

    day = await anna.presses("пн", on=week)
    assert told(day)[0] == "🗓 пн 23 ноября · 🤝 1 · 📞 1"
    row = await anna.presses("↕ 🤝 15:00 СтройГрад", on=day)
    assert told(row) == ["🤝 СтройГрад · пн 23 ноября, 15:00", "На какой день?"]

    moved = await anna.taps_twice("чт", on=row)
    assert told(moved)[0] == "🤝 СтройГрад · чт 26 ноября, 15:00"
    hour = await anna.presses("🕒 Другой час", on=moved)
    moved = await anna.presses("12:00", on=hour)
    assert told(moved)[0] == "🤝 СтройГрад · чт 26 ноября, 12:00"
    back = await anna.presses("↩️ Отменить", on=moved)
    assert told(back)[0] == "🤝 СтройГрад · чт 26 ноября, 15:00"
    assert "чт 🤝 15:00 СтройГрад" in told(await next_week(anna))


async def test_an_hour_that_is_taken_is_asked_and_another_day_in_words_is_heard(anna: Someone) -> None:
    await anna.types("встреча СтройГрад пн в 15")
    await anna.types("встреча Школа 57 вт в 15")
    day = await anna.presses("пн", on=await next_week(anna))
    row = await anna.presses("↕ 🤝 15:00 СтройГрад", on=day)

    asked = await anna.presses("вт", on=row)
    assert told(asked) == ["🤝 СтройГрад · пн 23 ноября, 15:00", "вт 24.11: во сколько?"]
    assert await anna.toast() == "В этот час уже есть другое дело"
    moved = await anna.presses("16:00", on=asked)
    assert told(moved)[0] == "🤝 СтройГрад · вт 24 ноября, 16:00"

    await anna.presses("📅 Другая дата", on=moved)
    assert told(await anna.types("в четверг в 12"))[0] == "🤝 СтройГрад · чт 26 ноября, 12:00"


async def test_one_more_is_added_to_a_day_and_called_off(anna: Someone) -> None:
    day = await anna.presses("вт", on=await next_week(anna))
    assert told(day) == ["🗓 вт 24 ноября · пока пусто"]
    await anna.presses("➕ 📞 Звонок", on=day)
    assert told(await anna.last())[0] == "📞 Звонок вт 24.11. Кому?"
    await anna.presses("Вектор")
    assert told(await anna.types("полдевятого утра"))[0] == "📞 Вектор · вт 24 ноября, 08:30"
    await anna.presses("➕ 🤝 Встреча", on=await anna.presses("вт", on=await next_week(anna)))
    await anna.presses("Школа 57")
    assert told(await anna.presses("15:00"))[0] == "🤝 Школа 57 · вт 24 ноября, 15:00"

    day = await anna.presses("вт", on=await next_week(anna))
    assert told(day)[2:] == ["08:30 📞 Вектор", "15:00 🤝 Школа 57", "", "↕ Перенести: нажмите строку, потом день"]
    off = await anna.presses("❌ Отменить", on=await anna.presses("↕ 🤝 15:00 Школа 57", on=day))
    assert told(off)[0] == "❌ Встреча: Школа 57, не будет"
    assert told(await anna.presses("↩️ Отменить", on=off))[0] == "🤝 Школа 57 · вт 24 ноября, 15:00"


async def test_forgotten_clients_are_spread_within_the_norm_and_taken_back(town: Town, anna: Someone) -> None:
    await forget(town, anna, ("Медлайн", 34), ("Ким", 31), ("Лотос", 90))
    await anna.types("встреча СтройГрад пн в 11")
    week = await next_week(anna)
    assert told(week)[-1] == "Забытые: Лотос 90 дн, Медлайн 34 дн, Ким 31 дн"

    proposed = await anna.presses("➕ Забытых по дням", on=week)
    assert told(proposed) == [
        "➕ Забытые по дням · 23–29 ноября",
        "пн 🤝 15:00 Лотос · 90 дн",
        "вт 🤝 11:00 Медлайн · 34 дн",
        "ср 🤝 11:00 Ким · 31 дн",
    ]
    assert "План визитов 1 из 6" in told(await next_week(anna))  # nothing before it is agreed to

    planned = await anna.taps_twice("✅ Поставить 3 визита", on=proposed)
    assert "Забытых нет" in planned.text or "План визитов 4 из 6" in told(planned)
    week = await next_week(anna)
    assert told(week)[1:5] == ["План визитов 4 из 6", "пн 🤝 11:00 СтройГрад", "🤝 15:00 Лотос", "вт 🤝 11:00 Медлайн"]

    gone = await anna.presses("↩️ Отменить", on=week)
    assert told(gone)[1] == "План визитов 1 из 6"
    assert told(gone)[-1].startswith("Забытые: Лотос 90 дн")


async def test_a_list_that_has_changed_is_shown_again(town: Town, anna: Someone) -> None:
    await forget(town, anna, ("Медлайн", 34), ("Ким", 31))
    proposed = await anna.presses("➕ Забытых по дням", on=await next_week(anna))
    await anna.types("позвонил Ким, поговорили")

    again = await anna.presses("✅ Поставить 2 визита", on=proposed)

    assert told(again)[1:] == ["пн 🤝 11:00 Медлайн · 34 дн"]
    assert "План визитов 0 из 6" in told(await next_week(anna))


async def test_the_lead_counts_visits_against_the_norm(town: Town, anna: Someone) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await town.has_clients(boris, "Берег")
    for line in ("встреча СтройГрад пн в 15", "встреча Школа 57 пн 11:00", "звонок Вектор вт"):
        await anna.types(line)
    await boris.types("встреча Берег ср 12:00")

    table = await olga.presses("23–29.11 ›", on=await visits(olga))
    assert told(table) == [
        "🗓 Визиты · 23–29 ноября",
        "План визитов 3 из 12",
        "",
        "пн вт ср чт пт план",
        "Анна 2 · · · · 2/6",
        "Борис · · 1 · · 1/6",
    ]
    person = await olga.presses("Анна", on=table)
    assert told(person)[:2] == ["🗓 Анна · визиты 23–29 ноября", "План визитов 2 из 6"]
    assert "➕ Забытых по дням" not in [label for row in labels(person) for label in row]
    day = await olga.presses("пн", on=person)
    assert told(day)[2:] == ["11:00 🤝 Школа 57", "15:00 🤝 СтройГрад"]
    assert labels(day) == [["‹ вс", "‹ Визиты", "вт ›"]]


async def test_in_english(town: Town, anna: Someone) -> None:
    """A week, a day, a row moved by two taps and put back; the lead's table of them."""
    olga = await town.lead("Olga")
    async with town.database.write() as tx:
        for someone in (anna, olga):
            await tx.as_(someone.actor).people.set_language("en")
    await anna.types("call Вектор mon 10:00")
    await anna.types("meeting СтройГрад mon 15:00: show the quote")

    asked = await anna.presses("🗓 Visits", on=await anna.types("/week"))
    week = await anna.presses("23–29 Nov ›", on=asked)
    assert told(week)[:5] == [
        "🗓 Visits · 23–29 November",
        "Visits planned: 1 of 6",
        "Mon 📞 10:00 Вектор",
        "🤝 15:00 СтройГрад",
        "Tue — free",
    ]
    day = await anna.presses("Mon", on=week)
    row = await anna.presses("↕ 🤝 15:00 СтройГрад", on=day)
    moved = await anna.presses("Tue", on=row)
    assert "Tue 24 November, 15:00" in plain(moved.text)
    back = await anna.presses("↩️ Undo", on=moved)
    assert "Mon 23 November, 15:00" in plain(back.text)
    table = await olga.presses("23–29 Nov ›", on=await olga.presses("🗓 Visits", on=await olga.types("/week")))
    assert "Anna" in table.text or "Анна" in table.text
    for said in (week, day, row, moved, table):
        for word in ("Визит", "пн", "вт", "Отмен", "встреч"):
            assert word not in said.text + " ".join(said.labels)
