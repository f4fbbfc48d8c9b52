"""What a word for a day means: the days it may be, none, one, or two."""

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


def in_words(match: re.Match[str], asked: Asked) -> Days:
    """«сегодня», «послезавтра»: counted from the day on which it was said."""
    return (asked.today + timedelta(days=NAMED[match["named"]]),)


def plus(match: re.Match[str], asked: Asked) -> Days:
    """«+3»: calendar days from the day on which it was said."""
    return (asked.today + timedelta(days=int(match["plus"])),)


def after(match: re.Match[str], asked: Asked) -> Days:
    """«через 3 дня», «через неделю», «через пару дней» (two or three), «через 5 рабочих дней»."""
    counts = _counts(match)
    if match["work"]:
        return tuple(_in_workdays(asked, one) for one in counts)
    return tuple(_ahead(asked.today, one, match["unit"]) for one in counts)


def one_or_two(match: re.Match[str], asked: Asked) -> Days:
    """«через день-два»"""
    return tuple(_ahead(asked.today, count, match["unit"]) for count in (1, 3 if match["high"] == "три" else 2))


def either_date(match: re.Match[str], asked: Asked) -> Days:
    """«14 или 15 декабря»"""
    return tuple(day.replace(day=number) for day in dated(match, asked) for number in (int(match["first"]), day.day))


def ago(match: re.Match[str], asked: Asked) -> Days:
    """«3 дня назад», «неделю назад»."""
    return tuple(sorted(_ahead(asked.today, -one, match["unit"]) for one in _counts(match)))


def _counts(match: re.Match[str]) -> tuple[int, ...]:
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


def _ahead(today: date, count: int, unit: str) -> date:
    if unit.startswith(("месяц", "мес", "month", "mes")):
        return in_months(today, count)
    if unit.startswith(("год", "лет", "year")):
        return in_months(today, count * 12)
    if unit == "полгода":
        return in_months(today, count * 6)
    return today + timedelta(days=count * (WEEK if unit[0] in "нw" else 1))


def count_days(match: re.Match[str]) -> int:
    """«неделю» is seven, «месяц» thirty: by so much something is put off."""
    count, unit = _counts(match)[0], match["unit"]
    if unit.startswith(("месяц", "мес", "month")):
        return 30 * count
    return count * (WEEK if unit[0] in "нw" else 365 if unit.startswith(("год", "лет", "year")) else 1)


def _in_workdays(asked: Asked, count: int) -> date:
    day = asked.today
    for _ in range(min(count, 400)):
        day = asked.calendar.next_workday(day)
    return day


def in_months(today: date, count: int) -> date:
    """Raises ValueError beyond the last day that there can be."""
    years, month = divmod(today.month - 1 + count, DECEMBER)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def dated(match: re.Match[str], asked: Asked) -> Days:
    """«25.12», «25.12.26», «25 декабря», «пятого декабря», «dec 25»."""
    month, day = month_number(match["month"]), day_number(match["day"])
    year = match["year"]
    if not year:
        return nearest(day, month, asked.today)
    return (date(int(year) + (2000 if len(year) == 2 else 0), month, day),)  # noqa: PLR2004


def day_number(said: str) -> int:
    """Of digits or of «двадцатого»; `said` is folded."""
    return int(said) if said[0] in "0123456789" else ordinal_value(said)


def month_number(said: str) -> int:
    """1–12 of «ноября», «нояб», «Nov» or digits; `said` is folded. Raises ValueError for no month."""
    if said[0] in "0123456789":
        return int(said)
    short = said[:3] if said[:2] != "ма" or said[:3] == "мар" else "ма"
    return (_MONTHS if short in _MONTHS else _MONTHS_EN).index(short) + 1


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


def of_month(match: re.Match[str], asked: Asked) -> Days:
    """«25 числа», «до 25», «двадцатого»: the nearest month that has such a day."""
    day, step = day_number(match["day"]), -1 if asked.behind else 1
    for months in range(12):
        first = in_months(asked.today.replace(day=1), step * months)
        if 0 < day <= monthrange(first.year, first.month)[1]:
            found = first.replace(day=day)
            if (found <= asked.today) if asked.behind else (found >= asked.today):
                return (found,)
    return ()


def of_weekday(match: re.Match[str], asked: Asked) -> Days:
    """«пн 7»: the seventh, where it is a Monday."""
    return tuple(day for day in of_month(match, asked) if day.weekday() == weekday_number(match["weekday"]))


def span(match: re.Match[str], asked: Asked) -> Days:
    """«с 10 по 15 декабря», «10-15.12»: its end; the whole of it stays in the comment."""
    return dated(match, asked) if match.groupdict().get("month") else of_month(match, asked)


def weekday_span(match: re.Match[str], asked: Asked) -> Days:
    """«с пн по ср», «чт-пт»: its end, the first such day after its beginning."""
    first = coming(weekday_number(match["weekday1"]), asked.today)
    return (coming(weekday_number(match["weekday2"]), first),)


def find_named_span(match: re.Match[str], asked: Asked) -> Days:
    """«завтра-послезавтра»"""
    return (asked.today + timedelta(days=NAMED[match["named"]]),)


def coming(number: int, day: date) -> date:
    """The first such weekday (Monday is 0) on that day or after it."""
    return day + timedelta(days=(number - day.weekday()) % WEEK)


def monday_of(today: date, weeks: int = 0) -> date:
    """Of the day's week, or of one so many weeks later."""
    return today + timedelta(days=WEEK * weeks - today.weekday())


def weekday_number(name: str) -> int:
    """0–6 from Monday; `name` is folded."""
    return next(number for number, names in enumerate(WEEKDAYS) if re.fullmatch(names, name))


def weeks_ahead(match: re.Match[str], *, behind: bool) -> int:
    """Which week is meant: 0 is this one. «На той неделе» is the next, or the last where it has happened."""
    if match.groupdict().get("count") is not None or "unit" in match.groupdict():
        return _counts(match)[0]
    if match.groupdict().get("that"):
        return -1 if behind else 1
    return 1 if match["next"] else -1 if match["last"] else 0


def weekday(match: re.Match[str], asked: Asked) -> Days:
    """The coming one, or the last one where it has happened; the day's own name may mean today or a week from now."""
    number = weekday_number(match["weekday"])
    back = (asked.today.weekday() - number) % WEEK
    if match["next"] or match["this"]:
        return (monday_of(asked.today, weeks_ahead(match, behind=asked.behind)) + timedelta(days=number),)
    if match["last"]:
        return (asked.today - timedelta(days=back or WEEK),)
    if asked.behind:
        return (asked.today - timedelta(days=back),)
    ahead = asked.today + timedelta(days=(WEEK - back) % WEEK)
    return (ahead,) if back else (ahead, ahead + timedelta(days=WEEK))


def week(match: re.Match[str], asked: Asked) -> Days:
    """A week alone is no day: its first and its last workday are offered. «на той неделе» lies behind or ahead."""
    weeks = weeks_ahead(match, behind=asked.behind)
    monday = monday_of(asked.today, weeks)
    friday = monday + timedelta(days=FRIDAY)
    first = max(monday, asked.today) if weeks == 0 else monday
    last = min(friday, asked.today) if weeks == 0 and asked.behind else friday
    first = monday if weeks == 0 and asked.behind else first
    return (first, last) if first < last else (first,)


def weekend(match: re.Match[str], asked: Asked) -> Days:
    """«на выходных»; «после выходных» is the Monday."""
    saturday = monday_of(asked.today) + timedelta(days=SATURDAY)
    if asked.behind and asked.today < saturday:
        saturday -= timedelta(days=WEEK)
    if match["after"]:
        return (saturday + timedelta(days=1),)
    if match["deadline"]:
        return (saturday,)
    return (saturday, saturday + timedelta(days=1))


def within(match: re.Match[str], asked: Asked) -> Days:
    """«в течение недели»: the week's Friday, said on it the next one; «в течение 3 дней»: the third day."""
    if match["count"] is None and match["unit"][0] in "нw":
        return (coming(FRIDAY, asked.today + timedelta(days=1)),)
    return (_ahead(asked.today, _counts(match)[-1], match["unit"]),)


def within_month(match: re.Match[str], asked: Asked) -> Days:
    """«в течение декабря»: its last day."""
    month = month_number(match["month"])
    year = asked.today.year + (month < asked.today.month)
    return (date(year, month, monthrange(year, month)[1]),)


def year_end(match: re.Match[str], asked: Asked) -> Days:
    """«до НГ»"""
    del match
    return (date(asked.today.year, DECEMBER, 31),)
