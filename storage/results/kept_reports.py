"""What a report said when it was sent: a later look can tell that it was recomputed, and what has changed since."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from sales.core.rights import Action
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.engine.scope import check_reach
from storage.tables import ReportSnapshotRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class KeptReport:
    """`figures`: by person id (a string, as JSON has it), what was printed of them."""

    kind: str
    day: date
    first: date
    last: date
    made_at: datetime
    figures: Json


_KEPT = check_types(
    KeptReport,
    select(
        ReportSnapshotRow.kind,
        ReportSnapshotRow.local_date.label("day"),
        ReportSnapshotRow.first_day.label("first"),
        ReportSnapshotRow.last_day.label("last"),
        ReportSnapshotRow.made_at,
        ReportSnapshotRow.figures,
    ),
)


class AllKeptReports(Repository):
    async def keep(self, department_id: int, kind: str, day: date, period: tuple[date, date], figures: Json) -> bool:
        """For the clock that has sent it; what was kept first stands, False then."""
        values = {
            "department_id": department_id,
            "kind": kind,
            "local_date": day,
            "first_day": period[0],
            "last_day": period[1],
            "made_at": self._clock.now(),
            "figures": figures,
        }
        return await self._insert_once(ReportSnapshotRow, ["department_id", "kind", "local_date"], values) is not None


class KeptReports(ActorRepository):
    async def of_day(self, department_id: int, kind: str, day: date) -> KeptReport | None:
        """What was said of that department's day; None: nothing was sent. Raises NotYoursError."""
        return await self._one(department_id, kind, day, day)

    async def last(self, department_id: int, kind: str, until: date) -> KeptReport | None:
        """The latest one kept on that day or before. Raises NotYoursError."""
        return await self._one(department_id, kind, date.min, until)

    async def _one(self, department_id: int, kind: str, first: date, last: date) -> KeptReport | None:
        check_reach(self._actor, Action.READ_SUMMARY, department_id)
        row = ReportSnapshotRow
        which = (row.department_id == department_id, row.kind == kind, row.local_date.between(first, last))
        query = _KEPT.where(*which).order_by(row.local_date.desc()).limit(1)
        return await self._session.read_one(KeptReport, query)
