"""What became of payments within some time, summed up from their events (SPEC 5)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sales.payments.payments import PaymentEventKind


@dataclass(frozen=True, slots=True)
class PaymentChange:
    """One event of a payment's story. `due_before`: the date that a move has taken it from."""

    payment_id: int
    kind: PaymentEventKind
    at: datetime
    due_before: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """What became of one payment within the time."""

    moved_from: date | None = None
    """Where it was due before its first move."""
    reason: str | None = None
    """Why it was last moved or cancelled."""
    at: datetime | None = None
    """When anything last happened to it."""
    is_passed_on: bool = False
    """It has another owner since."""


def sum_up_changes(changes: Iterable[PaymentChange]) -> dict[int, ChangeSummary]:
    """By payment; the changes come in the order in which they happened."""
    found: dict[int, ChangeSummary] = {}
    for each in changes:
        known = found.get(each.payment_id, ChangeSummary())
        if each.kind is PaymentEventKind.MOVED:
            known = replace(known, moved_from=known.moved_from or each.due_before, reason=each.reason)
        elif each.kind is PaymentEventKind.CANCELLED:
            known = replace(known, reason=each.reason)
        elif each.kind is PaymentEventKind.REASSIGNED:
            known = replace(known, is_passed_on=True)
        found[each.payment_id] = replace(known, at=each.at)
    return found
