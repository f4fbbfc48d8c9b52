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


def sum_up_weeks(plans: Iterable[WeekPlan], facts: Iterable[WeekFact]) -> dict[date, dict[int, WeekResult]]:
    """By Monday and person, of those whose plan is frozen: done, off plan, slipped.

    Money counts for whose plan promised it, also when the deal was given away since; else for its owner.
    """
    frozen = [plan for plan in plans if plan.is_frozen]
    whose = {(plan.monday, payment_id): plan.person_id for plan in frozen for payment_id in plan.items}
    came: dict[tuple[date, int], list[DayFact]] = {}
    monday_of = cache(lambda day: week_of(day)[0])
    for fact in facts:
        monday = monday_of(fact.day)
        person_id = fact.owner_id if fact.payment_id is None else whose.get((monday, fact.payment_id), fact.owner_id)
        if person_id is not None:
            came.setdefault((monday, person_id), []).append(DayFact(fact.payment_id, fact.amount))
    found: dict[date, dict[int, WeekResult]] = {}
    for plan in frozen:
        result = week_result(plan.snapshot, came.get((plan.monday, plan.person_id), ()))
        found.setdefault(plan.monday, {})[plan.person_id] = result
    return found
