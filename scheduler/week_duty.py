"""One thing that a week plan owes to a department, and what each manager has to do with the week."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from reports.week.figures import times_by
from sales.calendar.calendar import DAY, month_of
from sales.calendar.slots import Lateness, late_until_night
from sales.schedule.schedule import Scheduled
from sales.week.times import WeekPart, WeekTimes, part_in_week
from storage.checkins.timetable import ScheduledDepartment
from storage.engine.actor import Actor

WEEK = DAY * 7


@dataclass(frozen=True, slots=True)
class WeekDuty:
    """Of which week, and since when it is owed."""

    kind: Scheduled
    monday: date
    day: date
    due_at: datetime

    def lateness(self, now: datetime) -> Lateness:
        """On time within two minutes; when it is too late its part decides, by not finding it any more."""
        return late_until_night(self.due_at, now)


@lru_cache(maxsize=1024)
def times_of(place: ScheduledDepartment, monday: date) -> WeekTimes | None:
    """None for a week without a workday."""
    return times_by(place.settings, place.calendar, place.department, monday)


@lru_cache(maxsize=1024)
def parts_of(place: ScheduledDepartment, monday: date) -> list[tuple[Actor, WeekPart]]:
    """By the own days of each: leave, the first and the last one. Who comes in a later month is not in it."""
    times = times_of(place, monday)
    if times is None:
        return []
    last = month_of(times.sunday)[1]
    return [
        (each.actor, part_in_week(times, each.tenure.on(each.calendar)))
        for each in place.managers
        if each.tenure.meets(month_of(monday)[0], last)
    ]
