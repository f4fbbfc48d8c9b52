"""Facts: money is recorded, spread over what was awaited, and taken back as a whole (SPEC 5)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select, update

from sales.core.errors import AlreadyDoneError, MistakeError, NotYoursError, TooLateError
from sales.core.money import Kopecks
from sales.core.rights import Action, may
from sales.core.undo import WINDOW, may_undo
from sales.hooks.events import HookEvent
from sales.payments.facts import FactKind, FactSource, OpenItem, sign_amount, spread
from sales.payments.payment import Payment
from sales.payments.payments import PaymentEventKind
from sales.payments.receipt import Fact, Receipt
from storage.deals.deals import Deals
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_first, check_found
from storage.engine.parts import of_actor
from storage.engine.ripples import stir_money
from storage.engine.scope import Reach, name_actor, reach, reach_acting_of
from storage.hooks.announcing import announce
from storage.payments.bank_documents import free_documents, list_behind
from storage.payments.drafts import is_draft_known
from storage.payments.payment import READ_OF_PAYMENT, STANDS, Row, add_money, lock_payment, lock_payments, note_event
from storage.payments.receipt import (
    COUNTS,
    OF_A_CLIENT,
    READ_OF_FACT,
    ask_receipts,
    facts_where,
    find_facts,
    find_receipts,
    may_reach_fact,
)
from storage.people.masters import Master, client_master, touch_client
from storage.tables import FactRow

_READ = READ_OF_PAYMENT | READ_OF_FACT
_WRITTEN = "written receipts"


@dataclass(frozen=True, slots=True)
class NewFact:
    """`amount` as it was said, positive also of a refund; `payment_ids` filled oldest first, empty is off plan."""

    client_id: int
    amount: Kopecks
    on: date
    payment_ids: tuple[int, ...] = ()
    kind: FactKind = FactKind.RECEIPT
    happened_at: datetime | None = None
    """The message's own time; None is now."""
    draft_id: str | None = None
    comment: str | None = None
    """«п/п 1234», «по договору 12/26 от 15.01.2027»: the papers, and what else was said."""
    rest_on: date | None = None
    """The day that was said for what is left of the payment."""
    is_from_bank: bool = False
    """A document of the bank's file stands behind it."""

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise ValueError("an amount is said positive; a refund is a kind")


_NUMBERED = update(FactRow).where(FactRow.id == bindparam("the_receipt")).values(receipt_id=bindparam("the_receipt"))
"""The first part of a receipt gives it its number."""


@cache
def _find_one(reach: Reach) -> Select[*tuple[Any, ...]]:
    seen = reach.of(FactRow.owner_id, FactRow.department_id)
    return facts_where(FactRow.receipt_id == bindparam("the_receipt"), seen, COUNTS, OF_A_CLIENT)


class Receipts(ActorRepository):
    _deals = of_actor(Deals)

    async def record(self, new: NewFact) -> Receipt:
        """Money came, or went back. Whoever enters it, its owner stays the payment's or the client's (SPEC 5).

        What the payments do not owe stays on the newest of them («сверх»). By who may confirm, it is confirmed. Each
        payment notes an event; the days are drawn anew. Raises NotYoursError. The doors come by `Counting.receive`.
        """
        if (saved := await self.find_saved(new.draft_id)) is not None:
            return saved
        master = await client_master(self._session, self._actor, Action.ENTER_FACT, new.client_id)
        payments = await lock_payments(
            self._session, Row.id.in_(new.payment_ids), Row.client_id == new.client_id, STANDS
        )
        if {each.id for each in payments} != set(new.payment_ids):
            raise NotYoursError
        return await self._record(new, master, payments)

    async def settle(
        self,
        payment_id: int,
        on: date,
        happened_at: datetime | None = None,
        draft_id: str | None = None,
        at_most: Kopecks | None = None,
    ) -> Receipt:
        """The rest of the payment came, or so much of it as the day's plan awaited.

        Raises NotYoursError; AlreadyDoneError when nothing is awaited any more.
        """
        if (saved := await self.find_saved(draft_id)) is not None:
            return saved
        payment = await lock_payment(self._session, self._actor, Action.ENTER_FACT, payment_id)
        if not payment.is_open:
            raise AlreadyDoneError
        amount = payment.rest if at_most is None else min(payment.rest, at_most)
        new = NewFact(payment.client_id, amount, on, (payment_id,), FactKind.RECEIPT, happened_at, draft_id)
        return await self._record(new, Master(payment.owner_id, payment.department_id), [payment])

    async def get(self, receipt_id: int) -> Receipt:
        """All parts that the actor may read, of those for whom they stand in too.

        Raises NotYoursError for a foreign, an absent and a taken back one alike.
        """
        mine = _find_one(reach_acting_of(self._actor, Action.READ_RECORDS))
        named = name_actor(self._actor) | {"the_receipt": receipt_id}
        return check_first(
            await self._session.once(
                ("receipt", self._actor, receipt_id),
                lambda: ask_receipts(self._session, mine, named),
                tables=_READ,
                is_ours=receipt_id in self._session.info.get(_WRITTEN, ()),
            )
        )

    async def facts_on(self, on: date, person_id: int | None = None) -> list[Fact]:
        """What came on that local day, in the order of recording: to all whom the actor reads by right, or to one
        person.
        """
        whose = FactRow.owner_id == person_id
        if person_id is None:
            whose = reach(self._actor, Action.READ_RECORDS, FactRow.owner_id, FactRow.department_id)
        return await find_facts(self._session, may_reach_fact(self._actor), FactRow.local_date == on, whose)

    async def of_client(self, client_id: int) -> list[Fact]:
        """All that came of it, the latest first."""
        found = await find_facts(self._session, may_reach_fact(self._actor), FactRow.client_id == client_id)
        return sorted(found, key=lambda each: (each.on, each.id), reverse=True)

    async def facts_of(self, payment_id: int) -> list[Fact]:
        """What came on the payment and the actor may read, in the order of recording."""
        return await find_facts(self._session, may_reach_fact(self._actor), FactRow.payment_id == payment_id)

    async def undo(self, receipt_id: int) -> list[Payment]:
        """Take back all parts of what one entered oneself; the payments as they are again, by date.

        Each of them notes an event; the days are drawn anew. Raises NotYoursError, AlreadyDoneError, TooLateError.
        """
        mine = (FactRow.entered_by == self._actor.person_id, FactRow.created_at >= self._clock.now() - WINDOW)
        payments = await self._take_back(receipt_id, *mine)
        if payments is None:
            raise await self._why_receipt_stands(receipt_id)
        return payments

    async def take_back_booked(self, receipt_id: int) -> None:
        """What a document of the bank has recorded, whenever it was; nothing of other money.

        For who may confirm it: the caller brings the right.
        """
        if await self._take_back(receipt_id, FactRow.source == FactSource.BANK_FILE) is not None:
            await self._audit("fact.taken_back", "receipt", receipt_id)

    async def _take_back(self, receipt_id: int, *which: ColumnElement[bool]) -> list[Payment] | None:
        """The payments of all its parts as they are again; None where nothing of it meets the conditions.

        Documents of the bank that stood behind it wait again.
        """
        now = self._clock.now()
        undone = await self._session.execute(
            update(FactRow)
            .where(FactRow.receipt_id == receipt_id, *which, COUNTS)
            .values(undone_at=now)
            .returning(FactRow.id, FactRow.payment_id, FactRow.owner_id, FactRow.amount, FactRow.local_date)
        )
        parts = sorted(undone.all(), key=lambda part: part[1] or 0)
        if not parts:
            return None
        self._announce(HookEvent.FACT_UNDONE, receipt_id)
        if behind := await list_behind(self._session, [receipt_id]):
            await free_documents(self._session, behind)
        for fact_id, payment_id, owner_id, amount, on in parts:
            stir_money(self._session, owner_id, on)
            if payment_id is not None:
                await add_money(self._session, payment_id, -amount, now)
                before = {"fact_id": fact_id, "amount": amount}
                await note_event(self._session, self._actor, payment_id, PaymentEventKind.TAKEN_BACK, now, before)
        return await lock_payments(self._session, Row.id.in_([part[1] for part in parts if part[1] is not None]))

    async def _record(self, new: NewFact, master: Master, payments: Sequence[Payment]) -> Receipt:
        now = self._clock.now()
        confirmed = may(self._actor.role, Action.CONFIRM_FACT)
        vouched = FactSource.BANK_FILE if new.is_from_bank else FactSource.LEAD
        values = {
            "client_id": new.client_id,
            "kind": new.kind,
            "local_date": new.on,
            "entered_by": self._actor.person_id,
            "source": vouched if confirmed else FactSource.MANAGER,
            "confirmed_by": self._actor.person_id if confirmed else None,
            "confirmed_at": now if confirmed else None,
            "happened_at": new.happened_at or now,
            "created_at": now,
            "comment": new.comment or None,
            "bank_day": new.on if new.is_from_bank else None,
        }
        receipt_id: int | None = None
        deal_id = await self._deals.find_last_used(new.client_id)
        by_id = {each.id: each for each in payments}
        items = [OpenItem(each.id, each.rest, each.due_on) for each in payments]
        for part in spread(new.kind, new.amount, items):
            payment = None if part.item_id is None else by_id[part.item_id]
            owner = master if payment is None else Master(payment.owner_id, payment.department_id)
            draft_id = new.draft_id if receipt_id is None else None
            fact_id = await self._insert_once(
                FactRow,
                ["draft_id"],
                values
                | {
                    "owner_id": owner.person_id,
                    "department_id": owner.department_id,
                    "payment_id": None if payment is None else payment.id,
                    "deal_id": deal_id if payment is None else payment.deal_id,
                    "amount": sign_amount(new.kind, part.amount),
                    "receipt_id": receipt_id,
                    "draft_id": draft_id,
                },
            )
            if fact_id is None:
                return await self._find_saved_meanwhile(new.draft_id)
            stir_money(self._session, owner.person_id, new.on)
            receipt_id = receipt_id or fact_id
            if payment is not None:
                await self._link(payment.id, fact_id, sign_amount(new.kind, part.amount), now)
        await self._session.execute(_NUMBERED, {"the_receipt": receipt_id})
        for event in (HookEvent.FACT_RECORDED, *([HookEvent.FACT_CONFIRMED] if confirmed else [])):
            self._announce(event, receipt_id or 0)
        await touch_client(self._session, self._actor, new.client_id, now)
        self._session.info.setdefault(_WRITTEN, set()).add(receipt_id)
        with suppress(NotYoursError):
            return await self.get(receipt_id or 0)  # as its card will read it
        return (await find_receipts(self._session, FactRow.receipt_id == receipt_id))[0]

    def _announce(self, event: HookEvent, receipt_id: int) -> None:
        announce(self._session, event, self._clock.now(), receipt_id)

    async def _link(self, payment_id: int, fact_id: int, amount: Kopecks, now: datetime) -> None:
        await add_money(self._session, payment_id, amount, now)
        after = {"fact_id": fact_id, "amount": amount}
        await note_event(self._session, self._actor, payment_id, PaymentEventKind.FACT_LINKED, now, after=after)

    async def _find_saved_meanwhile(self, draft_id: str | None) -> Receipt:
        return check_found(await self.find_saved(draft_id))

    async def find_saved(self, draft_id: str | None) -> Receipt | None:
        """What a save of the same draft has recorded already."""
        if not await is_draft_known(self._session, draft_id):
            return None
        query = select(FactRow.receipt_id).where(
            FactRow.draft_id == draft_id, FactRow.entered_by == self._actor.person_id
        )
        receipt_id = await self._session.scalar(query)
        found = [] if receipt_id is None else await find_receipts(self._session, FactRow.receipt_id == receipt_id)
        return next(iter(found), None)

    async def _why_receipt_stands(self, receipt_id: int) -> MistakeError:
        query = select(FactRow.undone_at, FactRow.created_at).where(
            FactRow.receipt_id == receipt_id, FactRow.entered_by == self._actor.person_id
        )
        row = (await self._session.execute(query)).first()
        if row is None:
            return NotYoursError()
        undone_at, created_at = row
        late = not may_undo(created_at, self._clock.now())
        return TooLateError() if undone_at is None and late else AlreadyDoneError()
