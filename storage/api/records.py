"""
Records as programs read them: whatever became of one, in the order of its last change (spec/8).

A record that was taken back, put away or merged is read too, and says so: who keeps a copy has to hear of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from sales.core.rights import Action
from storage.engine.actor_repository import ActorRepository
from storage.engine.scope import reach
from storage.tables import (
    ActivityRow,
    ClientRow,
    ContactRow,
    DealRow,
    ExpectedPaymentRow,
    FactRow,
    PlanRow,
)
from storage.tables.changes import may_be_read
from storage.tables.types import Json

Columns: TypeAlias = Mapping[str, ColumnElement[Any] | InstrumentedAttribute[Any]]


@dataclass(frozen=True, slots=True)
class ReadOn:
    """After which record to read on: the number of its last change, and its id."""

    changed: int = 0
    id: int = 0


BEFORE_ALL = ReadOn(-1)


@dataclass(frozen=True, slots=True)
class ReadPage:
    items: list[Json]
    """Values as the columns have them: dates, instants, words."""
    end: ReadOn
    more: bool


@dataclass(frozen=True, slots=True)
class Resource:
    table: Any
    columns: Columns
    owner: InstrumentedAttribute[Any]
    department: InstrumentedAttribute[Any]
    join: tuple[Any, ColumnElement[bool]] | None = None
    action: Action = Action.READ_RECORDS


def _columns(table: Any, *names: str, **others: Any) -> Columns:
    return {name: getattr(table, name) for name in names} | others


_OF_CLIENT = "id name inn kpp kind city territory source segment owner_id created_at archived_at merged_into_id"
_OF_DEAL = "id client_id owner_id title amount stage kind source deadline created_on closed_at won_at undone_at"
_OF_PAYMENT = """id client_id deal_id owner_id amount received due_on first_due_on moves probability invoice comment
    created_at closed_at cancelled_at undone_at"""
_OF_FACT = """id receipt_id client_id payment_id deal_id owner_id amount kind source confirmed_at bank_day comment
    happened_at created_at undone_at"""
_OF_ACTIVITY = """id client_id contact_id deal_id type kind outcome comment planned_at happened_at cancelled_at
    undone_at created_at"""

RESOURCES: Mapping[str, Resource] = {
    "clients": Resource(
        ClientRow,
        _columns(ClientRow, *_OF_CLIENT.split(), "forgotten_at"),
        ClientRow.owner_id,
        ClientRow.department_id,
    ),
    "contacts": Resource(
        ContactRow,
        _columns(
            ContactRow, *["id", "client_id", "name", "position", "phone", "email", "is_main", "left_at", "created_at"]
        ),
        ClientRow.owner_id,
        ClientRow.department_id,
        (ClientRow, ClientRow.id == ContactRow.client_id),
    ),
    "deals": Resource(DealRow, _columns(DealRow, *_OF_DEAL.split()), DealRow.owner_id, DealRow.department_id),
    "payments": Resource(
        ExpectedPaymentRow,
        _columns(ExpectedPaymentRow, *_OF_PAYMENT.split()),
        ExpectedPaymentRow.owner_id,
        ExpectedPaymentRow.department_id,
    ),
    "facts": Resource(
        FactRow, _columns(FactRow, *_OF_FACT.split(), on=FactRow.local_date), FactRow.owner_id, FactRow.department_id
    ),
    "activities": Resource(
        ActivityRow,
        _columns(ActivityRow, *_OF_ACTIVITY.split(), on=ActivityRow.local_date, person_id=ActivityRow.author_id),
        ActivityRow.author_id,
        ActivityRow.department_id,
    ),
    "plans": Resource(
        PlanRow,
        _columns(PlanRow, *["id", "person_id", "metric", "month", "version", "value", "set_at", "is_assumed"]),
        PlanRow.person_id,
        PlanRow.department_id,
        action=Action.READ_PLANS,
    ),
}


class ApiRecords(ActorRepository):
    async def list_changed(self, resource: str, since: ReadOn, limit: int) -> ReadPage:
        """Up to so many of the actor's reach, after that place. Raises KeyError for an unknown resource."""
        found = RESOURCES[resource]
        rows = [row._asdict() for row in await self._session.execute(self._select(found, since, limit + 1))]
        shown = rows[:limit]
        end = ReadOn(shown[-1]["revision"], shown[-1]["id"]) if shown else since
        items = [{name: value for name, value in row.items() if name != "revision"} for row in shown]
        return ReadPage(items, end, more=len(rows) > limit)

    def _select(self, resource: Resource, since: ReadOn, limit: int) -> Select[Any]:
        changed, row_id = resource.table.revision, resource.table.id
        columns = [column.label(name) for name, column in resource.columns.items()]
        after = or_(changed > since.changed, and_(changed == since.changed, row_id > since.id))
        reached = reach(self._actor, resource.action, resource.owner, resource.department)
        settled = may_be_read(changed, is_postgres=self._is_postgres)
        query = select(*columns, changed.label("revision")).where(after, reached, *settled)
        if resource.join is not None:
            query = query.join(*resource.join)
        return query.order_by(changed, row_id).limit(limit)
