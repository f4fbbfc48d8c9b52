"""What /undo would take back: the last thing that somebody recorded within ten minutes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import BigInteger, ColumnElement, Select, String, cast, func, literal, null, or_, select, type_coerce

from sales.core.money import Kopecks
from sales.core.undo import WINDOW
from sales.payments.held import HeldMoney
from storage.activities.activity import UNDOABLE
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import Column, check_types
from storage.engine.undo_steps import UndoSteps
from storage.payments.counting import Counting
from storage.payments.payment import STANDS, Row
from storage.payments.payment_undo import Kind, is_own_change
from storage.payments.receipt import COUNTS
from storage.tables import SHORT_CLIENT_NAME, ActivityRow, ClientRow, FactRow, PaymentEventRow
from storage.tables.types import Word


class UndoableKind(StrEnum):
    """By what it is taken back: undo_payment, undo_receipt, undo_change, activity_changes.undo."""

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
    draft_id: str | None = None
    """Of the message or the form that said it."""


Deeds: TypeAlias = Select[UndoableKind, int, datetime, str, Kopecks | None, str | None]
_NO_SUM: ColumnElement[Kopecks | None] = type_coerce(null(), BigInteger)


def _deeds(
    kind: UndoableKind,
    key: Column[int],
    at: Column[datetime],
    amount: Column[int | None] | Column[int],
    draft_id: Column[str | None],
) -> Deeds:
    return check_types(
        UndoableRecord,
        select(
            literal(kind, Word(UndoableKind, 8)).label("kind"),
            key.label("id"),
            at.label("at"),
            SHORT_CLIENT_NAME.label("client_name"),
            amount.label("amount"),
            draft_id.label("draft_id"),
        ),
    )


_PAYMENTS = _deeds(UndoableKind.PAYMENT, Row.id, Row.created_at, Row.amount, Row.draft_id)
_RECEIPT = type_coerce(FactRow.receipt_id, BigInteger)  # set as soon as its first part has an id
_RECEIPT_DRAFT: ColumnElement[str | None] = type_coerce(func.max(FactRow.draft_id), String)
_SUM = cast(func.sum(FactRow.amount), BigInteger)
_RECEIPTS = _deeds(UndoableKind.RECEIPT, _RECEIPT, FactRow.created_at, _SUM, _RECEIPT_DRAFT)
_DONE = ActivityRow
_ACTIVITIES = _deeds(UndoableKind.ACTIVITY, _DONE.id, _DONE.recorded_at, _NO_SUM, _DONE.draft_id)

_DRAFTED = (
    (_deeds(UndoableKind.PAYMENT, Row.id, Row.created_at, Row.amount, Row.draft_id), Row, Row.created_by),
    (
        _deeds(UndoableKind.RECEIPT, FactRow.id, FactRow.created_at, FactRow.amount, FactRow.draft_id),
        FactRow,
        FactRow.entered_by,
    ),
    (_deeds(UndoableKind.ACTIVITY, _DONE.id, _DONE.created_at, _NO_SUM, _DONE.draft_id), _DONE, _DONE.author_id),
)


def place_of(of_message: str, place: int) -> str:
    """The draft of one of several records of a message; the first is the message's own."""
    return f"{of_message}:{place}" if place else of_message


def message_of(draft_id: str) -> str:
    """«entry:7:12» of «entry:7:12:1», and of «entry:7:12:1.5f2», which was recorded anew."""
    return ":".join(draft_id.split(":")[:3])


def _place_in(of_message: str, draft_id: str) -> int | None:
    """None for what is no line of the message: money that its call has promised."""
    place = draft_id.removeprefix(of_message).removeprefix(":").partition(".")[0]
    return int(place or 0) if not place or place.isdecimal() else None


class UndoableRecords(ActorRepository):
    async def last(self) -> UndoableRecord | None:
        """The latest that can still be taken back; a payment on which money came cannot, the money first."""
        return next(iter(await self.recent()), None)

    async def recent(self, count: int = 1) -> list[UndoableRecord]:
        """Within ten minutes the latest so many of each kind, the last first (SPEC 1)."""
        since = self._clock.now() - WINDOW
        once = (await self._change(since), await self._read_held(), await self._step())
        standing = [
            *await self._payments(since, count),
            *await self._receipts(since, count),
            *await self._activities(since, count),
            *(each for each in once if each is not None),
        ]
        late = {UndoableKind.STEP: 2, UndoableKind.HELD: 1}  # of one moment: what was said last
        return sorted(standing, key=lambda each: (each.at, late.get(each.kind, 0)), reverse=True)

    async def of_message(self, of_message: str) -> dict[int, UndoableRecord]:
        """The records of a message that stand, by their places in it, in their order."""
        rest = f"{of_message}:"
        found = await self._list_drafted(
            lambda column: or_(column == of_message, column.startswith(rest, autoescape=True))
        )
        waiting = await Counting(self._session, self._clock, self._actor).waiting()
        drafts = [(each.draft_id or "", each) for each in waiting]
        found += [_make_held(each) for draft, each in drafts if draft == of_message or draft.startswith(rest)]
        placed = {place: each for each in found if (place := _place_in(of_message, each.draft_id or "")) is not None}
        return dict(sorted(placed.items()))

    async def _list_drafted(self, which: Callable[[Column[str | None]], ColumnElement[bool]]) -> list[UndoableRecord]:
        found: list[UndoableRecord] = []
        for deeds, table, author in _DRAFTED:
            mine = (which(table.draft_id), author == self._actor.person_id, table.undone_at.is_(None))
            query = deeds.join(ClientRow, ClientRow.id == table.client_id).where(*mine)
            found += await self._session.read(UndoableRecord, query)
        return found

    async def _step(self) -> UndoableRecord | None:
        """What it did to several records at that moment goes with it."""
        step = await UndoSteps(self._session, self._clock, self._actor).last()
        return None if step is None else UndoableRecord(UndoableKind.STEP, step.id, step.at, "")

    async def _read_held(self) -> UndoableRecord | None:
        """A question that stands open is never too old to be closed."""
        waiting = await Counting(self._session, self._clock, self._actor).waiting()
        return _make_held(waiting[-1]) if waiting else None

    async def _payments(self, since: datetime, count: int) -> Sequence[UndoableRecord]:
        has_facts = select(FactRow.id).where(FactRow.payment_id == Row.id, COUNTS).exists()
        query = (
            _PAYMENTS.join(ClientRow, ClientRow.id == Row.client_id)
            .where(Row.created_by == self._actor.person_id, Row.created_at >= since, STANDS, ~has_facts)
            .order_by(Row.created_at.desc(), Row.id.desc())
        )
        return await self._session.read(UndoableRecord, query.limit(count))

    async def _receipts(self, since: datetime, count: int) -> Sequence[UndoableRecord]:
        query = (
            _RECEIPTS.join(ClientRow, ClientRow.id == FactRow.client_id)
            .where(FactRow.entered_by == self._actor.person_id, FactRow.created_at >= since, COUNTS)
            .group_by(_RECEIPT, FactRow.created_at, ClientRow.name)
            .order_by(FactRow.created_at.desc(), _RECEIPT.desc())
        )
        return await self._session.read(UndoableRecord, query.limit(count))

    async def _activities(self, since: datetime, count: int) -> Sequence[UndoableRecord]:
        query = (
            _ACTIVITIES.join(ClientRow, ClientRow.id == ActivityRow.client_id)
            .where(ActivityRow.author_id == self._actor.person_id, ActivityRow.recorded_at >= since, UNDOABLE)
            .order_by(ActivityRow.recorded_at.desc(), ActivityRow.id.desc())
        )
        return await self._session.read(UndoableRecord, query.limit(count))

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
            elif is_own_change(Kind(kind), after) and event_id not in taken_back:
                return UndoableRecord(UndoableKind.CHANGE, event_id, at, name)
        return None


def _make_held(held: HeldMoney) -> UndoableRecord:
    return UndoableRecord(UndoableKind.HELD, held.id, held.asked_at, held.client_name, held.amount, held.draft_id)
