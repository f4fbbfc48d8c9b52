"""Money that is awaited: an open or partial payment as plans and forecasts look at it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sales.core.money import Exact, Kopecks


@dataclass(frozen=True, slots=True)
class Awaited:
    """`rest` is what is still owed on it, `day` the day it is expected now."""

    payment_id: int
    client_id: int
    rest: Kopecks
    day: date
    probability: int

    @property
    def weighted(self) -> Fraction:
        """rest · p, exact."""
        return Fraction(self.rest * self.probability, 100)


def total(items: Iterable[Awaited]) -> Kopecks:
    """Σ rest, in kopecks."""
    return sum(item.rest for item in items)


def sum_weighted(items: Iterable[Awaited]) -> Exact:
    """Σ rest · p, in kopecks and exact: rounded once, where it is shown."""
    return sum(item.weighted for item in items)


def of_days(items: Iterable[Awaited], first: date, last: date) -> tuple[Awaited, ...]:
    """Those expected from first to last, by day and then the larger first."""
    found = (item for item in items if first <= item.day <= last)
    return tuple(sorted(found, key=lambda item: (item.day, -item.rest, item.payment_id)))
