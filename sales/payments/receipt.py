"""Money that came or went back: a receipt, and its parts on the payments they close (SPEC 5)."""

from dataclasses import dataclass
from datetime import date, datetime

from sales.core.money import Kopecks
from sales.payments.facts import FactKind, FactSource, Trust, trust
from sales.payments.payment import Payment


@dataclass(frozen=True, slots=True)
class Fact:
    """One part of a receipt, signed: a refund is negative."""

    id: int
    receipt_id: int
    client_id: int
    client_name: str
    payment_id: int | None
    owner_id: int | None
    amount: Kopecks
    kind: FactKind
    on: date
    source: FactSource
    confirmed_by: int | None
    entered_by: int
    happened_at: datetime
    created_at: datetime
    comment: str | None = None
    deal_id: int | None = None
    bank_day: date | None = None
    """Booked by the bank that day."""

    @property
    def trust(self) -> Trust:
        """«Заявлено» or «подтверждено»: the lead's word and the bank's file are confirmed at once (SPEC 5)."""
        return trust(self.source, confirmed=self.confirmed_by is not None)


@dataclass(frozen=True, slots=True)
class ReceiptPart:
    """What of the receipt fell on which payment, as that payment is now; None is off plan."""

    fact: Fact
    payment: Payment | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """One «пришло»: undone as a whole, by the id."""

    id: int
    parts: tuple[ReceiptPart, ...]

    @property
    def fact(self) -> Fact:
        """Client, date, kind, trust are those of any part."""
        return self.parts[0].fact

    @property
    def amount(self) -> Kopecks:
        """All of its parts in kopecks, signed."""
        return sum(part.fact.amount for part in self.parts)

    @property
    def payments(self) -> tuple[Payment, ...]:
        """What it fell on, in the order in which the parts were recorded; empty for off plan."""
        return tuple(part.payment for part in self.parts if part.payment is not None)

    @property
    def surplus(self) -> Kopecks:
        """«+5 000 сверх»: how much more than awaited its payments have received."""
        return sum(payment.surplus for payment in self.payments)
