"""The dialect's own INSERT: the common one knows no ON CONFLICT."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.tables.types import Base

Insert = postgresql.Insert | sqlite.Insert


def table_of(row: type[Base]) -> Table:
    """The table of a mapped class, by its type: what a dialect's own INSERT takes."""
    table = row.__table__
    assert isinstance(table, Table)  # noqa: S101  for the type checker: a mapped class has one
    return table


def insert_into(table: Table, *, is_postgres: bool) -> Insert:
    """The dialect's own INSERT: the common one knows no ON CONFLICT."""
    return postgresql.insert(table) if is_postgres else sqlite.insert(table)
