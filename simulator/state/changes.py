"""What changed, in order: the page follows it, tests wait for it, and nobody has to ask again and again."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator

from simulator.clock import SimClock
from simulator.wire import JsonObject

KEPT = 5000


class Changes:
    """A numbered list of changes and the bell that rings at each."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock
        self._kept: deque[JsonObject] = deque(maxlen=KEPT)
        self._waiting: set[asyncio.Future[None]] = set()
        self.last = 0

    def add(self, kind: str, chat: int | None = None, **facts: object) -> None:
        """Something changed, and whoever waits for news hears of it."""
        self.last += 1
        self._kept.append(
            {"seq": self.last, "kind": kind, "chat": chat, "at": self._clock.now().isoformat(), **facts},
        )
        self.ring()

    def ring(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    def after(self, seq: int, chat: int | None = None) -> Iterator[JsonObject]:
        """The changes after that number; of one chat, or of all."""
        return (c for c in list(self._kept) if c["seq"] > seq and chat in {None, c["chat"]})

    async def rung(self, seconds: float | None) -> bool:
        """Wait for the next ring; False when the time was over first."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return True

    async def until(self, true: Callable[[], bool], seconds: float) -> bool:
        """Wait until it is true, at most so many real seconds; the last word is what it is then."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not true():
            left = deadline - loop.time()
            if left <= 0 or not await self.rung(left):
                return true()
        return True

    async def follow(self, seq: int, beat: float) -> AsyncIterator[JsonObject | None]:
        """All changes after that number, for ever; None at each beat without one."""
        while True:
            fresh = list(self.after(seq))
            for change in fresh:
                yield change
            seq = fresh[-1]["seq"] if fresh else seq
            if self.last <= seq and not await self.rung(beat):
                yield None
