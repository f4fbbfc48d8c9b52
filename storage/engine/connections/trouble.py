"""Database trouble against a mistake of ours: the first is waited out, the second counts as a try."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

T = TypeVar("T")

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5

SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)
"""«no such column» is an OperationalError too, but waiting does not mend it."""

POSTGRES = ("08", "25P03", "40", "53", "55", "57", "58")
"""Classes of SQLSTATE: connection, idle too long in a transaction, deadlock, resources, lock, shut down, the system
below."""


def is_database_trouble(error: BaseException) -> bool:
    """Locked, full, gone, unreachable. A broken constraint or a wrong statement is not among it."""
    if isinstance(error, (PoolTimeoutError, PendingRollbackError)):
        return True  # the last: the connection was lost earlier in this transaction, or given up by whoever shares it
    if isinstance(error, OSError):  # no route, no socket yet, a time-out: of a file of ours it would have a name
        return error.filename is None
    return isinstance(error, DBAPIError) and (error.connection_invalidated or _is_passing(error))


def _is_passing(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE  # the higher bits tell the kinds of one trouble apart
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(POSTGRES)
    if "None of the hosts match" in str(error.orig):  # asyncpg's own: another server is being made the primary
        return True
    return isinstance(error, InterfaceError) and "closed" in str(error.orig)


async def insist(work: Callable[[], Awaitable[T]]) -> T:
    """Again and again until the database takes it: what came of a call must not be forgotten."""
    while True:
        try:
            return await work()
        except Exception as error:
            if not is_database_trouble(error):
                raise
            log.warning("the database did not answer: %s", type(error).__name__)
        await asyncio.sleep(PAUSE_SECONDS)
