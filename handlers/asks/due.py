"""By when: a day that was said, its hour, and what stands for an hour where none was said."""

from datetime import date, datetime, time, timedelta

from handlers.dialog.model import Talk
from handlers.dialog.steps.calendars import calendar_of
from sales.calendar.calendar import WorkCalendar
from sales.calendar.quiet import MORNING
from sales.calendar.slots import DAY_CLOSE, instant_of
from sales.core.clock import local
from sales.entry.ask_lines import When
from sales.entry.days.dates import DayChoice
from sales.entry.lines.asked import take

SOON = timedelta(hours=1)


async def choose_day(talk: Talk, when: When, *, is_own: bool) -> date | None:
    """«до пт» on a Friday is today while the day is open; an hour alone is today's or tomorrow's."""
    here, close = local(talk.tx.clock.now(), talk.actor.zone), await read_close(talk, talk.today)
    last = when.at or (time(23) if is_own else close)
    is_open = here.time() < last
    match when.day:
        case DayChoice(earlier, later):
            fits = earlier > talk.today or (earlier == talk.today and is_open and (when.is_deadline or when.at))
            return earlier if fits else later
        case date() as day:
            return day
        case None if when.at is not None:
            return talk.today if is_open else talk.today + timedelta(days=1)
        case _:
            return None


async def set_hour(talk: Talk, day: date, at: time | None, *, is_own: bool, is_deadline: bool = False) -> datetime:
    """A task is due at the day's close on a workday; a reminder without an hour comes with the morning.

    `is_deadline`: «до сб» is the workday before it, a plain «сб» the next one.
    """
    zone, now = talk.actor.zone, talk.tx.clock.now()
    if is_own:
        if at is not None:
            return instant_of(day, at, zone)
        morning = instant_of(day, MORNING, zone)
        return morning if morning > now else max(now + SOON, instant_of(day, await read_close(talk, day), zone) - SOON)
    calendar = (await calendar_of(talk)).without_absences()
    taken = take(day, talk.today, calendar, deadline=is_deadline).day
    return instant_of(taken, at or await read_close(talk, taken), zone)


async def read_close(talk: Talk, day: date) -> time:
    """When the speaker's department closes that day."""
    place = await talk.mine.departments.read_own()
    calendar: WorkCalendar = await calendar_of(talk)
    return calendar.close_of(day, DAY_CLOSE if place is None else place.day_close)
