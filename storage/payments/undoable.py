"""What /undo would take back: the last thing that somebody recorded within ten minutes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import BigInteger, ColumnElement, Select, cast, func, literal, null, select, type_coerce

from sales.core.money import Kopecks
from sales.core.undo import WINDOW
from storage.activities.activity import UNDOABLE
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import Column, check_types
from storage.engine.undo_steps import UndoSteps
from storage.payments.counting import Counting
from storage.payments.payment import STANDS, Row
from storage.payments.payment_undo import CHANGES, Kind
from storage.payments.receipt import COUNTS
from storage.tables import SHORT_CLIENT_NAME, ActivityRow, ClientRow, FactRow, PaymentEventRow
from storage.tables.types import Word


class UndoableKind(StrEnum):
    """By what it is taken back: undo_payment, undo_receipt, undo_change, activities.undo."""

    PAYMENT = "payment"
    RECEIPT = "receipt"
    CHANGE = "change"
    ACTIVITY = "activity"
    STEP = "step"
    """What one tap did: undo_steps.take."""
    HELD = "held"
    """A question about money that is not counted: it goes unanswered."""


@dataclass(frozen=True, slots=True)
class UndoableRecord:
    kind: UndoableKind
    id: int
    at: datetime
    client_name: str
    amount: Kopecks | None = None


Deeds: TypeAlias = Select[UndoableKind, int, datetime, str, Kopecks | None]
_NO_SUM: ColumnElement[Kopecks | None] = type_coerce(null(), BigInteger)


def _deeds(
    kind: UndoableKind,
    key: Column[int],
    at: Column[datetime],
    amount: Column[int | None] | Column[int],
) -> Deeds:
    return check_types(
        UndoableRecord,
        select(
            literal(kind, Word(UndoableKind, 8)).label("kind"),
            key.label("id"),
            at.label("at"),
            SHORT_CLIENT_NAME.label("client_name"),
            amount.label("amount"),
        ),
    )


_PAYMENTS = _deeds(UndoableKind.PAYMENT, Row.id, Row.created_at, Row.amount)
_RECEIPT = type_coerce(FactRow.receipt_id, BigInteger)  # set as soon as its first part has an id
_RECEIPTS = _deeds(UndoableKind.RECEIPT, _RECEIPT, FactRow.created_at, cast(func.sum(FactRow.amount), BigInteger))
_ACTIVITIES = _deeds(UndoableKind.ACTIVITY, ActivityRow.id, ActivityRow.recorded_at, _NO_SUM)

_DRAFTED = (
    (_deeds(UndoableKind.PAYMENT, Row.id, Row.created_at, _NO_SUM), Row, Row.created_by),
    (_deeds(UndoableKind.RECEIPT, FactRow.id, FactRow.created_at, _NO_SUM), FactRow, FactRow.entered_by),
    (
        _deeds(UndoableKind.ACTIVITY, ActivityRow.id, ActivityRow.created_at, _NO_SUM),
        ActivityRow,
        ActivityRow.author_id,
    ),
)


class UndoableRecords(ActorRepository):
    async def last(self) -> UndoableRecord | None:
        """The latest that can still be taken back; a payment on which money came cannot, the money first."""
        return next(iter(await self.recent()), None)

    async def recent(self) -> list[UndoableRecord]:
        """The latest of each kind within ten minutes, the last first (SPEC 1)."""
        since = self._clock.now() - WINDOW
        found = [
            await self._payment(since),
            await self._receipt(since),
            await self._change(since),
            await self._activity(since),
            await self._hold(since),
            await self._step(),
        ]
        standing = (each for each in found if each is not None)
        late = {UndoableKind.STEP: 2, UndoableKind.HELD: 1}  # of one moment: what was said last
        return sorted(standing, key=lambda each: (each.at, late.get(each.kind, 0)), reverse=True)

    async def of_draft(self, draft_id: str) -> UndoableRecord | None:
        """What was recorded of this draft and stands, whether it may be taken back still or not."""
        for deeds, table, author in _DRAFTED:
            mine = (table.draft_id == draft_id, author == self._actor.person_id, table.undone_at.is_(None))
            found = await self._first(deeds.join(ClientRow, ClientRow.id == table.client_id).where(*mine))
            if found is not None:
                return found
        return None

    async def _step(self) -> UndoableRecord | None:
        """What it did to several records at that moment goes with it."""
        step = await UndoSteps(self._session, self._clock, self._actor).last()
        return None if step is None else UndoableRecord(UndoableKind.STEP, step.id, step.at, "")

    async def _hold(self, since: datetime) -> UndoableRecord | None:
        waiting = await Counting(self._session, self._clock, self._actor).waiting()
        fresh = [each for each in waiting if each.asked_at >= since]
        if not fresh:
            return None
        last = fresh[-1]
        return UndoableRecord(UndoableKind.HELD, last.id, last.asked_at, last.client_name, last.amount)

    async def _payment(self, since: datetime) -> UndoableRecord | None:
        has_facts = select(FactRow.id).where(FactRow.payment_id == Row.id, COUNTS).exists()
        query = (
            _PAYMENTS.join(ClientRow, ClientRow.id == Row.client_id)
            .where(Row.created_by == self._actor.person_id, Row.created_at >= since, STANDS, ~has_facts)
            .order_by(Row.created_at.desc(), Row.id.desc())
        )
        return await self._first(query)

    async def _receipt(self, since: datetime) -> UndoableRecord | None:
        query = (
            _RECEIPTS.join(ClientRow, ClientRow.id == FactRow.client_id)
            .where(FactRow.entered_by == self._actor.person_id, FactRow.created_at >= since, COUNTS)
            .group_by(_RECEIPT, FactRow.created_at, ClientRow.name)
            .order_by(FactRow.created_at.desc(), _RECEIPT.desc())
        )
        return await self._first(query)

    async def _activity(self, since: datetime) -> UndoableRecord | None:
        query = (
            _ACTIVITIES.join(ClientRow, ClientRow.id == ActivityRow.client_id)
            .where(ActivityRow.author_id == self._actor.person_id, ActivityRow.recorded_at >= since, UNDOABLE)
            .order_by(ActivityRow.recorded_at.desc(), ActivityRow.id.desc())
        )
        return await self._first(query)

    async def _change(self, since: datetime) -> UndoableRecord | None:
        """The latest change that was not taken back; the events of ten minutes are few."""
        event = PaymentEventRow
        query = (
            select(event.id, event.at, SHORT_CLIENT_NAME, event.kind, event.after)
            .join(Row, Row.id == event.payment_id)
            .join(ClientRow, ClientRow.id == Row.client_id)
            .where(event.actor_id == self._actor.person_id, event.at >= since, STANDS)
            .order_by(event.at.desc(), event.id.desc())
        )
        taken_back: set[int] = set()
        for event_id, at, name, kind, after in await self._session.execute(query):
            if kind == Kind.TAKEN_BACK:
                taken_back.add((after or {}).get("event", 0))
            elif kind in CHANGES and event_id not in taken_back:
                return UndoableRecord(UndoableKind.CHANGE, event_id, at, name)
        return None

    async def _first(self, query: Deeds) -> UndoableRecord | None:
        return await self._session.read_one(UndoableRecord, query.limit(1))
