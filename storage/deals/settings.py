"""How a department counts ROI and whether it ranks its people; and what its months brought and cost."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update

from sales.core.money import Kopecks
from sales.core.rights import Action
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.engine.scope import check_reach
from storage.tables import DepartmentRow, RoiMonthRow


@dataclass(frozen=True, slots=True)
class DealSetting:
    classic_roi: bool = False
    """(profit − investment) / investment, not profit / investment."""
    hides_top: bool = False


_SETTINGS = check_types(DealSetting, select(DepartmentRow.classic_roi, DepartmentRow.hides_top))


class AllDealSettings(Repository):
    """No secret in the house."""

    async def read(self, department_id: int) -> DealSetting:
        """As a department has set it; of none the usual."""
        query = _SETTINGS.where(DepartmentRow.id == department_id)
        return await self._session.read_one(DealSetting, query) or DealSetting()

    async def read_roi(self, department_id: int, month: date) -> tuple[Kopecks, Kopecks] | None:
        """Profit and investment of a month (its first day), as somebody typed them."""
        row = RoiMonthRow
        query = select(row.profit, row.investment).where(row.department_id == department_id, row.month == month)
        found = (await self._session.execute(query)).first()
        return None if found is None else (found[0], found[1])


class DealSettings(ActorRepository):
    async def put(self, department_id: int, **values: bool | int) -> None:
        """`classic_roi`, `hides_top`, `discount_limit`. Raises NotYoursError."""
        check_reach(self._actor, Action.WRITE_STAGES, department_id)
        await self._session.execute(update(DepartmentRow).where(DepartmentRow.id == department_id).values(**values))
        await self._audit("department.deals", "department", department_id, None, dict(values))

    async def put_roi(self, department_id: int, month: date, profit: Kopecks, investment: Kopecks) -> None:
        """What a month (its first day) brought and cost; typed anew it stands as typed last. Raises NotYoursError."""
        check_reach(self._actor, Action.WRITE_PLANS, department_id)
        said = {
            "profit": profit,
            "investment": investment,
            "by_id": self._actor.person_id,
            "at": self._clock.now(),
        }
        statement = self._insert(RoiMonthRow).values(department_id=department_id, month=month, **said)
        keys = ["department_id", "month"]
        await self._session.execute(statement.on_conflict_do_update(index_elements=keys, set_=said))
        await self._audit("roi.typed", "department", department_id, None, {"profit": profit, "investment": investment})
