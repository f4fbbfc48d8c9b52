"""Rows of deals, and the few statements that everything about deals stands on."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, or_, select, update

from sales.core.errors import NotYoursError
from sales.core.rights import Action
from sales.deals.deal import Deal
from storage.engine.actor import Actor
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import Reach, name_actor, reach_acting, reach_acting_of
from storage.engine.session import Session
from storage.tables import SHORT_CLIENT_NAME, ClientRow, DealRow, FactRow

DEALS = check_types(
    Deal,
    select(*columns_of(Deal, DealRow, client_name=SHORT_CLIENT_NAME)).join(
        ClientRow, ClientRow.id == DealRow.client_id
    ),
)
STANDS = DealRow.undone_at.is_(None)
"""Not taken back; what was taken back is as good as absent."""
UNDER_WAY = and_(DealRow.closed_at.is_(None), STANDS)
LAST_USED = (DealRow.used_at.desc(), DealRow.id.desc())


def may_reach_deal(actor: Actor, action: Action = Action.READ_RECORDS) -> ColumnElement[bool]:
    """The condition on DealRow for what the right reaches, of the absent colleagues too, and is not taken back."""
    return and_(reach_acting(actor, action, DealRow.owner_id, DealRow.department_id), STANDS)


@cache
def open_of_client(reach: Reach) -> Select[*tuple[Any, ...]]:
    """A client's deals under way, the last used first; a question that every card of money asks."""
    seen = reach.of(DealRow.owner_id, DealRow.department_id)
    return DEALS.where(seen, DealRow.client_id == bindparam("the_client"), UNDER_WAY).order_by(*LAST_USED)


@cache
def find_last_used(reach: Reach) -> Select[int]:
    """Of a client's deals one under way, else one that was won and no money came of."""
    seen = and_(reach.of(DealRow.owner_id, DealRow.department_id), STANDS)
    came = exists().where(FactRow.deal_id == DealRow.id, FactRow.undone_at.is_(None))
    meant = or_(UNDER_WAY, and_(DealRow.won_at.is_not(None), ~came))
    mine = select(DealRow.id).where(seen, DealRow.client_id == bindparam("the_client"), meant)
    return mine.order_by(case((UNDER_WAY, 0), else_=1), *LAST_USED).limit(1)


@cache
def _one_deal(reach: Reach) -> Select[*tuple[Any, ...]]:
    return DEALS.where(DealRow.id == bindparam("the_deal"), reach.of(DealRow.owner_id, DealRow.department_id), STANDS)


async def get_deal(session: Session, actor: Actor, deal_id: int, action: Action = Action.READ_RECORDS) -> Deal:
    """Where the right reaches it, by standing in too.

    Raises NotYoursError for a foreign, an absent and a taken back one alike.
    """
    asked = name_actor(actor) | {"the_deal": deal_id}
    found = await session.read_one(Deal, _one_deal(reach_acting_of(actor, action)), asked)
    if found is None:
        raise NotYoursError
    return found


async def lock_deal(session: Session, actor: Actor, deal_id: int) -> Deal:
    """Hold it until the transaction ends, and read it as it is then. Raises NotYoursError."""
    await session.scalar(select(DealRow.id).where(DealRow.id == deal_id).with_for_update())
    return await get_deal(session, actor, deal_id, Action.EDIT_RECORDS)


async def touch_deal(session: Session, deal_id: int, now: datetime) -> None:
    """It was used: of several deals of a client the last used is meant."""
    await session.execute(update(DealRow).where(DealRow.id == deal_id).values(used_at=now))
