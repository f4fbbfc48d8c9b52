"""The stage that an outcome just said proposes: a button under the card, never a move by itself (spec/2)."""

from collections.abc import Mapping

from sales.activities.activities import CallOutcome, MeetingOutcome, Outcome
from sales.deals.stages import Stage, StageBook

_SAYS: Mapping[Outcome, str] = {
    CallOutcome.TALKED: "contact",
    CallOutcome.MEETING_SET: "presentation",
    CallOutcome.SEND_PROPOSAL: "proposal",
    CallOutcome.PROMISED_PAYMENT: "invoice",
    MeetingOutcome.THINKING: "contact",
    MeetingOutcome.PROPOSAL: "proposal",
    MeetingOutcome.PRESENTATION_WENT_WELL: "presentation",
    MeetingOutcome.AGREED: "contract",
}


def find_stage(outcome: Outcome | None, book: StageBook) -> Stage | None:
    """Where a new deal begins by what was said; the first one where nothing was."""
    code = _SAYS.get(outcome) if outcome is not None else None
    return next((each for each in book.open if each.code == code), None)


def propose_stage(outcome: Outcome | None, stage: str, book: StageBook) -> Stage | None:
    """Further on by what was said; None where it says nothing, or the deal is there already."""
    said = find_stage(outcome, book)
    return said if said is not None and book.place(said.code) > book.place(stage) else None
