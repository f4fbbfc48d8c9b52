"""Absences: asked for, agreed, declined, withdrawn; and who stands in meanwhile. None of them is ever erased."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, insert, or_, select, type_coerce, update

from sales.absences.absences import AbsenceKind, AbsenceState, AbsenceStep, make_absence, step
from sales.absences.substitution import OwnSubstituteError
from sales.calendar.calendar import Absence
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action, may
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import OverlapError, check_first
from storage.engine.reading import check_types
from storage.engine.ripples import stir_day
from storage.engine.scope import reach
from storage.people.person import ACTIVE, Person, find_people
from storage.tables import AbsenceRow, PersonRow
from storage.tables.types import Word

STANDING = and_(AbsenceRow.declined_at.is_(None), AbsenceRow.withdrawn_at.is_(None))
"""Asked or agreed: the days are taken."""


@dataclass(frozen=True, slots=True)
class NotedAbsence:
    """Asked for by the person; counts once it is agreed."""

    id: int
    person_id: int
    first: date
    last: date
    kind: AbsenceKind
    substitute_id: int | None
    state: AbsenceState
    answered_by: int | None = None
    """Who agreed, or declined."""

    @property
    def days(self) -> Absence:
        return Absence(self.first, self.last)

    @property
    def is_agreed(self) -> bool:
        return self.state is AbsenceState.AGREED


_STATE = case(
    (AbsenceRow.withdrawn_at.is_not(None), AbsenceState.WITHDRAWN),
    (AbsenceRow.declined_at.is_not(None), AbsenceState.DECLINED),
    (AbsenceRow.agreed_by.is_not(None), AbsenceState.AGREED),
    else_=AbsenceState.ASKED,
)
_NOTED = check_types(
    NotedAbsence,
    select(
        AbsenceRow.id,
        AbsenceRow.person_id,
        AbsenceRow.first_day.label("first"),
        AbsenceRow.last_day.label("last"),
        AbsenceRow.kind,
        AbsenceRow.substitute_id,
        type_coerce(_STATE, Word(AbsenceState, 16)).label("state"),
        func.coalesce(AbsenceRow.declined_by, AbsenceRow.agreed_by).label("answered_by"),
    )
    .join(PersonRow, PersonRow.id == AbsenceRow.person_id)
    .order_by(AbsenceRow.first_day, AbsenceRow.id),
)


class Absences(ActorRepository):
    async def add(
        self,
        person_id: int,
        first: date,
        last: date,
        kind: AbsenceKind = AbsenceKind.VACATION,
        substitute_id: int | None = None,
    ) -> NotedAbsence:
        """Note an absence, both days included. By who writes absences it is agreed at once, of oneself a question.

        Raises NotYoursError, OverlapError (of one asked or agreed), WrongAbsenceError, OwnSubstituteError. Audited; the
        days of the person and of the substitute are drawn anew, as by each call below.
        """
        writes = await self._writes_absences(person_id)
        if not writes and not (person_id == self._actor.person_id and may(self._actor.role, Action.ASK_ABSENCE)):
            raise NotYoursError
        days = make_absence(first, last)
        overlap = and_(AbsenceRow.first_day <= days.last, AbsenceRow.last_day >= days.first, STANDING)
        if await self._exists(select(AbsenceRow.id).where(AbsenceRow.person_id == person_id, overlap)):
            raise OverlapError
        if substitute_id is not None:
            await self._check_substitute(person_id, substitute_id)
        now = self._clock.now()
        values = {
            "person_id": person_id,
            "first_day": days.first,
            "last_day": days.last,
            "kind": kind,
            "substitute_id": substitute_id,
            "agreed_by": self._actor.person_id if writes else None,
            "agreed_at": now if writes else None,
            "created_at": now,
        }
        made = await self._session.execute(insert(AbsenceRow).values(**values).returning(AbsenceRow.id))
        state = AbsenceState.AGREED if writes else AbsenceState.ASKED
        by = self._actor.person_id if writes else None
        absence = NotedAbsence(made.one()[0], person_id, days.first, days.last, kind, substitute_id, state, by)
        await self._note("absence.noted" if writes else "absence.asked", absence)
        return absence

    async def get(self, absence_id: int) -> NotedAbsence:
        """One's own, or of somebody whose absences the actor reads. Raises NotYoursError."""
        return await self._one(AbsenceRow.id == absence_id, _see(self._actor))

    async def agree(self, absence_id: int) -> NotedAbsence:
        """By who writes absences: the days count from now on. Raises NotYoursError; AlreadyDoneError when it is
        answered.
        """
        absence = await self._read_written_by(absence_id)
        values = {"agreed_by": self._actor.person_id, "agreed_at": self._clock.now()}
        return await self._step(absence, AbsenceStep.AGREE, values)

    async def decline(self, absence_id: int) -> NotedAbsence:
        """By who writes absences. Raises NotYoursError; AlreadyDoneError when it is answered."""
        absence = await self._read_written_by(absence_id)
        values = {"declined_by": self._actor.person_id, "declined_at": self._clock.now()}
        return await self._step(absence, AbsenceStep.DECLINE, values)

    async def withdraw(self, absence_id: int) -> NotedAbsence:
        """By who asked, or by who writes absences; also an agreed one. Raises NotYoursError, AlreadyDoneError."""
        written = reach(self._actor, Action.WRITE_ABSENCES, PersonRow.id, PersonRow.department_id)
        absence = await self._one(AbsenceRow.id == absence_id, or_(PersonRow.id == self._actor.person_id, written))
        return await self._step(absence, AbsenceStep.WITHDRAW, {"withdrawn_at": self._clock.now()})

    async def set_substitute(self, absence_id: int, substitute_id: int | None) -> NotedAbsence:
        """Who stands in, an active manager of the department; None: nobody. By who asked or who writes absences.

        Raises NotYoursError; AlreadyDoneError where the absence stands no more; OwnSubstituteError.
        """
        written = reach(self._actor, Action.WRITE_ABSENCES, PersonRow.id, PersonRow.department_id)
        absence = await self._one(AbsenceRow.id == absence_id, or_(PersonRow.id == self._actor.person_id, written))
        if substitute_id is not None:
            await self._check_substitute(absence.person_id, substitute_id)
        await self._change_once(
            update(AbsenceRow).where(AbsenceRow.id == absence_id, STANDING).values(substitute_id=substitute_id)
        )
        after = replace(absence, substitute_id=substitute_id)
        await self._note("absence.substitute", after)
        return after

    async def substitutes_for(self, person_id: int) -> list[Person]:
        """Who may stand in: the other active managers of the department, by name. For who has asked for the right."""
        theirs = select(PersonRow.department_id).where(PersonRow.id == person_id).scalar_subquery()
        return await find_people(
            self._session,
            PersonRow.department_id == theirs,
            PersonRow.id != person_id,
            PersonRow.role.in_(SELLERS),
            ACTIVE,
        )

    async def find(self, since: date, person_id: int | None = None, *, standing: bool = True) -> list[NotedAbsence]:
        """Ending on `since` or later, by first day: one's own, those where one stands in, those of the team one reads.

        `standing`: only asked and agreed ones; False adds the declined and the withdrawn.
        """
        which = [_see(self._actor), AbsenceRow.last_day >= since]
        if standing:
            which.append(STANDING)
        if person_id is not None:
            which.append(AbsenceRow.person_id == person_id)
        return await self._list_noted(*which)

    async def _step(self, absence: NotedAbsence, taken: AbsenceStep, values: dict[str, Any]) -> NotedAbsence:
        """Guarded by the state it was found in: of two at once one is first."""
        reached = step(absence.state, taken)
        was_agreed = AbsenceRow.agreed_by.is_not(None) if absence.is_agreed else AbsenceRow.agreed_by.is_(None)
        await self._change_once(
            update(AbsenceRow).where(AbsenceRow.id == absence.id, STANDING, was_agreed).values(**values)
        )
        by = absence.answered_by if taken is AbsenceStep.WITHDRAW else self._actor.person_id
        after = replace(absence, state=reached, answered_by=by)
        await self._note(f"absence.{reached}", after)
        return after

    async def _check_substitute(self, person_id: int, substitute_id: int) -> None:
        if substitute_id == person_id:
            raise OwnSubstituteError
        if substitute_id not in {each.id for each in await self.substitutes_for(person_id)}:
            raise NotYoursError

    async def _writes_absences(self, person_id: int) -> bool:
        reached = reach(self._actor, Action.WRITE_ABSENCES, PersonRow.id, PersonRow.department_id)
        return bool(await find_people(self._session, PersonRow.id == person_id, reached))

    async def _read_written_by(self, absence_id: int) -> NotedAbsence:
        reached = reach(self._actor, Action.WRITE_ABSENCES, PersonRow.id, PersonRow.department_id)
        return await self._one(AbsenceRow.id == absence_id, reached)

    async def _one(self, *which: ColumnElement[bool]) -> NotedAbsence:
        return check_first(await self._list_noted(*which))

    async def _list_noted(self, *which: ColumnElement[bool]) -> list[NotedAbsence]:
        return await self._session.read(NotedAbsence, _NOTED.where(*which))

    async def _note(self, action: str, absence: NotedAbsence) -> None:
        """Whoever is away or back, and whoever stands in, have another day now."""
        for person_id in (absence.person_id, absence.substitute_id):
            stir_day(self._session, person_id)
        said = {
            "first": absence.first.isoformat(),
            "last": absence.last.isoformat(),
            "kind": absence.kind,
            "substitute_id": absence.substitute_id,
        }
        await self._audit(action, "person", absence.person_id, after=said)


def _see(actor: Actor) -> ColumnElement[bool]:
    """One's own, those in which one stands in, those of the team that one reads."""
    team = reach(actor, Action.READ_TEAM, PersonRow.id, PersonRow.department_id)
    return or_(PersonRow.id == actor.person_id, AbsenceRow.substitute_id == actor.person_id, team)
