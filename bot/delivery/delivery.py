"""Whose turn it is in the outbox, and how fast. What is done for one row stands in bot.delivery.sender."""

import asyncio
import logging
from contextlib import suppress

from bot.delivery.outgoing import AT_ONCE, Outgoing
from bot.delivery.pacing import Pace
from bot.signals import Signals
from bot.voice import OwnVoice, Voice
from storage.database import Database
from storage.engine.connections.trouble import is_database_trouble

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0


class Delivery:
    """Rows of the outbox that are due, replies before bulk, one call a chat at a time."""

    def __init__(
        self, database: Database, outgoing: Outgoing, pace: Pace, signals: Signals, voice: Voice | None = None
    ) -> None:
        self._database = database
        self._outgoing = outgoing
        self._pace = pace
        self._signals = signals
        self._voice = voice or OwnVoice()

    async def run(self) -> None:
        """Deliver until cancelled; calls that were begun are finished by `Outgoing.finish`."""
        self._outgoing.is_open = True
        while True:
            self._signals.outbox.clear()
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
        self._outgoing.is_open = True
        while await self._round() or await self._outgoing.finish():
            continue

    async def _rest(self) -> None:
        free = self._pace.next_free()
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS if free is None else min(IDLE_SECONDS, free + 0.001)):
                await self._signals.outbox.wait()  # what lands wakes too

    async def _round(self) -> bool:
        """Begin what may go out now; whether there may be more of it. What lands asks again."""
        if not self._voice.is_alive:
            return False
        async with self._database.read() as tx:
            resting = {*self._pace.resting(), *self._outgoing.chats}
            items = await tx.system.sending.list_due(
                resting=resting,
                without=self._outgoing.waiting_views,
                fetches=self._outgoing.may_fetch,
                only_replies=not self._outgoing.has_room_for_others,
                limit=AT_ONCE,
                share=self._voice.part,
            )
        if len(items) == AT_ONCE:
            self._signals.outbox.call_others()
        for item in items:
            await self._outgoing.send(item)
        return len(items) == AT_ONCE and self._outgoing.has_room
