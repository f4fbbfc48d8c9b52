"""«Та же»: money that was told twice is counted once. What it confirms, links and notes is kept, to be taken back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from sales.core.rights import Action, may
from sales.core.words import add_line, find_unsaid
from sales.payments.facts import FactKind, Trust
from sales.payments.held import HeldMoney
from sales.payments.likeness import Known
from sales.payments.news import News, find_news
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason, PaymentEventKind
from sales.payments.receipt import Receipt
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_actor
from storage.engine.ripples import stir_money
from storage.payments.confirmations import Confirmations
from storage.payments.payment import Row, add_money, may_reach_payment, note_event
from storage.payments.payment_changes import PaymentChanges
from storage.payments.payment_undo import PaymentStories
from storage.payments.payments import NewPayment
from storage.payments.receipt import COUNTS, find_receipts
from storage.payments.receipts import NewFact
from storage.tables import FactRow


class SameMoney(ActorRepository):
    _confirmations = of_actor(Confirmations)
    _changes = of_actor(PaymentChanges)
    _stories = of_actor(PaymentStories)

    async def accept(self, held: HeldMoney, new: NewFact | NewPayment, known: Known) -> dict[str, Any]:
        """Who may confirm has confirmed it; a row that was pressed is what it was for. What was done, by ids."""
        done: dict[str, Any] = {}
        receipts = [known] if isinstance(known, Receipt) else await self._receipts_on(known)
        if isinstance(new, NewFact):
            done["confirmed"] = await self._confirm(receipts)
            if isinstance(known, Receipt) and new.kind is FactKind.RECEIPT:
                done |= await self._complete(held, new, known)
        elif isinstance(known, Payment):
            done["changed"] = await self._change(known, await self.read_news(held, known))
        return {name: value for name, value in done.items() if value}

    async def read_news(self, held: HeldMoney, known: Known | None) -> News:
        """What it says of the payment that stands; none where the actor may not edit that."""
        news = find_news(held, known)
        if not news or known is None:
            return news
        editable = select(Row.id).where(Row.id == known.id, may_reach_payment(self._actor, Action.EDIT_RECORDS))
        return news if await self._exists(editable) else News()

    async def take_back(self, done: dict[str, Any]) -> None:
        """What it confirmed is claimed again."""
        for receipt_id in done.get("confirmed", ()):
            await self._confirmations.unconfirm(receipt_id)
        if "linked" in done:
            await self._unlink(done["linked"])
        if "noted" in done:
            await self._note(done["noted"], done.get("was"))
        for event_id in reversed(done.get("changed", ())):
            await self._stories.undo_change(event_id)

    async def _confirm(self, receipts: Sequence[Receipt]) -> list[int]:
        if not may(self._actor.role, Action.CONFIRM_FACT):
            return []
        claimed = [each.id for each in receipts if each.fact.trust is Trust.CLAIMED]
        for receipt_id in claimed:
            await self._confirmations.confirm(receipt_id)
        return claimed

    async def _change(self, known: Payment, news: News) -> list[int]:
        """The events by which it is taken back: another day is the client's word."""
        done = []
        if news.amount is not None:
            done.append(await self._changes.change_amount(known.id, known.received + news.amount))
        if news.day is not None:
            done.append(await self._changes.move(known.id, news.day, MoveReason.PROMISED))
        if news.probability is not None:
            done.append(await self._changes.change_probability(known.id, news.probability))
        if news.invoice or news.comment:
            said = add_line(known.comment, news.comment) or None
            done.append(await self._changes.annotate(known.id, said, news.invoice))
        return [each.event_id for each in done if each.event_id]

    async def _complete(self, held: HeldMoney, new: NewFact, known: Receipt) -> dict[str, Any]:
        """What the second telling knows more: for which payment it was, and by what papers it came."""
        done: dict[str, Any] = {}
        if held.checkin_id is not None and new.payment_ids and not known.payments:
            done["linked"] = await self._link(known, new.payment_ids[0])
        stood = known.fact.comment
        if fresh := find_unsaid(stood, new.comment):
            await self._note(known.id, add_line(stood, fresh))
            done |= {"noted": known.id, "was": stood}
        return done

    async def _link(self, receipt: Receipt, payment_id: int) -> int:
        fact = receipt.fact
        linked = await self._session.execute(
            update(FactRow)
            .where(FactRow.id == fact.id, FactRow.payment_id.is_(None), COUNTS)
            .values(payment_id=payment_id)
            .returning(FactRow.id)
        )
        if linked.first() is None:
            return 0
        now = self._clock.now()
        await add_money(self._session, payment_id, fact.amount, now)
        await note_event(
            self._session, self._actor, payment_id, PaymentEventKind.FACT_LINKED, now, after={"fact_id": fact.id}
        )
        stir_money(self._session, fact.owner_id, fact.on)
        return fact.id

    async def _unlink(self, fact_id: int) -> None:
        row = FactRow
        found = (await self._session.execute(select(row.payment_id, row.amount).where(row.id == fact_id, COUNTS))).one()
        payment_id, amount = found
        if payment_id is None:
            return
        await self._session.execute(update(row).where(row.id == fact_id).values(payment_id=None))
        now = self._clock.now()
        await add_money(self._session, payment_id, -amount, now)
        await note_event(
            self._session, self._actor, payment_id, PaymentEventKind.TAKEN_BACK, now, before={"fact_id": fact_id}
        )

    async def _note(self, receipt_id: int, comment: str | None) -> None:
        await self._session.execute(update(FactRow).where(FactRow.receipt_id == receipt_id).values(comment=comment))

    async def _receipts_on(self, payment: Payment) -> list[Receipt]:
        of_it = select(FactRow.receipt_id).where(FactRow.payment_id == payment.id, COUNTS)
        return await find_receipts(self._session, FactRow.receipt_id.in_(of_it), COUNTS)
