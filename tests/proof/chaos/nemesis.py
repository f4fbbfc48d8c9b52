"""What happens to the bot: kills all the time, and beside them one kind of trouble or all of them."""

import asyncio
import os
import random
import signal
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from tests.proof.chaos.town import Town
from tests.proof.crash.yard import Bot

FROZEN_SECONDS = 5
LONG_FROZEN_SECONDS = 12
"""Where others work beside it: it is taken for dead meanwhile."""
HOUR = timedelta(hours=1)

LINE: tuple[dict[str, Any], ...] = (
    {"method": "sendMessage", "code": 429, "retry_after": 1},
    {"method": "editMessageText", "code": 429, "retry_after": 1},
    {"method": "sendMessage", "code": 502},
    {"method": "sendMessage", "code": 500},
    {"method": "editMessageText", "code": 502},
    {"method": "sendMessage", "reset": "before"},
    {"method": "sendMessage", "reset": "after"},
    {"method": "editMessageText", "reset": "after"},
    {"method": "answerCallbackQuery", "reset": "before"},
    {"method": "getUpdates", "reset": "before"},
    {"method": "getUpdates", "reset": "after"},
    {"method": "getUpdates", "code": 502},
    {"method": "getUpdates", "code": 200, "body": "half an ans"},
    {"method": "sendMessage", "delay": 2.0},
)
RARE = ("sendRichMessage", "sendDocument", "sendPhoto")
"""Sent now and then: such a trouble goes by itself when nothing of the kind was sent for a while."""

WAITS = 10.0
OF_RARE: tuple[dict[str, Any], ...] = tuple(
    {"method": method, "lasts": WAITS, **trouble}
    for method in RARE
    for trouble in (
        {"code": 429, "retry_after": 1},
        {"code": 502},
        {"code": 500},
        {"reset": "before"},
        {"reset": "after"},
        {"delay": 2.0},
    )
)


class Nemesis:
    def __init__(self, town: Town, seed: str, kills: int, updates_per_kill: float, processes: int = 1) -> None:
        self.town = town
        self.random = random.Random(seed)
        self.kills_left = kills
        self.kills = 0
        self.met: Counter[str] = Counter()
        self._apart = updates_per_kill
        self.processes = processes
        self._bots: dict[int, Bot] = {}
        """By their places: each has a port of its own, where Telegram posts."""
        self._hands = asyncio.Lock()

    async def kill(self) -> None:
        """kill -9 of a process, wherever it is just now; the next one starts at once."""
        async with self._hands:
            if self._bots:
                bot = self._bots.pop(self.random.choice(list(self._bots)))
                bot.signal(signal.SIGKILL)
                end = await bot.ended()
                assert end == -signal.SIGKILL, f"it had ended by itself, {end}: {bot.last_words()}"
                self.kills += 1
                self.kills_left -= 1
            await self.starts()

    async def starts(self) -> None:
        """As many as there are to be."""
        proxy = self.town.proxy
        for place in range(self.processes):
            if place not in self._bots:
                posted = proxy.env(proxy.ports[place]) if proxy is not None else {}
                self._bots[place] = await self.town.yard.bot(LOG_LEVEL="WARNING", **posted)

    async def leaves(self) -> int:
        """The bots are told to stop, as an operator tells them; the worst exit code."""
        assert self._bots
        codes = [await bot.stop() for bot in self._bots.values()]
        self._bots = {}
        return max(codes, key=abs)

    @asynccontextmanager
    async def raging(self, *troubles: "Trouble") -> AsyncIterator[None]:
        """While the block lasts."""
        tasks = [asyncio.create_task(self._kills()), *(asyncio.create_task(self._again(each)) for each in troubles)]
        try:
            yield
        finally:
            self._check(tasks)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            async with self._hands:  # a kill that was begun is brought to its end
                pass
            await self.town.yard.sim.no_faults()
            if self.town.proxy is not None:
                self.town.proxy.troubles.clear()

    @staticmethod
    def _check(tasks: list[asyncio.Task[None]]) -> None:
        """A nemesis that has stumbled proves nothing."""
        for task in tasks:
            if task.done():
                task.result()

    async def _kills(self) -> None:
        """By the updates that people send, so that a slow machine is killed as often as a fast one."""
        while True:
            await self.waits_for_updates(self.random.uniform(0.5, 1.5) * self._apart)
            await asyncio.sleep(self.random.uniform(0, 0.5))
            if self.kills_left > 0:
                await asyncio.shield(self.kill())

    async def waits_for_updates(self, count: float) -> None:
        """Until people have sent so many more."""
        enough = self.town.pushed + count
        while self.town.pushed < enough:  # noqa: ASYNC110  people count while they go
            await asyncio.sleep(0.02)

    async def _again(self, trouble: "Trouble") -> None:
        """By the updates, as the kills: else a slow machine would be frozen and locked half of its time."""
        apart = UPDATES_APART[trouble]
        while True:
            await self.waits_for_updates(self.random.uniform(0.5, 1.5) * apart)
            await asyncio.sleep(self.random.uniform(0, 1))
            await trouble(self)
            self.met[trouble.__name__] += 1

    @property
    def pid(self) -> int:
        """Of any that lives."""
        living = [bot.pid for bot in self._bots.values() if bot.alive]
        return self.random.choice(living) if living else 0


Trouble = Callable[[Nemesis], Awaitable[None]]


async def frozen(self: Nemesis) -> None:
    """SIGSTOP: Telegram and the database wait, and its timers come late."""
    if pid := self.pid:
        _signal(pid, signal.SIGSTOP)
        try:
            await asyncio.sleep(self.random.choice((FROZEN_SECONDS, LONG_FROZEN_SECONDS)[: self.processes]))
        finally:
            _signal(pid, signal.SIGCONT)


def _signal(pid: int, number: signal.Signals) -> None:
    """It may have been killed meanwhile. Suppressed around the sleep as well, that once swallowed a cancelling."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


async def line_down(self: Nemesis) -> None:
    """One call refused, broken off before it was done or after, answered in HTML or late; two of a kind at a time.

    Where nobody does anything, the troubles that stand would all wait for the one message that is still repeated, and
    after three unknown outcomes a message is given up by rule (spec/9): so no two of them leave the same in doubt.
    """
    while True:
        trouble = self.random.choice(self.random.choice((LINE, OF_RARE)))
        if trouble["method"] == "getUpdates" and self.town.proxy is not None:
            self.town.proxy.troubles.append(trouble)  # it strikes the next post instead
            return
        if not await _stands_in_the_way(self, trouble):
            await self.town.yard.sim.fault(**trouble)
            return
        await asyncio.sleep(0.1)


async def _stands_in_the_way(self: Nemesis, trouble: dict[str, Any]) -> bool:
    """Two of its kind, or one other that leaves it unknown whether a message of that sort has arrived."""
    standing = await self.town.yard.sim.faults()
    same_kind = sum((each["method"] in RARE) is (trouble["method"] in RARE) for each in standing)
    doubtful = {each["method"] for each in standing if _leaves_in_doubt(each)}
    return same_kind > 1 or (_leaves_in_doubt(trouble) and trouble["method"] in doubtful)


def _leaves_in_doubt(trouble: dict[str, Any]) -> bool:
    return bool(trouble.get("reset")) or (trouble.get("code") or 0) >= 500


async def clock_off(self: Nemesis) -> None:
    """The machine's clock jumps an hour, forward or back, and is put right after some seconds."""
    by = self.random.choice((HOUR, -HOUR))
    self.town.clock.advance(by)
    try:
        await asyncio.sleep(self.random.uniform(1, 4))
    finally:
        self.town.clock.advance(-by)


async def database_locked(self: Nemesis) -> None:
    """Another connection holds the database for seconds, as a backup or somebody's query does."""
    if self.town.yard.database.is_sqlite:
        await asyncio.to_thread(_hold, self.town.yard.folder / "reper.db", self.random.uniform(1, 4))
    else:
        async with self.town.yard.database.write() as tx:
            await tx.session.execute(text("LOCK TABLE inbox, outbox IN ACCESS EXCLUSIVE MODE"))
            await asyncio.sleep(self.random.uniform(1, 4))


def _hold(path: Path, seconds: float) -> None:
    import time

    with closing(sqlite3.connect(path, isolation_level=None, timeout=20)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        time.sleep(seconds)
        connection.execute("ROLLBACK")


async def disk_full(self: Nemesis) -> None:
    """Not a byte left where the database lies; after some seconds somebody makes room."""
    ballast = self.town.yard.folder / "ballast"
    try:
        await asyncio.to_thread(_fill, ballast)
        await asyncio.sleep(self.random.uniform(1, 4))
    finally:
        ballast.unlink(missing_ok=True)


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    file.write(b"\0" * size)


UPDATES_APART: dict[Trouble, float] = {
    frozen: 50,
    line_down: 6,
    clock_off: 20,
    database_locked: 20,
    disk_full: 50,
}
"""That people send between two of a kind, on the average."""
