"""A call as it is kept, and which of them owe something."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select

from sales.telephony.call import TALK_FROM, CallResult, Direction
from storage.engine.reading import check_types, columns_of
from storage.tables import ActivityRow, PbxCallRow

Row = PbxCallRow
LOOK_BACK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PbxCall:
    id: int
    department_id: int
    started_at: datetime
    local_date: date
    direction: Direction
    phone: str | None
    phone10: str | None
    extension: str | None
    talk_seconds: int
    result: CallResult
    person_id: int | None
    client_id: int | None
    contact_id: int | None
    activity_id: int | None
    due_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None


CALLS = check_types(PbxCall, select(*columns_of(PbxCall, Row)))

ANSWERED = Row.result == CallResult.ANSWERED
TALK = and_(ANSWERED, or_(Row.direction == Direction.IN, Row.talk_seconds >= TALK_FROM))

_SPOKEN = (
    select(ActivityRow.id)
    .where(ActivityRow.id == Row.activity_id, ActivityRow.undone_at.is_(None), ActivityRow.outcome.is_not(None))
    .correlate(Row)
    .exists()
)
OWES_OUTCOME: Final[ColumnElement[bool]] = and_(TALK, Row.phone10.is_not(None), Row.closed_at.is_(None), ~_SPOKEN)
"""Somebody was spoken to, and nothing was said of it."""
