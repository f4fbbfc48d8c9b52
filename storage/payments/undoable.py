"""What /undo would take back: the last thing that somebody recorded within ten minutes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, cast, func, null, select

from sales.core.money import Kopecks
from sales.core.undo import WINDOW
from storage.activities.activity import UNDOABLE
from storage.engine.actor import Actor
from storage.engine.repository import Repository
from storage.payments.payment import STANDS, Row
from storage.payments.payment_undo import CHANGES, Kind
from storage.payments.receipt import COUNTS
from storage.tables import SHORT_CLIENT_NAME, ActivityRow, ClientRow, FactRow, PaymentEventRow


class DeedKind(StrEnum):
    """By what it is taken back: undo_payment, undo_receipt, undo_change, activities.undo."""

    PAYMENT = "payment"
    RECEIPT = "receipt"
    CHANGE = "change"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Deed:
    kind: DeedKind
    id: int
    at: datetime
    client_name: str
    amount: Kopecks | None = None


class LastDeeds(Repository):
    async def last_undoable(self, actor: Actor) -> Deed | None:
        """The latest that can still be taken back; a payment on which money came cannot, the money first."""
        since = self._clock.now() - WINDOW
        found = [
            await self._payment(actor, since),
            await self._receipt(actor, since),
            await self._change(actor, since),
            await self._activity(actor, since),
        ]
        return max((deed for deed in found if deed is not None), key=lambda deed: deed.at, default=None)

    async def deed_of(self, actor: Actor, draft_id: str) -> Deed | None:
        """What was recorded of this draft and stands, whether it may be taken back still or not."""
        tables = ((DeedKind.PAYMENT, Row), (DeedKind.RECEIPT, FactRow), (DeedKind.ACTIVITY, ActivityRow))
        for kind, table in tables:
            author = {
                DeedKind.PAYMENT: Row.created_by,
                DeedKind.RECEIPT: FactRow.entered_by,
                DeedKind.ACTIVITY: ActivityRow.author_id,
            }[kind]
            query = (
                select(table.id, table.created_at, SHORT_CLIENT_NAME)
                .join(ClientRow, ClientRow.id == table.client_id)
                .where(table.draft_id == draft_id, author == actor.person_id, table.undone_at.is_(None))
            )
            found = await self._first(kind, query)
            if found is not None:
                return found
        return None

    async def _payment(self, actor: Actor, since: datetime) -> Deed | None:
        has_facts = select(FactRow.id).where(FactRow.payment_id == Row.id, COUNTS).exists()
        query = (
            select(Row.id, Row.created_at, SHORT_CLIENT_NAME, Row.amount)
            .join(ClientRow, ClientRow.id == Row.client_id)
            .where(Row.created_by == actor.person_id, Row.created_at >= since, STANDS, ~has_facts)
            .order_by(Row.created_at.desc(), Row.id.desc())
        )
        return await self._first(DeedKind.PAYMENT, query)

    async def _receipt(self, actor: Actor, since: datetime) -> Deed | None:
        receipt = FactRow.receipt_id
        query = (
            select(receipt, FactRow.created_at, SHORT_CLIENT_NAME, cast(func.sum(FactRow.amount), BigInteger))
            .join(ClientRow, ClientRow.id == FactRow.client_id)
            .where(FactRow.entered_by == actor.person_id, FactRow.created_at >= since, COUNTS)
            .group_by(receipt, FactRow.created_at, ClientRow.name)
            .order_by(FactRow.created_at.desc(), receipt.desc())
        )
        return await self._first(DeedKind.RECEIPT, query)

    async def _activity(self, actor: Actor, since: datetime) -> Deed | None:
        query = (
            select(ActivityRow.id, ActivityRow.recorded_at, SHORT_CLIENT_NAME, null())
            .join(ClientRow, ClientRow.id == ActivityRow.client_id)
            .where(ActivityRow.author_id == actor.person_id, ActivityRow.recorded_at >= since, UNDOABLE)
            .order_by(ActivityRow.recorded_at.desc(), ActivityRow.id.desc())
        )
        return await self._first(DeedKind.ACTIVITY, query)

    async def _change(self, actor: Actor, since: datetime) -> Deed | None:
        """The latest change that was not taken back; the events of ten minutes are few."""
        event = PaymentEventRow
        query = (
            select(event.id, event.at, SHORT_CLIENT_NAME, event.kind, event.after)
            .join(Row, Row.id == event.payment_id)
            .join(ClientRow, ClientRow.id == Row.client_id)
            .where(event.actor_id == actor.person_id, event.at >= since, STANDS)
            .order_by(event.at.desc(), event.id.desc())
        )
        taken_back: set[int] = set()
        for event_id, at, name, kind, after in await self._session.execute(query):
            if kind == Kind.TAKEN_BACK:
                taken_back.add((after or {}).get("event", 0))
            elif kind in CHANGES and event_id not in taken_back:
                return Deed(DeedKind.CHANGE, event_id, at, name)
        return None

    async def _first(self, kind: DeedKind, query: Any) -> Deed | None:
        row = (await self._session.execute(query.limit(1))).first()
        return None if row is None else Deed(kind, *row)
