"""In which order records were changed, so that a program can read on from where it stopped (spec/8)."""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, TextClause, literal_column, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.sql.functions import FunctionElement

from storage.tables.types import Base


class NextChange(FunctionElement[int]):
    """A number above all before it: of the statement on SQLite, which has one writer; of the transaction on PostgreSQL,
    where a reader waits for who began before it (`may_be_read`).
    """

    type = BigInteger()
    inherit_cache = True


@compiles(NextChange, "sqlite")
def _of_statement(element: NextChange, compiler: Any, **how: Any) -> str:
    table = compiler.process(element.clauses, **how)
    gone = f"SELECT revision FROM change_marks WHERE name = '{table}'"  # noqa: S608  a name of ours
    return f"(SELECT max(coalesce(max(revision), 0), coalesce(({gone}), 0)) + 1 FROM {table})"  # noqa: S608


@compiles(NextChange, "postgresql")
def _of_transaction(element: NextChange, compiler: Any, **how: Any) -> str:
    del element, compiler, how
    return "(pg_current_xact_id()::text::bigint)"


class ChangeMarkRow(Base):
    """The highest number that a table's rows had before some were deleted: none of them is given twice.

    Of SQLite; the transactions of PostgreSQL count on by themselves.
    """

    __tablename__ = "change_marks"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    revision: Mapped[int]


@cache
def keep_number(table: str) -> TextClause:
    """Before rows of that table are deleted on SQLite: what is changed next gets a number above theirs all the same."""
    highest = f"SELECT '{table}', coalesce(max(revision), 0) FROM {table} WHERE true"  # noqa: S608  a name of ours
    kept = "revision = max(change_marks.revision, excluded.revision)"
    return text(f"INSERT INTO change_marks (name, revision) {highest} ON CONFLICT (name) DO UPDATE SET {kept}")


class Changing:
    """Of a table that programs read: any INSERT and UPDATE of a row gives it the next number, nobody has to."""

    __tablename__: str

    @declared_attr
    def revision(cls) -> Mapped[int]:  # noqa: N805
        """0 for what was there before there were numbers."""
        number = NextChange(literal_column(cls.__tablename__))
        return mapped_column(default=number, onupdate=number, server_default=text("0"), index=True)


def may_be_read(changed: ColumnElement[int], *, is_postgres: bool) -> list[ColumnElement[bool]]:
    """Conditions: nobody can still commit a lower number than these rows have."""
    if not is_postgres:
        return []
    oldest: ColumnElement[int] = literal_column("(pg_snapshot_xmin(pg_current_snapshot())::text::bigint)", BigInteger)
    return [changed < oldest]
