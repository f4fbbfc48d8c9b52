"""Reminders of what is planned (SPEC 11), and the answers that put one off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sales.activities.activities import VISITS, ActivityType
from sales.calendar.calendar import Taken, WorkCalendar
from sales.calendar.quiet import earliest, is_quiet, morning_of
from sales.core.clock import local_date


class ReminderKind(StrEnum):
    DAY_BEFORE = "day_before"
    HOUR_BEFORE = "hour_before"
    BRIEF = "brief"
    """What to know before a meeting: it comes into the reminder that stands there already."""
    AT_TIME = "at_time"


_BEFORE = {
    ReminderKind.DAY_BEFORE: timedelta(hours=24),
    ReminderKind.HOUR_BEFORE: timedelta(hours=1),
    ReminderKind.BRIEF: timedelta(minutes=30),
    ReminderKind.AT_TIME: timedelta(0),
}


_OF_VISIT = (ReminderKind.DAY_BEFORE, ReminderKind.HOUR_BEFORE, ReminderKind.BRIEF)
_OF_REST = (ReminderKind.AT_TIME,)


@dataclass(frozen=True, slots=True)
class Reminder:
    kind: ReminderKind
    at: datetime


def reminders_of(kind: ActivityType, planned_at: datetime, now: datetime) -> tuple[Reminder, ...]:
    """The reminders still ahead: 24 h, 1 h and half an hour before what one goes to, at the time for a call and the
    rest.
    """
    found = (Reminder(each, planned_at - _BEFORE[each]) for each in (_OF_VISIT if kind in VISITS else _OF_REST))
    return tuple(reminder for reminder in found if reminder.at > now)


def waits_for_morning(due_at: datetime, now: datetime, zone: str, calendar: WorkCalendar) -> bool:
    """A line of the morning message instead of one of its own: in quiet time, or when it is of an earlier day."""
    return is_quiet(now, zone, calendar) or local_date(due_at, zone) < local_date(now, zone)


class Snooze(StrEnum):
    """«+1 ч» and «Завтра 9:00»; «Другое» opens the dialog of days."""

    HOUR = "hour"
    TOMORROW = "tomorrow"


@dataclass(frozen=True, slots=True)
class Snoozed:
    """When the reminder comes again; `taken` tells of a tomorrow that is not worked («сб, взял понедельник»)."""

    at: datetime
    in_morning: bool
    taken: Taken | None = None


def snooze(choice: Snooze, now: datetime, zone: str, calendar: WorkCalendar) -> Snoozed:
    """Puts a reminder off by the person's own clock; an hour that ends in quiet time lasts until the morning."""
    if choice is Snooze.HOUR:
        timing = earliest(now + timedelta(hours=1), zone, calendar)
        return Snoozed(timing.at, timing.in_morning)
    taken = calendar.take(local_date(now, zone) + timedelta(days=1))
    return Snoozed(morning_of(taken.day, zone), in_morning=False, taken=taken)
