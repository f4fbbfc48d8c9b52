"""The evening: 17:45, 18:30, 19:00, an hour earlier on a short day, edits until ten of the day that is planned."""

from datetime import date, datetime, time, timedelta

import pytest

from sales.calendar.calendar import Absence, DayKind, WorkCalendar
from sales.calendar.slots import DEFAULT_SLOTS, Slot, SlotTimes, slots_on
from sales.schedule.schedule import USUAL, Scheduled
from sales.tomorrow.tomorrow_times import Edit, TomorrowHours, TomorrowTimes, edit_at, tomorrow_times
from tests.sales.month import FRIDAY, MONDAY, MOSCOW, RUSSIA, november, on

THURSDAY = on(19)


def last_slot(day: date, calendar: WorkCalendar = RUSSIA, slots: tuple[Slot, ...] = DEFAULT_SLOTS) -> SlotTimes:
    return slots_on(day, slots, MOSCOW, calendar)[-1]


def evening(day: date, own: WorkCalendar = RUSSIA) -> TomorrowTimes:
    found = tomorrow_times(last_slot(day), MOSCOW, own)
    assert found is not None
    return found


def test_an_ordinary_evening() -> None:
    times = evening(THURSDAY)
    assert (times.ask_at, times.remind_at) == (november(19, 17, 45), november(19, 18, 30))
    assert (times.freeze_at, times.edits_until) == (november(19, 19), november(20, 10))
    assert (times.day, times.planned_for) == (THURSDAY, FRIDAY)


def test_on_friday_tomorrow_is_monday_of_a_week_not_frozen_yet() -> None:
    times = evening(FRIDAY)
    assert (times.planned_for, times.edits_until) == (MONDAY, november(23, 10))


def test_a_transferred_saturday_is_tomorrow() -> None:
    worked = WorkCalendar(exceptions={on(21): DayKind.WORKING})
    assert evening(FRIDAY, worked).planned_for == on(21)


def test_a_short_day_ends_an_hour_earlier_with_all_its_evening() -> None:
    times = evening(on(3))
    assert (times.ask_at, times.remind_at) == (november(3, 16, 45), november(3, 17, 30))
    assert times.freeze_at == november(3, 18)
    assert times.planned_for == on(5)  # the 4th is a holiday


def test_tomorrow_is_ones_own_next_workday() -> None:
    away = RUSSIA.with_absences([Absence(FRIDAY, MONDAY)])
    assert evening(THURSDAY, away).planned_for == on(24)


@pytest.mark.parametrize(
    "absence", [Absence(THURSDAY, THURSDAY), Absence(FRIDAY, date(2040, 1, 1))], ids=["away today", "gone for good"]
)
def test_some_evenings_ask_nobody(absence: Absence) -> None:
    assert tomorrow_times(last_slot(THURSDAY), MOSCOW, RUSSIA.with_absences([absence])) is None


@pytest.mark.parametrize(
    ("at", "remind", "freeze"),
    [
        (time(17), november(19, 18, 30), november(19, 19)),
        (time(18, 45), None, november(19, 19)),  # asked at 18:30
        (time(20), None, november(19, 20)),
    ],
)
def test_nothing_freezes_before_its_question(at: time, remind: datetime | None, freeze: datetime) -> None:
    times = tomorrow_times(last_slot(THURSDAY, slots=(Slot(at),)), MOSCOW, RUSSIA)
    assert times is not None
    assert (times.remind_at, times.freeze_at) == (remind, freeze)


def test_a_department_has_its_own_hours() -> None:
    hours = TomorrowHours(time(18, 5), time(18, 20), time(9))
    times = tomorrow_times(last_slot(THURSDAY), MOSCOW, RUSSIA, hours)
    assert times is not None
    assert (times.remind_at, times.freeze_at) == (november(19, 18, 5), november(19, 18, 20))
    assert times.edits_until == november(20, 9)


@pytest.mark.parametrize(
    ("now", "edit"),
    [
        (november(20, 18), Edit.BEFORE_FREEZE),
        (november(20, 19) - timedelta(seconds=1), Edit.BEFORE_FREEZE),
        (november(20, 19), Edit.AFTER_FREEZE),
        (november(22, 12), Edit.AFTER_FREEZE),
        (november(23, 9, 59), Edit.AFTER_FREEZE),
        (november(23, 10), Edit.CLOSED),
    ],
)
def test_edits_are_marked_from_the_freeze_until_ten(now: datetime, edit: Edit) -> None:
    assert edit_at(now, evening(FRIDAY)) is edit


def test_the_usual_hours_are_those_of_the_departments_settings() -> None:
    assert USUAL[Scheduled.TOMORROW_REMIND] == TomorrowHours().remind
    assert USUAL[Scheduled.TOMORROW_FREEZE] == TomorrowHours().freeze
