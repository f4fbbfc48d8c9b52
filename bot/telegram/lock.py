"""One process on a SQLite file: a lock on a file beside it, which the system takes away as the process ends."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import IO

from filelock import lock_descriptor

from sales.core.errors import ReperError
from storage.database import Database

log = logging.getLogger(__name__)

ASK_EVERY = 1.0
PULSE_SECONDS = 2.0

Watch = Callable[[], Coroutine[None, None, None]]
"""Returns never, or raises LockLostError."""


class LockLostError(ReperError):
    """Somebody else may be polling and delivering now."""


@asynccontextmanager
async def only_process(
    database: Database, stopping: asyncio.Event, waits: Callable[[], None] = lambda: None
) -> AsyncIterator[Watch | None]:
    """Wait until nobody else works on this SQLite file; None when told to stop before that.

    `waits` is called once when another process has the lock.
    """
    path = Path(f"{database.url.database}.lock")
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
