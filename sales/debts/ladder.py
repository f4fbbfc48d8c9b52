"""When to think of money (spec/3): three workdays and one before its day, on it, the workday after, then weekly."""

from collections.abc import Iterator
from datetime import date, timedelta

from sales.calendar.calendar import WorkCalendar

BEFORE = (3, 1)
"""Workdays before the day."""

WEEK = timedelta(days=7)


def rungs(due: date, calendar: WorkCalendar, until: date) -> Iterator[date]:
    """The days of reminding up to `until`, in their order; `due` is taken to the bank's workday. All of them workdays.

    Raises NoWorkdayError.
    """
    bank = calendar.without_absences()
    day = bank.workday_on_or_after(due)
    before = [_back(day, n, bank) for n in BEFORE]
    after = bank.next_workday(day)
    for each in (*before, day, after):
        if each <= until:
            yield each
    weekly, last = after + WEEK, after
    while weekly <= until:
        rung = bank.workday_on_or_after(weekly)
        if last < rung <= until:
            yield rung
        last, weekly = rung, weekly + WEEK


def is_rung(due: date, today: date, calendar: WorkCalendar) -> bool:
    """Whether today is a day to think of money that is due on that day. Raises NoWorkdayError."""
    return today in rungs(due, calendar, today)


def _back(day: date, workdays: int, calendar: WorkCalendar) -> date:
    for _each in range(workdays):
        day = calendar.previous_workday(day)
    return day
