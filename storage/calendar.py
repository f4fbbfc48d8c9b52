"""Exceptions of a department and absences of people, as the calendars of sales.calendar."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sales.absences import AbsenceKind
from sales.calendar import Absence, DayKind, WorkCalendar
from sales.errors import AlreadyDoneError, NotYoursError
from sales.rights import Action, may
from sales.slots import SlotTimes, slots_on
from storage.actor import Actor
from storage.audit import Audit
from storage.departments import Department
from storage.errors import OverlapError
from storage.person import find_people
from storage.repository import Repository
from storage.scope import reach, reaches_department
from storage.tables import AbsenceRow, CalendarExceptionRow, PersonRow


@dataclass(frozen=True, slots=True)
class NotedAbsence:
    """Asked for by the person; counts once it is agreed."""

    id: int
    person_id: int
    first: date
    last: date
    kind: AbsenceKind
    is_agreed: bool


AGREED = AbsenceRow.agreed_by.is_not(None)
_NOTED = (
    AbsenceRow.id,
    AbsenceRow.person_id,
    AbsenceRow.first_day,
    AbsenceRow.last_day,
    AbsenceRow.kind,
    AbsenceRow.agreed_by,
)


async def absent_people(session: AsyncSession, person_ids: Collection[int], on: date) -> set[int]:
    return set(
        await session.scalars(
            select(AbsenceRow.person_id).where(
                AbsenceRow.person_id.in_(person_ids), AbsenceRow.first_day <= on, AbsenceRow.last_day >= on, AGREED
            )
        )
    )


class Calendars(Repository):
    async def of_person(self, person_id: int) -> WorkCalendar:
        """The department's calendar with the person's agreed absences."""
        department_id = await self._session.scalar(select(PersonRow.department_id).where(PersonRow.id == person_id))
        calendar = await self.of_department(department_id)
        return calendar.with_absences((await self._absences(AbsenceRow.person_id == person_id)).get(person_id, ()))

    async def of_department(self, department_id: int | None) -> WorkCalendar:
        """None, for who belongs to no department, is the calendar of the country."""
        rows = await self._session.execute(
            select(CalendarExceptionRow.local_date, CalendarExceptionRow.kind).where(
                CalendarExceptionRow.department_id == department_id
            )
        )
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
        """Everybody of the department by id, in two queries."""
        calendar = await self.of_department(department_id)
        team = select(PersonRow.id).where(PersonRow.department_id == department_id)
        absences = await self._absences(AbsenceRow.person_id.in_(team))
        return {
            person_id: calendar.with_absences(absences.get(person_id, ()))
            for person_id in await self._session.scalars(team)
        }

    async def set_exception(
        self, actor: Actor, day: date, kind: DayKind | None, department_id: int | None = None
    ) -> None:
        """Make a day off, working or short for a department; None forgets it. Raises NotYoursError."""
        subject = actor.department_id if department_id is None else department_id
        if subject is None or not reaches_department(actor, Action.WRITE_CALENDAR, subject):
            raise NotYoursError
        if kind is None:
            await self._session.execute(
                delete(CalendarExceptionRow).where(
                    CalendarExceptionRow.department_id == subject, CalendarExceptionRow.local_date == day
                )
            )
        else:
            statement = self._insert(CalendarExceptionRow).values(department_id=subject, local_date=day, kind=kind)
            await self._session.execute(
                statement.on_conflict_do_update(index_elements=["department_id", "local_date"], set_={"kind": kind})
            )
        await self._audit.add(
            actor, "calendar.exception", "department", subject, after={"day": day.isoformat(), "kind": kind}
        )

    async def add_absence(
        self, actor: Actor, person_id: int, first: date, last: date, kind: AbsenceKind = AbsenceKind.VACATION
    ) -> NotedAbsence:
        """Note an absence. Of oneself it is a question until somebody agrees. Raises NotYoursError, OverlapError."""
        writes = await self._writes_absences(actor, person_id)
        if not writes and not (person_id == actor.person_id and may(actor.role, Action.ASK_ABSENCE)):
            raise NotYoursError
        first, last = min(first, last), max(first, last)
        overlap = and_(AbsenceRow.first_day <= last, AbsenceRow.last_day >= first)
        if await self._exists(select(AbsenceRow.id).where(AbsenceRow.person_id == person_id, overlap)):
            raise OverlapError
        made = await self._session.execute(
            insert(AbsenceRow)
            .values(
                person_id=person_id,
                first_day=first,
                last_day=last,
                kind=kind,
                agreed_by=actor.person_id if writes else None,
                created_at=self._clock.now(),
            )
            .returning(AbsenceRow.id)
        )
        absence = NotedAbsence(made.scalar_one(), person_id, first, last, kind, writes)
        await self._note(actor, "absence.noted" if writes else "absence.asked", absence)
        return absence

    async def agree_absence(self, actor: Actor, absence_id: int) -> NotedAbsence:
        """Raises NotYoursError, AlreadyDoneError."""
        absence = await self._written_by(actor, absence_id)
        agreed = await self._session.execute(
            update(AbsenceRow)
            .where(AbsenceRow.id == absence_id, AbsenceRow.agreed_by.is_(None))
            .values(agreed_by=actor.person_id)
            .returning(AbsenceRow.id)
        )
        if agreed.first() is None:
            raise AlreadyDoneError
        await self._note(actor, "absence.agreed", absence)
        return absence

    async def remove_absence(self, actor: Actor, absence_id: int) -> None:
        absence = await self._written_by(actor, absence_id)
        await self._session.execute(delete(AbsenceRow).where(AbsenceRow.id == absence_id))
        await self._note(actor, "absence.removed", absence)

    async def absences(self, actor: Actor, since: date, person_id: int | None = None) -> list[NotedAbsence]:
        """One's own, and those of the people whose absences the actor reads, that end on the day or later."""
        query = select(*_NOTED).join(PersonRow, PersonRow.id == AbsenceRow.person_id)
        seen = reach(actor, Action.READ_TEAM, PersonRow.id, PersonRow.department_id)
        query = query.where((PersonRow.id == actor.person_id) | seen, AbsenceRow.last_day >= since)
        if person_id is not None:
            query = query.where(AbsenceRow.person_id == person_id)
        rows = await self._session.execute(query.order_by(AbsenceRow.first_day, AbsenceRow.id))
        return [_absence(row) for row in rows]

    async def absent_on(self, department_id: int, day: date) -> set[int]:
        team = await self._session.scalars(select(PersonRow.id).where(PersonRow.department_id == department_id))
        return await absent_people(self._session, list(team), day)

    async def _absences(self, whose: ColumnElement[bool]) -> dict[int, list[Absence]]:
        found: dict[int, list[Absence]] = {}
        query = select(AbsenceRow.person_id, AbsenceRow.first_day, AbsenceRow.last_day).where(whose, AGREED)
        for person_id, first, last in await self._session.execute(query):
            found.setdefault(person_id, []).append(Absence(first, last))
        return found

    async def _writes_absences(self, actor: Actor, person_id: int) -> bool:
        reached = reach(actor, Action.WRITE_ABSENCES, PersonRow.id, PersonRow.department_id)
        return bool(await find_people(self._session, PersonRow.id == person_id, reached))

    async def _written_by(self, actor: Actor, absence_id: int) -> NotedAbsence:
        reached = reach(actor, Action.WRITE_ABSENCES, PersonRow.id, PersonRow.department_id)
        query = select(*_NOTED).join(PersonRow, PersonRow.id == AbsenceRow.person_id)
        row = (await self._session.execute(query.where(AbsenceRow.id == absence_id, reached))).first()
        if row is None:
            raise NotYoursError
        return _absence(row)

    async def _note(self, actor: Actor, action: str, absence: NotedAbsence) -> None:
        days = {"first": absence.first.isoformat(), "last": absence.last.isoformat(), "kind": absence.kind}
        await self._audit.add(actor, action, "person", absence.person_id, after=days)

    @property
    def _audit(self) -> Audit:
        return Audit(self._session, self._clock)


def _absence(row: Sequence[Any]) -> NotedAbsence:
    id_, person_id, first, last, kind, agreed_by = row
    return NotedAbsence(id_, person_id, first, last, AbsenceKind(kind), agreed_by is not None)
