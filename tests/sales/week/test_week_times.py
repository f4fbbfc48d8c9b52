"""When a week plan is asked for, reminded of, frozen and told: usual weeks, holidays, transferred days, leave."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar.calendar import Absence, DayKind, WorkCalendar
from sales.calendar.slots import instant_of
from sales.core.clock import local
from sales.schedule.schedule import USUAL, Scheduled
from sales.week.times import WeekHours, WeekPart, is_first_day, part_in_week, week_times, week_to_plan
from tests.sales.month import FRIDAY, MONDAY, MOSCOW, RUSSIA, november, on

BLACK_SATURDAY = WorkCalendar(exceptions={on(21): DayKind.WORKING})


def test_an_ordinary_week() -> None:
    times = week_times(MONDAY, MOSCOW, RUSSIA)
    assert times is not None
    assert (times.ask_at, times.remind_at) == (november(20, 16, 30), november(23, 9, 30))
    assert (times.freeze_at, times.table_at) == (november(23, 10), november(23, 10, 5))
    assert (times.monday, times.sunday) == (MONDAY, on(29))


def test_a_transferred_saturday_is_the_last_workday() -> None:
    times = week_times(MONDAY, MOSCOW, BLACK_SATURDAY)
    assert times is not None
    assert times.ask_at == november(21, 16, 30)


def test_a_holiday_on_monday_moves_the_freeze_to_the_first_workday() -> None:
    times = week_times(date(2026, 3, 9), MOSCOW, RUSSIA)  # 9 March 2026 is off for the 8th
    assert times is not None
    assert times.ask_day == date(2026, 3, 6)
    assert times.freeze_at == instant_of(date(2026, 3, 10), time(10), MOSCOW)
    assert times.table_at == instant_of(date(2026, 3, 10), time(10, 5), MOSCOW)


def test_a_week_without_workdays_has_no_plan() -> None:
    assert week_times(date(2026, 1, 5), MOSCOW, RUSSIA) is None


def test_the_week_after_the_holidays_is_asked_for_before_them() -> None:
    times = week_times(date(2026, 1, 12), MOSCOW, RUSSIA)
    assert times is not None
    assert times.ask_day == date(2025, 12, 30)


def test_an_hour_after_the_close_is_kept_on_a_usual_day() -> None:
    """A department that closes at six once asked at six, whatever later hour it had set."""
    times = week_times(MONDAY, MOSCOW, RUSSIA, WeekHours(ask=time(18, 10)))
    assert times is not None
    assert times.ask_at == november(20, 18, 10)


def test_on_a_short_day_it_is_asked_at_the_close_at_the_latest() -> None:
    short = WorkCalendar(exceptions={FRIDAY: DayKind.SHORT})
    late = week_times(MONDAY, MOSCOW, short, WeekHours(ask=time(17, 30)))
    usual = week_times(MONDAY, MOSCOW, short)
    assert late is not None
    assert usual is not None
    assert (late.ask_at, usual.ask_at) == (november(20, 17), november(20, 16, 30))


def test_a_department_has_its_own_hours_and_zone() -> None:
    hours = WeekHours(time(15), time(8, 45), time(9), time(9, 1))
    times = week_times(MONDAY, "Asia/Omsk", RUSSIA, hours)
    assert times is not None
    walls = [local(at, "Asia/Omsk").time() for at in (times.ask_at, times.remind_at, times.freeze_at, times.table_at)]
    assert walls == [hours.ask, hours.remind, hours.freeze, hours.table]


@pytest.mark.parametrize(
    ("absence", "part"),
    [
        (None, WeekPart(is_planned=True, is_asked=True, is_reminded=True)),
        (Absence(FRIDAY, FRIDAY), WeekPart(is_planned=True, is_asked=False, is_reminded=True)),
        (Absence(FRIDAY, on(24)), WeekPart(is_planned=True, is_asked=False, is_reminded=False)),
        (Absence(MONDAY, on(24)), WeekPart(is_planned=True, is_asked=True, is_reminded=False)),
        (Absence(MONDAY, on(29)), WeekPart(is_planned=False, is_asked=False, is_reminded=False)),
    ],
)
def test_nobody_is_asked_on_leave(absence: Absence | None, part: WeekPart) -> None:
    times = week_times(MONDAY, MOSCOW, RUSSIA)
    assert times is not None
    assert part_in_week(times, RUSSIA.with_absences([absence] if absence else [])) == part


@pytest.mark.parametrize(
    ("today", "calendar", "monday"),
    [
        (FRIDAY, RUSSIA, MONDAY),
        (on(19), RUSSIA, None),
        (on(21), RUSSIA, None),
        (FRIDAY, BLACK_SATURDAY, None),
        (on(21), BLACK_SATURDAY, MONDAY),
        (date(2025, 12, 30), RUSSIA, date(2026, 1, 12)),
        (date(2026, 3, 6), RUSSIA, date(2026, 3, 9)),
    ],
)
def test_the_week_that_is_asked_for_today(today: date, calendar: WorkCalendar, monday: date | None) -> None:
    assert week_to_plan(today, calendar) == monday


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (MONDAY, True),
        (on(24), False),
        (on(22), False),
        (date(2026, 3, 9), False),
        (date(2026, 3, 10), True),
        (date(2026, 3, 11), False),
    ],
)
def test_the_first_workday_of_the_week(today: date, first: bool) -> None:
    assert is_first_day(today, RUSSIA) is first


@given(st.dates(date(2024, 2, 1), date(2027, 12, 1)))
def test_both_ways_of_looking_agree(today: date) -> None:
    monday = week_to_plan(today, RUSSIA)
    if monday is not None:
        times = week_times(monday, MOSCOW, RUSSIA)
        assert times is not None
        assert times.ask_day == today
        assert is_first_day(times.first_day, RUSSIA)
        assert times.ask_at < times.remind_at < times.freeze_at < times.table_at


def test_the_usual_hours_are_those_of_the_departments_settings() -> None:
    hours = WeekHours()
    assert USUAL[Scheduled.WEEK_ASK] == hours.ask
    assert USUAL[Scheduled.WEEK_REMIND] == hours.remind
    assert USUAL[Scheduled.WEEK_FREEZE] == hours.freeze
    assert USUAL[Scheduled.WEEK_TABLE] == hours.table
