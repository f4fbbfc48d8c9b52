"""Territories and whose their new clients become (spec/1)."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.entry.clients.name_forms import normal_form
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import check_reach, reach, reaches_department
from storage.engine.session import Session
from storage.people.person import ACTIVE, find_people
from storage.tables import PersonRow, TerritoryRow


@dataclass(frozen=True, slots=True)
class Territory:
    id: int
    department_id: int
    name: str
    owner_id: int | None
    """Whose a new client there becomes; None: of who makes it."""


_TERRITORIES = check_types(Territory, select(*columns_of(Territory, TerritoryRow)).order_by(TerritoryRow.name))


class Territories(ActorRepository):
    async def of_department(self, department_id: int) -> list[Territory]:
        """For everybody who works there, or reads it. Raises NotYoursError."""
        reads = reaches_department(self._actor, Action.READ_RECORDS, department_id)
        if not reads and self._actor.department_id != department_id:
            raise NotYoursError
        return await self._session.read(Territory, _TERRITORIES.where(TerritoryRow.department_id == department_id))

    async def find(self, name: str) -> Territory | None:
        """Of the speaker's own department, by its name in any case form; None where there is none."""
        there = TerritoryRow.department_id == self._actor.department_id
        return await self._session.read_one(
            Territory, _TERRITORIES.where(there, TerritoryRow.normal == normal_form(name))
        )

    async def owner_of(self, territory: Territory) -> int | None:
        """Its owner, where they sell in that department still; None otherwise."""
        if territory.owner_id is None:
            return None
        found = await find_people(self._session, PersonRow.id == territory.owner_id, ACTIVE)
        fits = found and found[0].department_id == territory.department_id and found[0].role in SELLERS
        return territory.owner_id if fits else None

    async def set_owner(self, department_id: int, name: str, owner_id: int | None) -> Territory:
        """A territory is known by its name; another owner for it. Raises NotYoursError."""
        check_reach(self._actor, Action.REASSIGN, department_id)
        if owner_id is not None:
            await self._seller(department_id, owner_id)
        values = {"department_id": department_id, "name": name, "normal": normal_form(name), "owner_id": owner_id}
        statement = self._insert(TerritoryRow).values(**values)
        statement = statement.on_conflict_do_update(
            index_elements=["department_id", "normal"], set_={"owner_id": owner_id}
        )
        await self._session.execute(statement)
        await self._audit("territory.owner", "department", department_id, after={"name": name, "owner_id": owner_id})
        query = _TERRITORIES.where(
            TerritoryRow.department_id == department_id, TerritoryRow.normal == normal_form(name)
        )
        (territory,) = await self._session.read(Territory, query)
        return territory

    async def get(self, territory_id: int) -> Territory:
        """For who may change it. Raises NotYoursError."""
        found = await self._session.read_one(Territory, _TERRITORIES.where(TerritoryRow.id == territory_id))
        if found is None or not reaches_department(self._actor, Action.REASSIGN, found.department_id):
            raise NotYoursError
        return found

    async def remove(self, territory_id: int) -> Territory:
        """Clients keep the word on their cards. Raises NotYoursError."""
        found = await self.get(territory_id)
        await self._session.execute(delete(TerritoryRow).where(TerritoryRow.id == territory_id))
        await self._audit("territory.removed", "department", found.department_id, {"name": found.name})
        return found

    async def _seller(self, department_id: int, owner_id: int) -> None:
        reached = reach(self._actor, Action.REASSIGN, PersonRow.id, PersonRow.department_id)
        found = await find_people(self._session, PersonRow.id == owner_id, PersonRow.role.in_(SELLERS), ACTIVE, reached)
        if not found or found[0].department_id != department_id:
            raise NotYoursError


async def list_territories(session: Session, department_id: int) -> dict[str, int]:
    """Whose the new clients of each are, by its normal name."""
    works = (PersonRow.department_id == department_id, PersonRow.role.in_(SELLERS), ACTIVE)
    query = select(TerritoryRow.normal, PersonRow.id).join(PersonRow, PersonRow.id == TerritoryRow.owner_id)
    return dict(iter(await session.execute(query.where(TerritoryRow.department_id == department_id, *works))))
