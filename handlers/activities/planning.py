"""When a planned call or meeting is to be: on a workday, at a sensible hour, never in the past."""

from datetime import date, datetime, time

from handlers.dialog.model import Talk
from handlers.dialog.steps.calendars import calendar_of
from sales.calendar.calendar import Taken
from sales.calendar.slots import instant_of
from sales.core.clock import local

FIRST_CALL = time(10)
"""The hour of a next step for which only the day was said."""

LAST_HOUR = 23


async def read_taken_on(talk: Talk, said: date) -> Taken:
    """The said day, or the person's next workday instead."""
    return (await calendar_of(talk)).take(said)


def make_planned_at(talk: Talk, day: date, at: time | None = None) -> datetime:
    """That hour of the department's day; without one 10:00, or of a day that is past 10:00 the next full hour."""
    zone = talk.actor.zone
    if at is not None:
        return instant_of(day, at, zone)
    here = local(talk.tx.clock.now(), zone)
    if day == here.date() and here.time() >= FIRST_CALL:
        return instant_of(day, time(here.hour + 1) if here.hour < LAST_HOUR else time(LAST_HOUR, 59), zone)
    return instant_of(day, FIRST_CALL, zone)


def is_over(talk: Talk, at: datetime) -> bool:
    """By the clock, not by the message's date: a plan is for what is still ahead."""
    return at <= talk.tx.clock.now()


def noon(talk: Talk, day: date) -> datetime:
    """The time of something of an earlier day for which only the day was said."""
    return instant_of(day, time(12), talk.actor.zone)
