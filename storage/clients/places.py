"""Somebody gets another role or another department. History stays where it was made (SPEC 2)."""

from dataclasses import dataclass

from sqlalchemy import insert, literal, select, update

from sales.core.clock import local_date
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import SELLERS, Role
from sales.core.rights import Action, Scope, scope
from storage.clients.handover import Handovers
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import LastOwnerError
from storage.people.invitations import HEADLESS
from storage.people.person import ACTIVE, Person, find_people
from storage.settings.departments import AllDepartments
from storage.tables import AbsenceRow, PersonRow


@dataclass(frozen=True, slots=True)
class Position:
    """What somebody does, and where; above departments it is None."""

    role: Role
    department_id: int | None


class Places(ActorRepository):
    async def change(self, person_id: int, role: Role, department_id: int | None) -> int:
        """By whom they are known from now on: the same id, or a new one where an old life ends.

        Who leaves a department, or leaves off selling, leaves as everybody does: what they have waits there «без
        хозяина», plan, fact and pace stay as of that day; and comes in as a new person, with no way to what was there.
        Raises NotYoursError, AlreadyDoneError where it is so already, LastOwnerError.
        """
        if scope(self._actor.role, Action.WRITE_USERS) is not Scope.ALL:
            raise NotYoursError
        found = await find_people(self._session, PersonRow.id == person_id, PersonRow.deactivated_at.is_(None))
        if not found:
            raise NotYoursError
        person, to = found[0], Position(role, None if role in HEADLESS else department_id)
        await self._check(person, to)
        if person.role is Role.OWNER:
            await self._check_another_owner(person_id)
        new_id = await self._come_in(person, to) if _ends(person, to) else await self._stay(person, to)
        before = {"role": person.role, "department_id": person.department_id}
        after = {"role": to.role, "department_id": to.department_id, "person_id": new_id}
        await self._audit("person.moved", "person", person_id, before, after)
        return new_id

    async def _check(self, person: Person, to: Position) -> None:
        if to == Position(person.role, person.department_id):
            raise AlreadyDoneError
        if to.role is Role.OWNER and not person.is_active:
            raise NotYoursError
        if to.role not in HEADLESS:
            await AllDepartments(self._session, self._clock).get(to.department_id or 0)

    async def _check_another_owner(self, person_id: int) -> None:
        """The house always has one. Two who step down at once wait for each other."""
        owners = select(PersonRow.id).where(PersonRow.role == Role.OWNER, ACTIVE).order_by(PersonRow.id)
        if not set(await self._session.scalars(owners.with_for_update())) - {person_id}:
            raise LastOwnerError

    async def _stay(self, person: Person, to: Position) -> int:
        await self._session.execute(
            update(PersonRow).where(PersonRow.id == person.id).values(role=to.role, department_id=to.department_id)
        )
        return person.id

    async def _come_in(self, person: Person, to: Position) -> int:
        now = self._clock.now()
        await Handovers(self._session, self._clock, self._actor).leave(person)
        await self._session.execute(update(PersonRow).where(PersonRow.id == person.id).values(telegram_id=None))
        joined = None
        if to.department_id is not None:
            place = await AllDepartments(self._session, self._clock).get(to.department_id)
            joined = local_date(now, place.zone)
        values = {
            "department_id": to.department_id,
            "telegram_id": person.telegram_id,
            "name": person.name,
            "role": to.role,
            "profile": person.profile,
            "language": person.language,
            "zone": person.zone,
            "joined_on": joined if to.role in SELLERS else None,
            "created_at": now,
            "activated_at": now,
            "unreachable_at": person.unreachable_at,
        }
        made = await self._session.execute(insert(PersonRow).values(**values).returning(PersonRow.id))
        new_id = made.one()[0]
        await self._take_leave_along(person.id, new_id)
        return new_id

    async def _take_leave_along(self, person_id: int, new_id: int) -> None:
        """Days off that were agreed stay agreed; who was to stand in stays behind."""
        kept = ("first_day", "last_day", "kind", "agreed_by", "agreed_at", "created_at")
        row = AbsenceRow
        ahead = select(literal(new_id), *(getattr(row, each) for each in kept)).where(
            row.person_id == person_id,
            row.agreed_at.is_not(None),
            row.declined_at.is_(None),
            row.withdrawn_at.is_(None),
            row.last_day >= self._clock.now().date(),
        )
        await self._session.execute(insert(row).from_select(["person_id", *kept], ahead))


def _ends(person: Person, to: Position) -> bool:
    """Whether the old life ends: of who has come in, and sells no more, or anew, or elsewhere."""
    sells = (person.role in SELLERS) != (to.role in SELLERS)
    return person.is_active and (sells or person.department_id != to.department_id)
