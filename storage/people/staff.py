"""Who works here, as actors: who speaks, who reads a summary today, who hears of trouble."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select, update

from sales.core.clock import local_date
from sales.core.people import SELLERS, WATCHERS, Role
from storage.engine.actor import Actor
from storage.engine.errors import check_first
from storage.engine.repository import Repository
from storage.people.everybody import read_everybody
from storage.people.person import DEFAULT_ZONE, Person, find_people
from storage.people.standing_in import absent_people, acting_now, stood_in_for
from storage.tables import PersonRow


class StandIn(StrEnum):
    """Who stands in for the lead, to be noted in the summary."""

    NONE = "none"
    ASSISTANT = "assistant"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Readers:
    """To whom a department's summary goes today."""

    actors: tuple[Actor, ...]
    substitution: StandIn


class Staff(Repository):
    async def actor_by_telegram(self, telegram_id: int, default_zone: str = DEFAULT_ZONE) -> Actor | None:
        """The active person behind a Telegram account."""
        return await self._acting((await read_everybody(self._session, default_zone)).by_account.get(telegram_id))

    async def actor(self, person_id: int, default_zone: str = DEFAULT_ZONE) -> Actor | None:
        """The active person of this id: what the clock and delivery ask before they write to somebody."""
        return await self._acting((await read_everybody(self._session, default_zone)).by_id.get(person_id))

    async def managers(self, department_id: int, on: date | None = None) -> list[Actor]:
        """The department's active managers, by name; with a date, those who are not absent on it."""
        return await self._present(await self._of_role(department_id, Role.MANAGER), on)

    async def watching(self, department_id: int) -> list[Actor]:
        """Everybody who may look at the department's check-in: what they look at is kept alive."""
        watchers = (await read_everybody(self._session)).of_roles(WATCHERS)
        return [each for each in watchers if each.department_id in {department_id, None}]

    async def list_beside(self, person_ids: Iterable[int]) -> list[Actor]:
        """The active ones of these, and whoever else is active in their departments; by name, acting for nobody."""
        return (await read_everybody(self._session)).beside(person_ids)

    async def owners(self) -> list[Actor]:
        """The active ones, by name."""
        return (await read_everybody(self._session)).of_roles([Role.OWNER])

    async def find_substitute(self, person_id: int) -> int | None:
        """Who acts for somebody who is absent now; None where nobody has to, or nobody does."""
        return (await acting_now(self._session, [person_id], self._clock.now())).get(person_id)

    async def readers_of_summary(self, department_id: int, on: date) -> Readers:
        """The leads who are there; else the assistants; else the owner; else the director; none unreached."""
        for role, substitution in ((Role.LEAD, StandIn.NONE), (Role.ASSISTANT, StandIn.ASSISTANT)):
            there = await self._present(await self._list_reached(department_id, role), on)
            if there:
                return Readers(tuple(there), substitution)
        return Readers(tuple(await self._list_above()), StandIn.OWNER)

    async def readers_of_report(self, department_id: int, on: date) -> list[Actor]:
        """Who gets the department's report: the leads and assistants who are there, else the owner or the director."""
        both = [each for role in (Role.LEAD, Role.ASSISTANT) for each in await self._list_reached(department_id, role)]
        return await self._present(both, on) or await self._list_above()

    async def planners_of(self, department_id: int, on: date) -> list[Actor]:
        """Who sets its plans: the leads who are there; else the owner. An assistant has no right to plans."""
        leads = await self._list_reached(department_id, Role.LEAD)
        return await self._present(leads, on) or await self.owners()

    async def set_unreachable(self, person_id: int, *, unreachable: bool) -> bool:
        """True when this is news, so that the lead is told once."""
        column = PersonRow.unreachable_at
        result = await self._session.execute(
            update(PersonRow)
            .where(PersonRow.id == person_id, column.is_(None) if unreachable else column.is_not(None))
            .values(unreachable_at=self._clock.now() if unreachable else None)
            .returning(PersonRow.id)
        )
        return result.first() is not None

    async def read_person(self, person_id: int) -> Person:
        """Also who has left. Raises NotYoursError where there is nobody of this id."""
        return check_first(await find_people(self._session, PersonRow.id == person_id))

    async def set_joined(self, person_id: int, day: date) -> None:
        """Reper's own guess as they come; who plans may say another day."""
        await self._session.execute(update(PersonRow).where(PersonRow.id == person_id).values(joined_on=day))

    async def watchers_of(self, person_id: int) -> list[Actor]:
        """Who is told when somebody cannot be reached: the department's leads, else the owner; never themselves."""
        department_id = await self._session.scalar(select(PersonRow.department_id).where(PersonRow.id == person_id))
        leads = [] if department_id is None else await self._list_reached(department_id, Role.LEAD)
        others = [each for each in leads if each.person_id != person_id]
        return others or [each for each in await self.owners() if each.person_id != person_id]

    async def _list_above(self) -> list[Actor]:
        """Who reads where a department has no reader: the owners, else the directors, whom something reaches."""
        everybody = await read_everybody(self._session)
        for role in (Role.OWNER, Role.DIRECTOR):
            if reached := [each for each in everybody.of_roles([role]) if each.unreachable_at is None]:
                return reached
        return everybody.of_roles([Role.OWNER])

    async def _list_reached(self, department_id: int, role: Role) -> list[Actor]:
        return [each for each in await self._of_role(department_id, role) if each.unreachable_at is None]

    async def _of_role(self, department_id: int, role: Role) -> list[Actor]:
        return [
            each for each in (await read_everybody(self._session)).of_department(department_id) if each.role is role
        ]

    async def _acting(self, actor: Actor | None) -> Actor | None:
        """With those for whom they stand in today."""
        if actor is None or actor.role not in SELLERS:
            return actor
        today = local_date(self._clock.now(), actor.zone)
        whom = await stood_in_for(self._session, actor.person_id, actor.department_id, today)
        return replace(actor, acting_for=frozenset(whom)) if whom else actor

    async def _present(self, found: list[Actor], on: date | None) -> list[Actor]:
        if on is None or not found:
            return found
        away = await absent_people(self._session, [each.person_id for each in found], on)
        return [each for each in found if each.person_id not in away]
