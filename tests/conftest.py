"""A town for every story: a migrated database file of its own, copied from one that was migrated once."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import sqlite_url
from storage.migrate import migrate
from tests.town import Town, founded


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "reper.db"
    asyncio.run(migrate(sqlite_url(path)))
    return path


@pytest.fixture
def database_file(migrated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated, tmp_path / "reper.db"))


@pytest.fixture
async def bare_town(database_file: Path) -> AsyncIterator[Town]:
    """Nobody has opened the owner's link yet."""
    async with founded(database_file) as town:
        yield town


@pytest.fixture
async def town(bare_town: Town) -> Town:
    """An owner, Ирина, and an empty department; Friday 20 November 2026, 11:00 in Moscow."""
    await bare_town.opens()
    return bare_town
