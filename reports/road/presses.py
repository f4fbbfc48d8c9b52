"""The buttons below «Рядом»."""

from enum import StrEnum

from reports.message.press import Id, Press


class RoadDeed(StrEnum):
    OPEN = "open"
    """A client's card, below: the list stays."""
    MEET = "meet"
    """A meeting at the place that was sent."""


class RoadPress(Press, prefix="road"):
    deed: RoadDeed
    client_id: Id = 0
