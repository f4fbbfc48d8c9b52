"""Every test of storage runs on a SQLite file and on PostgreSQL alike, each time on a database of its own."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.database import Database, sqlite_url
from tests.clock import MovableClock
from tests.quick import quick
from tests.storage.house import House
from tests.storage.postgres import HOUSE, Postgres

BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a table."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "reper.db")
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=BOTH)
def house_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database with the people of the house in it."""
    if request.param == "sqlite":
        path = tmp_path / "reper.db"
        shutil.copy(request.getfixturevalue("sqlite_house"), path)
        return sqlite_url(path)
    server: Postgres = request.getfixturevalue("postgres")
    server.restore_house()
    return server.url(HOUSE)


@pytest.fixture
async def database(house_url: str, clock: MovableClock) -> AsyncIterator[Database]:
    database = quick(Database(house_url, clock))
    yield database
    await database.dispose()


@pytest.fixture
async def house(database: Database, clock: MovableClock) -> House:
    return await House(database, clock).open()
