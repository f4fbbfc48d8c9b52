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


_DAY: BindParameter[date] = bindparam("the_day")
_THEIRS = _PLANS.where(
    TomorrowPlanRow.person_id.in_(bindparam("the_people", expanding=True)), TomorrowPlanRow.local_date == _DAY
)
_THE_PLANS: BindParameter[list[int]] = bindparam("the_plans", expanding=True)
_ITEMS = (
    select(TomorrowItemRow.plan_id, TomorrowItemRow.payment_id, TomorrowItemRow.amount)
    .join(PaymentRow, PaymentRow.id == TomorrowItemRow.payment_id)
    .where(TomorrowItemRow.plan_id.in_(_THE_PLANS), STANDS)
    .order_by(TomorrowItemRow.id)
)
_EDITS = select(
    TomorrowEditRow.plan_id,
    TomorrowEditRow.payment_id,
    TomorrowEditRow.amount,
    TomorrowEditRow.reason,
    TomorrowEditRow.said_at,
).where(TomorrowEditRow.plan_id.in_(_THE_PLANS))


async def read_tomorrow_plans(session: Session, person_ids: Collection[int], day: date) -> dict[int, TomorrowPlan]:
    """By person, with items and edits, in three queries."""
    theirs = {"the_people": list(person_ids), "the_day": day}
    plans = {each.id: each for each in await session.read(TomorrowPlan, _THEIRS, theirs)}
    if not plans:
        return {}
    named = {"the_plans": list(plans)}
    for plan_id, payment_id, amount in await session.execute(_ITEMS, named):
        plans[plan_id].items[payment_id] = amount
    for plan_id, payment_id, amount, reason, at in await session.execute(_EDITS, named):
        plans[plan_id].edits[payment_id] = TomorrowEdit(payment_id, amount, reason, at)
    return {plan.person_id: plan for plan in plans.values()}


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
