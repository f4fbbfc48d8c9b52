"""Who came or left in mid-month (SPEC 4): their workdays count from or to that day, and so does their plan."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sales.calendar.calendar import DAY, Absence, WorkCalendar, month_of
from sales.core.money import ROUBLE, Kopecks, half_up
from sales.plans.plans import Metric


@dataclass(frozen=True, slots=True)
class Tenure:
    """The first and the last day of work, both included; None where there is no such border."""

    joined: date | None = None
    left: date | None = None

    def on(self, calendar: WorkCalendar) -> WorkCalendar:
        """The person's calendar: no day before the first or after the last one is their workday."""
        outside = list(calendar.absences)
        if self.joined is not None and self.joined > date.min:
            outside.append(Absence(date.min, self.joined - DAY))
        if self.left is not None and self.left < date.max:
            outside.append(Absence(self.left + DAY, date.max))
        return calendar.with_absences(outside)

    def meets(self, first: date, last: date) -> bool:
        """Whether they work here on any day from first to last."""
        after = self.joined is not None and self.joined > last
        before = self.left is not None and self.left < first
        return not after and not before


ALWAYS = Tenure()
"""Here before the period and after it."""


@dataclass(frozen=True, slots=True)
class Proration:
    """«8 из 20 рабочих дней: 800 000 вместо 2 000 000»; the lead confirms."""

    full: int
    value: int
    days: int
    of_days: int


def propose_proration(
    metric: Metric, full: int, month: date, tenure: Tenure, department: WorkCalendar, whole: Tenure = ALWAYS
) -> Proration | None:
    """The part of the month's plan for who is here for a part of it; None where they are here for all its workdays.

    `whole`: the days that the full plan is of. Leave does not lessen a plan (it lessens N), so the calendar of the
    department counts. Money is rounded to roubles.
    """
    first, last = month_of(month)
    calendar = department.without_absences()
    days, of_days = tenure.on(calendar).workdays(first, last), whole.on(calendar).workdays(first, last)
    if days == of_days:
        return None
    return Proration(full, part_of(metric, full, days, of_days), days, of_days)


def part_of(metric: Metric, full: int, days: int, of_days: int) -> int:
    """full / of_days × days, as a lead would write it down: whole roubles, whole deals."""
    unit: Kopecks = ROUBLE if metric is Metric.MONEY else 1
    return half_up(Fraction(full * days, of_days * unit)) * unit
