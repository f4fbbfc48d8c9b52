"""The buttons of the plan of a day ahead."""

from enum import StrEnum

from reports.message.press import Id, Press


class TomorrowDeed(StrEnum):
    SHOW = "show"
    OPEN = "open"
    """Below everything else."""
    OK = "ok"
    ADD = "add"
    ITEM = "item"
    SUM = "sum"
    DROP = "drop"
    WHY = "why"
    """Of an item that dropped and is not explained."""
    KEEP = "keep"


class TomorrowPress(Press, prefix="tm"):
    """A button of the plan of a day ahead (an ordinal). `checkin_id`: pressed inside that check-in.

    Of OK in the place of a payment: what was seen (Evening.seen).
    """

    deed: TomorrowDeed
    day: Id
    payment_id: Id = 0
    page: Id = 1
    checkin_id: Id = 0
