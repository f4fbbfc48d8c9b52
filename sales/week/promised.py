"""A week as it was promised: its plan, confirmed and then frozen, and each item beside its payment now (SPEC 6)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sales.core.money import Kopecks
from sales.payments.payment import Payment
from sales.week.item import Live


@dataclass(frozen=True, slots=True)
class Promised:
    """One payment of a frozen plan: its rest as the days began, its day and chance at the freeze."""

    payment_id: int
    amount: Kopecks
    due_on: date
    probability: int


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """`items` by payment: as last confirmed until the week is frozen, and then as frozen, for good."""

    id: int
    person_id: int
    monday: date
    drafted_at: datetime
    confirmed_at: datetime | None
    confirmed_by: int | None
    frozen_at: datetime | None
    items: dict[int, Promised] = field(default_factory=dict)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def snapshot(self) -> dict[int, Kopecks]:
        return {each.payment_id: each.amount for each in self.items.values()}

    @property
    def total(self) -> Kopecks:
        return sum(self.snapshot.values())

    def on(self, day: date) -> dict[int, Kopecks]:
        """What the week promised for that day."""
        return {each.payment_id: each.amount for each in self.items.values() if each.due_on == day}


@dataclass(frozen=True, slots=True)
class WeekItem:
    """An item of a frozen week beside the payment as it is now."""

    promised: Promised
    payment: Payment
    came: Kopecks
    """Within the week."""
    reason: str | None
    """Why it was last moved or cancelled."""

    @property
    def live(self) -> Live:
        payment = self.payment
        is_cancelled = payment.cancelled_at is not None
        return Live(self.promised.amount, self.came, payment.due_on, payment.is_open, is_cancelled)
