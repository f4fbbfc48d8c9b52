"""A day ahead as the trade sees it: what the week promised of it, what is promised now, and why they differ."""

from dataclasses import dataclass
from datetime import date

from sales.core.money import Kopecks
from sales.payments.payment import Payment
from sales.tomorrow.tomorrow import Match, Reconciliation, reconcile
from sales.tomorrow.tomorrow_plan import TomorrowPlan
from sales.week.promised import WeekPlan
from storage.people.person import Person


@dataclass(frozen=True, slots=True)
class PersonTomorrow:
    """One manager's day ahead: what the week promised of it, what is promised now, and why they differ."""

    person: Person
    day: date
    plan: TomorrowPlan | None
    week_plan: WeekPlan | None
    """Frozen, or as last confirmed where that week has not begun."""
    week: dict[int, Kopecks]
    """W: the week's items of the day, less what has come on them early."""
    current: dict[int, Kopecks]
    """T as it is this moment."""
    payments: dict[int, Payment]
    reasons: dict[int, str]
    """Why an item dropped: as said here, or as the payment's own move or cancelling says."""

    @property
    def frozen(self) -> dict[int, Kopecks] | None:
        return self.plan.items if self.plan is not None and self.plan.is_frozen else None

    @property
    def reconciliation(self) -> Reconciliation:
        """With the plan as it stands now, later edits and all."""
        return reconcile(self.week, self.current)

    @property
    def edited_after_freeze(self) -> frozenset[int]:
        """«После фиксации»: payments of which the frozen plan says something else."""
        if self.frozen is None:
            return frozenset()
        return frozenset(key for key in {*self.frozen, *self.current} if self.frozen.get(key) != self.current.get(key))

    @property
    def to_explain(self) -> tuple[int, ...]:
        """Dropped, and nobody has said why."""
        return tuple(
            each.payment_id for each in self.reconciliation.of(Match.DROPPED) if each.payment_id not in self.reasons
        )
