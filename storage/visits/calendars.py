"""What a person's own calendar holds: calls and meetings that were agreed, and money with its day (spec/4, 4.6)."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from sales.core.money import Kopecks
from storage.activities.activity import STANDS, Activity, Row, find_activities
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.payments.payment import STANDS as MONEY_STANDS
from storage.people.masters import may_reach_client
from storage.tables import SHORT_CLIENT_NAME, ClientRow, ContactRow, ExpectedPaymentRow, PaymentEventRow, PersonRow

SIGNS_OF_ID = 16


@dataclass(frozen=True, slots=True)
class CalendarPayment:
    id: int
    client_name: str
    amount: Kopecks
    received: Kopecks
    due_on: date
    cancelled_at: datetime | None
    events: int
    """All that became of it, its making among them."""
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ClientPhone:
    """Of a person at a client's."""

    client_id: int
    name: str
    phone: str | None


_PHONES = check_types(ClientPhone, select(*columns_of(ClientPhone, ContactRow)))
_OF_PAYMENT = PaymentEventRow.payment_id == ExpectedPaymentRow.id
_EVENTS = select(func.count()).where(_OF_PAYMENT).correlate(ExpectedPaymentRow).scalar_subquery()
_CHANGED_AT = (
    select(func.max(PaymentEventRow.at, type_=ExpectedPaymentRow.created_at.type))
    .where(_OF_PAYMENT)
    .correlate(ExpectedPaymentRow)
    .scalar_subquery()
)
_PAYMENTS = check_types(
    CalendarPayment,
    select(
        ExpectedPaymentRow.id,
        SHORT_CLIENT_NAME.label("client_name"),
        ExpectedPaymentRow.amount,
        ExpectedPaymentRow.received,
        ExpectedPaymentRow.due_on,
        ExpectedPaymentRow.cancelled_at,
        _EVENTS.label("events"),
        func.coalesce(_CHANGED_AT, ExpectedPaymentRow.created_at).label("changed_at"),
    )
    .join(ClientRow, ClientRow.id == ExpectedPaymentRow.client_id)
    .order_by(ExpectedPaymentRow.due_on, ExpectedPaymentRow.id),
)


class OwnCalendars(ActorRepository):
    """Of the speaker alone, whatever else they may see."""

    async def list_plans(self, first: date, last: date) -> list[Activity]:
        """What was agreed for these days: ahead, done, and called off."""
        mine = (Row.author_id == self._actor.person_id, Row.planned_at.is_not(None), STANDS)
        return await find_activities(self._session, *mine, Row.local_date.between(first, last))

    async def list_payments(self, first: date, last: date) -> list[CalendarPayment]:
        """Awaited on these days, paid, or cancelled since."""
        row = ExpectedPaymentRow
        mine = (row.owner_id == self._actor.person_id, row.due_on.between(first, last), MONEY_STANDS)
        return await self._session.read(CalendarPayment, _PAYMENTS.where(*mine))

    async def list_phones(self, client_ids: Collection[int]) -> list[ClientPhone]:
        """Of these clients, as far as the speaker may see them."""
        query = (
            _PHONES.join(ClientRow, ClientRow.id == ContactRow.client_id)
            .where(may_reach_client(self._actor), ClientRow.id.in_(sorted(client_ids)), ContactRow.phone.is_not(None))
            .order_by(ContactRow.id)
        )
        return await self._session.read(ClientPhone, query)

    async def name_installation(self) -> str:
        """The same for ever, in a restored copy too, and another one everywhere else: of when its first person came."""
        begun = await self._session.scalar(select(PersonRow.created_at).order_by(PersonRow.id).limit(1))
        return hashlib.sha256(str(begun and begun.timestamp()).encode()).hexdigest()[:SIGNS_OF_ID]
