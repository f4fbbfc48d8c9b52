"""What a client's word is worth: promises kept and broken (spec/3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from sales.core.money import Kopecks

SHOWN_FROM = 3
"""Promises that have come due, below which they say nothing."""

CONTACT_WITHIN = timedelta(days=7)
"""Calendar days after its day without a contact, and a debt is the lead's business."""

BROKEN_TOO_OFTEN = 2


@dataclass(frozen=True, slots=True)
class DebtPromise:
    """«Обещали на…»: by the end of `on` so much was to have come in all, in kopecks."""

    payment_id: int
    on: date
    owed: Kopecks
    cancelled_on: date | None = None
    """When the payment was awaited no more, or written off."""


@dataclass(frozen=True, slots=True)
class CameByDay:
    """What came on one payment, by its days, refunds with their sign."""

    days: Sequence[tuple[date, Kopecks]] = ()

    def until(self, day: date) -> Kopecks:
        """In kopecks, of that day too."""
        return sum(amount for came_on, amount in self.days if came_on <= day)


@dataclass(frozen=True, slots=True)
class ClientWord:
    """Of one client, or of one payment."""

    kept: int = 0
    broken: int = 0

    @property
    def total(self) -> int:
        return self.kept + self.broken

    @property
    def counts(self) -> bool:
        """There are enough of them to say something."""
        return self.total >= SHOWN_FROM

    def __add__(self, other: Self) -> "ClientWord":
        return ClientWord(self.kept + other.kept, self.broken + other.broken)

    def lower(self, probability: int) -> int:
        """In per cent: no more than the word is worth, whole, half up; as it is where there are too few promises."""
        if not self.counts:
            return probability
        return min(probability, (200 * self.kept + self.total) // (2 * self.total))


def is_kept(promise: DebtPromise, receipts: CameByDay, today: date) -> bool | None:
    """All of it by the end of the day; a part is a broken word. None while it lasts, and of what was called off."""
    if receipts.until(promise.on) >= promise.owed:
        return True
    if promise.on >= today or (promise.cancelled_on is not None and promise.cancelled_on <= promise.on):
        return None
    return False


def judge(promises: Iterable[DebtPromise], receipts: Mapping[int, CameByDay], today: date) -> ClientWord:
    """`receipts` by payment; promises that nothing can be said of yet are left out."""
    said = [is_kept(each, receipts.get(each.payment_id, CameByDay()), today) for each in promises]
    return ClientWord(said.count(True), said.count(False))
