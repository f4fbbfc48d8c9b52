"""
What happened is noted in the transaction, and told to the queue of every program of its department as it commits.

One mechanism: whoever changes a record says which event that was, and of which record; whose it is, which ids and sums
go along and who is told is looked up here, once for all events of the transaction. Where no program is told of
anything, that is known already.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, insert, select
from sqlalchemy.orm import InstrumentedAttribute

from sales.door.tokens import TokenKind
from sales.hooks.events import Announced, HookEvent, is_told, write_body
from storage.engine.reading import check_types, columns_of
from storage.engine.session import Session
from storage.tables import (
    AskRow,
    CheckinRow,
    ClientRow,
    DealRow,
    DoorTokenRow,
    ExpectedPaymentRow,
    FactRow,
    HookMessageRow,
    PersonRow,
)
from storage.tables.types import Json

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Program:
    id: int
    department_id: int | None
    options: Json


_PROGRAMS = check_types(
    _Program,
    select(*columns_of(_Program, DoorTokenRow)).where(
        DoorTokenRow.kind == TokenKind.HOOK, DoorTokenRow.revoked_at.is_(None)
    ),
)
_TELL = insert(HookMessageRow)


@dataclass(frozen=True, slots=True)
class _Subject:
    """By which column a record is known, and what of it is told: ids, sums and days, never a name."""

    key: InstrumentedAttribute[Any]
    department: InstrumentedAttribute[Any]
    told: Mapping[str, ColumnElement[Any] | InstrumentedAttribute[Any]]


_SUBJECTS: Mapping[str, _Subject] = {
    "payment": _Subject(
        ExpectedPaymentRow.id,
        ExpectedPaymentRow.department_id,
        {
            "client_id": ExpectedPaymentRow.client_id,
            "owner_id": ExpectedPaymentRow.owner_id,
            "amount": ExpectedPaymentRow.amount,
            "due_on": ExpectedPaymentRow.due_on,
        },
    ),
    "fact": _Subject(
        FactRow.receipt_id,
        FactRow.department_id,
        {"client_id": FactRow.client_id, "owner_id": FactRow.owner_id, "amount": FactRow.amount},
    ),
    "deal": _Subject(
        DealRow.id,
        DealRow.department_id,
        {"client_id": DealRow.client_id, "owner_id": DealRow.owner_id, "amount": DealRow.amount},
    ),
    "client": _Subject(ClientRow.id, ClientRow.department_id, {"owner_id": ClientRow.owner_id}),
    "ask": _Subject(
        AskRow.id,
        AskRow.department_id,
        {
            "kind": AskRow.kind,
            "state": AskRow.state,
            "client_id": AskRow.client_id,
            "from_id": AskRow.from_id,
            "to_id": AskRow.to_id,
        },
    ),
    "checkin": _Subject(
        CheckinRow.id,
        CheckinRow.department_id,
        {"person_id": CheckinRow.person_id, "on": CheckinRow.local_date, "slot": CheckinRow.slot},
    ),
    "week": _Subject(PersonRow.id, PersonRow.department_id, {"person_id": PersonRow.id}),
}


def announce(session: Session, event: HookEvent, at: datetime, subject_id: int, **more: Any) -> None:
    """It happened to that record: by its id; of fact.* the receipt's, of week.* the person's. In order, and once.

    `more`: other ids, sums and days, in place of what the record says as the transaction ends; never a name.
    """
    session.announced.append(Announced(event, at, subject_id, more))


async def tell_programs(session: Session) -> None:
    """What was announced is put into the queues; called as the transaction is about to be committed."""
    announced, session.announced = session.announced, []
    if not announced:
        return
    programs = await session.once("programs", lambda: session.read(_Program, _PROGRAMS), of_staff=True)
    wanted = [each for each in announced if any(is_told(of.options, each.event) for of in programs)]
    if not wanted:
        return
    told = await _read_told(session, wanted)
    rows = [
        {"token_id": of.id, "body": body, "not_before": each.at, "created_at": each.at}
        for each in wanted
        if (found := told.get((_subject_of(each), each.subject_id))) is not None
        for body in [write_body(each.event, each.at, {"id": each.subject_id, **found[1], **each.more})]
        for of in programs
        if of.department_id == found[0] and is_told(of.options, each.event)
    ]
    if rows:
        await session.execute(_TELL, rows)


async def _read_told(session: Session, wanted: Iterable[Announced]) -> dict[tuple[str, int], tuple[int | None, Json]]:
    """By kind and id of a record: its department, and what is told of it. What is not there any more is absent."""
    ids: dict[str, set[int]] = {}
    for each in wanted:
        ids.setdefault(_subject_of(each), set()).add(each.subject_id)
    found: dict[tuple[str, int], tuple[int | None, Json]] = {}
    for name, which in ids.items():
        subject, left = _SUBJECTS[name], sorted(which)
        while left:
            some, left = left[:AT_ONCE], left[AT_ONCE:]
            for key, department_id, *values in await session.execute(_select_told(name), {"the_ids": some}):
                said = dict(zip(subject.told, values, strict=True))
                if (before := found.get((name, key))) is not None and "amount" in said:  # a receipt in parts
                    said = {**before[1], "amount": before[1]["amount"] + said["amount"]}
                found[name, key] = department_id, said
    return found


@cache
def _select_told(name: str) -> Any:
    subject = _SUBJECTS[name]
    query: Any = select(subject.key, subject.department, *subject.told.values())
    return query.where(subject.key.in_(bindparam("the_ids", expanding=True))).order_by(subject.key)


def _subject_of(each: Announced) -> str:
    return each.event.value.partition(".")[0]
