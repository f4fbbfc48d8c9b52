"""The plans of a department for some months, with all their versions (SPEC 4)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, or_, select

from sales.calendar.calendar import month_of
from sales.core.people import SELLERS
from sales.plans.levels import months_between
from sales.plans.plans import (
    DepartmentPlan,
    Metric,
    PlanChange,
    PlanVersion,
    department_plan,
    plan_changes,
)
from storage.engine.audit import Audit
from storage.engine.repository import Repository
from storage.people.person import Person, ask_people, people_where
from storage.settings.departments import AllDepartments
from storage.tables import PersonRow, PlanRow
from storage.tables.types import Json

Key = tuple[int | None, Metric, date]
"""Whose plan (None: the department's own), of what, of which month by its first day."""


@dataclass(frozen=True, slots=True)
class PlanBook:
    """The plans of one department for some months, with all their versions, the oldest first."""

    department_id: int
    people: tuple[Person, ...]
    """Its managers who work there in these months, also invited and not yet come, by name."""
    versions: dict[Key, tuple[PlanVersion, ...]] = field(default_factory=dict)

    def plan(self, person_id: int | None, month: date, metric: Metric = Metric.MONEY) -> int | None:
        """The one that stands, in kopecks or in pieces; None is unset, which is not 0. `month`: its first day."""
        found = self.versions.get((person_id, metric, month))
        return found[-1].value if found else None

    def money_versions(self, person_id: int, month: date) -> tuple[PlanVersion, ...]:
        """Of their plan of money, the oldest first. `month`: its first day."""
        return self.versions.get((person_id, Metric.MONEY, month), ())

    def is_assumed(self, person_id: int | None, month: date, metric: Metric = Metric.MONEY) -> bool:
        """The plan that stands is Reper's, and waits for the lead's word."""
        found = self.versions.get((person_id, metric, month))
        return found[-1].is_assumed if found else False

    def months(self, person_id: int | None, metric: Metric = Metric.MONEY) -> dict[date, int]:
        """Only the months that are set: what sales.plans.levels derives from."""
        whose = {key[2]: found[-1].value for key, found in self.versions.items() if key[:2] == (person_id, metric)}
        return {month: value for month, value in whose.items() if value is not None}

    def changes(self, person_id: int | None, month: date, metric: Metric = Metric.MONEY) -> tuple[PlanChange, ...]:
        """«план 2,00 → 2,40 млн, 12.11»."""
        return plan_changes(self.versions.get((person_id, metric, month), ()))

    def of_department(self, month: date, metric: Metric = Metric.MONEY) -> DepartmentPlan:
        """The entered one against the sum of its people's."""
        return department_plan(
            self.plan(None, month, metric), [self.plan(each.id, month, metric) for each in self.people]
        )

    def without_plan(self, month: date, metric: Metric = Metric.MONEY) -> tuple[Person, ...]:
        """Whose plan of the month is unset; one that is 0 is set. `month`: its first day."""
        return tuple(each for each in self.people if self.plan(each.id, month, metric) is None)


_IS_SELLER = PersonRow.role.in_(SELLERS)


_SELLERS_OF = people_where(PersonRow.department_id == bindparam("the_department"), _IS_SELLER)


_ONE_SELLER = people_where(PersonRow.id == bindparam("the_person"), _IS_SELLER)


_VERSIONS = (
    select(PlanRow.person_id, PlanRow.metric, PlanRow.month, PlanRow.set_at, PlanRow.value, PlanRow.is_assumed)
    .where(
        PlanRow.department_id == bindparam("the_department"),
        PlanRow.month.between(bindparam("the_first"), bindparam("the_last")),
        or_(PlanRow.person_id.in_(bindparam("the_people", expanding=True)), PlanRow.person_id.is_(None)),
    )
    .order_by(PlanRow.version)
)


class AllPlans(Repository):
    """Every department's: for the clock, and for views that have asked for the right."""

    async def book(self, department_id: int, first: date, last: date | None = None) -> PlanBook:
        """For the clock and for reports, which have asked for the right already."""
        return await self._read(department_id, first, last, _SELLERS_OF)

    async def book_of(self, person_id: int, department_id: int, first: date, last: date | None = None) -> PlanBook:
        """With one person's plans, and the department's own."""
        return await self._read(department_id, first, last, _ONE_SELLER, person_id)

    async def assume(self, person_id: int, department_id: int, month: date, value: int) -> None:
        """Until the lead has answered: the part of the month's plan for who came or left within it."""
        whose = (PlanRow.person_id == person_id, PlanRow.metric == Metric.MONEY, PlanRow.month == month)
        version = await self._session.scalar(select(func.max(PlanRow.version)).where(*whose))
        values = {
            "department_id": department_id,
            "person_id": person_id,
            "metric": Metric.MONEY,
            "month": month,
            "version": (version or 0) + 1,
            "value": value,
            "set_by": person_id,
            "set_at": self._clock.now(),
            "is_assumed": True,
        }
        await self._session.execute(insert(PlanRow).values(**values))
        said: Json = {"metric": Metric.MONEY, "month": month.isoformat(), "value": value}
        await Audit(self._session, self._clock).add(None, "plan.assumed", "person", person_id, after=said)

    async def missing(self, department_id: int, month: date) -> tuple[Person, ...]:
        """Whose money is not planned for the month, for the clock's «план на декабрь не задан: …»."""
        book = await self.book(department_id, month)
        return tuple(each for each in book.without_plan(month_of(month)[0]) if each.is_active)

    async def _read(
        self,
        department_id: int,
        first: date,
        last: date | None,
        whose: Select[*tuple[Any, ...]],
        person_id: int | None = None,
    ) -> PlanBook:
        months = list(months_between(first, last or first))
        zone = (await AllDepartments(self._session, self._clock).get(department_id)).zone
        team = await ask_people(self._session, whose, {"the_department": department_id, "the_person": person_id})
        people = [each for each in team if each.tenure(zone).meets(months[0], month_of(months[-1])[1])]
        ids = [each.id for each in people]
        named = {"the_department": department_id, "the_first": months[0], "the_last": months[-1], "the_people": ids}
        versions: dict[Key, tuple[PlanVersion, ...]] = {}
        for planned_for, metric, month, at, value, assumed in await self._session.execute(_VERSIONS, named):
            key = (planned_for, metric, month)
            versions[key] = (*versions.get(key, ()), PlanVersion(at, value, assumed))
        return PlanBook(department_id, tuple(people), versions)
