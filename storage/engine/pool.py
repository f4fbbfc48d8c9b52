"""
Where a transaction begins: a connection out of a pool, and it back again.

SQLite's are asked in the loop, so who finds all of them taken waits in asyncio: a pool that waits by itself would keep
the whole loop waiting.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine.connections.savepoints import tell_sqlite
from storage.engine.memory import Memory
from storage.engine.session import Session

QUEUE_SECONDS = 60
"""Longer than anybody holds a connection; with an end, so that a mistake of ours shows itself."""

ASK_AGAIN_SECONDS = 0.005


class ConnectionPool(Protocol):
    def open(self, *, in_background: bool = False) -> AbstractAsyncContextManager[Session]:
        """A transaction; rolled back when the block ends without a commit."""

    async def dispose(self) -> None:
        """Close its connections."""


class InLoopPool:
    """To SQLite in the loop. `begin`: how its transactions begin; `busy_seconds`: how long to ask for a database that
    another process holds.
    """

    def __init__(
        self, engine: Engine, begin: str, places: int, busy_seconds: float, memory: Memory | None = None
    ) -> None:
        self.engine = engine
        self._begins = begin
        self._memory = memory
        self._places = asyncio.Semaphore(places)
        self._busy_seconds = busy_seconds

    @asynccontextmanager
    async def open(self, *, in_background: bool = False) -> AsyncIterator[Session]:
        """As `ConnectionPool.open`. Raises TimeoutError after QUEUE_SECONDS in the queue, OperationalError after
        `busy_seconds`.
        """
        await asyncio.sleep(0)  # nothing below waits, and one who has much to do would keep everybody waiting
        async with asyncio.timeout(QUEUE_SECONDS):
            await self._places.acquire()
        try:
            with await self._begin() as connection:
                yield Session(connection, self._memory, in_background=in_background)
        finally:
            self._places.release()

    async def dispose(self) -> None:
        """Close its connections."""
        self.engine.dispose()

    async def _begin(self) -> Connection:
        """SQLite would wait where it is asked, and everybody with it: so it is asked again and again."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._busy_seconds
        while True:
            connection = self.engine.connect()
            try:
                connection.begin()
                tell_sqlite(connection, self._begins)
            except BaseException as error:
                connection.close()
                if not _is_busy(error) or loop.time() > until:
                    raise
            else:
                return connection
            await asyncio.sleep(ASK_AGAIN_SECONDS)


class RemotePool:
    """To PostgreSQL, or to SQLite in a thread."""

    def __init__(self, engine: AsyncEngine, memory: Memory | None = None) -> None:
        self.engine = engine
        self._memory = memory

    @asynccontextmanager
    async def open(self, *, in_background: bool = False) -> AsyncIterator[Session]:  # noqa: ARG002  it never waits here
        """As `ConnectionPool.open`; `in_background` changes nothing, for everybody else goes on meanwhile."""
        async with self.engine.connect() as connection:
            yield Session(connection, self._memory)

    async def dispose(self) -> None:
        """Close its connections."""
        await self.engine.dispose()


def _is_busy(error: BaseException) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None) if isinstance(error, OperationalError) else None
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY
