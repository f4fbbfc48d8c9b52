"""What a few words say of a record: beside an answer to its question, in a correction, or in reply to its card."""

from dataclasses import replace
from datetime import date, time

from handlers.dialog.steps.said import find_words_left
from sales.calendar.calendar import WorkCalendar
from sales.core.money import Kopecks
from sales.core.words import add_line
from sales.entry.clients.names import Ambiguous, Found
from sales.entry.days.dates import DayChoice, DayReading
from sales.entry.deeds.verbs import LOGGED, Verb
from sales.entry.lines.understood import Entry
from sales.entry.lines.values import Values, as_bare_hour
from sales.entry.numbers.amounts import AmountChoice, AmountReading


def correct_entry(entry: Entry, now: Values, clock: time | None = None) -> Entry:
    """The record with what is right, its client too; a day that was said twice is not asked again.

    `clock`: the department's; with it an hour of today may be ahead.
    """
    now = as_bare_hour(now) if entry.verb in LOGGED else now
    entry = put_values(entry, replace(now, client=None), sure=True)
    if now.activity is not None and entry.activity is not None:
        entry = entry.model_copy(update={"verb": Verb(now.activity), "activity": now.activity, "outcome": None})
    if clock is not None and now.at is not None and now.at > clock and entry.day == entry.said_on:
        entry = _plan(entry)
    return entry if now.client is None else entry.model_copy(update={"client": now.client})


def put_values(entry: Entry, said: Values, *, sure: bool = False) -> Entry:
    """The record with all that is said of it; the rest stays, and the client too.

    A bare amount («180») is of the scale of what stood. Words that say none of this are its comment.
    `sure`: whether a day long gone was meant is not asked.
    """
    if said.amount is not None and entry.verb not in LOGGED:
        entry = entry.with_amount(in_scale(said.amount, entry.amount))
    if said.day is not None:
        asked = {"deadline": said.deadline, "day_far": said.far, "day_confirmed": sure and not said.far}
        entry = plan_ahead(entry.with_day(_near(said.day, entry), said.at).model_copy(update=asked))
    elif said.at is not None:
        entry = entry.with_at(said.at)
    if said.hours is not None:
        entry = entry.with_at(None).model_copy(update={"hours": (said.hours.first, said.hours.last)})
    if said.probability is not None and entry.verb is Verb.EXPECT:
        entry = entry.with_probability(said.probability)
    return with_words(entry, find_words_left(said))


def _near(said: DayReading, entry: Entry) -> DayReading:
    """«не чт а пт», said on a Friday: that of the Thursday's own week, where one of the two is.

    What is ahead is not taken for today by the name of a weekday: that is asked.
    """
    if not isinstance(said, DayChoice) or entry.day is None:
        return said
    week, ahead = entry.day.isocalendar()[:2], entry.verb is Verb.EXPECT or entry.planned
    near = next((day for day in (said.earlier, said.later) if day.isocalendar()[:2] == week), said)
    return said if ahead and near == entry.said_on else near


def plan_ahead(entry: Entry) -> Entry:
    """A call on a day that is ahead is a plan, whatever it was taken for."""
    return _plan(entry) if entry.day is not None and entry.day > entry.said_on else entry


def _plan(entry: Entry) -> Entry:
    done = entry.verb in LOGGED and not entry.planned
    return entry.model_copy(update={"planned": True, "outcome": None}) if done else entry


def with_words(entry: Entry, words: str) -> Entry:
    """Below what it has as a comment already."""
    return entry.model_copy(update={"comment": add_line(entry.comment, words)})


def stands_so(entry: Entry, was: Values, calendar: WorkCalendar) -> bool:
    """«не 170, а 180», «не в пт, а в ср»: whether that is what stands; what the record does not tell is believed."""
    named = {was.client.id} if isinstance(was.client, Found) else set()
    if isinstance(was.client, Ambiguous):
        named = {each.id for each in was.client.candidates}
    return (
        (not named or entry.client_id in named)
        and (was.amount is None or in_scale(was.amount, entry.amount) == entry.amount)
        and (was.day is None or entry.day is None or _stands_on(entry.day, was.day, calendar))
        and (was.at is None or entry.at is None or _same_hour(was.at, entry.at))
        and (was.probability is None or entry.probability in {None, was.probability})
    )


def _stands_on(day: date, was: DayReading, calendar: WorkCalendar) -> bool:
    """A day off was taken for a workday near it."""
    if not isinstance(was, date | DayChoice):
        return True
    said = {was} if isinstance(was, date) else {was.earlier, was.later}
    return day in said or any(_is_beside(day, each, calendar) for each in said)


def _is_beside(day: date, off: date, calendar: WorkCalendar) -> bool:
    first, last = sorted((day, off))
    return not calendar.is_workday(off) and calendar.workdays(first, last) == 1


def _same_hour(was: time, at: time) -> bool:
    """«не в 3» of 15:00."""
    return (was.hour % 12, was.minute) == (at.hour % 12, at.minute)


def in_scale(said: AmountReading, before: Kopecks | None) -> AmountReading:
    """«180» beside 170 000 is 180 000."""
    if not isinstance(said, AmountChoice) or before is None:
        return said
    return min(said.smaller, said.larger, key=lambda each: max(each, before) / min(each, before))
