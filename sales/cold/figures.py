"""What cold calls come to: how much of the numbers is rung, how many were reached, how many meetings came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sales.cold.states import UNREACHED, ColdOutcome
from sales.core.money import Exact, Percent


@dataclass(frozen=True, slots=True)
class ColdCalls:
    """Of calls, by how they ended."""

    by_outcome: Mapping[ColdOutcome, int]

    @property
    def tries(self) -> int:
        return sum(self.by_outcome.values())

    @property
    def reached(self) -> int:
        """Somebody was talked with, whatever they said."""
        return sum(count for outcome, count in self.by_outcome.items() if outcome not in UNREACHED)

    @property
    def meetings(self) -> int:
        return self.by_outcome.get(ColdOutcome.MEETING, 0)

    @property
    def reach(self) -> Percent | None:
        """Of all calls; None of none."""
        return Percent.of(self.reached, self.tries)

    @property
    def meetings_per_hundred(self) -> Exact | None:
        """Of calls; None of none."""
        return Fraction(self.meetings * 100, self.tries) if self.tries else None


@dataclass(frozen=True, slots=True)
class Progress:
    """Of numbers: how many were rung at least once, or need no ringing any more."""

    processed: int = 0
    total: int = 0
