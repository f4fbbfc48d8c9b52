"""
Replies before summaries, also in the loop.

To draw a department's summary anew takes ten milliseconds in which nothing else runs. Begun beside the reply to the
very update that changed it, it kept that reply from leaving.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from storage.queues.messages import REPLY

LONGEST = 0.05
"""Seconds that a summary gives way: where replies never end, summaries go all the same."""


class ReplyPriority:
    def __init__(self) -> None:
        self._replies = 0
        """On their way."""
        self._none = asyncio.Event()
        self._none.set()

    @asynccontextmanager
    async def turn(self, lane: int) -> AsyncIterator[None]:
        """Around the sending of one message. Whatever is no reply waits until no reply is on its way, or for long."""
        if lane != REPLY:
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST):
                    await self._none.wait()
            yield
            return
        self._replies += 1
        self._none.clear()
        try:
            yield
        finally:
            self._replies -= 1
            if not self._replies:
                self._none.set()
