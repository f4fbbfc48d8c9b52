"""
People before machines, also in the loop.

To draw a department's summary anew takes ten milliseconds in which nothing else runs; to hear a site's enquiry takes
five. Begun beside the answer to a person, it keeps that answer from leaving.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

LONGEST = 0.05
"""Seconds that a machine's work gives way: where people never pause, it goes all the same. So long, too, somebody holds
it: after that an answer has left, and only Telegram is waited for.
"""


class Precedence:
    def __init__(self) -> None:
        self._waited_for = set[object]()
        """Updates in hand and replies on their way."""
        self._none = asyncio.Event()
        self._none.set()
        self._gate = asyncio.Lock()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Around what somebody waits for."""
        held = object()
        self._waited_for.add(held)
        self._none.clear()
        late = asyncio.get_running_loop().call_later(LONGEST, self._let_go, held)
        try:
            yield
        finally:
            late.cancel()
            self._let_go(held)

    def _let_go(self, held: object) -> None:
        self._waited_for.discard(held)
        if not self._waited_for:
            self._none.set()

    async def give_way(self) -> None:
        """Before a step that nobody waits for: when nobody is waited for, or after long. One step after another: who
        came meanwhile goes between them.
        """
        async with self._gate:
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST):
                    await self._none.wait()
