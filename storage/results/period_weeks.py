"""
What of a period's money was off plan, and what its frozen weeks promised (SPEC 9): a row of the workbook.

Apart from the other figures of a period: no screen shows it, and it took as long as all of them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, select
from sqlalchemy.sql.elements import SQLCoreOperations

from sales.calendar.calendar import DAY, week_of
from sales.core.money import Kopecks
from storage.engine.repository import Repository
from storage.payments.payment import STANDS
from storage.payments.receipt import COUNTS
from storage.tables import ExpectedPaymentRow, FactRow, WeekPlanItemRow, WeekPlanRow

Weeks: TypeAlias = dict[date, "WeekTotal"]
Money: TypeAlias = Mapping[date, Kopecks]
"""By day, what came to somebody."""


@dataclass(frozen=True, slots=True)
class WeekTotal:
    """What a frozen week promised."""

    total: Kopecks
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class PersonWeeks:
    off_plan: Kopecks = 0
    """Money on no expected payment; in a week with a frozen plan also what that plan did not promise."""
    weeks: Weeks = field(default_factory=dict)
    """Frozen week plans by their Mondays."""


class PeriodWeeks(Repository):
    async def in_weeks(
        self, department_id: int, first: date, last: date, came: Mapping[int, Money]
    ) -> dict[int, PersonWeeks]:
        """`came`: by person, of these days. For who has asked for the right to the period."""
        weeks = await self._weeks(department_id, first, last)
        off_plan = await self._off_plan(department_id, first, last, came, weeks)
        return {each: PersonWeeks(off_plan[each], weeks.get(each, {})) for each in came}

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
        self, department_id: int, first: date, last: date, came: Mapping[int, Money], weeks: Mapping[int, Weeks]
    ) -> dict[int, Kopecks]:
        """All that came, less what a frozen week promised, less what was expected in a week without a frozen plan."""
        promised = await self._promised(department_id, first, last)
        found = {owner_id: sum(days.values()) - promised.get(owner_id, 0) for owner_id, days in came.items()}
        for monday in _mondays(first, last):
            planless = [each for each in came if monday not in weeks.get(each, {})]
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

    async def _expected(self, person_ids: Collection[int], first: date, last: date) -> dict[int, Kopecks]:
        if not person_ids:
            return {}
        row = FactRow
        query = (
            select(row.owner_id, _sum(row.amount))
            .where(row.owner_id.in_(person_ids), row.local_date.between(first, last), COUNTS)
            .where(row.payment_id.is_not(None))
            .group_by(row.owner_id)
        )
        return {owner_id: total for owner_id, total in await self._session.execute(query) if owner_id is not None}


def _frozen(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return (WeekPlanRow.monday.between(week_of(first)[0], last), WeekPlanRow.frozen_at.is_not(None))


def _mondays(first: date, last: date) -> list[date]:
    monday = week_of(first)[0]
    return [monday + DAY * 7 * n for n in range((last - monday).days // 7 + 1)]


def _sum(amount: SQLCoreOperations[int]) -> ColumnElement[int]:
    return cast(func.sum(amount), BigInteger)
