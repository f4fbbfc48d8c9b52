"""Tomorrow's plan against the week's (SPEC 7), item by item: what stands, what changed, what dropped, what is new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sales.core.money import Kopecks, Percent
from sales.plans.need import Need


class Match(StrEnum):
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    DROPPED = "dropped"
    """In the week's plan only: a reason is asked."""
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Compared:
    """One item: what the week's snapshot says of it and what tomorrow's plan does; None where it is not in there."""

    payment_id: int
    week: Kopecks | None
    tomorrow: Kopecks | None

    @property
    def match(self) -> Match:
        """What became of the week's item (SPEC 7); equal sums are confirmed."""
        if self.week is None:
            return Match.NEW
        if self.tomorrow is None:
            return Match.DROPPED
        return Match.CONFIRMED if self.week == self.tomorrow else Match.CHANGED

    @property
    def delta(self) -> Kopecks:
        """T − W in kopecks, 0 for a plan in which it does not stand."""
        return (self.tomorrow or 0) - (self.week or 0)

    @property
    def matched(self) -> Kopecks:
        """min(Wᵢ, Tᵢ)."""
        return min(self.week or 0, self.tomorrow or 0)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Tomorrow's plan beside the week's snapshot of that day, the larger items first."""

    items: tuple[Compared, ...] = ()

    @property
    def week(self) -> Kopecks:
        return sum(item.week or 0 for item in self.items)

    @property
    def tomorrow(self) -> Kopecks:
        return sum(item.tomorrow or 0 for item in self.items)

    @property
    def coverage(self) -> Percent | None:
        """Σ min(Wᵢ, Tᵢ) / Σ Wᵢ; None («—») where the week planned nothing for that day."""
        return Percent.of(sum(item.matched for item in self.items), self.week)

    def of(self, match: Match) -> tuple[Compared, ...]:
        """The items of one kind, in the order of the day."""
        return tuple(item for item in self.items if item.match is match)

    def delta(self, match: Match) -> Kopecks:
        """«выпало 75, изменилось −40, новое +200»: what items of that kind add to the day or take from it."""
        return sum(item.delta for item in self.of(match))

    def meets(self, need: Need) -> bool:
        """«нужно 133 ✅»: tomorrow's sum is at least the need of the day."""
        return need.exact is not None and self.tomorrow >= need.exact


def reconcile(week: Mapping[int, Kopecks], tomorrow: Mapping[int, Kopecks]) -> Reconciliation:
    """Both plans of one day: payment id → sum."""
    items = (Compared(payment, week.get(payment), tomorrow.get(payment)) for payment in {*week, *tomorrow})
    return Reconciliation(_largest_first(items))


def department_reconciliation(people: Iterable[Reconciliation]) -> Reconciliation:
    """All items of all people, so that the coverage is of roubles; an item is one person's on one day."""
    return Reconciliation(_largest_first(item for person in people for item in person.items))


def _largest_first(items: Iterable[Compared]) -> tuple[Compared, ...]:
    return tuple(sorted(items, key=lambda item: (-max(item.week or 0, item.tomorrow or 0), item.payment_id)))
