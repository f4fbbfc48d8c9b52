"""The buttons of calls and meetings: their cards, reminders, one's day, the log of a day."""

from enum import StrEnum

from reports.message.press import Id, Press, Word
from sales.activities.reminders import Snooze


class ActivityDeed(StrEnum):
    NEXT = "next"
    """`value` is the answer to «Следующий шаг?», a FirstStep."""
    KEEP = "keep"
    """The said day after all; `value` is that day."""
    REPLAN = "replan"
    UNDO = "undo"
    MINUTES = "minutes"
    """Of a meeting: a text for the client."""
    KIND = "kind"
    """A call was cold, warm or of a current client; `value` is a ContactKind."""


class ActivityPress(Press, prefix="act"):
    """A button of the card of a call or a meeting. `value` is a FirstStep, or an ISO day."""

    deed: ActivityDeed
    activity_id: Id
    value: Word = ""


class ReminderDeed(StrEnum):
    DONE = "done"
    OTHER = "other"


class ReminderPress(Press, prefix="rem"):
    """A button of a reminder; `version` tells one that came before a snooze from the one after it."""

    deed: ReminderDeed | Snooze
    reminder_id: Id
    version: Id


class AgendaRowDeed(StrEnum):
    OPEN = "open"
    DONE = "done"
    MOVE = "move"


class AgendaRowPress(Press, prefix="plan"):
    """A planned call or meeting of /today: opened, said done, put off. `page` is the way back."""

    deed: AgendaRowDeed
    activity_id: Id
    page: Id = 1


class WalkPress(Press, prefix="walk"):
    """«Начать обзвон», or go on with it from that call. Activity 0: from the first planned one."""

    activity_id: Id = 0


class TodayPress(Press, prefix="td"):
    """A page of one's day, from 1; page 0 opens it below."""

    page: Id
