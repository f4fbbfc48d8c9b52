"""What a deal's stage says of its payments. They look at deals, so deals look at their tables alone."""

from datetime import datetime

from sqlalchemy import ColumnElement, insert, select, update

from sales.payments.payments import PaymentEventKind
from storage.engine.actor import Actor
from storage.engine.ripples import stir_payment
from storage.engine.session import Session
from storage.tables import ExpectedPaymentRow, FactRow, PaymentEventRow

Row = ExpectedPaymentRow
AWAITED = Row.closed_at.is_(None)


async def spread_probability(
    session: Session, actor: Actor, which: ColumnElement[bool], probability: int, now: datetime
) -> None:
    """To the awaited payments of which nobody has said otherwise; each notes it."""
    told = (which, AWAITED, Row.probability_manual.is_(False), Row.probability != probability)
    found = (await session.execute(select(Row.id, Row.probability).where(*told).order_by(Row.id))).all()
    for payment_id, before in found:
        await session.execute(update(Row).where(Row.id == payment_id).values(probability=probability))
        event = {
            "payment_id": payment_id,
            "at": now,
            "actor_id": actor.person_id,
            "kind": PaymentEventKind.STAGE_SAID,
            "before": {"probability": before},
            "after": {"probability": probability},
        }
        await session.execute(insert(PaymentEventRow).values(**event))
        stir_payment(session, payment_id)


async def take_payments(session: Session, client_id: int, deal_id: int) -> list[int]:
    """What the client owes already becomes this deal's, with what came of it; their ids."""
    taken = await session.scalars(
        update(Row)
        .where(Row.client_id == client_id, Row.deal_id.is_(None), AWAITED)
        .values(deal_id=deal_id)
        .returning(Row.id)
    )
    ids = list(taken)
    if ids:
        await session.execute(update(FactRow).where(FactRow.payment_id.in_(ids)).values(deal_id=deal_id))
    return ids


async def drop_payments(session: Session, deal_id: int) -> None:
    """Payments and facts of that deal are of none any more; their probabilities are the caller's."""
    for row in (Row, FactRow):
        await session.execute(update(row).where(row.deal_id == deal_id).values(deal_id=None))


async def put_payment(session: Session, payment_id: int, deal_id: int | None) -> None:
    """The payment and all that came of it are of that deal, or of none."""
    await session.execute(update(Row).where(Row.id == payment_id).values(deal_id=deal_id))
    await session.execute(update(FactRow).where(FactRow.payment_id == payment_id).values(deal_id=deal_id))
