"""Every confirmation can be taken back for ten minutes; afterwards the record is edited, not erased (SPEC 1)."""

from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)


def undo_until(done_at: datetime) -> datetime:
    """The last instant of the window, counted from when the bot did it: a message may have waited hours for signal."""
    return done_at + WINDOW


def may_undo(done_at: datetime, now: datetime) -> bool:
    return now <= undo_until(done_at)
