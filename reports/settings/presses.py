"""The buttons of a department's settings."""

from enum import StrEnum

from reports.message.press import Id, Press, Word


class SettingsDeed(StrEnum):
    SHOW = "show"
    MESSAGES = "list"
    TURN = "turn"
    """A message on or off; `value` is a Scheduled."""
    HOUR = "hour"
    """A message's hour; `value` is a Scheduled."""
    CALENDAR = "cal"
    """`value` is a day of the month, or nothing for the running one."""
    DAY = "day"
    """`value` is that day."""
    MARK = "mark"
    """`value` is a day and what it becomes."""
    NAME = "name"
    ZONE = "zone"
    SLOTS = "slots"
    ASKING = "asking"
    CLOSE = "close"
    NEW = "new"
    """One more department."""
    DISCOUNT = "discount"
    """Up to how much a manager agrees alone is asked."""
    CONFIRMED = "sure"
    """The month is closed by confirmed money alone, or by all that was said."""
    INSIDE = "inside"
    """What is written to people cannot be forwarded, or can."""
    PINS = "pins"
    """The running summary is pinned in its lead's chat, or is not."""


class SettingsPress(Press, prefix="set"):
    """A button of a department's settings. `value`: a scheduled message, or a day (an ordinal) and what it becomes."""

    deed: SettingsDeed
    department_id: Id
    value: Word = ""
    page: Id = 1


class StageDeed(StrEnum):
    RENAME = "name"
    CHANCE = "chance"
    LIMIT = "limit"
    ADD = "add"
    """Behind the stage `code`."""
    UP = "up"
    """In the place of the stage `to`."""
    DOWN = "down"
    REMOVE = "gone"
    INTO = "into"
    """Removed, and its deals go to the stage `to`."""
    ROI = "roi"
    TOP = "top"
    REASON_NEW = "why"
    REASON_GONE = "whynot"
    """`code` is the reason."""


class StagePress(Press, prefix="stg"):
    """A department's stages, by their codes; its reasons of a loss, and two switches."""

    deed: StageDeed
    department_id: Id
    code: Word = ""
    to: Word = ""
