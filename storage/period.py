"""
The figures of a period, person by person: plans, money by day, what of it was off plan, the weeks' promises (SPEC 9).

A dozen queries whatever the number of people; each reads a covering index, so that a month of 200,000 payments stays
under 50 ms. The rules that make a pace of it are in sales.pace.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, select
from sqlalchemy.sql.elements import SQLCoreOperations

from sales.calendar import DAY, Absence, WorkCalendar, week_of
from sales.errors import NotYoursError
from sales.money import Kopecks
from sales.rights import Action
from storage.actor import Actor
from storage.calendar import Calendars
from storage.departments import Department, Departments
from storage.payment import STANDS
from storage.person import Person
from storage.plans import PlanBook, Plans
from storage.receipt import COUNTS, Fact, find_facts
from storage.repository import Repository
from storage.scope import reaches_department
from storage.tables import ExpectedPaymentRow, FactRow, WeekPlanItemRow, WeekPlanRow

Weeks: TypeAlias = dict[date, "WeekTotal"]


@dataclass(frozen=True, slots=True)
class Came:
    """Money of one day, «заявлено» and «подтверждено» together and the confirmed part of it."""

    total: Kopecks = 0
    confirmed: Kopecks = 0


@dataclass(frozen=True, slots=True)
class WeekTotal:
    """What a frozen week promised."""

    total: Kopecks
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class PersonPeriod:
    """One manager's period. The calendar is their own: exceptions, agreed absences, the first and the last day."""

    person: Person
    calendar: WorkCalendar
    absences: tuple[Absence, ...]
    """Those that touch the period."""
    came: dict[date, Came]
    off_plan: Kopecks
    """Money on no expected payment; in a week with a frozen plan also what that plan did not promise."""
    weeks: Weeks
    """Frozen week plans by their Mondays."""

    @property
    def fact(self) -> Kopecks:
        return sum(each.total for each in self.came.values())

    @property
    def confirmed(self) -> Kopecks:
        return sum(each.confirmed for each in self.came.values())

    def fact_until(self, last: date) -> Kopecks:
        return sum(each.total for day, each in self.came.items() if day <= last)


@dataclass(frozen=True, slots=True)
class Period:
    """A department from the first to the last day, both included."""

    department: Department
    first: date
    last: date
    plans: PlanBook
    calendar: WorkCalendar
    """The department's own."""
    people: tuple[PersonPeriod, ...]
    others: dict[date, Came] = field(default_factory=dict)
    """Money of who is no manager here: a lead who took a deal over, a client without a master."""

    @property
    def fact(self) -> Kopecks:
        """All that came to the department."""
        return sum(each.fact for each in self.people) + sum(each.total for each in self.others.values())

    @property
    def by_day(self) -> dict[date, Kopecks]:
        """For the line of the month's picture."""
        found: dict[date, Kopecks] = {}
        for came in (*(each.came for each in self.people), self.others):
            for day, each in came.items():
                found[day] = found.get(day, 0) + each.total
        return dict(sorted(found.items()))


class Periods(Repository):
    async def of_department(self, actor: Actor, department_id: int, first: date, last: date) -> Period:
        """For who reads all rows. Raises NotYoursError."""
        if not reaches_department(actor, Action.READ_SUMMARY, department_id):
            raise NotYoursError
        return await self.figures(department_id, first, last)

    async def of_own(self, actor: Actor, first: date, last: date) -> tuple[PersonPeriod | None, Period]:
        """A manager's own row, and the department for its bar. Raises NotYoursError for who belongs to none."""
        if actor.department_id is None:
            raise NotYoursError
        period = await self.figures(actor.department_id, first, last)
        return next((each for each in period.people if each.person.id == actor.person_id), None), period

    async def figures(self, department_id: int, first: date, last: date) -> Period:
        """For the clock, and for views that have asked for the right. Raises NotYoursError where there is none."""
        department = await Departments(self._session, self._clock).get(department_id)
        plans = await Plans(self._session, self._clock).book(department_id, first, last)
        calendars = Calendars(self._session, self._clock)
        own, usual = await calendars.of_team(department_id), await calendars.of_department(department_id)
        came = await self._came(department_id, first, last)
        weeks = await self._weeks(department_id, first, last)
        off_plan = await self._off_plan(department_id, first, last, came, weeks)
        people = [
            PersonPeriod(
                each,
                each.tenure(department.zone).on(own[each.id]),
                tuple(gone for gone in own[each.id].absences if gone.first <= last and first <= gone.last),
                came.get(each.id, {}),
                off_plan.get(each.id, 0),
                weeks.get(each.id, {}),
            )
            for each in plans.people
        ]
        others = _added(came[each] for each in came.keys() - {person.id for person in plans.people})
        return Period(department, first, last, plans, usual, tuple(people), others)

    async def facts(self, actor: Actor, department_id: int, first: date, last: date) -> list[Fact]:
        """One by one, for the workbook. Raises NotYoursError."""
        if not reaches_department(actor, Action.READ_RECORDS, department_id):
            raise NotYoursError
        within = FactRow.local_date.between(first, last)
        return await find_facts(self._session, FactRow.department_id == department_id, within, COUNTS)

    async def facts_of(self, actor: Actor, first: date, last: date) -> list[Fact]:
        """The speaker's own."""
        within = FactRow.local_date.between(first, last)
        return await find_facts(self._session, FactRow.owner_id == actor.person_id, within, COUNTS)

    async def _came(self, department_id: int, first: date, last: date) -> dict[int | None, dict[date, Came]]:
        row = FactRow
        confirmed = case((row.confirmed_by.is_not(None), row.amount), else_=0)
        query = (
            select(row.owner_id, row.local_date, _sum(row.amount), _sum(confirmed))
            .where(row.department_id == department_id, row.local_date.between(first, last), COUNTS)
            .group_by(row.local_date, row.owner_id)
        )
        found: dict[int | None, dict[date, Came]] = {}
        for owner_id, day, total, sure in await self._session.execute(query):
            found.setdefault(owner_id, {})[day] = Came(total, sure)
        return found

    async def _weeks(self, department_id: int, first: date, last: date) -> dict[int, Weeks]:
        plan, item = WeekPlanRow, WeekPlanItemRow
        promised = func.coalesce(_sum(case((STANDS, item.amount), else_=0)), 0)
        query = (
            select(plan.person_id, plan.monday, promised, plan.confirmed_at)
            .outerjoin(item, item.plan_id == plan.id)
            .outerjoin(ExpectedPaymentRow, ExpectedPaymentRow.id == item.payment_id)
            .where(plan.department_id == department_id, *_frozen(first, last))
            .group_by(plan.id, plan.person_id, plan.monday, plan.confirmed_at)
            .order_by(plan.monday)
        )
        found: dict[int, Weeks] = {}
        for person_id, monday, total, confirmed_at in await self._session.execute(query):
            found.setdefault(person_id, {})[monday] = WeekTotal(total, confirmed_at is not None)
        return found

    async def _off_plan(
        self,
        department_id: int,
        first: date,
        last: date,
        came: Mapping[int | None, Mapping[date, Came]],
        weeks: Mapping[int, Weeks],
    ) -> dict[int | None, Kopecks]:
        """All that came, less what a frozen week promised, less what was expected in a week without a frozen plan."""
        promised = await self._promised(department_id, first, last)
        found = {
            owner_id: sum(each.total for each in days.values()) - promised.get(owner_id, 0)
            for owner_id, days in came.items()
        }
        for monday in _mondays(first, last):
            planless = [each for each in came if each is not None and monday not in weeks.get(each, {})]
            within = (max(first, monday), min(last, monday + DAY * 6))
            came_then = [each for each in planless if any(within[0] <= day <= within[1] for day in came[each])]
            for owner_id, total in (await self._expected(came_then, *within)).items():
                found[owner_id] -= total
        return found

    async def _promised(self, department_id: int, first: date, last: date) -> dict[int | None, Kopecks]:
        """By owner of the fact, what came on payments that a frozen week of that date holds."""
        plan, item, fact = WeekPlanRow, WeekPlanItemRow, FactRow
        query = (
            select(fact.owner_id, _sum(fact.amount))
            .select_from(plan)
            .join(item, item.plan_id == plan.id)
            .join(fact, fact.payment_id == item.payment_id)
            .where(
                plan.department_id == department_id,
                *_frozen(first, last),
                fact.local_date.between(plan.monday, plan.sunday),
                fact.local_date.between(first, last),
                COUNTS,
            )
            .group_by(fact.owner_id)
        )
        return {owner_id: total for owner_id, total in await self._session.execute(query)}  # noqa: C416  typed

    async def _expected(self, person_ids: Collection[int], first: date, last: date) -> dict[int | None, Kopecks]:
        if not person_ids:
            return {}
        row = FactRow
        query = (
            select(row.owner_id, _sum(row.amount))
            .where(row.owner_id.in_(person_ids), row.local_date.between(first, last), COUNTS)
            .where(row.payment_id.is_not(None))
            .group_by(row.owner_id)
        )
        return {owner_id: total for owner_id, total in await self._session.execute(query)}  # noqa: C416  typed


def _frozen(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return (WeekPlanRow.monday.between(week_of(first)[0], last), WeekPlanRow.frozen_at.is_not(None))


def _mondays(first: date, last: date) -> list[date]:
    monday = week_of(first)[0]
    return [monday + DAY * 7 * n for n in range((last - monday).days // 7 + 1)]


def _sum(amount: SQLCoreOperations[int]) -> ColumnElement[int]:
    return cast(func.sum(amount), BigInteger)


def _added(people: Iterable[Mapping[date, Came]]) -> dict[date, Came]:
    found: dict[date, Came] = {}
    for days in people:
        for day, each in days.items():
            before = found.get(day, Came())
            found[day] = Came(before.total + each.total, before.confirmed + each.confirmed)
    return found
