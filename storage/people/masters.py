"""Whose a new record becomes, and the clients that somebody may see, write to or enter money for."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, select, update

from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action, may
from storage.engine.actor import Actor
from storage.engine.scope import Reach, name_actor, reach, reach_acting, reach_acting_of
from storage.engine.session import Session
from storage.people.person import ACTIVE, find_people
from storage.tables import ClientRow, PersonRow


@dataclass(frozen=True, slots=True)
class Master:
    """Who answers for a record. Of a client without a master the person is None."""

    person_id: int | None
    department_id: int


def may_reach_client(actor: Actor) -> ColumnElement[bool]:
    """The condition on ClientRow for whom the actor reads, by right or standing in."""
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


@cache
def _master(reach: Reach) -> Select[int | None, int]:
    reached = reach.of(ClientRow.owner_id, ClientRow.department_id)
    return select(ClientRow.owner_id, ClientRow.department_id).where(ClientRow.id == bindparam("the_client"), reached)


async def client_master(session: Session, actor: Actor, action: Action, client_id: int) -> Master:
    """Who answers for the client, where the actor's right reaches it. Raises NotYoursError."""
    asked = name_actor(actor) | {"the_client": client_id}
    row = (await session.execute(_master(reach_acting_of(actor, action)), asked)).first()
    if row is None:
        raise NotYoursError
    owner_id, department_id = row
    return Master(owner_id, department_id)


_TOUCH = (
    update(ClientRow)
    .where(ClientRow.id == bindparam("the_client"), ClientRow.owner_id == bindparam("the_owner"))
    .values(touched_at=bindparam("the_now"))
)


async def touch_client(session: Session, actor: Actor, client_id: int, now: datetime) -> None:
    """Its owner uses it: the picker shows it first."""
    await session.execute(_TOUCH, {"the_client": client_id, "the_owner": actor.person_id, "the_now": now})
