"""«печатает…», «отправляет файл…» above a chat that waits: where it takes long, and there alone."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from aiogram import Bot

from bot.delivery import calls
from bot.delivery.pacing import Pace

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds that nobody minds."""
AGAIN = 4.5
"""Telegram shows it for five seconds."""


class Announcer:
    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace

    @contextmanager
    def while_long(self, chat_id: int, action: str = "typing", first: float | None = None) -> Iterator[None]:
        """Around what that chat waits for: told after `first` seconds, or PATIENCE, then again until it is done.

        Nobody waits in a group; a chat that Telegram has limited is left alone.
        """
        telling: list[asyncio.Task[None]] = []
        loop = asyncio.get_running_loop()

        def begin() -> None:
            telling.append(loop.create_task(self._keep_telling(chat_id, action), name="announcing"))

        late = loop.call_later(PATIENCE if first is None else first, begin) if chat_id > 0 else None
        try:
            yield
        finally:
            if late is not None:
                late.cancel()
            for task in telling:
                task.cancel()

    async def tell(self, chat_id: int, action: str) -> None:
        """At once, and best effort."""
        try:
            await calls.announce(self._bot, chat_id, action)
        except Exception as error:  # noqa: BLE001  a courtesy: the answer itself says what is wrong with the line
            log.debug("nothing was announced: %s", type(error).__name__)

    async def _keep_telling(self, chat_id: int, action: str) -> None:
        while True:
            if not self._pace.read_rest(chat_id):
                await self.tell(chat_id, action)
            await asyncio.sleep(AGAIN)
