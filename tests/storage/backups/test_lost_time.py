"""What a restored database lays down, on both databases: rows that waited, dialogs, reminders, and the lost times."""

from datetime import timedelta

from sqlalchemy import text

from storage.queues.messages import NewMessage
from storage.queues.wire import MOST_SPANS
from storage.transaction import Transaction
from tests.storage.house import House


async def put(house: House, key: str, **more: object) -> None:
    message = NewMessage(key, 101, content={"text": key}, **more)  # type: ignore[arg-type]
    await house.does(lambda tx: tx.system.outbox.put(message))


async def states(house: House) -> dict[str, str]:
    async with house.read() as tx:
        rows = await tx.session.execute(text("SELECT key, state FROM outbox"))
        return {row.key: row.state for row in rows}


async def send(tx: Transaction, key: str, message_id: int) -> None:
    (item,) = [each for each in await tx.system.sending.list_due() if each.key == key]
    claimed = await tx.system.sending.claim(item.id)
    assert claimed is not None
    await tx.system.sending.note_delivered(claimed, message_id)


async def test_nothing_that_waited_goes_out_and_what_stands_can_be_edited_later(house: House) -> None:
    for key in ("sent", "edited", "claimed", "waiting"):
        await put(house, key)
    for number, key in enumerate(("sent", "edited"), start=7):
        await house.does(lambda tx, key=key, number=number: send(tx, key, number))
    await put(house, "edited")
    async with house.write() as tx:
        (held,) = [each for each in await tx.system.sending.list_due() if each.key == "claimed"]
        await tx.system.sending.claim(held.id)

    await house.does(lambda tx: tx.system.outbox.lay_down())

    assert await states(house) == {"sent": "sent", "edited": "sent", "claimed": "dropped", "waiting": "dropped"}
    async with house.read() as tx:
        assert await tx.system.sending.list_due() == []
        assert await tx.system.sending.orphans() == []
    await put(house, "edited")
    async with house.read() as tx:
        assert [(each.key, each.message_id) for each in await tx.system.sending.list_due()] == [("edited", 8)]


async def test_all_dialogs_are_closed_and_their_numbers_go_on(house: House) -> None:
    for actor in (house.anna, house.boris):
        await house.does(lambda tx, actor=actor: tx.as_(actor).dialogs.open("pay", "client", {"draft_id": "x"}))

    await house.does(lambda tx: tx.system.dialogs.close_all())

    async with house.read() as tx:
        assert await tx.as_(house.anna).dialogs.current() is None
        assert await tx.as_(house.boris).dialogs.current() is None
    opened = await house.does(lambda tx: tx.as_(house.anna).dialogs.open("pay", "client", {}))
    assert opened.number == 2


async def test_lost_times_are_remembered_in_their_order_and_not_without_end(house: House) -> None:
    at = house.clock.now()
    for n in range(MOST_SPANS + 5):
        span = (at + timedelta(days=n), at + timedelta(days=n, hours=1))
        await house.does(lambda tx, span=span: tx.system.wire.add_lost_span(*span))

    async with house.read() as tx:
        spans = await tx.system.wire.list_lost_spans()

    assert len(spans) == MOST_SPANS
    assert spans[-1] == (at + timedelta(days=MOST_SPANS + 4), at + timedelta(days=MOST_SPANS + 4, hours=1))
    assert spans == sorted(spans)


async def test_a_database_that_was_never_restored_has_lost_nothing(house: House) -> None:
    async with house.read() as tx:
        assert await tx.system.wire.list_lost_spans() == []
