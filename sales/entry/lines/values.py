"""What a few words say of a record: «180к завтра 80%» in a correction, in a reply to a card, at a step of a form."""

import re
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

from sales.core.money import ROUBLE
from sales.entry.clients.claims import claim
from sales.entry.clients.names import ClientFinding
from sales.entry.clients.whom import whom
from sales.entry.context import Context
from sales.entry.days.dates import DayReading, find_day
from sales.entry.days.day_words import Asked
from sales.entry.days.hours import take_hour
from sales.entry.days.times import take_time
from sales.entry.deeds.small_talk import FILLERS
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import Verb
from sales.entry.numbers.amounts import AmountChoice, AmountReading, take_amount
from sales.entry.numbers.chance import take_chance
from sales.entry.reading import Line, words

SAID_OF: Final = re.compile(
    words(
        r"(?:на|в|это|сделай|поставь|пусть будет|должно быть|сумм[ауы]|дат[ауы]|врем[яени]+|вероятност[ьи]|на сумму|to)"
    )
)


_HOURS: Final = re.compile(r"(?<![\w.,:])(?<!через )(?<!за )(?P<hour>[01]?[0-9]|2[0-3]) ?(?:час(?:а|ов)?|ч\.?)(?!\w)")


@dataclass(frozen=True, slots=True)
class Values:
    """What a few words say of a record; None where they say nothing of it."""

    amount: AmountReading | None = None
    day: DayReading | None = None
    at: time | None = None
    probability: int | None = None
    client: ClientFinding | None = None

    @property
    def any(self) -> bool:
        return self != Values()


NOTHING_SAID: Final = Values()
HOURS_A_DAY: Final = 24


def _counted_hour(line: Line) -> time | None:
    """«16 часов»"""
    found = _HOURS.search(line.left)
    return take_time(Line(f"в {found['hour']}")) if found is not None and line.take(_HOURS) else None


def as_hour(values: Values) -> Values:
    """«не 15, а 16:00»: a small number beside an hour is one."""
    said = values.amount
    hour = said.smaller // ROUBLE if isinstance(said, AmountChoice) and not said.smaller % ROUBLE else HOURS_A_DAY
    if values.at is not None or hour >= HOURS_A_DAY:
        return values
    return replace(values, amount=None, at=take_time(Line(f"в {hour}")))


def read_values(text: str, context: Context, *, verbs: bool = False) -> tuple[Values, bool]:
    """What the words say, and whether anything is left that was not understood."""
    line = Line(text)
    lead = lead_of(line.left, priced=False)
    if lead is not None and lead.verb is not Verb.EXPECT and not verbs:
        return Values(), True
    for word in lead.words if lead else ():
        line.drop(word.start, word.end)
    names = claim(line, context.clients)
    chance, at = take_chance(line), take_time(line) or take_hour(line, figures=False) or _counted_hour(line)
    day = find_day(line, Asked(context.today, calendar=context.calendar))
    amount = take_amount(line)
    line.take_all(SAID_OF)
    line.take_all(FILLERS)
    who = whom([*line.pieces(), *names], context.clients, strict=True)
    values = Values(amount, day.reading if day else None, at, chance.percent if chance else None, who.client)
    return values, bool(who.comment)
