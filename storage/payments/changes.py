"""What became of payments within some time, read from their events."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import BindParameter, bindparam, or_, select

from sales.payments.changes import ChangeSummary, PaymentChange, sum_up_changes
from sales.payments.payments import PaymentEventKind
from storage.engine.session import Session
from storage.payments.payment import STANDS, Row
from storage.tables import PaymentEventRow
from storage.tables.types import Json

_PEOPLE: BindParameter[int] = bindparam("the_people", expanding=True)

_CHANGES = (
    select(
        PaymentEventRow.payment_id,
        PaymentEventRow.kind,
        PaymentEventRow.at,
        PaymentEventRow.before,
        PaymentEventRow.reason,
    )
    .join(Row, Row.id == PaymentEventRow.payment_id)
    .where(
        PaymentEventRow.at >= bindparam("the_start"),
        PaymentEventRow.at < bindparam("the_end"),
        Row.owner_id.in_(_PEOPLE),
        or_(Row.closed_at.is_(None), Row.closed_at >= bindparam("the_start")),
        STANDS,
    )
    .order_by(PaymentEventRow.at, PaymentEventRow.id)
)


async def read_changes(
    session: Session, person_ids: Collection[int], start: datetime, end: datetime
) -> dict[int, ChangeSummary]:
    """By payment, of those of these people to which anything happened from `start` on and before `end`.

    Not of those that were over before: whatever is said of them then, they take no part in it.
    """
    asked = {"the_start": start, "the_end": end, "the_people": list(person_ids)}
    return sum_up_changes(
        PaymentChange(payment_id, PaymentEventKind(kind), at, _due_before(before), reason)
        for payment_id, kind, at, before, reason in await session.execute(_CHANGES, asked)
    )


def _due_before(before: Json | None) -> date | None:
    """Of a move; other events have noted something else."""
    return date.fromisoformat(before["due_on"]) if before and "due_on" in before else None
