"""When a person may be written to unasked (SPEC 11): not at night, not on days off, not every minute.

Every `zone` here is the person's own: it moves quiet hours and nothing else. Check-ins stand aside of these rules.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sales.calendar.calendar import WorkCalendar
from sales.calendar.slots import instant_of
from sales.core.clock import local, local_date

QUIET_FROM = time(20)
QUIET_TO = time(8, 30)
MORNING = time(9)
APART = timedelta(minutes=15)
MOST_A_DAY = 5
"""Messages of a day that nobody asked for, to somebody who answers: what is over it rides in another (FAULTS 18)."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When a message goes out; `in_morning` means not by itself but as a line of the 09:00 message."""

    at: datetime
    in_morning: bool


def is_quiet(instant: datetime, zone: str, calendar: WorkCalendar) -> bool:
    """Night by the person's clock, or a day that they do not work (the calendar carries their absences)."""
    here = local(instant, zone)
    return not QUIET_TO <= here.time() < QUIET_FROM or not calendar.is_workday(here.date())


def morning_of(day: date, zone: str) -> datetime:
    """09:00 of that day by the person's clock."""
    return instant_of(day, MORNING, zone)


def next_morning(instant: datetime, zone: str, calendar: WorkCalendar) -> datetime:
    """The first morning message at or after the instant: today's before 09:00 of a workday, else the next workday's."""
    today = local_date(instant, zone)
    if calendar.is_workday(today) and instant <= morning_of(today, zone):
        return morning_of(today, zone)
    return morning_of(calendar.next_workday(today), zone)


def earliest(wanted: datetime, zone: str, calendar: WorkCalendar, last_unasked: datetime | None = None) -> Timing:
    """The earliest instant for a message nobody asked for: 15 minutes after the last, never in quiet hours."""
    at = wanted if last_unasked is None else max(wanted, last_unasked + APART)
    if is_quiet(at, zone, calendar):
        return Timing(next_morning(at, zone, calendar), in_morning=True)
    return Timing(at, in_morning=False)
