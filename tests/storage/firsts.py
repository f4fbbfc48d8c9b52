"""What the triggers of storage.engine.first_triggers keep, counted anew: for tables that were filled past them."""

from collections.abc import Iterator

from storage.engine.first_triggers import CAME, DEAL_OF, MADE
from storage.tables.payments import Begins


def count_anew() -> Iterator[str]:
    """Statements that mark what is first in the tables as they are: where they were filled past the triggers."""
    yield "UPDATE facts SET begins = 0 WHERE begins <> 0"
    for column, bit in (("deal_id", Begins.DEAL), ("payment_id", Begins.PAYMENT), ("client_id", Begins.CLIENT)):
        firsts = _firsts("facts", column, CAME, "local_date, id")
        yield f"UPDATE facts SET begins = begins + {bit} WHERE id IN ({firsts})"
    begun = f"SELECT client_id AS whose, {DEAL_OF} AS first_deal FROM facts WHERE begins > 3"
    others = f"SELECT * FROM facts JOIN ({begun}) AS begun ON whose = client_id WHERE {DEAL_OF} <> first_deal"
    second = _firsts(f"({others}) AS others", "client_id", CAME, "local_date, id")
    yield f"UPDATE facts SET begins = begins + {Begins.REGULAR} WHERE id IN ({second})"
    yield "UPDATE activities SET begins = 0 WHERE begins <> 0"
    contacts = _firsts("activities", "client_id", MADE, "local_date, happened_at, id")
    yield f"UPDATE activities SET begins = 1 WHERE id IN ({contacts})"


def _firsts(table: str, unit: str, which: str, order: str) -> str:
    placed = f"row_number() OVER (PARTITION BY {unit} ORDER BY {order})"
    return (
        f"SELECT id FROM (SELECT id, {placed} AS place FROM {table} WHERE {unit} IS NOT NULL AND {which}) AS counted "
        "WHERE place = 1"
    )
