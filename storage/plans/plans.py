"""Month plans: versions for the whole month, of each person and of the department (SPEC 4)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, insert, select

from sales.calendar.calendar import month_of
from sales.core.errors import AlreadyDoneError, NotYoursError, TooLateError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.core.undo import may_undo
from sales.plans.plans import Metric
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_house
from storage.engine.reading import check_types
from storage.engine.scope import check_reach, reach, reaches_department
from storage.people.person import find_people
from storage.plans.plan_book import AllPlans, PlanBook
from storage.tables import DepartmentRow, PersonRow, PlanRow


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


@dataclass(frozen=True, slots=True)
class _Entry:
    """A version of a plan, as it was entered."""

    id: int
    department_id: int
    person_id: int | None
    metric: Metric
    month: date
    set_at: datetime


_ENTRIES = check_types(
    _Entry,
    select(
        PlanRow.id, PlanRow.department_id, PlanRow.person_id, PlanRow.metric, PlanRow.month, PlanRow.set_at
    ).order_by(PlanRow.id),
)


class Plans(ActorRepository):
    _all = of_house(AllPlans)

    async def of_department(self, department_id: int, first: date, last: date | None = None) -> PlanBook:
        """Of all months that the days touch; `last` None is the first one's month. Raises NotYoursError."""
        check_reach(self._actor, Action.READ_PLANS, department_id)
        return await self._all.book(department_id, first, last)

    async def read_own(self, first: date, last: date | None = None) -> PlanBook:
        """A manager's own plans and nobody else's. Raises NotYoursError for who belongs to no department."""
        if self._actor.department_id is None:
            raise NotYoursError
        book = await self._all.book_of(self._actor.person_id, self._actor.department_id, first, last)
        mine = {key: found for key, found in book.versions.items() if key[0] == self._actor.person_id}
        return replace(book, versions=mine)

    async def set_person(
        self, person_id: int, month: date, value: int | None, metric: Metric = Metric.MONEY
    ) -> PlanSet | None:
        """A new version for the whole month, in kopecks or in pieces, audited; None as a value withdraws the plan.

        Returns None where the same stands. Raises NotYoursError.
        """
        reached = reach(self._actor, Action.WRITE_PLANS, PersonRow.id, PersonRow.department_id)
        found = await find_people(self._session, PersonRow.id == person_id, PersonRow.role.in_(SELLERS), reached)
        if not found or found[0].department_id is None:
            raise NotYoursError
        return await self._add(found[0].department_id, person_id, month, value, metric)

    async def set_department(
        self, department_id: int, month: date, value: int | None, metric: Metric = Metric.MONEY
    ) -> PlanSet | None:
        """The department's own plan, beside the sum of its people's; as `set_person`."""
        check_reach(self._actor, Action.WRITE_PLANS, department_id)
        return await self._add(department_id, None, month, value, metric)

    async def copy_from_last_month(self, department_id: int, month: date) -> list[PlanSet]:
        """Whatever stood a month before and is unset now; what is set stays. Raises NotYoursError."""
        check_reach(self._actor, Action.WRITE_PLANS, department_id)
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
        query = select(PlanRow.id, PlanRow.value, PlanRow.is_assumed).where(*which)
        newest, *earlier = (await self._session.execute(query.order_by(PlanRow.version.desc()).limit(2))).all()
        if newest[0] != row.id:
            return None
        before, waits = (earlier[0][1], earlier[0][2]) if earlier else (None, False)
        return await self._add(row.department_id, row.person_id, row.month, before, row.metric, is_assumed=waits)

    async def _add(
        self,
        department_id: int,
        person_id: int | None,
        month: date,
        value: int | None,
        metric: Metric,
        *,
        is_assumed: bool = False,
    ) -> PlanSet | None:
        first = month_of(month)[0]
        await self._session.execute(  # versions are counted one at a time
            select(DepartmentRow.id).where(DepartmentRow.id == department_id).with_for_update()
        )
        which = _which(department_id, person_id, metric, first)
        versions = select(PlanRow.version, PlanRow.value, PlanRow.is_assumed).where(*which)
        rows = (await self._session.execute(versions.order_by(PlanRow.version.desc()))).all()
        version, stands, waited = rows[0] if rows else (0, None, False)
        if stands == value and not (waited or is_assumed):
            return None
        before = next((said for _version, said, assumed in rows if not assumed), None)  # somebody's word, not Reper's
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
                is_assumed=is_assumed,
            )
            .returning(PlanRow.id)
        )
        subject, subject_id = ("department", department_id) if person_id is None else ("person", person_id)
        plan = {"metric": metric, "month": first.isoformat()}
        await self._audit("plan.set", subject, subject_id, plan | {"value": before}, plan | {"value": value})
        return PlanSet(made.one()[0], department_id, person_id, metric, first, before, value)


def _which(department_id: int, person_id: int | None, metric: Metric, month: date) -> tuple[ColumnElement[bool], ...]:
    """All versions of one plan. A person takes the plan along to another department."""
    of_department = PlanRow.person_id.is_(None) & (PlanRow.department_id == department_id)
    whose = of_department if person_id is None else PlanRow.person_id == person_id
    return whose, PlanRow.metric == metric, PlanRow.month == month


def _month_before(month: date) -> date:
    return month_of(date.fromordinal(month_of(month)[0].toordinal() - 1))[0]
