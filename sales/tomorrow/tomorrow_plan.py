"""
A manager's day ahead (SPEC 7): its plan as it is kept and frozen, beside what the week promised of that day.

storage.tomorrow loads what these functions are given; what is asked, frozen, dropped and explained is decided here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sales.core.money import Kopecks
from sales.payments.payment import Payment
from sales.tomorrow.tomorrow import Match, Reconciliation, reconcile
from sales.week.promised import Promised


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

    @property
    def is_late(self) -> bool:
        """Confirmed when it was frozen already."""
        return self.confirmed_at is not None and self.frozen_at is not None and self.confirmed_at > self.frozen_at

    @property
    def is_agreed(self) -> bool:
        """Frozen, with a word of the manager's to it: it is the plan of its day (SPEC 7)."""
        return self.is_frozen and (self.confirmed_at is not None or bool(self.edits))

    @property
    def dropped(self) -> frozenset[int]:
        """Said, before the freeze, not to come that day."""
        out = {edit.payment_id for edit in self.edits.values() if not edit.amount}
        return frozenset(out - self.items.keys()) if self.is_frozen else frozenset()


@dataclass(frozen=True, slots=True)
class PersonTomorrow:
    """One manager's day ahead: what the week promised of it, what is promised now, and why they differ."""

    person_id: int
    name: str
    day: date
    plan: TomorrowPlan | None
    week: Mapping[int, Kopecks]
    """W: the week's items of the day, less what has come on them early."""
    current: Mapping[int, Kopecks]
    """T as it is this moment."""
    is_week_frozen: bool = False
    """Before that a week promises nothing yet, and its silence about the day is no news."""
    payments: Mapping[int, Payment] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)
    """Why an item dropped: as said here, or as the payment's own move or cancelling says."""

    @property
    def frozen(self) -> dict[int, Kopecks] | None:
        return self.plan.items if self.plan is not None and self.plan.is_frozen else None

    @property
    def is_silent(self) -> bool:
        """Was asked about it and has not confirmed: who was away that evening, or came after it, is not silent."""
        return self.plan is not None and self.plan.asked_at is not None and self.plan.confirmed_at is None

    @property
    def payment_ids(self) -> frozenset[int]:
        """All that it is about."""
        return frozenset({*self.week, *self.current})

    @property
    def reconciliation(self) -> Reconciliation:
        """With the plan as it stands now, later edits and all."""
        return reconcile(self.week, self.current)

    @property
    def dropped(self) -> tuple[int, ...]:
        return tuple(each.payment_id for each in self.reconciliation.of(Match.DROPPED))

    @property
    def edited_after_freeze(self) -> frozenset[int]:
        """«После фиксации»: payments of which the frozen plan says something else."""
        if self.frozen is None:
            return frozenset()
        return frozenset(key for key in {*self.frozen, *self.current} if self.frozen.get(key) != self.current.get(key))

    @property
    def to_explain(self) -> tuple[int, ...]:
        """Dropped, and nobody has said why."""
        return tuple(payment_id for payment_id in self.dropped if payment_id not in self.reasons)


def freeze_tomorrow(
    owed: Mapping[int, Promised], edits: Mapping[int, TomorrowEdit], at: datetime
) -> tuple[Promised, ...]:
    """The snapshot: what is owed that day, with the edits that were made by the hour of the freeze."""
    made = {payment_id: edit for payment_id, edit in edits.items() if edit.at <= at}
    return tuple(replace(owed[key], amount=amount) for key, amount in apply_edits(owed, made).items())


def apply_edits(owed: Mapping[int, Promised], edits: Mapping[int, TomorrowEdit]) -> dict[int, Kopecks]:
    """What is owed that day with what was said of it, payment id → sum; a dropped one is out."""
    sums = {key: edits[key].amount if key in edits else each.amount for key, each in owed.items()}
    return {key: amount for key, amount in sums.items() if amount}


def take_off_early(promised: Mapping[int, Kopecks], came: Mapping[int, Kopecks]) -> dict[int, Kopecks]:
    """W: what the week promised of the day, less what came on it before; a refund adds nothing to it."""
    left = {key: min(amount, amount - came.get(key, 0)) for key, amount in promised.items()}
    return {key: amount for key, amount in left.items() if amount > 0}


def explain(ahead: PersonTomorrow, payments: Mapping[int, Payment], moved: Mapping[int, str]) -> PersonTomorrow:
    """With its payments, and why items dropped; `moved`: the last reason in each payment's own story.

    What was said of the day itself goes before it.
    """
    edits = {} if ahead.plan is None else ahead.plan.edits
    story = {key: reason for key, reason in moved.items() if key in ahead.payment_ids}
    edited = {key: edit.reason for key, edit in edits.items() if edit.reason is not None}
    known = {key: payments[key] for key in ahead.payment_ids if key in payments}
    return replace(ahead, payments=known, reasons=story | edited)
