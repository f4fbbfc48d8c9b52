"""Deeds of two or three at one moment add up: a draft is saved once, money is counted once, a question asked once."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest

from sales.activities.activities import ActivityType
from sales.core.errors import AlreadyDoneError
from sales.payments.facts import FactKind
from sales.payments.payments import MoveReason, PaymentStatus
from storage.activities.activities import NewActivity
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.transaction import Transaction
from tests.clock import FRIDAY, moscow
from tests.storage.house import THOUSAND, House

MONDAY = date(2026, 11, 23)
WHY = MoveReason.NO_MONEY

Deed = Callable[[Transaction], Awaitable[Any]]


async def _draft_of_client(house: House) -> Deed:
    return lambda tx: tx.as_(house.anna).clients.create("Ромашка", "draft")


async def _draft_of_payment(house: House) -> Deed:
    client = await house.client(house.anna)
    return lambda tx: tx.as_(house.anna).payments.expect(NewPayment(client.id, THOUSAND, FRIDAY, draft_id="draft"))


async def _draft_of_activity(house: House) -> Deed:
    client = await house.client(house.anna)
    new = NewActivity(client.id, ActivityType.MEETING, moscow("15:00", MONDAY), draft_id="draft")
    return lambda tx: tx.as_(house.anna).activities.plan(new)


async def _draft_of_fact(house: House) -> Deed:
    client = await house.client(house.anna)
    payments = (await house.awaits(client), await house.awaits(client))
    new = NewFact(client.id, 200 * THOUSAND, FRIDAY, tuple(each.id for each in payments), draft_id="draft")
    return lambda tx: tx.as_(house.anna).receipts.record(new)


async def _draft_of_rest(house: House) -> Deed:
    payment = await house.awaits(await house.client(house.anna))
    return lambda tx: tx.as_(house.anna).receipts.settle(payment.id, FRIDAY, draft_id="draft")


DRAFTS = [_draft_of_client, _draft_of_payment, _draft_of_activity, _draft_of_fact]


@pytest.mark.parametrize("prepare", DRAFTS, ids=lambda each: each.__name__.strip("_"))
async def test_a_draft_saved_twice_at_once_is_saved_once(
    house: House, prepare: Callable[[House], Awaitable[Deed]]
) -> None:
    deed = await prepare(house)
    first, second = await house.at_once(deed, deed)
    assert not isinstance(first, BaseException), first
    assert first == second
    async with house.read() as tx:
        facts = await tx.as_(house.anna).receipts.facts_on(FRIDAY)
        assert sum(fact.amount for fact in facts) in (0, 200 * THOUSAND)


async def test_the_rest_saved_twice_at_once_is_never_counted_twice(house: House) -> None:
    deed = await _draft_of_rest(house)
    came = await house.at_once(deed, deed)
    assert any(not isinstance(each, BaseException) for each in came)
    async with house.read() as tx:
        assert [fact.amount for fact in await tx.as_(house.anna).receipts.facts_on(FRIDAY)] == [150 * THOUSAND]


async def test_two_receipts_at_once_both_count(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    part, refund = NewFact(client.id, 90 * THOUSAND, FRIDAY, (payment.id,)), FactKind.REFUND
    back = NewFact(client.id, 30 * THOUSAND, FRIDAY, (payment.id,), refund)
    await house.at_once(
        lambda tx: tx.as_(house.anna).receipts.record(part),
        lambda tx: tx.as_(house.olga).receipts.record(part),
        lambda tx: tx.as_(house.sofia).receipts.record(back),
    )
    async with house.read() as tx:
        now = await tx.as_(house.anna).payments.get(payment.id)
    assert (now.received, now.status) == (150 * THOUSAND, PaymentStatus.PAID)
    assert not now.is_open


async def test_the_manager_and_the_lead_settle_the_same_payment_once(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    came = await house.at_once(
        lambda tx: tx.as_(house.anna).receipts.settle(payment.id, FRIDAY),
        lambda tx: tx.as_(house.olga).receipts.settle(payment.id, FRIDAY),
        lambda tx: tx.as_(house.anna).payment_changes.cancel(payment.id, WHY),
    )
    assert sum(not isinstance(each, BaseException) for each in came) == 1
    assert sum(type(each) is AlreadyDoneError for each in came) == 2


@pytest.mark.parametrize("money_first", [True, False])
async def test_money_and_an_undo_of_its_payment_do_not_pass_each_other(house: House, money_first: bool) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    money = NewFact(client.id, THOUSAND, FRIDAY, (payment.id,))
    deeds: list[Deed] = [
        lambda tx: tx.as_(house.olga).receipts.record(money),
        lambda tx: tx.as_(house.anna).payment_stories.undo_payment(payment.id),
    ]
    came = await house.at_once(*(deeds if money_first else reversed(deeds)))
    assert sum(isinstance(each, BaseException) for each in came) == 1


async def test_one_question_is_opened_by_one_process(house: House) -> None:
    person = house.anna.person_id
    opened = await house.at_once(*[lambda tx: tx.system.checkins.open(person, FRIDAY, "12:00", house.clock.now())] * 3)
    assert sum(each is not None for each in opened) == 1


async def test_a_day_frozen_by_two_at_once_is_one_snapshot(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    first, second = await house.at_once(*[lambda tx: tx.system.day_plans.freeze(house.anna.person_id, FRIDAY)] * 2)
    assert first == second
    assert first.items == {payment.id: 150 * THOUSAND}


async def test_a_reminder_goes_out_once(house: House) -> None:
    client = await house.client(house.anna)
    call = NewActivity(client.id, ActivityType.CALL, moscow("11:30"))
    await house.does(lambda tx: tx.as_(house.anna).activities.plan(call))
    house.clock.move_to(moscow("11:30") + timedelta(minutes=1))
    async with house.read() as tx:
        (due,) = await tx.system.reminders.list_due(house.clock.now())
    sent = await house.at_once(*[lambda tx: tx.system.reminders.mark_sent(due.id)] * 3)
    assert sorted(map(str, sent)) == ["False", "False", "True"]
