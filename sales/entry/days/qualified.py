"""A day that a word beside it makes another, «через понедельник», «в последнюю пятницу», «Friday week»: asked."""

import re
from dataclasses import replace
from typing import Final

from sales.entry.days.dates import DayFound, DayMistake
from sales.entry.reading import TAKEN, Line

_BEFORE: Final = (
    r"(?:через(?! раз)|в последн(?:юю|ий|ее)|в (?:перв|втор|трет|четверт)(?:ый|ой|ую|ий|ью|ое)|"
    r"в (?:след\w*\.?|будущ\w+|том) (?:месяце|квартале|году)|an? (?:week|month)(?: from| after)?|(?:week|month) after)"
)
_BEHIND: Final = (
    r"(?:после (?:праздник\w+|выходн\w+|каникул|отпуска|нового года)|(?:следующ|будущ)\w+ (?:месяца|года)|week(?!\w)|"
    r"через (?:недел\w+|месяц\w*))"
)
_BESIDE: Final = re.compile(rf"(?<!\w){_BEFORE} {TAKEN}|{TAKEN} {_BEHIND}(?!\w)")


def ask_qualified(line: Line, found: DayFound | None) -> DayFound | None:
    """The day as a question, with the words that make it one taken out of the line."""
    beside = None if found is None else _BESIDE.search(line.left)
    if found is None or beside is None:
        return found
    at, begins = line.left.index(TAKEN, beside.start()), line.written.find(found.written)
    if begins >= 0 and not begins <= at < begins + len(found.written):
        return found  # beside another word that was read
    words = line.written[beside.start() : beside.end()].strip()
    line.drop(*beside.span())
    return replace(found, reading=DayMistake.UNCLEAR, written=f"{words} {found.written}".strip(), span="")
