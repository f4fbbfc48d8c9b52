"""
The plan of a day (SPEC 8): what a manager awaited as it began. One rule for the snapshot and for who has none yet.

The snapshot is made at the day's first question, and the day has been running by then. So both are told from what is
known at a later moment, with all that has happened since midnight taken back. Who agreed to a plan the evening before
has that one, and nothing of what came to it since.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sales.calendar.slots import day_bounds
from sales.core.money import Kopecks
from sales.payments.changes import ChangeSummary
from sales.payments.payment import Payment
from sales.payments.payments import rest
from sales.payments.receipt import Fact


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The snapshot. `items`: payment id → its rest as the day began, without those taken back since."""

    id: int
    person_id: int
    day: date
    frozen_at: datetime
    items: dict[int, Kopecks] = field(default_factory=dict)

    @property
    def total(self) -> Kopecks:
        """«План дня»: Σ snapshot, in kopecks (SPEC 8)."""
        return sum(self.items.values())


@dataclass(frozen=True)
class DayMoney:
    """What is awaited of some people and what came on a day, as read at one moment."""

    day: date
    zone: str
    payments: tuple[Payment, ...]
    """Theirs: open ones due by the day, those changed within it, those of a snapshot."""
    changes: Mapping[int, ChangeSummary]
    """By payment, within the day."""
    facts: tuple[Fact, ...]
    """Of the day: theirs, and those on the payments above."""

    @cached_property
    def begins(self) -> datetime:
        """The UTC instant at which the day begins in the department's zone."""
        return day_bounds(self.day, self.zone)[0]

    @cached_property
    def facts_by_payment(self) -> Mapping[int, list[Fact]]:
        """The day's facts that belong to an expected payment, by its id."""
        found: dict[int, list[Fact]] = {}
        for fact in self.facts:
            if fact.payment_id is not None:
                found.setdefault(fact.payment_id, []).append(fact)
        return found

    @cached_property
    def payments_by_owner(self) -> Mapping[int | None, list[Payment]]:
        """None: of nobody."""
        found: dict[int | None, list[Payment]] = {}
        for payment in self.payments:
            found.setdefault(payment.owner_id, []).append(payment)
        return found

    def sum_came_on(self, payment: Payment) -> Kopecks:
        """The day's facts on the payment, in kopecks."""
        return sum(fact.amount for fact in self.facts_by_payment.get(payment.id, ()))

    def sum_owed_at_start(self, payment: Payment) -> Kopecks:
        """Its rest as the day began: the amount as it is now, less what had come before the day; in kopecks."""
        return rest(payment.amount, payment.received - self.sum_came_on(payment))

    def was_over(self, payment: Payment) -> bool:
        """Paid or cancelled before the day began: whatever is said of it now, it is no part of the day."""
        return payment.closed_at is not None and payment.closed_at < self.begins

    def was_due(self, payment: Payment) -> date:
        """Its date as the day began."""
        changes = self.changes.get(payment.id)
        return payment.due_on if changes is None else changes.moved_from or payment.due_on


def plan_day(
    money: DayMoney,
    person_id: int,
    promised: Collection[int] = (),
    agreed: Mapping[int, Kopecks] | None = None,
) -> dict[int, Kopecks]:
    """Payment id → what the person awaited as the day began (SPEC 8).

    `promised`: payments in somebody else's snapshot of the day; a department counts a payment once, for who promised
    it first. `agreed`: tomorrow's plan as it was frozen the evening before, which is the plan of the day (SPEC 7);
    None for who had none: theirs is what is open that morning.
    """
    awaited = [each for each in money.payments_by_owner.get(person_id, ()) if each.id not in promised]
    if agreed is None:
        owed = {each.id: money.sum_owed_at_start(each) for each in awaited if _is_planned(money, each)}
    else:
        owed = {each.id: agreed[each.id] for each in awaited if each.id in agreed}
    return {payment_id: amount for payment_id, amount in owed.items() if amount}


def _is_planned(money: DayMoney, payment: Payment) -> bool:
    """Open and due that day; or due as it began, and paid, cancelled or moved since."""
    if payment.is_open and payment.due_on == money.day:
        return True
    if payment.id not in money.changes or money.was_over(payment) or payment.created_at >= money.begins:
        return False
    return money.was_due(payment) == money.day


def list_asked(
    sellers: Collection[int], absent: Collection[int], acts_for: Mapping[int, Collection[int]]
) -> frozenset[int]:
    """Of whom a snapshot is made that day: managers at work, and absent ones for whom somebody acts."""
    served = {absent for whom in acts_for.values() for absent in whom}
    return frozenset(each for each in sellers if each not in absent or each in served)
