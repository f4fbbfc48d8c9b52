"""Reminders that follow from a plan: promised when it is made, dropped when it is done, moved or cancelled."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, update

from sales.activities.activities import ActivityType
from sales.activities.reminders import reminders_of
from sales.core.clock import Clock
from storage.engine.session import Session
from storage.tables import ReminderRow

ALIVE = ("waiting", "collected", "sent")
"""Not answered and not dropped. A collected one waits for the morning message."""


async def promise_reminders(
    session: Session,
    clock: Clock,
    person_id: int | None,
    activity_id: int,
    kind: ActivityType,
    planned_at: datetime | None,
) -> None:
    """The reminders of a planned activity that are still ahead, where it is anybody's (sales.activities.reminders)."""
    now = clock.now()
    if planned_at is None or person_id is None:
        return
    rows = [
        {
            "person_id": person_id,
            "activity_id": activity_id,
            "kind": reminder.kind,
            "due_at": reminder.at,
            "created_at": now,
        }
        for reminder in reminders_of(kind, planned_at, now)
    ]
    if rows:
        await session.execute(insert(ReminderRow), rows)


async def drop_reminders(session: Session, activity_ids: Sequence[int]) -> None:
    """Those that have not been answered: their subject was done, moved, cancelled or given away."""
    if activity_ids:
        await session.execute(
            update(ReminderRow)
            .where(ReminderRow.activity_id.in_(activity_ids), ReminderRow.state.in_(ALIVE))
            .values(state="dropped")
        )
