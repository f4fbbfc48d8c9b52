"""The check-in's figures (SPEC 8): what the frozen day promised, what came of it, and what came beside it.

A fact counts on plan as a whole when its payment stands in the snapshot, also above the item's sum: `done` is a share
of the plan that is never capped, and 110 % must stay visible. A fact without a payment, or on one that is not in the
snapshot, is off plan. Refunds subtract where they belong.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from sales.core.money import Kopecks, Percent


@dataclass(frozen=True, slots=True)
class DayFact:
    """Money of the day, signed; `payment_id` is None where it belongs to no expected payment."""

    payment_id: int | None
    amount: Kopecks
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One person's day, or the department's as the sum of them; roubles add, percents never do."""

    plan: Kopecks = 0
    on_plan: Kopecks = 0
    off_plan: Kopecks = 0
    confirmed: Kopecks = 0
    """What of the received somebody has vouched for; the rest is claimed."""

    @property
    def received(self) -> Kopecks:
        """All that came that day, refunds taken off, in kopecks."""
        return self.on_plan + self.off_plan

    @property
    def done(self) -> Percent | None:
        """Fact on plan / day plan; None («—», roubles only) where nothing was planned."""
        return Percent.of(self.on_plan, self.plan)

    @property
    def all_to_plan(self) -> Percent | None:
        """All that came / day plan."""
        return Percent.of(self.received, self.plan)

    def __add__(self, other: "DayFigures") -> "DayFigures":
        return DayFigures(
            plan=self.plan + other.plan,
            on_plan=self.on_plan + other.on_plan,
            off_plan=self.off_plan + other.off_plan,
            confirmed=self.confirmed + other.confirmed,
        )


def is_off_plan(payment_id: int | None, promised: Container[int]) -> bool:
    """«Вне плана», in chat and workbook alike: money on nothing that the frozen plan of its span promised.

    The span is the day in a day's summary, the week in a week's result and in the workbook of a period. Where no plan
    was frozen nothing was promised, and all money is off plan (SPEC 8).
    """
    return payment_id is None or payment_id not in promised


def day_figures(snapshot: Mapping[int, Kopecks], facts: Iterable[DayFact]) -> DayFigures:
    """The figures of a day from its snapshot (payment id → sum frozen) and the facts of that date."""
    on_plan = off_plan = confirmed = 0
    for fact in facts:
        confirmed += fact.amount if fact.is_confirmed else 0
        if is_off_plan(fact.payment_id, snapshot):
            off_plan += fact.amount
        else:
            on_plan += fact.amount
    return DayFigures(sum(snapshot.values()), on_plan, off_plan, confirmed)


def department_figures(people: Iterable[DayFigures]) -> DayFigures:
    """The sums of its people's figures, in kopecks."""
    return sum(people, DayFigures())
