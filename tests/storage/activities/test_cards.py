"""What the cards of records ask of the database: the day that is kept, likely sums, the next step, where a card is."""

from datetime import date, timedelta

import pytest

from reports.payments.payment_card import PaymentCard
from sales.activities.activities import ActivityType
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.payments.payments import MoveReason, PaymentEventKind
from storage.activities.activities import NewActivity
from storage.payments.payments import NewPayment
from storage.queues.messages import NewMessage
from tests.clock import FRIDAY
from tests.drawn import StoredRow
from tests.storage.house import THOUSAND, House

SATURDAY, MONDAY = date(2026, 11, 21), date(2026, 11, 23)


async def test_a_day_that_is_kept_is_no_move(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna), on=MONDAY)
    async with house.write() as tx:
        kept = (await tx.as_(house.anna).payment_changes.keep_day(payment.id, SATURDAY)).payment
        story = await tx.as_(house.anna).payment_stories.events(payment.id)
    assert (kept.due_on, kept.first_due_on, kept.moves) == (SATURDAY, SATURDAY, 0)
    assert [each.kind for each in story] == [PaymentEventKind.CREATED, PaymentEventKind.DAY_KEPT]


async def test_the_first_date_of_a_moved_payment_stays(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna), on=FRIDAY)
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, MoveReason.NO_MONEY)
        kept = (await tx.as_(house.anna).payment_changes.keep_day(payment.id, SATURDAY)).payment
    assert (kept.due_on, kept.first_due_on, kept.moves) == (SATURDAY, FRIDAY, 1)


async def test_a_day_is_kept_once_and_only_of_ones_own(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna), on=MONDAY)
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.keep_day(payment.id, SATURDAY)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).payment_changes.keep_day(payment.id, SATURDAY)
        with pytest.raises(NotYoursError):
            await tx.as_(house.boris).payment_changes.keep_day(payment.id, MONDAY)


async def test_the_last_payments_of_a_client_come_first(house: House) -> None:
    client, other = await house.client(house.anna), await house.client(house.anna, "Вектор")
    async with house.write() as tx:
        for number in range(1, 5):
            await tx.as_(house.anna).payments.expect(NewPayment(client.id, number * THOUSAND, FRIDAY))
        await tx.as_(house.anna).payments.expect(NewPayment(other.id, 9 * THOUSAND, FRIDAY))
        recent = await tx.as_(house.anna).payments.recent_of(client.id, 3)
        foreign = await tx.as_(house.boris).payments.recent_of(client.id)
    assert [each.amount for each in recent] == [4 * THOUSAND, 3 * THOUSAND, 2 * THOUSAND]
    assert foreign == []


async def test_a_next_step_is_found_by_what_it_follows(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        now = tx.clock.now()
        call = await tx.as_(house.anna).activities.log(NewActivity(client.id, ActivityType.CALL, now))
        assert await tx.as_(house.anna).activities.follow_up(call.id) is None
        later = NewActivity(client.id, ActivityType.CALL, now + timedelta(days=3), follows_id=call.id)
        step = await tx.as_(house.anna).activities.plan(later)
        assert await tx.as_(house.anna).activities.follow_up(call.id) == step
        await tx.as_(house.anna).activity_changes.undo(step.id)
        assert await tx.as_(house.anna).activities.follow_up(call.id) is None


async def test_the_cards_of_a_record_are_found_in_ones_own_chat(house: House) -> None:
    async with house.write() as tx:
        for key, chat, name, args, sent in (
            ("one", 1, "payment_card", {"payment_id": 7}, 10),
            ("two", 1, "payment_card", {"payment_id": 7, "said": "2026-11-21"}, 11),
            ("another payment", 1, "payment_card", {"payment_id": 8}, 12),
            ("another view", 1, "fact_card", {"receipt_id": 7}, 13),
            ("another chat", 2, "payment_card", {"payment_id": 7}, 14),
            ("not sent yet", 1, "payment_card", {"payment_id": 7}, None),
        ):
            await tx.system.outbox.put(NewMessage(key, chat, view=StoredRow(name, args), message_id=sent))
        found = await tx.system.outbox.keys_showing(1, PaymentCard(payment_id=7))
    assert sorted(found) == ["one", "two"]
