"""Reminders of planned calls and meetings, and the answers that put them off."""

from datetime import date, datetime, time, timedelta

import pytest

from sales.activities.activities import ActivityType
from sales.activities.reminders import Reminder, ReminderKind, Snooze, Snoozed, reminders_of, snooze, waits_for_morning
from sales.calendar.calendar import Absence, Taken, WorkCalendar
from sales.calendar.slots import instant_of

MOSCOW = "Europe/Moscow"
RUSSIA = WorkCalendar()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return instant_of(date(2026, 11, day), time(hour, minute), MOSCOW)


@pytest.mark.parametrize("kind", [ActivityType.MEETING, ActivityType.PRESENTATION, ActivityType.EVENT])
def test_a_meeting_is_reminded_of_a_day_and_an_hour_before_and_briefed(kind: ActivityType) -> None:
    assert reminders_of(kind, at(20, 15), at(18, 12)) == (
        Reminder(ReminderKind.DAY_BEFORE, at(19, 15)),
        Reminder(ReminderKind.HOUR_BEFORE, at(20, 14)),
        Reminder(ReminderKind.BRIEF, at(20, 14, 30)),
    )


@pytest.mark.parametrize("kind", [ActivityType.CALL, ActivityType.LETTER, ActivityType.NOTE])
def test_a_call_is_reminded_of_at_its_time(kind: ActivityType) -> None:
    assert reminders_of(kind, at(20, 15), at(20, 9)) == (Reminder(ReminderKind.AT_TIME, at(20, 15)),)


def test_a_meeting_of_this_afternoon_is_not_reminded_of_a_day_before() -> None:
    assert [each.kind for each in reminders_of(ActivityType.MEETING, at(20, 15), at(20, 9))] == [
        ReminderKind.HOUR_BEFORE,
        ReminderKind.BRIEF,
    ]


def test_nothing_is_reminded_of_in_the_past() -> None:
    assert reminders_of(ActivityType.MEETING, at(20, 15), at(20, 14, 30)) == ()
    assert reminders_of(ActivityType.CALL, at(20, 15), at(20, 15)) == ()


def test_plus_an_hour_is_an_hour() -> None:
    assert snooze(Snooze.HOUR, at(20, 15), MOSCOW, RUSSIA) == Snoozed(at(20, 16), in_morning=False)


def test_an_hour_that_ends_at_night_lasts_until_the_next_workday_morning() -> None:
    assert snooze(Snooze.HOUR, at(20, 19, 30), MOSCOW, RUSSIA) == Snoozed(at(23, 9), in_morning=True)


def test_tomorrow_at_nine_is_tomorrow_at_nine() -> None:
    put_off = snooze(Snooze.TOMORROW, at(19, 15), MOSCOW, RUSSIA)
    assert put_off.at == at(20, 9)
    assert put_off.taken is not None
    assert not put_off.taken.is_moved


def test_tomorrow_on_a_friday_is_monday_and_it_is_said() -> None:
    put_off = snooze(Snooze.TOMORROW, at(20, 15), MOSCOW, RUSSIA)
    assert put_off.at == at(23, 9)
    assert put_off.taken == Taken(day=date(2026, 11, 23), said=date(2026, 11, 21))


def test_tomorrow_before_a_leave_is_the_first_day_back() -> None:
    anna = RUSSIA.with_absences([Absence(date(2026, 11, 20), date(2026, 11, 27))])
    assert snooze(Snooze.TOMORROW, at(19, 15), MOSCOW, anna).at == at(30, 9)


def test_tomorrow_is_counted_by_the_persons_own_midnight() -> None:
    late_evening_in_moscow = at(18, 23)
    put_off = snooze(Snooze.TOMORROW, late_evening_in_moscow, "Asia/Yekaterinburg", RUSSIA)
    assert put_off.at == instant_of(date(2026, 11, 20), time(9), "Asia/Yekaterinburg")
    assert put_off.at - late_evening_in_moscow > timedelta(days=1)


@pytest.mark.parametrize(
    ("due", "now", "waits"),
    [
        ("2026-11-20 15:00", "2026-11-20 15:00", False),
        ("2026-11-20 12:00", "2026-11-20 17:30", False),  # late within the day
        ("2026-11-20 20:00", "2026-11-20 20:00", True),  # quiet from eight in the evening
        ("2026-11-20 08:00", "2026-11-20 08:00", True),
        ("2026-11-20 08:00", "2026-11-20 08:30", False),
        ("2026-11-21 12:00", "2026-11-21 12:00", True),  # a Saturday
        ("2026-11-20 17:00", "2026-11-23 10:00", True),  # of an earlier day
    ],
)
def test_at_night_on_days_off_and_after_its_day_it_waits_for_the_morning(due: str, now: str, waits: bool) -> None:
    at, present = (datetime.fromisoformat(f"{each}+03:00") for each in (due, now))

    assert waits_for_morning(at, present, "Europe/Moscow", WorkCalendar()) is waits
