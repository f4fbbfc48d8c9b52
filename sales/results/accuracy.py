"""How exact a manager's plans are (SPEC 12): a score of honesty, not of success."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice

from sales.calendar.calendar import DAY, WorkCalendar
from sales.checkins.figures import DayFigures
from sales.core.money import Percent

ACCURACY_DAYS = 20
ENOUGH_DAYS = 5
"""Of fewer days a percent would say more than is known."""
LONGEST_LOOK_BACK = 92
"""Days looked through for twenty workdays: a long leave ends the look, and fewer days are averaged."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """`percent` is None («—») where none of the days had a plan; `days` is how many had one."""

    percent: Percent | None
    days: int

    @property
    def is_enough(self) -> bool:
        """Whether a percent may be said of so many days."""
        return self.days >= ENOUGH_DAYS


def last_workdays(calendar: WorkCalendar, last: date, count: int = ACCURACY_DAYS) -> tuple[date, ...]:
    """The last own workdays up to that day, the latest first."""
    back = (last - DAY * n for n in range(LONGEST_LOOK_BACK))
    return tuple(islice((day for day in back if calendar.is_workday(day)), count))


def plan_accuracy(days: Mapping[date, DayFigures], last: date, calendar: WorkCalendar) -> Accuracy:
    """Per day Σ facts on snapshot items / Σ snapshot, the mean of the last 20 workdays that had a plan.

    The one mean of percents in the house, by the SPEC: each day's word weighs the same, whatever its sum. A day that
    planned nothing gave no word. `last` is the last closed day.
    """
    found = [days[day] for day in last_workdays(calendar, last) if day in days and days[day].plan > 0]
    kept = [Fraction(day.on_plan, day.plan) for day in found]
    return Accuracy(Percent.of(sum(kept), len(kept)), len(kept))
