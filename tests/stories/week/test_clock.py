"""The week plan and the calendar: holiday Mondays, a worked Saturday, weeks without a workday, outages, other zones."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from sales.calendar.calendar import DAY, DayKind
from tests.planning import at as instant
from tests.planning import is_away, lives_in
from tests.stories.checkins.checkin_day import told
from tests.stories.week.week_days import (
    MONDAY,
    NEXT_FRIDAY,
    TUESDAY,
    WEDNESDAY,
    asked,
    at,
    day_is,
    frozen,
    the_week,
    weeks_in,
)
from tests.town import FRIDAY, MOSCOW, Someone, Town, founded

SATURDAY = date(2026, 11, 21)


async def jump(town: Town, wall: str, day: date) -> None:
    """Nobody looked meanwhile, and now somebody does."""
    await town.clock.jump(instant(wall, day) - town.clock.now())
    await town.tick()


async def plan_of(town: Town, someone: Someone, monday: date = MONDAY) -> tuple[bool, bool, int]:
    """(frozen, confirmed, sum in thousands)"""
    async with town.database.read() as tx:
        plan = await tx.as_(someone.actor).week_plans.get(someone.id, monday)
    assert plan is not None
    return plan.is_frozen, plan.is_confirmed, plan.total // 100_000


async def test_a_holiday_monday_moves_the_freeze_and_the_table_to_tuesday(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await day_is(town, MONDAY, DayKind.OFF)
    await town.expects(anna, "Ромашка", 150_000, NEXT_FRIDAY, 80)

    await asked(town)
    assert "Подтвердите до вт 10:00" in await the_week(anna)
    await frozen(town, MONDAY)
    assert await weeks_in(olga) == []
    await at(town, "09:30", TUESDAY)
    assert (await the_week(anna))[0] == "🔔 План недели не подтверждён"
    await frozen(town, TUESDAY)

    assert await plan_of(town, anna) == (True, False, 150)
    assert (await the_week(olga))[0] == "🗓 Неделя 23–29.11 · 150 тыс"


@pytest.mark.parametrize("holiday", [date(2026, 3, 9), date(2026, 5, 11)])
async def test_the_countrys_own_holiday_mondays(database_file: Path, holiday: date) -> None:
    """Friday to Tuesday: 8 March and 9 May are made up for on the Monday after."""
    friday = holiday - 3 * DAY
    async with founded(database_file, at=datetime.combine(friday, time(11), MOSCOW)) as town:
        await town.opens()
        anna, olga = await town.manager("Анна"), await town.lead("Ольга")
        await town.expects(anna, "Ромашка", 150_000, holiday + 3 * DAY, 80)

        await asked(town, friday)
        assert "Подтвердите до вт 10:00" in await the_week(anna)
        await frozen(town, holiday)
        assert await weeks_in(olga) == []
        await frozen(town, holiday + DAY)

        assert await plan_of(town, anna, holiday) == (True, False, 150)
        assert len(await weeks_in(olga)) == 1


async def test_a_holiday_in_the_middle_changes_neither(database_file: Path) -> None:
    async with founded(database_file, at=datetime(2026, 10, 30, 11, tzinfo=MOSCOW)) as town:
        await town.opens()
        anna, monday = await town.manager("Анна"), date(2026, 11, 2)

        await asked(town, date(2026, 10, 30))
        assert (await the_week(anna))[:2] == ["🗓 Неделя 2–8.11 · ждём 0", "Подтвердите до пн 10:00"]
        await frozen(town, monday)

        assert await plan_of(town, anna, monday) == (True, False, 0)


async def test_a_worked_saturday_is_asked_on_instead_of_friday_and_ends_the_week(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await day_is(town, SATURDAY, DayKind.WORKING)

    await asked(town, FRIDAY)
    assert await weeks_in(anna) == []
    await asked(town, SATURDAY)
    assert (await the_week(anna))[0] == "🗓 Неделя 23–29.11 · ждём 0"

    await frozen(town)
    await day_is(town, date(2026, 11, 28), DayKind.WORKING)
    await at(town, "18:25", NEXT_FRIDAY)
    await olga.sees_nothing_of("Итог недели")
    await at(town, "18:25", date(2026, 11, 28))
    await olga.sees("Итог недели")


async def test_a_short_friday_asks_at_its_close_at_the_latest(town: Town) -> None:
    anna = await town.manager("Анна")
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).departments.update(town.department_id, day_close=time(16))
    await day_is(town, FRIDAY, DayKind.SHORT)

    await at(town, "15:00", FRIDAY)

    assert len(await weeks_in(anna)) == 1


async def test_a_week_without_workdays_is_skipped_and_the_one_after_it_is_asked_about(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    for number in range(5):
        await day_is(town, MONDAY + number * DAY, DayKind.OFF)
    next_monday = MONDAY + 7 * DAY

    await asked(town)

    assert (await the_week(anna))[0] == "🗓 Неделя 30.11–6.12 · ждём 0"
    await frozen(town, MONDAY)
    await at(town, "18:30", NEXT_FRIDAY)
    assert await weeks_in(olga) == []
    assert "На этой неделе нет рабочих дней" in told(await anna.types("/week"))
    await frozen(town, next_monday)
    assert await plan_of(town, anna, next_monday) == (True, False, 0)


async def test_after_an_outage_the_question_comes_late_until_the_evening(town: Town) -> None:
    anna = await town.manager("Анна")

    await jump(town, "19:40", FRIDAY)

    assert len(await weeks_in(anna)) == 1


async def test_in_the_night_nobody_is_asked_and_monday_reminds(town: Town) -> None:
    anna = await town.manager("Анна")

    await jump(town, "20:10", FRIDAY)
    await jump(town, "12:00", SATURDAY)
    assert await weeks_in(anna) == []
    await at(town, "09:30", MONDAY)

    assert (await the_week(anna))[:2] == ["🔔 План недели не подтверждён", "🗓 Неделя 23–29.11 · ждём 0"]


@pytest.mark.parametrize(("wall", "day"), [("13:00", MONDAY), ("21:30", MONDAY), ("11:00", WEDNESDAY)])
async def test_the_freeze_is_made_whenever_the_process_comes_back_as_of_its_hour(
    town: Town, wall: str, day: date
) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "Ромашка", 150_000, NEXT_FRIDAY, 80)
    await asked(town)
    await town.clock.jump(instant("10:30", MONDAY) - town.clock.now())
    await town.expects(anna, "Вектор", 340_000, NEXT_FRIDAY, 80)

    await jump(town, wall, day)

    assert await plan_of(town, anna) == (True, False, 150)


async def test_a_whole_week_of_silence_is_frozen_afterwards(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "Ромашка", 150_000, NEXT_FRIDAY, 80)

    await jump(town, "11:00", TUESDAY + 7 * DAY)

    assert await plan_of(town, anna) == (True, False, 150)
    assert await plan_of(town, anna, MONDAY + 7 * DAY) == (True, False, 0)


async def test_the_table_comes_late_and_says_so_but_not_at_night(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await asked(town)

    await jump(town, "15:00", MONDAY)
    await town.tick()
    assert "С опозданием, в 15:00: бот был недоступен" in await the_week(olga)

    await jump(town, "21:00", MONDAY + 7 * DAY)
    await jump(town, "12:00", TUESDAY + 7 * DAY)
    assert len(await weeks_in(olga)) == 1


async def test_each_is_sent_once_whatever_ticks_and_restarts(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await asked(town)
    await town.restart()
    await town.tick()
    assert len(await weeks_in(anna)) == 1
    await at(town, "09:30", MONDAY)
    await frozen(town)
    await town.restart()
    await at(town, "10:30", MONDAY)
    assert (len(await weeks_in(anna)), len(await weeks_in(olga))) == (2, 1)

    await at(town, "18:25", NEXT_FRIDAY)
    await town.restart()
    await at(town, "18:40", NEXT_FRIDAY)

    assert sum("Итог недели" in each.text for each in await weeks_in(olga)) == 1


async def test_whoever_lives_in_another_zone_is_not_woken(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await lives_in(town, boris, "Asia/Vladivostok")  # 23:30 there

    await asked(town)

    assert len(await weeks_in(anna)) == 1
    assert await weeks_in(boris) == []


async def test_who_is_away_on_friday_is_only_reminded(town: Town) -> None:
    anna = await town.manager("Анна")
    await is_away(town, anna, FRIDAY, FRIDAY)

    await asked(town)
    assert await weeks_in(anna) == []
    await at(town, "09:30", MONDAY)

    assert len(await weeks_in(anna)) == 1


async def test_who_comes_back_in_the_middle_finds_the_plan_frozen(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "Ромашка", 150_000, NEXT_FRIDAY, 80)
    await is_away(town, anna, FRIDAY, TUESDAY)

    await asked(town)
    await at(town, "09:30", MONDAY)
    await frozen(town)

    assert await weeks_in(anna) == []
    assert await plan_of(town, anna) == (True, False, 150)


async def test_a_department_founded_after_the_hour_is_not_frozen_backwards(town: Town) -> None:
    anna = await town.manager("Анна")  # Friday 11:00

    await town.tick()

    async with town.database.read() as tx:
        assert await tx.as_(anna.actor).week_plans.get(anna.id, date(2026, 11, 16)) is None


async def test_while_the_lead_is_away_the_owner_reads_the_table(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await is_away(town, olga, MONDAY, MONDAY)

    await frozen(town)

    assert town.owner is not None
    assert await weeks_in(olga) == []
    assert len(await weeks_in(town.owner)) == 1
    assert timedelta(0) < town.clock.now() - instant("10:00", MONDAY)
