"""One short storm for all tests here, and its books."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio

from sales.core.clock import SystemClock
from storage.database import Database, sqlite_url
from tests.proof.chaos.book import Findings
from tests.proof.chaos.checker import Checker
from tests.proof.chaos.ledger import Ledger
from tests.proof.chaos.nemesis import database_locked, line_down
from tests.proof.chaos.run import SHORT_DAY, Scenario, Size, Storm
from tests.proof.chaos.town import opened
from tests.proof.chaos.witness import Witness
from tests.proof.conftest import FIGURES
from tests.proof.crash.yard import Launcher
from tests.samples import SAMPLE

POSTED = Random(f"{SAMPLE} posted").random() < 1 / 2
"""Telegram posts the updates in one run, and is polled in another."""

SHORT = Size(
    kills=4,
    updates=70,
    departments=1,
    managers=5,
    is_posted=POSTED,
    day=SHORT_DAY,
    scenarios=(Scenario("a short storm", (line_down, database_locked)),),
)


@dataclass(frozen=True)
class Books:
    """What a storm has left, for somebody to tamper with."""

    kills: int
    found: Findings
    file: Path
    pushed: range
    ledger: Ledger
    witness: Witness

    def copied(self, folder: Path) -> "Books":
        file = folder / "reper.db"
        with closing(sqlite3.connect(self.file)) as whole, closing(sqlite3.connect(file)) as copy:
            whole.backup(copy)
        ledger, witness = deepcopy(self.ledger), Witness()
        witness.chats |= deepcopy(dict(self.witness.chats))
        return Books(self.kills, self.found, file, self.pushed, ledger, witness)

    async def checked(self) -> Findings:
        database = Database(sqlite_url(self.file), SystemClock())
        try:
            return await Checker(database, self.ledger, self.witness).look(self.pushed)
        finally:
            await database.dispose()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def books(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> AsyncIterator[Books]:
    folder = tmp_path_factory.mktemp("chaos")
    lines = pytestconfig.stash.setdefault(FIGURES, [])
    url, posts_to = sqlite_url(folder / "reper.db"), SHORT.is_posted * SHORT.processes
    async with Launcher.started() as launcher, opened(launcher, folder, url, posts_to=posts_to) as town:
        await town.settle(SHORT.departments, SHORT.managers)
        storm = Storm(town, SHORT, "20", lines.append)
        await storm.opens()
        found = await storm.rages(SHORT.scenarios[0])
        assert await storm.nemesis.leaves() == 0
        pushed = await town.pushed_ids()
        yield Books(storm.nemesis.kills, found, folder / "reper.db", pushed, town.ledger, town.witness)


@pytest.fixture
def copy(books: Books, tmp_path: Path) -> Books:
    return books.copied(tmp_path)
