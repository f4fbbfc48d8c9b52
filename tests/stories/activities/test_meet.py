"""A meeting that has just been, one that was, and one that is planned."""

import pytest

from handlers.activities.plans import DoneDraft
from handlers.routers import make_runner
from tests.dialog.stage import opened
from tests.kept import Kept
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "СтройГрад")
    return anna


async def test_a_meeting_that_has_just_been(anna: Someone) -> None:
    await anna.presses_key("🤝 Встреча")
    asked = await anna.presses("СтройГрад")
    assert asked.text == "🤝 СтройГрад. Когда?"
    ended = await anna.presses("✅ Уже прошла")
    assert ended.text == "🤝 СтройГрад. Чем закончилось?"
    card = await anna.presses("Договорились")

    assert card.text == "✅ Встреча: СтройГрад · 11:00\nДоговорились\nСледующий шаг?"
    assert anna.taps <= 4


async def test_a_planned_meeting_has_its_day_and_hour(town: Town, anna: Someone) -> None:
    await anna.types("/meet")
    await anna.presses("СтройГрад")
    asked = await anna.types("25.11")
    assert asked.text == "Во сколько? Можно так: 15:30"
    card = await anna.types("15.30")

    assert plain(card.text) == "🤝 СтройГрад · ср 25 ноября, 15:30"
    async with town.database.read() as tx:
        [planned] = await tx.as_(anna.actor).activities.list_planned(town.today(), town.today(9))
    assert planned.local_date == town.today(5)


async def test_a_day_off_becomes_the_next_workday_with_one_tap_to_keep_it(anna: Someone) -> None:
    await anna.types("/meet")
    await anna.presses("СтройГрад")
    await anna.presses("Завтра")
    card = await anna.presses("15:00")
    assert plain(card.text) == "🤝 СтройГрад · пн 23 ноября, 15:00\nсб 21.11 выходной, взял понедельник"

    kept = await anna.presses("Оставить сб 21.11")
    assert plain(kept.text) == "🤝 СтройГрад · сб 21 ноября, 15:00"


async def test_the_calendar_shows_days_off_with_a_dot(anna: Someone) -> None:
    await anna.types("/meet")
    await anna.presses("СтройГрад")
    month = await anna.presses("📅 Календарь")

    assert month.buttons[0] == ["‹", "нояб. 2026", "›"]
    assert [label.lower() for label in month.buttons[1]] == ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
    assert month.buttons[2:4] == [
        [" ", " ", " ", " ", "20", "·21", "·22"],
        ["23", "24", "25", "26", "27", "·28", "·29"],
    ]
    december = await anna.presses("›")
    assert december.buttons[0][1] == "дек. 2026"
    assert (await anna.presses("16")).text.startswith("Во сколько?")


async def test_at_a_months_end_the_calendar_opens_on_the_next_one(town: Town, anna: Someone) -> None:
    await town.clock.reach("10:00", town.today(10))
    await anna.types("/meet")
    await anna.presses("СтройГрад")
    assert (await anna.presses("📅 Календарь")).buttons[0] == ["‹", "дек. 2026", "›"]
    assert (await anna.presses("‹")).buttons[2][0] == "30"


async def test_an_hour_that_is_over_is_not_planned(anna: Someone) -> None:
    await anna.types("/meet")
    await anna.presses("СтройГрад")
    await anna.presses("Сегодня")
    asked = await anna.presses("9:00")
    assert asked.text.startswith("Это время уже прошло.")

    assert plain((await anna.presses("12:00")).text) == "🤝 СтройГрад · пт 20 ноября, 12:00"


async def test_yesterdays_meeting_is_logged_for_yesterday(anna: Someone) -> None:
    await anna.types("/meet")
    await anna.presses("СтройГрад")
    await anna.types("вчера")
    card = await anna.presses("Думают")

    assert plain(card.text).startswith("✅ Встреча: СтройГрад · чт 19.11, 12:00\nДумают")


async def test_three_workdays_back_and_no_further(anna: Someone) -> None:
    await anna.types("/meet")
    await anna.presses("СтройГрад")
    asked = await anna.types("16.11")

    assert asked.text.startswith("Задним числом можно не дальше 3 рабочих дней")
    assert (await anna.types("17.11")).text == "🤝 СтройГрад. Чем закончилось?"


async def test_the_place_is_noted_when_it_is_sent(town: Town, anna: Someone) -> None:
    await anna.types("/meet")
    await anna.presses("СтройГрад")
    await anna.presses("✅ Уже прошла")
    await anna.sends_location(55.75, 37.61)
    card = await anna.presses("Договорились")

    assert "📍 место записано" in card.text
    async with town.database.read() as tx:
        [meeting] = await tx.as_(anna.actor).activities.of_day(None, town.today())
    assert meeting.latitude == pytest.approx(55.75)


async def test_a_planned_meeting_is_closed_by_its_outcome(town: Town, anna: Someone) -> None:
    await anna.types("/meet")
    await anna.presses("СтройГрад")
    await anna.presses("Сегодня")
    await anna.presses("12:00")
    async with town.database.read() as tx:
        [planned] = await tx.as_(anna.actor).activities.list_planned(town.today(), town.today())

    await opened(town, make_runner(), anna, "done", DoneDraft(activity_id=planned.id))
    card = await anna.presses("Презентация удалась")

    assert card.text == "✅ Встреча: СтройГрад · 11:00\nПрезентация удалась\nСледующий шаг?"


async def test_a_plan_moves_to_another_day_and_hour(anna: Someone) -> None:
    await anna.types("/meet")
    await anna.presses("СтройГрад")
    await anna.presses("Сегодня")
    await anna.presses("12:00")
    await anna.presses("📅 Другой день")
    await anna.types("25.11")
    card = await anna.presses("16:00")

    assert plain(card.text) == "🤝 СтройГрад · ср 25 ноября, 16:00"
    assert sum("СтройГрад ·" in text for text in await anna.messages()) == 1
