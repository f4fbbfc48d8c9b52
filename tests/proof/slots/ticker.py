"""
Processes that look at the clock once: forked in a moment, killed at any.

An order: {"url": "sqlite+aiosqlite:///…", "at": "2026-11-20T09:00:00+00:00", "log": "file"}
"""

import asyncio
import os
from datetime import datetime
from typing import Any

from sales.core.clock import SystemClock
from scheduler.tick import Tick
from storage.database import Database
from tests.clock import MovableClock
from tests.proof.crash import launcher


def look(order: dict[str, Any]) -> int:
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    asyncio.run(_look(order["url"], datetime.fromisoformat(order["at"])))
    return 0


async def _look(url: str, now: datetime) -> None:
    database = Database(url, MovableClock(now))
    try:
        await Tick(database).look()
    finally:
        await database.dispose()


def warm_up() -> None:
    """What every child would load for itself."""
    for url in ("sqlite+aiosqlite:///none", "postgresql+asyncpg://none/none"):
        Database(url, SystemClock())


if __name__ == "__main__":
    warm_up()
    launcher.child = look
    launcher.serve()
