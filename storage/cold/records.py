"""A cold list and a number of one, as the trade sees them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, or_, select

from sales.cold.figures import ColdCalls, Progress
from sales.cold.hours import Half
from sales.cold.states import OPEN_STATES, ColdListState, ColdOutcome, ColdSource, ColdState, Skip
from sales.imports.mapping import ImportMapping
from storage.engine.reading import check_types, columns_of
from storage.engine.session import Session
from storage.tables import ColdLeadRow, ColdListRow, ColdTryRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class ColdList:
    id: int
    department_id: int | None
    by_id: int
    name: str
    state: ColdListState
    source: ColdSource | None
    mapping: Json
    counts: Json
    loaded: int
    created_at: datetime

    @property
    def said(self) -> ImportMapping:
        return ImportMapping.from_json(self.mapping)

    def count(self, why: Skip) -> int:
        """Rows that were passed over for that."""
        return int(self.counts.get(why, 0))

    @property
    def owners(self) -> dict[int, int]:
        """Whose clients some of the numbers are, and how many; 0 for clients without an owner."""
        return {int(owner): count for owner, count in self.counts.get("owners", {}).items()}


@dataclass(frozen=True, slots=True)
class ColdLead:
    id: int
    list_id: int
    department_id: int
    name: str
    phone: str | None
    phone10: str | None
    city: str | None
    zone: str | None
    note: str | None
    card: Json | None
    state: ColdState
    tries: int
    next_at: datetime | None
    half: Half | None
    called_by: int | None
    taken_by: int | None
    held_before: int | None
    client_id: int | None


@dataclass(frozen=True, slots=True)
class ColdTry:
    id: int
    outcome: ColdOutcome
    at: datetime
    local_date: date


LISTS = check_types(ColdList, select(*columns_of(ColdList, ColdListRow)))
LEADS = check_types(ColdLead, select(*columns_of(ColdLead, ColdLeadRow)))
TRIES = check_types(ColdTry, select(*columns_of(ColdTry, ColdTryRow)))


async def count_calls(session: Session, *which: ColumnElement[bool]) -> ColdCalls:
    """Of all that were not taken back."""
    query = select(ColdTryRow.outcome, func.count()).where(*which, ColdTryRow.undone_at.is_(None))
    return ColdCalls(dict(iter(await session.execute(query.group_by(ColdTryRow.outcome)))))


async def count_progress(session: Session, *which: ColumnElement[bool]) -> Progress:
    """Of the numbers of these lists."""
    row = ColdLeadRow
    done = func.count(case((or_(row.tries > 0, row.state.not_in(OPEN_STATES)), 1)))
    query = select(done, func.count()).join(ColdListRow, ColdListRow.id == row.list_id).where(*which)
    processed, total = (await session.execute(query)).one()
    return Progress(processed, total)
