"""What a line does: money expected or come, a move, a call, a meeting."""

from enum import StrEnum

from sales.activities.activities import ActivityType


class Verb(StrEnum):
    EXPECT = "expect"
    FACT = "fact"
    REFUND = "refund"
    MOVE = "move"
    """A payment to another day."""
    CANCEL = "cancel"
    """A payment that will not come."""
    CHANCE = "chance"
    """How sure a payment is that is awaited already."""
    RESUM = "resum"
    """Another sum of a payment that is awaited already."""
    RESCHEDULE = "reschedule"
    """A call or a meeting to another day."""
    CALL_OFF = "call_off"
    """A call or a meeting that will not be."""
    CALL = "call"
    MEETING = "meeting"
    PRESENTATION = "presentation"
    LETTER = "letter"
    EVENT = "event"
    NOTE = "note"

    @property
    def activity(self) -> ActivityType | None:
        """The kind of the activity that the verb logs; None for money and for moves."""
        return ActivityType(self.value) if self in LOGGED else None


LOGGED = frozenset({Verb.CALL, Verb.MEETING, Verb.PRESENTATION, Verb.LETTER, Verb.EVENT, Verb.NOTE})
PRICED = frozenset({Verb.EXPECT, Verb.FACT, Verb.REFUND})
"""Verbs that are nothing without an amount."""

RECEIVED = frozenset({Verb.FACT, Verb.REFUND})
MOVED = frozenset({Verb.MOVE, Verb.RESCHEDULE})
PLANNED = frozenset({Verb.RESCHEDULE, Verb.CALL_OFF})
"""Verbs that change a planned call or meeting."""

REASONED = frozenset({Verb.MOVE, Verb.CANCEL})
"""Verbs that a reason is asked for."""
