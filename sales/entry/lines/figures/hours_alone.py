"""Hours of a visit that no word names: «завтра с 10 до 12 у Веры»."""

import re
from typing import Final

from sales.entry.days.dates import mentions
from sales.entry.days.day_words import Asked
from sales.entry.days.hours import Hours, take_hours_between
from sales.entry.numbers.amount_terms import terms
from sales.entry.reading import Line

_DASHED: Final = re.compile(r"[0-9] ?[-–—] ?[0-9]")
"""«10-15» may be money, too."""


def take_hours_alone(line: Line, asked: Asked) -> Hours | None:
    """«завтра с 10 до 12 у Веры»: beside a day, and where no sum stands, the numbers are hours; in words always."""
    rest = Line(line.written)
    rest.left = line.left
    span = None if _DASHED.search(line.left) else take_hours_between(rest)
    taken = sum(1 for was, now in zip(line.left, rest.left, strict=True) if was != now and was.isdigit())
    if span is None or terms(rest.left) or (taken and not mentions(rest, asked)):
        return None
    line.left = rest.left
    return span
