"""November 2026 of the SPEC: twenty workdays, its instants in Moscow, and sums in thousands of roubles."""

from datetime import date, datetime, time

from sales.calendar.calendar import Absence, WorkCalendar
from sales.calendar.slots import instant_of

MOSCOW = "Europe/Moscow"
SIX = time(18)
NOVEMBER = date(2026, 11, 1)
DECEMBER = date(2026, 12, 1)
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
RUSSIA = WorkCalendar()
ON_LEAVE = RUSSIA.with_absences([Absence(date(2026, 11, 9), date(2026, 11, 13))])
"""Away from 9 to 13 November: fifteen workdays of the twenty."""

THOUSAND = 100_000
"""Roubles, in kopecks."""

MILLION = 1000 * THOUSAND


def november(day: int, hour: int, minute: int = 0) -> datetime:
    return instant_of(NOVEMBER.replace(day=day), time(hour, minute), MOSCOW)


def on(day: int) -> date:
    return NOVEMBER.replace(day=day)
