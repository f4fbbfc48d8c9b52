"""Month plans: versions for the whole month, of each person and of the department (SPEC 4)."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, insert, or_, select

from sales.calendar.calendar import month_of
from sales.core.errors import AlreadyDoneError, NotYoursError, TooLateError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.core.undo import may_undo
from sales.plans.levels import months_between
from sales.plans.plans import (
    DepartmentPlan,
    Metric,
    PlanChange,
    PlanVersion,
    department_plan,
    plan_changes,
)
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import checked
from storage.engine.repository import Repository
from storage.engine.scope import reach, reaches_department
from storage.people.person import Person, ask_people, find_people, people_where
from storage.settings.departments import AllDepartments
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
        return tuple(each for each in self.people if self.plan(each.id, month, metric) is None)


@dataclass(frozen=True, slots=True)
class PlanSet:
    """A version that was added; person None is the department's own. Ids of one deed follow each other."""

    id: int
    department_id: int
    person_id: int | None
    metric: Metric
    month: date
    before: int | None
    value: int | None


_IS_SELLER = PersonRow.role.in_(SELLERS)
_SELLERS_OF = people_where(PersonRow.department_id == bindparam("the_department"), _IS_SELLER)
_ONE_SELLER = people_where(PersonRow.id == bindparam("the_person"), _IS_SELLER)

_VERSIONS = (
    select(PlanRow.person_id, PlanRow.metric, PlanRow.month, PlanRow.set_at, PlanRow.value)
    .where(
        PlanRow.department_id == bindparam("the_department"),
        PlanRow.month.between(bindparam("the_first"), bindparam("the_last")),
        or_(PlanRow.person_id.in_(bindparam("the_people", expanding=True)), PlanRow.person_id.is_(None)),
    )
    .order_by(PlanRow.version)
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A version of a plan, as it was entered."""

    id: int
    department_id: int
    person_id: int | None
    metric: Metric
    month: date
    set_at: datetime


_ENTRIES = checked(
    _Entry,
    select(
        PlanRow.id, PlanRow.department_id, PlanRow.person_id, PlanRow.metric, PlanRow.month, PlanRow.set_at
    ).order_by(PlanRow.id),
)


class AllPlans(Repository):
    """Every department's: for the clock, and for views that have asked for the right."""

    async def book(self, department_id: int, first: date, last: date | None = None) -> PlanBook:
        """For the clock and for reports, which have asked for the right already."""
        return await self.read(department_id, first, last, _SELLERS_OF)

    async def missing(self, department_id: int, month: date) -> tuple[Person, ...]:
        """Whose money is not planned for the month, for the clock's «план на декабрь не задан: …»."""
        book = await self.book(department_id, month)
        return tuple(each for each in book.without_plan(month_of(month)[0]) if each.is_active)

    async def read(
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
        for planned_for, metric, month, at, value in await self._session.execute(_VERSIONS, named):
            key = (planned_for, metric, month)
            versions[key] = (*versions.get(key, ()), PlanVersion(at, value))
        return PlanBook(department_id, tuple(people), versions)


class Plans(ActorRepository):
    async def of_department(self, department_id: int, first: date, last: date | None = None) -> PlanBook:
        """Of all months that the days touch; `last` None is the first one's month. Raises NotYoursError."""
        if not reaches_department(self._actor, Action.READ_PLANS, department_id):
            raise NotYoursError
        return await self._all.book(department_id, first, last)

    async def own(self, first: date, last: date | None = None) -> PlanBook:
        """A manager's own plans and nobody else's. Raises NotYoursError for who belongs to no department."""
        if self._actor.department_id is None:
            raise NotYoursError
        book = await self._all.read(self._actor.department_id, first, last, _ONE_SELLER, self._actor.person_id)
        mine = {key: found for key, found in book.versions.items() if key[0] == self._actor.person_id}
        return replace(book, versions=mine)

    async def set_person(
        self, person_id: int, month: date, value: int | None, metric: Metric = Metric.MONEY
    ) -> PlanSet | None:
        """A new version for the whole month; None withdraws it. None where the same stands. Raises NotYoursError."""
        reached = reach(self._actor, Action.WRITE_PLANS, PersonRow.id, PersonRow.department_id)
        found = await find_people(self._session, PersonRow.id == person_id, PersonRow.role.in_(SELLERS), reached)
        if not found or found[0].department_id is None:
            raise NotYoursError
        return await self._add(found[0].department_id, person_id, month, value, metric)

    async def set_department(
        self, department_id: int, month: date, value: int | None, metric: Metric = Metric.MONEY
    ) -> PlanSet | None:
        """The department's own plan, beside the sum of its people's. Raises NotYoursError."""
        if not reaches_department(self._actor, Action.WRITE_PLANS, department_id):
            raise NotYoursError
        return await self._add(department_id, None, month, value, metric)

    async def copy_from_last_month(self, department_id: int, month: date) -> list[PlanSet]:
        """Whatever stood a month before and is unset now; what is set stays. Raises NotYoursError."""
        if not reaches_department(self._actor, Action.WRITE_PLANS, department_id):
            raise NotYoursError
        this, last = month_of(month)[0], _month_before(month)
        book = await self._all.book(department_id, last, this)
        whose = [each.id for each in book.people if not each.deactivated_at]
        copied = []
        for person_id in (*whose, None):
            for metric in Metric:
                value = book.plan(person_id, last, metric)
                if value is None or book.plan(person_id, this, metric) is not None:
                    continue
                added = await self._add(department_id, person_id, this, value, metric)
                copied += [added] if added else []
        return copied

    async def take_back(self, first_id: int, last_id: int) -> list[PlanSet]:
        """Undo one deed of the actor: what these versions replaced stands again; what was changed since stays.

        Raises NotYoursError, TooLateError; AlreadyDoneError where nothing of it stands any more.
        """
        mine = PlanRow.set_by == self._actor.person_id
        query = _ENTRIES.where(PlanRow.id.between(first_id, last_id), mine)
        rows = [
            each
            for each in await self._session.read(_Entry, query)
            if reaches_department(self._actor, Action.WRITE_PLANS, each.department_id)
        ]
        if not rows or (rows[0].id, rows[-1].id) != (first_id, last_id):
            raise NotYoursError
        if not all(may_undo(row.set_at, self._clock.now()) for row in rows):
            raise TooLateError
        undone = [back for row in rows if (back := await self._take_back(row)) is not None]
        if not undone:
            raise AlreadyDoneError
        return undone

    async def _take_back(self, row: _Entry) -> PlanSet | None:
        """None where a later version stands."""
        which = _which(row.department_id, row.person_id, row.metric, row.month)
        query = select(PlanRow.id, PlanRow.value).where(*which).order_by(PlanRow.version.desc()).limit(2)
        (newest, _value), *earlier = (await self._session.execute(query)).all()
        if newest != row.id:
            return None
        before = earlier[0][1] if earlier else None
        return await self._add(row.department_id, row.person_id, row.month, before, row.metric)

    async def _add(
        self, department_id: int, person_id: int | None, month: date, value: int | None, metric: Metric
    ) -> PlanSet | None:
        first = month_of(month)[0]
        await self._session.execute(  # versions are counted one at a time
            select(DepartmentRow.id).where(DepartmentRow.id == department_id).with_for_update()
        )
        which = _which(department_id, person_id, metric, first)
        newest = select(PlanRow.version, PlanRow.value).where(*which).order_by(PlanRow.version.desc()).limit(1)
        row = (await self._session.execute(newest)).first()
        version, before = (0, None) if row is None else (row[0], row[1])
        if before == value:
            return None
        made = await self._session.execute(
            insert(PlanRow)
            .values(
                department_id=department_id,
                person_id=person_id,
                metric=metric,
                month=first,
                version=version + 1,
                value=value,
                set_by=self._actor.person_id,
                set_at=self._clock.now(),
            )
            .returning(PlanRow.id)
        )
        subject, subject_id = ("department", department_id) if person_id is None else ("person", person_id)
        plan = {"metric": metric, "month": first.isoformat()}
        await self._audit("plan.set", subject, subject_id, plan | {"value": before}, plan | {"value": value})
        return PlanSet(made.one()[0], department_id, person_id, metric, first, before, value)

    @property
    def _all(self) -> AllPlans:
        return AllPlans(self._session, self._clock)


def _which(department_id: int, person_id: int | None, metric: Metric, month: date) -> tuple[ColumnElement[bool], ...]:
    """All versions of one plan. A person takes the plan along to another department."""
    of_department = PlanRow.person_id.is_(None) & (PlanRow.department_id == department_id)
    whose = of_department if person_id is None else PlanRow.person_id == person_id
    return whose, PlanRow.metric == metric, PlanRow.month == month


def _month_before(month: date) -> date:
    return month_of(date.fromordinal(month_of(month)[0].toordinal() - 1))[0]
