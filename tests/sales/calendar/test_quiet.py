"""Nobody is written to at night, on a day off, or twice in a quarter of an hour."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar.calendar import Absence, WorkCalendar
from sales.calendar.quiet import Timing, earliest, is_quiet, morning_of, next_morning
from sales.calendar.slots import instant_of
from sales.core.clock import local

MOSCOW = "Europe/Moscow"
RUSSIA = WorkCalendar()

zones = st.sampled_from(
    ["Europe/Kaliningrad", MOSCOW, "Asia/Yekaterinburg", "Asia/Vladivostok", "Asia/Kamchatka", "Europe/Berlin"]
)
instants = st.integers(0, 5 * 366 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
leaves = st.lists(
    st.builds(
        lambda first, length: Absence(first, first + timedelta(days=length)),
        st.dates(date(2024, 1, 1), date(2028, 12, 31)),
        st.integers(0, 30),
    ),
    max_size=3,
)


def at(day: int, hour: int, minute: int = 0, zone: str = MOSCOW) -> datetime:
    """A moment of November 2026."""
    return instant_of(date(2026, 11, day), time(hour, minute), zone)


@pytest.mark.parametrize(
    ("instant", "quiet"),
    [
        (at(20, 8, 29), True),
        (at(20, 8, 30), False),
        (at(20, 19, 59), False),
        (at(20, 20), True),
        (at(20, 0), True),
        (at(21, 12), True),  # Saturday
        (at(4, 12), True),  # a public holiday
    ],
)
def test_night_and_days_off_are_quiet(instant: datetime, quiet: bool) -> None:
    assert is_quiet(instant, MOSCOW, RUSSIA) is quiet


@pytest.mark.parametrize(
    ("wanted", "morning"),
    [
        (at(20, 7), at(20, 9)),
        (at(19, 20), at(20, 9)),
        (at(20, 21), at(23, 9)),  # Friday evening waits for Monday
        (at(21, 12), at(23, 9)),
        (at(23, 3), at(23, 9)),
        (at(3, 20), at(5, 9)),  # over the holiday of the 4th
    ],
)
def test_what_falls_into_quiet_hours_joins_the_next_morning(wanted: datetime, morning: datetime) -> None:
    assert earliest(wanted, MOSCOW, RUSSIA) == Timing(morning, in_morning=True)
    assert next_morning(wanted, MOSCOW, RUSSIA) == morning


def test_by_day_it_goes_out_at_once() -> None:
    assert earliest(at(20, 11), MOSCOW, RUSSIA) == Timing(at(20, 11), in_morning=False)


def test_on_leave_it_waits_for_the_first_day_back() -> None:
    anna = RUSSIA.with_absences([Absence(date(2026, 11, 20), date(2026, 11, 24))])
    assert earliest(at(20, 11), MOSCOW, anna) == Timing(at(25, 9), in_morning=True)


def test_the_night_is_the_persons_own() -> None:
    noon_in_moscow = at(20, 14)
    assert not is_quiet(noon_in_moscow, MOSCOW, RUSSIA)
    vladivostok = "Asia/Vladivostok"
    timing = earliest(noon_in_moscow, vladivostok, RUSSIA)
    assert timing == Timing(at(23, 9, zone=vladivostok), in_morning=True)


@pytest.mark.parametrize(
    ("wanted", "last", "allowed"),
    [
        (at(20, 11), at(20, 10, 50), at(20, 11, 5)),
        (at(20, 11), at(20, 10, 45), at(20, 11)),
        (at(20, 11), at(20, 9), at(20, 11)),
        (at(20, 11), None, at(20, 11)),
        (at(20, 19, 50), at(20, 19, 50), at(23, 9)),  # a quarter later is night
    ],
)
def test_a_quarter_of_an_hour_lies_between_two_messages(
    wanted: datetime, last: datetime | None, allowed: datetime
) -> None:
    assert earliest(wanted, MOSCOW, RUSSIA, last).at == allowed


def test_a_waiting_message_keeps_its_place_after_many() -> None:
    now, sent = at(20, 11), []
    last: datetime | None = None
    for _ in range(4):
        last = earliest(now, MOSCOW, RUSSIA, last).at
        sent.append(last)
    assert sent == [at(20, 11), at(20, 11, 15), at(20, 11, 30), at(20, 11, 45)]


def test_morning_is_nine_by_the_persons_clock() -> None:
    assert morning_of(date(2026, 11, 20), MOSCOW) == datetime(2026, 11, 20, 6, tzinfo=UTC)


@given(instants, zones, leaves, st.none() | instants)
def test_no_message_ever_goes_out_in_quiet_hours(
    wanted: datetime, zone: str, away: list[Absence], last: datetime | None
) -> None:
    calendar = RUSSIA.with_absences(away)
    timing = earliest(wanted, zone, calendar, last)
    assert not is_quiet(timing.at, zone, calendar)
    assert timing.at >= wanted
    assert last is None or timing.at >= last + timedelta(minutes=15)
    assert not timing.in_morning or local(timing.at, zone).time() == time(9)


@given(instants, zones, leaves)
def test_nothing_waits_past_the_first_morning_that_it_could_join(
    wanted: datetime, zone: str, away: list[Absence]
) -> None:
    calendar = RUSSIA.with_absences(away)
    morning = next_morning(wanted, zone, calendar)
    first, last = local(wanted, zone).date(), local(morning, zone).date()
    between = calendar.workdays_between(first + timedelta(days=1), last - timedelta(days=1))
    assert morning >= wanted
    assert between == []
