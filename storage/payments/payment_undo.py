"""The story of an expected payment, and what may be taken back of it for ten minutes (SPEC 1)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from sales.core.errors import AlreadyDoneError, ChangedSinceError, MistakeError, NotYoursError, TooLateError
from sales.core.rights import Action
from sales.core.undo import WINDOW, may_undo
from sales.hooks.events import HookEvent
from sales.payments.payment import Payment
from sales.payments.payments import PaymentEventKind
from storage.activities.promises import ALIVE
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import HasFactsError
from storage.engine.reading import check_types, columns_of
from storage.engine.ripples import stir_payment
from storage.hooks.announcing import announce
from storage.payments.payment import (
    Row,
    find_payments,
    lock_payment,
    lock_payments,
    may_reach_payment,
    note_event,
    settle_state,
)
from storage.people.masters import client_master
from storage.tables import FactRow, PaymentEventRow, ReminderRow
from storage.tables.types import Json

Kind = PaymentEventKind

CHANGES = frozenset(
    {
        Kind.MOVED,
        Kind.AMOUNT_CHANGED,
        Kind.PROBABILITY_CHANGED,
        Kind.CANCELLED,
        Kind.REASSIGNED,
        Kind.ANNOTATED,
        Kind.DAY_KEPT,
        Kind.CONTRACT_SAID,
    }
)
"""What `undo_change` takes back."""


def is_own_change(kind: PaymentEventKind, after: Json | None) -> bool:
    """Of the payment alone: one that was handed over with its owner's others goes back by no tap."""
    return kind in CHANGES and (kind is not Kind.REASSIGNED or "client_id" in (after or {}))


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    id: int
    payment_id: int
    at: datetime
    actor_id: int | None
    kind: PaymentEventKind
    before: Json | None
    after: Json | None
    reason: str | None


_EVENTS = check_types(PaymentEvent, select(*columns_of(PaymentEvent, PaymentEventRow)).order_by(PaymentEventRow.id))


RESTORED = {
    Kind.MOVED: HookEvent.PAYMENT_MOVED,
    Kind.DAY_KEPT: HookEvent.PAYMENT_MOVED,
    Kind.CANCELLED: HookEvent.PAYMENT_EXPECTED,
}
"""A program that was told of a change hears of its taking back as of another one."""


class PaymentStories(ActorRepository):
    async def events(self, payment_id: int) -> list[PaymentEvent]:
        """The payment's story from its beginning; of somebody else's there is none."""
        mine = select(Row.id).where(Row.id == payment_id, may_reach_payment(self._actor))
        return await self._events(payment_id) if await self._exists(mine) else []

    async def undo_change(self, event_id: int) -> Payment:
        """Take back one's own move, cancelling, new amount or probability, unless a later one stands on it.

        Raises NotYoursError, AlreadyDoneError, TooLateError; ChangedSinceError while the later one stands.
        """
        event = await self._get_own_event(event_id)
        await lock_payment(self._session, self._actor, Action.EDIT_RECORDS, event.payment_id)
        story = await self._events(event.payment_id)
        taken_back = {each.after.get("event") for each in story if each.kind is Kind.TAKEN_BACK and each.after}
        if event_id in taken_back:
            raise AlreadyDoneError
        if not may_undo(event.at, self._clock.now()):
            raise TooLateError
        if any(each.kind is event.kind and each.id > event_id and each.id not in taken_back for each in story):
            raise ChangedSinceError
        await self._restore(event)
        if event.kind in RESTORED:
            announce(self._session, RESTORED[event.kind], self._clock.now(), event.payment_id)
        await self._note_taken_back(event.payment_id, event.after, {**(event.before or {}), "event": event_id})
        return (await find_payments(self._session, Row.id == event.payment_id))[0]

    async def undo_payment(self, payment_id: int) -> None:
        """Take back one's own new payment. Raises NotYoursError, HasFactsError, AlreadyDoneError, TooLateError."""
        now = self._clock.now()
        mine = (Row.id == payment_id, Row.created_by == self._actor.person_id)
        await lock_payments(self._session, *mine)  # PostgreSQL looks for facts anew only in a statement that follows
        facts = select(FactRow.id).where(FactRow.payment_id == payment_id, FactRow.undone_at.is_(None))
        undone = await self._session.execute(
            update(Row)
            .where(
                *mine,
                Row.created_at >= now - WINDOW,
                Row.undone_at.is_(None),
                ~facts.exists(),
            )
            .values(undone_at=now, closed_at=now)
            .returning(Row.id)
        )
        if undone.first() is None:
            raise await self._why_payment_stands(payment_id)
        await self._session.execute(
            update(ReminderRow)
            .where(ReminderRow.payment_id == payment_id, ReminderRow.state.in_(ALIVE))
            .values(state="dropped")
        )
        announce(self._session, HookEvent.PAYMENT_CANCELLED, now, payment_id)
        await self._note_taken_back(payment_id, None, None)

    async def _why_payment_stands(self, payment_id: int) -> MistakeError:
        query = select(Row.undone_at, Row.created_at).where(
            Row.id == payment_id, Row.created_by == self._actor.person_id
        )
        row = (await self._session.execute(query)).first()
        if row is None:
            return NotYoursError()
        undone_at, created_at = row
        if undone_at is not None:
            return AlreadyDoneError()
        return TooLateError() if not may_undo(created_at, self._clock.now()) else HasFactsError()

    async def _get_own_event(self, event_id: int) -> PaymentEvent:
        row = PaymentEventRow
        mine = (row.id == event_id, row.actor_id == self._actor.person_id, row.kind.in_(CHANGES))
        event = await self._session.read_one(PaymentEvent, _EVENTS.where(*mine))
        if event is None or not is_own_change(event.kind, event.after):
            raise NotYoursError
        return event

    async def _restore(self, event: PaymentEvent) -> None:
        before = event.before or {}
        match event.kind:
            case Kind.MOVED:
                due_on = date.fromisoformat(before["due_on"])
                chance = {"probability": before["probability"]} if "probability" in before else {}
                await self._put(event.payment_id, due_on=due_on, moves=Row.moves - 1, **chance)
            case Kind.AMOUNT_CHANGED:
                await self._put(event.payment_id, amount=before["amount"])
            case Kind.PROBABILITY_CHANGED:
                said = {"probability": before["probability"], "probability_manual": before["manual"]}
                await self._put(event.payment_id, **said)
            case Kind.DAY_KEPT:
                await self._put(event.payment_id, **{name: date.fromisoformat(day) for name, day in before.items()})
            case Kind.CONTRACT_SAID:
                said = before["contract_due_on"]
                await self._put(event.payment_id, contract_due_on=date.fromisoformat(said) if said else None)
            case Kind.REASSIGNED:
                await self._give_back(event.payment_id, before)
            case Kind.ANNOTATED:
                await self._put(event.payment_id, **before)
            case _:
                await self._put(event.payment_id, cancelled_at=None)

    async def _give_back(self, payment_id: int, before: Json) -> None:
        """To the client it was recorded of first. Raises HasFactsError: money that came stays where it is."""
        if await self._exists(select(FactRow.id).where(FactRow.payment_id == payment_id, FactRow.undone_at.is_(None))):
            raise HasFactsError
        stir_payment(self._session, payment_id)
        if "owner_id" not in before:  # of an earlier version: whose the client is now
            master = await client_master(self._session, self._actor, Action.EDIT_RECORDS, before["client_id"])
            before = {**before, "owner_id": master.person_id, "department_id": master.department_id}
        await self._put(payment_id, **before)

    async def _events(self, payment_id: int) -> list[PaymentEvent]:
        return await self._session.read(PaymentEvent, _EVENTS.where(PaymentEventRow.payment_id == payment_id))

    async def _put(self, payment_id: int, **values: object) -> None:
        await self._session.execute(update(Row).where(Row.id == payment_id).values(**values))
        await settle_state(self._session, payment_id, self._clock.now())

    async def _note_taken_back(self, payment_id: int, before: Json | None, after: Json | None) -> None:
        await note_event(self._session, self._actor, payment_id, Kind.TAKEN_BACK, self._clock.now(), before, after)
