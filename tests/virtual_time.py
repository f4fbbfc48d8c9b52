"""
A loop whose time passes only when nobody has anything to do, and then at once: a minute of pacing costs nothing.

Work given to a thread (every statement of SQLite is) is waited for in real time, and meanwhile the loop's stands still.
"""

import asyncio
import functools
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from typing import Any, ParamSpec
from unittest.mock import patch

import aiosqlite.core

P = ParamSpec("P")

FRIDAY_ELEVEN = datetime(2026, 11, 20, 8, tzinfo=UTC)


class _Waiting(selectors.DefaultSelector):
    """Jumps over the time in which the real one would sleep."""

    loop: "VirtualLoop"

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.loop.pass_by(1e-7)  # a turn takes some time: a timer set for a moment too small to count must come due
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is None or self.loop.away:
            return super().select(None if self.loop.away else timeout)
        self.loop.pass_by(timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._now = 1000.0
        self.away = 0
        """Calls that are with a thread."""
        selector = _Waiting()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self._now

    def pass_by(self, seconds: float) -> None:
        self._now += seconds

    def run_in_executor(self, *args: Any) -> asyncio.Future[Any]:
        self.away += 1
        future: asyncio.Future[Any] = super().run_in_executor(*args)
        future.add_done_callback(self.back)
        return future

    def back(self, _future: object) -> None:
        self.away -= 1


class LoopClock:
    """The time of the day, which passes with the loop's."""

    def now(self) -> datetime:
        return FRIDAY_ELEVEN + timedelta(seconds=asyncio.get_running_loop().time() - 1000)


def in_virtual_time(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run the story on a loop of its own. Its fixtures are plain ones: an async fixture lives on another loop."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with patch.object(aiosqlite.core, "SimpleQueue", _Orders), asyncio.Runner(loop_factory=VirtualLoop) as runner:
            runner.run(test(*args, **kwargs))

    return run


class _Orders:
    """The queue of a SQLite connection's thread: what is in it has not come back yet."""

    def __init__(self) -> None:
        self._orders: SimpleQueue[Any] = SimpleQueue()

    def put_nowait(self, order: tuple[asyncio.Future[Any] | None, object]) -> None:
        future, _ = order
        loop = None if future is None else future.get_loop()
        if future is not None and isinstance(loop, VirtualLoop):
            loop.away += 1
            future.add_done_callback(loop.back)
        self._orders.put_nowait(order)

    def get(self) -> Any:
        return self._orders.get()
