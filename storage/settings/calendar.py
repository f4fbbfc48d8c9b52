"""Exceptions of a department and absences of people, as the calendars of sales.calendar.calendar."""

from datetime import date

from sqlalchemy import bindparam, select

from sales.calendar.calendar import Absence, DayKind, WorkCalendar
from sales.calendar.slots import SlotTimes, slots_on
from storage.engine.repository import Repository
from storage.people.standing_in import AGREED
from storage.settings.departments import Department
from storage.tables import AbsenceRow, CalendarExceptionRow, PersonRow

_PLACE = select(PersonRow.department_id).where(PersonRow.id == bindparam("the_person"))

_AWAY = select(AbsenceRow.first_day, AbsenceRow.last_day).where(AbsenceRow.person_id == bindparam("the_person"), AGREED)

_TEAM = select(PersonRow.id).where(PersonRow.department_id == bindparam("the_department"))
_AWAY_OF_TEAM = select(AbsenceRow.person_id, AbsenceRow.first_day, AbsenceRow.last_day).where(
    AbsenceRow.person_id.in_(_TEAM), AGREED
)

_EXCEPTIONS = select(CalendarExceptionRow.local_date, CalendarExceptionRow.kind).where(
    CalendarExceptionRow.department_id == bindparam("the_department")
)
"""Of none where the department is none."""


class Calendars(Repository):
    async def of_person(self, person_id: int) -> WorkCalendar:
        """The department's calendar with the person's agreed absences."""
        what = ("calendar of", person_id)
        return await self._session.once(what, lambda: self._of_person(person_id), of_staff=True)

    async def _of_person(self, person_id: int) -> WorkCalendar:
        named = {"the_person": person_id}
        calendar = await self.of_department(await self._session.scalar(_PLACE, named))
        absences = [Absence(first, last) for first, last in await self._session.execute(_AWAY, named)]
        return calendar.with_absences(absences)

    async def of_department(self, department_id: int | None) -> WorkCalendar:
        """None, for who belongs to no department, is the calendar of the country."""
        return await self._session.once(
            ("calendar", department_id), lambda: self._of_department(department_id), of_staff=True
        )

    async def _of_department(self, department_id: int | None) -> WorkCalendar:
        rows = await self._session.execute(_EXCEPTIONS, {"the_department": department_id})
        return WorkCalendar(exceptions={day: DayKind(kind) for day, kind in rows})

    async def slots_of(self, department: Department, day: date) -> tuple[SlotTimes, ...]:
        """When the department checks its money on that day; never on a day off."""
        return slots_on(
            day,
            department.slots,
            department.zone,
            await self.of_department(department.id),
            asking=department.asking,
            day_close=department.day_close,
        )

    async def of_team(self, department_id: int) -> dict[int, WorkCalendar]:
        """Everybody of the department by id."""
        what = ("calendars of", department_id)
        return dict(await self._session.once(what, lambda: self._of_team(department_id), of_staff=True))

    async def _of_team(self, department_id: int) -> dict[int, WorkCalendar]:
        calendar = await self.of_department(department_id)
        named = {"the_department": department_id}
        absences: dict[int, list[Absence]] = {}
        for person_id, first, last in await self._session.execute(_AWAY_OF_TEAM, named):
            absences.setdefault(person_id, []).append(Absence(first, last))
        return {
            person_id: calendar.with_absences(absences.get(person_id, ()))
            for person_id in await self._session.scalars(_TEAM, named)
        }
