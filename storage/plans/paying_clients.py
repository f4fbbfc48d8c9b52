"""Clients who pay (SPEC 12): new with their first money ever, regular with that of their second deal."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from storage.deals.firsts import BEGINS
from storage.engine.repository import Repository
from storage.tables import FactRow
from storage.tables.payments import Begins


@dataclass(frozen=True, slots=True)
class PayingClients:
    new: int
    regular: int


class AllPayingClients(Repository):
    """For views that have asked for the right to the department."""

    async def count(self, department_id: int, first: date, last: date) -> dict[int | None, PayingClients]:
        """By whose the money was that made them so, from the first to the last day, both included."""
        row = FactRow
        new, regular = (row.begins.bitwise_and(bit.value) != 0 for bit in (Begins.CLIENT, Begins.REGULAR))
        within = (row.department_id == department_id, row.local_date.between(first, last), BEGINS)
        query = select(row.owner_id, func.count().filter(new), func.count().filter(regular))
        found = await self._session.execute(query.where(*within).group_by(row.owner_id))
        return {owner_id: PayingClients(*counts) for owner_id, *counts in found if any(counts)}
