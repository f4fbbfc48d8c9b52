"""Which days are worked: SPEC 3's vectors, the order of looking, and the searches against a count by hand."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar.calendar import (
    Absence,
    DayKind,
    NoWorkdayError,
    Taken,
    WorkCalendar,
    days_between,
    month_of,
    week_of,
    weeks_of,
)
from sales.calendar.slots import instant_of
from tests.rows import each_row

RUSSIA = WorkCalendar()
SIX = time(18)
MOSCOW = "Europe/Moscow"


def november(day: int, hour: int, minute: int = 0) -> datetime:
    return instant_of(date(2026, 11, day), time(hour, minute), MOSCOW)


some_days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
exceptions = st.dictionaries(some_days, st.sampled_from(DayKind), max_size=10)
absences = st.lists(
    st.builds(lambda first, length: Absence(first, first + timedelta(days=length)), some_days, st.integers(0, 40)),
    max_size=4,
)
calendars = st.builds(lambda said, away: WorkCalendar("RU", said).with_absences(away), exceptions, absences)


@pytest.mark.parametrize(
    ("as_of", "worked", "total"),
    [
        (date(2025, 11, 10), 5, 19),
        (date(2026, 5, 13), 7, 19),
        (date(2027, 1, 15), 5, 15),
        (date(2026, 11, 20), 14, 20),
    ],
)
def test_worked_and_total_days_are_those_of_the_spec(as_of: date, worked: int, total: int) -> None:
    first, last = month_of(as_of)
    assert RUSSIA.workdays(first, as_of) == worked
    assert RUSSIA.workdays(first, last) == total


def test_a_vacation_takes_its_days_from_both_counts() -> None:
    boris = RUSSIA.with_absences([Absence(date(2026, 11, 9), date(2026, 11, 13))])
    assert boris.workdays(date(2026, 11, 1), date(2026, 11, 30)) == 15
    assert boris.workdays(date(2026, 11, 1), date(2026, 11, 20)) == 9


@each_row(
    ("day", "works"),
    [
        (date(2024, 4, 27), True),
        (date(2024, 4, 29), False),
        (date(2024, 12, 28), True),
        (date(2024, 12, 30), False),
        (date(2025, 11, 1), True),
        (date(2025, 11, 3), False),
        (date(2025, 5, 8), False),
        (date(2026, 1, 9), False),
        (date(2026, 5, 11), False),
        (date(2026, 12, 31), False),
        (date(2027, 2, 20), True),
        (date(2027, 2, 22), False),
        (date(2027, 11, 5), False),
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
    ],
)
def test_transfers_of_four_years_are_known(day: date, works: bool) -> None:
    assert RUSSIA.is_workday(day) is works


@pytest.mark.parametrize(
    ("year", "short"),
    [
        (2024, ["02-22", "03-07", "05-08", "06-11", "11-02"]),
        (2025, ["03-07", "04-30", "06-11", "11-01"]),
        (2026, ["04-30", "05-08", "06-11", "11-03"]),
        (2027, ["02-20", "04-30", "06-11", "11-03"]),
        (2028, []),
    ],
)
def test_the_day_before_a_holiday_is_short(year: int, short: list[str]) -> None:
    found = [day for day in days_between(date(year, 1, 1), date(year, 12, 31)) if RUSSIA.is_short(day)]
    assert [f"{day:%m-%d}" for day in found] == short


def test_a_short_day_counts_as_one_and_closes_an_hour_earlier() -> None:
    eve = date(2026, 6, 11)
    assert RUSSIA.workdays(eve, eve) == 1
    assert RUSSIA.close_of(eve, SIX) == time(17)
    assert RUSSIA.close_of(date(2026, 6, 10), SIX) == SIX
    assert RUSSIA.close_of(eve, time(0, 30)) == time(0)


def test_the_absence_is_looked_at_before_the_department_and_the_department_before_the_country() -> None:
    saturday, friday, eve = date(2026, 11, 21), date(2026, 11, 20), date(2026, 11, 3)
    department = WorkCalendar(
        exceptions={saturday: DayKind.WORKING, friday: DayKind.OFF, eve: DayKind.WORKING},
    )
    assert department.is_workday(saturday)
    assert not department.is_workday(friday)
    assert not department.is_short(eve), "the department said that it works the whole day"

    anna = department.with_absences([Absence(saturday, saturday)])
    assert not anna.is_workday(saturday)
    assert anna.is_absent(saturday)
    assert not anna.is_absent(friday)
    assert anna.without_absences() == department


def test_a_department_may_shorten_any_day_and_even_work_a_short_saturday() -> None:
    thursday, saturday = date(2026, 11, 19), date(2026, 11, 21)
    department = WorkCalendar(exceptions={thursday: DayKind.SHORT, saturday: DayKind.SHORT})
    assert department.is_short(thursday)
    assert department.is_workday(saturday)
    assert department.is_short(saturday)
    away = department.with_absences([Absence(thursday, thursday)])
    assert not away.is_short(thursday)


def test_an_absence_holds_both_its_ends() -> None:
    leave = Absence(date(2026, 11, 9), date(2026, 11, 13))
    covered = [day.day for day in days_between(date(2026, 11, 1), date(2026, 11, 30)) if leave.covers(day)]
    assert covered == [9, 10, 11, 12, 13]


def test_a_year_without_published_transfers_is_monday_to_friday() -> None:
    assert [RUSSIA.knows(year) for year in range(2024, 2029)] == [True, True, True, True, False]
    working = [RUSSIA.is_workday(day) for day in days_between(date(2028, 1, 3), date(2028, 1, 9))]
    assert working == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2027, 11, 30), None),
        (date(2027, 12, 1), 2028),
        (date(2028, 1, 10), 2028),
        (date(2026, 12, 31), None),
    ],
)
def test_the_owner_is_warned_of_an_unknown_year_from_the_first_of_december(today: date, year: int | None) -> None:
    assert RUSSIA.unknown_year(today) == year


def test_other_countries_have_their_own_days_and_an_unknown_one_has_weekdays() -> None:
    unity = date(2026, 11, 4)
    assert not RUSSIA.is_workday(unity)
    assert WorkCalendar("DE").is_workday(unity)
    assert WorkCalendar("DE").knows(2028)
    assert not WorkCalendar("DE").is_short(date(2026, 12, 24))
    assert not WorkCalendar("XX").knows(2026)
    assert WorkCalendar("XX").is_workday(unity)


def test_saturday_is_taken_as_monday_and_both_are_told() -> None:
    taken = RUSSIA.take(date(2026, 11, 21))
    assert taken == Taken(day=date(2026, 11, 23), said=date(2026, 11, 21))
    assert taken.is_moved
    assert not RUSSIA.take(date(2026, 11, 20)).is_moved


def test_the_long_holidays_are_stepped_over_both_ways() -> None:
    assert RUSSIA.next_workday(date(2025, 12, 30)) == date(2026, 1, 12)
    assert RUSSIA.previous_workday(date(2026, 1, 12)) == date(2025, 12, 30)
    assert RUSSIA.workday_on_or_after(date(2026, 1, 12)) == date(2026, 1, 12)


def test_an_endless_absence_is_an_error_and_not_an_endless_loop() -> None:
    gone = RUSSIA.with_absences([Absence(date(2026, 1, 1), date(2040, 1, 1))])
    with pytest.raises(NoWorkdayError):
        gone.next_workday(date(2026, 11, 20))


def test_a_calendar_is_a_value() -> None:
    said = {date(2026, 11, 20): DayKind.OFF}
    calendar = WorkCalendar(exceptions=said)
    same = WorkCalendar(exceptions=dict(said))
    assert calendar == same
    assert hash(calendar) == hash(same)
    said[date(2026, 11, 19)] = DayKind.OFF
    assert calendar.is_workday(date(2026, 11, 19)), "what was given may change, the calendar does not"


@given(calendars, some_days)
def test_the_next_and_the_previous_workday_are_workdays_with_none_between(calendar: WorkCalendar, day: date) -> None:
    after, before = calendar.next_workday(day), calendar.previous_workday(day)
    assert before < day < after
    assert calendar.is_workday(before)
    assert calendar.is_workday(after)
    between = calendar.workdays_between(before + timedelta(days=1), after - timedelta(days=1))
    assert set(between) <= {day}
    assert calendar.workday_on_or_after(day) == (day if calendar.is_workday(day) else after)


@given(calendars, some_days, st.integers(-5, 120))
def test_the_count_equals_the_list_and_splits_at_any_day(calendar: WorkCalendar, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    by_hand = [first + timedelta(days=n) for n in range(length + 1) if calendar.is_workday(first + timedelta(days=n))]
    assert calendar.workdays_between(first, last) == by_hand
    assert calendar.workdays(first, last) == len(by_hand)
    middle = first + timedelta(days=length // 2)
    if length >= 0:
        rest = calendar.workdays(middle + timedelta(days=1), last)
        assert calendar.workdays(first, middle) + rest == len(by_hand)


near = st.dates(date(2026, 12, 20), date(2027, 1, 20))
crowded = st.builds(
    lambda said, away: WorkCalendar("RU", said, tuple(away)),
    st.dictionaries(near, st.sampled_from(DayKind), max_size=12),
    st.lists(st.builds(Absence, near | st.just(date.min), near | st.just(date.max)), max_size=4),
)


@given(crowded, near, near)
def test_days_that_are_counted_at_once_are_those_that_are_worked_one_by_one(
    calendar: WorkCalendar, first: date, last: date
) -> None:
    """Exceptions and absences one upon another, in any order, also of no day and without an end."""
    assert calendar.workdays(first, last) == len(calendar.workdays_between(first, last))


@given(calendars, some_days)
def test_only_workdays_are_short(calendar: WorkCalendar, day: date) -> None:
    assert calendar.is_workday(day) or not calendar.is_short(day)


def test_november_as_a_grid_has_empty_cells_before_and_after() -> None:
    weeks = weeks_of(date(2026, 11, 20))
    assert weeks[0] == (None,) * 6 + (date(2026, 11, 1),)
    assert weeks[3][4] == date(2026, 11, 20)
    assert weeks[-1] == (date(2026, 11, 30),) + (None,) * 6


@given(some_days)
def test_every_day_of_a_month_stands_once_under_its_weekday(day: date) -> None:
    weeks = weeks_of(day)
    days = [cell for week in weeks for cell in week if cell is not None]
    assert days == list(days_between(*month_of(day)))
    assert all(len(week) == 7 for week in weeks)
    assert all(cell is None or cell.weekday() == n for week in weeks for n, cell in enumerate(week))


def test_week_and_month_of_a_day() -> None:
    assert week_of(date(2026, 11, 20)) == (date(2026, 11, 16), date(2026, 11, 22))
    assert week_of(date(2026, 11, 22)) == (date(2026, 11, 16), date(2026, 11, 22))
    assert month_of(date(2028, 2, 29)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
