"""The snapshot of a day: what a manager awaited as it began, frozen at the day's first question (SPEC 8)."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import BigInteger, BindParameter, bindparam, cast, func, insert, or_, select

from sales.calendar.slots import day_bounds
from sales.core.money import Kopecks
from sales.payments.payment import Payment
from sales.payments.payments import PaymentEventKind, rest
from storage.engine.repository import Repository
from storage.engine.session import Session
from storage.payments.payment import OPEN, STANDS, Row, ask_payments, find_payments, payments_where
from storage.people.person import ACTIVE, place_of
from storage.people.standing_in import stood_in_for
from storage.tables import (
    DayPlanItemRow,
    DayPlanRow,
    ExpectedPaymentRow,
    FactRow,
    PaymentEventRow,
    PersonRow,
)
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class DayPlan:
    """`items`: payment id → its rest as the day began. A payment taken back since is as good as never promised."""

    id: int
    person_id: int
    day: date
    frozen_at: datetime
    items: dict[int, Kopecks] = field(default_factory=dict)

    @property
    def total(self) -> Kopecks:
        return sum(self.items.values())


@dataclass(frozen=True, slots=True)
class Touched:
    """What became of a payment within the day: where it was due before its first move, why it moved last."""

    moved_from: date | None = None
    reason: str | None = None
    at: datetime | None = None
    """When anything last happened to it."""


_PEOPLE: BindParameter[int] = bindparam("the_people", expanding=True)

_HEADS = select(DayPlanRow.id, DayPlanRow.person_id, DayPlanRow.frozen_at).where(
    DayPlanRow.person_id.in_(_PEOPLE), DayPlanRow.local_date == bindparam("the_day")
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
        DayPlanItemRow.payment_id.in_(bindparam("the_payments", expanding=True)),
        DayPlanRow.local_date == bindparam("the_day"),
        DayPlanRow.person_id.not_in(_PEOPLE),
        ACTIVE,
    )
)

_TOUCHED = (
    select(
        PaymentEventRow.payment_id,
        PaymentEventRow.kind,
        PaymentEventRow.before,
        PaymentEventRow.reason,
        PaymentEventRow.at,
    )
    .join(Row, Row.id == PaymentEventRow.payment_id)
    .where(
        PaymentEventRow.at >= bindparam("the_start"),
        PaymentEventRow.at < bindparam("the_end"),
        Row.owner_id.in_(_PEOPLE),
        or_(Row.closed_at.is_(None), Row.closed_at >= bindparam("the_start")),
        STANDS,
    )
    .order_by(PaymentEventRow.at, PaymentEventRow.id)
)


async def find_plans(session: Session, person_ids: Collection[int], day: date) -> dict[int, DayPlan]:
    """By person, with all their items, in two queries."""
    heads = await session.execute(_HEADS, {"the_people": list(person_ids), "the_day": day})
    plans = {plan_id: DayPlan(plan_id, person_id, day, frozen_at) for plan_id, person_id, frozen_at in heads}
    items = await session.execute(_ITEMS, {"the_plans": list(plans)}) if plans else ()
    for plan_id, payment_id, amount in items:
        plans[plan_id].items[payment_id] = amount
    return {plan.person_id: plan for plan in plans.values()}


async def promised_by_others(
    session: Session, person_ids: Collection[int], payment_ids: Collection[int], day: date
) -> set[int]:
    """Of these payments, those that stand in the snapshot of somebody else who still works here."""
    if not payment_ids:
        return set()
    named = {"the_payments": list(payment_ids), "the_day": day, "the_people": list(person_ids)}
    return set(await session.scalars(_PROMISED_BY_OTHERS, named))


async def touched_within(
    session: Session, person_ids: Collection[int], start: datetime, end: datetime
) -> dict[int, Touched]:
    """The payments of these people to which anything happened between the two instants.

    Not those that were over before: whatever is said of them then, they are no part of the day.
    """
    named = {"the_start": start, "the_end": end, "the_people": list(person_ids)}
    found: dict[int, Touched] = {}
    for payment_id, kind, before, reason, at in await session.execute(_TOUCHED, named):
        known = found.get(payment_id, Touched())
        if kind == PaymentEventKind.MOVED:
            known = Touched(known.moved_from or _due_before(before), reason)
        elif kind == PaymentEventKind.CANCELLED:
            known = Touched(known.moved_from, reason)
        found[payment_id] = replace(known, at=at)
    return found


async def received_on(session: Session, payment_ids: Collection[int], day: date) -> dict[int, Kopecks]:
    query = (
        select(FactRow.payment_id, cast(func.sum(FactRow.amount), BigInteger))
        .where(FactRow.payment_id.in_(payment_ids), FactRow.local_date == day, FactRow.undone_at.is_(None))
        .group_by(FactRow.payment_id)
    )
    return {payment_id: total for payment_id, total in await session.execute(query) if payment_id is not None}


_AWAITED = payments_where(Row.owner_id == bindparam("the_person"), STANDS, Row.due_on == bindparam("the_day"), OPEN)


class DayPlans(Repository):
    async def freeze_day(self, person_id: int, day: date) -> DayPlan:
        """The day's snapshot, made on the first call, and of those for whom the person stands in that day.

        Raises NotYoursError for who belongs to no department.
        """
        department_id, zone = await self._place_of(person_id)
        for absent in await stood_in_for(self._session, person_id, department_id, day):
            await self._freeze(absent, department_id, day, zone)
        await self._freeze(person_id, department_id, day, zone)
        return (await find_plans(self._session, [person_id], day))[person_id]

    async def _freeze(self, person_id: int, department_id: int, day: date, zone: str) -> None:
        values = {
            "department_id": department_id,
            "person_id": person_id,
            "local_date": day,
            "frozen_at": self._clock.now(),
        }
        plan_id = await self._insert_once(DayPlanRow, ["person_id", "local_date"], values)
        if plan_id is not None:
            items = await self._items(person_id, day, zone)
            elsewhere = await promised_by_others(self._session, [person_id], items, day)
            rows = [
                {"plan_id": plan_id, "payment_id": each, "amount": amount}
                for each, amount in items.items()
                if each not in elsewhere  # a department's plan counts a payment once: for who promised it first
            ]
            if rows:
                await self._session.execute(insert(DayPlanItemRow), rows)

    async def day_plan(self, person_id: int, day: date) -> DayPlan | None:
        return (await find_plans(self._session, [person_id], day)).get(person_id)

    async def _items(self, person_id: int, day: date, zone: str) -> dict[int, Kopecks]:
        """Due that day and open; and what was due as the day began but has been paid, cancelled or moved since."""
        start, end = day_bounds(day, zone)
        mine = (Row.owner_id == person_id, STANDS)
        found = await ask_payments(self._session, _AWAITED, {"the_person": person_id, "the_day": day})
        touched = await touched_within(self._session, [person_id], start, end)
        since = (
            await find_payments(self._session, *mine, Row.id.in_(touched), Row.created_at < start) if touched else []
        )
        found += [each for each in since if not _is_awaited(each, day) and _was_due(each, touched[each.id], day)]
        came = await received_on(self._session, [each.id for each in found], day)
        rests = {each.id: rest(each.amount, each.received - came.get(each.id, 0)) for each in found}
        return {payment_id: amount for payment_id, amount in rests.items() if amount}

    async def _place_of(self, person_id: int) -> tuple[int, str]:
        return await place_of(self._session, person_id)


def _is_awaited(payment: Payment, day: date) -> bool:
    return payment.is_open and payment.due_on == day


def _was_due(payment: Payment, touched: Touched, day: date) -> bool:
    return (touched.moved_from or payment.due_on) == day


def _due_before(before: Json | None) -> date | None:
    return date.fromisoformat(before["due_on"]) if before else None
