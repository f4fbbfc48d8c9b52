"""
Money is counted once, whichever door it comes by (SPEC 5).

Every door of the product records money by `receive`, `settle` or `expect` of this file. What looks like money that is
there already is held, and counts nowhere until whoever said it has answered `Та же` or `Ещё одна`.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeAlias

from pydantic import TypeAdapter
from sqlalchemy import select, update

from sales.core.errors import AlreadyDoneError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.core.undo import may_undo
from sales.payments.held import ANSWERS, HeldAnswer, HeldKind, HeldMoney, HeldWhy
from sales.payments.likeness import Known
from sales.payments.news import News
from sales.payments.payment import Payment
from sales.payments.receipt import Receipt
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.engine.parts import of_actor
from storage.engine.reading import check_types, columns_of
from storage.payments.drafts import is_draft_known
from storage.payments.likenesses import Likenesses, make_sketch
from storage.payments.payment import STANDS, Row, find_payments, lock_payment
from storage.payments.payments import NewPayment, Payments
from storage.payments.receipts import NewFact, Receipts
from storage.payments.same_money import SameMoney
from storage.people.masters import lock_client
from storage.tables import SHORT_CLIENT_NAME, ClientRow, HeldMoneyRow

New: TypeAlias = NewFact | NewPayment

_HELD = check_types(
    HeldMoney,
    select(*columns_of(HeldMoney, HeldMoneyRow, client_name=SHORT_CLIENT_NAME)).join(
        ClientRow, ClientRow.id == HeldMoneyRow.client_id
    ),
)

_FACTS, _PAYMENTS = TypeAdapter(NewFact), TypeAdapter(NewPayment)
_DONE = "done"
"""In `details`: what «Та же» has confirmed, linked and noted, by ids."""


class Counting(ActorRepository):
    _payments = of_actor(Payments)
    _receipts = of_actor(Receipts)
    _likenesses = of_actor(Likenesses)
    _same = of_actor(SameMoney)

    async def receive(
        self, new: NewFact, *, asks_day: bool = False, checkin_id: int | None = None
    ) -> Receipt | HeldMoney:
        """Money came, or went back: recorded, or held. `asks_day`: its day is too far back to be taken on trust.

        Raises NotYoursError.
        """
        await lock_client(self._session, self._actor, Action.ENTER_FACT, new.client_id, self._clock.now())
        await self._likenesses.look(new)
        if (saved := await self._receipts.find_saved(new.draft_id)) is not None:
            return saved
        if (held := await self.find_held_of_draft(new.draft_id)) is not None:
            return held
        if asks_day:
            return await self._hold(new, HeldWhy.OLD_DAY, None, checkin_id)
        alike = await self._likenesses.find_fact(new)
        if alike is not None:
            return await self._hold(new, HeldWhy.ALIKE, alike, checkin_id)
        return await self._receipts.record(new)

    async def settle(
        self,
        payment_id: int,
        on: date,
        happened_at: datetime | None = None,
        *,
        at_most: Kopecks | None = None,
        checkin_id: int | None = None,
        besides: frozenset[int] = frozenset(),
    ) -> Receipt | HeldMoney:
        """The rest of the payment came, or so much of it as the day's plan awaited.

        `besides`: receipts that are known to be others, of the same tap.

        Raises NotYoursError; AlreadyDoneError when nothing is awaited any more.
        """
        payment = await self._payments.get(payment_id)
        await self._lock_client(payment.client_id)
        payment = await lock_payment(self._session, self._actor, Action.ENTER_FACT, payment_id)
        if not payment.is_open:
            raise AlreadyDoneError
        amount = payment.rest if at_most is None else min(payment.rest, at_most)
        new = NewFact(payment.client_id, amount, on, (payment_id,), happened_at=happened_at)
        alike = await self._likenesses.find_fact(new, besides)
        if alike is not None:
            return await self._hold(new, HeldWhy.ALIKE, alike, checkin_id)
        return await self._receipts.settle(payment_id, on, happened_at, at_most=at_most)

    async def expect(self, new: NewPayment) -> Payment | HeldMoney:
        """Money is expected: recorded, or held. Raises NotYoursError."""
        await lock_client(self._session, self._actor, Action.EDIT_RECORDS, new.client_id, self._clock.now())
        await self._likenesses.look(new)
        if (saved := await self._payments.find_saved(new.draft_id)) is not None:
            return saved
        if (held := await self.find_held_of_draft(new.draft_id)) is not None:
            return held
        alike = await self._likenesses.find_payment(new)
        if alike is not None:
            return await self._hold(new, HeldWhy.ALIKE, alike)
        return await self._payments.expect(new)

    async def read_held(self, held_id: int) -> HeldMoney:
        """One's own, answered or not. Raises NotYoursError."""
        query = _HELD.where(HeldMoneyRow.id == held_id, HeldMoneyRow.person_id == self._actor.person_id)
        return check_found(await self._session.read_one(HeldMoney, query))

    async def waiting(self) -> list[HeldMoney]:
        """What waits for this person's word, the oldest first."""
        row = HeldMoneyRow
        mine = _HELD.where(row.person_id == self._actor.person_id, row.answered_at.is_(None))
        return await self._session.read(HeldMoney, mine.order_by(row.id))

    async def find_held_of_draft(self, draft_id: str | None) -> HeldMoney | None:
        """What a save of the same draft has held, answered or not."""
        if not await is_draft_known(self._session, draft_id):
            return None
        row = HeldMoneyRow
        query = _HELD.where(row.draft_id == draft_id, row.person_id == self._actor.person_id)
        return await self._session.read_one(HeldMoney, query)

    async def forget(self, held_id: int) -> None:
        """It was said by mistake: nothing was counted, and nothing is. Raises NotYoursError, AlreadyDoneError."""
        await self.read_held(held_id)
        row = HeldMoneyRow
        await self._change_once(
            update(row)
            .where(row.id == held_id, row.person_id == self._actor.person_id, row.answered_at.is_(None))
            .values(answered_at=self._clock.now(), draft_id=None)
        )

    async def likeness_of(self, held: HeldMoney) -> Known | None:
        """What it was found to be like, if that stands still; also what the actor does not read otherwise."""
        return await self._likenesses.read(held)

    async def read_news(self, held: HeldMoney, known: Known | None) -> News:
        """What `Та же` would change of the awaited payment that it is; none of one that the actor may not edit."""
        return await self._same.read_news(held, known)

    async def answer(self, held_id: int, answer: HeldAnswer, today: date) -> Receipt | Payment | HeldMoney:
        """What became of it: the record; or what is held, as it stands now, with `Та же` or with one more question.

        `Та же` of what was taken back since records it. Raises NotYoursError; AlreadyDoneError for a second answer.
        """
        held = await self.read_held(held_id)
        await self._lock_client(held.client_id)
        if answer not in ANSWERS[held.why]:
            raise AlreadyDoneError
        await self._take(held, answer)
        new = _new_of(held)
        if answer is HeldAnswer.SAME:
            known = await self.likeness_of(held)
            return await self._record(held, new) if known is None else await self._accept(held, new, known)
        if isinstance(new, NewFact) and held.why is HeldWhy.OLD_DAY:
            return await self._date(held, replace(new, on=today) if answer is HeldAnswer.TODAY else new)
        return await self._record(held, new)

    async def ask_again(self, held_id: int) -> HeldMoney:
        """«Та же» is taken back: what it confirmed is claimed again. Raises NotYoursError, AlreadyDoneError."""
        held, row = await self.read_held(held_id), HeldMoneyRow
        if held.answered_at is None or not may_undo(held.answered_at, self._clock.now()):
            raise AlreadyDoneError
        await self._lock_client(held.client_id)
        await self._same.take_back(held.details.get(_DONE, {}))
        await self._change_once(
            update(row).where(row.id == held_id, row.answer == HeldAnswer.SAME).values(answered_at=None, answer=None)
        )
        return await self.read_held(held_id)

    async def _lock_client(self, client_id: int) -> None:
        """Two who say the same at one moment stand in a queue: the second finds what the first has recorded."""
        if not self._is_postgres:
            return  # one writer is queue enough
        await self._session.execute(select(ClientRow.id).where(ClientRow.id == client_id).with_for_update())

    async def _hold(self, new: New, why: HeldWhy, alike: Known | None, checkin_id: int | None = None) -> HeldMoney:
        sketch = make_sketch(new)
        if new.draft_id is None and (twin := await self._waiting_twin(new)) is not None:
            return twin
        values = {
            "person_id": self._actor.person_id,
            "client_id": new.client_id,
            "kind": HeldKind.FACT if isinstance(new, NewFact) else HeldKind.EXPECTED,
            "why": why,
            "amount": sketch.amount,
            "day": sketch.day,
            "details": _details(new),
            **_alike_values(alike),
            "checkin_id": checkin_id,
            "asked_at": self._clock.now(),
            "draft_id": new.draft_id,
        }
        held_id = await self._insert_once(HeldMoneyRow, ["draft_id"], values)
        if held_id is not None:
            return await self.read_held(held_id)
        return check_found(await self.find_held_of_draft(new.draft_id))

    async def _waiting_twin(self, new: New) -> HeldMoney | None:
        """The question of a button that was pressed before and is not answered yet."""
        details = _details(new) | {"happened_at": None}
        for each in await self.waiting():
            if each.client_id == new.client_id and each.details | {"happened_at": None} == details:
                return each
        return None

    async def _take(self, held: HeldMoney, answer: HeldAnswer) -> None:
        row = HeldMoneyRow
        await self._change_once(
            update(row)
            .where(row.id == held.id, row.answered_at.is_(None), row.why == held.why)
            .values(answered_at=self._clock.now(), answer=answer)
        )

    async def _record(self, held: HeldMoney, new: New) -> Receipt | Payment:
        del held
        if isinstance(new, NewPayment):
            return await self._payments.expect(new)
        standing = (
            [each.id for each in await find_payments(self._session, Row.id.in_(new.payment_ids), STANDS)]
            if new.payment_ids
            else []
        )
        return await self._receipts.record(replace(new, payment_ids=tuple(standing)))

    async def _accept(self, held: HeldMoney, new: New, known: Known) -> HeldMoney:
        """Counted once; what that has done is noted, to be taken back."""
        row = HeldMoneyRow
        details = held.details | {_DONE: await self._same.accept(held, new, known)}
        await self._session.execute(update(row).where(row.id == held.id).values(details=details))
        return await self.read_held(held.id)

    async def _date(self, held: HeldMoney, new: NewFact) -> Receipt | HeldMoney:
        """Its day is known now; is it the same as a record that is there?"""
        alike = await self._likenesses.find_fact(new)
        if alike is None:
            receipt = await self._record(held, new)
            assert isinstance(receipt, Receipt)  # noqa: S101  of a fact
            return receipt
        row = HeldMoneyRow
        more = {"why": HeldWhy.ALIKE, "day": new.on, "details": _details(new), "answered_at": None, "answer": None}
        await self._session.execute(update(row).where(row.id == held.id).values(**more, **_alike_values(alike)))
        return await self.read_held(held.id)


def _details(new: New) -> dict[str, Any]:
    kept: dict[str, Any]
    kept = _FACTS.dump_python(new, mode="json") if isinstance(new, NewFact) else _PAYMENTS.dump_python(new, mode="json")
    return kept


def _new_of(held: HeldMoney) -> New:
    said = {name: value for name, value in held.details.items() if name != _DONE}
    return _FACTS.validate_python(said) if held.kind is HeldKind.FACT else _PAYMENTS.validate_python(said)


def _alike_values(alike: Known | None) -> dict[str, int | None]:
    return {
        "alike_payment_id": alike.id if isinstance(alike, Payment) else None,
        "alike_receipt_id": alike.id if isinstance(alike, Receipt) else None,
    }
