"""
Replies before summaries, also in the loop.

To draw a department's summary anew takes ten milliseconds in which nothing else runs. Begun beside the reply to the
very update that changed it, it kept that reply from leaving.
"""

import asyncio

LONGEST = 0.05
"""Seconds that a summary gives way: where replies never end, summaries go all the same."""


class Replies:
    """Those on their way. `with` it around each; the others wait until they have gone."""

    def __init__(self) -> None:
        self._on_their_way = 0
        self._none = asyncio.Event()
        self._none.set()

    def __enter__(self) -> None:
        self._on_their_way += 1
        self._none.clear()

    def __exit__(self, *_raised: object) -> None:
        self._on_their_way -= 1
        if not self._on_their_way:
            self._none.set()

    async def gone(self) -> None:
        """No reply is on its way any more, or has been for too long."""
        try:
            async with asyncio.timeout(LONGEST):
                await self._none.wait()
        except TimeoutError:
            return
