"""The rows of the tables that a department's spreadsheet asks for: the newest, and so many at most."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from sales.core.rights import Action
from sales.payments.facts import FactKind, FactSource
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types
from storage.engine.scope import reach
from storage.payments.payment import STANDS
from storage.payments.receipt import COUNTS
from storage.tables import SHORT_CLIENT_NAME, ClientRow, ExpectedPaymentRow, FactRow, PersonRow

MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class FactLine:
    id: int
    on: date
    client: str | None
    manager: str | None
    amount: int
    kind: FactKind
    source: FactSource
    confirmed_at: datetime | None
    comment: str | None


@dataclass(frozen=True, slots=True)
class PaymentLine:
    id: int
    due_on: date
    first_due_on: date
    client: str | None
    manager: str | None
    amount: int
    received: int
    probability: int
    invoice: str | None
    cancelled_at: datetime | None
    comment: str | None


_FACTS = check_types(
    FactLine,
    select(
        FactRow.id,
        FactRow.local_date.label("on"),
        SHORT_CLIENT_NAME.label("client"),
        PersonRow.name.label("manager"),
        FactRow.amount,
        FactRow.kind,
        FactRow.source,
        FactRow.confirmed_at,
        FactRow.comment,
    )
    .outerjoin(ClientRow, ClientRow.id == FactRow.client_id)
    .outerjoin(PersonRow, PersonRow.id == FactRow.owner_id)
    .order_by(FactRow.local_date.desc(), FactRow.id.desc())
    .limit(MOST_ROWS),
)
_payment = ExpectedPaymentRow
_PAYMENTS = check_types(
    PaymentLine,
    select(
        _payment.id,
        _payment.due_on,
        _payment.first_due_on,
        SHORT_CLIENT_NAME.label("client"),
        PersonRow.name.label("manager"),
        _payment.amount,
        _payment.received,
        _payment.probability,
        _payment.invoice,
        _payment.cancelled_at,
        _payment.comment,
    )
    .join(ClientRow, ClientRow.id == _payment.client_id)
    .outerjoin(PersonRow, PersonRow.id == _payment.owner_id)
    .order_by(_payment.due_on.desc(), _payment.id.desc())
    .limit(MOST_ROWS),
)


class FeedRows(ActorRepository):
    async def list_facts(self) -> list[FactLine]:
        """Money that came and went back, what came before Reper too; nothing that was taken back."""
        mine = reach(self._actor, Action.READ_RECORDS, FactRow.owner_id, FactRow.department_id)
        return await self._session.read(FactLine, _FACTS.where(mine, COUNTS))

    async def list_payments(self) -> list[PaymentLine]:
        """What is and was expected; nothing that was taken back."""
        mine = reach(self._actor, Action.READ_RECORDS, _payment.owner_id, _payment.department_id)
        return await self._session.read(PaymentLine, _PAYMENTS.where(mine, STANDS))
