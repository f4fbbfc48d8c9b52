"""What became of one's payments while one was away, on both databases."""

from datetime import date

from sales.activities.activities import ActivityType, CallOutcome
from sales.payments.payments import MoveReason
from storage.activities.activities import NewActivity
from storage.payments.receipts import NewFact
from tests.clock import FRIDAY, moscow
from tests.storage.house import THOUSAND, House

MONDAY = date(2026, 11, 23)


async def test_money_moves_and_calls_of_those_days_are_counted_for_their_owner_only(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.record(NewFact(client.id, 50 * THOUSAND, FRIDAY, (payment.id,)))
        await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, MoveReason.CLIENT_MOVED)
        call = NewActivity(client.id, ActivityType.CALL, moscow("11:00"), CallOutcome.TALKED)
        await tx.as_(house.anna).activities.log(call)

    async with house.read() as tx:
        found = await tx.as_(house.anna).meanwhile.of(FRIDAY, FRIDAY)
        assert ([fact.amount for fact in found.facts], found.moved, found.cancelled, found.done) == (
            [50 * THOUSAND],
            1,
            0,
            1,
        )
        assert (await tx.as_(house.boris).meanwhile.of(FRIDAY, FRIDAY)).is_empty
        assert (await tx.as_(house.anna).meanwhile.of(MONDAY, MONDAY)).is_empty


async def test_what_was_taken_back_has_not_happened_meanwhile(house: House) -> None:
    client = await house.client(house.anna)
    one, other = await house.awaits(client), await house.awaits(client)
    async with house.write() as tx:
        mine = tx.as_(house.anna)
        call = NewActivity(client.id, ActivityType.CALL, moscow("11:00"), CallOutcome.TALKED)
        await mine.activity_changes.undo((await mine.activities.log(call)).id)
        for made in (
            await mine.payment_changes.move(one.id, MONDAY, MoveReason.CLIENT_MOVED),
            await mine.payment_changes.cancel(other.id, MoveReason.NO_MONEY),
        ):
            await mine.payment_stories.undo_change(made.event_id)

    async with house.read() as tx:
        assert (await tx.as_(house.anna).meanwhile.of(FRIDAY, FRIDAY)).is_empty
