"""What a word for a day means: the days it may be, none, one, or two."""

import re
from calendar import monthrange
from datetime import date, timedelta

from sales.entry.days.reckoning import (
    DECEMBER,
    FRIDAY,
    NAMED,
    SATURDAY,
    WEEK,
    Asked,
    Days,
    add_units,
    add_workdays,
    coming,
    day_number,
    in_months,
    monday_of,
    month_number,
    nearest,
    read_counts,
    weekday_number,
)
from sales.entry.numbers.amount_terms import exact_terms


def in_words(match: re.Match[str], asked: Asked) -> Days:
    """«сегодня», «послезавтра»: counted from the day on which it was said."""
    return (asked.today + timedelta(days=NAMED[match["named"]]),)


def plus(match: re.Match[str], asked: Asked) -> Days:
    """«+3»: calendar days from the day on which it was said."""
    return (asked.today + timedelta(days=int(match["plus"])),)


def after(match: re.Match[str], asked: Asked) -> Days:
    """«через 3 дня», «через неделю», «через пару дней» (two or three), «через 5 рабочих дней»."""
    counts = read_counts(match)
    if match["work"]:
        return tuple(add_workdays(asked, one) for one in counts)
    return tuple(add_units(asked.today, one, match["unit"]) for one in counts)


def one_or_two(match: re.Match[str], asked: Asked) -> Days:
    """«через день-два»"""
    return tuple(add_units(asked.today, count, match["unit"]) for count in (1, 3 if match["high"] == "три" else 2))


def either_date(match: re.Match[str], asked: Asked) -> Days:
    """«14 или 15 декабря»"""
    return tuple(day.replace(day=number) for day in dated(match, asked) for number in (int(match["first"]), day.day))


def ago(match: re.Match[str], asked: Asked) -> Days:
    """«3 дня назад», «неделю назад»."""
    return tuple(sorted(add_units(asked.today, -one, match["unit"]) for one in read_counts(match)))


def dated(match: re.Match[str], asked: Asked) -> Days:
    """«25.12», «25.12.26», «25 декабря», «пятого декабря», «dec 25»."""
    month, day = month_number(match["month"]), day_number(match["day"])
    year = match["year"]
    if not year:
        return nearest(day, month, asked.today)
    return (date(int(year) + (2000 if len(year) == 2 else 0), month, day),)  # noqa: PLR2004


def dated_short(match: re.Match[str], asked: Asked) -> Days:
    """«15 января 27»: a year where the day would be of it anyway or the line has another sum, which it is else."""
    found = dated(match, asked)
    near = nearest(day_number(match["day"]), month_number(match["month"]), asked.today)
    beside = f"{match.string[: match.start()]};{match.string[match.end() :]}"
    return found if match["of_year"] or found == near or exact_terms(beside) else ()


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


def weeks_ahead(match: re.Match[str], *, behind: bool) -> int:
    """Which week is meant: 0 is this one. «На той неделе» is the next, or the last where it has happened."""
    if match.groupdict().get("count") is not None or "unit" in match.groupdict():
        return read_counts(match)[0]
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
    return (add_units(asked.today, read_counts(match)[-1], match["unit"]),)


def within_month(match: re.Match[str], asked: Asked) -> Days:
    """«в течение декабря»: its last day."""
    month = month_number(match["month"])
    year = asked.today.year + (month < asked.today.month)
    return (date(year, month, monthrange(year, month)[1]),)


def year_end(match: re.Match[str], asked: Asked) -> Days:
    """«до НГ»"""
    del match
    return (date(asked.today.year, DECEMBER, 31),)
