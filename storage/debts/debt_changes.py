"""What is done with a debt: promised anew, disputed, brought to the lead, written off: events of its payment."""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute

from sales.core.clock import local_date
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.debts.word import ClientWord
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason, PaymentEventKind
from storage.debts.words import judge_clients
from storage.engine.actor_repository import ActorRepository
from storage.payments.owed import follow, is_debt
from storage.payments.payment import Row, lock_payment, note_event
from storage.payments.payment_changes import ChangedPayment, PaymentChanges
from storage.tables import DebtCaseRow
from storage.tables.types import Json

Kind = PaymentEventKind


class DebtChanges(ActorRepository):
    async def promise(self, payment_id: int, on: date) -> ChangedPayment:
        """«Обещали на…»: a move; as probable as the client's word at most, unless that was said by hand.

        Raises NotYoursError; AlreadyDoneError when it is awaited on that day already, or no more.
        """
        payment, is_owed = await self._hold(payment_id), await self._is_debt(payment_id)
        judged = await judge_clients(self._session, [payment.client_id], self._today, self._actor.zone)
        word = sum(judged.get(payment.client_id, {}).values(), ClientWord())
        lowered = payment.probability if payment.probability_manual else word.lower(payment.probability)
        changes = PaymentChanges(self._session, self._clock, self._actor)
        chance = None if lowered == payment.probability else lowered
        change = await changes.move(payment_id, on, MoveReason.PROMISED, probability=chance)
        if is_owed:
            await follow(self._session, payment_id, self._clock.now(), promised_on=on)
        return change

    async def dispute(self, payment_id: int, why: str) -> None:
        """Nothing of it is forecast until the dispute is closed. Raises NotYoursError; AlreadyDoneError."""
        payment = await self._hold_debt(payment_id)
        if await self._stands(payment_id, DebtCaseRow.disputed_at):
            raise AlreadyDoneError
        now, said = self._clock.now(), (payment.probability, payment.probability_manual)
        kept = {"probability": said[0], "probability_manual": said[1]}
        await follow(self._session, payment_id, now, disputed_at=now, dispute=why, **kept)
        await self._write(payment_id, probability=0, probability_manual=True)
        await self._note(payment_id, Kind.DISPUTED, {"probability": said[0], "manual": said[1]}, {"why": why})

    async def close_dispute(self, payment_id: int) -> None:
        """As probable as it was. Raises NotYoursError; AlreadyDoneError where nothing is disputed."""
        await self._hold(payment_id)
        case = DebtCaseRow
        query = select(case.probability, case.probability_manual).where(
            case.payment_id == payment_id, case.disputed_at.is_not(None)
        )
        was = (await self._session.execute(query)).first()
        if was is None:
            raise AlreadyDoneError
        await follow(self._session, payment_id, self._clock.now(), disputed_at=None, dispute=None)
        await self._write(payment_id, probability=was[0], probability_manual=was[1])
        await self._note(payment_id, Kind.DISPUTE_CLOSED, None, {"probability": was[0], "manual": was[1]})

    async def escalate(self, payment_id: int) -> None:
        """«🆘 РОПу». Raises NotYoursError; AlreadyDoneError when the lead was asked already."""
        await self._hold_debt(payment_id)
        if await self._stands(payment_id, DebtCaseRow.escalated_at):
            raise AlreadyDoneError
        now = self._clock.now()
        await follow(self._session, payment_id, now, escalated_at=now)
        await self._note(payment_id, Kind.ESCALATED, None, None)

    async def write_off(self, payment_id: int, why: str) -> ChangedPayment:
        """The lead's: the rest is awaited no more, and no money is made of it.

        Raises NotYoursError; AlreadyDoneError when it is awaited no more.
        """
        changes = PaymentChanges(self._session, self._clock, self._actor)
        change = await changes.cancel(payment_id, MoveReason.WRITTEN_OFF, Action.WRITE_OFF, why)
        await self._audit("debt.written_off", "payment", payment_id, None, {"why": why})
        return change

    async def _hold(self, payment_id: int) -> Payment:
        payment = await lock_payment(self._session, self._actor, Action.EDIT_RECORDS, payment_id)
        if not payment.is_open:
            raise AlreadyDoneError
        return payment

    async def _hold_debt(self, payment_id: int) -> Payment:
        payment = await self._hold(payment_id)
        if not await self._is_debt(payment_id):
            raise NotYoursError
        return payment

    async def _is_debt(self, payment_id: int) -> bool:
        return await self._exists(select(Row.id).where(Row.id == payment_id, is_debt(self._today)))

    async def _stands(self, payment_id: int, since: InstrumentedAttribute[datetime | None]) -> bool:
        """Whether its case has that instant."""
        case = select(DebtCaseRow.payment_id).where(DebtCaseRow.payment_id == payment_id, since.is_not(None))
        return await self._exists(case)

    async def _write(self, payment_id: int, **values: object) -> None:
        await self._session.execute(update(Row).where(Row.id == payment_id).values(**values))

    async def _note(self, payment_id: int, kind: Kind, before: Json | None, after: Json | None) -> None:
        await note_event(self._session, self._actor, payment_id, kind, self._clock.now(), before, after)

    @property
    def _today(self) -> date:
        return local_date(self._clock.now(), self._actor.zone)
