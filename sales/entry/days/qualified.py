"""A day that a word beside it makes another, «через понедельник», «в последнюю пятницу», «Friday week»: asked."""

import re
from dataclasses import replace
from typing import Final

from sales.entry.days.dates import DayFound, DayMistake
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


def ask_qualified(line: Line, found: DayFound | None) -> DayFound | None:
    """The day as a question, with the words that make it one taken out of the line."""
    beside = None if found is None else _BESIDE.search(line.left)
    if found is None or beside is None:
        return found
    at, begins = line.left.index(TAKEN, beside.start()), line.written.find(found.written)
    if begins >= 0 and not begins <= at < begins + len(found.written):
        return found  # beside another word that was read
    before, behind = (line.written[each:end].strip() for each, end in ((beside.start(), at), (at + 1, beside.end())))
    line.drop(*beside.span())
    return replace(found, reading=DayMistake.UNCLEAR, written=f"{before} {found.written} {behind}".strip(), span="")
