"""
What is on its way to Telegram this moment: one call a chat, and so many at once.

A reply need not wait for its turn in the queue: the transaction that makes it claims it too, and it leaves after the
commit. That is three steps in one order, so they are taken here, and nobody else can take them in another.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from bot.delivery.caller import Caller
from bot.delivery.pacing import Pace
from bot.delivery.sender import Claimed, Sender
from bot.signals import Signals
from bot.voice import OwnVoice, Voice
from handlers.framework.replies import Suggest, Toast, Whisper
from reports.views import files, is_file
from storage.database import Database
from storage.queues.messages import REPLY, OutboxItem, is_fetch
from storage.transaction import Transaction

log = logging.getLogger(__name__)

T = TypeVar("T")

AT_ONCE = 8
"""Calls in the air."""

OTHERS_AT_ONCE = 6
"""Of them those that are no replies: a hundred summaries must not fill the air."""


@dataclass(slots=True, eq=False)
class CallSlot:
    """A chat kept for one call: nothing else leaves for it before that has ended."""

    chat_id: int
    for_file: bool
    for_fetch: bool
    is_reply: bool
    call: asyncio.Task[None] | None = None
    """As soon as it has begun."""


class Outgoing:
    def __init__(
        self,
        database: Database,
        sender: Sender,
        caller: Caller,
        pace: Pace,
        signals: Signals,
        voice: Voice | None = None,
    ) -> None:
        self._database = database
        self._sender = sender
        self._caller = caller
        self._pace = pace
        self._signals = signals
        self._voice = voice or OwnVoice()
        self._slots: dict[int, CallSlot] = {}
        self._asides: set[asyncio.Task[None]] = set()
        self.is_open = False
        """Nothing leaves before the delivery works: a restored copy lays down what was answered in it."""

    @property
    def has_room(self) -> bool:
        """Whether another call may begin: AT_ONCE are in the air at most."""
        return len(self._slots) < AT_ONCE

    @property
    def has_room_for_others(self) -> bool:
        """Whether another call may begin that is no reply."""
        return sum(not slot.is_reply for slot in self._slots.values()) < OTHERS_AT_ONCE

    @property
    def waiting_views(self) -> frozenset[str]:
        """Those that have to wait: pictures and workbooks leave one at a time, so that replies find room."""
        return files() if any(slot.for_file for slot in self._slots.values()) else frozenset()

    @property
    def may_fetch(self) -> bool:
        """Files of people are brought one at a time: ten that are long in the reading must not hold up all others."""
        return not any(slot.for_fetch for slot in self._slots.values())

    @property
    def chats(self) -> set[int]:
        """Those that nothing else may leave for now."""
        return set(self._slots)

    async def send(self, item: OutboxItem) -> None:
        """Begin its call when its turn has come; nothing, where its chat is not free or there is no room."""
        fetches, is_reply = is_fetch(item.key), item.lane == REPLY
        if item.view in self.waiting_views or (fetches and not self.may_fetch):
            return
        if not is_reply and not self.has_room_for_others:
            return
        with self.slot(item.chat_id, for_file=is_file(item.view), for_fetch=fetches, is_reply=is_reply) as slot:
            if slot is not None:
                await self._pace.turn(item.chat_id)
                self._begin(slot, self._sender.send(item))

    async def reply(
        self, chat_id: int | Callable[[], int] | None, work: Callable[[Transaction], Awaitable[T | None]]
    ) -> T | None:
        """Do the work in one transaction; None where there was none. Its reply leaves at once where the chat is free.

        A chat that is known before is kept free meanwhile; else it is asked for when the work is done; where there is
        none, nobody in it waits. What was claimed by a transaction that has failed, or whose commit nobody knows of, is
        given back.
        """
        claimed: Claimed | None = None
        with ExitStack() as stack:
            slot = self._wait_in(stack, chat_id) if isinstance(chat_id, int) else None
            try:
                async with self._database.write() as tx:
                    done = await work(tx)
                    if done is not None and callable(chat_id):
                        slot = self._wait_in(stack, chat_id())
                    if done is not None and slot is not None:
                        claimed = await self._sender.claim_reply(tx, slot.chat_id)
            except BaseException:
                if claimed is not None:
                    self._aside(self._sender.give_back(claimed))
                raise
            if slot is not None and claimed is not None:
                self._begin(slot, self._sender.send_reply(claimed))
        return done

    def _wait_in(self, stack: ExitStack, chat_id: int) -> CallSlot | None:
        """Where it takes long, that chat is told."""
        stack.enter_context(self._caller.announcer.while_long(chat_id))
        return stack.enter_context(self._slot_if_free(chat_id))

    @contextmanager
    def _slot_if_free(self, chat_id: int) -> Iterator[CallSlot | None]:
        if not (self.is_open and self._voice.is_alive and self._pace.is_free(chat_id)):
            yield None
            return
        with self.slot(chat_id) as slot:
            yield slot

    def answer_press(self, callback_id: str, toast: Toast | None) -> None:
        """Stop the button's spinner, at once and best effort."""
        self._aside(self._caller.answer_press(callback_id, toast))

    def whisper(self, callback_id: str, whisper: Whisper) -> None:
        """For the eyes of whoever pressed; where the group may not be spoken to now, as a note over the chat."""
        if self._pace.is_free(whisper.chat_id):
            self._aside(self._caller.whisper(callback_id, whisper))
        else:
            self.answer_press(callback_id, whisper.instead)

    def answer_query(self, query_id: str, suggest: Suggest) -> None:
        """While they still look at what they write: at once and best effort."""
        self._aside(self._caller.answer_query(query_id, suggest))

    async def finish(self, seconds: float | None = None) -> bool:
        """Let what is in the air land; whether there was anything. What is late is found claimed at the next start."""
        calls = [*(slot.call for slot in self._slots.values() if slot.call is not None), *self._asides]
        if not calls:
            return False
        _, late = await asyncio.wait(calls, timeout=seconds)
        for call in late:
            call.cancel()
        if late:
            await asyncio.wait(late, timeout=1)
        return True

    @contextmanager
    def slot(
        self, chat_id: int, *, for_file: bool = False, for_fetch: bool = False, is_reply: bool = True
    ) -> Iterator[CallSlot | None]:
        """Keep the chat for the call that is begun in the block; None where it is kept already, or there is no room."""
        if chat_id in self._slots or not self.has_room:
            yield None
            return
        slot = self._slots[chat_id] = CallSlot(chat_id, for_file, for_fetch, is_reply)
        try:
            yield slot
        finally:
            if slot.call is None:
                del self._slots[chat_id]

    def _begin(self, slot: CallSlot, call: Coroutine[Any, Any, None]) -> None:
        slot.call = asyncio.create_task(call, name="delivery")
        slot.call.add_done_callback(partial(self._end, slot))

    def _aside(self, call: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(call, name="delivery")
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    def _end(self, slot: CallSlot, task: asyncio.Task[None]) -> None:
        del self._slots[slot.chat_id]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a delivery broke off", exc_info=error)
        self._signals.outbox.set()
