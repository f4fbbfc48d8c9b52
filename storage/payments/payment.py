"""Rows of expected payments, and the few statements that everything about payments stands on."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, insert, or_, select, update
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlalchemy.sql.selectable import TypedReturnsRows

from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.hooks.events import HookEvent
from sales.payments.payment import Payment
from sales.payments.payments import PaymentEventKind
from storage.engine.actor import Actor
from storage.engine.insert import insert_into, table_of
from storage.engine.reading import check_types, columns_of, tables_of
from storage.engine.ripples import stir_payment
from storage.engine.scope import Reach, name_actor, reach_acting, reach_acting_of
from storage.engine.session import Session
from storage.hooks.announcing import announce
from storage.tables import SHORT_CLIENT_NAME, ClientRow, ExpectedPaymentRow, PaymentEventRow
from storage.tables.types import Json

Row = ExpectedPaymentRow

_PAYMENTS = check_types(
    Payment,
    select(*columns_of(Payment, Row, client_name=SHORT_CLIENT_NAME))
    .join(ClientRow, ClientRow.id == Row.client_id)
    .order_by(Row.due_on, Row.id),
)
"""Built once: so many columns take longer to put together than to read."""

READ_OF_PAYMENT = tables_of(_PAYMENTS)
WRITTEN = "written payments"
"""Which of them this transaction has written to: they are its own until it ends."""

OPEN = Row.closed_at.is_(None)
STANDS = Row.undone_at.is_(None)
"""Not taken back; what was taken back is as good as absent."""


def may_reach_payment(actor: Actor, action: Action = Action.READ_RECORDS) -> ColumnElement[bool]:
    """The condition on ExpectedPaymentRow for what the right reaches, of the absent colleagues too, and is not taken
    back.
    """
    return and_(reach_acting(actor, action, Row.owner_id, Row.department_id), STANDS)


async def find_payments(
    session: Session, *which: ColumnElement[bool], limit: int | None = None, offset: int = 0
) -> list[Payment]:
    """The oldest date first, whoever's they are: the caller brings the right."""
    query = _PAYMENTS.where(*which)
    if limit is not None or offset:
        query = query.limit(limit).offset(offset)
    return await ask_payments(session, query)


def payments_where(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """A question that is asked often, put together once: its values are bound by name."""
    return _PAYMENTS.where(*which)


async def ask_payments(session: Session, query: Select[*tuple[Any, ...]], named: Json | None = None) -> list[Payment]:
    """The rows of a query made by `payments_where`; `named` gives the values that it binds."""
    return await session.read(Payment, query, named)


@cache
def _adding(*, is_postgres: bool) -> TypedReturnsRows[*tuple[Any, ...]]:
    """A payment that is read as it is written; nothing where its draft was saved."""
    new = insert_into(table_of(Row), is_postgres=is_postgres).on_conflict_do_nothing(index_elements=["draft_id"])
    name = select(SHORT_CLIENT_NAME).where(ClientRow.id == bindparam("the_client")).scalar_subquery()
    return new.returning(*columns_of(Payment, Row, client_name=name))


async def add_payment(session: Session, values: Json) -> Payment | None:
    """By the names of its columns. None where a payment of this draft is there already."""
    named = values | {"the_client": values["client_id"]}
    return await session.read_one(Payment, _adding(is_postgres=session.is_postgres), named)


async def lock_payments(session: Session, *which: ColumnElement[bool]) -> list[Payment]:
    """Hold the rows until the transaction ends, in one order for everybody, and read them as they are then, by date."""
    if not session.is_postgres:  # there is one writer
        return await find_payments(session, *which)
    locked = await session.scalars(select(Row.id).where(*which).order_by(Row.id).with_for_update())
    ids = list(locked)
    return await find_payments(session, Row.id.in_(ids), *which) if ids else []


async def lock_payment(session: Session, actor: Actor, action: Action, payment_id: int) -> Payment:
    """One row held until the transaction ends, and read as it is then.

    Raises NotYoursError for a foreign, an absent and a taken back one alike.
    """
    lock, read = _locking(reach_acting_of(actor, action))
    asked = name_actor(actor) | {"the_payment": payment_id}
    is_held = not session.is_postgres or await session.scalar(lock, asked) is not None
    found = await ask_payments(session, read, asked) if is_held else []
    if not found:
        raise NotYoursError
    return found[0]


@cache
def _locking(reach: Reach) -> tuple[Select[int], Select[*tuple[Any, ...]]]:
    which = (Row.id == bindparam("the_payment"), reach.of(Row.owner_id, Row.department_id), STANDS)
    return select(Row.id).where(*which).with_for_update(), payments_where(*which)


def _close(received: SQLCoreOperations[int]) -> ColumnElement[Any]:
    over = or_(Row.cancelled_at.is_not(None), Row.undone_at.is_not(None), received >= Row.amount)
    now = bindparam("the_now", type_=Row.closed_at.type)
    return case((over, func.coalesce(Row.closed_at, now)), else_=None)


_RECEIVED = Row.received + bindparam("the_amount", type_=Row.received.type)
_OF_IT = update(Row).where(Row.id == bindparam("the_payment"))
_ADD_MONEY = _OF_IT.values(received=_RECEIVED, closed_at=_close(_RECEIVED))
_SETTLE = _OF_IT.values(closed_at=_close(Row.received))


async def add_money(session: Session, payment_id: int, amount: Kopecks, now: datetime) -> None:
    """What came (or, negative, went back) on a payment, in kopecks, and whether that closes or reopens it at `now`."""
    await session.execute(_ADD_MONEY, {"the_payment": payment_id, "the_amount": amount, "the_now": now})


async def settle_state(session: Session, payment_id: int, now: datetime) -> None:
    """Derive closed_at again, after the amount or the cancelling has changed."""
    await session.execute(_SETTLE, {"the_payment": payment_id, "the_now": now})


_NEW_EVENT = insert(PaymentEventRow).returning(PaymentEventRow.id)


async def note_event(
    session: Session,
    actor: Actor,
    payment_id: int,
    kind: PaymentEventKind,
    at: datetime,
    before: Json | None = None,
    after: Json | None = None,
    reason: str | None = None,
) -> int:
    """Add to the payment's story, and have what shows its days drawn anew. The id is what an undo refers to."""
    session.info.setdefault(WRITTEN, set()).add(payment_id)
    if kind is not PaymentEventKind.CREATED:  # of a new one it matters when it is due
        stir_payment(session, payment_id)
    event = {
        "payment_id": payment_id,
        "at": at,
        "actor_id": actor.person_id,
        "kind": kind,
        "before": before,
        "after": after,
        "reason": reason,
    }
    if kind in TOLD:
        announce(session, TOLD[kind], at, payment_id)
    return (await session.execute(_NEW_EVENT, event)).one()[0]


TOLD = {
    PaymentEventKind.CREATED: HookEvent.PAYMENT_EXPECTED,
    PaymentEventKind.MOVED: HookEvent.PAYMENT_MOVED,
    PaymentEventKind.DAY_KEPT: HookEvent.PAYMENT_MOVED,
    PaymentEventKind.CANCELLED: HookEvent.PAYMENT_CANCELLED,
}
