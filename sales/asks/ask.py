"""What somebody asks of somebody: one object for a task, a call for help, a discount and a note (spec/4, 4.1)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AskKind(StrEnum):
    TASK = "task"
    HELP = "help"
    DISCOUNT = "discount"
    PAPER = "paper"
    CLAIM = "claim"
    RIVAL = "competitor"
    IDEA = "idea"


class AskState(StrEnum):
    GIVEN = "given"
    ACCEPTED = "accepted"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TAKEN = "taken"
    """The lead helps."""
    SOLVED = "solved"
    AGREED = "yes"
    """A discount, up to `allowed`."""
    REFUSED = "no"


NOTES = frozenset({AskKind.PAPER, AskKind.CLAIM, AskKind.RIVAL, AskKind.IDEA})
"""Kept for whoever they concern; nobody in particular is asked."""
OPEN = frozenset({AskState.GIVEN, AskState.ACCEPTED, AskState.TAKEN})
ANSWERED = frozenset({AskState.DONE, AskState.SOLVED, AskState.AGREED, AskState.REFUSED})
"""What was asked is done, or decided; one that was declined or withdrawn is neither."""
OF_LEAD = NOTES | {AskKind.HELP, AskKind.DISCOUNT}
"""For whoever leads the department that day."""


class AskFilter(StrEnum):
    OPEN = "open"
    LATE = "late"
    HELP = "help"
    """Calls for help and discounts that wait."""
    NOTES = "notes"
    CLOSED = "closed"


class HelpWay(StrEnum):
    TAKE = "take"
    """The client becomes the lead's."""
    JOIN = "join"
    """They ring together."""
    ADVISE = "advise"


@dataclass(frozen=True, slots=True)
class Ask:
    """`value` and `allowed`: a discount in tenths of a percent; `to_id` None: for whoever leads the department."""

    id: int
    department_id: int
    kind: AskKind
    from_id: int
    to_id: int | None
    text: str
    client_id: int | None
    client_name: str | None
    deal_id: int | None
    payment_id: int | None
    value: int | None
    allowed: int | None
    due_at: datetime | None
    proposed_at: datetime | None
    """Another time, which the giver has not agreed to yet."""
    state: AskState
    created_at: datetime
    accepted_at: datetime | None
    answered_at: datetime | None
    answer: str | None
    way: HelpWay | None
    helped: bool | None

    @property
    def is_own(self) -> bool:
        """A reminder to oneself: nobody else sees it."""
        return self.kind is AskKind.TASK and self.from_id == self.to_id

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_late(self, now: datetime) -> bool:
        """Open, and past its hour."""
        return self.is_open and self.due_at is not None and self.due_at < now
