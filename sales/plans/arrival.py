"""Somebody came or left within a month: what plan is proposed to the lead, and from what it is counted (SPEC 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sales.calendar.calendar import WorkCalendar, month_of
from sales.plans.plans import Metric, PlanVersion, standing_plan
from sales.plans.tenure import ALWAYS, Proration, Tenure, propose_proration


class Turn(StrEnum):
    """What happened."""

    CAME = "came"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Proposal:
    """«7 из 20 рабочих дней: 700 тыс вместо 2,00 млн»."""

    turn: Turn
    day: date
    month: date
    proration: Proration
    is_own: bool
    """The full plan was their own; otherwise it is what colleagues have."""


def usual_plan(plans: Iterable[int]) -> int | None:
    """What a newcomer is likely to get: the middle one of the colleagues' (of two middle ones the smaller)."""
    ordered = sorted(plans)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def plan_of_whole_month(
    month: date, versions: Iterable[PlanVersion], joined: date | None, left_at: datetime | None
) -> int | None:
    """What a colleague was asked for all of the month: of who left within it what stood before; None of who came."""
    if joined is not None and joined > month:
        return None
    return standing_plan(each for each in versions if not each.is_assumed and (left_at is None or each.at < left_at))


def propose(
    turn: Turn,
    at: datetime,
    day: date,
    tenure: Tenure,
    own: Iterable[PlanVersion],
    colleagues: Iterable[int],
    department: WorkCalendar,
    came_at: datetime | None = None,
) -> Proposal | None:
    """None where there is nothing to divide, or where somebody has set a plan since: theirs is the last word.

    `at` is the moment itself, `day` its local date; `own` are the versions of that month's plan. Who came and left
    within one month is asked about once, as they leave: a plan that was set since they came (`came_at`) is of their
    days, and is divided by those.
    """
    versions = [each for each in own if not each.is_assumed]
    if any(version.at >= at for version in versions):
        return None
    month, plan = month_of(day)[0], standing_plan(versions)
    is_new = tenure.joined is not None and tenure.joined >= month
    if turn is Turn.CAME and tenure.left is not None and tenure.left <= month_of(day)[1]:
        return None
    full = plan if plan is not None or not is_new else usual_plan(colleagues)
    if not full:
        return None
    theirs = is_new and came_at is not None and any(version.at >= came_at for version in versions)
    whole = Tenure(joined=tenure.joined) if turn is Turn.LEFT and theirs else ALWAYS
    found = propose_proration(Metric.MONEY, full, month, tenure, department, whole)
    return None if found is None else Proposal(turn, day, month, found, is_own=plan is not None)
