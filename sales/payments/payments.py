"""The expected payment (SPEC 5): what it owes, where it stands, on what day it may be expected."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sales.calendar.calendar import Taken, WorkCalendar
from sales.core.money import Kopecks

DEFAULT_PROBABILITY = 50
ATTENTION_AFTER_MOVES = 3


class PaymentStatus(StrEnum):
    OPEN = "open"
    PARTIAL = "partial"
    PAID = "paid"
    CANCELLED = "cancelled"


AWAITED = frozenset({PaymentStatus.OPEN, PaymentStatus.PARTIAL})


class PaymentEventKind(StrEnum):
    CREATED = "created"
    AMOUNT_CHANGED = "amount_changed"
    MOVED = "moved"
    PROBABILITY_CHANGED = "probability_changed"
    CANCELLED = "cancelled"
    FACT_LINKED = "fact_linked"
    REASSIGNED = "reassigned"
    TAKEN_BACK = "taken_back"
    DAY_KEPT = "day_kept"
    """The day that was said, not the workday taken for it."""
    ANNOTATED = "annotated"
    """Another comment, or an invoice's number."""
    STAGE_SAID = "stage_said"
    """Another deal, or another stage of its deal, and so another probability."""
    CONTRACT_SAID = "contract_said"
    """The day that the contract says, in somebody's words."""
    DISPUTED = "disputed"
    DISPUTE_CLOSED = "dispute_closed"
    ESCALATED = "escalated"


class MoveReason(StrEnum):
    """Why a payment moved, or will not come: one tap, the same six for both (`TAPPED_REASONS`)."""

    CLIENT_MOVED = "client_moved"
    NO_MONEY = "no_money"
    AWAITING_DOCUMENTS = "awaiting_documents"
    WRONG_DATE = "wrong_date"
    OUR_FAULT = "our_fault"
    OTHER = "other"
    PROMISED = "promised"
    """The client has promised another day: what comes of it is the client's word."""
    WRITTEN_OFF = "written_off"
    """The lead awaits it no more."""


TAPPED_REASONS = tuple(MoveReason)[: list(MoveReason).index(MoveReason.OTHER) + 1]


class PaymentSource(StrEnum):
    """Where an expected payment came from."""

    DIALOG = "dialog"
    LINE = "line"
    CALL = "call"
    REST = "rest"
    IMPORT = "import"
    API = "api"
    """A program has written it."""


def rest(amount: Kopecks, received: Kopecks) -> Kopecks:
    """What is still owed in kopecks, never below nothing; a refund makes it grow again (SPEC 5)."""
    return max(0, amount - received)


def surplus(amount: Kopecks, received: Kopecks) -> Kopecks:
    """What came above the amount: it counts as fact, and is said («+5 000 сверх»)."""
    return max(0, received - amount)


def status(amount: Kopecks, received: Kopecks, *, cancelled: bool) -> PaymentStatus:
    """Derived, never stored. Money has the last word: a payment received in full is paid even if it was cancelled."""
    if received >= amount:
        return PaymentStatus.PAID
    if cancelled:
        return PaymentStatus.CANCELLED
    return PaymentStatus.PARTIAL if received > 0 else PaymentStatus.OPEN


def count_awaited(amount: Kopecks, received: Kopecks, *, cancelled: bool) -> Kopecks:
    """The rest that is still expected: nothing of a cancelled payment."""
    return 0 if cancelled else rest(amount, received)


def is_overdue(due: date, today: date, standing: PaymentStatus) -> bool:
    """A flag beside the status: its date has passed and money is still awaited."""
    return due < today and standing in AWAITED


def probability(manual: int | None, stage: int | None) -> int:
    """In per cent: a manual one is kept as it is; otherwise the deal's stage says it; without a deal 50 (SPEC 5)."""
    if manual is not None:
        return manual
    return DEFAULT_PROBABILITY if stage is None else stage


def needs_attention(moves: int) -> bool:
    """Three moves put a warning into the lead's summary (SPEC 5)."""
    return moves >= ATTENTION_AFTER_MOVES


def has_left_the_month(old: date, new: date) -> bool:
    """Moved into a later month: it leaves the month's forecast, and the lead is told."""
    return (new.year, new.month) > (old.year, old.month)


@dataclass(frozen=True, slots=True)
class Past:
    """The said day is over: the payment is expected `today` instead, or it is a fact of the `said` day."""

    said: date
    today: date


def take_expected_day(said: date, today: date, calendar: WorkCalendar) -> Taken | Past:
    """The local day to expect money on (SPEC 5): banks work by the department's calendar, whoever is on leave."""
    if said < today:
        return Past(said, today)
    return calendar.without_absences().take(said)


class RestChoice(StrEnum):
    """The answers to «когда остаток?» after a part has come."""

    AS_AWAITED = "kept"
    """On the day on which all of it was awaited: a part came early."""
    TOMORROW = "1"
    IN_THREE_DAYS = "3"
    OTHER_DATE = "date"
    NOT_AWAITED = "none"


_REST_AHEAD = {RestChoice.TOMORROW: 1, RestChoice.IN_THREE_DAYS: 3}


def rest_day(choice: RestChoice, today: date, calendar: WorkCalendar) -> Taken | None:
    """The day that the answer means; None where it means no day."""
    ahead = _REST_AHEAD.get(choice)
    if ahead is None:
        return None
    return calendar.without_absences().take(date.fromordinal(today.toordinal() + ahead))
