"""
The figures of a period, person by person: plans and money by day (SPEC 9); storage.results.period_weeks has the rest.

A few queries whatever the number of people; each reads a covering index, so that a month of 200,000 payments stays
under 50 ms. The rules that make a pace of it are in sales.plans.pace.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, func, select, true
from sqlalchemy.sql.elements import SQLCoreOperations

from sales.calendar.calendar import DAY, Absence, WorkCalendar, month_of, week_of
from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.payments.receipt import Fact
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_house
from storage.engine.repository import Repository
from storage.engine.scope import check_reach
from storage.payments.receipt import COUNTS, OF_A_CLIENT, booked_day, find_all_facts, find_facts
from storage.people.person import Person
from storage.plans.plan_book import AllPlans, PlanBook
from storage.results.period_weeks import NOBODY, PeriodWeeks, PersonWeeks
from storage.settings.calendar import Calendars
from storage.settings.departments import AllDepartments, Department
from storage.tables import FactRow, PlanRow


@dataclass(frozen=True, slots=True)
class Came:
    """Money of one day, «заявлено» and «подтверждено» together and the confirmed part of it."""

    total: Kopecks = 0
    confirmed: Kopecks = 0
    opening: Kopecks = 0
    """What of it came before Reper, and of no client."""

    def __add__(self, other: "Came") -> "Came":
        return Came(self.total + other.total, self.confirmed + other.confirmed, self.opening + other.opening)


@dataclass(frozen=True, slots=True)
class PersonPeriod:
    """One manager's period. The calendar is their own: exceptions, agreed absences, the first and the last day."""

    person: Person
    calendar: WorkCalendar
    absences: tuple[Absence, ...]
    """Those that touch the period."""
    came: dict[date, Came]

    @property
    def fact(self) -> Kopecks:
        return sum(each.total for each in self.came.values())

    @property
    def confirmed(self) -> Kopecks:
        return sum(each.confirmed for each in self.came.values())

    def fact_until(self, last: date) -> Kopecks:
        """Kopecks that came up to that day, included."""
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
    beside: Mapping[int | None, Mapping[date, Came]] = field(default_factory=dict)
    """Money of who is no manager here, by whose it is: a lead who took a deal over, None of a client without one."""

    @property
    def others(self) -> dict[date, Came]:
        """All of that."""
        return _add(self.beside.values())

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


_CONFIRMED = case((FactRow.confirmed_by.is_not(None), FactRow.amount), else_=0)


def _within(
    department_id: int, first: date, last: date, *, confirmed_only: bool
) -> tuple[ColumnElement[date], tuple[ColumnElement[bool], ...]]:
    """By which day the department's money goes, and which of it came then."""
    on: ColumnElement[date] = booked_day() if confirmed_only else FactRow.local_date.expression
    confirmed = FactRow.confirmed_by.is_not(None) if confirmed_only else true()
    return on, (FactRow.department_id == department_id, on.between(first, last), COUNTS, confirmed)


class AllPeriods(Repository):
    _departments = of_house(AllDepartments)

    async def figures(self, department_id: int, first: date, last: date, *, closing: bool = False) -> Period:
        """For the clock, and for views that have asked for the right. Raises NotYoursError where there is none.

        `closing`: of a department that closes its months by it, confirmed money alone, by the bank's day.
        """
        department = await self._departments.get(department_id)
        plans = await AllPlans(self._session, self._clock).book(department_id, first, last)
        calendars = Calendars(self._session, self._clock)
        own, usual = await calendars.of_team(department_id), await calendars.of_department(department_id)
        confirmed_only = closing and department.counts_confirmed
        came = await self._sum_came(department_id, first, last, confirmed_only=confirmed_only)
        people = [
            PersonPeriod(
                each,
                each.tenure(department.zone).on(own[each.id]),
                tuple(gone for gone in own[each.id].absences if gone.first <= last and first <= gone.last),
                came.get(each.id, {}),
            )
            for each in plans.people
        ]
        known = {person.id for person in plans.people}
        beside = {whose: days for whose, days in came.items() if whose not in known}
        return Period(department, first, last, plans, usual, tuple(people), beside)

    async def has_figures(self, department_id: int, first: date, last: date, *, closing: bool = False) -> bool:
        """Whether any plan was set or any money came, asked without a sum; where not, `figures` has neither for sure.

        For the clock, which asks every few seconds while whom it would tell is asleep.
        """
        plan = PlanRow
        months = plan.month.between(month_of(first)[0], month_of(last)[0])
        if await self._exists(select(plan.id).where(plan.department_id == department_id, months, plan.value != 0)):
            return True
        department = await self._departments.get(department_id)
        _, came = _within(department_id, first, last, confirmed_only=closing and department.counts_confirmed)
        return await self._exists(select(FactRow.id).where(*came))

    async def _sum_came(
        self, department_id: int, first: date, last: date, *, confirmed_only: bool
    ) -> dict[int | None, dict[date, Came]]:
        row = FactRow
        on, came = _within(department_id, first, last, confirmed_only=confirmed_only)
        opening = case((row.client_id.is_(None), row.amount), else_=0)
        query = (
            select(row.owner_id, on, _sum(row.amount), _sum(_CONFIRMED), _sum(opening))
            .where(*came, OF_A_CLIENT if first == last else true())
            .group_by(on, row.owner_id)
        )
        found: dict[int | None, dict[date, Came]] = {}
        for owner_id, day, *sums in await self._session.execute(query):
            found.setdefault(owner_id, {})[day] = Came(*sums)
        return found


class Periods(ActorRepository):
    async def of_department(self, department_id: int, first: date, last: date, *, closing: bool = False) -> Period:
        """For who reads all rows (SPEC 9); both days included. Raises NotYoursError."""
        check_reach(self._actor, Action.READ_SUMMARY, department_id)
        return await AllPeriods(self._session, self._clock).figures(department_id, first, last, closing=closing)

    async def read_own(self, first: date, last: date) -> tuple[PersonPeriod | None, Period]:
        """A manager's own row, and the department for its bar. Raises NotYoursError for who belongs to none."""
        if self._actor.department_id is None:
            raise NotYoursError
        period = await AllPeriods(self._session, self._clock).figures(self._actor.department_id, first, last)
        return next((each for each in period.people if each.person.id == self._actor.person_id), None), period

    async def weeks(self, period: Period) -> dict[int, PersonWeeks]:
        """By person, beside the figures: for who was given them."""
        came = {each.person.id: {day: one.total for day, one in each.came.items()} for each in period.people}
        for whose, days in period.beside.items():
            came[whose or NOBODY] = {day: one.total for day, one in days.items()}
        return await PeriodWeeks(self._session, self._clock).in_weeks(
            period.department.id, period.first, period.last, came
        )

    async def sum_days(self, department_id: int, first: date, last: date) -> dict[date, Came]:
        """What came to the department, day by day: money from before Reper is of no day. Raises NotYoursError."""
        check_reach(self._actor, Action.READ_RECORDS, department_id)
        return await self._sum_days(FactRow.department_id == department_id, first, last)

    async def sum_own(self, first: date, last: date) -> dict[date, Came]:
        """The speaker's own, day by day."""
        return await self._sum_days(FactRow.owner_id == self._actor.person_id, first, last)

    async def _sum_days(self, whose: ColumnElement[bool], first: date, last: date) -> dict[date, Came]:
        within = FactRow.local_date.between(first, last)
        query = select(FactRow.local_date, _sum(FactRow.amount), _sum(_CONFIRMED)).group_by(FactRow.local_date)
        query = query.where(whose, within, COUNTS, OF_A_CLIENT)
        return {day: Came(*each) for day, *each in await self._session.execute(query)}

    async def facts(self, department_id: int, first: date, last: date, *, closing: bool = False) -> list[Fact]:
        """One by one, for the workbook, in the order of recording within each week; `closing`: as in `of_department`.

        Raises NotYoursError.
        """
        check_reach(self._actor, Action.READ_RECORDS, department_id)
        there = FactRow.department_id == department_id
        place = await AllDepartments(self._session, self._clock).get(department_id)
        if closing and place.counts_confirmed:
            return await self._facts(and_(there, FactRow.confirmed_by.is_not(None)), first, last, booked_day())
        return await self._facts(there, first, last)

    async def facts_of(self, first: date, last: date) -> list[Fact]:
        """The speaker's own, one by one, in the order of recording within each week."""
        return await self._facts(FactRow.owner_id == self._actor.person_id, first, last)

    async def _facts(
        self, whose: ColumnElement[bool], first: date, last: date, on: SQLCoreOperations[date] = FactRow.local_date
    ) -> list[Fact]:
        """Week by week: twenty thousand at once would keep everybody else waiting while they are put together."""
        found, find = list[Fact](), find_facts if first == last else find_all_facts
        while first <= last:
            sunday = week_of(first)[1]
            within = on.between(first, min(last, sunday))
            found += await find(self._session, whose, within, COUNTS)
            first = sunday + DAY
        return found


def _sum(amount: SQLCoreOperations[int]) -> ColumnElement[int]:
    return cast(func.sum(amount), BigInteger)


def _add(people: Iterable[Mapping[date, Came]]) -> dict[date, Came]:
    found: dict[date, Came] = {}
    for days in people:
        for day, each in days.items():
            found[day] = found.get(day, Came()) + each
    return found
