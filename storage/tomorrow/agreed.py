"""Tomorrow's plans as they are kept; and those that became the plan of their day, with what came before it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import BigInteger, BindParameter, bindparam, cast, func, select

from sales.core.money import Kopecks
from sales.tomorrow.tomorrow_plan import TomorrowEdit, TomorrowPlan, take_off_early
from storage.engine.reading import check_types
from storage.engine.session import Session
from storage.payments.payment import STANDS
from storage.payments.payment import Row as PaymentRow
from storage.payments.receipt import COUNTS
from storage.tables import FactRow, TomorrowEditRow, TomorrowItemRow, TomorrowPlanRow

_PLANS = check_types(
    TomorrowPlan,
    select(
        TomorrowPlanRow.id,
        TomorrowPlanRow.person_id,
        TomorrowPlanRow.local_date.label("day"),
        TomorrowPlanRow.asked_at,
        TomorrowPlanRow.confirmed_at,
        TomorrowPlanRow.frozen_at,
    ),
)


async def read_tomorrow_plans(session: Session, person_ids: Collection[int], day: date) -> dict[int, TomorrowPlan]:
    """By person, with items and edits, in three queries."""
    theirs = (TomorrowPlanRow.person_id.in_(person_ids), TomorrowPlanRow.local_date == day)
    plans = {each.id: each for each in await session.read(TomorrowPlan, _PLANS.where(*theirs))}
    if not plans:
        return {}
    item, edit = TomorrowItemRow, TomorrowEditRow
    items = (
        select(item.plan_id, item.payment_id, item.amount)
        .join(PaymentRow, PaymentRow.id == item.payment_id)
        .where(item.plan_id.in_(plans), STANDS)
        .order_by(item.id)
    )
    for plan_id, payment_id, amount in await session.execute(items):
        plans[plan_id].items[payment_id] = amount
    columns = (edit.plan_id, edit.payment_id, edit.amount, edit.reason, edit.said_at)
    edits = await session.execute(select(*columns).where(edit.plan_id.in_(plans)))
    for plan_id, payment_id, amount, reason, at in edits:
        plans[plan_id].edits[payment_id] = TomorrowEdit(payment_id, amount, reason, at)
    return {plan.person_id: plan for plan in plans.values()}


_DAY: BindParameter[date] = bindparam("the_day")
_CAME_SINCE = (
    select(FactRow.payment_id, cast(func.sum(FactRow.amount), BigInteger))
    .join(TomorrowItemRow, TomorrowItemRow.payment_id == FactRow.payment_id)
    .join(TomorrowPlanRow, TomorrowPlanRow.id == TomorrowItemRow.plan_id)
    .where(
        TomorrowPlanRow.person_id.in_(bindparam("the_people", expanding=True)),
        TomorrowPlanRow.local_date == _DAY,
        FactRow.created_at > TomorrowPlanRow.frozen_at,
        FactRow.local_date < _DAY,
        COUNTS,
    )
    .group_by(FactRow.payment_id)
)


async def read_agreed(session: Session, person_ids: Collection[int], day: date) -> dict[int, TomorrowPlan]:
    """By person, the plan that was frozen for that day with a word of theirs to it, without what came on it early."""
    agreed = {
        key: plan for key, plan in (await read_tomorrow_plans(session, person_ids, day)).items() if plan.is_agreed
    }
    if not agreed:
        return {}
    rows = await session.execute(_CAME_SINCE, {"the_people": list(agreed), "the_day": day})
    early: dict[int, Kopecks] = {payment_id: total for payment_id, total in rows if payment_id is not None}
    return {key: replace(plan, items=take_off_early(plan.items, early)) for key, plan in agreed.items()}
