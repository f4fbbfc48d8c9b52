"""Rows of receipts and of their parts, read as the trade sees them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select

from sales.core.rights import Action
from sales.payments.receipt import Fact, Receipt, ReceiptPart
from storage.engine.actor import Actor
from storage.engine.reading import check_types, columns_of, tables_of
from storage.engine.scope import reach_acting
from storage.engine.session import Session
from storage.payments.payment import Row, ask_payments, payments_where
from storage.tables import SHORT_CLIENT_NAME, ClientRow, FactRow
from storage.tables.types import Json

_RECEIPT = func.coalesce(FactRow.receipt_id, FactRow.id)
_CLIENT = func.coalesce(FactRow.client_id, 0)
_NAME = func.coalesce(SHORT_CLIENT_NAME, "")
_FACT = columns_of(Fact, FactRow, receipt_id=_RECEIPT, client_id=_CLIENT, client_name=_NAME, on=FactRow.local_date)

_FACTS = check_types(Fact, select(*_FACT).join(ClientRow, ClientRow.id == FactRow.client_id).order_by(FactRow.id))
"""Of clients. Built once: so many columns take longer to put together than to read."""

READ_OF_FACT = tables_of(_FACTS)

_ALL_FACTS = check_types(
    Fact, select(*_FACT).outerjoin(ClientRow, ClientRow.id == FactRow.client_id).order_by(FactRow.id)
)
"""With what came before Reper: its client is 0, without a name."""

_PAID = payments_where(Row.id.in_(bindparam("the_payments", expanding=True)))

COUNTS = FactRow.undone_at.is_(None)


def booked_day(row: type[FactRow] = FactRow) -> ColumnElement[date]:
    """The bank's day of what it has shown, else the day that was said."""
    return func.coalesce(row.bank_day, row.local_date)


OF_A_CLIENT = FactRow.client_id.is_not(None)
"""What came before Reper is of none: it belongs to a month, and to no single day of it."""


def may_reach_fact(actor: Actor) -> ColumnElement[bool]:
    """What the actor reads, and what they entered for somebody."""
    mine = reach_acting(actor, Action.READ_RECORDS, FactRow.owner_id, FactRow.department_id)
    return and_(mine, COUNTS, OF_A_CLIENT)


async def find_all_facts(session: Session, *which: ColumnElement[bool]) -> list[Fact]:
    """Also what came before Reper, for who counts all money of a period."""
    return await ask_facts(session, _ALL_FACTS.where(*which))


async def find_facts(session: Session, *which: ColumnElement[bool]) -> list[Fact]:
    """In the order of recording, whoever's they are: the caller brings the right."""
    return await ask_facts(session, facts_where(*which))


def facts_where(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """A question that is asked often, put together once: its values are bound by name."""
    return _FACTS.where(*which)


async def ask_facts(session: Session, query: Select[*tuple[Any, ...]], named: Json | None = None) -> list[Fact]:
    """The rows of a query made by `facts_where`; `named` gives the values that it binds."""
    return await session.read(Fact, query, named)


async def find_receipts(session: Session, *which: ColumnElement[bool]) -> list[Receipt]:
    """The parts that meet the conditions, gathered by receipt and with their payments, in the order of recording.

    A condition on a part leaves the receipt's other parts out.
    """
    return await ask_receipts(session, facts_where(*which))


async def ask_receipts(session: Session, query: Select[*tuple[Any, ...]], named: Json | None = None) -> list[Receipt]:
    """As `find_receipts`, of the parts that a query made by `facts_where` finds; `named` gives what it binds."""
    facts = await ask_facts(session, query, named)
    touched = sorted({fact.payment_id for fact in facts if fact.payment_id is not None})
    paid = await ask_payments(session, _PAID, {"the_payments": touched}) if touched else []
    payments = {each.id: each for each in paid}
    found: dict[int, list[ReceiptPart]] = {}
    for fact in facts:
        payment = None if fact.payment_id is None else payments.get(fact.payment_id)
        found.setdefault(fact.receipt_id, []).append(ReceiptPart(fact, payment))
    return [Receipt(receipt_id, tuple(parts)) for receipt_id, parts in found.items()]
