"""Which days a question means: «за вчера», «на прошлой неделе», «с начала месяца», «в пятницу»."""

import re
from datetime import date
from typing import Final

from sales.calendar.calendar import DAY
from sales.entry.days.dates import Leaning, read_day
from sales.plans.levels import Level, period_of
from sales.results.periods import Days, read_period

_BEFORE: Final = re.compile(r"^(?:за|на|в|во|с|со|по|до|for|in|since|until|on) (?:the )?")
_SINGLE: Final = (
    (re.compile(r"позавчера"), -2),
    (re.compile(r"вчера|yesterday"), -1),
    (re.compile(r"послезавтра"), 2),
    (re.compile(r"завтра|tomorrow"), 1),
    (re.compile(r"сегодня|today"), 0),
)
_LEVELS: Final = (
    (re.compile(r"(?<!\w)недел|week"), Level.WEEK),
    (re.compile(r"месяц|month"), Level.MONTH),
    (re.compile(r"квартал|quarter"), Level.QUARTER),
)
_LAST: Final = re.compile(r"прошл|предыдущ|last|previous")
_NEXT: Final = re.compile(r"следующ|будущ|next")


def read_asked_days(period: str, today: date, leaning: Leaning = Leaning.BEHIND) -> Days | None:
    """The first and the last day; None where no days are said, or not clearly. A weekday leans to that side."""
    for word, ahead in _SINGLE:
        if word.search(period):
            return today + DAY * ahead, today + DAY * ahead
    for word, level in _LEVELS:
        if word.search(period):
            return _of_level(period, level, today)
    said = _BEFORE.sub("", period)
    day = read_day(said, today, leaning) if said else None
    if isinstance(day, date):
        return day, day
    return read_period(said, today) if said else None


def _of_level(period: str, level: Level, today: date) -> Days:
    first, last = period_of(level, today)
    if _LAST.search(period):
        return period_of(level, first - DAY)
    return period_of(level, last + DAY) if _NEXT.search(period) else (first, last)
