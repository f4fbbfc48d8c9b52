"""What makes an expected payment a debt (spec/3), as a condition; and its case, which keeps it one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from sales.core.money import Kopecks
from storage.engine.actor import Actor
from storage.engine.insert import insert_into, table_of
from storage.engine.session import Session
from storage.payments.payment import OPEN, STANDS, Row, may_reach_payment
from storage.tables import DebtCaseRow

REST = Row.amount - Row.received
CONTRACT = func.coalesce(Row.contract_due_on, Row.first_due_on)
SINCE = case((Row.due_on < CONTRACT, Row.due_on), else_=CONTRACT)
"""The older of the day it is promised for and the day of the contract."""


def is_debt(today: date) -> ColumnElement[bool]:
    """Overdue, or moved when it was overdue. `today`: the reader's local day."""
    followed = select(DebtCaseRow.payment_id).where(DebtCaseRow.payment_id == Row.id).correlate(Row).exists()
    return and_(OPEN, STANDS, REST > 0, or_(Row.due_on < today, followed))


async def sum_of_clients(
    session: Session, actor: Actor, client_ids: Sequence[int], which: ColumnElement[bool]
) -> Mapping[int, Kopecks]:
    """What is left of those payments that the actor reads, by client; who has none is not in it."""
    mine = (Row.client_id.in_(client_ids), may_reach_payment(actor), which)
    query = select(Row.client_id, func.sum(REST)).where(*mine).group_by(Row.client_id)
    return {each: int(total) for each, total in await session.execute(query)}


async def follow(session: Session, payment_id: int, now: datetime, **values: Any) -> None:
    """Open its case where there is none, and write these columns."""
    new = insert_into(table_of(DebtCaseRow), is_postgres=session.is_postgres).values(
        payment_id=payment_id, opened_at=now, **values
    )
    keys = ["payment_id"]
    await session.execute(
        new.on_conflict_do_update(index_elements=keys, set_=values)
        if values
        else new.on_conflict_do_nothing(index_elements=keys)
    )
