"""Which days statements tell of without a gap, and what was said on them that no document stands behind (spec/5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sales.calendar.calendar import DAY, WorkCalendar

Span = tuple[date, date]
LONGEST: Final = 366
"""Days back; older money is not asked about."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The days up to the last statement that every account tells of. A day off between two statements is no gap."""

    first: date | None = None
    """None where not even the last day is told of by all of them."""
    until: date | None = None
    """A workday before the last: what was said on it has had its day to come."""
    lacking: tuple[str, ...] = ()
    """Accounts without a statement of the last day, in their order."""

    def holds(self, day: date) -> bool:
        """Whether money said on that day should have been seen by now."""
        return self.first is not None and self.until is not None and self.first <= day <= self.until


def find_covered(
    spans: Mapping[str, Sequence[Span]], accounts: Collection[str], last: date, calendar: WorkCalendar
) -> Covered:
    """`spans`: first and last days of every statement that was taken, by account; `accounts`: ours that are in use."""
    lacking = tuple(each for each in accounts if not _tells(spans.get(each, ()), last))
    if lacking or not accounts:
        return Covered(lacking=lacking)
    first = day = last
    for _step in range(LONGEST):
        day -= DAY
        if all(_tells(spans[each], day) for each in accounts):
            first = day
        elif calendar.is_workday(day):
            break
    until = calendar.previous_workday(last)
    return Covered(first, until if until >= first else None)


def _tells(spans: Sequence[Span], day: date) -> bool:
    return any(first <= day <= last for first, last in spans)
