"""The hours at which money is checked: questions, reminders, short days, zones that change their clocks, lateness."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sales.calendar.calendar import Absence, DayKind, WorkCalendar
from sales.calendar.slots import (
    DEFAULT_SLOTS,
    Asking,
    Lateness,
    Slot,
    SlotTimes,
    coming,
    instant_of,
    lateness,
    list_begun,
    list_reached,
    slots_on,
    standing,
    to_remind,
)
from sales.core.clock import local
from tests.rows import each_row

FRIDAY = date(2026, 11, 20)
EVE = date(2026, 11, 3)
MOSCOW = "Europe/Moscow"
RUSSIA = WorkCalendar()

RUSSIAN_ZONES = {
    "Europe/Kaliningrad": 2,
    "Europe/Moscow": 3,
    "Europe/Simferopol": 3,
    "Europe/Kirov": 3,
    "Europe/Volgograd": 3,
    "Europe/Astrakhan": 4,
    "Europe/Saratov": 4,
    "Europe/Ulyanovsk": 4,
    "Europe/Samara": 4,
    "Asia/Yekaterinburg": 5,
    "Asia/Omsk": 6,
    "Asia/Novosibirsk": 7,
    "Asia/Barnaul": 7,
    "Asia/Tomsk": 7,
    "Asia/Novokuznetsk": 7,
    "Asia/Krasnoyarsk": 7,
    "Asia/Irkutsk": 8,
    "Asia/Chita": 9,
    "Asia/Yakutsk": 9,
    "Asia/Khandyga": 9,
    "Asia/Vladivostok": 10,
    "Asia/Ust-Nera": 10,
    "Asia/Magadan": 11,
    "Asia/Sakhalin": 11,
    "Asia/Srednekolymsk": 11,
    "Asia/Kamchatka": 12,
    "Asia/Anadyr": 12,
}
CHANGING_ZONES = ["Europe/Berlin", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland"]

walls = st.times().map(lambda at: at.replace(second=0, microsecond=0))
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
zones = st.sampled_from([*RUSSIAN_ZONES, *CHANGING_ZONES])


def moscow(hour: int, minute: int = 0, day: date = FRIDAY) -> datetime:
    return instant_of(day, time(hour, minute), MOSCOW)


def friday() -> tuple[SlotTimes, ...]:
    return slots_on(FRIDAY, DEFAULT_SLOTS, MOSCOW, RUSSIA)


def test_a_friday_has_three_slots_asked_a_quarter_before_and_reminded_five_minutes_before() -> None:
    noon, four, six = friday()
    assert (noon.ask_at, noon.remind_at, noon.at) == (moscow(11, 45), moscow(11, 55), moscow(12))
    assert [slot.slot.code for slot in (noon, four, six)] == ["12:00", "16:00", "18:00"]
    assert [(slot.is_first, slot.is_last) for slot in friday()] == [(True, False), (False, False), (False, True)]
    assert noon.at == datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_nobody_is_asked_on_a_day_off_or_on_leave() -> None:
    assert slots_on(date(2026, 11, 21), DEFAULT_SLOTS, MOSCOW, RUSSIA) == ()
    away = RUSSIA.with_absences([Absence(FRIDAY, FRIDAY)])
    assert slots_on(FRIDAY, DEFAULT_SLOTS, MOSCOW, away) == ()


def test_a_worked_saturday_is_asked() -> None:
    assert len(slots_on(date(2027, 2, 20), DEFAULT_SLOTS, MOSCOW, RUSSIA)) == 3


def test_on_a_short_day_the_last_slot_comes_at_five_under_its_own_name() -> None:
    noon, four, six = slots_on(EVE, DEFAULT_SLOTS, MOSCOW, RUSSIA)
    assert (noon.wall, four.wall, six.wall) == (time(12), time(16), time(17))
    assert six.slot.code == "18:00"
    assert six.at == moscow(17, day=EVE)
    assert six.ask_at == moscow(16, 45, EVE)


def test_a_short_day_by_the_departments_own_close() -> None:
    calendar = WorkCalendar(exceptions={FRIDAY: DayKind.SHORT})
    times = slots_on(FRIDAY, DEFAULT_SLOTS, MOSCOW, calendar, day_close=time(16, 30))
    assert [slot.wall for slot in times] == [time(12), time(15, 30)]
    assert times[-1].slot.code == "18:00"
    assert times[-1].is_last


def test_slots_that_meet_at_the_close_become_the_last_one() -> None:
    slots = [Slot(time(16)), Slot(time(17)), Slot(time(17, 30)), Slot(time(18))]
    times = slots_on(EVE, slots, MOSCOW, RUSSIA)
    assert [(slot.slot.code, slot.wall) for slot in times] == [("16:00", time(16)), ("18:00", time(17))]


def test_a_slot_moved_near_its_neighbour_is_not_asked_before_the_neighbour_has_passed() -> None:
    times = slots_on(EVE, [Slot(time(16, 50)), Slot(time(18))], MOSCOW, RUSSIA)
    assert times[1].ask_at == times[0].at == moscow(16, 50, EVE)
    assert times[1].remind_at == moscow(16, 55, EVE)
    near = slots_on(EVE, [Slot(time(16, 57)), Slot(time(18))], MOSCOW, RUSSIA)
    assert near[1].remind_at is None, "three minutes are too few for a reminder"


@pytest.mark.parametrize(
    ("asking", "asked", "reminded"),
    [
        (Asking(60, 5), moscow(11), moscow(11, 55)),
        (Asking(0, 0), moscow(12), None),
        (Asking(5, 5), moscow(11, 55), None),
        (Asking(10, 0), moscow(11, 50), None),
    ],
)
def test_how_long_before_is_a_setting(asking: Asking, asked: datetime, reminded: datetime | None) -> None:
    noon = slots_on(FRIDAY, DEFAULT_SLOTS, MOSCOW, RUSSIA, asking=asking)[0]
    assert (noon.ask_at, noon.remind_at) == (asked, reminded)


@pytest.mark.parametrize(
    ("now", "asked", "reminded", "told"),
    [
        (moscow(11, 44), [], [], []),
        (moscow(11, 45), ["12:00"], [], []),
        (moscow(11, 55), ["12:00"], ["12:00"], []),
        (moscow(12), ["12:00"], [], ["12:00"]),
        (moscow(15, 57), ["12:00", "16:00"], ["16:00"], ["12:00"]),
        (moscow(23), ["12:00", "16:00", "18:00"], [], ["12:00", "16:00", "18:00"]),
    ],
)
def test_what_is_due_through_the_day(now: datetime, asked: list[str], reminded: list[str], told: list[str]) -> None:
    times = friday()
    assert [slot.slot.code for slot in list_begun(times, now)] == asked
    assert [slot.slot.code for slot in to_remind(times, now)] == reminded
    assert [slot.slot.code for slot in list_reached(times, now)] == told


def test_a_late_answer_edits_the_slot_that_stands_until_the_next_one() -> None:
    noon, four, six = friday()
    assert standing(friday(), moscow(11, 59)) is None
    assert standing(friday(), moscow(12, 41)) == noon
    assert standing(friday(), moscow(16)) == four
    assert coming(friday(), moscow(9)) == noon
    assert coming(friday(), moscow(12)) == four
    assert coming(friday(), moscow(18)) is None
    assert standing(friday(), moscow(19)) == six


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (timedelta(seconds=-5), Lateness.ON_TIME),
        (timedelta(0), Lateness.ON_TIME),
        (timedelta(minutes=2), Lateness.ON_TIME),
        (timedelta(minutes=2, seconds=1), Lateness.LATE),
        (timedelta(minutes=60), Lateness.LATE),
        (timedelta(minutes=60, seconds=1), Lateness.SKIPPED),
        (timedelta(days=3), Lateness.SKIPPED),
    ],
)
def test_within_an_hour_late_and_later_skipped(after: timedelta, verdict: Lateness) -> None:
    assert lateness(moscow(12), moscow(12) + after) is verdict


@each_row(("zone", "offset"), RUSSIAN_ZONES.items())
def test_noon_in_every_russian_zone(zone: str, offset: int) -> None:
    assert instant_of(FRIDAY, time(12), zone) == datetime(2026, 11, 20, 12 - offset, tzinfo=UTC)
    summer = slots_on(date(2026, 7, 10), DEFAULT_SLOTS, zone, RUSSIA)
    assert [local(slot.at, zone).time() for slot in summer] == [time(12), time(16), time(18)]


def test_a_slot_stays_at_noon_on_both_sides_of_a_clock_change() -> None:
    before = instant_of(date(2026, 10, 24), time(12), "Europe/Berlin")
    after = instant_of(date(2026, 10, 25), time(12), "Europe/Berlin")
    assert after - before == timedelta(hours=25)


def test_a_time_that_the_clock_jumps_over_is_the_moment_of_the_jump() -> None:
    jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert instant_of(date(2026, 3, 29), time(2), "Europe/Berlin") == jump
    assert instant_of(date(2026, 3, 29), time(2, 30), "Europe/Berlin") == jump
    assert instant_of(date(2026, 3, 29), time(3), "Europe/Berlin") == jump


def test_a_time_that_the_clock_shows_twice_is_the_first_of_the_two() -> None:
    assert instant_of(date(2026, 10, 25), time(2, 30), "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(days, walls, zones)
def test_the_wall_shows_the_slot_unless_the_clock_jumped_over_it(day: date, wall: time, zone: str) -> None:
    instant = instant_of(day, wall, zone)
    shown = local(instant, zone).replace(tzinfo=None)
    said = datetime.combine(day, wall)
    assert instant.tzinfo is UTC
    assert said <= shown <= said + timedelta(hours=1)
    if shown != said:
        a_minute_before = local(instant - timedelta(minutes=1), zone).replace(tzinfo=None)
        assert a_minute_before < said, "only a jump of the clock may show another time"


@given(days, walls, walls, zones)
def test_a_later_wall_time_never_comes_earlier(day: date, one: time, other: time, zone: str) -> None:
    first, second = sorted((one, other))
    assert instant_of(day, first, zone) <= instant_of(day, second, zone)


@given(
    days,
    st.lists(walls, min_size=1, max_size=8, unique=True),
    zones,
    st.integers(0, 60),
    st.integers(0, 60),
    st.booleans(),
)
def test_a_days_slots_come_in_order_and_their_questions_do_not_overlap(
    day: date,
    times: list[time],
    zone: str,
    ask: int,
    remind: int,
    short: bool,
) -> None:
    calendar = WorkCalendar(exceptions={day: DayKind.SHORT if short else DayKind.WORKING})
    found = slots_on(day, map(Slot, times), zone, calendar, asking=Asking(ask, remind))
    assume(len({slot.at for slot in found}) == len(found))
    assert 1 <= len(found) <= len(times)
    assert found[0].is_first
    assert found[-1].is_last
    assert found[-1].slot == Slot(max(times)), "the last slot always stays: it closes the day"
    assert all(slot.ask_at <= slot.at for slot in found)
    assert all(slot.remind_at is None or slot.ask_at < slot.remind_at < slot.at for slot in found)
    assert all(earlier.at <= later.ask_at for earlier, later in pairwise(found))
    assert not short or all(slot.wall <= time(17) for slot in found)
