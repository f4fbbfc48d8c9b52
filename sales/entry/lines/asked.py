"""What must still be asked of a record once the calendar is known, and the workday that is taken for the said day."""

from datetime import date
from enum import StrEnum

from sales.activities.activities import may_backdate
from sales.calendar.calendar import Taken, WorkCalendar
from sales.entry.deeds.verbs import LOGGED, RECEIVED, Verb
from sales.entry.lines.understood import Entry, Missing


class Late(StrEnum):
    OLD_DAY = "old_day"
    """Happened more than three workdays ago: a fact of another month is no slip of the thumb."""


def questions(entry: Entry, calendar: WorkCalendar) -> tuple[Missing | Late, ...]:
    """Everything that is to be asked, in its order."""
    old = (Late.OLD_DAY,) if is_old(entry, calendar) else ()
    return (*entry.missing, *old)


def is_old(entry: Entry, calendar: WorkCalendar) -> bool:
    """Done or come on a day that is farther back than three workdays, and not yet confirmed."""
    done = entry.verb in RECEIVED or (entry.verb in LOGGED and not entry.planned)
    if not done or entry.day is None or entry.day >= entry.said_on or entry.day_confirmed:
        return False
    return not may_backdate(entry.day, entry.said_on, calendar)


def find_taken_day(entry: Entry, calendar: WorkCalendar) -> Taken | None:
    """The workday for the day that was said: the next one, or of a deadline the last one before it.

    None where no day is said, and for what has happened: it happened when it did.
    """
    if entry.day is None:
        return None
    ahead = entry.verb in {Verb.EXPECT, Verb.MOVE, Verb.RESCHEDULE} or entry.planned
    if not ahead:
        return Taken(entry.day, entry.day)
    return take(entry.day, entry.said_on, calendar, deadline=entry.deadline)


def take(said: date, today: date, calendar: WorkCalendar, *, deadline: bool) -> Taken:
    """«до НГ» on a day off is the last workday before it, a plain day off the next workday; never before today."""
    if not deadline or calendar.is_workday(said):
        return calendar.take(said)
    before = calendar.previous_workday(said)
    return Taken(before, said) if before >= today else calendar.take(said)
