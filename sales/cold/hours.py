"""When a number may be rung: by the hours where it is, and four working hours after nobody has answered (spec/4)."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from sales.calendar.calendar import WorkCalendar
from sales.calendar.slots import instant_of
from sales.core.clock import local

LEASE: Final = timedelta(minutes=20)
MOST_TRIES: Final = 5
"""Without an answer."""

OTHERS_AFTER: Final = timedelta(minutes=30)
"""A call-back is its hunter's; so long past its hour it is anybody's."""

REST: Final = timedelta(hours=4)
"""Working hours between two tries."""

OPENS: Final = time(9)
FIRST_HOUR, LAST_HOUR = 9, 20
MIDDAY: Final = 13


class Half(StrEnum):
    """Of a day, by the clock where the number is: the next try is in the other one."""

    MORNING = "am"
    AFTERNOON = "pm"


def half_of(at: datetime, zone: str) -> Half:
    """Before 13:00, or after."""
    return Half.MORNING if local(at, zone).hour < MIDDAY else Half.AFTERNOON


def may_ring(at: datetime, zone: str) -> bool:
    """From 9:00 to 20:00 by the clock there."""
    return FIRST_HOUR <= local(at, zone).hour < LAST_HOUR


def list_open_zones(at: datetime, zones: Iterable[str]) -> dict[Half, list[str]]:
    """Those where one may ring now, by the half of their day."""
    found: dict[Half, list[str]] = {half: [] for half in Half}
    for zone in sorted(set(zones)):
        if may_ring(at, zone):
            found[half_of(at, zone)].append(zone)
    return found


def add_working_hours(at: datetime, hours: timedelta, calendar: WorkCalendar, closes: time, zone: str) -> datetime:
    """So much later by the working clock of a department: 9:00 to its day's close, on its workdays.

    Raises NoWorkdayError.
    """
    day, left = local(at, zone).date(), hours
    while True:
        if calendar.is_workday(day):
            begin = max(at, instant_of(day, OPENS, zone))
            end = instant_of(day, calendar.close_of(day, closes), zone)
            if begin + left <= end:
                return begin + left
            left -= max(end - begin, timedelta())
        day = calendar.next_workday(day)
