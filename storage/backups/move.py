"""
A house of SQLite copied into an empty PostgreSQL, in one transaction: all of it is there, or nothing.

Tables go in the order of their foreign keys. A reference within one table, or to a later one, is filled in a second
pass. Counts and sums of both sides are compared before the commit.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Integer,
    Table,
    Text,
    bindparam,
    cast,
    create_engine,
    func,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from sales.core.errors import ReperError
from storage.engine.connections.address import connecting
from storage.tables import HouseVersionRow
from storage.tables.types import Base

BATCH = 1000
"""Rows: some megabytes at most."""

Row = dict[str, Any]
Figures = tuple[int, ...]
"""How many rows, and the sum of each column of whole numbers."""


class MoveError(ReperError):
    """Nothing was copied: the other database is as empty as it was."""


async def move(source: str, target: URL) -> dict[str, int]:
    """Table → rows. `source`: the address of a file. Both have this version's tables, and nobody works on either.

    Raises MoveError.
    """
    address, arguments = connecting(target)
    engine = create_async_engine(address, poolclass=NullPool, hide_parameters=True, connect_args=arguments)
    sqlite = create_engine(make_url(source).set(drivername="sqlite"), poolclass=NullPool, hide_parameters=True)
    try:
        with sqlite.connect() as old:
            async with engine.begin() as new:
                return await _copy_all(old, new)
    finally:
        sqlite.dispose()
        await engine.dispose()


async def _copy_all(old: Connection, new: AsyncConnection) -> dict[str, int]:
    tables = _list_tables()
    for table in tables:
        if await new.scalar(select(func.count()).select_from(table)):
            raise MoveError(f"The database has rows already, in {table.name}. Name an empty one: createdb reper")
    for number, table in enumerate(tables):
        await _copy(old, new, table, _looks_ahead(table, tables[number:]))
    for table in tables:
        await _join(old, new, table)
        await _set_sequence(new, table)
    return {table.name: await _compare(old, new, table) for table in tables}


def _list_tables() -> list[Table]:
    """In the order of their foreign keys; without that which the other database writes by itself meanwhile."""
    return [each for each in Base.metadata.sorted_tables if each.name != HouseVersionRow.__tablename__]


def _looks_ahead(table: Table, not_yet: Sequence[Table]) -> list[Column[Any]]:
    """Columns whose rows may not be there yet."""
    return [key.parent for key in table.foreign_keys if key.column.table in not_yet]


async def _copy(old: Connection, new: AsyncConnection, table: Table, ahead: Sequence[Column[Any]]) -> None:
    held = _later(table, ahead)
    written = {each.name: cast(bindparam(each.name, type_=Text), JSON) for each in table.columns if _is_json(each)}
    asked = select(*(type_coerce(each, Text) if _is_json(each) else each for each in table.columns))
    for rows in _batches(old, asked.order_by(*table.primary_key.columns)):
        for row in rows:
            row.update(dict.fromkeys(held))
        await _run(new, table, table.insert().values(written), rows)


def _is_json(column: Column[Any]) -> bool:
    """Copied as its text: through Python nothing and JSON's own null would become one."""
    return isinstance(column.type, JSON)


def _later(table: Table, ahead: Sequence[Column[Any]]) -> list[str]:
    wrong = [column.name for column in ahead if not column.nullable]
    if wrong:
        raise MoveError(f"{table.name}.{wrong[0]} looks ahead and cannot be empty: please tell us of it.")
    return [column.name for column in ahead]


async def _join(old: Connection, new: AsyncConnection, table: Table) -> None:
    """The second pass: what was left empty."""
    tables = _list_tables()
    for column in _looks_ahead(table, tables[tables.index(table) :]):
        [key] = table.primary_key.columns
        asked = select(key.label("row_id"), column.label("found")).where(column.is_not(None))
        kept = {each.name: each for each in table.columns if each.onupdate is not None}  # no change of anybody's
        filled = update(table).where(key == bindparam("row_id")).values({**kept, column.name: bindparam("found")})
        for rows in _batches(old, asked):
            await _run(new, table, filled, rows)


def _batches(old: Connection, asked: Any) -> Iterator[list[Row]]:
    with old.execution_options(yield_per=BATCH).execute(asked) as found:
        for batch in found.mappings().partitions(BATCH):
            yield [{str(name): _clean(value) for name, value in row.items()} for row in batch]


def _clean(value: Any) -> Any:
    """PostgreSQL takes no NUL in a text, which SQLite stores."""
    return value.replace("\0", "") if isinstance(value, str) else value


async def _run(new: AsyncConnection, table: Table, statement: Any, rows: list[Row]) -> None:
    try:
        await new.execute(statement, rows)
    except DBAPIError as error:
        said = str(error.orig).partition("\n")[0].partition(": ")[2]
        raise MoveError(f"{table.name} could not be copied ({said[:200]}). Nothing was changed.") from None


async def _set_sequence(new: AsyncConnection, table: Table) -> None:
    for key in table.primary_key.columns:
        if isinstance(key.type, Integer) and key.autoincrement and not key.foreign_keys:
            sequence = await new.scalar(
                text("SELECT pg_get_serial_sequence(:name, :key)"), {"name": table.name, "key": key.name}
            )
            last = await new.scalar(select(func.max(key)))
            if sequence and last:
                await new.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})


async def _compare(old: Connection, new: AsyncConnection, table: Table) -> int:
    numbers = [column for column in table.columns if isinstance(column.type, Integer)]
    asked = select(func.count(), *(func.coalesce(func.sum(column), 0) for column in numbers)).select_from(table)
    there: Figures = tuple(int(each) for each in old.execute(asked).one())
    here: Figures = tuple(int(each) for each in (await new.execute(asked)).one())
    if there != here:
        raise MoveError(f"{table.name} does not agree after the copying: {there} and {here}. Nothing was changed.")
    return here[0]
