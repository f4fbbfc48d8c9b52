"""Month plans: versions for the whole month, of each person and of the department (SPEC 4)."""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import ColumnElement, insert, or_, select

from sales.calendar import month_of
from sales.errors import NotYoursError
from sales.people import SELLERS
from sales.plan_levels import months_between
from sales.plans import (
    DepartmentPlan,
    Metric,
    PlanChange,
    PlanVersion,
    department_plan,
    plan_changes,
)
from sales.rights import Action
from storage.actor import Actor
from storage.audit import Audit
from storage.departments import Departments
from storage.person import Person, find_people
from storage.repository import Repository
from storage.scope import reach, reaches_department
from storage.tables import DepartmentRow, PersonRow, PlanRow

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
        """The one that stands; None is unset, which is not 0."""
        found = self.versions.get((person_id, metric, month))
        return found[-1].value if found else None

    def months(self, person_id: int | None, metric: Metric = Metric.MONEY) -> dict[date, int]:
        """Only the months that are set: what sales.plan_levels derives from."""
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
        return tuple(each for each in self.people if self.plan(each.id, month, metric) is None)


@dataclass(frozen=True, slots=True)
class CopiedPlan:
    """What was taken over from the month before; person None is the department's own."""

    person_id: int | None
    metric: Metric
    value: int


class Plans(Repository):
    async def of_department(self, actor: Actor, department_id: int, first: date, last: date | None = None) -> PlanBook:
        """Of all months that the days touch; `last` None is the first one's month. Raises NotYoursError."""
        if not reaches_department(actor, Action.READ_PLANS, department_id):
            raise NotYoursError
        return await self.book(department_id, first, last)

    async def own(self, actor: Actor, first: date, last: date | None = None) -> PlanBook:
        """A manager's own plans and nobody else's. Raises NotYoursError for who belongs to no department."""
        if actor.department_id is None:
            raise NotYoursError
        book = await self._book(actor.department_id, first, last, PersonRow.id == actor.person_id)
        mine = {key: found for key, found in book.versions.items() if key[0] == actor.person_id}
        return replace(book, versions=mine)

    async def book(self, department_id: int, first: date, last: date | None = None) -> PlanBook:
        """For the clock and for reports, which have asked for the right already."""
        return await self._book(department_id, first, last, PersonRow.department_id == department_id)

    async def set_person(
        self, actor: Actor, person_id: int, month: date, value: int | None, metric: Metric = Metric.MONEY
    ) -> bool:
        """A new version for the whole month; None withdraws it. False where the same stands. Raises NotYoursError."""
        reached = reach(actor, Action.WRITE_PLANS, PersonRow.id, PersonRow.department_id)
        found = await find_people(self._session, PersonRow.id == person_id, PersonRow.role.in_(SELLERS), reached)
        if not found or found[0].department_id is None:
            raise NotYoursError
        return await self._add(actor, found[0].department_id, person_id, month, value, metric)

    async def set_department(
        self, actor: Actor, department_id: int, month: date, value: int | None, metric: Metric = Metric.MONEY
    ) -> bool:
        """The department's own plan, beside the sum of its people's. Raises NotYoursError."""
        if not reaches_department(actor, Action.WRITE_PLANS, department_id):
            raise NotYoursError
        return await self._add(actor, department_id, None, month, value, metric)

    async def copy_from_last_month(self, actor: Actor, department_id: int, month: date) -> list[CopiedPlan]:
        """Whatever stood a month before and is unset now; what is set stays. Raises NotYoursError."""
        if not reaches_department(actor, Action.WRITE_PLANS, department_id):
            raise NotYoursError
        this, last = month_of(month)[0], _month_before(month)
        book = await self.book(department_id, last, this)
        whose = [each.id for each in book.people if not each.deactivated_at]
        copied = []
        for person_id in (*whose, None):
            for metric in Metric:
                value = book.plan(person_id, last, metric)
                if value is not None and book.plan(person_id, this, metric) is None:
                    await self._add(actor, department_id, person_id, this, value, metric)
                    copied.append(CopiedPlan(person_id, metric, value))
        return copied

    async def missing(self, department_id: int, month: date) -> tuple[Person, ...]:
        """Whose money is not planned for the month, for the clock's «план на декабрь не задан: …»."""
        book = await self.book(department_id, month)
        return tuple(each for each in book.without_plan(month_of(month)[0]) if each.is_active)

    async def _book(self, department_id: int, first: date, last: date | None, whose: ColumnElement[bool]) -> PlanBook:
        months = list(months_between(first, last or first))
        zone = (await Departments(self._session, self._clock).get(department_id)).zone
        team = await find_people(self._session, whose, PersonRow.role.in_(SELLERS))
        people = [each for each in team if each.tenure(zone).meets(months[0], month_of(months[-1])[1])]
        ids = [each.id for each in people]
        of_them = or_(PlanRow.person_id.in_(ids), PlanRow.person_id.is_(None))
        query = (
            select(PlanRow.person_id, PlanRow.metric, PlanRow.month, PlanRow.set_at, PlanRow.value)
            .where(PlanRow.department_id == department_id, PlanRow.month.between(months[0], months[-1]), of_them)
            .order_by(PlanRow.version)
        )
        versions: dict[Key, tuple[PlanVersion, ...]] = {}
        for person_id, metric, month, at, value in await self._session.execute(query):
            key = (person_id, Metric(metric), month)
            versions[key] = (*versions.get(key, ()), PlanVersion(at, value))
        return PlanBook(department_id, tuple(people), versions)

    async def _add(
        self, actor: Actor, department_id: int, person_id: int | None, month: date, value: int | None, metric: Metric
    ) -> bool:
        first = month_of(month)[0]
        await self._session.execute(  # versions are counted one at a time
            select(DepartmentRow.id).where(DepartmentRow.id == department_id).with_for_update()
        )
        whose = PlanRow.person_id.is_(None) & (PlanRow.department_id == department_id)
        mine = whose if person_id is None else PlanRow.person_id == person_id
        which = (mine, PlanRow.metric == metric, PlanRow.month == first)
        newest = select(PlanRow.version, PlanRow.value).where(*which).order_by(PlanRow.version.desc()).limit(1)
        row = (await self._session.execute(newest)).first()
        version, before = (0, None) if row is None else (row[0], row[1])
        if before == value:
            return False
        await self._session.execute(
            insert(PlanRow).values(
                department_id=department_id,
                person_id=person_id,
                metric=metric,
                month=first,
                version=version + 1,
                value=value,
                set_by=actor.person_id,
                set_at=self._clock.now(),
            )
        )
        subject, subject_id = ("department", department_id) if person_id is None else ("person", person_id)
        plan = {"metric": metric, "month": first.isoformat()}
        audit = Audit(self._session, self._clock)
        await audit.add(actor, "plan.set", subject, subject_id, plan | {"value": before}, plan | {"value": value})
        return True


def _month_before(month: date) -> date:
    return month_of(date.fromordinal(month_of(month)[0].toordinal() - 1))[0]
