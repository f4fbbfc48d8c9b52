"""What came of frozen weeks, person by person (SPEC 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from sales.calendar.calendar import week_of
from sales.checkins.figures import DayFact
from sales.core.money import Kopecks
from sales.week.plan import WeekResult, week_result
from sales.week.promised import WeekPlan


@dataclass(frozen=True, slots=True)
class WeekFact:
    """Money of a day, signed."""

    day: date
    owner_id: int | None
    payment_id: int | None
    amount: Kopecks
    is_confirmed: bool = False


def sum_up_weeks(plans: Iterable[WeekPlan], facts: Iterable[WeekFact]) -> dict[date, dict[int | None, WeekResult]]:
    """By Monday and person, of weeks that have a frozen plan: done, off plan, slipped.

    Money counts for whose plan promised it, also when the deal was given away since; else for its owner, who may have
    no plan of that week, or be nobody (None): whatever no plan promised is off plan.
    """
    frozen = [plan for plan in plans if plan.is_frozen]
    whose = {(plan.monday, payment_id): plan.person_id for plan in frozen for payment_id in plan.items}
    came: dict[tuple[date, int | None], list[DayFact]] = {}
    monday_of = cache(lambda day: week_of(day)[0])
    for fact in facts:
        monday = monday_of(fact.day)
        person_id = fact.owner_id if fact.payment_id is None else whose.get((monday, fact.payment_id), fact.owner_id)
        came.setdefault((monday, person_id), []).append(
            DayFact(fact.payment_id, fact.amount, is_confirmed=fact.is_confirmed)
        )
    snapshots = {(plan.monday, plan.person_id): plan.snapshot for plan in frozen}
    found: dict[date, dict[int | None, WeekResult]] = {plan.monday: {} for plan in frozen}
    for monday, person_id in [*snapshots, *(key for key in came if key not in snapshots)]:
        if monday in found:
            snapshot = {} if person_id is None else snapshots.get((monday, person_id), {})
            found[monday][person_id] = week_result(snapshot, came.get((monday, person_id), ()))
    return found
