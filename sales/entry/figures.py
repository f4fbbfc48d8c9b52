"""Days, sums and chances of a line, taken out in the order in which they could be mistaken for each other."""

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from sales.core.words import fold, has_foreign_digits
from sales.entry.amounts import AmountMistake, AmountReading, take_amount, take_full_amount
from sales.entry.chance import Chance, take_chance
from sales.entry.dates import DayReading, Mention, mentions, one_day, take_comma_day, take_day
from sales.entry.day_words import Asked
from sales.entry.name_forms import is_small
from sales.entry.papers import take_invoice, take_papers
from sales.entry.reading import Line
from sales.entry.times import moment_after, take_delay, take_time
from sales.entry.verb_words import Lead, Tense, VerbWord
from sales.entry.verbs import LOGGED, PRICED, RECEIVED, Verb

_NO_NUMBER: Final = re.compile(r"(?<!\S)[-+−]?[0-9](?:[0-9.,_*/+xхeе-]*[0-9])?(?:[кkмm]|тыс|млн|тр|р)?(?![^\s,;:!?])")
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Figures:
    amount: AmountReading | None = None
    day: DayReading | None = None
    at: time | None = None
    chance: Chance | None = None
    invoice: str | None = None
    papers: tuple[str, ...] = ()


def take_figures(line: Line, lead: Lead | None, today: date, now: time | None) -> Figures:
    """What is said about a call stays words: the sum of a meeting is its comment."""
    papers = tuple(take_papers(line))
    if lead is not None and lead.verb in LOGGED:
        day, at = _when_logged(line, lead, today, now)
        return Figures(day=day, at=at, papers=papers)
    verb = lead.verb if lead else None
    invoice, chance, at = take_invoice(line), take_chance(line), take_time(line)
    asked = Asked(today, behind=verb in RECEIVED)
    day = take_day(line, asked)
    amount = _amount(line, verb)
    if day is None and isinstance(amount, int):
        day = take_comma_day(line, asked)
    return Figures(amount, day, at, chance, invoice, papers)


def _amount(line: Line, verb: Verb | None) -> AmountReading | None:
    """A move may name its sum, but a number there is rather a part of the client's name."""
    if verb is not None and verb not in PRICED:
        return take_full_amount(line)
    found = take_amount(line, signed=verb is Verb.REFUND)
    return _no_number(line) if found is None else found


def _no_number(line: Line) -> AmountMistake | None:
    """What looks like a number and is none: «1e309», «٣٤», «1_000»."""
    odd = [word for word in _WORD.finditer(line.left) if has_foreign_digits(word[0])]
    odd += list(_NO_NUMBER.finditer(line.left))
    for word in odd:
        line.drop(*word.span())
    return AmountMistake.NOT_A_NUMBER if odd else None


def is_number(text: str) -> bool:
    """A number and nothing else: «150», «на 150», «1e309»."""
    words = [word for word in text.split() if not is_small(fold(word))]
    return bool(words) and all(_NO_NUMBER.fullmatch(fold(word)) or has_foreign_digits(word) for word in words)


def _when_logged(line: Line, lead: Lead, today: date, now: time | None) -> tuple[DayReading | None, time | None]:
    if lead.tense is Tense.DONE:
        return _day_behind(line, lead.words[0], today), None
    delay = take_delay(line)
    if delay is not None:
        return moment_after(today, now, delay)
    at = take_time(line, dotted=True)
    return take_day(line, Asked(today)), at


def _day_behind(line: Line, verb: VerbWord, today: date) -> DayReading | None:
    """«вчера позвонил»; in «позвонил, завтра оплатят» and «позвонил, оплатят в среду» the day is of the comment."""
    found = [
        mention
        for mention in mentions(line, Asked(today, behind=True))
        if mention.days and mention.days[-1] <= today and _is_of_verb(mention, verb, line)
    ]
    for mention in found:
        line.drop(mention.start, mention.end)
    return one_day(found, today) if found else None


def _is_of_verb(mention: Mention, verb: VerbWord, line: Line) -> bool:
    between = line.written[min(mention.end, verb.end) : max(mention.start, verb.start)]
    beside = mention.start <= verb.end + 1
    return "," not in between and (mention.weekday is None or beside)
