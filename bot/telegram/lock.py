"""
One poller: a file lock beside the SQLite file, an advisory lock on PostgreSQL. Both go with the process.

A PostgreSQL lock goes with its connection too, and then another process may work already: who holds it feels its
pulse, and stops when there is none.
"""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import IO

from filelock import lock_descriptor
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from sales.core.errors import ReperError
from storage.database import Database
from storage.engine.trouble import is_database_trouble

log = logging.getLogger(__name__)

POLLER = 0x5265706572 + 1
ASK_EVERY = 1.0
PULSE_SECONDS = 2.0
NO_PULSE_SECONDS = 5.0

Watch = Callable[[], Coroutine[None, None, None]]
"""Returns never, or raises LockLostError."""


class LockLostError(ReperError):
    """The connection that held the lock is gone: somebody else may be polling and delivering now."""


@asynccontextmanager
async def only_poller(
    database: Database, stopping: asyncio.Event, waits: Callable[[], None] = lambda: None
) -> AsyncIterator[Watch | None]:
    """Wait until we are the one that polls, delivers and keeps the time; None when told to stop before that.

    `waits` is called once when another process has the lock.
    """
    path = Path(f"{database.url.database}.lock")
    holder = _file(path, stopping, waits) if database.is_sqlite else _advisory(database, stopping, waits)
    async with holder as watch:
        yield watch


@asynccontextmanager
async def _file(path: Path, stopping: asyncio.Event, waits: Callable[[], None]) -> AsyncIterator[Watch | None]:
    with closing(HeldFile(path)) as held:

        async def try_lock() -> bool:
            return held.take()

        async def watch() -> None:
            """The file is ours for as long as we live; deleted, another process would make and lock a new one."""
            while True:
                await asyncio.sleep(PULSE_SECONDS)
                if not held.stands() and not held.take():
                    raise LockLostError("The file of the lock was deleted, and another process has made a new one.")

        yield watch if await _standing_by(try_lock, stopping, waits) else None


class HeldFile:
    """A lock that is a file: it is held while the file that stands there is the one that we have locked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """Lock the file that stands there now; False while another process holds it."""
        file = self._path.open("w")
        if not lock_descriptor(file.fileno(), blocking=False):
            file.close()
            return False
        self.close()
        self._file = file
        return self.stands()

    def stands(self) -> bool:
        """Whether the locked file is the one that lies there: somebody may have deleted it."""
        try:
            there = self._path.stat()
        except FileNotFoundError:
            return False
        return self._file is not None and os.path.samestat(there, os.fstat(self._file.fileno()))

    def close(self) -> None:
        """Give the lock up; nothing where it is not held."""
        if self._file is not None:
            self._file.close()
            self._file = None


@asynccontextmanager
async def _advisory(
    database: Database, stopping: asyncio.Event, waits: Callable[[], None]
) -> AsyncIterator[Watch | None]:
    async with database.keep_connection() as connection:

        async def try_lock() -> bool:
            return await _ask(connection, "SELECT pg_try_advisory_lock(:key)")

        async def watch() -> None:
            while True:
                await asyncio.sleep(PULSE_SECONDS)
                await _feel_pulse(connection)

        try:
            yield watch if await _standing_by(try_lock, stopping, waits) else None
        finally:
            await _let_go(connection)


async def _standing_by(
    try_lock: Callable[[], Awaitable[bool]], stopping: asyncio.Event, waits: Callable[[], None]
) -> bool:
    """Whether the lock is ours; False when told to stop first."""
    said = False
    while not stopping.is_set():
        if await try_lock():
            return True
        if not said:
            log.warning("another process works on this database; standing by")
            waits()
            said = True
        try:
            await asyncio.wait_for(stopping.wait(), ASK_EVERY)
        except TimeoutError:
            continue
    return False


async def _feel_pulse(connection: AsyncConnection) -> None:
    try:
        await asyncio.wait_for(connection.scalar(text("SELECT 1")), NO_PULSE_SECONDS)
        await connection.commit()
    except Exception as error:
        if not is_database_trouble(error):
            raise
        raise LockLostError("The connection that held the lock is gone.") from error


async def _ask(connection: AsyncConnection, question: str) -> bool:
    answer = await connection.scalar(text(question), {"key": POLLER})
    await connection.commit()  # the lock is the session's: no transaction stays open under it
    return bool(answer)


async def _let_go(connection: AsyncConnection) -> None:
    """A connection that goes back into the pool would take the lock with it."""
    if connection.invalidated:
        return
    try:
        await asyncio.wait_for(_ask(connection, "SELECT pg_advisory_unlock(:key)"), NO_PULSE_SECONDS)
    except (SQLAlchemyError, OSError):  # whatever it is, the lock goes with the connection
        await connection.invalidate()
