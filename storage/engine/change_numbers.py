"""
PostgreSQL numbers changes by its transactions (storage.tables.changes). A house that came from elsewhere, from SQLite
or from another server's dump, carries numbers that this server has not reached yet: what is changed now would have
lower ones, and a program that reads on from where it stopped would never see it. So the server counts up to them first.

A dump of a server that has been busy for years is thousands of millions ahead: counting would take hours. Its numbers
are made small in their order; after a restore programs read everything anew in any case (docs/openapi.yaml).
"""

from sqlalchemy import delete, func, select, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from storage.engine.connections.address import connecting
from storage.tables.changes import ChangeMarkRow, Changing
from storage.tables.types import Base

MOST = 10_000_000
"""Transactions that are spent at a start: a minute or two."""

_NOW = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


async def catch_up(url: URL) -> int:
    """How many transactions were spent, some tens of thousands a second; nothing on SQLite, and nearly always 0."""
    if url.get_backend_name() == "sqlite":
        return 0
    address, arguments = connecting(url)
    engine = create_async_engine(address, poolclass=NullPool, hide_parameters=True, connect_args=arguments)
    try:
        async with engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            missing = await _find_missing(connection)
            if missing > MOST:
                await _number_anew(connection)
                missing = await _find_missing(connection)
            if missing > 0:
                await connection.execute(text("SET synchronous_commit = off"))
                await connection.exec_driver_sql(_SPEND.format(count=missing))
            return max(0, missing)
    finally:
        await engine.dispose()


async def _find_missing(connection: AsyncConnection) -> int:
    numbers = [*(each.revision for each in _list_changing()), ChangeMarkRow.revision]
    last = max([await connection.scalar(select(func.max(each))) or 0 for each in numbers])
    return int(last) + 1 - int(await connection.scalar(_NOW))


async def _number_anew(connection: AsyncConnection) -> None:
    """From one on, in the order that there is; each table is read by itself."""
    for each in _list_changing():
        await connection.exec_driver_sql(_RENUMBER.format(table=each.__tablename__))
    await connection.execute(delete(ChangeMarkRow))  # of SQLite


_RENUMBER = """
    UPDATE {table} SET revision = small.revision
    FROM (SELECT id, dense_rank() OVER (ORDER BY revision) AS revision FROM {table}) AS small
    WHERE small.id = {table}.id
"""
_SPEND = "DO $$ BEGIN FOR n IN 1..{count} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"


def _list_changing() -> list[type[Changing]]:
    return [each.class_ for each in Base.registry.mappers if issubclass(each.class_, Changing)]
