"""The parts at work together in one loop: begun, stopped, broken off."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.operations.chores import tidy
from bot.running import run
from bot.telegram.lock import LockLostError
from bot.telegram.telegram import WrongTokenError
from storage.queues.inbox import NewItem
from storage.queues.messages import NewMessage
from tests.town import Town


@asynccontextmanager
async def working(town: Town) -> AsyncIterator[asyncio.Event]:
    """The whole bot on the town's parts, until the block ends."""
    stopping, ready = asyncio.Event(), asyncio.Event()

    async def is_ready() -> None:
        ready.set()

    task = asyncio.create_task(run(town.parts, stopping, is_ready))
    async with asyncio.timeout(60):
        await ready.wait()
        yield stopping
        stopping.set()
        await task


async def test_what_is_typed_is_answered_without_anybody_settling_it(town: Town) -> None:
    anna = await town.manager("Анна")

    async with working(town):
        await anna.phone.types("/menu")
        answer = await anna.phone.sees("", after=await anna.phone.last())

    assert answer.by_bot


async def test_told_to_stop_it_finishes_the_item_in_hand(town: Town) -> None:
    anna = await town.manager("Анна")
    async with working(town) as stopping:
        await anna.phone.types("/help")
        async with asyncio.timeout(30):
            while not await _done(town):  # noqa: ASYNC110  rows have no event
                await asyncio.sleep(0.01)
        stopping.set()

    async with town.database.read() as tx:
        assert await tx.session.scalar(text("SELECT count(*) FROM outbox WHERE claimed_at IS NOT NULL")) == 0


async def _done(town: Town) -> bool:
    async with town.database.read() as tx:
        return await tx.system.inbox.pending() == 0


@pytest.mark.parametrize("error", [WrongTokenError(), LockLostError("gone"), ZeroDivisionError()])
async def test_when_one_part_breaks_off_the_others_are_wound_down(error: Exception, town: Town) -> None:
    async def breaks() -> None:
        raise error

    town.parts.intake.run = breaks  # type: ignore[method-assign]

    async with asyncio.timeout(60):
        with pytest.raises(type(error)):
            await run(town.parts, asyncio.Event())

    names = {task.get_name() for task in asyncio.all_tasks()}
    assert not names & {"intake", "worker", "delivery", "lock"}


async def test_a_look_at_the_clock_that_fails_does_not_stop_the_bot(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails() -> None:
        raise ZeroDivisionError

    town.parts.ticker.tick = fails  # type: ignore[method-assign]

    await town.parts.ticker.look()

    assert "a look at the clock failed" in caplog.text


async def test_old_mail_is_thrown_out_at_night_and_what_waits_is_kept(town: Town) -> None:
    async with town.database.write() as tx:
        await tx.system.inbox.store([NewItem(number, 7, {"text": "старое"}) for number in (1, 2, 3)])
        await tx.session.execute(text("UPDATE inbox SET state = 'done' WHERE update_id IN (1, 2)"))
        await tx.system.outbox.put(NewMessage("sent", 7, content={"text": "старое"}))
        await tx.session.execute(text("UPDATE outbox SET state = 'sent' WHERE key = 'sent'"))
        await tx.system.outbox.put(NewMessage("waiting", 7, content={"text": "ждёт"}))
    await town.clock.jump(timedelta(days=20))

    await tidy(town.database)

    async with town.database.read() as tx:
        assert (await tx.session.scalars(text("SELECT update_id FROM inbox WHERE update_id < 4"))).all() == [3]
        keys = (await tx.session.scalars(text("SELECT key FROM outbox WHERE chat_id = 7"))).all()
        assert keys == ["waiting"]
    async with town.database.write() as tx:
        await tx.session.execute(text("DELETE FROM outbox"))
        await tx.session.execute(text("DELETE FROM inbox"))


async def test_numbers_of_the_inbox_are_never_given_twice(town: Town) -> None:
    """From an empty table SQLite numbers from 1: «reply:1:0» was an old message, in somebody else's chat."""
    stranger = await town.stranger()
    await stranger.types("привет")
    await town.clock.jump(timedelta(days=4))
    await tidy(town.database)

    await stranger.types("снова привет")

    assert len(await stranger.messages()) == 2
