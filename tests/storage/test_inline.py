"""SQLite without a thread for what takes microseconds, and with it for what may wait."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiosqlite import OperationalError
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from sales.clock import SystemClock
from storage.database import Database, sqlite_url
from storage.inline import TAKE_LOCK, InlineConnection

BUSY_MS = 300


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[InlineConnection]:
    connection = InlineConnection(str(tmp_path / "a.db"), BUSY_MS)
    await connection
    connection.isolation_level = None
    await connection.execute("PRAGMA journal_mode=WAL")
    await connection.execute("CREATE TABLE notes (said TEXT)")
    yield connection
    await connection.close()


@pytest.fixture
def other(line: InlineConnection, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another process with the same file."""
    connection = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("statement", "inline"),
    [
        ("SELECT here()", True),
        ("  insert into notes values (here())", True),
        ("WITH one AS (SELECT here() AS said) SELECT * FROM one", True),
        ("UPDATE notes SET said = here()", True),
        ("EXPLAIN SELECT here()", False),
    ],
)
async def test_only_what_may_wait_goes_to_the_thread(line: InlineConnection, statement: str, inline: bool) -> None:
    ran_in: set[int] = set()

    def seen(thread_of: object) -> None:
        ran_in.add(threading.get_ident())

    line._conn.set_trace_callback(seen)
    await line.execute("INSERT INTO notes VALUES ('x')")
    ran_in.clear()
    line._conn.create_function("here", 0, lambda: "here")

    await line.execute_fetchall(statement)

    assert (threading.get_ident() in ran_in) is inline


async def test_a_free_lock_is_taken_at_once(line: InlineConnection, other: sqlite3.Connection) -> None:
    await line.execute(TAKE_LOCK)

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("PRAGMA busy_timeout=0").connection.execute("BEGIN IMMEDIATE")
    await line.commit()
    other.execute("BEGIN IMMEDIATE")


async def test_while_somebody_else_writes_the_loop_goes_on(line: InlineConnection, other: sqlite3.Connection) -> None:
    other.execute("BEGIN IMMEDIATE")
    taking = asyncio.create_task(line.execute(TAKE_LOCK))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not taking.done()

    other.execute("COMMIT")
    await taking

    assert line.in_transaction


async def test_who_waited_too_long_is_told_so(line: InlineConnection, other: sqlite3.Connection) -> None:
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError, match="locked"):
        await line.execute(TAKE_LOCK)

    assert not line.in_transaction


async def test_a_second_begin_is_an_error_and_not_a_wait(line: InlineConnection) -> None:
    await line.execute(TAKE_LOCK)

    with pytest.raises(OperationalError, match="within a transaction"):
        await line.execute(TAKE_LOCK)


async def test_a_closed_connection_says_so(line: InlineConnection) -> None:
    await line.close()

    with pytest.raises(ValueError, match="no active"):
        await line.execute("SELECT 1")


async def test_who_reads_long_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Two million rows counted for a workbook, and a loop that goes on beating meanwhile."""
    database = Database(sqlite_url(tmp_path / "b.db"), SystemClock())
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000)"
    long = text(f"{numbers} SELECT max(i) FROM n")
    try:
        async with database.study() as tx:
            reading = asyncio.create_task(tx.session.execute(long))
            beats = 0
            while not reading.done():
                await asyncio.sleep(0.001)
                beats += 1
            assert (await reading).scalar() == 2_000_000
        assert beats > 10
    finally:
        await database.dispose()


async def test_who_reads_long_changes_nothing(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "c.db"), SystemClock())
    try:
        async with database.study() as tx:
            with pytest.raises(DatabaseError, match="readonly"):
                await tx.session.execute(text("CREATE TABLE notes (said TEXT)"))
    finally:
        await database.dispose()
