"""The morning message: 09:00 by one's own clock, on own workdays, once, and only when there is something to say."""

import asyncio
from datetime import date, timedelta

import pytest

from sales.activities.activities import ActivityType, CallOutcome
from scheduler import morning
from scheduler.tick import Tick
from tests.planning import at, expects, is_away, lives_in, plans, received
from tests.town import FRIDAY, Someone, Town

SATURDAY, MONDAY, TUESDAY = (FRIDAY + timedelta(days=n) for n in (1, 3, 4))
QUARTER = timedelta(minutes=15)
HELLO = "Доброе утро"


async def comes(town: Town, wall: str, day: date = MONDAY) -> None:
    """The clock jumps near, and ticks the last quarters of an hour."""
    near = at(wall, day) - QUARTER - QUARTER
    await town.clock.jump(near - town.clock.now())
    await town.clock.reach(wall, day, QUARTER)


async def greetings(someone: Someone) -> list[str]:
    return [text.replace("\u00a0", " ") for text in await someone.messages() if HELLO in text or "Good morning" in text]


async def test_the_day_is_told_in_numbers_and_first_lines(town: Town) -> None:
    anna = await town.manager("Анна Петрова")
    await plans(town, anna, "СтройГрад", "10:30", MONDAY, ActivityType.MEETING, "показать расчёт")
    await plans(town, anna, "Вектор", "15:00", MONDAY, comment="ждут счёт")
    await plans(town, anna, "Ромашка", "16:00", MONDAY)
    await expects(town, anna, "Ромашка", 150, MONDAY)
    await expects(town, anna, "Вектор", 340, MONDAY)
    await expects(town, anna, "Школа 57", 90, MONDAY - timedelta(days=10))

    await comes(town, "09:00")

    seen = await anna.last()
    assert seen.text.replace("\u00a0", " ") == (
        "Доброе утро, Анна. На сегодня:\n"
        "📞 2 звонка · 🤝 1 встреча · 💰 2 оплаты, 490 тыс\n"
        "\n"
        "10:30  🤝 СтройГрад, показать расчёт\n"
        "15:00  📞 Вектор, ждут счёт\n"
        "16:00  📞 Ромашка\n"
        "⚠️ Школа 57: долг 90 тыс, 10 дней"
    )
    assert seen.buttons == [["Весь день", "Начать обзвон"]]


async def test_a_minute_before_nine_all_is_quiet(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "15:00", MONDAY)

    await comes(town, "08:59")
    assert not await greetings(anna)
    await town.clock.reach("09:00", MONDAY)
    assert len(await greetings(anna)) == 1
    await town.clock.reach("09:10", MONDAY)
    assert len(await greetings(anna)) == 1


async def test_an_empty_day_is_not_spoken_of_even_when_it_fills_later(town: Town) -> None:
    anna = await town.manager("Анна")

    await comes(town, "09:00")
    await plans(town, anna, "Вектор", "15:00", MONDAY)
    await town.clock.reach("09:30", MONDAY, QUARTER)

    assert not await greetings(anna)


async def test_a_debt_alone_is_worth_a_word(town: Town) -> None:
    anna = await town.manager("Анна")
    await expects(town, anna, "Школа 57", 90, FRIDAY)

    await comes(town, "09:00")

    assert await greetings(anna) == ["Доброе утро, Анна. Не забыть:\n\n⚠️ Школа 57: долг 90 тыс, 3 дня"]


async def test_money_is_reminded_of_by_the_ladder_and_not_every_morning(town: Town) -> None:
    anna = await town.manager("Анна")
    await expects(town, anna, "Берег", 300, MONDAY + timedelta(days=3))
    await expects(town, anna, "Ким", 20, MONDAY + timedelta(days=4))
    await expects(town, anna, "Школа 57", 90, MONDAY - timedelta(days=12))

    await comes(town, "09:00")
    assert await greetings(anna) == ["Доброе утро, Анна. Не забыть:\n\n💬 Берег: 300 тыс ждём чт 26.11"]

    await comes(town, "09:00", MONDAY + timedelta(days=1))
    assert (await greetings(anna))[-1].splitlines()[2:] == ["💬 Ким: 20 тыс ждём пт 27.11"]

    await comes(town, "09:00", MONDAY + timedelta(days=3))
    assert (await greetings(anna))[-1].splitlines()[3:] == [
        "⚠️ Школа 57: долг 90 тыс, 15 дней",
        "💬 Ким: 20 тыс ждём пт 27.11",
    ]


async def test_a_full_day_keeps_to_six_lines_and_room_for_debts(town: Town) -> None:
    anna = await town.manager("Анна")
    for hour in range(10, 18):
        await plans(town, anna, f"Клиент {hour}", f"{hour}:00", MONDAY)
    for client in ("Школа 57", "Ким", "Лада"):
        await expects(town, anna, client, 90, FRIDAY)

    await comes(town, "09:00")

    lines = (await greetings(anna))[0].split("\n")
    assert [line[:2] for line in lines[3:]] == ["10", "11", "12", "13", "⚠️", "⚠️", "и "]
    assert lines[-1] == "и ещё 5"


async def test_nobody_is_greeted_on_a_day_off(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "12:00", SATURDAY)

    await comes(town, "09:00", SATURDAY)
    assert not await greetings(anna)

    await comes(town, "09:00")
    assert "Вектор" in (await greetings(anna))[0]


async def test_nobody_is_greeted_on_vacation(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    for someone in (anna, boris):
        await plans(town, someone, "Вектор", "12:00", MONDAY)
    await is_away(town, anna, MONDAY, MONDAY)

    await comes(town, "09:00")

    assert (len(await greetings(anna)), len(await greetings(boris))) == (0, 1)


async def test_vladivostok_wakes_seven_hours_before_moscow(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await lives_in(town, anna, "Asia/Vladivostok")
    for someone in (anna, boris):
        await plans(town, someone, "Вектор", "12:00", MONDAY)

    await comes(town, "02:00")
    assert (len(await greetings(anna)), len(await greetings(boris))) == (1, 0)
    await comes(town, "09:00")
    assert (len(await greetings(anna)), len(await greetings(boris))) == (1, 1)


@pytest.mark.parametrize(("up_again", "greeted"), [("10:59", True), ("11:01", False)])
async def test_after_an_outage_it_is_said_until_eleven_and_not_later(town: Town, up_again: str, greeted: bool) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "18:00", MONDAY)

    await town.clock.jump(at(up_again, MONDAY) - town.clock.now())
    await town.tick()

    assert bool(await greetings(anna)) is greeted
    assert "опоздан" not in "".join(await greetings(anna))


async def test_what_a_skipped_morning_kept_comes_by_itself(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "08:00", MONDAY)
    await comes(town, "08:15")

    await town.clock.jump(at("11:30", MONDAY) - town.clock.now())
    await town.tick()

    assert not await greetings(anna)
    assert (await anna.sees("08:00 Вектор")).labels[0] == "Сделано"


async def test_three_looks_at_once_greet_once(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "15:00", MONDAY)
    await town.clock.jump(at("09:00", MONDAY) - town.clock.now())

    said = await asyncio.gather(*(Tick(town.database, (morning,)).look() for _ in range(3)))
    await town.settle()

    assert said.count(True) == 1
    assert len(await greetings(anna)) == 1


async def test_a_reminder_keeps_its_distance_to_the_morning_message(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "09:05", MONDAY)

    await comes(town, "09:00")
    await town.clock.reach("09:10", MONDAY, QUARTER)
    assert "+1 ч" not in (await anna.last()).labels
    await town.clock.reach("09:15", MONDAY, QUARTER)
    assert "+1 ч" in (await anna.last()).labels


async def test_what_is_done_before_it_is_read_is_not_in_it(town: Town) -> None:
    """Made at the moment it is sent: delivery waited, the call was made meanwhile."""
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "Вектор", "15:00", MONDAY)
    await town.clock.jump(at("09:00", MONDAY) - town.clock.now())
    await Tick(town.database, (morning,)).look()
    async with town.database.write() as tx:
        await tx.as_(anna.actor).activity_changes.finish(planned, CallOutcome.TALKED, town.clock.now())

    await town.settle()

    assert not await greetings(anna)


async def test_a_lead_and_who_has_left_are_not_greeted(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await plans(town, anna, "Вектор", "15:00", MONDAY)
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).handovers.deactivate(anna.id)

    await comes(town, "09:00")

    assert not await greetings(anna) + await greetings(olga)


async def test_the_whole_day_opens_below_and_the_morning_stays(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "15:00", MONDAY)
    await received(town, anna, "Ким", 50)
    await comes(town, "09:00")

    await anna.presses("Весь день")

    assert (await anna.last()).text.startswith("Сегодня, пн")
    assert len(await greetings(anna)) == 1


async def test_in_english(town: Town) -> None:
    anna = await town.manager("Anna")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).people.set_language("en")
    await plans(town, anna, "Vector", "15:00", MONDAY, comment="invoice")
    await expects(town, anna, "Kim", 90, FRIDAY)

    await comes(town, "09:00")

    assert await greetings(anna) == [
        "Good morning, Anna. Today:\n📞 1 call\n\n15:00  📞 Vector, invoice\n⚠️ Kim: owes 90 K, 3 days"
    ]
