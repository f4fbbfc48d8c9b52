"""
What of a period's money was off plan, and what its frozen weeks promised (SPEC 9): a row of the workbook.

Apart from the other figures of a period: no screen shows it, and it took as long as all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, func, select
from sqlalchemy.sql.elements import SQLCoreOperations

from sales.calendar.calendar import week_of
from sales.core.money import Kopecks
from storage.engine.repository import Repository
from storage.payments.payment import STANDS
from storage.payments.receipt import COUNTS
from storage.tables import ExpectedPaymentRow, FactRow, WeekPlanItemRow, WeekPlanRow

Weeks: TypeAlias = dict[date, "WeekTotal"]
Money: TypeAlias = Mapping[date, Kopecks]
"""By day, what came to somebody."""


NOBODY = 0
"""In place of a person: money of the department that belongs to none of its managers."""


@dataclass(frozen=True, slots=True)
class WeekTotal:
    """What a frozen week promised, of its days within the period."""

    total: Kopecks
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class PersonWeeks:
    off_plan: Kopecks = 0
    """What came on nothing that the frozen plan of its week had promised (sales.checkins.figures.is_off_plan)."""
    weeks: Weeks = field(default_factory=dict)
    """Frozen week plans by their Mondays."""


class PeriodWeeks(Repository):
    async def in_weeks(
        self, department_id: int, first: date, last: date, came: Mapping[int, Money]
    ) -> dict[int, PersonWeeks]:
        """`came`: by person, of these days. For who has asked for the right to the period."""
        weeks = await self._weeks(department_id, first, last)
        promised = await self._sum_promised(department_id, first, last)
        beside = sum(total for owner_id, total in promised.items() if owner_id not in came)
        promised[NOBODY] = beside
        return {
            each: PersonWeeks(sum(days.values()) - promised.get(each, 0), weeks.get(each, {}))
            for each, days in came.items()
        }

    async def _weeks(self, department_id: int, first: date, last: date) -> dict[int, Weeks]:
        plan, item = WeekPlanRow, WeekPlanItemRow
        promised = func.coalesce(_sum(case((and_(STANDS, item.due_on.between(first, last)), item.amount), else_=0)), 0)
        query = (
            select(plan.person_id, plan.monday, promised, plan.confirmed_at)
            .outerjoin(item, item.plan_id == plan.id)
            .outerjoin(ExpectedPaymentRow, ExpectedPaymentRow.id == item.payment_id)
            .where(plan.department_id == department_id, *_where_frozen(first, last))
            .group_by(plan.id, plan.person_id, plan.monday, plan.confirmed_at)
            .order_by(plan.monday)
        )
        found: dict[int, Weeks] = {}
        for person_id, monday, total, confirmed_at in await self._session.execute(query):
            found.setdefault(person_id, {})[monday] = WeekTotal(total, confirmed_at is not None)
        return found

    async def _sum_promised(self, department_id: int, first: date, last: date) -> dict[int | None, Kopecks]:
        """By owner of the fact, what came there on payments that a frozen week of that date holds.

        Of one that another department has by now, its money is in that one's weeks.
        """
        plan, item, fact = WeekPlanRow, WeekPlanItemRow, FactRow
        query = (
            select(fact.owner_id, _sum(fact.amount))
            .select_from(plan)
            .join(item, item.plan_id == plan.id)
            .join(fact, fact.payment_id == item.payment_id)
            .where(
                plan.department_id == department_id,
                fact.department_id == department_id,
                *_where_frozen(first, last),
                fact.local_date.between(plan.monday, plan.sunday),
                fact.local_date.between(first, last),
                COUNTS,
            )
            .group_by(fact.owner_id)
        )
        return {owner_id: total for owner_id, total in await self._session.execute(query)}  # noqa: C416  typed


def _where_frozen(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return (WeekPlanRow.monday.between(week_of(first)[0], last), WeekPlanRow.frozen_at.is_not(None))


def _sum(amount: SQLCoreOperations[int]) -> ColumnElement[int]:
    return cast(func.sum(amount), BigInteger)
