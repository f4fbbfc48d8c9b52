"""Pools of connections to SQLite, asked in the loop: nobody waits for what somebody else holds but who wants it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, OperationalError

import storage.database
from sales.core.clock import SystemClock
from storage.database import READERS, Database, sqlite_url
from storage.engine.connections.trouble import is_database_trouble
from storage.transaction import Transaction

BUSY_SECONDS = 0.3


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    with patch.object(storage.database, "BUSY_SECONDS", BUSY_SECONDS):
        made = Database(sqlite_url(tmp_path / "a.db"), SystemClock())
    async with made.write() as tx:
        await tx.session.execute(text("CREATE TABLE notes (said TEXT)"))
    yield made
    await made.dispose()


@pytest.fixture
def other(database: Database) -> Iterator[sqlite3.Connection]:
    """Another process with the same file."""
    connection = sqlite3.connect(database.url.database or "", isolation_level=None, timeout=0)
    yield connection
    connection.close()


async def said(database: Database) -> list[str]:
    async with database.read() as tx:
        return list(await tx.session.scalars(text("SELECT said FROM notes ORDER BY said")))


async def say(database: Database, words: str) -> None:
    async with database.write() as tx:
        await say_in(tx, words)


async def say_in(tx: Transaction, words: str) -> None:
    await tx.session.execute(text("INSERT INTO notes VALUES (:words)"), {"words": words})


async def test_who_writes_holds_the_lock_from_the_first_moment(database: Database, other: sqlite3.Connection) -> None:
    async with database.write():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")


async def test_while_somebody_else_writes_the_loop_goes_on(database: Database, other: sqlite3.Connection) -> None:
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(say(database, "потом"))
    for _ in range(5):
        await asyncio.sleep(0.01)
        assert await said(database) == []
    assert not writing.done()

    other.execute("COMMIT")
    await writing

    assert await said(database) == ["потом"]


async def test_who_waited_too_long_is_told_so_and_the_next_one_writes(
    database: Database, other: sqlite3.Connection
) -> None:
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError, match="locked") as refused:
        await say(database, "нет")
    assert is_database_trouble(refused.value)

    other.execute("ROLLBACK")
    await say(database, "да")
    assert await said(database) == ["да"]


async def test_who_gives_up_waiting_takes_no_lock_along(database: Database, other: sqlite3.Connection) -> None:
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(say(database, "нет"))
    await asyncio.sleep(0.02)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    other.execute("COMMIT")

    await say(database, "да")
    assert await said(database) == ["да"]


async def test_two_of_us_write_one_after_the_other(database: Database) -> None:
    async def both(first: str, second: str) -> None:
        async with database.write() as tx:
            for words in (first, second):
                await tx.session.execute(text("INSERT INTO notes VALUES (:words)"), {"words": words})
                await asyncio.sleep(0)

    await asyncio.gather(both("а1", "а2"), both("б1", "б2"), both("в1", "в2"))

    async with database.read() as tx:
        order = list(await tx.session.scalars(text("SELECT said FROM notes ORDER BY rowid")))
    assert order == ["а1", "а2", "б1", "б2", "в1", "в2"]


async def test_more_readers_than_places_wait_for_a_place(database: Database) -> None:
    inside = most = 0

    async def look() -> None:
        nonlocal inside, most
        async with database.read() as tx:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            await tx.session.execute(text("SELECT 1"))
            inside -= 1

    await asyncio.gather(*(look() for _ in range(3 * READERS)))

    assert most == READERS


async def test_rows_are_taken_before_what_they_are_read_for_changes_them(database: Database) -> None:
    for words in "абв":
        await say(database, words)

    async with database.write() as tx:
        for words in await tx.session.scalars(text("SELECT said FROM notes")):
            await tx.session.execute(text("INSERT INTO notes VALUES (:words)"), {"words": words + words})

    assert await said(database) == ["а", "аа", "б", "бб", "в", "вв"]


async def test_a_savepoint_undoes_what_raised_and_nothing_else(database: Database) -> None:
    async with database.write() as tx:
        await tx.session.execute(text("INSERT INTO notes VALUES ('до')"))
        with suppress(RuntimeError):
            async with tx.session.savepoint():
                await tx.session.execute(text("INSERT INTO notes VALUES ('внутри')"))
                raise RuntimeError
        await tx.session.execute(text("INSERT INTO notes VALUES ('после')"))

    assert await said(database) == ["до", "после"]


async def test_one_inside_another_is_undone_alone(database: Database) -> None:
    async with database.write() as tx, tx.session.savepoint():
        await say_in(tx, "снаружи")
        with suppress(RuntimeError):
            async with tx.session.savepoint():
                await say_in(tx, "внутри")
                raise RuntimeError

    assert await said(database) == ["снаружи"]


async def test_a_full_disk_inside_a_savepoint_is_told_as_what_it_is(database: Database) -> None:
    """SQLite undoes the whole transaction then, the savepoint with it."""
    async with database.write() as tx:
        pages = await tx.session.scalar(text("PRAGMA page_count"))
        await tx.session.execute(text(f"PRAGMA max_page_count = {pages + 2}"))

    with pytest.raises(OperationalError) as raised:
        async with database.write() as tx, tx.session.savepoint():
            await say_in(tx, "я" * 1_000_000)

    assert is_database_trouble(raised.value)
    await say(database, "а")
    assert await said(database) == ["а"]


@pytest.mark.parametrize(("look", "lets_others_go"), [("read_in_background", True), ("read", False)])
async def test_who_draws_anew_lets_others_go_between_statements(
    database: Database, look: str, lets_others_go: bool
) -> None:
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            beats += 1
            await asyncio.sleep(0)

    async with getattr(database, look)() as tx:
        heart = asyncio.create_task(beat())
        for _ in range(20):
            await tx.session.execute(text("SELECT said FROM notes"))
        heart.cancel()

    assert (beats >= 19) is lets_others_go


async def test_who_reads_long_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Two million rows counted for a workbook, and a loop that goes on beating meanwhile."""
    database = Database(sqlite_url(tmp_path / "b.db"), SystemClock())
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000)"
    long = text(f"{numbers} SELECT max(i) FROM n")
    try:
        async with database.read_long() as tx:
            reading = asyncio.create_task(tx.session.scalar(long))
            beats = 0
            while not reading.done():
                await asyncio.sleep(0.001)
                beats += 1
            assert await reading == 2_000_000
        assert beats > 10
    finally:
        await database.dispose()


async def test_who_reads_long_changes_nothing(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "c.db"), SystemClock())
    try:
        async with database.read_long() as tx:
            with pytest.raises(DatabaseError, match="readonly"):
                await tx.session.execute(text("CREATE TABLE notes (said TEXT)"))
    finally:
        await database.dispose()
