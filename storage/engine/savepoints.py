"""What raises inside of a transaction is undone up to a savepoint: SQLite's at once, PostgreSQL's when it is needed."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
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
        if name not in self._unset:
            await connection.exec_driver_sql(f"ROLLBACK TO {name}")

    async def set_late(self, connection: AsyncConnection) -> None:
        """Now that something is to happen behind them."""
        unset, self._unset = self._unset, []
        for name in unset:
            await connection.exec_driver_sql(f"SAVEPOINT {name}")


@contextmanager
def save(connection: Connection) -> Iterator[None]:
    """As `begin_nested`, which compiles its three words anew for every update. Those inside may have the same name."""
    connection.exec_driver_sql("SAVEPOINT inside")
    try:
        yield
    except DBAPIError:
        with suppress(DBAPIError):  # a full disk, and SQLite has undone the whole transaction by itself
            _undo(connection)
        raise
    except BaseException:
        _undo(connection)
        raise
    connection.exec_driver_sql("RELEASE inside")


def _undo(connection: Connection) -> None:
    connection.exec_driver_sql("ROLLBACK TO inside")
    connection.exec_driver_sql("RELEASE inside")
