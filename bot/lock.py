"""One poller: a file lock beside the SQLite file, an advisory lock on PostgreSQL. Both go with the process."""

import asyncio
import fcntl
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text

from storage.database import Database

log = logging.getLogger(__name__)

POLLER = 0x5265706572 + 1
ASK_EVERY = 1.0


@asynccontextmanager
async def only_poller(database: Database) -> AsyncIterator[None]:
    """Wait until we are the one that polls, delivers and keeps the time; others stand by."""
    holder = _file(Path(f"{database.url.database}.lock")) if database.is_sqlite else _advisory(database)
    async with holder:
        yield


@asynccontextmanager
async def _file(path: Path) -> AsyncIterator[None]:
    with path.open("w") as lock:
        said = False
        while not _taken(lock.fileno()):
            if not said:
                log.warning("another process works on this database; standing by")
                said = True
            await asyncio.sleep(ASK_EVERY)
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@asynccontextmanager
async def _advisory(database: Database) -> AsyncIterator[None]:
    async with database.writer.connect() as connection:
        while not await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": POLLER}):
            await connection.rollback()
            await asyncio.sleep(ASK_EVERY)
        await connection.commit()
        yield
