"""Days, sums and chances of a line, taken out in the order in which they could be mistaken for each other."""

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from sales.core.words import fold, has_foreign_digits
from sales.entry.clients.name_forms import is_small
from sales.entry.days.dates import (
    DayFound,
    DayMistake,
    Mention,
    day_of,
    find_day,
    mentions,
    read_day,
    take_comma_day,
    take_shift,
)
from sales.entry.days.day_words import Asked
from sales.entry.days.hours import (
    Hours,
    take_bare_clock,
    take_bound_hour,
    take_hour,
    take_hour_behind_weekday,
    take_hours,
    take_part_of_day,
    take_same_time,
)
from sales.entry.days.qualified import ask_qualified, tell_span
from sales.entry.days.time_words import unclear_time
from sales.entry.days.times import moment_after, take_delay, take_time
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import Lead, VerbWord
from sales.entry.deeds.verbs import LOGGED, PLANNED, PRICED, RECEIVED, Verb
from sales.entry.lines.figures.hours_alone import take_hours_alone
from sales.entry.lines.figures.papers import take_dated, take_invoice, take_tax_number
from sales.entry.lines.figures.told_days import is_told
from sales.entry.numbers.amount_terms import terms
from sales.entry.numbers.amounts import (
    AmountMistake,
    AmountReading,
    take_amount,
    take_full_amount,
    take_span,
    take_whole,
)
from sales.entry.numbers.chance import Chance, take_chance
from sales.entry.numbers.numerals import VALUES
from sales.entry.reading import Line

_NO_NUMBER: Final = re.compile(
    r"(?<!\S)[-+−]?[0-9](?:[0-9.,_*/+xхeе-]*[0-9])?(?:[кkмm]|тыс|млн|тр|р)?(?![^\s,;:!?])(?! (?:дн|недел|месяц))"
)
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Figures:
    amount: AmountReading | None = None
    day: DayFound | None = None
    at: time | None = None
    hours: Hours | None = None
    """A span of hours, of which one is to be asked."""
    chance: Chance | None = None
    invoice: str | None = None
    tax_number: str | None = None
    delay: timedelta | None = None
    """«через 72 часа»: from the moment it was said, whatever the clocks do meanwhile."""
    shift: int | None = None
    """Days by which a move puts off what stands."""
    latest: time | None = None
    """The hour, or the end of the part of the day, by which money is to come."""
    notes: tuple[str, ...] = ()
    """What was read and belongs beside the record: papers, the whole of a part, a span of days."""


Part = tuple[AmountReading, str]
"""«30% от 600к»: what it makes, and its words."""


def take_figures(line: Line, lead: Lead | None, asked: Asked, now: time | None, part: Part | None = None) -> Figures:
    """What is said about a call stays words: the sum of a meeting is its comment."""
    if lead is not None and lead.verb in LOGGED | PLANNED:
        return _of_logged(line, lead, asked, now)
    verb = lead.verb if lead else None
    shift = take_shift(line) if verb is Verb.MOVE else None
    share = verb in RECEIVED and _SHARE_ALONE.search(line.left) is not None and not terms(line.left)
    invoice, chance = take_invoice(line), None if share else take_chance(line)
    dated, tax_number = take_dated(line), take_tax_number(line)
    between = take_hours_alone(line, asked) if verb is None else None
    sums = take_span(line) if part is None else None
    day, at, hours = _find_when_paid(line, verb, asked, now, between)
    day = _take_move_day(line, asked) if verb is Verb.MOVE and day is None and shift is None else day
    whole = take_whole(line)
    amount = AmountMistake.SPAN if sums else part[0] if part else _amount(line, verb)
    if tax_number and amount is None:
        amount = AmountMistake.TAX_NUMBER
    day = day or (_comma_day(line, asked) if isinstance(amount, int) else None)
    if shift is None:
        day = _clear(line, day if day is None else _or_another(line, day), events=False)
    notes = (*dated, part and part[1], whole, sums, invoice and invoice[1], day and day.span, hours and hours.written)
    return Figures(
        amount,
        None if shift is not None else day,
        at,
        between,
        chance=chance,
        invoice=invoice[0] if invoice else None,
        tax_number=tax_number,
        shift=shift,
        latest=at or (hours.last if hours else None),
        notes=tuple(note for note in notes if note),
    )


_SHARE_ALONE: Final = re.compile(r"(?<![\w.,])[0-9]{1,2} ?(?:%|процент)")
"""«оплатила 20%»: of what is owed, and no chance of money that has come."""
_OF_CLOCK: Final = re.compile(r"(?<!\w)(?:час\w{0,2}|утра|дня|вечера|ровно)(?!\w)")
"""Beside money «в два» is rather «в два платежа»."""


def _find_when_paid(
    line: Line, verb: Verb | None, asked: Asked, now: time | None, span: Hours | None
) -> tuple[DayFound | None, time | None, Hours | None]:
    """The day, the hour and the part of the day; an hour alone is today's."""
    delay = take_delay(line)
    hour = take_hour(line) if verb is None and span is None and not terms(line.left) else None
    bound = take_bound_hour(line)
    condition = _hide_condition(line, asked)
    found = find_day(line, Asked(asked.today, behind=verb in RECEIVED, calendar=asked.calendar))
    day = tell_span(ask_qualified(line, found, asked.today))
    if condition is not None:
        line.left = line.left[: condition[0]] + condition[1] + line.left[condition[0] + len(condition[1]) :]
    at = hour or take_time(line) or (take_hour(line, figures=False) if _OF_CLOCK.search(line.left) else None)
    hours = span or take_part_of_day(line) or bound
    if delay is not None and day is None:
        moment, at = moment_after(asked.today, now, delay)
        day = DayFound(moment)
    if day is None and (at or hours):
        day = DayFound(asked.today)
    return day, at, hours


_CONDITION: Final = re.compile(r"(?<!\w)(?:если|когда|как только|if|when|once) [^\x1f,;.]+")


def _hide_condition(line: Line, asked: Asked) -> tuple[int, str] | None:
    """«завтра, если привезём сегодня»: the day of the condition is not the money's, where that has one of its own."""
    found = _CONDITION.search(line.left)
    days = mentions(line, asked) if found is not None else []
    if found is None or not any(day.end <= found.start() for day in days):
        return None
    line.drop(*found.span())
    return found.start(), found[0]


_MOVED_TO: Final = re.compile(
    r"(?<!\w)(?:с [0-3]?[0-9](?:-?го)? )?(?:на|до) (?P<day>[0-3]?[0-9])(?= *(?:$|[\x1f,;.!]))(?![.,][0-9])"
)


def _take_move_day(line: Line, asked: Asked) -> DayFound | None:
    """«перенос на 15»: of a month, for an hour is no day of a payment."""
    found = line.take(_MOVED_TO)
    if found is None:
        return None
    reading = read_day(found["day"], asked.today)
    return DayFound(reading, found[0], relative=False)


def _comma_day(line: Line, asked: Asked) -> DayFound | None:
    """«25,12», where the sum is known."""
    found = take_comma_day(line, asked)
    return None if found is None else DayFound(found, relative=False)


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
    words = [word for word in text.split() if not is_small(fold(word)) and fold(word) not in {"и", "and"}]
    return bool(words) and all(
        _NO_NUMBER.fullmatch(fold(word)) or has_foreign_digits(word) or fold(word) in VALUES for word in words
    )


_OR: Final = re.compile(r"(?<!\w)(?:или|либо|а может(?: быть)?|or)(?: даже| уже)? [^\x1f,;.]+")


def _or_another(line: Line, day: DayFound) -> DayFound:
    """«до конца недели или в начале следующей»: the other is no day that is known, and so neither is this one."""
    other = _OR.search(line.left)
    if other is None or not _OTHER_TIME.search(other[0]):
        return day
    return replace(day, reading=DayMistake.UNCLEAR, written=f"{day.written}, {other[0]}")


_OTHER_TIME: Final = re.compile(r"(?<!\w)(?:начал|кон[еи]?ц|середин|след|недел|месяц|позже|поздн|потом|после)")


def _clear(line: Line, day: DayFound | None, *, events: bool) -> DayFound | None:
    """A word of time that is no day makes the day a question."""
    if day is not None:
        return day
    unclear = unclear_time(line, events=events)
    return DayFound(DayMistake.UNCLEAR, unclear) if unclear else None


def _of_logged(line: Line, lead: Lead, asked: Asked, now: time | None) -> Figures:
    if lead.tense is Tense.DONE:
        return Figures(day=_day_behind(line, lead.words[0], asked))
    delay = take_delay(line)
    if delay is not None:
        moment, at = moment_after(asked.today, now, delay)
        return Figures(day=DayFound(moment), at=at, delay=delay)
    if lead.tense is Tense.OPEN and is_told(line, lead, asked):
        return Figures()
    shift = take_shift(line) if lead.verb is Verb.RESCHEDULE else None
    same = None if lead.verb is Verb.RESCHEDULE else take_same_time(line, now)
    hours = same if isinstance(same, Hours) else take_hours(line)
    hour = same if isinstance(same, time) else take_time(line, dotted=True) or take_hour(line)
    if hour is None:
        hour = take_bare_clock(line, parted=lead.verb not in {Verb.MEETING, Verb.PRESENTATION})
    bare = take_hour_behind_weekday(line, asked) if hour is None and hours is None else None
    hour = hour or bare
    day = ask_qualified(line, find_day(line, asked), asked.today)
    if day is not None and day.span and isinstance(day.reading, date):
        day = replace(day, reading=DayMistake.UNCLEAR)  # a meeting is on one of these days
    day = None if shift is not None else _clear(line, day, events=True)
    return Figures(day=day, at=hour, hours=None if hour else hours, shift=shift)


def _day_behind(line: Line, verb: VerbWord, asked: Asked) -> DayFound | None:
    """«вчера позвонил»; in «позвонил, завтра оплатят» and «позвонил, оплатят в среду» the day is of the comment."""
    found = [
        mention
        for mention in mentions(line, Asked(asked.today, behind=True, calendar=asked.calendar))
        if mention.days
        and not mention.deadline
        and mention.days[-1] <= asked.today
        and _is_of_verb(mention, verb, line)
    ]
    for mention in found:
        line.drop(mention.start, mention.end)
    return day_of(line, found, asked.today) if found else None


def _is_of_verb(mention: Mention, verb: VerbWord, line: Line) -> bool:
    between = line.written[min(mention.end, verb.end) : max(mention.start, verb.start)]
    beside = mention.start <= verb.end + 1
    return "," not in between and (mention.weekday is None or beside)
