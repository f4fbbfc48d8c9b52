"""Every confirmation can be taken back for ten minutes; afterwards the record is edited, not erased (SPEC 1)."""

from datetime import datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(minutes=10)


def undo_until(done_at: datetime) -> datetime:
    """The last instant of the window, counted from when the bot did it: a message may have waited hours for signal."""
    return done_at + WINDOW


def may_undo(done_at: datetime, now: datetime) -> bool:
    """Whether `now` is within ten minutes of the deed, the last instant included; both are aware."""
    return now <= undo_until(done_at)


class UndoStepKind(StrEnum):
    """What one tap did beside a single record or change: one more tap takes all of it back."""

    CHECKIN = "checkin"
    """An answer to rows of a check-in, with the money that came by it."""
    RECEIPTS = "receipts"
    """Money that a lead entered on somebody's page."""
    CONFIRMED = "confirmed"
    """Money that a lead confirmed: one receipt, by its card."""
    DAY_CONFIRMED = "day_confirmed"
    """The same, a day of it or some of that day's."""
    PLAN_MOVED = "plan_moved"
    """A call or a meeting has another day."""
    PLAN_HELD = "plan_held"
    """A call or a meeting that was told of is the one that was planned."""
    VISITS_PLANNED = "visits"
    """Forgotten clients, each on a day."""
    HANDED_OVER = "handed_over"
    """Clients with their open business, to another owner."""
    OPENING = "opening"
    """What came to somebody before Reper."""
    MOVED_ALL = "moved_all"
    """«Все переносим»: every payment of the day has another one."""
    SAME = "same"
    """«Та же»: money that was held is that of another record."""
    PARTED = "parted"
    """A payment that comes in parts: each is awaited by itself."""
    DEAL_MADE = "deal_made"
    DEAL_MOVED = "deal_moved"
    """To another stage: on, back, won, lost, taken up again."""
    DEAL_CHANGED = "deal_changed"
    """Its title, sum, deadline or papers."""
    DEAL_LINKED = "deal_linked"
    """A payment is another deal's."""
    BANK = "bank"
    """Documents of a statement that were confirmed, or set aside."""
    CLIENT = "client"
    """Facts on a client's card."""
    NPS = "nps"
    """A client's mark of 0–10."""
    COLD = "cold"
    """How a cold call ended, of which no client came."""
    COLD_CALL = "cold_call"
    """A cold call that has made a client: the call, the client and the number go back together."""
