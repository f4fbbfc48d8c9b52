"""A town for every story, on a migrated database file of its own; and nobody's words in the log of any test."""

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import tests.lazy_models  # noqa: F401
from storage.database import sqlite_url
from storage.engine.migrate import migrate
from tests.kept import Kept
from tests.leaks import Guard, guarded
from tests.samples import SAMPLE, take_part
from tests.storage.house import settled_house
from tests.storage.postgres import HOUSE, Postgres, running
from tests.town import Town, founded

MEMORY = Path("/dev/shm")
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4 * 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))  # eight thousand small databases need no disk

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
"""A machine that is busy with something else is no fault of the rule that is tried."""

YOUNG_OBJECTS = 50_000


def pytest_configure() -> None:
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    taken = take_part(items)
    config.hook.pytest_deselected(items=[*{*items} - {*taken}])
    items[:] = taken


def pytest_collection_finish() -> None:
    """What was imported and collected stays for good: looked through again and again, it took a fifth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def log_guard() -> Iterator[Guard]:
    """Fails the test in which a token, a phone, a name or a text came into the log."""
    with guarded() as guard:
        yield guard
    leaks = guard.leaks()
    assert not leaks, "the log of this test tells too much:\n" + "\n".join(leaks)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A file's bytes may hold the time at which it was made: workers would collect tests of different names."""
    return argname if isinstance(val, bytes) else None


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: a third of their time tests wait, for processes, browsers and paces."""
    return (os.cpu_count() or 2) * 3 // 2


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"samples: SAMPLE={SAMPLE} takes the same again, SAMPLE=all takes everything")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "reper.db"
    asyncio.run(migrate(sqlite_url(path)))
    return path


@pytest.fixture(scope="session")
def sqlite_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("house") / "reper.db"
    asyncio.run(settled_house(sqlite_url(path)))
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Of the whole session: where a conftest imported it, each folder would start one of its own."""
    with running() as server:
        asyncio.run(settled_house(server.url(server.create(HOUSE))))
        server.keep_house()
        yield server


@pytest.fixture
def database_file(migrated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated, tmp_path / "reper.db"))


@pytest.fixture
async def bare_town(database_file: Path) -> AsyncIterator[Town]:
    """Nobody has opened the owner's link yet."""
    async with founded(database_file) as town:
        yield town


@pytest.fixture(scope="session")
def opened(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept.lived(Path(shutil.copy(migrated, tmp_path_factory.mktemp("opened") / "reper.db")))


@pytest.fixture(scope="session")
def where_anna_works(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """As `opened`, with a manager who has come in by her link: asked for by whose first deed that was."""

    async def live(town: Town) -> None:
        await town.manager("Анна")

    return Kept.lived(Path(shutil.copy(migrated, tmp_path_factory.mktemp("anna") / "reper.db")), live)


@pytest.fixture
async def town(request: pytest.FixtureRequest, opened: Kept, database_file: Path) -> AsyncIterator[Town]:
    """An owner, Ирина, and an empty department; Friday 20 November 2026, 11:00 in Moscow."""
    asked = "where_anna_works" in request.fixturenames
    kept: Kept = request.getfixturevalue("where_anna_works") if asked else opened
    async with kept.again(database_file) as town:
        yield town
