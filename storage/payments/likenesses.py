"""What stands of a client that new money may be the same as (SPEC 5): whoever recorded it, by whichever door."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeAlias

from sqlalchemy import or_, select

from sales.payments.facts import sign_amount
from sales.payments.held import HeldMoney
from sales.payments.likeness import WITHIN_DAYS, Known, Sketch, find_alike_fact, find_alike_payment
from sales.payments.payment import Payment
from sales.payments.receipt import Receipt
from storage.engine.actor_repository import ActorRepository
from storage.payments.payment import STANDS, Row, find_payments
from storage.payments.payments import NewPayment
from storage.payments.receipt import COUNTS, find_receipts
from storage.payments.receipts import NewFact
from storage.tables import FactRow

New: TypeAlias = NewFact | NewPayment


class Likenesses(ActorRepository):
    async def read(self, held: HeldMoney) -> Known | None:
        """What it was found to be like, if that stands still; also what the actor does not read otherwise."""
        if held.alike_receipt_id is not None:
            found = await find_receipts(self._session, FactRow.receipt_id == held.alike_receipt_id, COUNTS)
            return found[0] if found else None
        if held.alike_payment_id is not None:
            payments = await find_payments(self._session, Row.id == held.alike_payment_id, STANDS)
            return payments[0] if payments else None
        return None

    async def find_fact(self, new: NewFact, besides: frozenset[int] = frozenset()) -> Known | None:
        """A record that the money may be; `besides`: receipts that are known to be others."""
        sketch = make_sketch(new)
        payments, receipts = await self._near(sketch)
        return find_alike_fact(sketch, payments, [each for each in receipts if each.id not in besides])

    async def find_payment(self, new: NewPayment) -> Known | None:
        """A record that the expected payment may be."""
        sketch = make_sketch(new)
        return find_alike_payment(sketch, *await self._near(sketch))

    async def _near(self, sketch: Sketch) -> tuple[Sequence[Payment], Sequence[Receipt]]:
        """All that stands of the client around that day, whoever recorded it and whoever owns it."""
        near = timedelta(days=WITHIN_DAYS)
        first, last = sketch.day - near, sketch.day + near
        came = select(FactRow.receipt_id).where(
            FactRow.client_id == sketch.client_id, FactRow.local_date.between(first, last), COUNTS
        )
        receipts = await find_receipts(self._session, FactRow.receipt_id.in_(came), COUNTS)
        paid = {part.id for receipt in receipts for part in receipt.payments}
        due = Row.due_on.between(first, last)
        payments = await find_payments(
            self._session, Row.client_id == sketch.client_id, STANDS, or_(due, Row.id.in_(paid)) if paid else due
        )
        return payments, receipts


def make_sketch(new: New) -> Sketch:
    """Whose, how much in signed kopecks, and of which day."""
    if isinstance(new, NewFact):
        return Sketch(new.client_id, sign_amount(new.kind, new.amount), new.on)
    return Sketch(new.client_id, new.amount, new.due_on)
