"""
SQLite where it is asked, not in a thread of its own.

A statement of ours takes microseconds, and aiosqlite hands every cursor, execution, fetch and close to its thread and
back: four times a quarter of a millisecond, and an update that runs seventy statements took 120 ms. What may wait long
stays in the thread: a lock that another process holds, PRAGMA, VACUUM, the end of the connection.
"""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from aiosqlite import Connection

T = TypeVar("T")

SHORT = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
"""In WAL a reader waits for nobody, and a writer only where it begins."""

TAKE_LOCK = "BEGIN IMMEDIATE"


class InlineConnection(Connection):
    """An aiosqlite connection that asks its thread only for what may wait long."""

    def __init__(self, database: str, busy_ms: int) -> None:
        super().__init__(lambda: _opened(database, busy_ms), iter_chunk_size=64)
        self._thread.daemon = True  # an exit must not wait for it
        self._busy_ms = busy_ms

    async def _execute(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        if not self._running or not self._connection:
            raise ValueError("Connection closed")  # SQLAlchemy knows it by these words
        if args and args[0] == TAKE_LOCK:
            taken = self._at_once(fn, *args)
            if taken is not None:
                return taken
        elif not _may_wait(args):
            return fn(*args, **kwargs)
        answer: T = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        return answer

    def _at_once(self, fn: Callable[..., T], *args: Any) -> T | None:
        """The writer's lock, if nobody holds it: nearly always. None: somebody does, wait for it in the thread."""
        self._conn.execute("PRAGMA busy_timeout=0")
        try:
            return fn(*args)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return None
        finally:
            self._conn.execute(f"PRAGMA busy_timeout={self._busy_ms}")


def _opened(database: str, busy_ms: int) -> sqlite3.Connection:
    connection = sqlite3.connect(database, check_same_thread=False)  # two threads use it, never both at once
    connection.execute(f"PRAGMA busy_timeout={busy_ms}")
    return connection


def _may_wait(args: tuple[Any, ...]) -> bool:
    return bool(args) and isinstance(args[0], str) and not args[0].lstrip().upper().startswith(SHORT)
