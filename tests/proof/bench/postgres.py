"""The same on PostgreSQL: a durable one, filled from the SQLite file by COPY."""

import csv
import io
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg

from storage.engine.migrate import migrate
from tests.storage.postgres import Postgres

TABLES = (
    *("departments", "people", "clients", "contacts", "contact_words", "client_words", "deals", "stage_moves"),
    *("activities", "expected_payments", "facts"),
    *("plans", "bonus_rules", "absences", "payment_events"),
    *("door_tokens", "cold_lists", "cold_leads"),
    *("week_plans", "week_plan_items", "day_plans", "day_plan_items", "tomorrow_plans", "tomorrow_items"),
)
CHUNK = 50_000


async def copied(server: Postgres, name: str, source: Path) -> str:
    """The address of a database of that name with everything that the file holds."""
    url = server.url(server.create(name))
    await migrate(url)
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    file = sqlite3.connect(source)
    try:
        for table in TABLES:
            await _copy(connection, file, table)
        await connection.execute("VACUUM ANALYZE")
    finally:
        file.close()
        await connection.close()
    return url


NULL = r"\N"
"""Not the empty text, which a KPP may be."""


async def _copy(connection: asyncpg.Connection, file: sqlite3.Connection, table: str) -> None:
    cursor = file.execute(f"SELECT * FROM {table}")
    names = [each[0] for each in cursor.description]
    indexes = await connection.fetch(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = $1 AND indexname LIKE 'ix_%'", table
    )
    for index in indexes:
        await connection.execute(f'DROP INDEX "{index["indexname"]}"')
    await connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    await connection.copy_to_table(table, source=_csv(cursor), columns=names, format="csv", null=NULL)
    await connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    for index in indexes:
        await connection.execute(index["indexdef"])
    if "id" in names:
        await connection.execute(f"SELECT setval('{table}_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM {table}))")


async def _csv(cursor: sqlite3.Cursor) -> AsyncIterator[bytes]:
    for rows in _chunks(cursor):
        written = io.StringIO()
        csv.writer(written).writerows([NULL if cell is None else cell for cell in row] for row in rows)
        yield written.getvalue().encode()


def _chunks(cursor: sqlite3.Cursor) -> Iterator[list[tuple[object, ...]]]:
    while rows := cursor.fetchmany(CHUNK):
        yield rows
