"""A week as it was promised: its plan, confirmed and then frozen, and each item beside its payment now (SPEC 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sales.core.money import Kopecks
from sales.payments.changes import ChangeSummary
from sales.payments.payment import Payment
from sales.payments.payments import rest
from sales.week.item import Live


@dataclass(frozen=True, slots=True)
class Promised:
    """One payment of a frozen plan: its rest as the days began, its day and chance at the freeze."""

    payment_id: int
    amount: Kopecks
    due_on: date
    probability: int


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are promised for, and the instant at which they are looked at.

    A freeze that comes late, after an outage, sees what the punctual one would have seen.
    """

    first: date
    last: date
    as_of: datetime

    def holds(self, day: date) -> bool:
        """Both borders are within."""
        return self.first <= day <= self.last


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
        """Σ of its items, in kopecks."""
        return sum(self.snapshot.values())

    def is_confirmed_with(self, items: Mapping[int, Promised]) -> bool:
        """Nothing would be said by confirming it once more."""
        return self.is_confirmed and self.items == items

    def on(self, day: date) -> dict[int, Kopecks]:
        """What the week promised for that day."""
        return {each.payment_id: each.amount for each in self.items.values() if each.due_on == day}


def promise(
    span: Span, payments: Iterable[Payment], changes: Mapping[int, ChangeSummary], came: Mapping[int, Kopecks]
) -> dict[int, dict[int, Promised]]:
    """By owner and payment, what was owed within the span at its instant (SPEC 6 and 7).

    `payments` as they are now; `changes`: what became of them since the instant; `came`: what has come on them since
    the first day began, which was promised as well. What had moved away or was cancelled by then was not.
    """
    found: dict[int, dict[int, Promised]] = {}
    for each in payments:
        day = _day_at(each, changes.get(each.id), span.as_of)
        owed = rest(each.amount, each.received - came.get(each.id, 0))
        if each.owner_id is not None and day is not None and span.holds(day) and owed:
            found.setdefault(each.owner_id, {})[each.id] = Promised(each.id, owed, day, each.probability)
    return found


def _day_at(payment: Payment, since: ChangeSummary | None, as_of: datetime) -> date | None:
    """Where it was due at that instant; None for one that was cancelled by then, or not there yet."""
    if payment.created_at > as_of or (payment.cancelled_at is not None and payment.cancelled_at <= as_of):
        return None
    return payment.due_on if since is None or since.moved_from is None else since.moved_from


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
