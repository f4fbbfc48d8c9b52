"""A row of a file as a number to ring: who, where, by what clock, and what else was known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sales.calendar.cities import find_zone
from sales.clients.card_fields import CardField, Segment
from sales.core.words import clean
from sales.imports.cells import BaseRow, read_base
from sales.imports.columns import BaseColumn, BaseHeading

LONGEST_NAME = 120
LONGEST_NOTE = 300
NO_COLD_LIST = frozenset(
    {BaseColumn.OWNER, BaseColumn.AMOUNT, BaseColumn.DUE, BaseColumn.INVOICE, BaseColumn.TERMS, BaseColumn.TURNOVER}
)
"""What is known of one's own clients alone."""


def may_be_cold(heading: BaseHeading) -> bool:
    """A table with numbers and without what only clients have."""
    columns = set(heading.columns.values())
    return BaseColumn.PHONE in columns and not columns & NO_COLD_LIST


@dataclass(frozen=True, slots=True)
class ColdRow:
    """`number`: as a table program counts the rows; `phone10` empty where there is no number to ring."""

    number: int
    name: str
    phone: str = ""
    phone10: str = ""
    city: str = ""
    zone: str | None = None
    note: str = ""
    is_private: bool = False
    person: str = ""
    position: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    """What the client's card gets, once it is a client."""


def read_cold_rows(
    rows: Sequence[Sequence[str]],
    heading: BaseHeading,
    today: date,
    *,
    is_csv: bool,
    rest: Callable[[], None] = lambda: None,
) -> list[ColdRow]:
    """Every row below the heading that holds something. Long: not in the loop."""
    return [_cold(each) for each in read_base(rows, heading, today, is_csv=is_csv, rest=rest)]


def _cold(row: BaseRow) -> ColdRow:
    phones = [each for each in row.people if each.phone10]
    first = phones[0] if phones else None
    person = row.people[0] if row.people else None
    values = {str(name): value for name, value in row.values.items() if name is not CardField.NAME}
    who = ", ".join(filter(None, (person.name, person.position))) if person else ""
    more = [each.phone for each in phones[1:]]
    city = str(values.get(CardField.CITY, ""))
    name = str(row.values.get(CardField.NAME, "")) or (person.name if person else "") or (first.phone if first else "")
    said = [who, values.get(CardField.LINE), row.comment.replace("\n", "; "), *more]
    return ColdRow(
        row.number,
        clean(name, LONGEST_NAME),
        first.phone if first else "",
        first.phone10 if first else "",
        city,
        find_zone(city, str(values.get(CardField.TERRITORY, ""))),
        clean(" · ".join(str(each) for each in said if each), LONGEST_NOTE),
        row.values.get(CardField.SEGMENT) is Segment.B2C,
        person.name if person else "",
        person.position if person else "",
        values,
    )
