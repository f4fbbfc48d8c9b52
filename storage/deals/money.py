"""What a deal's stage says of its payments. They look at deals, so deals look at their tables alone."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, insert, select, update

from sales.payments.payments import PaymentEventKind
from storage.engine.actor import Actor
from storage.engine.ripples import stir_payment
from storage.engine.session import Session
from storage.tables import ClientRow, DealRow, ExpectedPaymentRow, FactRow, PaymentEventRow

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


async def find_contract_day(session: Session, deal_id: int) -> date | None:
    """The day of shipping and the client's terms; None while either is unknown."""
    shipped = (
        select(DealRow.shipped_on, ClientRow.terms_days)
        .join(ClientRow, ClientRow.id == DealRow.client_id)
        .where(DealRow.id == deal_id)
    )
    shipped_on, terms = (await session.execute(shipped)).one()
    return None if shipped_on is None or terms is None else shipped_on + timedelta(days=terms)


async def spread_contract_day(session: Session, deal_id: int) -> None:
    """What is awaited of a deal that was shipped is due by the client's terms from that day."""
    day = await find_contract_day(session, deal_id)
    await session.execute(update(Row).where(Row.deal_id == deal_id).values(contract_due_on=day))


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
    """The payment and all that came of it are of that deal, or of none; the day of its contract follows."""
    day = None if deal_id is None else await find_contract_day(session, deal_id)
    contract = {} if day is None and deal_id is not None else {"contract_due_on": day}
    await session.execute(update(Row).where(Row.id == payment_id).values(deal_id=deal_id, **contract))
    await session.execute(update(FactRow).where(FactRow.payment_id == payment_id).values(deal_id=deal_id))
