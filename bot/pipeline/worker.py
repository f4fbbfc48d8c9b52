"""
From the inbox through a handler to the outbox, in one transaction: effects, dialog, replies and «done» together.

Updates of one chat go in order. On PostgreSQL chats run in parallel, each under an advisory lock, which holds also
while a process that has lost the poller's lock finishes beside its heir. SQLite has one writer, and so one worker.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import text

from bot.delivery.courier import Ready
from bot.metrics import HANDLED, HANDLER_SECONDS
from bot.pipeline.conversation import Conversation, Heard, UndecodableError
from storage.database import Database
from storage.engine.trouble import is_database_trouble
from storage.queues.inbox import InboxItem, NewItem
from storage.transaction import Transaction

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0

HANDS = 4
"""On PostgreSQL: chats in hand at once. Well under the pool, which the delivery needs too."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is left to do after the commit: the toast, and the reply that may leave at once."""

    heard: Heard
    first: Ready | None


class Queue(Protocol):
    """Of what is on its way out: bot.delivery.delivery."""

    def held(self, chat_id: int) -> AbstractContextManager[bool]: ...

    async def claim(self, tx: Transaction, chat_id: int) -> Ready | None: ...

    def go(self, ready: Ready) -> None: ...


class Worker:
    def __init__(
        self,
        database: Database,
        conversation: Conversation,
        done: Callable[[Heard | None], None],
        queue: Queue,
    ) -> None:
        self._database = database
        self._conversation = conversation
        self._done = done
        self._queue = queue
        self._wake = asyncio.Event()

    def wake(self) -> None:
        self._wake.set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until told to stop, and woken to hear it; the items in hand are finished."""
        async with asyncio.TaskGroup() as hands:
            for _ in range(1 if self._database.is_sqlite else HANDS):
                hands.create_task(self._hand(stopping), name="worker")

    async def _hand(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            self._wake.clear()
            try:
                worked = await self.round()
            except Exception as error:
                if not is_database_trouble(error):
                    raise
                log.warning("the database did not answer: %s", type(error).__name__)
                worked = False
                await asyncio.sleep(IDLE_SECONDS)
            if not worked:
                await self._rest()

    async def drain(self) -> bool:
        """Do all that waits; whether there was anything."""
        worked = False
        while await self.round():
            worked = True
        return worked

    async def round(self) -> bool:
        """Do the first item of every chat that waits; whether there was any."""
        async with self._database.read() as tx:
            heads = await tx.inbox.heads()
        done = [await self._do(item) for item in heads]
        return any(done)

    async def at_once(self, new: NewItem) -> bool:
        """Store an update and do it, in one transaction; False where it was not even stored.

        So an answer leaves after one commit and not after three. Whatever fails takes the storing back with it: the
        update is then stored alone, and met again in `round`, where its tries are counted.
        """
        try:
            with self._queue.held(new.chat_id) as is_free:
                async with self._database.write() as tx:
                    await tx.inbox.store([new])
                    item = await tx.inbox.head_of(new.chat_id)
                    if item is None or item.update_id != new.update_id or not await self._mine(tx, item):
                        self.wake()
                        return True  # known already, or others of this chat wait before it
                    said = await self._said(tx, item, is_free=is_free)
                self._told(said)
        except Exception as error:
            if is_database_trouble(error):
                raise
            log.warning("update %s was not done at once: %s", new.update_id, type(error).__name__)
            return False
        return True

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):
                await self._wake.wait()

    async def _do(self, item: InboxItem) -> bool:
        try:
            return await self._handle(item)
        except UndecodableError as error:
            log.error("update %s cannot be decoded: %s", item.update_id, error)  # noqa: TRY400  nothing to trace
            async with self._database.write() as tx:
                await tx.inbox.bury(item.id, str(error))
        except Exception as error:
            if is_database_trouble(error):  # not a try: the item waits where it is
                raise
            log.exception("update %s failed", item.update_id)
            await self._failed(item, type(error).__name__)
        return True

    async def _handle(self, item: InboxItem) -> bool:
        with self._queue.held(item.chat_id) as is_free:
            async with self._database.write() as tx:
                if not await self._mine(tx, item):
                    return False
                said = await self._said(tx, item, is_free=is_free)
            self._told(said)
        return True

    async def _said(self, tx: Transaction, item: InboxItem, *, is_free: bool) -> Said:
        begun = time.perf_counter()
        heard = await self._conversation.hear(tx, item)
        first = await self._queue.claim(tx, item.chat_id) if is_free else None
        HANDLER_SECONDS.observe(time.perf_counter() - begun)
        return Said(heard, first)

    def _told(self, said: Said) -> None:
        """After the commit."""
        HANDLED.labels("done").inc()
        if said.first is not None:
            self._queue.go(said.first)
        self._done(said.heard)

    async def _mine(self, tx: Transaction, item: InboxItem) -> bool:
        """Take the chat (PostgreSQL) and the item; False when another worker has either."""
        if not self._database.is_sqlite:
            lock = text("SELECT pg_try_advisory_xact_lock(:chat)")
            if not await tx.session.scalar(lock, {"chat": item.chat_id}):
                return False
        return await tx.inbox.claim(item.id)

    async def _failed(self, item: InboxItem, error: str) -> None:
        HANDLED.labels("failed").inc()
        async with self._database.write() as tx:
            if await tx.inbox.failed(item.id, error):
                await self._conversation.apologise(tx, item)
        self._done(None)
