"""Clients' promises, read from the stories of their payments, and what came of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from sales.core.clock import local_date
from sales.core.money import Kopecks
from sales.debts.word import CameByDay, ClientWord, DebtPromise, judge
from sales.payments.payments import MoveReason, PaymentEventKind
from storage.engine.reading import check_types
from storage.engine.session import Session
from storage.payments.event_reasons import list_taken_back
from storage.payments.payment import STANDS, Row
from storage.tables import FactRow, PaymentEventRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class _Told:
    """A promise, or a change that was taken back."""

    id: int
    payment_id: int
    client_id: int
    kind: PaymentEventKind
    after: Json | None
    cancelled_at: datetime | None


_TOLD = check_types(
    _Told,
    select(
        PaymentEventRow.id,
        PaymentEventRow.payment_id,
        Row.client_id,
        PaymentEventRow.kind,
        PaymentEventRow.after,
        Row.cancelled_at,
    )
    .join(Row, Row.id == PaymentEventRow.payment_id)
    .where(STANDS)
    .order_by(PaymentEventRow.id),
)
_PROMISED = PaymentEventRow.reason == MoveReason.PROMISED


async def judge_clients(
    session: Session, client_ids: Collection[int], today: date, zone: str
) -> Mapping[int, Mapping[int, ClientWord]]:
    """Of each client that has promised anything, the word on each payment. `today`: the local day in that zone."""
    if not client_ids:
        return {}
    mine = Row.client_id.in_(list(client_ids))
    told = await session.read(_Told, _TOLD.where(mine, _PROMISED, PaymentEventRow.kind == PaymentEventKind.MOVED))
    if not told:
        return {}
    payment_ids = {each.payment_id for each in told}
    gone = await list_taken_back(session, payment_ids)
    receipts = await _read_receipts(session, payment_ids)
    promises: dict[tuple[int, int], list[DebtPromise]] = defaultdict(list)
    for each in told:
        if each.id not in gone and each.after is not None:
            promises[each.client_id, each.payment_id].append(_promise(each, each.after, zone))
    found: dict[int, dict[int, ClientWord]] = defaultdict(dict)
    for (client_id, payment_id), given in promises.items():
        found[client_id][payment_id] = judge(given, receipts, today)
    return found


def _promise(told: _Told, after: Json, zone: str) -> DebtPromise:
    cancelled = None if told.cancelled_at is None else local_date(told.cancelled_at, zone)
    return DebtPromise(told.payment_id, date.fromisoformat(after["due_on"]), after["owed"], cancelled)


async def _read_receipts(session: Session, payment_ids: Collection[int]) -> dict[int, CameByDay]:
    query = select(FactRow.payment_id, FactRow.local_date, FactRow.amount).where(
        FactRow.payment_id.in_(list(payment_ids)), FactRow.undone_at.is_(None)
    )
    days: dict[int, list[tuple[date, Kopecks]]] = defaultdict(list)
    for payment_id, day, amount in await session.execute(query):
        if payment_id is not None:
            days[payment_id].append((day, amount))
    return {payment_id: CameByDay(each) for payment_id, each in days.items()}
