"""Two people or two taps at one moment: one effect, and the second is told that it is done."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from sales.activities.activities import ActivityType, CallOutcome
from sales.checkins.checkin_rows import Answer
from sales.core.errors import AlreadyDoneError
from sales.payments.payments import MoveReason
from storage.activities.activities import NewActivity
from storage.transaction import Transaction
from tests.clock import FRIDAY, moscow
from tests.storage.house import THOUSAND, House

MONDAY = date(2026, 11, 23)
WHY = MoveReason.NO_MONEY

Deed = Callable[[Transaction], Awaitable[Any]]


async def _settle(house: House) -> Deed:
    payment = await house.awaits(await house.client(house.anna))
    return lambda tx: tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)


async def _move(house: House) -> Deed:
    payment = await house.awaits(await house.client(house.anna))
    return lambda tx: tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, WHY)


async def _cancel(house: House) -> Deed:
    payment = await house.awaits(await house.client(house.anna))
    return lambda tx: tx.as_(house.anna).payment_changes.cancel(payment.id, WHY)


async def _change_amount(house: House) -> Deed:
    payment = await house.awaits(await house.client(house.anna))
    return lambda tx: tx.as_(house.anna).payment_changes.change_amount(payment.id, THOUSAND)


async def _change_probability(house: House) -> Deed:
    payment = await house.awaits(await house.client(house.anna))
    return lambda tx: tx.as_(house.anna).payment_changes.change_probability(payment.id, 95)


async def _change_client(house: House) -> Deed:
    payment = await house.awaits(await house.client(house.anna))
    other = await house.client(house.anna, "Вектор")
    return lambda tx: tx.as_(house.anna).payment_changes.change_client(payment.id, other.id)


async def _confirm(house: House) -> Deed:
    settled = await house.does(await _settle(house))
    return lambda tx: tx.as_(house.olga).confirmations.confirm(settled.id)


async def _undo_payment(house: House) -> Deed:
    payment = await house.awaits(await house.client(house.anna))
    return lambda tx: tx.as_(house.anna).payment_stories.undo_payment(payment.id)


async def _undo_receipt(house: House) -> Deed:
    settled = await house.does(await _settle(house))
    return lambda tx: tx.as_(house.anna).receipts.undo(settled.id)


async def _undo_move(house: House) -> Deed:
    moved = await house.does(await _move(house))
    return lambda tx: tx.as_(house.anna).payment_stories.undo_change(moved.event_id)


async def _undo_cancel(house: House) -> Deed:
    cancelled = await house.does(await _cancel(house))
    return lambda tx: tx.as_(house.anna).payment_stories.undo_change(cancelled.event_id)


async def _planned(house: House) -> int:
    client = await house.client(house.anna)
    new = NewActivity(client.id, ActivityType.CALL, moscow("11:30"))
    return (await house.does(lambda tx: tx.as_(house.anna).activities.plan(new))).id


async def _done(house: House) -> Deed:
    plan = await _planned(house)
    return lambda tx: tx.as_(house.anna).activity_changes.finish(plan, CallOutcome.TALKED, house.clock.now())


async def _cancel_plan(house: House) -> Deed:
    plan = await _planned(house)
    return lambda tx: tx.as_(house.anna).activity_changes.cancel(plan)


async def _postpone(house: House) -> Deed:
    plan = await _planned(house)
    return lambda tx: tx.as_(house.anna).activity_changes.postpone(plan, moscow("15:00", MONDAY))


async def _undo_log(house: House) -> Deed:
    client = await house.client(house.anna)
    new = NewActivity(client.id, ActivityType.CALL, moscow("10:30"))
    call = await house.does(lambda tx: tx.as_(house.anna).activities.log(new))
    return lambda tx: tx.as_(house.anna).activity_changes.undo(call.id)


async def _undo_done(house: House) -> Deed:
    done = await house.does(await _done(house))
    return lambda tx: tx.as_(house.anna).activity_changes.undo(done.id)


async def _reminded(house: House) -> int:
    await _planned(house)
    house.clock.move_to(moscow("11:30"))
    async with house.write() as tx:
        (due,) = await tx.system.reminders.list_due(house.clock.now())
        await tx.system.reminders.mark_sent(due.id)
    return due.id


async def _snooze(house: House) -> Deed:
    reminder = await _reminded(house)
    return lambda tx: tx.as_(house.anna).reminders.snooze(reminder, moscow("12:30"))


async def _reminder_done(house: House) -> Deed:
    reminder = await _reminded(house)
    return lambda tx: tx.as_(house.anna).reminders.finish(reminder)


async def _asked(house: House) -> tuple[int, int]:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        await tx.system.day_plans.freeze(house.anna.person_id, FRIDAY)
        checkin = await tx.system.checkins.open(house.anna.person_id, FRIDAY, "12:00", house.clock.now())
    assert checkin is not None
    return checkin, payment.id


async def _answer(house: House) -> Deed:
    checkin, payment = await _asked(house)
    return lambda tx: tx.as_(house.anna).checkins.answer(checkin, payment, Answer.NOT_COMING)


async def _unchanged(house: House) -> Deed:
    checkin, _ = await _asked(house)
    return lambda tx: tx.as_(house.anna).checkins.leave_unchanged(checkin)


async def _agree(house: House) -> Deed:
    asked = await house.does(lambda tx: tx.as_(house.anna).absences.add(house.anna.person_id, FRIDAY, MONDAY))
    return lambda tx: tx.as_(house.olga).absences.agree(asked.id)


async def _deactivate(house: House) -> Deed:
    await _planned(house)
    return lambda tx: tx.as_(house.olga).handovers.deactivate(house.anna.person_id)


GUARDED = [
    _settle,
    _move,
    _cancel,
    _change_amount,
    _change_probability,
    _change_client,
    _confirm,
    _undo_payment,
    _undo_receipt,
    _undo_move,
    _undo_cancel,
    _done,
    _cancel_plan,
    _postpone,
    _undo_log,
    _undo_done,
    _snooze,
    _reminder_done,
    _answer,
    _unchanged,
    _agree,
    _deactivate,
]


@pytest.mark.part(3)
@pytest.mark.parametrize("prepare", GUARDED, ids=lambda each: each.__name__.strip("_"))
async def test_one_of_two_at_once_is_first_and_the_other_is_told_so(
    house: House, prepare: Callable[[House], Awaitable[Deed]]
) -> None:
    deed = await prepare(house)
    first, second = sorted(await house.at_once(deed, deed), key=lambda came: isinstance(came, BaseException))
    assert not isinstance(first, BaseException), first
    assert type(second) is AlreadyDoneError, second
