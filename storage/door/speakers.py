"""Who speaks when a program does: a department's reader, or the person in whose name something is written (spec/8)."""

from dataclasses import replace

from sqlalchemy import select

from sales.core.people import SELLERS, Role
from storage.door.tokens import DoorToken
from storage.engine.actor import Actor
from storage.engine.repository import Repository
from storage.people.person import find_known
from storage.people.staff import Staff
from storage.tables import ClientRow, DepartmentRow, PersonRow


class DoorSpeakers(Repository):
    async def make_reader(self, token: DoorToken) -> Actor:
        """Sees the token's department as its lead does, and nothing else; also after whoever made it has left.

        Raises LookupError for a token of no department.
        """
        return await self._of_department(token, Role.LEAD)

    async def make_clerk(self, token: DoorToken) -> Actor:
        """Enters money of the department, and vouches for none of it."""
        return await self._of_department(token, Role.ASSISTANT)

    async def find_seller(self, token: DoorToken, person_id: int | None) -> Actor | None:
        """An active seller of the token's department; None for everybody else, and for nobody."""
        who = None if person_id is None else await Staff(self._session, self._clock).actor(person_id)
        fits = who is not None and who.department_id == token.department_id and who.role in SELLERS
        return who if fits else None

    async def find_owner(self, token: DoorToken, client_id: int) -> Actor | None:
        """Who sells to that client of the department; None where nobody does."""
        row = ClientRow
        owner = select(row.owner_id).where(row.id == client_id, row.department_id == token.department_id)
        return await self.find_seller(token, await self._session.scalar(owner))

    async def _of_department(self, token: DoorToken, role: Role) -> Actor:
        zone, made = await self._session.once(
            ("speaker", token.department_id, token.created_by), lambda: self._read(token), of_staff=True
        )
        if zone is None or not made:
            raise LookupError("a token of no department")
        return replace(made[0], role=role, department_id=token.department_id, zone=zone, own_zone=zone)

    async def _read(self, token: DoorToken) -> tuple[str | None, list[Actor]]:
        zone = await self._session.scalar(select(DepartmentRow.zone).where(DepartmentRow.id == token.department_id))
        return zone, await find_known(self._session, PersonRow.id == token.created_by)
