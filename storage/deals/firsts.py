"""What the first money of a deal, of a payment or of a client is counted by: the database marks it as it comes."""

from datetime import date

from sqlalchemy import ColumnElement, text

from storage.tables import FactRow
from storage.tables.payments import Begins

BEGINS = text("facts.begins > 0")
"""As the index of these few says it."""


def begins_in(what: Begins, department_id: int, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """On FactRow: the first money of that, and it came from `first` to `last` (local days, both included)."""
    fact = FactRow
    within = (fact.department_id == department_id, fact.local_date.between(first, last))
    return *within, BEGINS, fact.begins.bitwise_and(what.value) != 0  # type: ignore[return-value]
