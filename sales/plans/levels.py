"""Five levels of one plan (SPEC 4): the month is entered, the day, week, quarter and year follow from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from sales.calendar.calendar import DAY, WorkCalendar, month_of, week_of
from sales.core.money import Exact, half_up
from sales.plans.plans import next_month
from sales.plans.tenure import ALWAYS, Tenure


class Level(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


def period_of(level: Level, day: date) -> tuple[date, date]:
    """The first and the last date of the day's own period."""
    match level:
        case Level.DAY:
            return day, day
        case Level.WEEK:
            return week_of(day)
        case Level.MONTH:
            return month_of(day)
        case Level.QUARTER:
            begin = 3 * ((day.month - 1) // 3) + 1
            return date(day.year, begin, 1), month_of(date(day.year, begin + 2, 1))[1]
        case Level.YEAR:
            return date(day.year, 1, 1), date(day.year, 12, 31)


def level_of(first: date, last: date) -> Level | None:
    """Whose whole period these days are; None for days of one's own."""
    return next((level for level in Level if period_of(level, first) == (first, last)), None)


def beside(first: date, last: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """The period before and the one after, of the same level; of days of one's own as many of them."""
    level = level_of(first, last)
    if level is None:
        many = last - first + DAY
        return (first - many, last - many), (first + many, last + many)
    return period_of(level, first - DAY), period_of(level, last + DAY)


def months_between(first: date, last: date) -> Iterator[date]:
    """The first days of all months that the dates touch."""
    month = month_of(first)[0]
    while month <= last:
        yield month
        month = next_month(month)


@dataclass(frozen=True, slots=True)
class Derived:
    """A plan of any level. `exact` is None where no month of it is set; `missing` names the months that are not."""

    exact: Exact | None
    missing: tuple[date, ...] = ()

    @property
    def value(self) -> int | None:
        """In whole kopecks, or whole deals."""
        return None if self.exact is None else half_up(self.exact)


def derive(
    level: Level, day: date, plans: Mapping[date, int], calendar: WorkCalendar, tenure: Tenure = ALWAYS
) -> Derived:
    """The plan of the day's period of that level from the month plans (first of the month → value)."""
    return derive_between(*period_of(level, day), plans, calendar, tenure)


def derive_between(
    first: date, last: date, plans: Mapping[date, int], calendar: WorkCalendar, tenure: Tenure = ALWAYS
) -> Derived:
    """Whole months add as they are; of a part of a month its own workdays owe their share, plan / N each.

    A week on the border of two months takes from both. Months before joining or after leaving are not missing.
    """
    months = [month for month in months_between(first, last) if tenure.meets(*month_of(month))]
    known = [month for month in months if month in plans]
    own = tenure.on(calendar)
    shares = [_share(plans[month], month, first, last, own) for month in known]
    return Derived(sum(shares) if known else None, tuple(month for month in months if month not in plans))


def _share(plan: int, month: date, first: date, last: date, calendar: WorkCalendar) -> Exact:
    begin, end = month_of(month)
    if first <= begin and end <= last:
        return plan
    total = calendar.workdays(begin, end)
    part = calendar.workdays(max(first, begin), min(last, end))
    return Fraction(plan * part, total) if total else 0
