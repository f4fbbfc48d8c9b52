"""A plan of tomorrow as it is kept: asked, edited, confirmed, frozen (SPEC 7)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sales.core.money import Kopecks


@dataclass(frozen=True, slots=True)
class TomorrowEdit:
    """What was said of one payment for that day: another sum, or 0 and why."""

    payment_id: int
    amount: Kopecks
    reason: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class TomorrowPlan:
    """`items` as they were frozen, payment id → sum; empty before that."""

    id: int
    person_id: int
    day: date
    asked_at: datetime | None
    confirmed_at: datetime | None
    frozen_at: datetime | None
    items: dict[int, Kopecks] = field(default_factory=dict)
    edits: dict[int, TomorrowEdit] = field(default_factory=dict)

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None
