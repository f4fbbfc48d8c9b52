"""Asking the driver itself, beside SQLAlchemy's connection: what it raises is told as SQLAlchemy tells it."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

_SQLITE: tuple[tuple[type[sqlite3.Error], type[DBAPIError]], ...] = (
    (sqlite3.IntegrityError, IntegrityError),
    (sqlite3.OperationalError, OperationalError),
    (sqlite3.Error, DatabaseError),
)
INTEGRITY = "23"
"""The class of SQLSTATE."""


def ask_sqlite(connection: Connection, text: str, values: Sequence[Any]) -> Sequence[Any]:
    """All rows. Raises DBAPIError."""
    own = connection.connection.driver_connection
    assert isinstance(own, sqlite3.Connection)  # noqa: S101  in the loop there is no other
    try:
        return own.execute(text, values).fetchall()
    except sqlite3.Error as error:
        kind = next(told for raised, told in _SQLITE if isinstance(error, raised))
        raise kind(text, None, error, hide_parameters=True) from error


async def ask_postgres(connection: AsyncConnection, text: str, values: Sequence[Any]) -> Sequence[Any]:
    """All rows, in the transaction that SQLAlchemy has begun. Raises DBAPIError, ConnectionError."""
    from asyncpg import InterfaceError as OwnInterfaceError  # noqa: PLC0415  where there is no PostgreSQL it need not
    from asyncpg import PostgresError  # noqa: PLC0415  be installed

    own: Any = connection.sync_connection.connection.driver_connection  # type: ignore[union-attr]
    try:
        found: Sequence[Any] = await own.fetch(text, *values)
    except (PostgresError, OwnInterfaceError) as error:
        told = _tell(error)(text, None, error, hide_parameters=True, connection_invalidated=own.is_closed())
        if own.is_closed():
            await connection.invalidate(error)
        raise told from error
    return found


def _tell(error: Exception) -> type[DBAPIError]:
    state = getattr(error, "sqlstate", None)
    if state is None:
        return InterfaceError
    return IntegrityError if str(state).startswith(INTEGRITY) else DBAPIError
