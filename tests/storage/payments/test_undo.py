"""Every confirmation can be taken back for ten minutes; then the record is edited, not erased."""

from datetime import date, timedelta

import pytest

from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome
from sales.core.errors import AlreadyDoneError, NotYoursError, TooLateError
from sales.payments.facts import FactKind
from sales.payments.payments import MoveReason, PaymentEventKind, PaymentStatus
from storage.activities.activities import NewActivity
from storage.engine.errors import HasFactsError
from storage.payments.receipts import NewFact
from storage.payments.undoable import UndoableKind
from tests.clock import FRIDAY
from tests.storage.house import THOUSAND, House

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
WHY = MoveReason.NO_MONEY


async def test_a_new_payment_taken_back_is_as_good_as_absent(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    house.clock.advance(minutes=10)
    async with house.write() as tx:
        await tx.payments.undo_payment(house.anna, payment.id)
        assert await tx.payments.open_of(house.anna, client.id) == []
        with pytest.raises(NotYoursError):
            await tx.payments.get(house.anna, payment.id)
        with pytest.raises(NotYoursError):
            await tx.payments.settle(house.anna, payment.id, FRIDAY)
        with pytest.raises(AlreadyDoneError):
            await tx.payments.undo_payment(house.anna, payment.id)


async def test_after_ten_minutes_it_is_too_late(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        receipt = await tx.payments.record_fact(house.anna, NewFact(client.id, THOUSAND, FRIDAY))
        moved = await tx.payments.move(house.anna, payment.id, MONDAY, WHY)
        call = await tx.activities.log(house.anna, NewActivity(client.id, ActivityType.CALL, house.clock.now()))
    house.clock.advance(minutes=10, seconds=1)
    async with house.write() as tx:
        with pytest.raises(TooLateError):
            await tx.payments.undo_payment(house.anna, payment.id)
        with pytest.raises(TooLateError):
            await tx.payments.undo_receipt(house.anna, receipt.id)
        with pytest.raises(TooLateError):
            await tx.payments.undo_change(house.anna, moved.event_id)
        with pytest.raises(TooLateError):
            await tx.activities.undo(house.anna, call.id)
        assert await tx.payments.last_undoable(house.anna) is None


async def test_a_payment_on_which_money_came_is_not_taken_back(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        receipt = await tx.payments.record_fact(house.anna, NewFact(client.id, THOUSAND, FRIDAY, (payment.id,)))
        with pytest.raises(HasFactsError):
            await tx.payments.undo_payment(house.anna, payment.id)
        await tx.payments.undo_receipt(house.anna, receipt.id)
        await tx.payments.undo_payment(house.anna, payment.id)


async def test_money_that_came_and_went_back_still_holds_the_payment(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        for kind in (FactKind.RECEIPT, FactKind.REFUND):
            await tx.payments.record_fact(house.anna, NewFact(client.id, THOUSAND, FRIDAY, (payment.id,), kind))
        assert (await tx.payments.get(house.anna, payment.id)).received == 0
        with pytest.raises(HasFactsError):
            await tx.payments.undo_payment(house.anna, payment.id)


async def test_a_receipt_over_several_payments_goes_back_as_a_whole(house: House) -> None:
    client = await house.client(house.anna)
    old, new = await house.awaits(client, 50 * THOUSAND), await house.awaits(client, on=MONDAY)
    async with house.write() as tx:
        receipt = await tx.payments.record_fact(
            house.anna, NewFact(client.id, 203 * THOUSAND, FRIDAY, (old.id, new.id))
        )
        payments = await tx.payments.undo_receipt(house.anna, receipt.id)
        assert [(each.id, each.received, each.status) for each in payments] == [
            (old.id, 0, PaymentStatus.OPEN),
            (new.id, 0, PaymentStatus.OPEN),
        ]
        assert await tx.payments.facts_on(house.anna, FRIDAY) == []
        with pytest.raises(AlreadyDoneError):
            await tx.payments.undo_receipt(house.anna, receipt.id)
        with pytest.raises(NotYoursError):
            await tx.payments.receipt(house.anna, receipt.id)


async def test_a_receipt_taken_back_leaves_an_earlier_part_where_it_is(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        await tx.payments.record_fact(house.anna, NewFact(client.id, 50 * THOUSAND, FRIDAY, (payment.id,)))
        rest = await tx.payments.settle(house.anna, payment.id, FRIDAY)
        (again,) = await tx.payments.undo_receipt(house.anna, rest.id)
    assert (again.status, again.received, again.is_open) == (PaymentStatus.PARTIAL, 50 * THOUSAND, True)


async def test_nobody_takes_back_what_somebody_else_recorded(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        receipt = await tx.payments.record_fact(house.olga, NewFact(client.id, THOUSAND, FRIDAY))
        moved = await tx.payments.move(house.anna, payment.id, MONDAY, WHY)
        for who in (house.anna, house.boris, house.irina):
            with pytest.raises(NotYoursError):
                await tx.payments.undo_receipt(who, receipt.id)
        for who in (house.olga, house.boris, house.irina):
            with pytest.raises(NotYoursError):
                await tx.payments.undo_payment(who, payment.id)
            with pytest.raises(NotYoursError):
                await tx.payments.undo_change(who, moved.event_id)
        assert await tx.payments.undo_receipt(house.olga, receipt.id) == []


async def test_a_move_goes_back_to_where_it_was(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        change = await tx.payments.move(house.anna, payment.id, MONDAY, WHY)
        back = await tx.payments.undo_change(house.anna, change.event_id)
        assert (back.due_on, back.moves) == (FRIDAY, 0)
        with pytest.raises(AlreadyDoneError):
            await tx.payments.undo_change(house.anna, change.event_id)
        last = (await tx.payments.events(house.anna, payment.id))[-1]
    assert last.kind is PaymentEventKind.TAKEN_BACK
    assert last.before == {"due_on": "2026-11-23"}
    assert last.after == {"due_on": "2026-11-20", "event": change.event_id}


async def test_the_later_move_goes_back_first(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        first = await tx.payments.move(house.anna, payment.id, MONDAY, WHY)
        second = await tx.payments.move(house.anna, payment.id, TUESDAY, WHY)
        with pytest.raises(TooLateError):
            await tx.payments.undo_change(house.anna, first.event_id)
        assert (await tx.payments.undo_change(house.anna, second.event_id)).due_on == MONDAY
        assert (await tx.payments.undo_change(house.anna, first.event_id)).due_on == FRIDAY


async def test_cancelling_amount_and_probability_go_back_too(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        said = await tx.payments.change_probability(house.anna, payment.id, 95)
        more = await tx.payments.change_amount(house.anna, payment.id, 200 * THOUSAND)
        gone = await tx.payments.cancel(house.anna, payment.id, WHY)

        opened = await tx.payments.undo_change(house.anna, gone.event_id)
        assert (opened.status, opened.is_open) == (PaymentStatus.OPEN, True)
        assert (await tx.payments.undo_change(house.anna, more.event_id)).amount == 150 * THOUSAND
        as_it_was = await tx.payments.undo_change(house.anna, said.event_id)
        assert (as_it_was.probability, as_it_was.probability_manual) == (50, False)


async def test_what_a_payment_was_created_with_is_no_change_to_take_back(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        created = (await tx.payments.events(house.anna, payment.id))[0]
        with pytest.raises(NotYoursError):
            await tx.payments.undo_change(house.anna, created.id)


async def test_undo_takes_back_the_latest_first(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    kinds = []
    async with house.write() as tx:
        for step in range(3):
            house.clock.advance(minutes=1)
            if step == 0:
                await tx.payments.move(house.anna, payment.id, MONDAY, WHY)
            elif step == 1:
                await tx.payments.record_fact(house.anna, NewFact(client.id, THOUSAND, FRIDAY))
            else:
                call = NewActivity(client.id, ActivityType.CALL, house.clock.now(), CallOutcome.TALKED)
                await tx.activities.log(house.anna, call)
        while (deed := await tx.payments.last_undoable(house.anna)) is not None:
            assert deed.client_name == "Ромашка"
            kinds.append(deed.kind)
            match deed.kind:
                case UndoableKind.ACTIVITY:
                    await tx.activities.undo(house.anna, deed.id)
                case UndoableKind.RECEIPT:
                    await tx.payments.undo_receipt(house.anna, deed.id)
                case UndoableKind.CHANGE:
                    await tx.payments.undo_change(house.anna, deed.id)
                case UndoableKind.PAYMENT:
                    await tx.payments.undo_payment(house.anna, deed.id)
    assert kinds == [UndoableKind.ACTIVITY, UndoableKind.RECEIPT, UndoableKind.CHANGE, UndoableKind.PAYMENT]


async def test_undo_sees_only_ones_own_deeds(house: House) -> None:
    client = await house.client(house.anna)
    await house.awaits(client)
    async with house.write() as tx:
        assert await tx.payments.last_undoable(house.olga) is None
        receipt = await tx.payments.record_fact(house.olga, NewFact(client.id, THOUSAND, FRIDAY))
        deed = await tx.payments.last_undoable(house.olga)
    assert deed is not None
    assert (deed.kind, deed.id, deed.amount) == (UndoableKind.RECEIPT, receipt.id, THOUSAND)


async def test_a_receipt_over_several_payments_is_one_deed(house: House) -> None:
    client = await house.client(house.anna)
    ids = tuple([(await house.awaits(client, 50 * THOUSAND)).id for _ in range(3)])
    async with house.write() as tx:
        await tx.payments.record_fact(house.anna, NewFact(client.id, 150 * THOUSAND, FRIDAY, ids))
        deed = await tx.payments.last_undoable(house.anna)
    assert deed is not None
    assert deed.amount == 150 * THOUSAND


async def test_a_call_taken_back_counts_no_more(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        call = await tx.activities.log(house.anna, NewActivity(client.id, ActivityType.CALL, house.clock.now()))
        assert await tx.activities.undo(house.anna, call.id) is None
        assert await tx.activities.of_day(house.anna, None, FRIDAY) == []
        with pytest.raises(NotYoursError):
            await tx.activities.get(house.anna, call.id)
        with pytest.raises(AlreadyDoneError):
            await tx.activities.undo(house.anna, call.id)


@pytest.mark.parametrize("closed", ["done", "cancelled"])
async def test_a_plan_closed_by_mistake_is_planned_again_and_a_second_tap_leaves_it(house: House, closed: str) -> None:
    client = await house.client(house.anna)
    at = house.clock.now() + timedelta(days=3)
    async with house.write() as tx:
        plan = await tx.activities.plan(house.anna, NewActivity(client.id, ActivityType.MEETING, at))
        house.clock.advance(minutes=1)
        if closed == "done":
            await tx.activities.done(house.anna, plan.id, MeetingOutcome.AGREED, house.clock.now())
        else:
            await tx.activities.cancel(house.anna, plan.id)
        assert await tx.reminders.due(at) == []

        again = await tx.activities.undo(house.anna, plan.id)
        assert again is not None
        assert (again.is_planned, again.outcome, again.local_date) == (True, None, plan.local_date)
        assert len(await tx.reminders.due(at)) == 2
        with pytest.raises(AlreadyDoneError):
            await tx.activities.undo(house.anna, plan.id)
        assert (await tx.activities.get(house.anna, plan.id)).is_planned


async def test_a_plan_taken_back_reminds_nobody(house: House) -> None:
    client = await house.client(house.anna)
    at = house.clock.now() + timedelta(days=3)
    async with house.write() as tx:
        plan = await tx.activities.plan(house.anna, NewActivity(client.id, ActivityType.MEETING, at))
        assert await tx.activities.undo(house.anna, plan.id) is None
        assert await tx.reminders.due(at) == []
