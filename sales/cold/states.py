"""What stands of a number of a cold list, of the list, and how a cold call may end (spec/4, 4.2)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from sales.activities.activities import CallOutcome


class ColdState(StrEnum):
    """Who rings it just now is a lease beside it, and no state: a lease ends by itself."""

    NEW = "new"
    """Never reached: not rung, or nobody has answered."""
    AGAIN = "again"
    """To be rung once more at an hour that was agreed."""
    TALKED = "talked"
    CLIENT = "client"
    """A meeting or an offer came of it, or somebody has this client already."""
    REFUSED = "refused"
    WRONG = "wrong"
    NEVER = "dnc"
    """«Больше не звонить»."""


OPEN_STATES: Final = (ColdState.NEW, ColdState.AGAIN)
"""Still to be rung."""


class ColdOutcome(StrEnum):
    TALKED = "talked"
    NO_ANSWER = "no_answer"
    AGAIN = "again"
    MEETING = "meeting"
    OFFER = "offer"
    REFUSED = "refused"
    WRONG = "wrong"
    NEVER = "dnc"


STATE_AFTER: Final[Mapping[ColdOutcome, ColdState]] = {
    ColdOutcome.TALKED: ColdState.TALKED,
    ColdOutcome.NO_ANSWER: ColdState.NEW,
    ColdOutcome.AGAIN: ColdState.AGAIN,
    ColdOutcome.MEETING: ColdState.CLIENT,
    ColdOutcome.OFFER: ColdState.CLIENT,
    ColdOutcome.REFUSED: ColdState.REFUSED,
    ColdOutcome.WRONG: ColdState.WRONG,
    ColdOutcome.NEVER: ColdState.NEVER,
}
CALLS: Final[Mapping[ColdOutcome, CallOutcome]] = {
    ColdOutcome.TALKED: CallOutcome.TALKED,
    ColdOutcome.MEETING: CallOutcome.MEETING_SET,
    ColdOutcome.OFFER: CallOutcome.SEND_PROPOSAL,
}
"""What makes a client of it, and how the call is recorded."""

UNREACHED: Final = (ColdOutcome.NO_ANSWER, ColdOutcome.WRONG)
"""Nobody was talked with; after all others somebody was."""


class ColdSource(StrEnum):
    """Where the numbers are from; it is kept with the list."""

    OWN = "own"
    REQUESTS = "requests"
    OPEN = "open"
    CONSENT = "consent"


class ColdListState(StrEnum):
    WHOSE = "whose"
    """Of several departments one is to be said."""
    SOURCE = "source"
    PEOPLE = "people"
    """From an open source: companies, or private people?"""
    LOADING = "loading"
    OPEN = "open"
    PULLED = "pulled"
    """Taken back by the lead: none of its numbers is given out."""
    REFUSED = "refused"
    """Private people from an open source: the law wants their consent."""
    CANCELLED = "cancelled"


ASKED: Final = frozenset({ColdListState.WHOSE, ColdListState.SOURCE, ColdListState.PEOPLE})
"""Nothing of it is loaded yet."""


class Skip(StrEnum):
    """Why a row of the file became no number of the queue."""

    NO_PHONE = "no_phone"
    DOUBLE = "double"
    CLIENT = "client"
    NEVER = "never"
    PRIVATE = "private"
