"""A post office without pacing, whose clock only the test moves."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.core import Core
from storage.database import Database, sqlite_url
from tests.bot.office import TOKEN, Office
from tests.clock import MovableClock


@pytest.fixture
async def office(database_file: Path) -> AsyncIterator[Office]:
    clock = MovableClock()
    database = Database(sqlite_url(database_file), clock)
    office = Office(database, Core(token=TOKEN))
    office.clock = clock
    yield office
    await database.dispose()
