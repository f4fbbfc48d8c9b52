"""Whose turn it is in the outbox, and how fast. What one call does and means stands in bot.delivery.courier."""

import asyncio
import logging
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery

from bot.delivery.courier import Courier, Ready
from bot.delivery.pacing import Pace
from reports.views import FILES
from storage.database import Database
from storage.engine.trouble import is_database_trouble
from storage.transaction import Transaction

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Calls in the air; also how many rows are looked at before replies are asked for again."""

IDLE_SECONDS = 1.0


class Delivery:
    def __init__(self, bot: Bot, database: Database, pace: Pace, courier: Courier) -> None:
        self._bot = bot
        self._database = database
        self._pace = pace
        self._courier = courier
        self._wake = asyncio.Event()
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._held: dict[int, Ready | None] = {}
        """Chats kept for a reply, and what was claimed for them in a transaction not known to be committed yet."""
        self._is_open = False
        self._making: set[int] = set()
        """Chats whose picture or workbook is on its way: one at a time, so that replies find a free hand."""
        self._asides: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        self._wake.set()

    async def run(self) -> None:
        """Deliver until cancelled; calls that were begun are finished by `finish`."""
        self._is_open = True
        while True:
            self._wake.clear()
            try:
                more = await self._round()
            except Exception as error:
                if not is_database_trouble(error):
                    raise
                log.warning("the database did not answer: %s", type(error).__name__)
                more = False
            if not more:
                await self._rest()

    async def drain(self) -> None:
        """Send all that is due, and return when nothing is."""
        self._is_open = True
        while await self._round() or self._busy:
            if self._busy:
                await asyncio.wait(self._busy.values())
        if self._asides:
            await asyncio.wait(self._asides)

    async def finish(self, seconds: float) -> None:
        """Let what is in the air land. What has not landed by then is found claimed at the next start."""
        waiting = [*self._busy.values(), *self._asides]
        if not waiting:
            return
        _, late = await asyncio.wait(waiting, timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=1)

    @contextmanager
    def held(self, chat_id: int) -> Iterator[bool]:
        """While the block lasts nothing else leaves for that chat; whether its next reply may, as soon as it is there.

        Where it may, the transaction that makes the reply claims it, too: a commit and a look at the queue less.
        """
        free = self._is_open and self._pace.is_free(chat_id) and self._has_hand_for(chat_id)
        if free:
            self._held[chat_id] = None
        try:
            yield free
        finally:
            if free and (left := self._held.pop(chat_id)) is not None:
                self._aside(self._courier.give_back(left))

    async def claim(self, tx: Transaction, chat_id: int) -> Ready | None:
        """The reply that leaves first for a chat that is held. It goes, or at the end of the block it is given back."""
        ready = self._held[chat_id] = await self._courier.claim_reply(tx, chat_id)
        return ready

    def go(self, ready: Ready) -> None:
        """Deliver what was claimed, after the commit; the chat is still held."""
        self._held[ready.item.chat_id] = None
        self._begin(ready.item.chat_id, self._courier.deliver_ready(ready))

    def answer(self, callback_id: str, text: str, *, alert: bool) -> None:
        """Stop the button's spinner, at once and best effort: it is never retried."""
        self._aside(self._answer(callback_id, text, alert=alert))

    async def _answer(self, callback_id: str, text: str, *, alert: bool) -> None:
        try:
            await self._bot(
                AnswerCallbackQuery(callback_query_id=callback_id, text=text[:200] or None, show_alert=alert or None)
            )
        except Exception as error:  # noqa: BLE001  whatever it was, the press itself is done
            log.debug("a toast was not shown: %s", type(error).__name__)

    async def _rest(self) -> None:
        free = self._pace.next_free()
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS if free is None else min(IDLE_SECONDS, free + 0.001)):
                await self._wake.wait()  # what lands wakes too

    async def _round(self) -> bool:
        """Begin what may go out now; whether there may be more of it. What lands asks again."""
        async with self._database.read() as tx:
            resting = {*self._pace.resting(), *self._busy, *self._held}
            items = await tx.sending.due(resting=resting, without=FILES if self._making else (), limit=AT_ONCE)
        for item in items:
            if not self._has_hand_for(item.chat_id):
                continue
            if item.view in FILES:
                if self._making:
                    continue
                self._making.add(item.chat_id)
            await self._pace.turn()
            self._begin(item.chat_id, self._courier.deliver(item))
        return len(items) == AT_ONCE and len(self._busy) < AT_ONCE

    def _has_hand_for(self, chat_id: int) -> bool:
        return chat_id not in self._busy and chat_id not in self._held and len(self._busy) < AT_ONCE

    def _begin(self, chat_id: int, delivery: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(delivery, name="delivery")
        self._busy[chat_id] = task
        task.add_done_callback(partial(self._landed, chat_id))

    def _aside(self, deed: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(deed, name="delivery")
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    def _landed(self, chat_id: int, task: asyncio.Task[None]) -> None:
        del self._busy[chat_id]
        self._making.discard(chat_id)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a delivery broke off", exc_info=error)
        self._wake.set()
