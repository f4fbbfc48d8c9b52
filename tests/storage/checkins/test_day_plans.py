"""A day is frozen as it began, whatever has happened since the morning."""

from datetime import date, timedelta

from sales.payments.payments import MoveReason
from storage.payments.receipts import NewFact
from tests.clock import FRIDAY, moscow
from tests.storage.house import THOUSAND, House

YESTERDAY = FRIDAY - timedelta(days=1)
MONDAY = date(2026, 11, 23)
WHY = MoveReason.AWAITING_DOCUMENTS


async def test_a_day_is_frozen_once(house: House) -> None:
    first, second = await house.awaits_overnight(340, 150)
    async with house.write() as tx:
        plan = await tx.system.day_plans.freeze(house.anna.person_id, FRIDAY)
    assert plan.items == {first.id: 340 * THOUSAND, second.id: 150 * THOUSAND}
    assert plan.total == 490 * THOUSAND
    await house.awaits_overnight(75)
    async with house.write() as tx:
        assert await tx.system.day_plans.freeze(house.anna.person_id, FRIDAY) == plan


async def test_what_was_paid_cancelled_or_moved_this_morning_was_promised_all_the_same(house: House) -> None:
    paid, part, cancelled, moved = await house.awaits_overnight(100, 200, 300, 400)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(paid.id, FRIDAY)
        await tx.as_(house.anna).receipts.record(NewFact(part.client_id, 50 * THOUSAND, FRIDAY, (part.id,)))
        await tx.as_(house.anna).payment_changes.cancel(cancelled.id, WHY)
        await tx.as_(house.anna).payment_changes.move(moved.id, MONDAY, WHY)
        plan = await tx.system.day_plans.freeze(house.anna.person_id, FRIDAY)
    assert plan.items == {
        paid.id: 100 * THOUSAND,
        part.id: 200 * THOUSAND,
        cancelled.id: 300 * THOUSAND,
        moved.id: 400 * THOUSAND,
    }


async def test_only_the_rest_of_yesterday_is_promised(house: House) -> None:
    (payment,) = await house.awaits_overnight(150)
    house.clock.move_to(moscow("18:00", YESTERDAY))
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.record(NewFact(payment.client_id, 60 * THOUSAND, YESTERDAY, (payment.id,)))
    house.clock.move_to(moscow("11:00"))
    async with house.write() as tx:
        plan = await tx.system.day_plans.freeze(house.anna.person_id, FRIDAY)
    assert plan.items == {payment.id: 90 * THOUSAND}


async def test_what_was_over_yesterday_overdue_or_due_later_is_not_in_the_plan(house: House) -> None:
    paid, cancelled = await house.awaits_overnight(100, 100)
    await house.awaits_overnight(100, on=YESTERDAY)
    (later,) = await house.awaits_overnight(100, on=MONDAY)
    house.clock.move_to(moscow("17:30", YESTERDAY))
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(paid.id, YESTERDAY)
        await tx.as_(house.anna).payment_changes.cancel(cancelled.id, WHY)
    house.clock.move_to(moscow("11:00"))
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(later.id, FRIDAY)
        plan = await tx.system.day_plans.freeze(house.anna.person_id, FRIDAY)
    assert plan.items == {}


async def test_a_payment_pulled_to_today_and_one_recorded_this_morning_are_promised(house: House) -> None:
    (pulled,) = await house.awaits_overnight(100, on=MONDAY)
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.move(pulled.id, FRIDAY, WHY)
    fresh = await house.awaits(await house.client(house.anna, "Вектор"))
    async with house.write() as tx:
        plan = await tx.system.day_plans.freeze(house.anna.person_id, FRIDAY)
    assert set(plan.items) == {pulled.id, fresh.id}


async def test_what_is_taken_back_was_never_promised(house: House) -> None:
    fresh = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        await tx.system.day_plans.freeze(house.anna.person_id, FRIDAY)
        await tx.as_(house.anna).payment_stories.undo_payment(fresh.id)
        plan = await tx.system.day_plans.freeze(house.anna.person_id, FRIDAY)
    assert plan.total == 0
