"""The buttons of calls: what came of one, whose it is, that a missed one was rung back."""

from enum import StrEnum

from reports.message.press import Id, Press


class CallDeed(StrEnum):
    TALKED = "talked"
    PROPOSAL = "offer"
    REFUSED = "refused"
    BACK = "back"
    """Nothing was said of it after all."""
    ALL = "all"
    """From `call_id` to `last_id`: talked."""
    WHOSE = "whose"
    RUNG = "rung"
    """A missed one was rung back."""
    UNRUNG = "unrung"
    """Nobody has rung back after all."""
    ASK = "ask"
    """Those of which nobody has asked yet, under the evening's question; `call_id` 0."""
    LATER = "later"
    """It is told again in a quarter of an hour."""
    NEW = "new"
    """Who rang becomes a client, with that number."""


class CallLogPress(Press, prefix="pbxlog"):
    """All that came by a file is taken back."""

    log_id: Id


class CallPress(Press, prefix="pbx"):
    deed: CallDeed
    call_id: Id
    last_id: Id = 0
