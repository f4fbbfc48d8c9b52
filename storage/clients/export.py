"""All that one may see, row by row, for a workbook (spec/1, «Export»). Each export is audited."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from sales.core.rights import Action
from storage.engine.actor_repository import ActorRepository
from storage.engine.scope import reach
from storage.payments.receipt import COUNTS
from storage.tables import (
    ActivityRow,
    ClientRow,
    ContactRow,
    DealRow,
    ExpectedPaymentRow,
    FactRow,
    PersonRow,
)

Rows = Sequence[Sequence[Any]]

_OWNER = aliased(PersonRow)
_REFERRER = aliased(ClientRow)


class Exports(ActorRepository):
    """By the right to export: of oneself, a department, or all."""

    def _where_reached(
        self, owner: InstrumentedAttribute[int | None], department: InstrumentedAttribute[int]
    ) -> ColumnElement[bool]:
        return reach(self._actor, Action.EXPORT, owner, department)

    def _clients(self) -> ColumnElement[bool]:
        return self._where_reached(ClientRow.owner_id, ClientRow.department_id) & ClientRow.merged_into_id.is_(None)

    async def count_clients(self) -> int:
        """How many clients go out."""
        return await self._session.scalar(select(func.count()).select_from(ClientRow).where(self._clients())) or 0

    async def note(self, clients: int) -> None:
        """Who has taken how much out."""
        await self._audit("clients.exported", "person", self._actor.person_id, after={"clients": clients})

    async def list_clients(self) -> Rows:
        """Id, name, INN, KPP, kind, line, turnover, segment, city, territory, source, days, limit, owner, who
        recommended it, do not call, comment, day, archived.
        """
        row = ClientRow
        query: Select[*tuple[Any, ...]] = select(
            *(row.id, row.name, row.inn, row.kpp, row.kind, row.line, row.turnover, row.segment, row.city),
            *(row.territory, row.source, row.terms_days, row.credit_limit, _OWNER.name, _REFERRER.name),
            *(row.do_not_call, row.comment, row.created_at, row.archived_at),
        )
        query = query.outerjoin(_OWNER, _OWNER.id == row.owner_id)
        query = query.outerjoin(_REFERRER, _REFERRER.id == row.referred_by_id)
        return await self._read(query.where(self._clients()).order_by(row.id))

    async def list_contacts(self) -> Rows:
        """Id, client's id and name, name, position, phone, e-mail, birthday, main, left."""
        row = ContactRow
        query: Select[*tuple[Any, ...]] = select(
            *(row.id, row.client_id, ClientRow.name, row.name, row.position, row.phone, row.email, row.birthday),
            *(row.is_main, row.left_at),
        ).join(ClientRow, ClientRow.id == row.client_id)
        return await self._read(query.where(self._clients()).order_by(row.id))

    async def list_deals(self) -> Rows:
        """Id, client's id and name, title, sum, stage, owner, since, closed, won."""
        row = DealRow
        query: Select[*tuple[Any, ...]] = select(
            *(row.id, row.client_id, ClientRow.name, row.title, row.amount, row.stage, _OWNER.name),
            *(row.created_on, row.closed_at, row.won_at),
        )
        mine = self._where_reached(row.owner_id, row.department_id)
        return await self._read(_add_names(query, row).where(mine, row.undone_at.is_(None)).order_by(row.id))

    async def list_payments(self) -> Rows:
        """Id, client's id and name, sum, received, day, first day, chance, invoice, comment, owner, closed,
        cancelled.
        """
        row = ExpectedPaymentRow
        query: Select[*tuple[Any, ...]] = select(
            *(row.id, row.client_id, ClientRow.name, row.amount, row.received, row.due_on, row.first_due_on),
            *(row.probability, row.invoice, row.comment, _OWNER.name, row.closed_at, row.cancelled_at),
        )
        mine = self._where_reached(row.owner_id, row.department_id)
        return await self._read(_add_names(query, row).where(mine, row.undone_at.is_(None)).order_by(row.id))

    async def list_facts(self) -> Rows:
        """Id, client's id and name, sum, day, kind, source, confirmed, payment's id, comment, owner."""
        row = FactRow
        query: Select[*tuple[Any, ...]] = select(
            *(row.id, row.client_id, ClientRow.name, row.amount, row.local_date, row.kind, row.source),
            *(row.confirmed_at, row.payment_id, row.comment, _OWNER.name),
        )
        mine = self._where_reached(row.owner_id, row.department_id)
        return await self._read(_add_names(query, row).where(mine, COUNTS).order_by(row.id))

    async def list_activities(self) -> Rows:
        """Id, client's id and name, type, outcome, day, comment, done, author."""
        row = ActivityRow
        query: Select[*tuple[Any, ...]] = select(
            *(row.id, row.client_id, ClientRow.name, row.type, row.outcome, row.local_date, row.comment),
            *(row.happened_at, _OWNER.name),
        )
        query = query.outerjoin(ClientRow, ClientRow.id == row.client_id).outerjoin(_OWNER, _OWNER.id == row.author_id)
        mine = self._where_reached(row.author_id, row.department_id)
        stands = (row.undone_at.is_(None), row.cancelled_at.is_(None))
        return await self._read(query.where(mine, *stands).order_by(row.id))

    async def _read(self, query: Select[*tuple[Any, ...]]) -> Rows:
        return [tuple(row) for row in await self._session.execute(query)]


def _add_names(query: Select[*tuple[Any, ...]], row: Any) -> Select[*tuple[Any, ...]]:
    """With the client's name and the owner's."""
    query = query.outerjoin(ClientRow, ClientRow.id == row.client_id)
    return query.outerjoin(_OWNER, _OWNER.id == row.owner_id)
