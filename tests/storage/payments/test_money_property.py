"""Whatever order money, moves, cancels and undos come in, what is kept equals what a slow recount of it all says."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sales.core.errors import MistakeError
from sales.payments.facts import FactKind
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason, PaymentEventKind, rest
from storage.database import Database
from storage.payments.payment_undo import PaymentEvent
from storage.payments.receipts import NewFact
from storage.tables import ExpectedPaymentRow, FactRow
from storage.transaction import Transaction
from tests.clock import FRIDAY, MovableClock
from tests.quick import quick
from tests.samples import sized
from tests.storage.house import THOUSAND, House

Kind = PaymentEventKind
WHY = MoveReason.OTHER

AMOUNTS = st.integers(1, 200).map(lambda thousands: thousands * THOUSAND)
PLACES = st.integers(0, 1)
STEPS = st.one_of(
    st.tuples(st.just("receives"), AMOUNTS, PLACES),
    st.tuples(st.just("spreads"), AMOUNTS, PLACES),
    st.tuples(st.just("refunds"), AMOUNTS, PLACES),
    st.tuples(st.just("settles"), AMOUNTS, PLACES),
    st.tuples(st.just("moves"), st.integers(1, 40), PLACES),
    st.tuples(st.just("cancels"), AMOUNTS, PLACES),
    st.tuples(st.just("resizes"), AMOUNTS, PLACES),
    st.tuples(st.just("undoes"), AMOUNTS, PLACES),
    st.tuples(st.just("undoes a change"), st.integers(0, 5), PLACES),
    st.tuples(st.just("waits"), st.integers(1, 6), PLACES),
)


@dataclass
class Story:
    house: House
    tx: Transaction
    client: int
    payments: list[int]

    async def tell(self, what: str, much: int, place: int) -> None:
        if what == "waits":
            self.house.clock.advance(minutes=much)
            return
        try:
            async with self.tx.session.savepoint():
                await self._do(self.tx, what, much, self.payments[place])
        except MistakeError:
            return  # refused: nothing was to change, and the recount will say so

    async def _do(self, tx: Transaction, what: str, much: int, payment: int) -> None:
        anna = self.house.anna
        match what:
            case "receives":
                await tx.as_(anna).receipts.record(NewFact(self.client, much, FRIDAY, (payment,)))
            case "spreads":
                await tx.as_(anna).receipts.record(NewFact(self.client, much, FRIDAY, tuple(self.payments)))
            case "refunds":
                await tx.as_(anna).receipts.record(NewFact(self.client, much, FRIDAY, (payment,), FactKind.REFUND))
            case "settles":
                await tx.as_(anna).receipts.settle(payment, FRIDAY)
            case "moves":
                await tx.as_(anna).payment_changes.move(payment, FRIDAY + timedelta(days=much), WHY)
            case "cancels":
                await tx.as_(anna).payment_changes.cancel(payment, WHY)
            case "resizes":
                await tx.as_(anna).payment_changes.change_amount(payment, much)
            case "undoes":
                await self._undo_money(tx, payment)
            case _:
                events = await tx.as_(anna).payment_stories.events(payment)
                await tx.as_(anna).payment_stories.undo_change(events[-1 - much % len(events)].id)

    async def _undo_money(self, tx: Transaction, payment: int) -> None:
        facts = await tx.as_(self.house.anna).receipts.facts_of(payment)
        if facts:
            await tx.as_(self.house.anna).receipts.undo(facts[-1].receipt_id)

    async def check(self) -> None:
        for payment_id in self.payments:
            payment = await self.tx.as_(self.house.anna).payments.get(payment_id)
            events = await self.tx.as_(self.house.anna).payment_stories.events(payment_id)
            assert _kept(payment) == await _recounted(self.tx, payment, events)


def _kept(payment: Payment) -> dict[str, Any]:
    return {
        "received": payment.received,
        "rest": payment.rest,
        "amount": payment.amount,
        "due_on": payment.due_on,
        "moves": payment.moves,
        "cancelled": payment.cancelled_at is not None,
        "closed": payment.closed_at is not None,
    }


async def _recounted(tx: Transaction, payment: Payment, events: list[PaymentEvent]) -> dict[str, Any]:
    """From the facts and the story alone, adding up one by one."""
    rows = await tx.session.execute(select(FactRow.amount, FactRow.undone_at).where(FactRow.payment_id == payment.id))
    received = sum(amount for amount, undone_at in rows if undone_at is None)
    taken_back = {event.after["event"] for event in events if event.kind is Kind.TAKEN_BACK and event.after}
    stand = [event for event in events if event.id not in taken_back]
    amount = next(
        event.after["amount"] for event in reversed(stand) if event.kind in {Kind.AMOUNT_CHANGED, Kind.CREATED}
    )
    moves = [event for event in stand if event.kind is Kind.MOVED]
    cancelled = any(event.kind is Kind.CANCELLED for event in stand)
    return {
        "received": received,
        "rest": rest(amount, received),
        "amount": amount,
        "due_on": date.fromisoformat(moves[-1].after["due_on"]) if moves else payment.first_due_on,
        "moves": len(moves),
        "cancelled": cancelled,
        "closed": cancelled or received >= amount,
    }


async def _story(url: str, clock: MovableClock, steps: list[tuple[str, int, int]]) -> None:
    database = quick(Database(url, clock))
    try:
        house = await House(database, clock).open()
        client = await house.client(house.anna)
        payments = [(await house.awaits(client)).id, (await house.awaits(client, 90 * THOUSAND)).id]
        async with house.write() as tx:
            story = Story(house, tx, client.id, payments)
            for step in steps:
                await story.tell(*step)
                await story.check()
            assert await tx.session.scalar(select(ExpectedPaymentRow.id).where(ExpectedPaymentRow.moves < 0)) is None
    finally:
        await database.dispose()


@settings(max_examples=sized(8, 25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=10))
def test_any_order_of_deeds_keeps_the_sums_true(
    house_url: str, clock: MovableClock, steps: list[tuple[str, int, int]]
) -> None:
    asyncio.run(_story(house_url, clock, steps))
