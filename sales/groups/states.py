"""What becomes of a group into which the bot was taken (SPEC 2: nothing is said there before somebody has agreed)."""

from enum import StrEnum


class GroupState(StrEnum):
    ASKED = "asked"
    """Whoever took the bot in has not answered yet."""
    ON = "on"
    OFF = "off"
    GONE = "gone"
    """The bot was put out."""
