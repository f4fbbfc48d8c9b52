"""What a few words say of a record: «180к завтра 80%» in a correction, in a reply to a card, at a step of a form."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Final

from sales.activities.activities import ActivityType
from sales.core.money import ROUBLE
from sales.entry.clients.claims import claim
from sales.entry.clients.names import ClientFinding
from sales.entry.clients.whom import whom
from sales.entry.context import Context
from sales.entry.days.dates import DayFound, DayReading, find_day, read_day
from sales.entry.days.day_words import Asked
from sales.entry.days.hours import Hours, take_counted_hour, take_hour, take_hours, take_part_of_day
from sales.entry.days.times import moment_after, read_time, take_delay, take_time
from sales.entry.deeds.small_talk import FILLERS
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.mending.slips import mend_slips, names_of
from sales.entry.lines.understood import is_far
from sales.entry.numbers.amounts import AmountChoice, AmountReading, take_amount
from sales.entry.numbers.chance import take_chance
from sales.entry.reading import Line, words

SAID_OF: Final = re.compile(
    words(
        r"на|в|это|сделай|поставь|пусть будет|должно быть|был[аои]?|сумм[ауы]|дат[ауы]|врем[яени]+|вероятност[ьи]",
        r"на сумму|to",
    )
)


@dataclass(frozen=True, slots=True)
class Values:
    """What a few words say of a record; None where they say nothing of it."""

    amount: AmountReading | None = None
    day: DayReading | None = None
    at: time | None = None
    probability: int | None = None
    client: ClientFinding | None = None
    activity: ActivityType | None = None
    """«не встреча, а звонок»"""
    hours: Hours | None = None
    """«после обеда»: the hour is one of these."""
    deadline: bool = False
    """«до пятницы»: of a day off the last workday before it is taken."""
    far: bool = False
    """A day over 180 days ahead or of another year that was not said: asked once."""
    left: str = field(default="", compare=False)
    """The words that say nothing of all this."""

    @property
    def any(self) -> bool:
        return self != Values()

    @property
    def figures(self) -> bool:
        """Something beside a name."""
        return any(each is not None for each in (self.amount, self.day, self.at, self.hours, self.probability))


NOTHING_SAID: Final = Values()
HOURS_A_DAY: Final = 24


def as_hour(values: Values) -> Values:
    """«не 15, а 16:00»: a small number beside an hour is one."""
    said = values.amount
    hour = said.smaller // ROUBLE if isinstance(said, AmountChoice) and not said.smaller % ROUBLE else HOURS_A_DAY
    if values.at is not None or hour >= HOURS_A_DAY:
        return values
    return replace(values, amount=None, at=take_time(Line(f"в {hour}")))


def as_bare_hour(values: Values) -> Values:
    """«ой 16» of a meeting: the number is its hour, for a call has no sum."""
    return as_hour(values) if values.at is None and values.day is None else values


def as_day(values: Values, today: date) -> Values:
    """«не 8 декабря, а 18»: a small number beside a day is one."""
    said = values.amount
    if values.day is not None or not isinstance(said, AmountChoice) or said.smaller % ROUBLE:
        return values
    day = read_day(str(said.smaller // ROUBLE), today)
    return replace(values, amount=None, day=day) if isinstance(day, date) else values


def read_values(
    text: str,
    context: Context,
    *,
    verbs: bool = False,
    behind: bool = False,
    clock: bool = False,
    parts: bool = False,
) -> tuple[Values, bool]:
    """What the words say, and whether anything is left that was not understood.

    `behind`: a day is of what has happened. `clock`: a bare number beside the day is an hour («завтра 15»).
    `parts`: «после обеда» is an hour to be asked.
    """
    line = Line(mend_slips(text, names_of(context)))
    lead = lead_of(line.left, priced=False)
    if lead is not None and lead.verb is not Verb.EXPECT and not verbs:
        return Values(left=text), True
    for word in lead.words if lead else ():
        line.drop(word.start, word.end)
    names = claim(line, context.clients)
    chance = take_chance(line)
    day, at, hours = _when(line, context, behind=behind, clock=clock)
    hours = take_part_of_day(line) if parts and hours is None and at is None else hours
    amount = take_amount(line, alone=True)
    line.take_all(SAID_OF)
    line.take_all(FILLERS)
    who = whom([*line.pieces(), *names], context.clients, strict=True, contacts=context.contacts)
    values = Values(
        amount,
        day.reading if day else None,
        at,
        chance.percent if chance else None,
        who.client,
        hours=None if at else hours,
        deadline=day is not None and day.deadline,
        far=day is not None and _is_far(day, context.today),
        left=", ".join(who.comment),
    )
    return values, bool(who.comment)


def _when(
    line: Line, context: Context, *, behind: bool, clock: bool
) -> tuple[DayFound | None, time | None, Hours | None]:
    delay = take_delay(line)
    if delay is not None:
        moment, at = moment_after(context.today, context.now, delay)
        return DayFound(moment), at, None
    hours = take_hours(line) if clock else None
    at = take_time(line, dotted=clock) or take_hour(line, figures=clock) or take_counted_hour(line)
    day = find_day(line, Asked(context.today, behind=behind, calendar=context.calendar))
    if clock and day is not None and at is None:
        at = _bare_hour(line)
    return day, at, hours


def _bare_hour(line: Line) -> time | None:
    """«завтра 15», «пт 11.30»"""
    for piece in line.pieces():
        at = read_time(piece.text) if piece.text.strip() else None
        if at is not None:
            line.drop(piece.start, piece.start + len(piece.text))
            return at
    return None


def _is_far(found: DayFound, today: date) -> bool:
    day = found.reading
    return isinstance(day, date) and is_far(day, today, relative=found.relative, year=found.year_said)
