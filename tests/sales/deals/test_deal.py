"""When a deal stands still, and what an outcome proposes."""

from datetime import date

import pytest

from sales.activities.activities import CallOutcome, MeetingOutcome, Outcome
from sales.deals.deal import days_still, is_stuck
from sales.deals.proposing import find_stage, propose_stage
from sales.deals.stages import DEFAULT_BOOK, Stage, StageBook, StageKind

TODAY = date(2026, 11, 20)


def on(day: int) -> date:
    return date(2026, 11, day)


@pytest.mark.parametrize(("last", "days", "stuck"), [(13, 7, False), (12, 8, True), (20, 0, False)])
def test_a_contact_of_seven_days(last: int, days: int, stuck: bool) -> None:
    contact = DEFAULT_BOOK.find("contact")
    assert days_still(on(1), on(last), TODAY) == days
    assert is_stuck(contact, on(1), on(last), TODAY) is stuck


def test_the_later_of_activity_and_entry_counts() -> None:
    contact = DEFAULT_BOOK.find("contact")
    assert not is_stuck(contact, on(13), on(2), TODAY)
    assert is_stuck(contact, on(12), None, TODAY)
    assert not is_stuck(contact, on(12), on(13), TODAY)


def test_what_is_closed_or_has_no_limit_is_never_stuck() -> None:
    assert not is_stuck(DEFAULT_BOOK.won, on(1), None, TODAY)
    assert not is_stuck(Stage("own", 10), on(1), None, TODAY)
    assert not is_stuck(None, on(1), None, TODAY)


@pytest.mark.parametrize(
    ("outcome", "stage", "expected"),
    [
        (CallOutcome.SEND_PROPOSAL, "qualification", "proposal"),
        (CallOutcome.SEND_PROPOSAL, "contract", None),
        (CallOutcome.NO_ANSWER, "lead", None),
        (CallOutcome.PROMISED_PAYMENT, "lead", "invoice"),
        (MeetingOutcome.PRESENTATION_WENT_WELL, "lead", "presentation"),
        (None, "lead", None),
    ],
)
def test_an_outcome_proposes_and_never_back(outcome: Outcome | None, stage: str, expected: str | None) -> None:
    found = propose_stage(outcome, stage, DEFAULT_BOOK)
    assert (found.code if found else None) == expected


def test_a_removed_stage_is_not_proposed() -> None:
    book = StageBook(each for each in DEFAULT_BOOK if each.code != "invoice")
    assert find_stage(CallOutcome.PROMISED_PAYMENT, book) is None


def test_the_ways_from_a_stage() -> None:
    def ways(code: str) -> tuple[str | None, str | None]:
        before, after = DEFAULT_BOOK.before(code), DEFAULT_BOOK.after(code)
        return before.code if before else None, after.code if after else None

    assert ways("lead") == (None, "contact")
    assert ways("invoice") == ("contract", "payment")
    assert ways("payment") == ("invoice", None)
    assert DEFAULT_BOOK.place("refusal") == -1
    assert [each.kind for each in (DEFAULT_BOOK.won, DEFAULT_BOOK.lost)] == [StageKind.WON, StageKind.LOST]
    assert DEFAULT_BOOK.furthest(["lead", "proposal", "contact", "refusal"]) == "proposal"
