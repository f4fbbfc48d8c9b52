"""What stands of a client that new money may be the same as (SPEC 5): whoever recorded it, by whichever door."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from sales.core.clock import local_date
from sales.payments.facts import sign_amount
from sales.payments.held import HeldMoney
from sales.payments.likeness import (
    MOVED_WITHIN_DAYS,
    NEARLY,
    WITHIN_DAYS,
    Known,
    Sketch,
    find_alike_fact,
    find_alike_payment,
    find_moved_payment,
    find_parted_payment,
)
from sales.payments.payment import Payment
from sales.payments.payments import PaymentSource
from sales.payments.receipt import Receipt
from storage.deals.deal import UNDER_WAY
from storage.deals.deals import Deals
from storage.engine.actor_repository import ActorRepository
from storage.payments.drafts import IS_DRAFT_KNOWN, note_draft
from storage.payments.payment import OPEN, STANDS, WRITTEN, Row, ask_payments, find_payments, payments_where
from storage.payments.payments import NewPayment
from storage.payments.receipt import COUNTS, ask_receipts, facts_where, find_receipts
from storage.payments.receipts import NewFact
from storage.tables import DealRow, FactRow

New: TypeAlias = NewFact | NewPayment

_AMOUNT: BindParameter[int] = bindparam("the_amount", type_=Row.amount.type)
_FIRST: BindParameter[date] = bindparam("first", type_=Row.due_on.type)
_LAST: BindParameter[date] = bindparam("last", type_=Row.due_on.type)
_near = and_(FactRow.client_id == bindparam("the_client"), FactRow.local_date.between(_FIRST, _LAST), COUNTS)
_whole = func.coalesce(FactRow.receipt_id, FactRow.id)
_came = select(_whole).where(_near).group_by(_whole).having(func.sum(FactRow.amount) == _AMOUNT).exists()
_due = (
    select(Row.id)
    .where(
        Row.client_id == bindparam("the_client"),
        STANDS,
        or_(Row.due_on.between(_FIRST, _LAST), OPEN, Row.id.in_(select(FactRow.payment_id).where(_near))),
        or_(Row.amount == _AMOUNT, Row.received == _AMOUNT, Row.amount - Row.received == _AMOUNT),
    )
    .exists()
)
_Part = aliased(Row)
_part_stands = (_Part.closed_at.is_(None), _Part.undone_at.is_(None))
_rest = Row.amount - Row.received
_parted = (
    select(Row.id)
    .join(_Part, and_(_Part.client_id == Row.client_id, _Part.id > Row.id, *_part_stands))
    .where(
        Row.client_id == bindparam("the_client"),
        OPEN,
        STANDS,
        func.abs(_rest - _Part.amount + _Part.received - _AMOUNT) * NEARLY <= _rest,
    )
    .exists()
)
_deals = select(DealRow.id).where(DealRow.client_id == bindparam("the_client"), UNDER_WAY).exists()
_LOOK = select(or_(_came, _due, _parted), IS_DRAFT_KNOWN, _deals)
_CAME_NEAR = facts_where(FactRow.receipt_id.in_(select(FactRow.receipt_id).where(_near)), COUNTS)
_DUE_NEAR = payments_where(
    Row.client_id == bindparam("the_client"),
    STANDS,
    or_(Row.due_on.between(_FIRST, _LAST), OPEN, Row.id.in_(bindparam("the_paid", expanding=True))),
)
_SAID_WITHIN = {
    PaymentSource.LINE: MOVED_WITHIN_DAYS,
    PaymentSource.DIALOG: MOVED_WITHIN_DAYS,
    PaymentSource.CALL: timedelta.max.days,
}
"""What a person says may be of money that is awaited on another day, so many days from it."""
_TABLES = frozenset({Row.__tablename__, FactRow.__tablename__})


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
        if not await self._is_any_alike(sketch):
            return None
        payments, receipts = await self._near(sketch)
        return find_alike_fact(sketch, payments, [each for each in receipts if each.id not in besides])

    async def find_payment(self, new: NewPayment) -> Known | None:
        """A record that the expected payment may be."""
        sketch = make_sketch(new)
        if not await self._is_any_alike(sketch):
            return None
        payments, receipts = await self._near(sketch)
        alike = find_alike_payment(sketch, payments, receipts, self._today)
        if alike is not None or new.source not in _SAID_WITHIN:
            return alike
        ours = self._session.info.get(WRITTEN, ())  # «по 100к 10-го и 17-го» are two
        others = [each for each in payments if each.id not in ours]
        moved = find_moved_payment(sketch, others, _SAID_WITHIN[new.source])
        return moved or find_parted_payment(sketch, payments, ours)

    async def _is_any_alike(self, sketch: Sketch) -> bool:
        """Whether anything there may be: nearly never. A sum is compared as sales.payments.likeness does."""

        async def read() -> bool:
            is_alike, _is_known, _has_deals = await self._look(sketch, None)
            return is_alike

        return await self._session.once(("alike", sketch), read, tables=_TABLES)

    async def look(self, new: New) -> None:
        """Know by one question what the next ones are nearly always answered by: nothing there is like it, nothing was
        saved of its draft, and the client has no deal under way.
        """
        sketch = make_sketch(new)
        is_alike, is_known, has_deals = await self._look(sketch, new.draft_id)
        if not has_deals:
            Deals(self._session, self._clock, self._actor).note_none(new.client_id)
        self._session.note_known(("alike", sketch), is_alike, tables=_TABLES)
        note_draft(self._session, new.draft_id, is_known=is_known)

    async def _look(self, sketch: Sketch, draft_id: str | None) -> tuple[bool, bool, bool]:
        asked = self._around(sketch) | {"the_amount": sketch.amount, "the_draft": draft_id}
        is_alike, is_known, has_deals = (await self._session.execute(_LOOK, asked)).one()
        return bool(is_alike), bool(is_known), bool(has_deals)

    async def _near(self, sketch: Sketch) -> tuple[Sequence[Payment], Sequence[Receipt]]:
        """All that stands of the client around that day, whoever recorded it and whoever owns it."""
        near_it = self._around(sketch)
        receipts = await ask_receipts(self._session, _CAME_NEAR, near_it)
        paid = sorted({part.id for receipt in receipts for part in receipt.payments})
        return await ask_payments(self._session, _DUE_NEAR, near_it | {"the_paid": paid}), receipts

    def _around(self, sketch: Sketch) -> dict[str, Any]:
        near = timedelta(days=WITHIN_DAYS)
        return {"the_client": sketch.client_id, "first": sketch.day - near, "last": sketch.day + near}

    @property
    def _today(self) -> date:
        return local_date(self._clock.now(), self._actor.zone)


def make_sketch(new: New) -> Sketch:
    """Whose, how much in signed kopecks, and of which day."""
    if isinstance(new, NewFact):
        return Sketch(new.client_id, sign_amount(new.kind, new.amount), new.on)
    return Sketch(new.client_id, new.amount, new.due_on)
