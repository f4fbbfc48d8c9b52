"""A month as a grid of buttons: its name between two arrows, the weekdays, the weeks."""

from collections.abc import Callable
from datetime import date, timedelta

from handlers.dialog.model import Choice
from reports.message.words.terms import month_head, weekday_head
from sales.calendar.calendar import month_of, week_of, weeks_of
from sales.entry.days.dates import YEARS_AHEAD, YEARS_BACK

NOTHING = "-"
MONTHS = 12
GAP = " "
"""The label of a cell without a day; Telegram refuses an empty one."""


def month_rows(month: date, cell: Callable[[date], str]) -> tuple[tuple[Choice, ...], ...]:
    """`cell` is the label of a day; its value is the day itself, that of an arrow «m» and the month's number."""
    before, after = (f"m{_month_number(month) + step}" for step in (-1, 1))
    head = (Choice("‹", before), Choice(month_head(month), NOTHING), Choice("›", after))
    monday = week_of(month)[0]
    names = tuple(Choice(weekday_head(monday + timedelta(days=n)), NOTHING) for n in range(7))
    blank = Choice(GAP, NOTHING)
    weeks = (tuple(blank if day is None else Choice(cell(day), day.isoformat()) for day in w) for w in weeks_of(month))
    return (head, names, *weeks)


def month_at(number: int, today: date) -> date:
    """Within the years that can be said; a number from nowhere is the nearest of them."""
    first = month_of(today)[0]
    least = _month_number(first.replace(year=first.year - YEARS_BACK))
    most = _month_number(first.replace(year=first.year + YEARS_AHEAD))
    year, month = divmod(max(least, min(number, most)), MONTHS)
    return date(year, month + 1, 1)


def _month_number(month: date) -> int:
    return month.year * MONTHS + month.month - 1
