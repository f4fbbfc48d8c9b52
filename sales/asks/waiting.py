"""How long something waits: in hours that people work."""

from datetime import datetime, time, timedelta

from sales.calendar.calendar import WorkCalendar, days_between
from sales.calendar.quiet import MORNING
from sales.calendar.slots import instant_of
from sales.core.clock import local_date

TO_ACCEPT = timedelta(hours=2)
MOST_DAYS = timedelta(days=31)
"""Whoever waits longer waits long enough."""


def count_worked(since: datetime, until: datetime, zone: str, calendar: WorkCalendar, day_close: time) -> timedelta:
    """Of 09:00 to the day's close on workdays, what lies between the two instants."""
    first, last = local_date(max(since, until - MOST_DAYS), zone), local_date(until, zone)
    worked = timedelta()
    for day in days_between(first, last):
        if calendar.is_workday(day):
            opens = instant_of(day, MORNING, zone)
            closes = instant_of(day, calendar.close_of(day, day_close), zone)
            worked += max(timedelta(), min(until, closes) - max(since, opens))
    return worked
