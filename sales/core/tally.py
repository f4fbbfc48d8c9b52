"""How many and how much: «3 на 410 тыс»."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sales.core.money import Kopecks


@dataclass(frozen=True, slots=True)
class Tally:
    count: int = 0
    total: Kopecks = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.count + other.count, self.total + other.total)


def tally(sums: Collection[Kopecks]) -> Tally:
    """Of sums in kopecks."""
    return Tally(len(sums), sum(sums))


def add_tallies(tallies: Iterable[Tally]) -> Tally:
    """The sum of their counts and of their kopecks."""
    return sum(tallies, Tally())
