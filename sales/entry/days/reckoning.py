"""What the meanings of days reckon with: names of weekdays and months, and steps from one day to another."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from sales.calendar.calendar import WorkCalendar
from sales.entry.numbers.numerals import ordinal_value, read_spoken_count

RECENT: Final = timedelta(days=60)
"""A date without a year lies behind when it is not farther back than this (SPEC 13)."""

WEEK: Final = 7
FRIDAY: Final = 4
SATURDAY: Final = 5
FEBRUARY: Final = 2
DECEMBER: Final = 12
LEAP_DAY: Final = 29

RUSSIA: Final = WorkCalendar()
Days: TypeAlias = tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a word for a day depends on beside itself."""

    today: date
    behind: bool = False
    """It has happened: «в среду» is the last one, not the next."""
    calendar: WorkCalendar = RUSSIA
    """For «через 5 рабочих дней»."""


Meaning: TypeAlias = Callable[[re.Match[str], Asked], Days]

WEEKDAYS: Final = (
    r"пн|понд?|понед|понедельник(?:а|у|ом|е)?|пнд|mon(?:day)?",
    r"вт|вторн|вторник(?:а|у|ом|е)?|втр|tue(?:s(?:day)?)?",
    r"ср|сред[аеуы]|средой|wed(?:nesday)?",
    r"чт|чет|четв|четверг(?:а|у|ом|е)?|чтв|thu(?:rs(?:day)?)?",
    r"пт|пят|пятн|пятниц[аеуы]|пятницей|птн|fri(?:day)?",
    r"сб|суб|субб|суббот[аеуы]|субботой|sat(?:urday)?",
    r"вс|вск|воскр|воскресень[еяю]|воскресеньем|sun(?:day)?",
)
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMED: Final = {
    "позавчера": -2, "вчера": -1, "yesterday": -1, "сегодня": 0, "сёдня": 0, "седня": 0, "сегодняшний день": 0,
    "прямо сейчас": 0, "сейчас": 0, "только что": 0, "с минуты на минуту": 0, "today": 0, "just now": 0,
    "завтра": 1, "завтрашний день": 1, "завтрева": 1, "зпвтра": 1, "завтро": 1, "tomorrow": 1, "tmrw": 1,
    "послезавтра": 2, "после завтра": 2, "the day after tomorrow": 2, "day after tomorrow": 2, "послепослезавтра": 3,
    "вч": -1, "позавч": -2, "сег": 0, "сегод": 0, "сегодн": 0, "щас": 0, "счас": 0, "ща": 0, "завт": 1, "завтр": 1,
    "послезавт": 2, "послезав": 2, "tmr": 1, "tmrrw": 1, "2morrow": 1,
}  # fmt: skip

FARTHEST = 9999
"""Days, weeks or months; more digits were taken for money."""


def weekday_number(name: str) -> int:
    """0–6 from Monday; `name` is folded."""
    return next(number for number, names in enumerate(WEEKDAYS) if re.fullmatch(names, name))


def day_number(said: str) -> int:
    """Of digits or of «двадцатого»; `said` is folded."""
    return int(said) if said[0] in "0123456789" else ordinal_value(said)


def month_number(said: str) -> int:
    """1–12 of «ноября», «нояб», «Nov» or digits; `said` is folded. Raises ValueError for no month."""
    if said[0] in "0123456789":
        return int(said)
    short = said[:3] if said[:2] != "ма" or said[:3] == "мар" else "ма"
    return (_MONTHS if short in _MONTHS else _MONTHS_EN).index(short) + 1


def coming(number: int, day: date) -> date:
    """The first such weekday (Monday is 0) on that day or after it."""
    return day + timedelta(days=(number - day.weekday()) % WEEK)


def monday_of(today: date, weeks: int = 0) -> date:
    """Of the day's week, or of one so many weeks later."""
    return today + timedelta(days=WEEK * weeks - today.weekday())


def nearest(day: int, month: int, today: date) -> Days:
    """Behind if it lies within the last 60 days, otherwise the next such date.

    29.02 of a year that has none may be the day before or the day after: both are offered.
    """
    for year in (today.year - 1, today.year, today.year + 1):
        if month == FEBRUARY and day == LEAP_DAY and monthrange(year, month)[1] < day:
            found: Days = (date(year, month, day - 1), date(year, month + 1, 1))
        elif 0 < month <= DECEMBER and day <= monthrange(year, month)[1]:
            found = (date(year, month, day),)
        else:
            continue
        if found[0] >= today - RECENT:
            return found
    return ()


def in_months(today: date, count: int) -> date:
    """Raises ValueError beyond the last day that there can be."""
    years, month = divmod(today.month - 1 + count, DECEMBER)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def add_workdays(asked: Asked, count: int) -> date:
    """So many workdays after the day on which it was said."""
    day = asked.today
    for _ in range(min(count, 400)):
        day = asked.calendar.next_workday(day)
    return day


def add_units(today: date, count: int, unit: str) -> date:
    """So many of «дней», «недель», «месяцев» later. Raises ValueError beyond the last day that there can be."""
    if unit.startswith(("месяц", "мес", "month", "mes")):
        return in_months(today, count)
    if unit.startswith(("год", "лет", "year")):
        return in_months(today, count * 12)
    if unit == "полгода":
        return in_months(today, count * 6)
    return today + timedelta(days=count * (WEEK if unit[0] in "нw" else 1))


def read_counts(match: re.Match[str]) -> tuple[int, ...]:
    """Of its `count`: two where it says that it may be either."""
    said = match["count"] or "1"
    if said in {"пару", "пара", "a couple of"}:
        return (2, 3)
    low, dash, high = said.partition("-")
    if dash:
        return (_read_count(low), _read_count(high))
    return (_read_count(said),)


def _read_count(said: str) -> int:
    """Farther than anybody plans it is all the same how far."""
    return min(read_spoken_count(said), FARTHEST)


def count_days(match: re.Match[str]) -> int:
    """«неделю» is seven, «месяц» thirty: by so much something is put off."""
    count, unit = read_counts(match)[0], match["unit"]
    if unit.startswith(("месяц", "мес", "month")):
        return 30 * count
    return count * (WEEK if unit[0] in "нw" else 365 if unit.startswith(("год", "лет", "year")) else 1)
