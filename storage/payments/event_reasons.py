"""Why payments were moved or called off, as far as that stands: what was taken back has not happened."""

from collections.abc import Collection

from sqlalchemy import select

from sales.payments.payments import PaymentEventKind
from storage.engine.session import Session
from storage.tables import PaymentEventRow as Row


async def list_taken_back(session: Session, payment_ids: Collection[int]) -> set[int]:
    """Events of these payments that somebody has undone."""
    query = select(Row.after).where(Row.payment_id.in_(payment_ids), Row.kind == PaymentEventKind.TAKEN_BACK)
    found = await session.scalars(query) if payment_ids else ()
    return {after["event"] for after in found if after and "event" in after}


async def read_reasons(session: Session, payment_ids: Collection[int], *kinds: PaymentEventKind) -> dict[int, str]:
    """By payment, the last reason in its own story; of whatever kind of event where none is named."""
    query = select(Row.id, Row.payment_id, Row.reason).where(Row.payment_id.in_(payment_ids), Row.reason.is_not(None))
    of_kinds = query.where(Row.kind.in_(kinds)) if kinds else query
    told = (await session.execute(of_kinds.order_by(Row.id))).all() if payment_ids else ()
    gone = await list_taken_back(session, {each.payment_id for each in told})
    return {each.payment_id: each.reason for each in told if each.id not in gone and each.reason is not None}
