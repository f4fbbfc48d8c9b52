"""Whose day a transaction has changed, whichever statement changed it; and a deal that the lead takes over."""

import pytest

from sales.checkins.checkin_rows import Answer
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.payments.payments import MoveReason, PaymentEventKind
from storage.payments.receipts import NewFact
from tests.clock import FRIDAY, moscow
from tests.storage.house import THOUSAND, House


async def test_a_look_changes_nobodys_day(house: House) -> None:
    await house.awaits(await house.client(house.anna))

    async with house.write() as tx:
        await tx.as_(house.anna).payments.list_due(FRIDAY)

        assert await tx.system.ripples.people() == set()


async def test_a_payment_changes_its_owners_day_whoever_enters_the_money(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))

    async with house.write() as tx:
        await tx.as_(house.olga).receipts.settle(payment.id, FRIDAY)

        assert await tx.system.ripples.people() == {house.anna.person_id}


async def test_money_off_plan_does_too_and_its_undoing(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.record(NewFact(client.id, 50 * THOUSAND, FRIDAY))
        assert await tx.system.ripples.people() == {house.anna.person_id}

    async with house.write() as tx:
        await tx.as_(house.anna).receipts.undo(receipt.id)
        assert await tx.system.ripples.people() == {house.anna.person_id}


async def test_so_do_a_move_and_an_answer(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.move(payment.id, FRIDAY.replace(day=23), MoveReason.OTHER)
        assert await tx.system.ripples.people() == {house.anna.person_id}

    async with house.write() as tx:
        checkin_id = await tx.system.checkins.open(house.anna.person_id, FRIDAY, "12:00", moscow("11:45"))
        assert checkin_id is not None
        await tx.as_(house.anna).checkins.answer(checkin_id, payment.id, Answer.NOT_COMING, MoveReason.NO_MONEY)
        assert await tx.system.ripples.people() == {house.anna.person_id}


async def test_why_a_row_is_not_coming_is_kept(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        checkin_id = await tx.system.checkins.open(house.anna.person_id, FRIDAY, "12:00", moscow("11:45"))
        assert checkin_id is not None
        await tx.as_(house.anna).checkins.answer(checkin_id, payment.id, Answer.NOT_COMING, MoveReason.NO_MONEY)

    async with house.read() as tx:
        (row,) = await tx.system.checkins.rows(house.anna.person_id, FRIDAY, "12:00")
    assert row.reason == MoveReason.NO_MONEY
    assert row.changed_at == house.clock.now()


async def test_a_deal_that_changes_hands_changes_both_days(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)

    async with house.write() as tx:
        handover = await tx.as_(house.olga).handovers.take_over(client.id)
        assert await tx.system.ripples.people() == {house.anna.person_id, house.olga.person_id}

    assert (handover.clients, handover.payments) == (1, 1)
    async with house.read() as tx:
        assert (await tx.as_(house.olga).payments.get(payment.id)).owner_id == house.olga.person_id
        story = await tx.as_(house.olga).payment_stories.events(payment.id)
    assert story[-1].kind is PaymentEventKind.REASSIGNED


async def test_a_deal_is_taken_over_once_and_only_by_its_lead(house: House) -> None:
    client = await house.client(house.anna)
    for stranger in (house.roman, house.boris, house.sofia, house.denis, house.irina):
        with pytest.raises(NotYoursError):
            await house.does(lambda tx, who=stranger: tx.as_(who).handovers.take_over(client.id))

    await house.does(lambda tx: tx.as_(house.olga).handovers.take_over(client.id))

    with pytest.raises(AlreadyDoneError):
        await house.does(lambda tx: tx.as_(house.olga).handovers.take_over(client.id))


async def test_a_promise_stays_counted_when_its_deal_changes_hands(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    await house.does(lambda tx: tx.system.day_plans.freeze(house.anna.person_id, FRIDAY))
    await house.does(lambda tx: tx.as_(house.olga).handovers.take_over(client.id))
    await house.does(lambda tx: tx.as_(house.olga).receipts.settle(payment.id, FRIDAY))

    async with house.read() as tx:
        day = await tx.system.days.of_department(1, FRIDAY, "12:00")

    assert (day.figures.plan, day.figures.on_plan, day.figures.off_plan) == (payment.amount, payment.amount, 0)


async def test_money_on_what_was_inherited_today_is_counted_once(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    anna, boris = house.anna.person_id, house.boris.person_id
    await house.does(lambda tx: tx.system.day_plans.freeze(anna, FRIDAY))
    await house.does(lambda tx: tx.system.day_plans.freeze(boris, FRIDAY))
    await house.does(lambda tx: tx.as_(house.irina).handovers.reassign(anna, boris, client.id))
    await house.does(lambda tx: tx.as_(house.boris).receipts.settle(payment.id, FRIDAY))

    async with house.read() as tx:
        whole = await tx.system.days.of_department(1, FRIDAY, "12:00")
        own = await tx.system.days.of_person(house.boris, FRIDAY, "12:00")

    assert (whole.figures.on_plan, whole.figures.off_plan) == (payment.amount, 0)
    assert own.figures.received == 0
    assert [live.payment.id for live in own.rows if live.row.received] == [payment.id]


async def test_money_promised_by_who_left_counts_for_the_heir(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    anna, boris = house.anna.person_id, house.boris.person_id
    await house.does(lambda tx: tx.system.day_plans.freeze(anna, FRIDAY))
    await house.does(lambda tx: tx.as_(house.irina).handovers.reassign(anna, boris, client.id))
    await house.does(lambda tx: tx.as_(house.irina).handovers.deactivate(anna))
    await house.does(lambda tx: tx.as_(house.boris).receipts.settle(payment.id, FRIDAY))

    async with house.read() as tx:
        own = await tx.system.days.of_person(house.boris, FRIDAY, "12:00")

    assert own.figures.received == payment.amount


async def test_a_payment_put_under_anothers_client_changes_both_days(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    vector = await house.client(house.boris, "Вектор")

    async with house.write() as tx:
        await tx.as_(house.irina).payment_changes.change_client(payment.id, vector.id)
        stirred = await tx.system.ripples.people()

    assert stirred == {house.anna.person_id, house.boris.person_id}


async def test_before_the_first_question_the_plan_is_what_it_would_be(house: House) -> None:
    await house.awaits(await house.client(house.anna))

    async with house.read() as tx:
        day = await tx.system.days.of_department(1, FRIDAY, "12:00")
        own = await tx.system.days.of_person(house.anna, FRIDAY, "12:00")

    assert day.figures.plan == own.figures.plan == 150 * THOUSAND
    assert not own.is_frozen


async def test_everybody_who_may_look_at_a_department_is_known(house: House) -> None:
    async with house.read() as tx:
        names = {each.name for each in await tx.system.staff.watching(1)}

    assert names == {"Ирина", "Ольга", "Софья", "Денис"}
