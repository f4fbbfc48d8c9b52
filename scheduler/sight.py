"""
What one look at the clock sees: every department as it stands, the moment, and which duties are taken already.

All parts share it, for each of a dozen kinds of duty once read its own departments, calendars and rows, every five
seconds. It is as old as its transaction: after a deed the parts that follow get a new one.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from sales.calendar.quiet import QUIET_FROM
from sales.calendar.slots import SlotTimes, instant_of, slots_on
from sales.core.clock import local_date
from sales.schedule.schedule import Scheduled
from scheduler.due import ASK, REMIND, SUMMARY
from storage.checkins.duties import DoneDuty
from storage.checkins.timetable import ScheduledDepartment, Timetable
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OwedWork:
    """One thing that is owed, to be done in a transaction of its own."""

    name: str
    """For the log: what, and whose."""
    act: Callable[[Transaction], Awaitable[bool]]
    """Whether it put anything into the outbox."""


MORNING = "morning"
LOOK_BACK = timedelta(days=14)
"""Beyond the longest holidays nobody asks any more what was skipped, and nothing waits to be frozen."""

OF_DEPARTMENTS = (ASK, REMIND, SUMMARY, Scheduled.PLAN_NAG, Scheduled.SVOD)
OF_PEOPLE = (MORNING, Scheduled.TOMORROW_REMIND, Scheduled.TOMORROW_FREEZE)
"""Those that are looked for on most days: their rows are read together."""
RARE_OF_DEPARTMENTS = (Scheduled.WEEK_FREEZE, Scheduled.MONTH_CLOSE, Scheduled.LIKES)


@dataclass(slots=True)
class Sight:
    """One look: all that is read of it is as of `now`, of one transaction."""

    tx: Transaction
    timetable: Timetable
    now: datetime
    _taken: dict[tuple[str, date], set[DoneDuty]] = field(default_factory=dict)

    @property
    def places(self) -> Sequence[ScheduledDepartment]:
        return self.timetable.places

    def place(self, department_id: int) -> ScheduledDepartment:
        """Raises KeyError for a department that is none."""
        return {each.id: each for each in self.places}[department_id]

    def today(self, place: ScheduledDepartment) -> date:
        """The department's local day."""
        return local_date(self.now, place.zone)

    def last_workday(self, place: ScheduledDepartment) -> date:
        """The department's, strictly before today."""
        return place.calendar.previous_workday(self.today(place))

    def days(self, place: ScheduledDepartment) -> list[date]:
        """The last workday, where a long silence may have swallowed something of it, and today."""
        today = self.today(place)
        return [day for day in (self.last_workday(place), today) if today - day <= LOOK_BACK]

    async def read_taken(self, kind: str, day: date) -> set[DoneDuty]:
        """Whose duties of that local day are taken."""
        if (kind, day) not in self._taken:
            await self._read(kind, day)
        return self._taken[kind, day]

    async def _read(self, kind: str, day: date) -> None:
        kinds = next((each for each in (OF_DEPARTMENTS, OF_PEOPLE) if kind in each), (kind,))
        usual = {each for place in self.places for each in self.days(place)}
        is_departments = kind in OF_DEPARTMENTS or kind in RARE_OF_DEPARTMENTS
        subjects = [place.id for place in self.places] if is_departments else self.timetable.people
        days = usual if day in usual and len(kinds) > 1 else {day}
        self._taken |= await self.tx.system.duties.list_taken_by(subjects, kinds, days)


async def take_sight(tx: Transaction, known: Timetable | None = None) -> Sight:
    """`known`: what the last look saw of departments and people, kept where nothing of it has changed."""
    return Sight(tx, await tx.system.timetable.read(known), tx.clock.now())


async def find_due_today(sight: Sight, place: ScheduledDepartment, kind: Scheduled, day: date) -> datetime | None:
    """Since when today's is owed, before the night; None where it is not (yet), or is taken under that day already."""
    today = sight.today(place)
    due_at = place.due_at(kind, today)
    if due_at is None or not place.founded_at <= due_at <= sight.now < instant_of(today, QUIET_FROM, place.zone):
        return None
    return None if DoneDuty(place.id) in await sight.read_taken(kind, day) else due_at


@lru_cache(maxsize=1024)
def slots_of(place: ScheduledDepartment, day: date) -> tuple[SlotTimes, ...]:
    """When the department checks its money on that day; never on a day off."""
    department = place.department
    return slots_on(
        day,
        department.slots,
        department.zone,
        place.calendar,
        asking=department.asking,
        day_close=department.day_close,
    )
