"""What raises inside of a transaction is undone up to a savepoint: SQLite's at once, PostgreSQL's when it is needed."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection


class LateSavepoints:
    """Of one transaction."""

    def __init__(self) -> None:
        self._count = 0
        self._unset: list[str] = []
        """Behind which nothing has happened yet."""

    @asynccontextmanager
    async def save(self, connection: AsyncConnection) -> AsyncIterator[None]:
        """Set before the first statement inside, and never released: the commit does that, without two journeys."""
        self._count += 1
        name = f"inside_{self._count}"
        self._unset.append(name)
        try:
            yield
        except DBAPIError:
            with suppress(DBAPIError):  # a connection that is lost has undone it by itself
                await self._undo_to(connection, name)
            raise
        except BaseException:
            await self._undo_to(connection, name)
            raise
        finally:
            if name in self._unset:
                self._unset.remove(name)

    async def _undo_to(self, connection: AsyncConnection, name: str) -> None:
        """Nothing where the connection was given up with all that was done on it, as by whoever waits no longer."""
        if name not in self._unset and not connection.invalidated:
            await connection.exec_driver_sql(f"ROLLBACK TO {name}")

    async def set_late(self, connection: AsyncConnection) -> None:
        """Now that something is to happen behind them."""
        unset, self._unset = self._unset, []
        for name in unset:
            await connection.exec_driver_sql(f"SAVEPOINT {name}")


def tell_sqlite(connection: Connection, words: str) -> None:
    """As `exec_driver_sql`, which makes ready for rows and parameters whenever a transaction begins or a point is set.

    Raises DBAPIError.
    """
    own = connection.connection.driver_connection
    assert isinstance(own, sqlite3.Connection)  # noqa: S101  in the loop there is no other
    try:
        own.execute(words)
    except sqlite3.Error as error:
        kind = OperationalError if isinstance(error, sqlite3.OperationalError) else DatabaseError
        raise kind(words, None, error, hide_parameters=True) from error


@contextmanager
def save(connection: Connection) -> Iterator[None]:
    """Those inside may have the same name."""
    tell_sqlite(connection, "SAVEPOINT inside")
    try:
        yield
    except DBAPIError:
        with suppress(DBAPIError):  # a full disk, and SQLite has undone the whole transaction by itself
            _undo(connection)
        raise
    except BaseException:
        _undo(connection)
        raise
    tell_sqlite(connection, "RELEASE inside")


def _undo(connection: Connection) -> None:
    tell_sqlite(connection, "ROLLBACK TO inside")
    tell_sqlite(connection, "RELEASE inside")
