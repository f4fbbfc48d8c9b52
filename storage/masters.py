"""Whose a new record becomes, and the clients that somebody may see, write to or enter money for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from sales.errors import NotYoursError
from sales.people import SELLERS
from sales.rights import Action, may
from storage.actor import Actor
from storage.person import ACTIVE, find_people
from storage.scope import reach, reach_acting
from storage.session import Session
from storage.tables import ClientRow, PersonRow


@dataclass(frozen=True, slots=True)
class Master:
    """Who answers for a record. Of a client without a master the person is None."""

    person_id: int | None
    department_id: int


def seen_client(actor: Actor) -> ColumnElement[bool]:
    return reach_acting(actor, Action.READ_RECORDS, ClientRow.owner_id, ClientRow.department_id)


async def master_of(session: Session, actor: Actor, owner_id: int | None) -> Master:
    """The speaker, or the seller for whom the speaker may enter facts. Raises NotYoursError."""
    if owner_id is None or owner_id == actor.person_id:
        if not may(actor.role, Action.LOG) or actor.department_id is None:
            raise NotYoursError
        return Master(actor.person_id, actor.department_id)
    reached = reach(actor, Action.ENTER_FACT, PersonRow.id, PersonRow.department_id)
    found = await find_people(session, PersonRow.id == owner_id, PersonRow.role.in_(SELLERS), ACTIVE, reached)
    if not found or found[0].department_id is None:
        raise NotYoursError
    return Master(owner_id, found[0].department_id)


async def client_master(session: Session, actor: Actor, action: Action, client_id: int) -> Master:
    """Who answers for the client, where the actor's right reaches it. Raises NotYoursError."""
    reached = reach_acting(actor, action, ClientRow.owner_id, ClientRow.department_id)
    query = select(ClientRow.owner_id, ClientRow.department_id).where(ClientRow.id == client_id, reached)
    row = (await session.execute(query)).first()
    if row is None:
        raise NotYoursError
    owner_id, department_id = row
    return Master(owner_id, department_id)


async def touch_client(session: Session, actor: Actor, client_id: int, now: datetime) -> None:
    """Its owner uses it: the picker shows it first."""
    await session.execute(
        update(ClientRow).where(ClientRow.id == client_id, ClientRow.owner_id == actor.person_id).values(touched_at=now)
    )
