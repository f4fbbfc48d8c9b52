"""The simulator with a stopwatch: an update's time runs from the queue to the call that answers in the same chat."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from time import perf_counter

from simulator.clock import SimClock
from simulator.core import Core
from simulator.front.server import serving
from simulator.wire import Answer, Params

ANSWERS = {"sendmessage", "editmessagetext"}
LONGEST = 60.0
"""Seconds: an answer that has not come by then will not come."""


class TimedCore(Core):
    """It stands in the process that measures: both ends of a stretch are read from one clock."""

    def __init__(self, at: datetime) -> None:
        super().__init__(clock=SimClock(at))
        self.first_poll: asyncio.Event = asyncio.Event()
        self.sends = 0
        self._begun: dict[int, tuple[float, asyncio.Future[float]]] = {}

    async def answer(self, method: str, params: Params) -> Answer:
        if method.lower() == "getupdates":
            self.first_poll.set()
        return await super().answer(method, params)

    def call(self, method: str, params: Params) -> Answer:
        answer = super().call(method, params)
        if method.lower() in ANSWERS:
            self.sends += 1
            self._answered(params.integer("chat_id"))
        return answer

    def ask(self, chat: int, deed: Callable[[], object]) -> asyncio.Future[float]:
        """Do it as a person; milliseconds until the bot writes or edits something in that chat."""
        future: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._begun[chat] = perf_counter(), future
        deed()
        return future

    def is_waiting(self, chat: int) -> bool:
        return chat in self._begun

    def serving(self) -> AbstractAsyncContextManager[str]:
        return serving(self)

    def _answered(self, chat: int) -> None:
        begun, future = self._begun.pop(chat, (0.0, None))
        if future is not None and not future.done():
            future.set_result((perf_counter() - begun) * 1000)
