"""A payment and a fact as storage reads them, for tests that `replace` in them what they are about."""

from datetime import timedelta

from sales.payments.facts import FactKind, FactSource
from sales.payments.payment import Payment
from sales.payments.receipt import Fact
from tests.clock import FRIDAY, moscow

YESTERDAY, MONDAY = FRIDAY - timedelta(days=1), FRIDAY + timedelta(days=3)
EVE = moscow("17:00", YESTERDAY)

PAYMENT = Payment(
    id=1,
    department_id=1,
    client_id=1,
    client_name="Ромашка",
    deal_id=None,
    owner_id=1,
    amount=100,
    received=0,
    due_on=FRIDAY,
    first_due_on=FRIDAY,
    moves=0,
    probability=50,
    probability_manual=False,
    invoice=None,
    comment=None,
    source="line",
    created_by=1,
    created_at=EVE,
    closed_at=None,
    cancelled_at=None,
)
"""Awaited on Friday, recorded the evening before."""

FACT = Fact(
    id=1,
    receipt_id=1,
    client_id=1,
    client_name="Ромашка",
    payment_id=None,
    owner_id=1,
    amount=100,
    kind=FactKind.RECEIPT,
    on=FRIDAY,
    source=FactSource.MANAGER,
    confirmed_by=None,
    entered_by=1,
    happened_at=moscow("10:00"),
    created_at=moscow("10:00"),
)
"""Came on Friday at ten, on nothing that was expected."""
