"""Money that came (SPEC 5): who said so, how far to trust it, and which expected payments it closes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sales.core.money import Kopecks


class FactKind(StrEnum):
    RECEIPT = "receipt"
    REFUND = "refund"
    OPENING = "opening"
    """What came in the month before Reper: one number of a person, of no client."""


class FactSource(StrEnum):
    MANAGER = "manager"
    LEAD = "lead"
    BANK_FILE = "bank_file"


class Trust(StrEnum):
    """«заявлено» and «подтверждено»."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"


def trust(source: FactSource, *, confirmed: bool) -> Trust:
    """What the bank's file or the lead said is confirmed at once; a manager's word waits to be."""
    return Trust.CLAIMED if source is FactSource.MANAGER and not confirmed else Trust.CONFIRMED


def sign_amount(kind: FactKind, amount: Kopecks) -> Kopecks:
    """The fact as it is summed: a refund is negative, on its own date; the amount said is positive for both."""
    return -amount if kind is FactKind.REFUND else amount


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An expected payment that still owes its rest."""

    id: int
    rest: Kopecks
    day: date


@dataclass(frozen=True, slots=True)
class Portion:
    item_id: int | None
    """None is off plan."""
    amount: Kopecks


@dataclass(frozen=True, slots=True)
class Allocation:
    """One receipt over several items: the parts in the order they were filled, and what none of them owed."""

    parts: tuple[Portion, ...]
    surplus: Kopecks


def allocate(receipt: Kopecks, items: Iterable[OpenItem]) -> Allocation:
    """Fills the oldest item first. Raises ValueError for a refund, which is linked by hand."""
    if receipt < 0:
        raise ValueError("a refund is not spread over expected payments")
    parts: list[Portion] = []
    for item in sorted(items, key=lambda item: (item.day, item.id)):
        part = min(item.rest, receipt)
        if part > 0:
            parts.append(Portion(item.id, part))
            receipt -= part
    return Allocation(tuple(parts), receipt)


def spread(kind: FactKind, amount: Kopecks, items: Sequence[OpenItem]) -> tuple[Portion, ...]:
    """What of the money falls on which of the items that it was said to be for (SPEC 5); without one it is off plan.

    The oldest first; what none of them owes stays on the last one filled («сверх»), or on the newest where all were
    paid. A refund is one part, on the oldest.
    """
    if not items:
        return (Portion(None, amount),)
    ordered = sorted(items, key=lambda item: (item.day, item.id))
    if kind is FactKind.REFUND:
        return (Portion(ordered[0].id, amount),)
    shares = allocate(amount, ordered)
    *earlier, last = shares.parts or (Portion(ordered[-1].id, 0),)
    return (*earlier, Portion(last.item_id, last.amount + shares.surplus))
