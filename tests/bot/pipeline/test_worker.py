"""From the inbox through a handler to the outbox: order, tries, and what counts as one."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.delivery.caller import Caller
from bot.delivery.outgoing import Outgoing
from bot.delivery.pacing import Pace
from bot.delivery.sender import Claimed, Sender
from bot.pipeline.conversation import Handled, UndecodableError
from bot.pipeline.worker import Worker
from bot.signals import Signals
from bot.telegram.telegram import DeafBot
from sales.door.sources import ItemSource
from storage.database import Database
from storage.queues.inbox import InboxItem, NewItem
from storage.queues.messages import BULK, NewMessage
from storage.transaction import Transaction
from tests.clock import MovableClock

DEAF = DeafBot("42:token", "reper_bot")
"""Nobody is called."""
Hear = Callable[[Transaction, InboxItem], Awaitable[None]]


class Listener:
    """In the conversation's place: hears items, and fails where it is told to."""

    def __init__(self, hear: Hear | None = None) -> None:
        self._hear = hear
        self.heard: list[tuple[int, str]] = []
        self.sorry: list[int] = []

    async def handle(self, tx: Transaction, item: InboxItem) -> Handled:
        if self._hear is not None:
            await self._hear(tx, item)
        self.heard.append((item.chat_id, said(item)))
        return Handled()

    def of(self, chat: int) -> list[str]:
        return [words for where, words in self.heard if where == chat]

    async def apologise(self, _tx: Transaction, item: InboxItem) -> None:
        self.sorry.append(item.id)


def said(item: InboxItem) -> str:
    return str(json.loads(item.payload)["text"])


class NotingSender(Sender):
    """Claims what it is to send, and only notes it."""

    def __init__(self, database: Database, pace: Pace) -> None:
        super().__init__(database, Caller(DEAF, pace), pace, Signals(), "ru")
        self.gone: list[str] = []

    async def send_reply(self, claimed: Claimed) -> None:
        self.gone.append(claimed.item.key)


class Exit:
    """What is on its way out, where these chats rest."""

    def __init__(self, database: Database, *resting: int) -> None:
        pace = Pace(overall=0, chat_seconds=3600)
        for chat in resting:
            pace.note_call(chat)
        self.sender = NotingSender(database, pace)
        self.outgoing = Outgoing(database, self.sender, Caller(DEAF, pace), pace, Signals())
        self.outgoing.is_open = True

    async def gone(self) -> list[str]:
        await self.outgoing.finish(5)
        return self.sender.gone


def worker(database: Database, listener: Listener, out: Exit | None = None) -> Worker:
    return Worker(database, listener, (out or Exit(database)).outgoing, Signals())  # type: ignore[arg-type]


def answers(**more: Any) -> Hear:
    """Each item with a message of its own name."""

    async def hear(tx: Transaction, item: InboxItem) -> None:
        await tx.system.outbox.put(NewMessage(f"to:{said(item)}", item.chat_id, content={}, **more))

    return hear


def new(update_id: int, words: str, chat: int = 1) -> NewItem:
    return NewItem(update_id, chat, {"text": words})


async def store(database: Database, *items: tuple[int, str]) -> None:
    async with database.write() as tx:
        known = await tx.session.scalar(text("SELECT coalesce(max(update_id), 0) FROM inbox"))
        news = [NewItem(known + n, chat, {"text": words}) for n, (chat, words) in enumerate(items, start=1)]
        await tx.system.inbox.store(news)


async def states(database: Database) -> list[tuple[str, int]]:
    async with database.read() as tx:
        rows = await tx.session.execute(text("SELECT state, tries FROM inbox ORDER BY id"))
        return [(row.state, row.tries) for row in rows]


def fails_for(word: str, error: Exception, times: int = 99) -> Hear:
    left = [times]

    async def hear(_tx: Transaction, item: InboxItem) -> None:
        if word == said(item) and left[0]:
            left[0] -= 1
            raise error

    return hear


async def test_each_chat_is_heard_in_its_order(database: Database) -> None:
    await store(database, (1, "раз"), (2, "раз"), (1, "два"), (2, "два"), (1, "три"))
    listener = Listener()

    await worker(database, listener).drain()

    assert listener.of(1) == ["раз", "два", "три"]
    assert listener.of(2) == ["раз", "два"]


async def test_who_writes_while_many_knock_at_the_door_waits_for_one_of_them(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("there each turn takes one chat's item, and who works here goes first")
    knocks = [NewItem(None, -n, {"text": "звонок"}, ItemSource.PBX, f"{n}") for n in range(1, 6)]
    async with database.write() as tx:
        await tx.system.inbox.store(knocks)

    async def hear(tx: Transaction, item: InboxItem) -> None:
        if item.chat_id == -1:
            await tx.system.inbox.store([new(1, "раз")])

    listener = Listener(hear)
    await worker(database, listener).drain()

    order = [chat for chat, _words in listener.heard]
    assert sorted(order) == [-5, -4, -3, -2, -1, 1]
    assert order.index(1) <= 2


async def test_an_item_that_rests_after_a_failure_holds_its_chat_and_no_other(
    database: Database, clock: MovableClock
) -> None:
    await store(database, (1, "беда"), (1, "потом"), (2, "раз"))
    listener = Listener(fails_for("беда", ValueError(), times=1))
    bot = worker(database, listener)

    await bot.drain()
    assert listener.heard == [(2, "раз")]

    clock.advance(seconds=3)
    await bot.drain()
    assert listener.heard == [(2, "раз"), (1, "беда"), (1, "потом")]


async def test_what_fails_five_times_is_dead_and_said_once_and_the_chat_goes_on(
    database: Database, clock: MovableClock
) -> None:
    await store(database, (1, "беда"), (1, "потом"))
    listener = Listener(fails_for("беда", ValueError()))
    bot = worker(database, listener)

    for _ in range(8):
        await bot.drain()
        clock.advance(seconds=3)

    assert await states(database) == [("dead", 5), ("done", 0)]
    assert len(listener.sorry) == 1
    assert listener.heard == [(1, "потом")]


async def test_what_a_failing_handler_wrote_is_undone(database: Database) -> None:
    async def hear(tx: Transaction, _item: InboxItem) -> None:
        await tx.system.wire.set("half", {"done": True})
        raise ValueError

    await store(database, (1, "беда"))

    await worker(database, Listener(hear)).drain()

    async with database.read() as tx:
        assert await tx.system.wire.get("half") is None
    assert await states(database) == [("pending", 1)]


async def test_what_cannot_be_decoded_is_dead_at_once(database: Database) -> None:
    await store(database, (1, "беда"), (1, "потом"))
    listener = Listener(fails_for("беда", UndecodableError("ValidationError")))

    await worker(database, listener).drain()

    assert await states(database) == [("dead", 0), ("done", 0)]
    assert listener.sorry == []


async def test_a_broken_constraint_is_a_try(database: Database) -> None:
    async def hear(tx: Transaction, _item: InboxItem) -> None:
        await tx.session.execute(text("UPDATE people SET role = NULL"))

    await store(database, (1, "беда"))

    await worker(database, Listener(hear)).drain()

    assert await states(database) == [("pending", 1)]


async def test_a_wrong_statement_is_a_try(database: Database) -> None:
    """On SQLite it is an OperationalError, as a locked database is: waiting for it blocked everybody for ever."""

    async def hear(tx: Transaction, _item: InboxItem) -> None:
        await tx.session.execute(text("SELECT nothing FROM nowhere"))

    await store(database, (1, "беда"), (2, "раз"))

    await worker(database, Listener(hear)).drain()

    assert await states(database) == [("pending", 1), ("pending", 1)]


@pytest.mark.parametrize("code", [5, 6, 261, 13, 10, 8])
async def test_database_trouble_is_not_a_try(code: int, database: Database) -> None:
    class LockedError(Exception):
        sqlite_errorcode = code

    await store(database, (1, "раз"))
    listener = Listener(fails_for("раз", OperationalError("", {}, LockedError()), times=1))
    bot = worker(database, listener)

    with pytest.raises(DBAPIError):
        await bot.drain()
    await bot.drain()

    assert listener.heard == [(1, "раз")]
    assert await states(database) == [("done", 0)]


@pytest.mark.parametrize("state", ["08006", "40001", "40P01", "53300", "57P01", "55P03", "58030"])
async def test_nor_is_that_of_postgres(state: str, database: Database) -> None:
    class GoneError(Exception):
        sqlstate = state

    await store(database, (1, "раз"))
    listener = Listener(fails_for("раз", DBAPIError("", {}, GoneError()), times=1))

    with pytest.raises(DBAPIError):
        await worker(database, listener).drain()

    assert await states(database) == [("pending", 0)]


async def test_a_running_worker_waits_trouble_out_and_stops_after_the_item_in_hand(database: Database) -> None:
    entered, stopping = asyncio.Event(), asyncio.Event()

    async def hear(_tx: Transaction, _item: InboxItem) -> None:
        entered.set()
        await stopping.wait()

    await store(database, (1, "раз"))
    listener = Listener(hear)
    task = asyncio.create_task(worker(database, listener).run(stopping))
    await entered.wait()

    stopping.set()
    await task

    assert await states(database) == [("done", 0)]


async def test_two_workers_keep_the_order_of_each_chat(database: Database) -> None:
    """On PostgreSQL they are two replicas; on SQLite, two that should not be there at once, and do no harm."""
    together: dict[int, int] = {}

    async def hear(_tx: Transaction, item: InboxItem) -> None:
        together[item.chat_id] = together.get(item.chat_id, 0) + 1
        assert together[item.chat_id] == 1, "two of one chat at once"
        await asyncio.sleep(0)
        together[item.chat_id] -= 1

    await store(database, *[(chat, str(number)) for number in range(6) for chat in range(1, 6)])
    listener = Listener(hear)
    stopping = asyncio.Event()
    runs = [asyncio.create_task(worker(database, listener).run(stopping)) for _ in range(2)]
    async with asyncio.timeout(30):
        while len(listener.heard) < 30:  # noqa: ASYNC110  rows have no event
            await asyncio.sleep(0.01)
    stopping.set()
    await asyncio.gather(*runs)

    for chat in range(1, 6):
        assert listener.of(chat) == [str(number) for number in range(6)]
    assert {state for state, _ in await states(database)} == {"done"}


async def test_on_postgres_a_slow_chat_holds_up_no_other(postgres_database: Database) -> None:
    slow = asyncio.Event()

    async def hear(_tx: Transaction, item: InboxItem) -> None:
        if item.chat_id == 1:
            await slow.wait()

    await store(postgres_database, (1, "раз"), (2, "раз"), (3, "раз"), (2, "два"))
    listener = Listener(hear)
    stopping = asyncio.Event()
    run = asyncio.create_task(worker(postgres_database, listener).run(stopping))
    async with asyncio.timeout(30):
        while len(listener.heard) < 3:  # noqa: ASYNC110  rows have no event
            await asyncio.sleep(0.01)

    assert sorted(listener.heard) == [(2, "два"), (2, "раз"), (3, "раз")]
    slow.set()
    stopping.set()
    await run
    assert (1, "раз") in listener.heard


async def test_a_reply_is_claimed_by_the_transaction_that_makes_it(database: Database) -> None:
    await store(database, (1, "раз"), (2, "два"))
    out = Exit(database, 2)

    await worker(database, Listener(answers()), out).drain()

    assert await out.gone() == ["to:раз"]
    async with database.read() as tx:
        assert [item.chat_id for item in await tx.system.sending.orphans()] == [1]


@pytest.mark.parametrize("more", [{"lane": BULK}, {"view": "svod_book"}])
async def test_a_summary_and_a_file_take_their_turn(database: Database, more: dict[str, Any]) -> None:
    await store(database, (1, "раз"))
    out = Exit(database)

    await worker(database, Listener(answers(**more)), out).drain()

    assert await out.gone() == []


async def test_an_earlier_reply_of_the_chat_goes_before(database: Database) -> None:
    async with database.write() as tx:
        await tx.system.outbox.put(NewMessage("to:earlier", 1, content={}))
    await store(database, (1, "раз"))
    out = Exit(database)

    await worker(database, Listener(answers()), out).drain()

    assert await out.gone() == ["to:earlier"]


async def test_one_is_stored_and_done_in_one_transaction(database: Database) -> None:
    out, listener = Exit(database), Listener(answers())

    assert await worker(database, listener, out).handle_new(new(7, "раз"))

    assert listener.heard == [(1, "раз")]
    assert await out.gone() == ["to:раз"]
    assert await states(database) == [("done", 0)]


async def test_what_waits_before_it_in_its_chat_is_done_before_it(database: Database) -> None:
    await store(database, (1, "раз"), (2, "раз"))
    listener = Listener()
    bot = worker(database, listener)

    assert await bot.handle_new(new(7, "два"))
    assert listener.heard == []
    await bot.drain()

    assert listener.of(1) == ["раз", "два"]


async def test_what_is_known_already_is_not_done_again(database: Database) -> None:
    listener = Listener()
    bot = worker(database, listener)

    assert await bot.handle_new(new(7, "раз"))
    assert await bot.handle_new(new(7, "раз"))

    assert listener.heard == [(1, "раз")]


@pytest.mark.parametrize("error", [ValueError(), UndecodableError("ValidationError")])
async def test_what_fails_at_once_is_not_stored_and_nothing_leaves(database: Database, error: Exception) -> None:
    """The poller stores it alone then, and its tries are counted as those of any other."""

    async def hear(tx: Transaction, item: InboxItem) -> None:
        await answers()(tx, item)
        raise error

    out = Exit(database)

    assert not await worker(database, Listener(hear), out).handle_new(new(7, "беда"))

    assert await out.gone() == []
    assert out.outgoing.chats == set()
    assert await states(database) == []


async def test_database_trouble_at_once_is_the_pollers(database: Database) -> None:
    class LockedError(Exception):
        sqlite_errorcode = 5

    listener = Listener(fails_for("раз", OperationalError("", {}, LockedError())))

    with pytest.raises(DBAPIError):
        await worker(database, listener).handle_new(new(7, "раз"))
