"""
How fast we may speak: 25 messages a second overall, one a second to a chat, 18 a minute to a group.

A bucket of 30 lets 60 out in the first second. One that holds a single turn loses for good what the loop is late by,
some milliseconds of every forty. So ours holds one and a half, and refills 24 times a second: who is late catches up,
and 24 + 1½ is never 26.
"""

import asyncio
from collections import deque
from collections.abc import Collection

from aiolimiter import AsyncLimiter

OVERALL = 25
TURNS_HELD = 1.5
CHAT_SECONDS = 1.0
GROUP_PER_MINUTE = 18
MINUTE = 60.0


class Pace:
    """Which chats rest now, and when the next one may be spoken to. Times are the loop's, in seconds."""

    def __init__(self, overall: int = OVERALL, chat_seconds: float = CHAT_SECONDS) -> None:
        self._limiter = AsyncLimiter(TURNS_HELD, TURNS_HELD / (overall - 1)) if overall else None
        self._chat_seconds = chat_seconds
        self._free_at: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}
        self._paused_until = 0.0

    @classmethod
    def unlimited(cls) -> "Pace":
        """For tests that ask what is said, not how fast."""
        return cls(overall=0, chat_seconds=0)

    async def turn(self) -> None:
        """Wait for one's turn among all messages, and for the end of a pause that Telegram asked for."""
        if self._limiter is not None:
            await self._limiter.acquire()
        while (pause := self._paused_until - _now()) > 0:  # noqa: ASYNC110  it may grow while we wait
            await asyncio.sleep(pause)

    def is_free(self, chat_id: int) -> bool:
        """Whether that chat may be spoken to this very moment."""
        has_turn = self._limiter is None or self._limiter.has_capacity()
        return has_turn and self._paused_until <= _now() and chat_id not in self.resting()

    def spoke(self, chat_id: int) -> None:
        now = _now()
        self._free_at[chat_id] = now + self._chat_seconds
        if chat_id < 0:
            self._free_at[chat_id] = max(self._free_at[chat_id], self._group_free_at(chat_id, now))

    def pause(self, seconds: float, chat_id: int = 0) -> None:
        """Telegram said 429: nobody is spoken to until then. A group has limits of its own, and rests alone."""
        until = _now() + seconds
        if chat_id < 0:
            self._free_at[chat_id] = max(self._free_at.get(chat_id, 0.0), until)
        else:
            self._paused_until = max(self._paused_until, until)

    def resting(self) -> Collection[int]:
        now = _now()
        self._free_at = {chat: free for chat, free in self._free_at.items() if free > now}
        return self._free_at.keys()

    def next_free(self) -> float | None:
        """Seconds until the first resting chat may be spoken to again; None when none rests."""
        return max(0.0, min(self._free_at.values()) - _now()) if self._free_at else None

    def _group_free_at(self, chat_id: int, now: float) -> float:
        said = self._groups.setdefault(chat_id, deque(maxlen=GROUP_PER_MINUTE))
        said.append(now)
        return said[0] + MINUTE if len(said) == GROUP_PER_MINUTE else now


def _now() -> float:
    return asyncio.get_running_loop().time()
