"""A Telegram in the test's own process: only the bots are killed, and a start of its own costs as much as a test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from simulator.clock import SimClock, read_instant
from simulator.core import Core
from simulator.front.server import serving
from simulator.hands.driver import Simulation


@dataclass(frozen=True, slots=True)
class Telegram:
    """Where bots find it, and by which token."""

    url: str
    token: str


@asynccontextmanager
async def telegram(clock: str = "") -> AsyncIterator[tuple[Telegram, Simulation]]:
    """While the block lasts; `clock`: where its time begins, by itself now."""
    core = Core(clock=SimClock(read_instant(clock) if clock else None))
    async with serving(core) as url:
        yield Telegram(url, core.token), Simulation.inside(core)
