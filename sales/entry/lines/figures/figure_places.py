"""Every figure of a line at its place: a day, an hour, a sum, a chance, or a bare number that may be any of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

from sales.entry.days.dates import mentions
from sales.entry.days.day_words import Asked
from sales.entry.days.hours import take_counted_hour, take_hour, take_hour_moved
from sales.entry.days.times import take_time
from sales.entry.lines.figures import contrast_words as said_as
from sales.entry.numbers.amount_terms import terms
from sales.entry.reading import Line


class FigureKind(StrEnum):
    DAY = "day"
    HOUR = "hour"
    SUM = "sum"
    CHANCE = "chance"
    NUMBER = "number"
    """A bare one: what the other of the two is."""


@dataclass(frozen=True, slots=True)
class Figure:
    """At its place in the line, with what it says: a day, an hour, kopecks or per cent."""

    kind: FigureKind
    start: int
    end: int
    days: tuple[date, ...] = ()
    at: time | None = None
    number: int = 0
    """Kopecks of a sum or a bare number; per cent of a chance."""


TIMED: Final = frozenset({FigureKind.DAY, FigureKind.HOUR})


def find_figures(line: Line, asked: Asked) -> list[Figure]:
    """Every day, chance, hour and sum, in the order of the line; the line stays as it is."""
    seen = Line(line.written)
    seen.left = line.left
    said = [(each, said_as.BARE.fullmatch(seen.left, each.start, each.end)) for each in mentions(seen, asked)]
    found = [Figure(FigureKind.DAY, each.start, each.end, tuple(each.days)) for each, bare in said if bare is None]
    for each in found:
        seen.drop(each.start, each.end)
    chances = seen.take_all(said_as.PERCENT)
    found += [Figure(FigureKind.CHANCE, *each.span(), number=int(each["percent"])) for each in chances]
    found += _take_hours(seen)
    found += [
        Figure(FigureKind.NUMBER if each.bare else FigureKind.SUM, each.start, each.end, number=each.kopecks)
        for each in terms(seen.left, alone=True)
        if each.kopecks and not each.foreign
    ]
    return sorted(found, key=lambda each: each.start)


def _take_hours(seen: Line) -> Iterator[Figure]:
    left = seen.left
    readers = (take_hour_moved, take_time, lambda line: take_hour(line, figures=False), take_counted_hour)
    while (at := next((at for read in readers if (at := read(seen)) is not None), None)) is not None:
        places = [place for place, (one, other) in enumerate(zip(left, seen.left, strict=True)) if one != other]
        yield Figure(FigureKind.HOUR, places[0], places[-1] + 1, at=at)
        left = seen.left
