"""What is still needed (SPEC 4): per day, and until the week's end. Today counts as left until the day closes.

The need is spread over the days that are left, so that one bad week does not ask for all its debt by Sunday; how far
a week is behind the plan is another figure, `left_to_week_end` of sales.plans.pace.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction

from sales.calendar.calendar import DAY, WorkCalendar, month_of
from sales.core.clock import local
from sales.core.money import Exact, half_up
from sales.plans.levels import months_between


class NoNeed(StrEnum):
    """Why a need cannot be said."""

    NO_PLAN = "no_plan"
    NO_DAYS_LEFT = "no_days_left"


@dataclass(frozen=True, slots=True)
class Need:
    """`exact` is None with the reason; 0 means that the plan is done."""

    exact: Exact | None
    reason: NoNeed | None = None

    @property
    def value(self) -> int | None:
        """Whole kopecks, half up: 800 000 over 6 days are 133 333.33."""
        return None if self.exact is None else half_up(self.exact)

    def times(self, days: int) -> "Need":
        """Of so many days; one that cannot be said stays so, with its reason."""
        return self if self.exact is None else Need(self.exact * days)


def find_first_day_left(calendar: WorkCalendar, now: datetime, zone: str, day_close: time) -> date:
    """Today until it closes there, then tomorrow; whether that day is worked is another question."""
    here = local(now, zone)
    today = here.date()
    return today + DAY if here.time() >= calendar.close_of(today, day_close) else today


def need_per_day(plan: int | None, fact: int, days_left: int) -> Need:
    """max(0, plan − fact) / own workdays left (SPEC 4), exact, in the unit of the plan."""
    if plan is None:
        return Need(None, NoNeed.NO_PLAN)
    rest = max(0, plan - fact)
    if rest == 0:
        return Need(0)
    return Need(Fraction(rest, days_left)) if days_left > 0 else Need(None, NoNeed.NO_DAYS_LEFT)


def need_on(
    day: date, day_left: date, plans: Mapping[date, int], facts: Mapping[date, int], calendar: WorkCalendar
) -> Need:
    """The need per day in the month of that day: of this month over the days left, of a later one over all its days."""
    first, last = month_of(day)
    left = calendar.workdays(max(first, day_left), last)
    return need_per_day(plans.get(first), facts.get(first, 0), left)


def need_until(
    last: date,
    day_left: date,
    plans: Mapping[date, int],
    facts: Mapping[date, int],
    calendar: WorkCalendar,
    first: date | None = None,
) -> Need:
    """Σ need per day over the own workdays from `first` (a coming week's Monday) or the first day left to `last`.

    Plans and facts are by the first of their month. A month that asks for no workday here may be without a plan.
    """
    begin = day_left if first is None else max(first, day_left)
    total: Exact = 0
    for month in months_between(begin, last) if begin <= last else ():
        start, end = month_of(month)
        days = calendar.workdays(max(begin, start), min(last, end))
        need = need_on(month, day_left, plans, facts, calendar).times(days)
        if days and need.exact is None:
            return need
        total += need.exact or 0
    return Need(total)
