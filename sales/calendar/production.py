"""The production calendar of a country for one year, read once from `holidays`: workdays with transfers, short days.

`holidays` has no shortened days; they follow from the law: the workday right before a public holiday, and where that
day was swapped with a Saturday, the Saturday (01.11.2025 was worked and short, 03.11 was off).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays
from holidays import HolidayBase

SHORT_BEFORE_HOLIDAYS = frozenset({"RU", "BY"})
"""Countries whose law shortens the day before a public holiday."""

_SWAPPED = re.compile(r"substituted from (\d{2}/\d{2}/\d{4})")
_OBSERVED = "(observed)"


@dataclass(frozen=True, slots=True)
class ProductionYear:
    """What the country says of one year. Where it is not known, plain Monday–Friday without short days."""

    known: bool
    workdays: frozenset[date]
    short: frozenset[date]


@lru_cache(maxsize=256)
def production_year(country: str, year: int) -> ProductionYear:
    """`country` by its ISO code, «RU»; read once a year and kept."""
    days = _days_of(year)
    book = _book(country, year)
    if book is None:
        return ProductionYear(known=False, workdays=frozenset(filter(_is_weekday, days)), short=frozenset())
    workdays = frozenset(day for day in days if book.is_working_day(day))
    eves = _eves(book, year) if country in SHORT_BEFORE_HOLIDAYS else frozenset()
    return ProductionYear(known=True, workdays=workdays, short=eves & workdays)


@lru_cache(maxsize=256)
def workdays_in_order(country: str, year: int) -> tuple[date, ...]:
    """The year's workdays, the earliest first: for counting by bisection."""
    return tuple(sorted(production_year(country, year).workdays))


def _book(country: str, year: int) -> HolidayBase | None:
    """The year's holidays, or None where they are not known with their transfers."""
    try:
        book = holidays.country_holidays(country, years=year, expand=False, language="en_US")
    except NotImplementedError:  # a country that the package does not have
        return None
    if not book.start_year <= year <= book.end_year:
        return None
    if book.has_substituted_holidays and not any(_SWAPPED.search(name) for name in book.values()):
        return None  # every published year has a transfer; without one only the fixed dates are known
    return book


def _eves(book: HolidayBase, year: int) -> frozenset[date]:
    """Days before a public holiday; a Saturday stands in for the eve that it was swapped with."""
    feasts = [day for day, name in book.items() if not _SWAPPED.search(name) and _OBSERVED not in name]
    feasts.append(date(year + 1, 1, 1))
    eves = [day - timedelta(days=1) for day in feasts]
    return frozenset(_worked_instead(book, eve) for eve in eves)


def _worked_instead(book: HolidayBase, day: date) -> date:
    swapped = _SWAPPED.search(book.get(day, ""))
    if swapped is None:
        return day
    return datetime.strptime(swapped[1], "%m/%d/%Y").date()  # noqa: DTZ007  a calendar date has no zone


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5  # noqa: PLR2004  Saturday
