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
from sales.core.people import Role
from sales.plans.tenure import Tenure
from sales.schedule.schedule import Scheduled, Setting
from storage.engine.actor import Actor
from storage.engine.repository import Repository
from storage.people.person import STAFF, staff_of
from storage.people.standing_in import AGREED
from storage.settings.departments import DEPARTMENT, Department, department_of
from storage.settings.schedule import SCHEDULE, Row, settings_by, usual
from storage.tables import AbsenceRow, CalendarExceptionRow, DepartmentRow, ScheduleRow

LOOK_BACK = timedelta(days=45)
"""Absences that ended before it move nothing any more: the oldest duty looked for is a week plan's, two weeks old."""

_DEPARTMENTS = select(*DEPARTMENT, DepartmentRow.created_at).order_by(DepartmentRow.id)
_SCHEDULES = select(*SCHEDULE).order_by(ScheduleRow.department_id, ScheduleRow.kind)
_EXCEPTIONS = select(
    CalendarExceptionRow.department_id, CalendarExceptionRow.local_date, CalendarExceptionRow.kind
).order_by(CalendarExceptionRow.department_id, CalendarExceptionRow.local_date)
_ABSENCES = (
    select(AbsenceRow.person_id, AbsenceRow.first_day, AbsenceRow.last_day)
    .where(AbsenceRow.last_day >= bindparam("the_since"), AGREED)
    .order_by(AbsenceRow.id)
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody active in a department, with their own days."""

    actor: Actor
    calendar: WorkCalendar
    tenure: Tenure


@dataclass(frozen=True, eq=False)
class Place:
    """A department as the clock sees it; the same object as long as nothing of it has changed."""

    department: Department
    founded_at: datetime
    """Before it there was nothing that could be missed."""
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

    def report_readers(self, on: date) -> list[Actor]:
        """The leads and assistants who are there that day."""
        return [
            each.actor
            for role in (Role.LEAD, Role.ASSISTANT)
            for each in self.members
            if each.actor.role is role and not each.calendar.is_absent(on)
        ]

    def awake(self, people: Collection[Actor], now: datetime) -> list[Actor]:
        """Who may be written to unasked: by their own clock it is day, and the department works that day."""
        return [each for each in people if not is_quiet(now, each.own_zone, self.calendar)]


@dataclass(frozen=True, eq=False)
class Timetable:
    places: tuple[Place, ...]
    owners: tuple[Actor, ...]
    people: tuple[int, ...]
    """Everybody active, by id."""
    rows: tuple[list[Row], ...]


class Timetables(Repository):
    async def read(self, known: Timetable | None = None) -> Timetable:
        """As it stands now: the known one where it still does."""
        rows = await self._rows()
        return known if known is not None and known.rows == rows else _made(rows)

    async def _rows(self) -> tuple[list[Row], ...]:
        since = {"the_since": self._clock.now().date() - LOOK_BACK}
        found = [await self._session.execute(query) for query in (_DEPARTMENTS, _SCHEDULES, _EXCEPTIONS, STAFF)]
        found.append(await self._session.execute(_ABSENCES, since))
        return tuple([tuple(row) for row in each] for each in found)


def _made(rows: tuple[list[Row], ...]) -> Timetable:
    departments, schedules, exceptions, staff, absences = rows
    settings, books = settings_by(schedules), _by_department(exceptions)
    away: dict[int, list[Absence]] = {}
    for person_id, first, last in absences:
        away.setdefault(person_id, []).append(Absence(first, last))
    everybody = [staff_of(row) for row in staff]
    places = []
    for *row, founded_at in departments:
        department = department_of(*row)
        calendar = WorkCalendar(exceptions=books.get(department.id, {}))
        members = tuple(
            Member(actor, calendar.with_absences(away.get(actor.person_id, ())), tenure)
            for actor, tenure in everybody
            if actor.department_id == department.id
        )
        managers = tuple(each for each in members if each.actor.role is Role.MANAGER)
        own = settings.get(department.id) or usual()
        places.append(Place(department, founded_at, own, calendar, members, managers))
    owners = tuple(actor for actor, _tenure in everybody if actor.role is Role.OWNER)
    return Timetable(tuple(places), owners, tuple(actor.person_id for actor, _tenure in everybody), rows)


def _by_department(exceptions: list[Row]) -> dict[int, dict[date, DayKind]]:
    found: dict[int, dict[date, DayKind]] = {}
    for department_id, day, kind in exceptions:
        found.setdefault(department_id, {})[day] = DayKind(kind)
    return found
