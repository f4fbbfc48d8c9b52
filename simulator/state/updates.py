"""The queue of updates: kept until the bot confirms them, and no longer than Telegram keeps them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from simulator.clock import SimClock
from simulator.wire import JsonObject, RefusalError

PRESS_LIFE = timedelta(seconds=150)
UPDATE_LIFE = timedelta(hours=24)
FIRST_ID = 700_000_001
OPT_IN = {"chat_member", "message_reaction", "message_reaction_count"}
ONE_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"

Ring = Literal["update", "clock", "conflict", "webhook"]


@dataclass(slots=True)
class Queued:
    raw: JsonObject
    at: datetime
    injected: bool = False
    delivered: int = 0

    @property
    def update_id(self) -> int:
        return int(self.raw["update_id"])

    @property
    def chat_id(self) -> int:
        """Of the chat whose order it belongs to; 0 where that cannot be told."""
        event = next((part for part in self.raw.values() if isinstance(part, dict)), {})
        inner = event.get("message")
        carriers = (event.get("chat"), inner.get("chat") if isinstance(inner, dict) else None, event.get("from"))
        return next((int(each["id"]) for each in carriers if isinstance(each, dict) and "id" in each), 0)

    @property
    def life(self) -> timedelta:
        return PRESS_LIFE if "callback_query" in self.raw else UPDATE_LIFE


class Updates:
    """Offsets, redelivery, lives of updates, and the one poll that may wait."""

    def __init__(
        self, clock: SimClock, tell: Callable[[], None], taken: Callable[[JsonObject], None] = lambda _: None
    ) -> None:
        self._clock = clock
        self._tell = tell
        self._taken = taken  # the bot has it for the first time
        self._queue: list[Queued] = []
        self._next_id = FIRST_ID
        self._poll: asyncio.Future[Ring] | None = None
        self.allowed: list[str] | None = None
        self.polls_begun = 0  # without those that only bring the news of a moved clock
        self._unseen_move = False

    def __len__(self) -> int:
        return len(self._queue)

    def add(self, kind: str, payload: JsonObject) -> int | None:
        """Queue it, unless the bot said that it wants no such updates."""
        if kind in OPT_IN if self.allowed is None else kind not in self.allowed:
            return None
        update_id = self._take_id()
        self._put(Queued({"update_id": update_id, kind: payload}, self._clock.now()))
        return update_id

    @property
    def next_id(self) -> int:
        return self._next_id

    def inject(self, raw: JsonObject) -> int:
        """Queue it as it is, be it a duplicate or nonsense; it is delivered at least once whatever the offset."""
        if "update_id" not in raw:
            raw = {"update_id": self._take_id(), **raw}
        queued = Queued(raw, self._clock.now(), injected=True)
        self._put(queued)
        return queued.update_id

    def jump(self, by: int) -> None:
        """After a quiet week Telegram goes on with another number."""
        self._next_id += by

    def confirm(self, offset: int) -> None:
        """A bot that asks from an offset has everything before it; a negative one keeps only the last few."""
        if offset < 0:
            self._queue = self._queue[offset:]
        elif offset:
            self._queue = [q for q in self._queue if q.update_id >= offset or (q.injected and not q.delivered)]

    def pending(self) -> list[Queued]:
        """In the order in which they came, without those whose time in the queue is over."""
        now = self._clock.now()
        self._queue = [q for q in self._queue if now - q.at <= q.life]
        return list(self._queue)

    def take(self, limit: int) -> list[JsonObject]:
        """The oldest updates. They stay in the queue until they are confirmed."""
        batch = self.pending()[: max(1, min(limit or 100, 100))]
        for queued in batch:
            self.hand_over(queued)
        return [queued.raw for queued in batch]

    def hand_over(self, queued: Queued) -> None:
        """It is on its way to the bot, once more perhaps."""
        queued.delivered += 1
        if queued.delivered == 1:
            self._taken(queued.raw)

    def drop(self, queued: Queued) -> None:
        self._queue = [q for q in self._queue if q is not queued]

    def clear(self) -> None:
        self._queue = []

    async def poll(self, offset: int, limit: int, seconds: float) -> list[JsonObject]:
        """A long poll. A newer one ends it with a conflict; a moved clock ends it empty, so that its Date is seen."""
        self.ring("conflict")
        news, self._unseen_move = self._unseen_move, False
        self.polls_begun += not news
        self.confirm(offset)
        batch = self.take(limit)
        if batch or news or seconds <= 0:
            return batch
        rung = await self.wait(seconds)
        if rung == "conflict":
            raise RefusalError(409, ONE_POLLER)
        if rung == "webhook":
            raise RefusalError(409, "Conflict: terminated by setWebhook request")
        return self.take(limit) if rung == "update" else []

    async def wait(self, seconds: float | None) -> Ring | None:
        """Until something comes or the clock moves: which; None after these seconds."""
        future: asyncio.Future[Ring] = asyncio.get_running_loop().create_future()
        self._poll = future
        try:
            return await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return None
        finally:
            if self._poll is future:
                self._poll = None

    def ring(self, why: Ring) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(why)
        elif why == "clock":
            self._unseen_move = True  # the next poll brings the new Date at once

    def _put(self, queued: Queued) -> None:
        self._queue.append(queued)
        self.ring("update")
        self._tell()

    def _take_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1
