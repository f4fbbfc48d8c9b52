"""Pace (SPEC 9): fact against the part of the plan that the worked days owe. Never a mean of percents.

A department once looked well because a person with a tiny plan had tripled it: roubles are added, then divided.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from sales.calendar.calendar import DAY, WorkCalendar, week_of
from sales.core.clock import local_date
from sales.core.money import Exact, Percent, half_up
from sales.plans.need import Need, find_first_day_left, need_per_day

GREEN_FROM = Percent(1000)
YELLOW_FROM = Percent(800)

Line = TypeVar("Line")


class Light(StrEnum):
    """🟢 🟡 🔴, by the percent as it is shown: 79.96 is read as 80.0 and is yellow."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class NoPace(StrEnum):
    """Why there is «—» in place of a pace."""

    NO_PLAN = "no_plan"
    ZERO_PLAN = "zero_plan"
    NO_WORKDAYS = "no_workdays"
    """N = 0: away for the whole period."""
    NOTHING_WORKED = "nothing_worked"
    """n = 0: no day of theirs is over yet."""


def light(pace: Percent | None) -> Light | None:
    """≥ 100 🟢, 80–99.9 🟡, below 🔴 (SPEC 9), by the percent as it is shown; None where there is no pace."""
    if pace is None:
        return None
    if pace >= GREEN_FROM:
        return Light.GREEN
    return Light.YELLOW if pace >= YELLOW_FROM else Light.RED


@dataclass(frozen=True, slots=True)
class Workdays:
    """Own workdays of a period: N, n, and those from its first day to this Sunday."""

    total: int
    done: int
    to_week_end: int

    @property
    def left(self) -> int:
        """N − n: today is among them until it has closed."""
        return self.total - self.done


def count_workdays(
    first: date, last: date, calendar: WorkCalendar, now: datetime, zone: str, day_close: time
) -> Workdays:
    """The workdays of a running, a closed or a coming period; today counts once it has closed there."""
    over = find_first_day_left(calendar, now, zone, day_close) - DAY
    sunday = week_of(local_date(now, zone))[1]
    return Workdays(
        total=calendar.workdays(first, last),
        done=calendar.workdays(first, min(last, over)),
        to_week_end=calendar.workdays(first, min(last, sunday)),
    )


@dataclass(frozen=True, slots=True)
class PaceRow:
    """How one person stands in a period: a row of the summary report."""

    plan: int | None
    fact: int
    days: Workdays

    @property
    def reason(self) -> NoPace | None:
        """Why there is no pace; None where there is one."""
        if self.plan is None:
            return NoPace.NO_PLAN
        if self.plan == 0:
            return NoPace.ZERO_PLAN
        if self.days.total == 0:
            return NoPace.NO_WORKDAYS
        return NoPace.NOTHING_WORKED if self.days.done == 0 else None

    @property
    def owed(self) -> Exact:
        """plan / N × n; 0 where no pace can be said."""
        return 0 if self.reason is not None else self._part(self.days.done)

    @property
    def ratio(self) -> Fraction | None:
        """The exact pace, to sort by; 1 is the plan."""
        return None if self.reason is not None else Fraction(self.fact) / self.owed

    @property
    def pace(self) -> Percent | None:
        """fact / (plan / N × n) (SPEC 9); None («—») with a `reason`."""
        return None if self.reason is not None else Percent.of(self.fact, self.owed)

    @property
    def light(self) -> Light | None:
        return light(self.pace)

    @property
    def plan_to_week_end(self) -> int | None:
        """plan / N × N_week_end; the whole plan where the period is over; None without a plan or a workday."""
        if self.plan is None or self.days.total == 0:
            return None
        return half_up(self._part(self.days.to_week_end))

    @property
    def behind_at_week_end(self) -> int | None:
        """plan to the week's end − fact: below 0 for who is ahead of it."""
        return None if self.plan_to_week_end is None else self.plan_to_week_end - self.fact

    @property
    def left_to_week_end(self) -> int | None:
        """«до конца недели −200 тыс»; nothing is left of what is ahead."""
        return None if self.behind_at_week_end is None else max(0, self.behind_at_week_end)

    @property
    def need(self) -> Need:
        """The need per day over the days left."""
        return need_per_day(self.plan, self.fact, self.days.left)

    @property
    def done(self) -> Percent | None:
        """Fact / plan, whatever day it is."""
        return None if self.plan is None else Percent.of(self.fact, self.plan)

    def _part(self, days: int) -> Exact:
        return Fraction((self.plan or 0) * days, self.days.total)


@dataclass(frozen=True, slots=True)
class DepartmentStanding:
    """The department as its people's sums. Only who has a pace counts in its pace; everybody's money in its fact."""

    people: tuple[PaceRow, ...]

    @property
    def plan(self) -> int | None:
        """The sum of the plans that are set."""
        return _sum(person.plan for person in self.people)

    @property
    def fact(self) -> int:
        """Everybody's, in the unit of the plans, also of who has no plan."""
        return sum(person.fact for person in self.people)

    @property
    def fact_without_plan(self) -> int:
        """«в т. ч. без плана»."""
        return sum(person.fact for person in self.people if person.plan is None)

    @property
    def pace(self) -> Percent | None:
        """Σ fact / Σ(planᵢ / Nᵢ · nᵢ) over those with a plan and n > 0."""
        return Percent.of(self._paced_fact, sum(person.owed for person in self._paced))

    @property
    def reason(self) -> NoPace | None:
        """The first thing that would have to change: a plan before days, days before their end."""
        if self._paced:
            return None
        reasons = [person.reason for person in self.people]
        likely = (NoPace.NOTHING_WORKED, NoPace.NO_WORKDAYS, NoPace.ZERO_PLAN)
        return next((reason for reason in likely if reason in reasons), NoPace.NO_PLAN)

    @property
    def light(self) -> Light | None:
        return light(self.pace)

    @property
    def plan_to_week_end(self) -> int | None:
        """Σ over those of whom it can be said; None where it can be said of nobody."""
        return _sum(person.plan_to_week_end for person in self.people)

    @property
    def left_to_week_end(self) -> int | None:
        """What is ahead makes up for what is behind, as it does in the pace."""
        behind = _sum(person.behind_at_week_end for person in self.people)
        return None if behind is None else max(0, behind)

    @property
    def need(self) -> int:
        """Σ needs per day of those whose need can be said."""
        return half_up(sum(person.need.exact or 0 for person in self.people))

    @property
    def _paced(self) -> tuple[PaceRow, ...]:
        return tuple(person for person in self.people if person.reason is None)

    @property
    def _paced_fact(self) -> int:
        return sum(person.fact for person in self._paced)


def department_standing(people: Iterable[PaceRow]) -> DepartmentStanding:
    """Of all its people, who come in any order."""
    return DepartmentStanding(tuple(people))


def by_pace(lines: Iterable[Line], standing: Callable[[Line], PaceRow]) -> list[Line]:
    """Who needs action first: pace ascending, those without one last, equals in the order given."""
    return sorted(lines, key=lambda line: _place(standing(line)))


def _place(person: PaceRow) -> tuple[bool, Fraction]:
    ratio = person.ratio
    return ratio is None, ratio or Fraction(0)


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
