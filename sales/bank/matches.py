"""What matching is given and what it says of each document (spec/5, Matching)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sales.bank.directions import Movement
from sales.core.money import Kopecks
from sales.payments.facts import OpenItem


class Verdict(StrEnum):
    SURE = "sure"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


class MatchReason(StrEnum):
    """What a verdict stands on."""

    FACT = "fact"
    """It was said already, and the document confirms it."""
    INVOICE = "invoice"
    NEAR_INVOICE = "near_invoice"
    REST = "rest"
    SEVERAL = "several"
    """Several items, or several facts, would do."""
    SET = "set"
    TOGETHER = "together"
    """Several documents of a day are one rest, or one receipt that was said."""
    OLDEST = "oldest"
    OFF_PLAN = "off_plan"
    REFUND = "refund"
    ACQUIRING = "acquiring"
    NO_REVENUE = "no_revenue"
    OUTGOING = "outgoing"
    UNKNOWN_PAYER = "unknown_payer"
    WAY = "way"
    """What the money's way says: own, in a currency, not received, unread."""


class DocumentState(StrEnum):
    """What a person has said of a document that came in."""

    WAITS = "waits"
    TAKEN = "taken"
    """Money stands behind it, confirmed."""
    NOT_OURS = "not_ours"
    """No revenue of ours."""


class BankJobKind(StrEnum):
    """What the house does with a long file, a part at a time."""

    LOAD = "load"
    CHOOSE = "choose"


class ChoiceState(StrEnum):
    """How far a document is that one tap has chosen among many."""

    WAITS = "waits"
    DONE = "done"
    PASSED = "passed"
    """It held no longer what it was chosen for, or was taken back."""
    BACK = "back"
    """To be taken back."""


@dataclass(frozen=True, slots=True)
class AwaitedItem:
    """An expected payment, a paid one too: its invoice is known."""

    id: int
    client_id: int
    rest: Kopecks
    due_on: date
    invoice: str | None = None

    @property
    def open_item(self) -> OpenItem:
        """As receipts are spread over it."""
        return OpenItem(self.id, self.rest, self.due_on)


@dataclass(frozen=True, slots=True)
class SaidFact:
    """Money that somebody said came or, negative, went back, behind which no document stands yet."""

    id: int
    client_id: int
    amount: Kopecks
    day: date
    is_cash: bool = False
    """A person has said that no bank will show it."""


@dataclass(frozen=True, slots=True)
class DocumentMatch:
    movement: Movement
    verdict: Verdict
    why: MatchReason
    clients: tuple[int, ...] = ()
    """Whose it may be; of what is sure exactly one."""
    facts: tuple[int, ...] = ()
    """That it confirms, or may."""
    items: tuple[int, ...] = ()
    """That it pays, or may, oldest first."""
    difference: Kopecks = 0
    """The document's sum less what the named items still owe."""
    together: int = 0
    """Equal in documents that are one question; 0 is a question of its own."""
    may_learn_inn: bool = False

    def doubt(self) -> "DocumentMatch":
        """The same, and nobody's to take without a person's word."""
        return replace(self, verdict=Verdict.DOUBTFUL) if self.verdict is Verdict.SURE else self
