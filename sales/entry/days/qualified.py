"""A day that a word beside it makes another, «через понедельник», «в последнюю пятницу», «Friday week»: asked."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from sales.entry.days.dates import DayFound, DayMistake
from sales.entry.days.reckoning import FRIDAY
from sales.entry.reading import TAKEN, Line

_BEFORE: Final = (
    r"(?:через(?! раз)(?: одн\w+| один)?|в последн(?:юю|ий|ее)|в (?:перв|втор|трет|четверт)(?:ый|ой|ую|ий|ью|ое)|"
    r"в (?:след\w*\.?|будущ\w+|том) (?:месяце|квартале|году)|an? (?:week|month)(?: from| after)?|(?:week|month) after)"
)
_BEHIND: Final = (
    r"(?:после (?:праздник\w+|выходн\w+|каникул|отпуска|нового года)|(?:следующ|будущ)\w+ (?:месяца|года)|week(?!\w)|"
    r"через (?:недел\w+|месяц\w*|одн\w+|один)|after next)"
)
_BESIDE: Final = re.compile(rf"(?<!\w){_BEFORE} {TAKEN}|{TAKEN} {_BEHIND}(?!\w)")


WEEKEND: Final = timedelta(days=3)
_NEAR: Final = re.compile(r"ближе к\w? (?:кон|выходн|недел|месяц|вых|нов|нг|год)", re.IGNORECASE)
_WITHIN: Final = re.compile(r"(?<!\w)(?:начал|середин)", re.IGNORECASE)


def _tell_near(found: DayFound | None, today: date) -> DayFound | None:
    """«ближе к концу недели» is a span, told beside its end; on that day itself nobody knows which one is meant."""
    if found is None or not isinstance(found.reading, date):
        return found
    near = _NEAR.match(found.written) is not None
    over = found.reading <= today or (near and today.weekday() >= FRIDAY and found.reading - today < WEEKEND)
    unclear = over and (near or _WITHIN.search(found.written) is not None)
    reading = DayMistake.UNCLEAR if unclear else found.reading
    return replace(found, reading=reading, span=found.written if near else found.span)


def ask_qualified(line: Line, found: DayFound | None, today: date) -> DayFound | None:
    """The day as a question, with the words that make it one taken out of the line."""
    found = _tell_near(found, today)
    beside = None if found is None else _BESIDE.search(line.left)
    if found is None or beside is None:
        return found
    at, begins = line.left.index(TAKEN, beside.start()), line.written.find(found.written)
    if begins >= 0 and not begins <= at < begins + len(found.written):
        return found  # beside another word that was read
    before, behind = (line.written[each:end].strip() for each, end in ((beside.start(), at), (at + 1, beside.end())))
    line.drop(*beside.span())
    return replace(found, reading=DayMistake.UNCLEAR, written=f"{before} {found.written} {behind}".strip(), span="")


def tell_span(found: DayFound | None) -> DayFound | None:
    """«в начале декабря»: the words stay beside the day that is taken for them."""
    within = found is not None and not found.span and _WITHIN.search(found.written) is not None
    return replace(found, span=found.written) if found is not None and within else found
