"""What was recorded of a day, read in a handful of queries however many people it is of (sales.checkins)."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import BindParameter, bindparam, or_, select

from sales.calendar.slots import day_bounds
from sales.checkins.checkin_rows import Answer
from sales.checkins.day_plan import DayMoney, DayPlan, plan_day
from sales.checkins.day_records import DayAnswer, DayRecords
from storage.engine.session import Session
from storage.payments.changes import read_changes
from storage.payments.payment import OPEN, STANDS, ask_payments, payments_where
from storage.payments.payment import Row as PaymentRow
from storage.payments.receipt import COUNTS, ask_facts, facts_where
from storage.people.person import ACTIVE
from storage.settings.departments import Department
from storage.tables import (
    CheckinAnswerRow,
    CheckinRow,
    DayPlanItemRow,
    DayPlanRow,
    ExpectedPaymentRow,
    FactRow,
    PersonRow,
)
from storage.tomorrow.agreed import read_agreed

_PEOPLE: BindParameter[int] = bindparam("the_people", expanding=True)
_PAYMENTS: BindParameter[int] = bindparam("the_payments", expanding=True)
_DAY: BindParameter[date] = bindparam("the_day")

_HEADS = select(DayPlanRow.id, DayPlanRow.person_id, DayPlanRow.frozen_at).where(
    DayPlanRow.person_id.in_(_PEOPLE), DayPlanRow.local_date == _DAY
)

_ITEMS = (
    select(DayPlanItemRow.plan_id, DayPlanItemRow.payment_id, DayPlanItemRow.amount)
    .join(ExpectedPaymentRow, ExpectedPaymentRow.id == DayPlanItemRow.payment_id)
    .where(DayPlanItemRow.plan_id.in_(bindparam("the_plans", expanding=True)), STANDS)
    .order_by(DayPlanItemRow.id)
)

_PROMISED_BY_OTHERS = (
    select(DayPlanItemRow.payment_id)
    .join(DayPlanRow, DayPlanRow.id == DayPlanItemRow.plan_id)
    .join(PersonRow, PersonRow.id == DayPlanRow.person_id)
    .where(
        DayPlanItemRow.payment_id.in_(_PAYMENTS),
        DayPlanRow.local_date == _DAY,
        DayPlanRow.person_id.not_in(_PEOPLE),
        ACTIVE,
    )
)

_THEIRS = (PaymentRow.owner_id.in_(_PEOPLE), STANDS)
_DUE = payments_where(*_THEIRS, OPEN, PaymentRow.due_on <= _DAY)
_OTHERS = payments_where(*_THEIRS, PaymentRow.id.in_(_PAYMENTS))

_CAME = facts_where(
    or_(FactRow.owner_id.in_(_PEOPLE), FactRow.payment_id.in_(_PAYMENTS)), FactRow.local_date == _DAY, COUNTS
)

_ANSWERS = (
    select(
        CheckinAnswerRow.payment_id,
        CheckinRow.slot,
        CheckinAnswerRow.answer,
        CheckinAnswerRow.reason,
        CheckinAnswerRow.answered_at,
    )
    .join(CheckinRow, CheckinRow.id == CheckinAnswerRow.checkin_id)
    .where(CheckinRow.person_id.in_(_PEOPLE), CheckinRow.local_date == _DAY)
    .order_by(CheckinAnswerRow.answered_at, CheckinAnswerRow.id)
)


async def read_day(
    session: Session,
    department: Department,
    day: date,
    slot: str | None,
    person_ids: Collection[int],
    asked: Collection[int],
) -> DayRecords:
    """`asked`: those of the people who have a snapshot of the day, or will have one once they are asked."""
    people = tuple(person_ids)
    plans = await read_plans(session, people, day)
    ahead = await read_agreed(session, people, day)
    agreed = {person_id: plan.items for person_id, plan in ahead.items()}
    promised = {key for plan in plans.values() for key in plan.items}.union(*agreed.values())
    money = await read_money(session, people, day, department.zone, promised)
    unfrozen = frozenset(asked) - plans.keys()
    claimed = {fact.payment_id for fact in money.facts if fact.payment_id is not None}
    claimed |= {key for each in unfrozen for key in plan_day(money, each, agreed=agreed.get(each))}
    claimed -= {key for plan in plans.values() for key in plan.items}
    return DayRecords(
        money,
        department.slots,
        slot,
        people,
        plans=plans,
        unfrozen=unfrozen,
        agreed=agreed,
        dropped=frozenset(key for plan in ahead.values() for key in plan.dropped),
        elsewhere=await read_promised_by_others(session, people, claimed, day),
        answers=await _read_answers(session, people, day),
    )


async def read_plans(session: Session, person_ids: Collection[int], day: date) -> dict[int, DayPlan]:
    """By person, with all their items, in two queries."""
    heads = await session.execute(_HEADS, {"the_people": list(person_ids), "the_day": day})
    plans = {plan_id: DayPlan(plan_id, person_id, day, frozen_at) for plan_id, person_id, frozen_at in heads}
    items = await session.execute(_ITEMS, {"the_plans": list(plans)}) if plans else ()
    for plan_id, payment_id, amount in items:
        plans[plan_id].items[payment_id] = amount
    return {plan.person_id: plan for plan in plans.values()}


async def read_money(
    session: Session, person_ids: Collection[int], day: date, zone: str, promised: Collection[int] = ()
) -> DayMoney:
    """`promised`: payments of their snapshots, which belong to the day whatever became of them."""
    people = list(person_ids)
    changes = await read_changes(session, people, *day_bounds(day, zone))
    payments = await ask_payments(session, _DUE, {"the_people": people, "the_day": day})
    others = {*promised, *changes} - {each.id for each in payments}
    if others:
        payments += await ask_payments(session, _OTHERS, {"the_people": people, "the_payments": list(others)})
    begun = {*promised, *changes, *(each.id for each in payments if each.received)}  # others cannot have any
    facts = await ask_facts(session, _CAME, {"the_people": people, "the_day": day, "the_payments": list(begun)})
    return DayMoney(day, zone, tuple(payments), changes, tuple(facts))


async def read_promised_by_others(
    session: Session, person_ids: Collection[int], payment_ids: Collection[int], day: date
) -> frozenset[int]:
    """Of these payments, those that stand in the snapshot of somebody else who still works here."""
    if not payment_ids:
        return frozenset()
    asked = {"the_payments": list(payment_ids), "the_day": day, "the_people": list(person_ids)}
    return frozenset(await session.scalars(_PROMISED_BY_OTHERS, asked))


async def _read_answers(session: Session, person_ids: Collection[int], day: date) -> tuple[DayAnswer, ...]:
    found = await session.execute(_ANSWERS, {"the_people": list(person_ids), "the_day": day})
    return tuple(
        DayAnswer(payment_id, slot, Answer(answer), reason, at) for payment_id, slot, answer, reason, at in found
    )
