"""The edges of weeks, months and years: «конец месяца», «середина января», «в последнюю пятницу декабря»."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from sales.entry.days.reckoning import (
    DECEMBER,
    FRIDAY,
    WEEK,
    Asked,
    Days,
    coming,
    day_number,
    in_months,
    monday_of,
    month_number,
    weekday_number,
)


def edge(match: re.Match[str], asked: Asked) -> Days:
    """«конец месяца», «в начале недели», «до конца года», «середина января». An edge that has passed is the next."""
    side = _side(match["edge"])
    if match["month"]:
        return _edge_of_month(month_number(match["month"]), side, asked)
    ahead = 1 if match["next"] or (match["that"] and not asked.behind) else -1 if match["last"] or match["that"] else 0
    found = _edge_of(match["period"], side, asked.today, ahead)
    return (
        found if found >= asked.today or ahead or asked.behind else _edge_of(match["period"], side, asked.today, 1),
    )


def of_which_month(match: re.Match[str], asked: Asked) -> Days:
    """«25 числа следующего месяца»; none where that month has no such day."""
    ahead = 1 if match["next"] else -1 if match["last"] else 0
    first = in_months(asked.today.replace(day=1), ahead)
    day = day_number(match["day"])
    return (first.replace(day=day),) if 0 < day <= monthrange(first.year, first.month)[1] else ()


_NTH: Final = {"пер": 1, "fir": 1, "вто": 2, "тре": 3, "чет": 4}


def nth_weekday(match: re.Match[str], asked: Asked) -> Days:
    """«в последнюю пятницу декабря», «в первый понедельник месяца»."""
    number, which = weekday_number(match["weekday"]), _NTH.get(match["nth"][:3])
    month = match["month"]
    first = asked.today.replace(day=1)
    if month:
        year = asked.today.year + (month_number(month) < asked.today.month)
        first = date(year, month_number(month), 1)
    elif match["next"]:
        first = in_months(first, 1)
    if which is None:
        last = in_months(first, 1) - timedelta(days=1)
        return (last - timedelta(days=(last.weekday() - number) % WEEK),)
    return (coming(number, first) + timedelta(days=WEEK * (which - 1)),)


_LAST_OF: Final = {"b": 10, "m": 20}
"""The days of a month on which its beginning and its middle are over."""


def _side(word: str) -> str:
    """b(eginning), m(iddle) or e(nd)."""
    if word.startswith(("нач", "beg", "перв", "first")):
        return "b"
    return "m" if word.startswith(("серед", "mid")) else "e"


def _edge_of_month(month: int, side: str, asked: Asked) -> Days:
    for year in (asked.today.year, asked.today.year + 1):
        first = date(year, month, 1)
        days = {"b": 1, "m": 15, "e": monthrange(year, month)[1]}
        found = first.replace(day=days[side])
        end = first.replace(day=_LAST_OF[side]) if side in _LAST_OF else found
        if found < asked.today <= end and not asked.behind:
            return (end,)  # in the middle of it only its end is left
        if found >= asked.today or asked.behind:
            return (found,)
    return ()


def _edge_of(period: str, side: str, today: date, ahead: int) -> date:
    if period[0] in "нw":
        return monday_of(today, ahead) + timedelta(days={"b": 0, "m": 2, "e": FRIDAY}[side])
    if period.startswith(("дн", "day", "раб")):
        return today + timedelta(days=ahead)
    months = {"м": 1, "m": 1, "к": 3, "q": 3, "п": 6}.get(period[0], DECEMBER)
    start = in_months(today.replace(day=1), ahead * months - (today.month - 1) % months)
    if side == "b":
        return start
    if side == "m" and months == 1:
        return start.replace(day=15)
    if side == "m":
        return in_months(start, months // 2)
    return in_months(start, months) - timedelta(days=1)
