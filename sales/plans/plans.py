"""Month plans (SPEC 4): what is set, what was set before, and who is still without one. Unset differs from 0."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from sales.calendar.calendar import DAY, month_of
from sales.core.undo import WINDOW

NAGGED_FROM = 25
NAGGED_TO = 3


class Metric(StrEnum):
    """What is planned. Money is in kopecks; deals and new clients are counted."""

    MONEY = "money"
    DEALS = "deals"
    NEW_CLIENTS = "new_clients"


def next_month(day: date) -> date:
    """The first of the month after the day's. A month is named by its first day everywhere."""
    return month_of(day)[1] + DAY


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """What was entered and when; a value of None takes the plan back to unset."""

    at: datetime
    value: int | None
    is_assumed: bool = False
    """Reper's own, as somebody came or left in mid-month: it waits for the lead's word."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A change that reports print: «план 2,00 → 2,40 млн, 12.11»."""

    at: datetime
    before: int | None
    after: int | None


def standing_plan(versions: Iterable[PlanVersion]) -> int | None:
    """The latest version is the plan of the whole month (of one instant the last given); snapshots keep the old one."""
    ordered = sorted(versions, key=lambda version: version.at)
    return ordered[-1].value if ordered else None


def plan_changes(versions: Iterable[PlanVersion]) -> tuple[PlanChange, ...]:
    """Every change after the first entry, oldest first. The same value again is none, nor is what was undone."""
    ordered: list[PlanVersion] = []
    for new in sorted(versions, key=lambda version: version.at):
        before = ordered[-2].value if len(ordered) > 1 else None
        if ordered and new.value == before and new.at - ordered[-1].at <= WINDOW:
            ordered.pop()
        else:
            ordered.append(new)
    changes = (PlanChange(new.at, old.value, new.value) for old, new in pairwise(ordered))
    return tuple(change for change in changes if change.before != change.after)


@dataclass(frozen=True, slots=True)
class DepartmentPlan:
    """The department's plan: the entered one, otherwise the sum; None where neither is set."""

    entered: int | None
    of_people: int | None
    without_plan: int
    """How many people have none: the sum of the others may be less than it looks."""

    @property
    def value(self) -> int | None:
        """The entered one, otherwise the sum of its people's (SPEC 4)."""
        return self.of_people if self.entered is None else self.entered

    @property
    def differs_by(self) -> int:
        """Entered − sum, said where both are set and not equal; otherwise 0."""
        if self.entered is None or self.of_people is None:
            return 0
        return self.entered - self.of_people


def department_plan(entered: int | None, people: Iterable[int | None]) -> DepartmentPlan:
    """`people`: the plan of each, None where it is unset; all in one unit."""
    plans = list(people)
    known = [plan for plan in plans if plan is not None]
    return DepartmentPlan(entered, sum(known) if known else None, len(plans) - len(known))


def month_to_plan(today: date, first_workday: date | None = None) -> date | None:
    """The month whose missing plans are to be named today: the next one from the 25th, this one until the 3rd, or until
    its first workday where that is later, as after the New Year.
    """
    if today.day >= NAGGED_FROM:
        return next_month(today)
    return month_of(today)[0] if today.day <= NAGGED_TO or today == first_workday else None


def without_plan(people: Sequence[int], plans: Mapping[int, int | None]) -> tuple[int, ...]:
    """Whom to name in «план на декабрь не задан: …», in the order given; a plan of 0 is set."""
    return tuple(person for person in people if plans.get(person) is None)
