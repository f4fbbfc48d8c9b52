"""Which days are worked. With plain Monday–Friday the pace was wrong: Saturday 01.11.2025 was worked.

A day is looked up in this order (SPEC 3): the person's absence, the department's exception, the production calendar
of the country, Monday–Friday.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from sales.calendar.production import production_year, workdays_in_order
from sales.core.errors import ReperError

DAY = timedelta(days=1)
SHORTER_BY = timedelta(hours=1)
"""A pre-holiday day ends an hour earlier by law (Labour Code of Russia, article 95)."""

DECEMBER = 12
LONGEST_SEARCH = 5 * 366
"""Days looked through for a workday: longer than any leave, short enough to end on a mistyped absence."""


class NoWorkdayError(ReperError):
    """The person is absent for so long that no workday of theirs is in sight."""


class DayKind(StrEnum):
    """What a department says of one date, against the calendar of the country."""

    OFF = "off"
    WORKING = "working"
    SHORT = "short"


@dataclass(frozen=True, order=True, slots=True)
class Absence:
    """A person is away from `first` to `last`, both included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Both ends are part of it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Taken:
    """The day that was taken, and the one that was said; they differ where the said one is not worked."""

    day: date
    said: date

    @property
    def is_moved(self) -> bool:
        """True where the person must be told, with one tap to keep the said day (SPEC 5)."""
        return self.day != self.said


@dataclass(frozen=True)
class WorkCalendar:
    """The workdays of a department or, with absences, of one person. A value: `with_absences` makes another one."""

    country: str = "RU"
    exceptions: Mapping[date, DayKind] = field(default_factory=dict, hash=False)
    absences: tuple[Absence, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "exceptions", MappingProxyType(dict(self.exceptions)))

    def with_absences(self, absences: Iterable[Absence]) -> "WorkCalendar":
        """These in the place of its absences, by their first day."""
        return replace(self, absences=tuple(sorted(absences)))

    def without_absences(self) -> "WorkCalendar":
        """The department's own calendar: a bank pays whether or not the manager is on leave."""
        return replace(self, absences=()) if self.absences else self

    def knows(self, year: int) -> bool:
        """False for a year whose transfers are not published yet: it counts as plain Monday–Friday."""
        return production_year(self.country, year).known

    def is_absent(self, day: date) -> bool:
        """Of a person's calendar; a department's has no absences."""
        return any(absence.covers(day) for absence in self.absences)

    def is_workday(self, day: date) -> bool:
        """Looked up in the order of SPEC 3: absence, the department's exception, the country, Monday–Friday."""
        if self.is_absent(day):
            return False
        exception = self.exceptions.get(day)
        if exception is not None:
            return exception is not DayKind.OFF
        return self.is_bank_day(day)

    def is_bank_day(self, day: date) -> bool:
        """Banks close on the country's days off, whatever others a department or a person has."""
        return day in production_year(self.country, day.year).workdays

    def is_short(self, day: date) -> bool:
        """A workday that closes an hour earlier; it still counts as one day."""
        if not self.is_workday(day):
            return False
        exception = self.exceptions.get(day)
        if exception is not None:
            return exception is DayKind.SHORT
        return day in production_year(self.country, day.year).short

    def close_of(self, day: date, day_close: time) -> time:
        """When the day closes by the local wall clock: an hour earlier on a short one."""
        if not self.is_short(day):
            return day_close
        close = datetime.combine(day, day_close)
        return max(close - SHORTER_BY, datetime.combine(day, time.min)).time()

    def next_workday(self, day: date) -> date:
        """The first workday strictly after the day. Raises NoWorkdayError."""
        return self._search(day + DAY, DAY)

    def previous_workday(self, day: date) -> date:
        """The last workday strictly before the day. Raises NoWorkdayError."""
        return self._search(day - DAY, -DAY)

    def workday_on_or_after(self, day: date) -> date:
        """The day itself where it is worked, otherwise the next workday. Raises NoWorkdayError."""
        return self._search(day, DAY)

    def take(self, said: date) -> Taken:
        """The said day where it is worked, otherwise the next workday (SPEC 5). Raises NoWorkdayError."""
        return Taken(self.workday_on_or_after(said), said)

    def workdays_between(self, first: date, last: date) -> list[date]:
        """The workdays from first to last, both included; none where last is before first."""
        return [day for day in days_between(first, last) if self.is_workday(day)]

    def workdays(self, first: date, last: date) -> int:
        """How many workdays from first to last, both included (N of SPEC 9).

        Not day by day: a department's report of a year asked fifty thousand times whether a day is worked.
        """
        if last < first:
            return 0
        away = sum(self._work(*days) for days in self._away(first, last))
        return self._work(first, last) - away

    def unknown_year(self, today: date) -> int | None:
        """The year of which the owner is to be warned: this one, or from 1 December the next one (SPEC 3)."""
        ahead = (today.year, today.year + 1) if today.month == DECEMBER else (today.year,)
        return next((year for year in ahead if not self.knows(year)), None)

    def _work(self, first: date, last: date) -> int:
        """Workdays of the country with the exceptions, whether or not anybody is absent."""
        found = 0
        for year in range(first.year, last.year + 1):
            days = workdays_in_order(self.country, year)
            found += bisect_right(days, last) - bisect_left(days, first)
        for day, kind in self.exceptions.items():
            if first <= day <= last:
                usual = day in production_year(self.country, day.year).workdays
                found += (kind is not DayKind.OFF) - usual
        return found

    def _away(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """The absences within these days, each day once."""
        for absence in sorted(self.absences):
            begun, ended = max(first, absence.first), min(last, absence.last)
            if begun <= ended:
                yield begun, ended
                first = ended + DAY

    def _search(self, day: date, step: timedelta) -> date:
        for _ in range(LONGEST_SEARCH):
            if self.is_workday(day):
                return day
            day += step
        raise NoWorkdayError(f"no workday within {LONGEST_SEARCH} days up to {day}")


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both included."""
    return (first + DAY * n for n in range((last - first).days + 1))


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the day's week."""
    monday = day - DAY * day.weekday()
    return monday, monday + DAY * 6


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the day's month."""
    first = day.replace(day=1)
    return first, (first + DAY * 31).replace(day=1) - DAY


Week = tuple[date | None, ...]


def weeks_of(month: date) -> list[Week]:
    """The month as a grid for a picker: weeks of seven from Monday, None outside the month."""
    first, last = month_of(month)
    start, end = week_of(first)[0], week_of(last)[1]
    cells = [day if first <= day <= last else None for day in days_between(start, end)]
    return [tuple(cells[n : n + 7]) for n in range(0, len(cells), 7)]
