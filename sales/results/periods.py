"""The period of a report as it is written behind a command: «октябрь», «прошлая неделя», «3 квартал», «1.11-15.11»."""

import re
from datetime import date
from typing import Final, TypeAlias

from sales.calendar.calendar import DAY, month_of
from sales.core.words import fold
from sales.plans.levels import Level, period_of

Days: TypeAlias = tuple[date, date]
"""The first and the last day, both included."""

LONGEST: Final = DAY * 366

_MONTHS: Final = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTHS_EN: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LEVELS: Final = {
    Level.DAY: ("день", "сегодня", "day", "today"),
    Level.WEEK: ("неделя", "неделю", "недели", "week"),
    Level.MONTH: ("месяц", "месяца", "month"),
    Level.QUARTER: ("квартал", "квартала", "quarter"),
    Level.YEAR: ("год", "года", "year"),
}
_LAST: Final = ("прошлый", "прошлая", "прошлую", "прошлое", "прошлого", "прошлой", "last", "previous")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_YEAR = r"(?P<year>20[0-9]{2})"
_DAY = r"([0-9]{1,2})\.([0-9]{1,2})(?:\.(20[0-9]{2}))?"
_NUMBERED_MONTH: Final = re.compile(rf"(?P<month>[0-9]{{1,2}})[./-]{_YEAR}")
_NAMED_MONTH: Final = re.compile(rf"(?P<name>[а-я]+|[a-z]+)(?: {_YEAR})?")
_QUARTER: Final = re.compile(rf"(?P<n>[1-4]|iv|i{{1,3}})(?:-?й)? ?(?:кв|квартал|quarter|q)(?: {_YEAR})?")
_QUARTER_EN: Final = re.compile(rf"q(?P<n>[1-4])(?: {_YEAR})?")
_RANGE: Final = re.compile(rf"(?:с )?{_DAY} ?(?:-|–|—|по) ?{_DAY}")


def read_period(text: str, today: date) -> Days | None:
    """None where it is no period. Empty is this month; a month without a year is the last such one."""
    said = " ".join(fold(text).split())
    found = _level(said or "месяц", today) or _read_dates(said, today)
    if found is None or not DAY <= found[1] + DAY - found[0] <= LONGEST:
        return None
    return found


def _level(said: str, today: date) -> Days | None:
    *before, word = said.split()
    level = next((level for level, words in _LEVELS.items() if word in words), None)
    if said in {"вчера", "yesterday"}:
        return today - DAY, today - DAY
    if level is None or len(before) > 1 or (before and before[0] not in (*_LAST, "этот", "эта", "эту", "this")):
        return None
    first, last = period_of(level, today)
    return period_of(level, first - DAY) if before and before[0] in _LAST else (first, last)


def _read_dates(said: str, today: date) -> Days | None:
    try:
        return _range(said, today) or _quarter(said, today) or _month(said, today) or _year(said)
    except ValueError:  # 31.02, 13.2026
        return None


def _month(said: str, today: date) -> Days | None:
    if found := _NUMBERED_MONTH.fullmatch(said):
        return month_of(date(int(found["year"]), int(found["month"]), 1))
    found = _NAMED_MONTH.fullmatch(said)
    number = _month_number(found["name"]) if found else None
    if found is None or number is None:
        return None
    year = int(found["year"] or today.year)
    first = date(year, number, 1)
    return month_of(first if found["year"] or first <= today else date(year - 1, number, 1))


def _month_number(name: str) -> int | None:
    if name in {"май", "мая", "мае"}:
        return 5
    for names in (_MONTHS, _MONTHS_EN):
        for number, start in enumerate(names, start=1):
            if len(start) >= 3 and name.startswith(start) and len(name) <= len("сентября"):  # noqa: PLR2004
                return number
    return None


def _quarter(said: str, today: date) -> Days | None:
    found = _QUARTER.fullmatch(said) or _QUARTER_EN.fullmatch(said)
    if found is None:
        return None
    number = _ROMAN.get(found["n"]) or int(found["n"])
    return period_of(Level.QUARTER, date(int(found["year"] or today.year), 3 * number - 2, 1))


def _year(said: str) -> Days | None:
    found = re.fullmatch(rf"{_YEAR}(?: год)?", said)
    return period_of(Level.YEAR, date(int(found["year"]), 1, 1)) if found else None


def _range(said: str, today: date) -> Days | None:
    found = _RANGE.fullmatch(said)
    if found is None:
        return None
    day, month, year, last_day, last_month, last_year = found.groups()
    last = date(int(last_year or year or today.year), int(last_month), int(last_day))
    first = date(int(year or last.year), int(month), int(day))
    if not (year or last_year) and first > last:  # «25.12-10.01»
        first = first.replace(year=first.year - 1)
    return first, last
