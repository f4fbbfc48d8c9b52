"""Edits of an expected payment: each is an event with before and after."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, update

from sales.core.clock import local_date
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason, PaymentEventKind
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import HasFactsError
from storage.engine.ripples import stir_day, stir_payment
from storage.payments.owed import follow
from storage.payments.payment import OPEN, STANDS, Row, find_payments, lock_payment, note_event, settle_state
from storage.people.masters import client_master
from storage.tables import FactRow, PaymentEventRow
from storage.tables.types import Json

Kind = PaymentEventKind

ONE_TAP = timedelta(minutes=1)
"""Moves of one tap are this near each other."""

MOST_MOVES = 100


@dataclass(frozen=True, slots=True)
class ChangedPayment:
    """The payment as it is now, and the event by which the change is undone; 0 where nothing has changed."""

    payment: Payment
    event_id: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A move of the payment, as its story has it."""

    event_id: int
    payment: Payment
    reason: str | None


class PaymentChanges(ActorRepository):
    async def move(
        self,
        payment_id: int,
        to: date,
        reason: MoveReason,
        right: Action = Action.EDIT_RECORDS,
        probability: int | None = None,
    ) -> ChangedPayment:
        """Another day; `probability`, in per cent: and another chance of it, which goes back with the move.

        `right`: a lead who confirms somebody's week takes its slips along by the right to plans.

        Raises NotYoursError; AlreadyDoneError when it is there already or awaited no more.
        """
        old = await lock_payment(self._session, self._actor, right, payment_id)
        await self._change_once(
            update(Row)
            .where(Row.id == payment_id, OPEN, Row.due_on != to)
            .values(due_on=to, moves=Row.moves + 1, **({} if probability is None else {"probability": probability}))
        )
        if old.due_on < local_date(self._clock.now(), self._actor.zone):
            await follow(self._session, payment_id, self._clock.now())
        before: Json = {"due_on": old.due_on.isoformat()}
        after: Json = {"due_on": to.isoformat(), "owed": old.amount}
        if probability is not None:
            before["probability"], after["probability"] = old.probability, probability
        return await self._change(payment_id, Kind.MOVED, before, after, reason)

    async def explain(self, event_id: int, reason: MoveReason) -> None:
        """Why it was moved, told after one's own move, for which nobody has asked then.

        Raises NotYoursError; AlreadyDoneError where a reason was told already.
        """
        row = PaymentEventRow
        own = (row.id == event_id, row.kind == Kind.MOVED, row.actor_id == self._actor.person_id)
        payment_id = await self._session.scalar(select(row.payment_id).where(*own))
        if payment_id is None:
            raise NotYoursError
        await self._change_once(update(row).where(*own, row.reason == MoveReason.OTHER).values(reason=reason))
        stir_payment(self._session, payment_id)
        before, after = {"reason": MoveReason.OTHER}, {"reason": reason}
        await self._audit("payment.explained", "payment", payment_id, before, after)

    async def list_taken_along(self, monday: date, first_id: int) -> list[Moved]:
        """One's own moves out of the days before that week, by one tap: from that event on."""
        row = PaymentEventRow
        was = row.before["due_on"].as_string()
        own = (
            row.actor_id == self._actor.person_id,
            row.kind == Kind.MOVED,
            row.id >= first_id,
            was < monday.isoformat(),
        )
        query = select(row.id, row.payment_id, row.reason, row.at).where(*own).order_by(row.id).limit(MOST_MOVES)
        found = (await self._session.execute(query)).all()
        if not found or found[0].id != first_id:
            return []
        kept = [each for each in found if each.at - found[0].at < ONE_TAP]
        ids = {each.payment_id for each in kept}
        payments = {each.id: each for each in await find_payments(self._session, Row.id.in_(ids), STANDS)}
        return [Moved(each.id, payments[each.payment_id], each.reason) for each in kept if each.payment_id in payments]

    async def keep_day(self, payment_id: int, day: date) -> ChangedPayment:
        """The said day after all, though it is not worked: not a move, for nobody has put the money off.

        Raises NotYoursError; AlreadyDoneError when it is there already or awaited no more.
        """
        old = await lock_payment(self._session, self._actor, Action.EDIT_RECORDS, payment_id)
        if not old.is_open or old.due_on == day:
            raise AlreadyDoneError
        await self._write(payment_id, due_on=day, first_due_on=old.first_due_on if old.moves else day)
        before = {"due_on": old.due_on.isoformat(), "first_due_on": old.first_due_on.isoformat()}
        return await self._change(payment_id, Kind.DAY_KEPT, before, {"due_on": day.isoformat()})

    async def ask_from(self, payment_id: int, day: date | None) -> Payment:
        """Overdue, it is not asked about before that day; None: asked about as any other.

        Raises NotYoursError; AlreadyDoneError when it is awaited no more, or was put off so already.
        """
        old = await lock_payment(self._session, self._actor, Action.EDIT_RECORDS, payment_id)
        if not old.is_open or old.ask_from == day:
            raise AlreadyDoneError
        await self._write(payment_id, ask_from=day)
        stir_payment(self._session, payment_id)
        before, after = [{"ask_from": None if each is None else each.isoformat()} for each in (old.ask_from, day)]
        await self._audit("payment.ask_from", "payment", payment_id, before, after)
        return old

    async def change_amount(self, payment_id: int, amount: Kopecks) -> ChangedPayment:
        """In kopecks; also of a paid one, which may open it again. Raises NotYoursError; AlreadyDoneError when it is
        that already, or cancelled.
        """
        old = await lock_payment(self._session, self._actor, Action.EDIT_RECORDS, payment_id)
        if old.amount == amount or old.cancelled_at is not None:
            raise AlreadyDoneError
        await self._write(payment_id, amount=amount)
        before, after = {"amount": old.amount}, {"amount": amount}
        return await self._change(payment_id, Kind.AMOUNT_CHANGED, before, after)

    async def change_probability(self, payment_id: int, probability: int) -> ChangedPayment:
        """In per cent; said by hand, and kept as said.

        Raises NotYoursError; AlreadyDoneError when just this was said by hand, or it is awaited no more.
        """
        old = await lock_payment(self._session, self._actor, Action.EDIT_RECORDS, payment_id)
        if (old.probability, old.probability_manual) == (probability, True) or not old.is_open:
            raise AlreadyDoneError
        await self._write(payment_id, probability=probability, probability_manual=True)
        before = {"probability": old.probability, "manual": old.probability_manual}
        after = {"probability": probability, "manual": True}
        return await self._change(payment_id, Kind.PROBABILITY_CHANGED, before, after)

    async def set_contract_day(self, payment_id: int, day: date) -> ChangedPayment:
        """By the contract it is due on that day, worked or not: a debt is as old as that says.

        Raises NotYoursError; AlreadyDoneError when it is that day already, or awaited no more.
        """
        old = await lock_payment(self._session, self._actor, Action.EDIT_RECORDS, payment_id)
        stood = await self._session.scalar(select(Row.contract_due_on).where(Row.id == payment_id))
        if not old.is_open or stood == day:
            raise AlreadyDoneError
        await self._write(payment_id, contract_due_on=day)
        before: Json = {"contract_due_on": None if stood is None else stood.isoformat()}
        return await self._change(payment_id, Kind.CONTRACT_SAID, before, {"contract_due_on": day.isoformat()})

    async def cancel(
        self, payment_id: int, reason: MoveReason, right: Action = Action.EDIT_RECORDS, why: str = ""
    ) -> ChangedPayment:
        """«Не ждать»: what came stays, the rest is awaited no more. `right`: a lead writes off by another one, and
        says `why` in words.

        Raises NotYoursError; AlreadyDoneError when it is awaited no more.
        """
        await lock_payment(self._session, self._actor, right, payment_id)
        now = self._clock.now()
        await self._change_once(update(Row).where(Row.id == payment_id, OPEN).values(cancelled_at=now, closed_at=now))
        return await self._change(
            payment_id, Kind.CANCELLED, None, {"cancelled": True} | ({"why": why} if why else {}), reason
        )

    async def change_client(self, payment_id: int, client_id: int) -> ChangedPayment:
        """Recorded under a wrong name: it goes to the right client's owner, without its deal.

        Raises NotYoursError, AlreadyDoneError; HasFactsError, for money that came stays where it is.
        """
        old = await lock_payment(self._session, self._actor, Action.EDIT_RECORDS, payment_id)
        master = await client_master(self._session, self._actor, Action.EDIT_RECORDS, client_id)
        if old.client_id == client_id:
            raise AlreadyDoneError
        if await self._has_facts(payment_id):
            raise HasFactsError
        await self._write(
            payment_id,
            client_id=client_id,
            owner_id=master.person_id,
            department_id=master.department_id,
            deal_id=None,
        )
        stir_day(self._session, old.owner_id)
        kept = ("client_id", "owner_id", "department_id", "deal_id")
        before, after = {name: getattr(old, name) for name in kept}, {"client_id": client_id}
        return await self._change(payment_id, Kind.REASSIGNED, before, after)

    async def annotate(self, payment_id: int, comment: str | None = None, invoice: str | None = None) -> ChangedPayment:
        """A comment or an invoice's number; None leaves what there is. Raises NotYoursError."""
        old = await lock_payment(self._session, self._actor, Action.EDIT_RECORDS, payment_id)
        stood, said = {"comment": old.comment, "invoice": old.invoice}, {"comment": comment, "invoice": invoice}
        after: Json = {name: value for name, value in said.items() if value not in {None, stood[name]}}
        if not after:
            return ChangedPayment(old, 0)
        await self._write(payment_id, **after)
        before = {name: stood[name] for name in after}
        return await self._change(payment_id, Kind.ANNOTATED, before, after)

    async def _has_facts(self, payment_id: int) -> bool:
        return await self._exists(
            select(FactRow.id).where(FactRow.payment_id == payment_id, FactRow.undone_at.is_(None))
        )

    async def _write(self, payment_id: int, **values: object) -> None:
        if values:
            await self._session.execute(update(Row).where(Row.id == payment_id).values(**values))
        await settle_state(self._session, payment_id, self._clock.now())

    async def _change(
        self,
        payment_id: int,
        kind: PaymentEventKind,
        before: Json | None,
        after: Json,
        reason: MoveReason | None = None,
    ) -> ChangedPayment:
        now = self._clock.now()
        event_id = await note_event(self._session, self._actor, payment_id, kind, now, before, after, reason)
        return ChangedPayment((await find_payments(self._session, Row.id == payment_id))[0], event_id)
