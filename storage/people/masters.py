"""Whose a new record becomes, and the clients that somebody may see, write to or enter money for."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action, Scope, may
from storage.engine.actor import Actor
from storage.engine.reading import check_types, tables_of
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


_MASTER = (ClientRow.owner_id.label("person_id"), ClientRow.department_id)
_MASTERS = check_types(Master, select(*_MASTER))


@cache
def _master(reach: Reach) -> Select[int | None, int]:
    reached = reach.of(ClientRow.owner_id, ClientRow.department_id)
    return _MASTERS.where(ClientRow.id == bindparam("the_client"), reached)


async def client_master(session: Session, actor: Actor, action: Action, client_id: int) -> Master:
    """Who answers for the client, where the actor's right reaches it. Raises NotYoursError."""
    whose = reach_acting_of(actor, action)

    async def read() -> Master | None:
        return await session.read_one(Master, _master(whose), name_actor(actor) | {"the_client": client_id})

    return _insist(await session.once(_name(actor, whose, client_id), read, tables=_READ))


async def lock_client(session: Session, actor: Actor, action: Action, client_id: int, now: datetime) -> Master:
    """As `client_master`; and until the transaction ends who says the same of it stands in a queue.

    One's own client is used by that (`touch_client`), in the same statement.
    """
    whose = reach_acting_of(actor, action)
    asked = name_actor(actor) | {"the_client": client_id}
    session.info.setdefault(LOCKED, set()).add(client_id)
    if whose == _OWN:
        session.info.setdefault(_USED, set()).add((actor.person_id, client_id))
        locked = _insist(await session.note_use(Master, _use(whose), asked | {"the_now": now}))
    else:
        locked = _insist(await session.read_one(Master, _locking_master(whose), asked))
    session.note_known(_name(actor, whose, client_id), locked, tables=_READ)
    return locked


@cache
def _locking_master(whose: Reach) -> Select[int | None, int]:
    return _master(whose).with_for_update()


_READ = tables_of(_MASTERS)
_OWN = Reach(Scope.OWN, is_acting=False)
_USED = "used clients"
LOCKED = "locked clients"
"""Whose money is this transaction's alone until it ends."""


def _name(actor: Actor, whose: Reach, client_id: int) -> tuple[object, ...]:
    return "master", actor, whose, client_id


def _insist(found: Master | None) -> Master:
    if found is None:
        raise NotYoursError
    return found


@cache
def _use(whose: Reach) -> ReturningUpdate[int | None, int]:
    mine = whose.of(ClientRow.owner_id, ClientRow.department_id)
    used = update(ClientRow).where(ClientRow.id == bindparam("the_client"), mine)
    return used.values(touched_at=bindparam("the_now")).returning(*_MASTER)


_TOUCH = (
    update(ClientRow)
    .where(ClientRow.id == bindparam("the_client"), ClientRow.owner_id == bindparam("the_owner"))
    .values(touched_at=bindparam("the_now"))
    .returning(*_MASTER)
)


async def touch_client(session: Session, actor: Actor, client_id: int, now: datetime) -> None:
    """Its owner uses it: the picker shows it first."""
    if (actor.person_id, client_id) not in session.info.get(_USED, ()):
        named = {"the_client": client_id, "the_owner": actor.person_id, "the_now": now}
        await session.note_use(Master, _TOUCH, named)
