"""Since when something waits, as the health asks both databases."""

from datetime import timedelta

from storage.queues.inbox import NewItem
from storage.queues.messages import NewMessage
from tests.storage.house import House

MINUTE = timedelta(minutes=1)


async def test_nothing_waits_since_never(house: House) -> None:
    async with house.read() as tx:
        assert await tx.system.inbox.waiting_since() is None
        assert await tx.system.outbox.overdue_since() is None


async def test_the_oldest_update_that_is_not_done_says_since_when(house: House) -> None:
    began = house.clock.now()
    for number in (1, 2, 3):
        await house.does(lambda tx, number=number: tx.system.inbox.store([NewItem(number, 7, {})]))
        house.clock.advance(minutes=1)
    async with house.write() as tx:
        first = (await tx.system.inbox.heads())[0]
        await tx.system.inbox.claim(first.id, first.chat_id)

    async with house.read() as tx:
        assert await tx.system.inbox.waiting_since() == began + MINUTE


async def test_a_message_is_overdue_from_when_it_might_have_gone_out(house: House) -> None:
    began = house.clock.now()
    await house.does(lambda tx: tx.system.outbox.put(NewMessage("a", 7, content={"text": "a"})))
    async with house.write() as tx:
        (item,) = await tx.system.sending.list_due()
        claimed = await tx.system.sending.claim(item.id)
        assert claimed is not None
        assert await tx.system.outbox.overdue_since() is None, "it is in the air"
        await tx.system.sending.retry(claimed, began + 5 * MINUTE, "later")
        assert await tx.system.outbox.overdue_since() is None, "it rests"
    house.clock.advance(minutes=7)

    async with house.read() as tx:
        assert await tx.system.outbox.overdue_since() == began + 5 * MINUTE
