"""Every confirmation can be taken back for ten minutes; then the record is edited, not erased."""

from datetime import date, timedelta

import pytest

from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome
from sales.core.errors import AlreadyDoneError, ChangedSinceError, NotYoursError, TooLateError
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
        await tx.as_(house.anna).payment_stories.undo_payment(payment.id)
        assert await tx.as_(house.anna).payments.open_of(client.id) == []
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).payments.get(payment.id)
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).payment_stories.undo_payment(payment.id)


async def test_after_ten_minutes_it_is_too_late(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.record(NewFact(client.id, THOUSAND, FRIDAY))
        moved = await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, WHY)
        call = await tx.as_(house.anna).activities.log(NewActivity(client.id, ActivityType.CALL, house.clock.now()))
    house.clock.advance(minutes=10, seconds=1)
    async with house.write() as tx:
        with pytest.raises(TooLateError):
            await tx.as_(house.anna).payment_stories.undo_payment(payment.id)
        with pytest.raises(TooLateError):
            await tx.as_(house.anna).receipts.undo(receipt.id)
        with pytest.raises(TooLateError):
            await tx.as_(house.anna).payment_stories.undo_change(moved.event_id)
        with pytest.raises(TooLateError):
            await tx.as_(house.anna).activity_changes.undo(call.id)
        assert await tx.as_(house.anna).undoable.last() is None


async def test_a_payment_on_which_money_came_is_not_taken_back(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.record(NewFact(client.id, THOUSAND, FRIDAY, (payment.id,)))
        with pytest.raises(HasFactsError):
            await tx.as_(house.anna).payment_stories.undo_payment(payment.id)
        await tx.as_(house.anna).receipts.undo(receipt.id)
        await tx.as_(house.anna).payment_stories.undo_payment(payment.id)


async def test_money_that_came_and_went_back_still_holds_the_payment(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        for kind in (FactKind.RECEIPT, FactKind.REFUND):
            await tx.as_(house.anna).receipts.record(NewFact(client.id, THOUSAND, FRIDAY, (payment.id,), kind))
        assert (await tx.as_(house.anna).payments.get(payment.id)).received == 0
        with pytest.raises(HasFactsError):
            await tx.as_(house.anna).payment_stories.undo_payment(payment.id)


async def test_a_receipt_over_several_payments_goes_back_as_a_whole(house: House) -> None:
    client = await house.client(house.anna)
    old, new = await house.awaits(client, 50 * THOUSAND), await house.awaits(client, on=MONDAY)
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.record(NewFact(client.id, 203 * THOUSAND, FRIDAY, (old.id, new.id)))
        payments = await tx.as_(house.anna).receipts.undo(receipt.id)
        assert [(each.id, each.received, each.status) for each in payments] == [
            (old.id, 0, PaymentStatus.OPEN),
            (new.id, 0, PaymentStatus.OPEN),
        ]
        assert await tx.as_(house.anna).receipts.facts_on(FRIDAY) == []
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).receipts.undo(receipt.id)
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).receipts.get(receipt.id)


async def test_a_receipt_taken_back_leaves_an_earlier_part_where_it_is(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.record(NewFact(client.id, 50 * THOUSAND, FRIDAY, (payment.id,)))
        rest = await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        (again,) = await tx.as_(house.anna).receipts.undo(rest.id)
    assert (again.status, again.received, again.is_open) == (PaymentStatus.PARTIAL, 50 * THOUSAND, True)


async def test_nobody_takes_back_what_somebody_else_recorded(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        receipt = await tx.as_(house.olga).receipts.record(NewFact(client.id, THOUSAND, FRIDAY))
        moved = await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, WHY)
        for who in (house.anna, house.boris, house.irina):
            with pytest.raises(NotYoursError):
                await tx.as_(who).receipts.undo(receipt.id)
        for who in (house.olga, house.boris, house.irina):
            with pytest.raises(NotYoursError):
                await tx.as_(who).payment_stories.undo_payment(payment.id)
            with pytest.raises(NotYoursError):
                await tx.as_(who).payment_stories.undo_change(moved.event_id)
        assert await tx.as_(house.olga).receipts.undo(receipt.id) == []


async def test_a_move_goes_back_to_where_it_was(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        change = await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, WHY)
        back = await tx.as_(house.anna).payment_stories.undo_change(change.event_id)
        assert (back.due_on, back.moves) == (FRIDAY, 0)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).payment_stories.undo_change(change.event_id)
        last = (await tx.as_(house.anna).payment_stories.events(payment.id))[-1]
    assert last.kind is PaymentEventKind.TAKEN_BACK
    assert last.before == {"due_on": "2026-11-23", "owed": 15_000_000}
    assert last.after == {"due_on": "2026-11-20", "event": change.event_id}


async def test_the_later_move_goes_back_first(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        first = await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, WHY)
        second = await tx.as_(house.anna).payment_changes.move(payment.id, TUESDAY, WHY)
        with pytest.raises(ChangedSinceError):
            await tx.as_(house.anna).payment_stories.undo_change(first.event_id)
        assert (await tx.as_(house.anna).payment_stories.undo_change(second.event_id)).due_on == MONDAY
        assert (await tx.as_(house.anna).payment_stories.undo_change(first.event_id)).due_on == FRIDAY


async def test_cancelling_amount_and_probability_go_back_too(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        said = await tx.as_(house.anna).payment_changes.change_probability(payment.id, 95)
        more = await tx.as_(house.anna).payment_changes.change_amount(payment.id, 200 * THOUSAND)
        gone = await tx.as_(house.anna).payment_changes.cancel(payment.id, WHY)

        opened = await tx.as_(house.anna).payment_stories.undo_change(gone.event_id)
        assert (opened.status, opened.is_open) == (PaymentStatus.OPEN, True)
        assert (await tx.as_(house.anna).payment_stories.undo_change(more.event_id)).amount == 150 * THOUSAND
        as_it_was = await tx.as_(house.anna).payment_stories.undo_change(said.event_id)
        assert (as_it_was.probability, as_it_was.probability_manual) == (50, False)


async def test_what_a_payment_was_created_with_is_no_change_to_take_back(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        created = (await tx.as_(house.anna).payment_stories.events(payment.id))[0]
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).payment_stories.undo_change(created.id)


async def test_undo_takes_back_the_latest_first(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    kinds = []
    async with house.write() as tx:
        for step in range(3):
            house.clock.advance(minutes=1)
            if step == 0:
                await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, WHY)
            elif step == 1:
                await tx.as_(house.anna).receipts.record(NewFact(client.id, THOUSAND, FRIDAY))
            else:
                call = NewActivity(client.id, ActivityType.CALL, house.clock.now(), CallOutcome.TALKED)
                await tx.as_(house.anna).activities.log(call)
        while (deed := await tx.as_(house.anna).undoable.last()) is not None:
            assert deed.client_name == "Ромашка"
            kinds.append(deed.kind)
            match deed.kind:
                case UndoableKind.ACTIVITY:
                    await tx.as_(house.anna).activity_changes.undo(deed.id)
                case UndoableKind.RECEIPT:
                    await tx.as_(house.anna).receipts.undo(deed.id)
                case UndoableKind.CHANGE:
                    await tx.as_(house.anna).payment_stories.undo_change(deed.id)
                case UndoableKind.PAYMENT:
                    await tx.as_(house.anna).payment_stories.undo_payment(deed.id)
    assert kinds == [UndoableKind.ACTIVITY, UndoableKind.RECEIPT, UndoableKind.CHANGE, UndoableKind.PAYMENT]


async def test_undo_sees_only_ones_own_deeds(house: House) -> None:
    client = await house.client(house.anna)
    await house.awaits(client)
    async with house.write() as tx:
        assert await tx.as_(house.olga).undoable.last() is None
        receipt = await tx.as_(house.olga).receipts.record(NewFact(client.id, THOUSAND, FRIDAY))
        deed = await tx.as_(house.olga).undoable.last()
    assert deed is not None
    assert (deed.kind, deed.id, deed.amount) == (UndoableKind.RECEIPT, receipt.id, THOUSAND)


async def test_a_receipt_over_several_payments_is_one_deed(house: House) -> None:
    client = await house.client(house.anna)
    ids = tuple([(await house.awaits(client, 50 * THOUSAND)).id for _ in range(3)])
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.record(NewFact(client.id, 150 * THOUSAND, FRIDAY, ids))
        deed = await tx.as_(house.anna).undoable.last()
    assert deed is not None
    assert deed.amount == 150 * THOUSAND


async def test_a_call_taken_back_counts_no_more(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        call = await tx.as_(house.anna).activities.log(NewActivity(client.id, ActivityType.CALL, house.clock.now()))
        assert await tx.as_(house.anna).activity_changes.undo(call.id) is None
        assert await tx.as_(house.anna).activities.of_day(None, FRIDAY) == []
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).activities.get(call.id)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).activity_changes.undo(call.id)


@pytest.mark.parametrize("closed", ["done", "cancelled"])
async def test_a_plan_closed_by_mistake_is_planned_again_and_a_second_tap_leaves_it(house: House, closed: str) -> None:
    client = await house.client(house.anna)
    at = house.clock.now() + timedelta(days=3)
    async with house.write() as tx:
        plan = await tx.as_(house.anna).activities.plan(NewActivity(client.id, ActivityType.MEETING, at))
        house.clock.advance(minutes=1)
        if closed == "done":
            await tx.as_(house.anna).activity_changes.finish(plan.id, MeetingOutcome.AGREED, house.clock.now())
        else:
            await tx.as_(house.anna).activity_changes.cancel(plan.id)
        assert await tx.system.reminders.list_due(at) == []

        again = await tx.as_(house.anna).activity_changes.undo(plan.id)
        assert again is not None
        assert (again.is_planned, again.outcome, again.local_date) == (True, None, plan.local_date)
        assert len(await tx.system.reminders.list_due(at)) == 3
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).activity_changes.undo(plan.id)
        assert (await tx.as_(house.anna).activities.get(plan.id)).is_planned


async def test_a_plan_taken_back_reminds_nobody(house: House) -> None:
    client = await house.client(house.anna)
    at = house.clock.now() + timedelta(days=3)
    async with house.write() as tx:
        plan = await tx.as_(house.anna).activities.plan(NewActivity(client.id, ActivityType.MEETING, at))
        assert await tx.as_(house.anna).activity_changes.undo(plan.id) is None
        assert await tx.system.reminders.list_due(at) == []
