"""
Whether two records of money may be one and the same (SPEC 5).

Every door by which money is recorded asks this module, and nothing else decides it: the same client, the same sum,
within three days, an expected payment or a fact; or an expected payment that is overdue, however long; or, of what a
person says («1,1 млн не раньше 20-го»), one that is awaited within four weeks of it, of what a client has promised in a
call whenever; or one whose parts it makes up with a part that was said before it.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from sales.core.money import Kopecks
from sales.payments.payment import Payment
from sales.payments.payments import PaymentStatus
from sales.payments.receipt import Receipt

WITHIN_DAYS = 3
MOVED_WITHIN_DAYS = 27
"""What is awaited from month to month is another payment each time."""
NEARLY = 100
"""Two parts make up a sum where they miss it by no more than this part of it."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """Enough of money to recognise it by; a refund's amount is negative."""

    client_id: int
    amount: Kopecks
    day: date


Known: TypeAlias = Payment | Receipt


def is_alike(one: Sketch, other: Sketch) -> bool:
    """The same client and amount within three days: «Похоже на запись от 12.11»."""
    same = (one.client_id, one.amount) == (other.client_id, other.amount)
    return same and abs((one.day - other.day).days) <= WITHIN_DAYS


def find_alike_fact(new: Sketch, payments: Iterable[Payment], receipts: Iterable[Receipt]) -> Known | None:
    """What has come already: the receipt of that sum; or a payment of it that was paid, perhaps in several receipts.

    The latest recorded first. A payment that is still awaited is no likeness: the money comes on it.
    """
    came = sorted(receipts, key=lambda each: each.id, reverse=True)
    for receipt in came:
        if is_alike(new, Sketch(receipt.fact.client_id, receipt.amount, receipt.fact.on)):
            return receipt
    paid = [each for each in _latest(payments) if each.status is PaymentStatus.PAID]
    return next((each for each in paid if _is_paid_alike(new, each, came)), None)


def find_alike_payment(
    new: Sketch, payments: Iterable[Payment], receipts: Iterable[Receipt], today: date
) -> Known | None:
    """What is expected already, also the rest of it; or money of that sum that came. Cancelled ones are over.

    A debt is promised anew: whatever of that sum is overdue may be meant. `today`: the local day.
    """
    latest = _latest(payments)
    for payment in latest:
        if payment.status is not PaymentStatus.CANCELLED and any(is_alike(new, each) for each in _sketches(payment)):
            return payment
    for payment in latest:
        if payment.is_overdue(today) and any(replace(each, day=new.day) == new for each in _sketches(payment)):
            return payment
    came = sorted(receipts, key=lambda each: each.id, reverse=True)
    sketches = ((each, Sketch(each.fact.client_id, each.amount, each.fact.on)) for each in came)
    return next((each for each, sketch in sketches if is_alike(new, sketch)), None)


def find_moved_payment(new: Sketch, payments: Iterable[Payment], within: int = MOVED_WITHIN_DAYS) -> Payment | None:
    """What is awaited of that sum within so many days, the nearest first: it may be promised for another day."""
    near = sorted(payments, key=lambda each: (abs((each.due_on - new.day).days), -each.id))
    for payment in near:
        is_near = abs((payment.due_on - new.day).days) <= within
        if is_near and payment.is_open and any(replace(each, day=new.day) == new for each in _sketches(payment)):
            return payment
    return None


def find_parted_payment(new: Sketch, payments: Iterable[Payment], ours: Container[int] = ()) -> Payment | None:
    """«сегодня 300, 410 в пятницу» where 710 are awaited: the payment that the new one makes up with one said later.

    `ours`: payments that this very message has recorded, of which none is the whole.
    """
    still = [each for each in _latest(payments) if each.is_open and each.client_id == new.client_id]
    for whole in still:
        others = [each.rest for each in still if each.id > whole.id]
        if whole.id not in ours and any(_make_up(whole.rest, new.amount + other) for other in others):
            return whole
    return None


def _make_up(whole: Kopecks, parts: Kopecks) -> bool:
    return abs(whole - parts) * NEARLY <= whole


def _latest(payments: Iterable[Payment]) -> list[Payment]:
    return sorted(payments, key=lambda each: each.id, reverse=True)


def _sketches(payment: Payment) -> tuple[Sketch, ...]:
    whole = Sketch(payment.client_id, payment.amount, payment.due_on)
    if payment.status is not PaymentStatus.PARTIAL:
        return (whole,)
    return (whole, Sketch(payment.client_id, payment.rest, payment.due_on))


def _is_paid_alike(new: Sketch, payment: Payment, came: Iterable[Receipt]) -> bool:
    on_it = [each.fact.on for each in came if any(part.id == payment.id for part in each.payments)]
    return any(is_alike(new, Sketch(payment.client_id, payment.received, day)) for day in (payment.due_on, *on_it))
