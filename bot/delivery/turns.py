"""A bucket of turns that refills evenly, and may be made smaller or larger meanwhile. Times are in seconds."""

import asyncio
from contextlib import suppress

LONG_WAIT = 0.2
ENOUGH = 1.5
"""Times what was used: whoever speaks now will speak more in a moment."""


class Turns:
    def __init__(self, per_second: float, held: float) -> None:
        self._per_second = per_second
        self._held = held
        self._left = held
        self._at: float | None = None
        self._line = asyncio.Lock()
        self._changed = asyncio.Event()
        self._taken = 0
        self._asked_at: float | None = None
        self._has_waited = False
        self.wants_more = asyncio.Event()

    @property
    def has_one(self) -> bool:
        """Whether somebody who came now would not wait."""
        self._refill()
        return self._left >= 1 and not self._line.locked()

    async def take(self) -> None:
        """Wait for one's turn, behind who came before."""
        async with self._line:
            while (wait := self._wait()) > 0:
                await self._sleep(wait)
            self._left -= 1
            self._taken += 1

    def give_back(self) -> None:
        """One that was not used."""
        self._left = min(self._held, self._left + 1)
        self._taken = max(0, self._taken - 1)

    def change(self, per_second: float, held: float) -> None:
        """From now on."""
        self._refill()
        self._per_second, self._held = per_second, held
        self._left = min(self._left, held)
        self._changed.set()

    def read_wish(self, most: float) -> float:
        """Turns a second that would be used, by what was since the last asking; at least one."""
        now = asyncio.get_running_loop().time()
        passed = now - self._asked_at if self._asked_at is not None else 1.0
        used = self._taken / max(passed, LONG_WAIT)
        wish = most if self._has_waited or self._line.locked() else min(most, 1 + ENOUGH * used)
        self._taken, self._asked_at, self._has_waited = 0, now, False
        return wish

    def _wait(self) -> float:
        self._refill()
        missing = 1 - self._left
        if missing <= 1e-9:  # noqa: PLR2004  what refilling loses by rounding
            return 0.0
        return missing / self._per_second if self._per_second > 0 else float("inf")

    async def _sleep(self, wait: float) -> None:
        if wait > LONG_WAIT:
            self._has_waited = True
            self.wants_more.set()
        self._changed.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(None if wait == float("inf") else wait):
                await self._changed.wait()

    def _refill(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._at is not None:
            self._left = min(self._held, self._left + (now - self._at) * self._per_second)
        self._at = now
