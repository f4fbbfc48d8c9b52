"""A call that an exchange has told of and that somebody writes down too is one record: theirs (spec/6)."""

from datetime import datetime
from typing import Final

from sqlalchemy import and_, or_, select, update

from sales.activities.activities import ActivityType, CallOutcome
from sales.telephony.call import LOGGED_AFTER, LOGGED_BEFORE, CallResult, Direction
from storage.activities.activity import Activity
from storage.engine.session import Session
from storage.tables import ActivityRow, PbxCallRow

AUTO: Final = "pbx:"
"""How the draft of a record begins that a call has made by itself."""

IS_UNSPOKEN = and_(
    ActivityRow.draft_id.like(f"{AUTO}%"),
    ActivityRow.edits == 0,
    or_(ActivityRow.outcome.is_(None), ActivityRow.outcome == CallOutcome.NO_ANSWER),
)
"""Made by a call, and nobody has said a word of it yet."""


async def join_call(session: Session, now: datetime, activity: Activity) -> bool:
    """Whether a call of the exchange was this one: the record that it had made by itself goes."""
    if activity.type is not ActivityType.CALL or activity.happened_at is None or activity.talk_seconds is not None:
        return False
    row, at = ActivityRow, activity.happened_at
    query = (
        select(PbxCallRow.id, PbxCallRow.activity_id, PbxCallRow.started_at)
        .outerjoin(row, row.id == PbxCallRow.activity_id)
        .where(
            PbxCallRow.person_id == activity.author_id,
            PbxCallRow.client_id == activity.client_id,
            or_(PbxCallRow.direction == Direction.OUT, PbxCallRow.result == CallResult.ANSWERED),  # else nobody rang
            PbxCallRow.started_at.between(at - LOGGED_AFTER, at + LOGGED_BEFORE),
            or_(row.id.is_(None), row.undone_at.is_not(None), IS_UNSPOKEN),
        )
    )
    found = (await session.execute(query)).all()
    if not found:
        return False
    call_id, made, _started = min(found, key=lambda each: abs((each.started_at - at).total_seconds()))
    await session.execute(update(PbxCallRow).where(PbxCallRow.id == call_id).values(activity_id=activity.id))
    if made is not None:
        await session.execute(update(row).where(row.id == made, row.undone_at.is_(None)).values(undone_at=now))
    return True
