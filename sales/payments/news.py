"""What a second telling of an awaited payment says otherwise, or more: «Та же» must lose none of it (SPEC 5)."""

from dataclasses import dataclass
from datetime import date

from sales.core.money import Kopecks
from sales.core.words import find_unsaid
from sales.payments.held import HeldKind, HeldMoney
from sales.payments.likeness import Known
from sales.payments.payment import Payment


@dataclass(frozen=True, slots=True)
class News:
    """Each is None where nothing new was said of it; `comment`: what the payment's own does not hold yet.

    `amount`: in kopecks, of what is left of it, where the new one is a part and no other telling of the whole.
    """

    day: date | None = None
    probability: int | None = None
    invoice: str | None = None
    comment: str | None = None
    amount: Kopecks | None = None

    def __bool__(self) -> bool:
        return self != News()


def find_news(held: HeldMoney, known: Known | None) -> News:
    """Of a payment that is still awaited; money that came is past all news."""
    if held.kind is not HeldKind.EXPECTED or not isinstance(known, Payment) or not known.is_open:
        return News()
    probability, invoice, comment = (held.details.get(name) for name in ("probability", "invoice", "comment"))
    return News(
        held.day if held.day != known.due_on else None,
        probability if probability != known.probability else None,
        invoice if invoice != known.invoice else None,
        find_unsaid(known.comment, comment) or None,
        held.amount if held.amount < known.rest else None,
    )
