"""The rules of a department's bonus sheet, in versions; only the owner sets them (SPEC 12)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, select

from sales.calendar.slots import day_bounds
from sales.core.errors import NotYoursError
from sales.core.money import Percent
from sales.core.rights import Action
from sales.results.bonus import BonusStep, RateKind, Scheme, make_scheme
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types
from storage.engine.scope import check_reach
from storage.settings.departments import AllDepartments
from storage.tables import BonusRulesRow, DepartmentRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class Bonus:
    scheme: Scheme
    version: int
    set_at: datetime


@dataclass(frozen=True, slots=True)
class _Version:
    rules: Json
    version: int
    set_at: datetime


_VERSIONS = check_types(
    _Version,
    select(BonusRulesRow.rules, BonusRulesRow.version, BonusRulesRow.set_at).order_by(BonusRulesRow.version.desc()),
)


class BonusRules(ActorRepository):
    async def of_department(self, department_id: int, until: date | None = None) -> Bonus | None:
        """The newest version, or the one that stood as that local day ended; None: there are no rules yet.

        Raises NotYoursError.
        """
        check_reach(self._actor, Action.READ_BONUS, department_id)
        row = BonusRulesRow
        query = _VERSIONS.where(row.department_id == department_id)
        if until is not None:
            zone = (await AllDepartments(self._session, self._clock).get(department_id)).zone
            query = query.where(row.set_at < day_bounds(until, zone)[1])
        found = await self._session.read_one(_Version, query.limit(1))
        return None if found is None else _bonus(found)

    async def set_scheme(self, department_id: int, scheme: Scheme) -> None:
        """Another version, by the owner alone; audited. Raises NotYoursError."""
        check_reach(self._actor, Action.WRITE_BONUS, department_id)
        locked = select(DepartmentRow.id).where(DepartmentRow.id == department_id).with_for_update()
        if await self._session.scalar(locked) is None:
            raise NotYoursError
        newest = select(func.max(BonusRulesRow.version)).where(BonusRulesRow.department_id == department_id)
        rules = _store(scheme)
        await self._session.execute(
            insert(BonusRulesRow).values(
                department_id=department_id,
                version=(await self._session.scalar(newest) or 0) + 1,
                rules=rules,
                set_by=self._actor.person_id,
                set_at=self._clock.now(),
            )
        )
        await self._audit("bonus.set", "department", department_id, after=rules)


def _store(scheme: Scheme) -> Json:
    steps = [[step.start.tenths, step.hundredths] for step in scheme.steps]
    return {"base": scheme.base, "rates": dict(scheme.rates), "steps": steps}


def _bonus(found: _Version) -> Bonus:
    steps = [BonusStep(Percent(start), hundredths) for start, hundredths in found.rules["steps"]]
    rates = {RateKind(kind): rate for kind, rate in found.rules["rates"].items()}
    return Bonus(make_scheme(found.rules["base"], rates, steps), found.version, found.set_at)
