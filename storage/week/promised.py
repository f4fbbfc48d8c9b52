"""What a manager owes within some days, as it was at one instant: the stuff that frozen plans are made of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, ColumnElement, and_, cast, func, or_, select

from sales.calendar.slots import day_bounds
from sales.core.money import Kopecks
from sales.payments.changes import ChangeSummary
from sales.payments.payment import Payment
from sales.payments.payments import rest
from sales.week.promised import Promised
from storage.engine.session import Session
from storage.payments.changes import read_changes
from storage.payments.payment import OPEN, STANDS, Row, find_payments
from storage.payments.receipt import COUNTS
from storage.tables import FactRow


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are promised for, and the instant at which they are looked at.

    A freeze that comes late, after an outage, sees what the punctual one would have seen.
    """

    first: date
    last: date
    as_of: datetime

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


async def promised_within(
    session: Session, person_ids: Collection[int], span: Span, zone: str, now: datetime
) -> dict[int, dict[int, Promised]]:
    """By person and payment. What came since the first day began was promised; what was moved away was not."""
    payments = await _standing(session, person_ids, span, zone)
    since = await read_changes(session, person_ids, span.as_of, now) if span.as_of < now else {}
    others = since.keys() - {each.id for each in payments}
    if others:
        payments += await find_payments(session, *_theirs(person_ids, span), Row.id.in_(others))
    days = {each.id: _day_at(each, since.get(each.id), span.as_of) for each in payments}
    kept = [each for each in payments if span.holds(days[each.id])]
    came = await received_within(session, [each.id for each in kept], span.first, date.max)
    found: dict[int, dict[int, Promised]] = {each: {} for each in person_ids}
    for each in kept:
        owed = rest(each.amount, each.received - came.get(each.id, 0))
        if owed and each.owner_id is not None:
            found[each.owner_id][each.id] = Promised(each.id, owed, days[each.id] or each.due_on, each.probability)
    return found


async def _standing(session: Session, person_ids: Collection[int], span: Span, zone: str) -> list[Payment]:
    begun = day_bounds(span.first, zone)[0]
    awaited = or_(OPEN, and_(Row.closed_at >= begun, Row.cancelled_at.is_(None)))
    return await find_payments(session, *_theirs(person_ids, span), Row.due_on.between(span.first, span.last), awaited)


def _theirs(person_ids: Collection[int], span: Span) -> tuple[ColumnElement[bool], ...]:
    return (Row.owner_id.in_(person_ids), STANDS, Row.created_at <= span.as_of)


def _day_at(payment: Payment, since: ChangeSummary | None, as_of: datetime) -> date | None:
    """Where it was due at that instant; None for one that was cancelled by then."""
    if payment.cancelled_at is not None and payment.cancelled_at <= as_of:
        return None
    return payment.due_on if since is None or since.moved_from is None else since.moved_from


async def received_within(session: Session, payment_ids: list[int], first: date, last: date) -> dict[int, Kopecks]:
    """Σ facts dated from first to last, by payment."""
    query = (
        select(FactRow.payment_id, cast(func.sum(FactRow.amount), BigInteger))
        .where(FactRow.payment_id.in_(payment_ids), FactRow.local_date.between(first, last), COUNTS)
        .group_by(FactRow.payment_id)
    )
    if not payment_ids:
        return {}
    return {payment_id: total for payment_id, total in await session.execute(query) if payment_id is not None}
