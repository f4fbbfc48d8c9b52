"""
The funnel of a period, by cohort of the deals created in it (spec/2): reach, conversion, median days at a stage.

Skipping a stage counts as having reached it, going back does not un-reach, a lost deal counts as far as it got. A move
that was taken back was never made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sales.core.money import Percent
from sales.deals.stages import Stage, StageBook, StageKind

FEW = 5
"""Under so many the count is printed beside the figure."""

Histogram = Mapping[int, int]
"""By days, how many visits took so long."""


@dataclass(frozen=True, slots=True)
class FunnelStep:
    stage: Stage
    reach: int
    conversion: Percent | None
    """To the next stage; None of the last one, and where nobody came."""
    median: Fraction | None
    """Calendar days of completed visits."""
    visits: int


@dataclass(frozen=True, slots=True)
class MoveCount:
    forward: int = 0
    back: int = 0

    @property
    def net(self) -> int:
        return self.forward - self.back


def step_of(before: str, after: str, book: StageBook) -> int:
    """1 forward, however far; −1 back; 0 for lost, and for one that is taken up again."""
    from_stage, to_stage = book.find(before), book.find(after)
    if any(each is None or each.kind is StageKind.LOST for each in (from_stage, to_stage)):
        return 0
    ahead = book.place(after) - book.place(before)
    return (ahead > 0) - (ahead < 0)


def funnel(book: StageBook, reached: Mapping[str, int], visits: Mapping[str, Histogram]) -> tuple[FunnelStep, ...]:
    """Stage by stage. `reached`: how many deals got furthest to which; `visits`: by stage, days of completed ones."""
    counts = [_count_reached(stage, book, reached) for stage in book.path]
    steps = []
    for at, stage in enumerate(book.path):
        following = counts[at + 1] if at + 1 < len(counts) else None
        days = {} if stage.is_closed else visits.get(stage.code, {})
        conversion = None if following is None else Percent.of(following, counts[at])
        steps.append(FunnelStep(stage, counts[at], conversion, median(days), sum(days.values())))
    return tuple(steps)


def _count_reached(stage: Stage, book: StageBook, reached: Mapping[str, int]) -> int:
    place = book.place(stage.code)
    return sum(count for code, count in reached.items() if book.place(code) >= place)


def median(days: Histogram) -> Fraction | None:
    """Of two in the middle their mean; None of nothing."""
    count = sum(days.values())
    if not count:
        return None
    return Fraction(_nth(days, (count - 1) // 2) + _nth(days, count // 2), 2)


def _nth(days: Histogram, place: int) -> int:
    """The value at that place of all in their order, from 0."""
    passed = 0
    for value in sorted(days):
        passed += days[value]
        if passed > place:
            return value
    raise IndexError(place)
