"""Money is integer kopecks and percents are integer tenths: a float once made 115 of 1.15."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Kopecks: TypeAlias = int
Exact: TypeAlias = int | Fraction
"""A part of a plan before it is rounded: two millions over fifteen days are no whole kopecks."""

ROUBLE: Kopecks = 100
LARGEST: Kopecks = 10**12 * ROUBLE
"""A million million roubles: more is a typing error, and it keeps every sum of sums far inside 64 bits."""


@dataclass(frozen=True, order=True, slots=True)
class Percent:
    """A share in tenths of a percent, rounded half up, never capped (SPEC 1)."""

    tenths: int

    @classmethod
    def of(cls, part: Exact, whole: Exact) -> "Percent | None":
        """part / whole × 100, computed exactly; None («—») where the whole is 0."""
        if whole == 0:
            return None
        if whole < 0:
            part, whole = -part, -whole
        return cls((part * 2000 + whole) // (2 * whole))


def half_up(value: Exact) -> int:
    """Whole kopecks (or deals): an exact half goes up."""
    return (2 * value + 1) // 2
