"""One launcher for all proofs with processes; a simulator, a database and people for each story."""

import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from sales.core.clock import SystemClock
from storage.database import Database, sqlite_url
from storage.engine.migrate import migrate
from tests.leaks import leaks_in
from tests.proof.crash.telegram import telegram
from tests.proof.crash.yard import Launcher, Report, Yard
from tests.storage.postgres import Postgres

POINTS = "points"
"""The property of a test that has cut: scenarios, points, cuts, messages doubled, summaries not repeated."""

FIGURES = pytest.StashKey[list[str]]()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def launcher() -> AsyncIterator[Launcher]:
    async with Launcher.started() as launcher:
        yield launcher


@pytest_asyncio.fixture(loop_scope="session")
async def yard(launcher: Launcher, migrated: Path, tmp_path: Path) -> AsyncIterator[Yard]:
    shutil.copy(migrated, tmp_path / "reper.db")
    async with opened(launcher, tmp_path, sqlite_url(tmp_path / "reper.db")) as yard:
        yield yard


@pytest_asyncio.fixture(loop_scope="session")
async def postgres_yard(launcher: Launcher, postgres: Postgres, tmp_path: Path) -> AsyncIterator[Yard]:
    name = postgres.create()
    await migrate(postgres.url(name))
    async with opened(launcher, tmp_path, postgres.url(name)) as yard:
        yield yard
    postgres.drop(name)


@asynccontextmanager
async def opened(launcher: Launcher, folder: Path, url: str) -> AsyncIterator[Yard]:
    database = Database(url, SystemClock())
    async with telegram() as (simulator, sim):
        yard = Yard(launcher, simulator, sim, folder, database)
        try:
            yield yard
        finally:
            for bot in yard.bots:
                bot.signal(signal.SIGKILL)
                await bot.ended()
            await database.dispose()
    told = leaks_in(yard.log.read_text().splitlines(), {simulator.token}) if yard.log.exists() else []
    assert not told, "the log of a killed bot tells too much:\n" + "\n".join(told)


@pytest.fixture(scope="session")
def report(request: pytest.FixtureRequest) -> Report:
    """Figures are told once, at the end of the run, whether or not output is shown."""
    lines: list[str] = request.config.stash.setdefault(FIGURES, [])
    return lines.append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if lines := config.stash.get(FIGURES, []):
        terminalreporter.write_line("crash: " + " | ".join(lines))
    told = [dict(test.user_properties).get(POINTS) for test in terminalreporter.stats.get("passed", ())]
    if swept := [figures for figures in told if figures]:
        stories, points, cuts, doubled, withheld = map(sum, zip(*swept, strict=True))
        terminalreporter.write_line(
            f"points: {stories} stories, {cuts} cuts at {points} points, 0 lost, 0 doubled effects, "
            f"{doubled} doubled messages, all marked, {withheld} summaries not repeated"
        )
