"""What nobody awaits any more: debts that a lead or an owner has written off (spec/3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, cast, func, select

from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.core.tally import Tally
from sales.payments.payments import MoveReason, PaymentEventKind
from storage.debts.debts import DebtOf
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types
from storage.engine.scope import reach
from storage.payments.owed import REST
from storage.payments.payment import STANDS, Row
from storage.tables import SHORT_CLIENT_NAME, ClientRow, PaymentEventRow


@dataclass(frozen=True, slots=True)
class WrittenOff:
    payment_id: int
    client_name: str
    owner_id: int | None
    rest: Kopecks
    at: datetime


_LAST = (
    select(func.max(PaymentEventRow.id))
    .where(
        PaymentEventRow.payment_id == Row.id,
        PaymentEventRow.kind == PaymentEventKind.CANCELLED,
        PaymentEventRow.reason == MoveReason.WRITTEN_OFF,
    )
    .correlate(Row)
    .scalar_subquery()
)
_FOUND = check_types(
    WrittenOff,
    select(
        Row.id.label("payment_id"),
        SHORT_CLIENT_NAME.label("client_name"),
        Row.owner_id,
        REST.label("rest"),
        PaymentEventRow.at,
    )
    .join(ClientRow, ClientRow.id == Row.client_id)
    .join(PaymentEventRow, PaymentEventRow.id == _LAST),
)


class WrittenOffs(ActorRepository):
    async def sum(self, of: DebtOf) -> Tally:
        """How many, and what for: of those that the actor might have written off."""
        total = cast(func.coalesce(func.sum(REST), 0), BigInteger)
        query = select(func.count(), total).join(PaymentEventRow, PaymentEventRow.id == _LAST)
        count, owed = (await self._session.execute(query.where(*self._of(of)))).one()
        return Tally(count, int(owed))

    async def page(self, of: DebtOf, limit: int | None = None, offset: int = 0) -> list[WrittenOff]:
        """The last one first."""
        query = _FOUND.where(*self._of(of)).order_by(PaymentEventRow.id.desc())
        return await self._session.read(WrittenOff, query.limit(limit).offset(offset))

    def _of(self, of: DebtOf) -> tuple[ColumnElement[Any], ...]:
        narrowed = [] if of.person_id is None else [Row.owner_id == of.person_id]
        narrowed += [] if of.department_id is None else [Row.department_id == of.department_id]
        reached = reach(self._actor, Action.WRITE_OFF, Row.owner_id, Row.department_id)
        return (reached, STANDS, Row.cancelled_at.is_not(None), *narrowed)
