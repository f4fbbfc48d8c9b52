"""
A database of one test among thousands: it need not outlive the power of the machine, and asks what others asked.
Nor do updates outlive their test, whose numbers those of the next one have too.

Every engine puts each statement together once, and every test has engines of its own: a third of the time of stories.
A commit waits for the disk, which matters to nobody here: tests that pull the plug pull it out of a process.
"""

from functools import cache
from typing import Any, TypeVar

from aiogram.types import Update
from sqlalchemy import Engine, create_engine, event

from storage.database import BY_PLACE, Database
from storage.engine.connections.compiled import CompiledStatements
from storage.engine.pool import InLoopPool

AnyDatabase = TypeVar("AnyDatabase", bound=Database)


@cache
def _first() -> Engine:
    """Its dialect, and the statements that are put together already, are those of all."""
    known = {**BY_PLACE, "compiled_cache": CompiledStatements(5000)}
    engine = create_engine("sqlite+pysqlite://", execution_options=known)
    engine.connect().close()
    return engine


def quick(database: AnyDatabase) -> AnyDatabase:
    """The same, quicker; PostgreSQL as it is."""
    for pool in (database.writer, database.reader):
        if isinstance(pool, InLoopPool):
            pool.engine.dialect = _first().dialect
            pool.engine.update_execution_options(**_first().get_execution_options())
            event.listen(pool.engine, "connect", _unsynced)
    return database


def forget_updates() -> None:
    """aiogram keeps the last hundred by their numbers, and compares each new one of that number word by word."""
    Update.event_type.fget.cache_clear()


def _unsynced(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
