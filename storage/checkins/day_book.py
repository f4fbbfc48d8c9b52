"""What was recorded of a day, read in a handful of queries however many people it is of (sales.checkins)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, bindparam, or_, select

from sales.calendar.slots import day_bounds
from sales.checkins.checkin_rows import Answer
from sales.checkins.day_plan import DayMoney, DayPlan, plan_day
from sales.checkins.day_records import DayAnswer, DayRecords
from sales.core.money import Kopecks
from storage.engine.session import Session
from storage.payments.changes import read_changes
from storage.payments.payment import OPEN, STANDS, ask_payments, payments_where
from storage.payments.payment import Row as PaymentRow
from storage.payments.receipt import COUNTS, ask_facts, facts_where
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
from storage.tables.types import Json
from storage.tomorrow.agreed import read_agreed

_PEOPLE: BindParameter[int] = bindparam("the_people", expanding=True)
_PAYMENTS: BindParameter[int] = bindparam("the_payments", expanding=True)
_DAY: BindParameter[date] = bindparam("the_day")

_DEPARTMENT: BindParameter[int] = bindparam("the_department")

_HEADS = select(DayPlanRow.id, DayPlanRow.person_id, DayPlanRow.frozen_at, DayPlanRow.department_id).where(
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
    .where(
        DayPlanItemRow.payment_id.in_(_PAYMENTS),
        DayPlanRow.department_id == _DEPARTMENT,
        DayPlanRow.local_date == _DAY,
        DayPlanRow.person_id.not_in(_PEOPLE),
    )
)

_INHERITED = (
    select(ExpectedPaymentRow.owner_id, DayPlanItemRow.payment_id, DayPlanItemRow.amount)
    .join(DayPlanRow, DayPlanRow.id == DayPlanItemRow.plan_id)
    .join(PersonRow, PersonRow.id == DayPlanRow.person_id)
    .join(ExpectedPaymentRow, ExpectedPaymentRow.id == DayPlanItemRow.payment_id)
    .where(
        DayPlanRow.department_id == _DEPARTMENT,
        DayPlanRow.local_date == _DAY,
        or_(PersonRow.deactivated_at.is_not(None), PersonRow.department_id != DayPlanRow.department_id),
        ExpectedPaymentRow.owner_id.in_(_PEOPLE),
        ExpectedPaymentRow.owner_id != DayPlanRow.person_id,
        STANDS,
    )
)

_THEIRS = (PaymentRow.owner_id.in_(_PEOPLE), STANDS)
_DUE = payments_where(*_THEIRS, OPEN, PaymentRow.due_on <= _DAY)
_OTHERS = payments_where(
    or_(PaymentRow.owner_id.in_(_PEOPLE), PaymentRow.owner_id.is_(None)), PaymentRow.id.in_(_PAYMENTS), STANDS
)
"""Of a snapshot also what belongs to nobody by now: who promised it has left."""

_THAT_DAY = (FactRow.department_id == _DEPARTMENT, FactRow.local_date == _DAY, COUNTS)
_CAME_TO_DEPARTMENT = facts_where(*_THAT_DAY)
_CAME = facts_where(or_(FactRow.owner_id.in_(_PEOPLE), FactRow.payment_id.in_(_PAYMENTS)), *_THAT_DAY)

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


_SAID_BEFORE = (
    select(CheckinAnswerRow.payment_id)
    .join(CheckinRow, CheckinRow.id == CheckinAnswerRow.checkin_id)
    .join(ExpectedPaymentRow, ExpectedPaymentRow.id == CheckinAnswerRow.payment_id)
    .where(
        CheckinAnswerRow.payment_id.in_(_PAYMENTS),
        CheckinRow.local_date > ExpectedPaymentRow.due_on,
        CheckinRow.local_date < _DAY,
        or_(ExpectedPaymentRow.ask_from.is_(None), CheckinRow.local_date >= ExpectedPaymentRow.ask_from),
    )
    .distinct()
)


async def read_day(
    session: Session,
    department: Department,
    day: date,
    slot: str | None,
    person_ids: Collection[int],
    asked: Collection[int],
    *,
    is_whole: bool = False,
) -> DayRecords:
    """`asked`: those of the people who have a snapshot of the day, or will have one once they are asked.

    `is_whole`: with all money that came to the department, whoever it belongs to.
    """
    people = tuple(person_ids)
    plans = await read_plans(session, people, day, department.id)
    inherited = await _read_inherited(session, people, day, department.id)
    ahead = await read_agreed(session, people, day)
    agreed = {person_id: plan.items for person_id, plan in ahead.items()}
    snapshots = {key for plan in plans.values() for key in plan.items}.union(*inherited.values())
    where = Where(department.id, department.zone, is_whole=is_whole)
    money = await read_money(session, people, day, where, snapshots.union(*agreed.values()))
    unfrozen = frozenset(asked) - plans.keys()
    claimed = {fact.payment_id for fact in money.facts if fact.payment_id is not None}
    claimed |= {key for each in unfrozen for key in plan_day(money, each, agreed=agreed.get(each))}
    claimed |= {payment_id for payment_id, change in money.changes.items() if change.is_passed_on}
    claimed -= snapshots
    return DayRecords(
        money,
        department.slots,
        slot,
        people,
        plans=plans,
        inherited=inherited,
        unfrozen=unfrozen,
        agreed=agreed,
        dropped=frozenset(key for plan in ahead.values() for key in plan.dropped),
        old_debts=await _read_old_debts(session, money),
        elsewhere=await read_promised_by_others(session, people, claimed, day, department.id),
        answers=await _read_answers(session, people, day),
    )


async def read_plans(
    session: Session, person_ids: Collection[int], day: date, department_id: int | None = None
) -> dict[int, DayPlan]:
    """By person, with all their items in kopecks, in two queries; of a department (None: of any), what was promised
    there.

    Items that were taken back are left out; who has no snapshot is not in it.
    """
    heads = await session.execute(_HEADS, {"the_people": list(person_ids), "the_day": day})
    plans = {
        plan_id: DayPlan(plan_id, person_id, day, frozen_at)
        for plan_id, person_id, frozen_at, made_in in heads
        if department_id in {None, made_in}
    }
    items = await session.execute(_ITEMS, {"the_plans": list(plans)}) if plans else ()
    for plan_id, payment_id, amount in items:
        plans[plan_id].items[payment_id] = amount
    return {plan.person_id: plan for plan in plans.values()}


@dataclass(frozen=True, slots=True)
class Where:
    """In which department a day is looked at; `is_whole`: all money that came to it, whoever it belongs to."""

    department_id: int
    zone: str
    is_whole: bool = False


async def read_money(
    session: Session, person_ids: Collection[int], day: date, where: Where, promised: Collection[int] = ()
) -> DayMoney:
    """What is due of these people by that day or changed on it, and its facts; of the department all of them if
    `is_whole`.

    `promised`: payments of their snapshots, which belong to the day whatever became of them.
    """
    people = list(person_ids)
    changes = await read_changes(session, people, *day_bounds(day, where.zone))
    payments = await ask_payments(session, _DUE, {"the_people": people, "the_day": day})
    others = {*promised, *changes} - {each.id for each in payments}
    if others:
        payments += await ask_payments(session, _OTHERS, {"the_people": people, "the_payments": list(others)})
    begun = {*promised, *changes, *(each.id for each in payments if each.received)}  # others cannot have any
    that_day: Json = {"the_department": where.department_id, "the_day": day}
    theirs: Json = that_day | {"the_people": people, "the_payments": list(begun)}
    facts = await (
        ask_facts(session, _CAME_TO_DEPARTMENT, that_day) if where.is_whole else ask_facts(session, _CAME, theirs)
    )
    return DayMoney(day, where.zone, tuple(payments), changes, tuple(facts))


async def read_promised_by_others(
    session: Session, person_ids: Collection[int], payment_ids: Collection[int], day: date, department_id: int
) -> frozenset[int]:
    """Of these payments, those that stand in the snapshot of somebody else there, who may have left since."""
    if not payment_ids:
        return frozenset()
    asked: Json = {
        "the_payments": list(payment_ids),
        "the_day": day,
        "the_people": list(person_ids),
        "the_department": department_id,
    }
    return frozenset(await session.scalars(_PROMISED_BY_OTHERS, asked))


async def _read_inherited(
    session: Session, person_ids: Collection[int], day: date, department_id: int
) -> dict[int, dict[int, Kopecks]]:
    """By heir, what was promised for the day by those who have left since."""
    asked: Json = {"the_people": list(person_ids), "the_day": day, "the_department": department_id}
    found: dict[int, dict[int, Kopecks]] = {}
    for owner_id, payment_id, amount in await session.execute(_INHERITED, asked):
        if owner_id is not None:
            found.setdefault(owner_id, {})[payment_id] = amount
    return found


async def _read_old_debts(session: Session, money: DayMoney) -> frozenset[int]:
    """Overdue ones that were answered for as such before the day, since they were to be asked about again."""
    overdue = [each.id for each in money.payments if each.is_open and each.due_on < money.day]
    if not overdue:
        return frozenset()
    return frozenset(await session.scalars(_SAID_BEFORE, {"the_payments": overdue, "the_day": money.day}))


async def _read_answers(session: Session, person_ids: Collection[int], day: date) -> tuple[DayAnswer, ...]:
    found = await session.execute(_ANSWERS, {"the_people": list(person_ids), "the_day": day})
    return tuple(
        DayAnswer(payment_id, slot, Answer(answer), reason, at) for payment_id, slot, answer, reason, at in found
    )
