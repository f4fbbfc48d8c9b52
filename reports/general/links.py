"""Where a link t.me/<bot>?start=<it> leads somebody of the house: into a card, from the dashboard or a colleague."""

import re
from collections.abc import Callable, Mapping

from reports.clients.client_card import ClientCard
from reports.debts.debt import DebtCard
from reports.general.first_step import FirstStepView
from reports.message.view import View
from reports.payments.payment_card import PaymentCard

FIRST_STEP = "first"
"""What there is to do in a new department, with its button."""

_LINK = re.compile(r"([cpd])_([1-9][0-9]{0,17})")
_CARDS: Mapping[str, Callable[[int], View]] = {
    "c": lambda number: ClientCard(client_id=number),
    "p": lambda number: PaymentCard(payment_id=number),
    "d": lambda number: DebtCard(payment_id=number),
}


def find_linked(payload: str) -> View | None:
    """The screen that it names; None for an invitation, or for nonsense."""
    if payload == FIRST_STEP:
        return FirstStepView()
    found = _LINK.fullmatch(payload)
    return None if found is None else _CARDS[found[1]](int(found[2]))
