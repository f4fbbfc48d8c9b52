"""When a week plan is asked for, reminded of, frozen and told (SPEC 6), whatever holidays stand in its way."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sales.calendar.calendar import DAY, WorkCalendar
from sales.calendar.slots import DAY_CLOSE, instant_of


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The department's own hours of it."""

    ask: time = time(16, 30)
    remind: time = time(9, 30)
    freeze: time = time(10)
    table: time = time(10, 5)


DEFAULT_WEEK_HOURS = WeekHours()


@dataclass(frozen=True, slots=True)
class WeekTimes:
    """The instants of one week, by the department's calendar. `ask_day` lies before the week, `first_day` in it."""

    monday: date
    ask_day: date
    first_day: date
    ask_at: datetime
    remind_at: datetime
    freeze_at: datetime
    table_at: datetime

    @property
    def sunday(self) -> date:
        return self.monday + DAY * 6


def week_times(
    monday: date,
    zone: str,
    calendar: WorkCalendar,
    hours: WeekHours = DEFAULT_WEEK_HOURS,
    day_close: time = DAY_CLOSE,
) -> WeekTimes | None:
    """Asked on the last workday before the week, frozen on its first one; None for a week without a workday.

    `calendar` is the department's. On a short day the question comes at the close at the latest; on any other at the
    hour that was set, be it after the close. A week between holidays is asked for on the last workday there was,
    however far back.
    """
    department = calendar.without_absences()
    days = department.workdays_between(monday, monday + DAY * 6)
    if not days:
        return None
    first, ask_day = days[0], department.previous_workday(monday)
    ask = min(hours.ask, department.close_of(ask_day, day_close)) if department.is_short(ask_day) else hours.ask
    return WeekTimes(
        monday,
        ask_day,
        first,
        ask_at=instant_of(ask_day, ask, zone),
        remind_at=instant_of(first, hours.remind, zone),
        freeze_at=instant_of(first, hours.freeze, zone),
        table_at=instant_of(first, hours.table, zone),
    )


@dataclass(frozen=True, slots=True)
class WeekPart:
    """What one person has to do with a week."""

    is_planned: bool
    """They work on some day of it; otherwise nothing is drafted for them, and frozen only what falls due."""
    is_asked: bool
    is_reminded: bool


def part_in_week(times: WeekTimes, own: WorkCalendar) -> WeekPart:
    """Nobody is asked on leave; who comes back on the first day is only reminded, who comes later finds it frozen."""
    planned = own.workdays(times.monday, times.sunday) > 0
    return WeekPart(
        is_planned=planned,
        is_asked=planned and own.is_workday(times.ask_day),
        is_reminded=planned and own.is_workday(times.first_day),
    )


def owes_word(times: WeekTimes, own: WorkCalendar, came_on: date) -> bool:
    """Whether a silence about the week is one: they were there, and at work, on the day it was asked for or before the
    first one and on it. `came_on`: their first day there.
    """
    part = part_in_week(times, own)
    return (part.is_asked and came_on <= times.ask_day) or (part.is_reminded and came_on < times.first_day)


def week_to_plan(today: date, calendar: WorkCalendar) -> date | None:
    """The Monday of the week that is asked for today: today is the last workday before it; None on other days."""
    department = calendar.without_absences()
    if not department.is_workday(today):
        return None
    coming = department.next_workday(today)
    monday = coming - DAY * coming.weekday()
    return monday if monday > today else None


def is_first_day(today: date, calendar: WorkCalendar) -> bool:
    """Whether the week's plan is reminded of, frozen and told today."""
    department = calendar.without_absences()
    monday = today - DAY * today.weekday()
    return department.is_workday(today) and department.workdays(monday, today) == 1
