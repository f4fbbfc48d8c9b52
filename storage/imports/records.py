"""A file of clients and its rows, as the trade sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from sales.clients.card_fields import CardField
from sales.imports.judged import Judged, RowVerdict
from sales.imports.mapping import ImportMapping
from sales.imports.states import ImportState
from sales.imports.troubles import RowTrouble
from storage.engine.reading import check_types, columns_of
from storage.tables import ImportedRow, ImportRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class Import:
    id: int
    department_id: int | None
    by_id: int
    name: str
    sha256: str
    state: ImportState
    mapping: Json
    turn: int
    counts: Json
    created_at: datetime
    done_at: datetime | None
    reverted_at: datetime | None

    @property
    def said(self) -> ImportMapping:
        """The mapping as taps have made it."""
        return ImportMapping.from_json(self.mapping)

    def count(self, verdict: RowVerdict) -> int:
        """How many rows have it."""
        return int(self.counts.get(verdict, 0))

    @property
    def to_write(self) -> int:
        """Rows that change something."""
        return sum(self.count(each) for each in (RowVerdict.NEW, RowVerdict.UPDATE, RowVerdict.ITEM))


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One row of the file."""

    n: int
    cells: list[str] | None
    verdict: RowVerdict
    client_id: int | None
    of_n: int | None
    reason: RowTrouble | None
    said: str | None
    plan: Json | None
    before: Json | None
    applied_at: datetime | None


IMPORTS = check_types(Import, select(*columns_of(Import, ImportRow)))
LINES = check_types(ImportLine, select(*columns_of(ImportLine, ImportedRow)).order_by(ImportedRow.n))


def import_key(import_id: int) -> str:
    """Of its one message, which is edited from the dry run to the undo."""
    return f"import:{import_id}"


def plan_of(judged: Judged) -> Json | None:
    """What the row writes, for its column; None where it writes nothing."""
    plan: dict[str, Any] = {}
    if judged.values:
        plan["values"] = {str(field): value for field, value in judged.values.items()}
    if judged.comment:
        plan["comment"] = judged.comment
    if judged.people:
        plan["people"] = [[each.name, each.position, each.phone, each.phone10, each.email] for each in judged.people]
    if judged.item:
        plan["item"] = [judged.item.amount, judged.item.due_on.isoformat(), judged.item.invoice]
    if judged.owner_id:
        plan["owner"] = judged.owner_id
    if judged.sets_owner:
        plan["sets_owner"] = True
    if judged.like_id:
        plan["like_id"] = judged.like_id
    if judged.like_row:
        plan["like_row"] = judged.like_row
    return plan or None


def fields_of(plan: Json) -> dict[CardField, Any]:
    """The card's fields that a row writes."""
    return {CardField(name): value for name, value in plan.get("values", {}).items()}
