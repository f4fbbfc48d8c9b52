"""Asking the driver itself, beside SQLAlchemy's connection: what it raises is told as SQLAlchemy tells it."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError

_SQLITE: tuple[tuple[type[sqlite3.Error], type[DBAPIError]], ...] = (
    (sqlite3.IntegrityError, IntegrityError),
    (sqlite3.OperationalError, OperationalError),
    (sqlite3.Error, DatabaseError),
)


def ask_sqlite(connection: Connection, text: str, values: Sequence[Any]) -> Sequence[Any]:
    """All rows. Raises DBAPIError."""
    own = connection.connection.driver_connection
    assert isinstance(own, sqlite3.Connection)  # noqa: S101  in the loop there is no other
    try:
        return own.execute(text, values).fetchall()
    except sqlite3.Error as error:
        kind = next(told for raised, told in _SQLITE if isinstance(error, raised))
        raise kind(text, None, error, hide_parameters=True) from error
