"""
By what the clock knows that something may be due: departments with their hours and calendars, and who works there.

A look comes every five seconds, and all of this is nearly always what it was. It is read anew each time, a query for a
table and not a query for a department; what follows from it is worked out again only where a row of it is another.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select

from sales.calendar.calendar import Absence, DayKind, WorkCalendar
from sales.calendar.quiet import is_quiet
from sales.calendar.slots import instant_of
from sales.core.people import Role
from sales.plans.tenure import Tenure
from sales.schedule.schedule import Scheduled, Setting
from storage.engine.actor import Actor
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.people.person import ACTORS
from storage.people.standing_in import AGREED
from storage.settings.departments import DEPARTMENTS, Department
from storage.settings.schedule import CHANGES, ScheduleChange, settings_by, usual
from storage.tables import AbsenceRow, CalendarExceptionRow

LOOK_BACK = timedelta(days=45)
"""Absences that ended before it move nothing any more: the oldest duty looked for is a week plan's, two weeks old."""


@dataclass(frozen=True, slots=True)
class _Exception:
    department_id: int
    day: date
    kind: DayKind


@dataclass(frozen=True, slots=True)
class _Away:
    person_id: int
    first: date
    last: date


_EXCEPTIONS = check_types(
    _Exception,
    select(
        CalendarExceptionRow.department_id, CalendarExceptionRow.local_date.label("day"), CalendarExceptionRow.kind
    ).order_by(CalendarExceptionRow.department_id, CalendarExceptionRow.local_date),
)
_AWAY = check_types(
    _Away,
    select(AbsenceRow.person_id, AbsenceRow.first_day.label("first"), AbsenceRow.last_day.label("last"))
    .where(AbsenceRow.last_day >= bindparam("the_since"), AGREED)
    .order_by(AbsenceRow.id),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the clock has read: two of them are equal where nothing has changed."""

    departments: list[Department]
    changes: list[ScheduleChange]
    exceptions: list[_Exception]
    staff: list[Actor]
    away: list[_Away]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody active in a department, with their own days."""

    actor: Actor
    calendar: WorkCalendar
    tenure: Tenure


@dataclass(frozen=True, eq=False)
class ScheduledDepartment:
    """A department as the clock sees it; the same object as long as nothing of it has changed."""

    department: Department
    settings: Mapping[Scheduled, Setting]
    calendar: WorkCalendar
    members: tuple[Member, ...]
    managers: tuple[Member, ...]

    @property
    def id(self) -> int:
        return self.department.id

    @property
    def zone(self) -> str:
        return self.department.zone

    @property
    def founded_at(self) -> datetime:
        return self.department.founded_at

    def report_readers(self, on: date) -> list[Actor]:
        """The leads and assistants who are there that day, and whom what is written reaches."""
        return [
            each.actor
            for role in (Role.LEAD, Role.ASSISTANT)
            for each in self.members
            if each.actor.role is role and each.actor.unreachable_at is None and not each.calendar.is_absent(on)
        ]

    def due_at(self, kind: Scheduled, day: date) -> datetime | None:
        """Its own hour of that day; None where the department does not want it, or does not work then."""
        setting = self.settings[kind]
        if not setting.is_on or setting.at is None or not self.calendar.is_workday(day):
            return None
        return instant_of(day, setting.at, self.zone)

    def awake(self, people: Collection[Actor], now: datetime) -> list[Actor]:
        """Who may be written to unasked: by their own clock it is day, and the department works that day."""
        return [each for each in people if not is_quiet(now, each.own_zone, self.calendar)]


@dataclass(frozen=True, eq=False)
class Timetable:
    places: tuple[ScheduledDepartment, ...]
    owners: tuple[Actor, ...]
    people: tuple[int, ...]
    """Everybody active, by id."""
    known: Known


class Timetables(Repository):
    async def read(self, before: Timetable | None = None) -> Timetable:
        """As it stands now; `before` itself where nothing of it has changed, so that what was derived from it holds."""
        known = await self._read_known()
        return before if before is not None and before.known == known else _make(known)

    async def _read_known(self) -> Known:
        since = self._clock.now().date() - LOOK_BACK
        return await self._session.once(("timetable", since), lambda: self._ask_all(since), of_staff=True)

    async def _ask_all(self, since: date) -> Known:
        read = self._session.read
        return Known(
            departments=await read(Department, DEPARTMENTS),
            changes=await read(ScheduleChange, CHANGES),
            exceptions=await read(_Exception, _EXCEPTIONS),
            staff=await read(Actor, ACTORS),
            away=await read(_Away, _AWAY, {"the_since": since}),
        )


def _make(known: Known) -> Timetable:
    settings, books = settings_by(known.changes), _by_department(known.exceptions)
    away: dict[int, list[Absence]] = {}
    for each in known.away:
        away.setdefault(each.person_id, []).append(Absence(each.first, each.last))
    places = []
    for department in known.departments:
        calendar = WorkCalendar(exceptions=books.get(department.id, {}))
        members = tuple(
            Member(actor, calendar.with_absences(away.get(actor.person_id, ())), Tenure(actor.joined_on))
            for actor in known.staff
            if actor.department_id == department.id
        )
        managers = tuple(each for each in members if each.actor.role is Role.MANAGER)
        own = settings.get(department.id) or usual()
        places.append(ScheduledDepartment(department, own, calendar, members, managers))
    owners = tuple(actor for actor in known.staff if actor.role is Role.OWNER)
    return Timetable(tuple(places), owners, tuple(actor.person_id for actor in known.staff), known)


def _by_department(exceptions: list[_Exception]) -> dict[int, dict[date, DayKind]]:
    found: dict[int, dict[date, DayKind]] = {}
    for each in exceptions:
        found.setdefault(each.department_id, {})[each.day] = each.kind
    return found
