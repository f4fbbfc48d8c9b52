"""What a manager owes within some days, as it was at one instant: the stuff that frozen plans are made of."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import BigInteger, ColumnElement, and_, cast, func, or_, select

from sales.calendar.slots import day_bounds
from sales.core.money import Kopecks
from sales.payments.payment import Payment
from sales.week.promised import Promised, Span, promise
from storage.engine.session import Session
from storage.payments.changes import read_changes
from storage.payments.payment import OPEN, STANDS, Row, find_payments
from storage.payments.receipt import COUNTS
from storage.tables import FactRow


async def read_promised_within(
    session: Session, person_ids: Collection[int], span: Span, zone: str, now: datetime
) -> dict[int, dict[int, Promised]]:
    """By person and payment (sales.week.promised.promise); somebody who owes nothing has an empty one."""
    payments = await _standing(session, person_ids, span, zone)
    changes = await read_changes(session, person_ids, span.as_of, now) if span.as_of < now else {}
    others = changes.keys() - {each.id for each in payments}
    if others:
        payments += await find_payments(session, *_theirs(person_ids, span), Row.id.in_(others))
    came = await read_received_within(session, [each.id for each in payments], span.first, date.max)
    return {each: {} for each in person_ids} | promise(span, payments, changes, came)


async def _standing(session: Session, person_ids: Collection[int], span: Span, zone: str) -> list[Payment]:
    """Due within the span now. What was paid before it began owes nothing there, and is left where it is."""
    begun = day_bounds(span.first, zone)[0]
    awaited = or_(OPEN, and_(Row.closed_at >= begun, Row.cancelled_at.is_(None)))
    return await find_payments(session, *_theirs(person_ids, span), Row.due_on.between(span.first, span.last), awaited)


def _theirs(person_ids: Collection[int], span: Span) -> tuple[ColumnElement[bool], ...]:
    return (Row.owner_id.in_(person_ids), STANDS, Row.created_at <= span.as_of)


async def read_received_within(session: Session, payment_ids: list[int], first: date, last: date) -> dict[int, Kopecks]:
    """Kopecks that came from first to last, both included, by payment; one on which none came is not in it."""
    query = (
        select(FactRow.payment_id, cast(func.sum(FactRow.amount), BigInteger))
        .where(FactRow.payment_id.in_(payment_ids), FactRow.local_date.between(first, last), COUNTS)
        .group_by(FactRow.payment_id)
    )
    if not payment_ids:
        return {}
    return {payment_id: total for payment_id, total in await session.execute(query) if payment_id is not None}
