"""Whose debts a screen or a workbook is of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.message.words.names import tell_apart
from sales.core.people import SELLERS
from storage.debts.debts import DebtOf
from storage.engine.actor import Actor
from storage.settings.departments import Department, find_department
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DebtPlace:
    """Whose debts are shown: of a department, or (None) the reader's own."""

    department: Department | None
    seen: Sequence[Department]
    people: Mapping[int, str]
    """Whole names of the department's, by id."""

    @property
    def names(self) -> Mapping[int, str]:
        """First names that differ."""
        return tell_apart(self.people)

    @property
    def of(self) -> DebtOf:
        return DebtOf(department_id=None if self.department is None else self.department.id)


async def find_place(tx: Transaction, reader: Actor, department_id: int) -> DebtPlace | None:
    """None where the reader sees no such department, or none at all."""
    if reader.role in SELLERS:
        return None if department_id else DebtPlace(None, (), {})
    seen = await tx.as_(reader).departments.list_seen()
    place = find_department(seen, department_id)
    if place is None:
        return None
    people = await tx.as_(reader).people.team(place.id)
    return DebtPlace(place, seen, {each.id: each.name for each in people})
