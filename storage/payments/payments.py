"""Expected payments: what is awaited, from whom and when (SPEC 5)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.payments.payment import Payment
from sales.payments.payments import PaymentEventKind, PaymentSource
from storage.deals.deal import touch_deal
from storage.deals.deal_payments import DealPayments
from storage.deals.money import find_contract_day
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_first
from storage.engine.ripples import stir_awaited
from storage.engine.scope import Reach, name_actor, reach, reach_acting_of
from storage.payments.drafts import is_draft_known
from storage.payments.payment import (
    OPEN,
    READ_OF_PAYMENT,
    STANDS,
    WRITTEN,
    Row,
    add_payment,
    ask_payments,
    find_payments,
    may_reach_payment,
    note_event,
    payments_where,
)
from storage.people.masters import client_master, touch_client


@dataclass(frozen=True, slots=True)
class NewPayment:
    """`probability` None: the deal's stage says it. A draft's id makes a repeated save harmless."""

    client_id: int
    amount: Kopecks
    due_on: date
    probability: int | None = None
    deal_id: int | None = None
    invoice: str | None = None
    comment: str | None = None
    source: PaymentSource = PaymentSource.DIALOG
    draft_id: str | None = None


@cache
def _one_payment(reach: Reach) -> Select[*tuple[Any, ...]]:
    return payments_where(Row.id == bindparam("the_payment"), reach.of(Row.owner_id, Row.department_id), STANDS)


class Payments(ActorRepository):
    async def expect(self, new: NewPayment) -> Payment:
        """Await money of a client; the client's owner owns it, a repeated save of the draft returns the first.

        Notes CREATED; redraws from its day on. Raises NotYoursError. The doors of the product come by
        `Counting.expect`.
        """
        master = await client_master(self._session, self._actor, Action.EDIT_RECORDS, new.client_id)
        deal_id, probability = await self._deal_of(new)
        now = self._clock.now()
        values = {
            "department_id": master.department_id,
            "client_id": new.client_id,
            "deal_id": deal_id,
            "contract_due_on": None if deal_id is None else await find_contract_day(self._session, deal_id),
            "owner_id": master.person_id,
            "amount": new.amount,
            "received": 0,
            "due_on": new.due_on,
            "first_due_on": new.due_on,
            "moves": 0,
            "probability": probability,
            "probability_manual": new.probability is not None,
            "invoice": new.invoice,
            "comment": new.comment,
            "source": new.source,
            "created_by": self._actor.person_id,
            "created_at": now,
            "draft_id": new.draft_id,
        }
        made = await add_payment(self._session, values)
        if made is None:
            return await self._one(Row.draft_id == new.draft_id)
        payment_id = made.id
        stir_awaited(self._session, master.person_id, new.due_on)
        said = {"amount": new.amount, "due_on": new.due_on.isoformat(), "probability": probability}
        await note_event(self._session, self._actor, payment_id, PaymentEventKind.CREATED, now, after=said)
        await touch_client(self._session, self._actor, new.client_id, now)
        if deal_id is not None:
            await touch_deal(self._session, deal_id, now)
        self._session.note_known(("payment", self._actor, payment_id), [made], tables=READ_OF_PAYMENT)
        return made

    async def get(self, payment_id: int) -> Payment:
        """With the payments of those for whom the actor stands in.

        Raises NotYoursError for a foreign, an absent and a taken back one alike.
        """
        asked = _one_payment(reach_acting_of(self._actor, Action.READ_RECORDS))
        whose = name_actor(self._actor) | {"the_payment": payment_id}
        return check_first(
            await self._session.once(
                ("payment", self._actor, payment_id),
                lambda: ask_payments(self._session, asked, whose),
                tables=READ_OF_PAYMENT,
                is_ours=payment_id in self._session.info.get(WRITTEN, ()),
            )
        )

    async def open_of(self, client_id: int) -> list[Payment]:
        """What the client still owes, the oldest date first."""
        return [
            *await self._session.once(
                ("owed", self._actor, client_id),
                lambda: self._find(Row.client_id == client_id, OPEN),
                tables=READ_OF_PAYMENT,
            )
        ]

    async def list_due(self, on: date, person_id: int | None = None) -> list[Payment]:
        """Open ones of that local day: of all whom the actor reads by right, or of one person."""
        return await self._find(Row.due_on == on, OPEN, _of(self._actor, person_id))

    async def overdue(self, before: date, person_id: int | None = None) -> list[Payment]:
        """Open ones dated before that local day, the oldest first: of all whom the actor reads by right, or of one
        person.
        """
        return await self._find(Row.due_on < before, OPEN, _of(self._actor, person_id))

    async def between(self, first: date, last: date, person_id: int | None = None) -> list[Payment]:
        """Open ones dated from first to last, both included, the oldest first: of all read by right,
        or of one person.
        """
        return await self._find(Row.due_on.between(first, last), OPEN, _of(self._actor, person_id))

    async def list_awaited(self, limit: int = 6, offset: int = 0) -> list[Payment]:
        """A page of all that is still awaited, also for whom the actor stands in, the oldest date first."""
        return await find_payments(self._session, may_reach_payment(self._actor), OPEN, limit=limit, offset=offset)

    async def recent_of(self, client_id: int, limit: int = 12) -> list[Payment]:
        """The client's last payments in whatever state, the newest first: their sums are likely again."""
        newest = (
            select(Row.id)
            .where(may_reach_payment(self._actor), Row.client_id == client_id, Row.cancelled_at.is_(None))
            .order_by(Row.id.desc())
            .limit(limit)
        )
        found = await self._find(Row.id.in_(list(await self._session.scalars(newest))))
        return sorted(found, key=lambda each: each.id, reverse=True)

    async def find_saved(self, draft_id: str | None) -> Payment | None:
        """What a save of the same draft has recorded already."""
        if not await is_draft_known(self._session, draft_id):
            return None
        return next(iter(await self._find(Row.draft_id == draft_id)), None)

    async def _deal_of(self, new: NewPayment) -> tuple[int | None, int]:
        deals = DealPayments(self._session, self._clock, self._actor)
        if new.deal_id is None:
            deal_id, default = await deals.default_probability(new.client_id)
        else:
            deal_id, default = new.deal_id, await deals.probability_of(new.client_id, new.deal_id)
        return deal_id, default if new.probability is None else new.probability

    async def _one(self, which: ColumnElement[bool]) -> Payment:
        return check_first(await self._find(which))

    async def _find(self, *which: ColumnElement[bool]) -> list[Payment]:
        return await find_payments(self._session, may_reach_payment(self._actor), *which)


def _of(actor: Actor, person_id: int | None) -> ColumnElement[bool]:
    """Of one person; else of all whom the actor reads by right, not of those for whom they stand in."""
    if person_id is not None:
        return Row.owner_id == person_id
    return reach(actor, Action.READ_RECORDS, Row.owner_id, Row.department_id)
