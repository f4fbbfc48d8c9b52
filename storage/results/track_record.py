"""How exact somebody's word has been, and what their own work comes to: the stuff of SPEC 12's scores."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, exists, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import SQLCoreOperations

from sales.activities.activities import ActivityType, MeetingOutcome
from sales.checkins.figures import DayFigures
from sales.core.money import Kopecks
from sales.plans.decomposition import Observed
from sales.results.calibration import FrozenItem, Prediction, make_predictions
from storage.activities.done import MEETINGS
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.payments.payment import STANDS
from storage.payments.receipt import COUNTS
from storage.tables import (
    ActivityRow,
    DayPlanItemRow,
    DayPlanRow,
    ExpectedPaymentRow,
    FactRow,
    WeekPlanItemRow,
    WeekPlanRow,
)

_TAKEN_BACK = select(ExpectedPaymentRow.id).where(ExpectedPaymentRow.undone_at.is_not(None))
"""Few: looked through once, where a join would look up each payment."""


_PAID = case((ExpectedPaymentRow.received >= ExpectedPaymentRow.amount, ExpectedPaymentRow.amount), else_=None)

_FROZEN_ITEMS = check_types(
    FrozenItem,
    select(
        WeekPlanRow.person_id,
        WeekPlanItemRow.payment_id,
        WeekPlanItemRow.probability,
        WeekPlanItemRow.due_on.label("day"),
        _PAID.label("paid"),
    )
    .join(WeekPlanItemRow, WeekPlanItemRow.plan_id == WeekPlanRow.id)
    .join(ExpectedPaymentRow, ExpectedPaymentRow.id == WeekPlanItemRow.payment_id)
    .order_by(WeekPlanRow.monday, WeekPlanItemRow.id),
)


class TrackRecords(Repository):
    """For views that have asked for the right to the people."""

    async def days(self, person_ids: Collection[int], first: date, last: date) -> dict[int, dict[date, DayFigures]]:
        """By person and day, the frozen day's sum and what came on its items (sales.results.accuracy)."""
        plan, item, fact = DayPlanRow, DayPlanItemRow, FactRow
        within = (plan.person_id.in_(person_ids), plan.local_date.between(first, last))
        items = select(plan.person_id, plan.local_date).join(item, item.plan_id == plan.id)
        standing = items.where(*within, item.payment_id.not_in(_TAKEN_BACK))
        came = items.join(fact, (fact.payment_id == item.payment_id) & (fact.local_date == plan.local_date))
        planned = standing.add_columns(_sum(item.amount)).group_by(plan.person_id, plan.local_date)
        received = came.add_columns(_sum(fact.amount)).where(*within, COUNTS).group_by(plan.person_id, plan.local_date)
        on_plan = {(who, day): total for who, day, total in await self._session.execute(received)}
        found: dict[int, dict[date, DayFigures]] = {}
        for who, day, total in await self._session.execute(planned):
            found.setdefault(who, {})[day] = DayFigures(total, on_plan.get((who, day), 0))
        return found

    async def predictions(self, person_ids: Collection[int], first: date, last: date) -> dict[int, list[Prediction]]:
        """By person, what was promised at which probability for these days in frozen weeks, as it was first frozen."""
        plan, item = WeekPlanRow, WeekPlanItemRow
        which = (
            plan.person_id.in_(person_ids),
            plan.frozen_at.is_not(None),
            plan.monday <= last,
            plan.sunday >= first,
            item.due_on.between(first, last),
        )
        items = await self._session.read(FrozenItem, _FROZEN_ITEMS.where(*which, STANDS))
        promised = select(item.payment_id).join(plan, plan.id == item.plan_id).where(*which)
        paid_any = any(each.paid is not None for each in items)
        return make_predictions(items, await self._money_on(promised) if paid_any else {})

    async def observe(self, person_id: int, first: date, last: date) -> Observed:
        """Deals with their first fact in these days, their money, meetings and calls (sales.plans.decomposition).

        A payment without a deal is a deal of its own, and so is a receipt that nobody expected.
        """
        payments, alone = await self._beside_deals(person_id, first, last)
        deals = await self._deals(person_id, first, last)
        meetings, calls = await self._count_done(person_id, first, last)
        revenue = payments[1] + alone[1] + sum(deals.values())
        return Observed(payments[0] + alone[0] + len(deals), revenue, meetings, calls)

    async def _beside_deals(
        self, person_id: int, first: date, last: date
    ) -> tuple[tuple[int, Kopecks], tuple[int, Kopecks]]:
        """How many payments without a deal had their first money here, and how much; and receipts off plan."""
        fact, earlier = FactRow, aliased(FactRow)
        mine = (fact.owner_id == person_id, fact.local_date.between(first, last), COUNTS)
        before = exists().where(
            earlier.payment_id == fact.payment_id,
            earlier.local_date < first,
            earlier.amount > 0,
            earlier.undone_at.is_(None),
        )
        payments = select(func.count(fact.payment_id.distinct()), _sum(fact.amount))
        alone = select(func.count(fact.receipt_id.distinct()), _sum(fact.amount))
        found = []
        for query in (
            payments.where(*mine, fact.payment_id.is_not(None), fact.deal_id.is_(None), ~before),
            alone.where(*mine, fact.payment_id.is_(None), fact.deal_id.is_(None)),
        ):
            count, total = (await self._session.execute(query)).one()
            found.append((count, total or 0))
        return found[0], found[1]

    async def _deals(self, person_id: int, first: date, last: date) -> dict[int, Kopecks]:
        fact = FactRow
        mine = (fact.owner_id == person_id, fact.local_date.between(first, last), COUNTS, fact.deal_id.is_not(None))
        query = select(fact.deal_id, _sum(fact.amount)).where(*mine).group_by(fact.deal_id)
        found = {deal_id: total for deal_id, total in await self._session.execute(query) if deal_id is not None}
        if not found:
            return {}
        begun = select(fact.deal_id).where(fact.deal_id.in_(found), fact.local_date < first, fact.amount > 0, COUNTS)
        for deal_id in await self._session.scalars(begun.distinct()):
            found.pop(deal_id or 0, None)
        return found

    async def _count_done(self, person_id: int, first: date, last: date) -> tuple[int, int]:
        row = ActivityRow
        took_place = func.coalesce(row.outcome, "") != MeetingOutcome.DID_NOT_HAPPEN
        query = select(_count(row.type.in_(MEETINGS) & took_place), _count(row.type == ActivityType.CALL)).where(
            row.author_id == person_id,
            row.local_date.between(first, last),
            row.undone_at.is_(None),
            row.happened_at.is_not(None),
        )
        meetings, calls = (await self._session.execute(query)).one()
        return meetings or 0, calls or 0

    async def _money_on(self, payment_ids: Select[int]) -> dict[int, list[tuple[date, Kopecks]]]:
        """By payment, in the order in which it came."""
        query = (
            select(FactRow.payment_id, FactRow.local_date, FactRow.amount)
            .where(FactRow.payment_id.in_(payment_ids), COUNTS)
            .order_by(FactRow.local_date, FactRow.id)
        )
        found: dict[int, list[tuple[date, Kopecks]]] = {}
        for payment_id, day, amount in await self._session.execute(query):
            if payment_id is not None:
                found.setdefault(payment_id, []).append((day, amount))
        return found


def _sum(amount: SQLCoreOperations[int]) -> ColumnElement[int]:
    return cast(func.sum(amount), BigInteger)


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.sum(case((which, 1), else_=0)), BigInteger)
