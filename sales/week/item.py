"""What became of an item of the frozen week: came, still to come, moved out of it, or slipped (SPEC 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sales.core.money import Kopecks
from sales.core.tally import Tally, tally


class ItemState(StrEnum):
    """In the order in which a reader needs them: what can still be helped stands first."""

    OVERDUE = "overdue"
    """Its day is over, and nobody has said what now."""
    EXPECTED = "expected"
    PART = "part"
    MOVED = "moved"
    """To a day after the week."""
    CANCELLED = "cancelled"
    LATER = "later"
    """It came when the week was over."""
    CAME = "came"


SLIPPED = frozenset({ItemState.OVERDUE, ItemState.MOVED, ItemState.CANCELLED, ItemState.LATER})
"""«Слетело»: not in the week, as things stand."""


@dataclass(frozen=True, slots=True)
class Live:
    """An item as it stands: what was planned, what came within the week, where the payment is now."""

    planned: Kopecks
    came: Kopecks
    day: date
    is_open: bool
    is_cancelled: bool

    @property
    def missing(self) -> Kopecks:
        """Kopecks of what was planned that did not come; a refund of other money adds nothing."""
        return max(0, min(self.planned, self.planned - self.came))

    def state(self, sunday: date, today: date) -> ItemState:
        """`sunday` ends the week, `today` is the department's local date."""
        if self.is_cancelled:
            return ItemState.CANCELLED
        if self.came >= self.planned:
            return ItemState.CAME
        if not self.is_open:  # paid: either its sum was made less, or the money came after the week
            return ItemState.CAME if today <= sunday else ItemState.LATER
        if self.day > sunday:
            return ItemState.MOVED
        if self.day < today:
            return ItemState.OVERDUE
        return ItemState.PART if self.came > 0 else ItemState.EXPECTED


def sum_slipped(items: Iterable[Live], sunday: date, today: date) -> Tally:
    """So far; at the week's end it is what the week's result says."""
    missing = [item.missing for item in items if item.missing and item.state(sunday, today) in SLIPPED]
    return tally(missing)
