"""
An event is put into the queue of every program that is told of its department, in the event's own transaction.

Where no program is told, it is one statement that finds no row.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, insert, select

from sales.door.tokens import TokenKind
from sales.hooks.events import HookEvent, write_body
from storage.engine.session import Session
from storage.tables import (
    CheckinRow,
    ClientRow,
    DoorTokenRow,
    ExpectedPaymentRow,
    FactRow,
    HookMessageRow,
    PersonRow,
)

_LISTED = ("token_id", "body", "not_before", "created_at")


def _tell(department: ColumnElement[bool]) -> Any:
    told: Select[Any] = select(
        DoorTokenRow.id,
        bindparam("the_body", type_=HookMessageRow.body.type),
        bindparam("the_now", type_=HookMessageRow.not_before.type),
        bindparam("the_now", type_=HookMessageRow.not_before.type),
    ).where(DoorTokenRow.kind == TokenKind.HOOK, DoorTokenRow.revoked_at.is_(None), department)
    return insert(HookMessageRow).from_select(_LISTED, told, include_defaults=False)


def _where(table: Any, which: Any) -> Any:
    there = select(table.department_id).where(which == bindparam("the_subject")).limit(1).scalar_subquery()
    return _tell(DoorTokenRow.department_id == there)


_OF_DEPARTMENT = _tell(DoorTokenRow.department_id == bindparam("the_subject"))
_OF_PAYMENT = _where(ExpectedPaymentRow, ExpectedPaymentRow.id)
_OF_RECEIPT = _where(FactRow, FactRow.receipt_id)
_OF_CLIENT = _where(ClientRow, ClientRow.id)
_OF_PERSON = _where(PersonRow, PersonRow.id)
_OF_CHECKIN = _tell(
    DoorTokenRow.department_id
    == select(PersonRow.department_id)
    .join(CheckinRow, CheckinRow.person_id == PersonRow.id)
    .where(CheckinRow.id == bindparam("the_subject"))
    .scalar_subquery()
)

_OF = {
    "department": _OF_DEPARTMENT,
    "payment": _OF_PAYMENT,
    "fact": _OF_RECEIPT,
    "client": _OF_CLIENT,
    "week": _OF_PERSON,
    "checkin": _OF_CHECKIN,
}


async def announce(session: Session, event: HookEvent, at: datetime, subject_id: int, **more: Any) -> None:
    """Of the department of a payment, a receipt (fact.*), a client, a check-in or a person (week.*), by its id.

    `more`: other ids and sums; never a name.
    """
    await _put(session, event, at, _OF[event.value.partition(".")[0]], subject_id, {"id": subject_id, **more})


async def announce_in(session: Session, event: HookEvent, at: datetime, department_id: int, **data: Any) -> None:
    """Of what knows its department."""
    await _put(session, event, at, _OF_DEPARTMENT, department_id, data)


async def _put(session: Session, event: HookEvent, at: datetime, statement: Any, subject: int, data: Any) -> None:
    named = {"the_body": write_body(event, at, data), "the_now": at, "the_subject": subject}
    await session.execute(statement, named)
