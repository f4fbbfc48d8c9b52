"""The way in and out without pacing, whose clock only the test moves."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.core import Core
from storage.database import Database, sqlite_url
from tests.bot.rig import TOKEN, Rig
from tests.clock import MovableClock
from tests.quick import quick
from tests.storage.conftest import clock, database, house_url
from tests.storage.postgres import HOUSE, Postgres

__all__ = ["clock", "database", "house_url"]


@pytest.fixture
async def rig(database_file: Path) -> AsyncIterator[Rig]:
    still = MovableClock()
    files = quick(Database(sqlite_url(database_file), still))
    rig = Rig(files, Core(token=TOKEN))
    rig.clock = still
    yield rig
    await files.dispose()


@pytest.fixture
async def postgres_database(postgres: Postgres, clock: MovableClock) -> AsyncIterator[Database]:
    postgres.restore_house()
    database = Database(postgres.url(HOUSE), clock)
    yield database
    await database.dispose()
