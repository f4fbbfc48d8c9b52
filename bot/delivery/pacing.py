"""
How fast we may speak: 25 messages a second overall, one a second to a chat, 18 a minute to a group.

A bucket of 30 lets 60 out in the first second. One that holds a single turn loses for good what the loop is late by,
some milliseconds of every forty. So ours holds one and a half, and refills 24 times a second: who is late catches up,
and 24 + 1½ is never 26. Of several processes each holds a turn and a quarter, and what they refill together is that
much less (bot.cluster.shares).
"""

import asyncio
from collections import deque
from collections.abc import Collection, Mapping

from bot.delivery.turns import Turns

OVERALL = 25
TURNS_HELD = 1.5
CHAT_SECONDS = 1.0
PROBE_AFTER = 1.0
ASK_SECONDS = 0.05
PROBE_SECONDS = 70.0
"""Longer than any call: a probe of which nothing is heard any more is followed by another."""
GROUP_PER_MINUTE = 18
MINUTE = 60.0


class Pace:
    """Which chats rest now, and when the next one may be spoken to. Times are the loop's, in seconds."""

    def __init__(self, overall: int = OVERALL, chat_seconds: float = CHAT_SECONDS) -> None:
        self._turns = Turns(overall - 1, TURNS_HELD) if overall else None
        self._group_per_minute = GROUP_PER_MINUTE
        self._chat_seconds = chat_seconds
        self._free_at: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}
        self._paused_until = 0.0
        self._limited: dict[int, float] = {}
        """Until when Telegram wants to hear nothing for that chat."""
        self._probe = Probe()

    @classmethod
    def make_unlimited(cls) -> "Pace":
        """For tests that ask what is said, not how fast."""
        return cls(overall=0, chat_seconds=0)

    async def turn(self, chat_id: int = 0) -> None:
        """Wait for one's turn among all messages, and for the end of a pause that Telegram asked for."""
        if self._turns is not None:
            await self._turns.take()
        while True:
            if (pause := self._paused_until - _now()) > 0:
                await asyncio.sleep(pause)
            elif self._probe.may_go(chat_id):
                return
            else:
                await asyncio.sleep(ASK_SECONDS)

    def give_turn_back(self) -> None:
        """Of a message that another process has sent, or has in hand."""
        if self._turns is not None:
            self._turns.give_back()

    def share(self, per_second: float, held: float, processes: int) -> None:
        """So much of the whole pace is ours, who are one of so many."""
        self._group_per_minute = max(1, GROUP_PER_MINUTE // processes)
        if self._turns is not None:
            self._turns.change(per_second, held)

    def read_wish(self) -> float:
        """Messages a second that we would send, as the time since the last asking shows."""
        return self._turns.read_wish(OVERALL) if self._turns is not None else 0.0

    @property
    def wants_more(self) -> asyncio.Event:
        """Set where somebody has to wait longer for a turn than need be, if others want theirs less."""
        return self._turns.wants_more if self._turns is not None else asyncio.Event()

    def read_rest(self, chat_id: int) -> float:
        """For how many seconds that chat is not to be spoken to."""
        return max(0.0, self._free_at.get(chat_id, 0.0) - _now())

    def rest(self, chat_id: int, seconds: float) -> None:
        """Another process has that chat in hand."""
        self._free_at[chat_id] = max(self._free_at.get(chat_id, 0.0), _now() + seconds)

    def note_limits(self, seconds: Mapping[int, float]) -> None:
        """Chats that Telegram has limited, as other processes have met it."""
        for chat_id, left in seconds.items():
            self.rest(chat_id, left)
            self._limited[chat_id] = _now() + left

    def is_free(self, chat_id: int) -> bool:
        """Whether that chat may be spoken to this very moment."""
        has_turn = self._turns is None or self._turns.has_one
        is_open = self._paused_until <= _now() and not self._probe.is_wanted
        return has_turn and is_open and chat_id not in self.resting()

    def note_call(self, chat_id: int) -> None:
        """A call for that chat begins: it rests a second, a group also after eighteen in a minute."""
        now = _now()
        self._free_at[chat_id] = now + self._chat_seconds
        if chat_id < 0:
            self._free_at[chat_id] = max(self._free_at[chat_id], self._group_free_at(chat_id, now))

    def pause(self, seconds: float) -> None:
        """The line is down: nobody is spoken to until then."""
        self._paused_until = max(self._paused_until, _now() + seconds)

    def limit(self, seconds: float, chat_id: int) -> None:
        """Telegram said 429 and named these seconds.

        A chat has limits of its own, and rests alone; when a second one meets them meanwhile, everybody stops for a
        moment and one message is tried: only where that meets them too, all wait so long.
        """
        now = _now()
        until = now + seconds
        self._free_at[chat_id] = max(self._free_at.get(chat_id, 0.0), until)
        self._limited = {chat: end for chat, end in self._limited.items() if end > now} | {chat_id: until}
        if self._probe.note_failure(chat_id):
            self._paused_until = max(self._paused_until, until)
        elif len(self._limited) > 1 and not self._probe.is_wanted:
            self._probe.want()
            self._paused_until = max(self._paused_until, now + min(seconds, PROBE_AFTER))

    def note_end(self, chat_id: int, *, sent: bool) -> None:
        """A call for that chat is over, and met no limit."""
        self._probe.note_end(chat_id, sent=sent)

    def resting(self) -> Collection[int]:
        """The chats that may not be spoken to yet."""
        now = _now()
        self._free_at = {chat: free for chat, free in self._free_at.items() if free > now}
        return self._free_at.keys()

    def next_free(self) -> float | None:
        """Seconds until the first resting chat may be spoken to again; None when none rests."""
        return max(0.0, min(self._free_at.values()) - _now()) if self._free_at else None

    def _group_free_at(self, chat_id: int, now: float) -> float:
        said = self._groups.setdefault(chat_id, deque(maxlen=GROUP_PER_MINUTE))
        said.append(now)
        most = self._group_per_minute
        return said[-most] + MINUTE if len(said) >= most else now


class Probe:
    """One message that is let through while all others wait, to see whether Telegram's limit is everybody's."""

    def __init__(self) -> None:
        self.is_wanted = False
        self._chat: int | None = None
        self._began = 0.0

    def want(self) -> None:
        """From now on one message is let through, and all others wait for what comes of it."""
        self.is_wanted, self._chat = True, None

    def may_go(self, chat_id: int) -> bool:
        """Whether this one may leave: nothing is probed, or it is the probe."""
        if not self.is_wanted:
            return True
        if self._chat is not None and _now() - self._began < PROBE_SECONDS:
            return False
        self._chat, self._began = chat_id, _now()
        return True

    def note_failure(self, chat_id: int) -> bool:
        """Whether the chat that met the limit was the probe's; another one is sent when all have waited."""
        if not self.is_wanted or self._chat != chat_id:
            return False
        self._chat = None
        return True

    def note_end(self, chat_id: int, *, sent: bool) -> None:
        """A call for that chat is over and met no limit; where it was the probe and was sent, all may go on."""
        if self.is_wanted and self._chat == chat_id:
            self.is_wanted, self._chat = not sent, None


def _now() -> float:
    return asyncio.get_running_loop().time()
