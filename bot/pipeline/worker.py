"""
From the inbox through a handler to the outbox, in one transaction: effects, dialog, replies and «done» together.

Updates of one chat go in order. On PostgreSQL chats run in parallel, each under an advisory lock, which holds also
while a process that has lost the poller's lock finishes beside its heir. SQLite has one writer, and so one worker.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeAlias

from bot.delivery.outgoing import Outgoing
from bot.in_hand import MOST_DEATHS, UPDATE, WorkInHand, update_in_hand
from bot.metrics import HANDLED, HANDLER_SECONDS
from bot.pipeline.conversation import Conversation, Handled, UndecodableError
from bot.signals import Bell, Signals
from sales.door.sources import ItemSource
from storage.database import Database
from storage.engine.connections.trouble import is_database_trouble
from storage.queues.inbox import InboxItem, NewItem
from storage.transaction import Transaction

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0

CHATS_AT_ONCE = 3
"""On PostgreSQL, beside one token of the door. Under the pool, which the delivery needs too."""

CHAT_BUSY_SECONDS = 0.02

Take: TypeAlias = Callable[[Transaction], Awaitable[InboxItem | None]]
"""What is to be handled of a chat, marked as done; None: nothing is, or another worker has it."""


class DeadlyError(Exception):
    """The item was in hand when the process died, twice."""


class Worker:
    """Does the items of the inbox: those of one chat in their order, each in one transaction with all it causes."""

    def __init__(
        self,
        database: Database,
        conversation: Conversation,
        outgoing: Outgoing,
        signals: Signals,
        in_hand: WorkInHand | None = None,
    ) -> None:
        self._database = database
        self._conversation = conversation
        self._outgoing = outgoing
        self._signals = signals
        self._in_hand = in_hand or WorkInHand()
        self._suspects: dict[int, InboxItem] = {}

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until told to stop, and woken to hear it; the items in hand are finished."""
        async with asyncio.TaskGroup() as group:
            for _ in range(1 if self._database.is_sqlite else CHATS_AT_ONCE):
                group.create_task(self._work(stopping, self._round, self._signals.inbox), name="worker")
            group.create_task(self._work(stopping, self._round_of_door, self._signals.door), name="worker")

    async def drain(self) -> bool:
        """Do all that waits; whether there was anything."""
        worked = False
        while await self._round() or await self._round_of_door() or await self._in_hand.finish_trials():
            worked = True
        return worked

    async def handle_new(self, new: NewItem) -> bool:
        """Store an update and handle it, in one transaction; False where it was not even stored.

        So an answer leaves after one commit and not after three. Whatever fails takes the storing back with it: the
        update is then stored alone, and met again in the queue, where its tries are counted.
        """

        async def take_new(tx: Transaction) -> InboxItem | None:
            return await tx.system.inbox.take_new(new)

        try:
            with self._signals.people.hold():
                handled = await self._handle(new.chat_id, take_new)
            if not handled:
                self._signals.inbox.set()  # known already, or others of this chat wait before it
        except Exception as error:
            if is_database_trouble(error):
                raise
            log.warning("update %s was not done at once: %s", new.update_id, type(error).__name__)
            return False
        return True

    async def _work(self, stopping: asyncio.Event, do_round: Callable[[], Awaitable[bool]], bell: Bell) -> None:
        while not stopping.is_set():
            bell.clear()
            try:
                worked = await do_round()
            except Exception as error:
                if not is_database_trouble(error):
                    raise
                log.warning("the database did not answer: %s", type(error).__name__)
                worked = False
                await asyncio.sleep(IDLE_SECONDS)
            if not worked:
                await _rest(bell)

    async def _round(self) -> bool:
        """Do the first item of every chat that waits, or of one, where others work beside us; whether there was any."""
        if not self._database.is_sqlite:
            with self._signals.people.hold():
                return await self._take_head()
        async with self._database.read() as tx:
            heads = await tx.system.inbox.heads()
        done = False
        for item in heads:
            with self._signals.people.hold():
                done |= await self._try(item)
        return done

    async def _round_of_door(self) -> bool:
        """One item that came in by the door: nobody waits for it, and whoever is waited for goes first."""
        await self._signals.people.give_way()
        if not self._database.is_sqlite:
            return await self._take_head(of_door=True)
        async with self._database.read() as tx:
            heads = await tx.system.inbox.heads(1, of_door=True)
        return any([await self._try(item) for item in heads])

    async def _take_head(self, *, of_door: bool = False) -> bool:
        """Of many workers in many processes each locks another chat's; whether there was any."""
        found: list[InboxItem] = []

        async def take(tx: Transaction) -> InboxItem | None:
            head = await tx.system.inbox.lock_head(self._list_suspects(), of_door=of_door)
            if head is None:
                return None
            found.append(head)
            return head if await tx.system.inbox.claim(head.id, head.chat_id) else None

        try:
            done = await self._handle(None if of_door else lambda: found[0].chat_id, take)
        except Exception as error:
            if not found:
                raise
            return await self._meet(found[0], error)
        if found and not done:  # an update that has just come is being done in that chat
            await asyncio.sleep(CHAT_BUSY_SECONDS)
        return bool(found)

    def _list_suspects(self) -> list[int]:
        """Of which it is being tried whether they end a process."""
        self._suspects = {
            item_id: item
            for item_id, item in self._suspects.items()
            if self._in_hand.find_verdict(_name(item), UPDATE, str(item.chat_id)) is None
        }
        return list(self._suspects)

    async def _try(self, item: InboxItem) -> bool:
        async def claim(tx: Transaction) -> InboxItem | None:
            return item if await tx.system.inbox.claim(item.id, item.chat_id) else None

        try:
            chat_id = item.chat_id if item.source is ItemSource.TELEGRAM else None
            return await self._handle(chat_id, claim)
        except Exception as error:  # noqa: BLE001  what is not the item's is raised again
            return await self._meet(item, error)

    async def _meet(self, item: InboxItem, failure: Exception) -> bool:
        """What has come of the item instead of being done; whether it may be looked at again at once."""
        if isinstance(failure, DeadlyError):
            return await self._meet_suspect(item)
        if isinstance(failure, UndecodableError):
            log.error("update %s cannot be decoded: %s", item.update_id, failure)
            async with self._database.write() as tx:
                await tx.system.inbox.bury(item.id, str(failure))
            return True
        if is_database_trouble(failure):  # not a try: the item waits where it is
            raise failure
        log.error("update %s failed", item.update_id, exc_info=failure)
        await self._count_try(item, type(failure).__name__)
        return True

    async def _meet_suspect(self, item: InboxItem) -> bool:
        verdict = self._in_hand.find_verdict(_name(item), UPDATE, str(item.chat_id))
        if not verdict:  # it was in hand by chance, and is done in the next round; or that is not known yet
            self._suspects[item.id] = item
            return verdict is not None
        log.error("update %s has ended the process twice, and is buried", item.update_id)
        async with self._database.write() as tx:
            await tx.system.inbox.bury(item.id, "it has ended the process twice")
            await self._conversation.apologise(tx, item, MOST_DEATHS)
        self._signals.outbox.set()
        return True

    async def _handle(self, chat_id: int | Callable[[], int] | None, take: Take) -> bool:
        """In one transaction; False where nothing was taken, or another worker has it."""
        what: list[str] = []

        async def work(tx: Transaction) -> tuple[float, Handled] | None:
            item = await take(tx)
            if item is None:
                return None
            what.append(_name(item))
            if self._in_hand.is_suspect(what[0]):
                raise DeadlyError
            with self._in_hand.doing(what[0]):
                return time.perf_counter(), await self._conversation.handle(tx, item)

        done = await self._outgoing.reply(chat_id, work)
        if done is None:
            return False
        begun, handled = done
        self._in_hand.note_done(what[0])
        HANDLER_SECONDS.observe(time.perf_counter() - begun)
        HANDLED.labels("done").inc()
        self._signals.outbox.set()
        if handled.whisper is not None:
            self._outgoing.whisper(handled.callback_id, handled.whisper)
        elif handled.callback_id:
            self._outgoing.answer_press(handled.callback_id, handled.toast)
        if handled.suggest is not None:
            self._outgoing.answer_query(handled.query_id, handled.suggest)
        return True

    async def _count_try(self, item: InboxItem, error: str) -> None:
        HANDLED.labels("failed").inc()
        async with self._database.write() as tx:
            if await tx.system.inbox.note_failure(item.id, error):
                await self._conversation.apologise(tx, item)
        self._signals.outbox.set()


async def _rest(bell: Bell) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(IDLE_SECONDS):
            await bell.wait()


def _name(item: InboxItem) -> str:
    return update_in_hand(item.update_id, item.id)
