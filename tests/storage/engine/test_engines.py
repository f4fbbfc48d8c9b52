"""Writers to one database queue instead of failing, readers cannot write, and nothing naive comes in."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from storage.database import Database
from storage.tables import WireRow
from tests.clock import MovableClock
from tests.storage.house import House


async def _count(house: House) -> None:
    """Read, then write: the transaction that SQLite refuses at once unless it has begun IMMEDIATE."""
    async with house.write() as tx:
        seen = await tx.session.scalar(select(WireRow.value).where(WireRow.name == "count").with_for_update())
        assert seen is not None
        await tx.system.wire.set("count", {"n": seen["n"] + 1})


@pytest.fixture
async def database(house_url: str, clock: MovableClock) -> AsyncIterator[Database]:
    """As in production: nothing about it is made quicker."""
    database = Database(house_url, clock)
    yield database
    await database.dispose()


async def test_twenty_who_read_and_then_write_at_once_all_succeed(house: House) -> None:
    async with house.write() as tx:
        await tx.system.wire.set("count", {"n": 0})
    await asyncio.gather(*(_count(house) for _ in range(20)))
    async with house.read() as tx:
        assert await tx.system.wire.get("count") == {"n": 20}


async def test_a_second_database_object_waits_its_turn_as_another_process_would(house: House) -> None:
    other = House(Database(house.database.url.render_as_string(hide_password=False), house.clock), house.clock)
    try:
        async with house.write() as tx:
            await tx.system.wire.set("count", {"n": 0})
        await asyncio.gather(*(_count(each) for each in [house, other] * 5))
        async with other.read() as tx:
            assert await tx.system.wire.get("count") == {"n": 10}
    finally:
        await other.database.dispose()


async def test_a_reader_cannot_write(house: House) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        async with house.read() as tx:
            await tx.system.wire.set("forbidden", {"n": 1})
    async with house.read() as tx:
        assert await tx.system.wire.get("forbidden") is None


async def test_a_reader_goes_on_while_a_writer_has_not_finished(house: House) -> None:
    async with house.write() as tx:
        await tx.system.wire.set("half", {"n": 1})
        async with house.read() as look:
            assert await look.system.wire.get("half") is None


async def test_a_look_is_of_one_moment(house: House) -> None:
    async with house.read() as look:
        assert await look.system.wire.get("moment") is None
        async with house.write() as tx:
            await tx.system.wire.set("moment", {"n": 1})
        assert await look.system.wire.get("moment") is None


async def test_what_raises_leaves_nothing_behind(house: House) -> None:
    async def breaks() -> None:
        async with house.write() as tx:
            await tx.as_(house.anna).clients.create("Ромашка")
            raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError):
        await breaks()
    async with house.read() as tx:
        assert await tx.as_(house.anna).clients.count() == 0


async def test_the_writer_waits_for_another_process_that_holds_the_file(house: House) -> None:
    if not house.database.is_sqlite:
        return  # PostgreSQL locks rows, not the house
    path = Path(house.database.url.database or "")
    held, release = threading.Event(), threading.Event()

    def neighbour() -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        held.set()
        release.wait(5)
        connection.execute("COMMIT")
        connection.close()

    thread = threading.Thread(target=neighbour)
    thread.start()
    await asyncio.to_thread(held.wait, 5)
    asyncio.get_running_loop().call_later(2, release.set)  # what a backup or an antivirus takes
    async with house.write() as tx:
        await tx.system.wire.set("after", {"n": 1})
    assert release.is_set()
    await asyncio.to_thread(thread.join)


async def test_sqlite_keeps_its_promises_on_every_connection(house: House) -> None:
    if not house.database.is_sqlite:
        return
    async with house.write() as tx:
        held = {
            name: await tx.session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    async with house.read() as tx:
        reader = await tx.session.scalar(text("PRAGMA query_only"))
    assert held == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
    assert reader == 1


async def test_a_row_that_refers_to_nobody_is_refused(house: House) -> None:
    async with house.tried() as tx:
        statement = text(
            "INSERT INTO absences (person_id, first_day, last_day, kind, created_at) VALUES (999, :d, :d, 'x', :t)"
        )
        with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
            await tx.session.execute(
                statement.bindparams(d=datetime(2026, 11, 20).date(), t=house.clock.now().replace(tzinfo=None))  # noqa: DTZ001
                if house.database.is_sqlite
                else statement.bindparams(d=datetime(2026, 11, 20).date(), t=house.clock.now())  # noqa: DTZ001
            )


async def test_a_naive_instant_is_refused_on_the_way_in(house: House) -> None:
    async with house.write() as tx:
        naive = datetime(2026, 11, 20)  # noqa: DTZ001  on purpose
        with pytest.raises(StatementError, match="needs a zone"):
            await tx.system.checkins.open(house.anna.person_id, naive.date(), "12:00", naive)


async def test_a_database_that_is_not_there_is_an_operational_error(tmp_path: Path, house: House) -> None:
    folder = tmp_path / "taken"
    folder.mkdir()
    database = Database(f"sqlite+aiosqlite:///{folder}", house.clock)
    try:
        with pytest.raises(OperationalError):
            async with database.read() as tx:
                await tx.system.wire.get("anything")
    finally:
        await database.dispose()
