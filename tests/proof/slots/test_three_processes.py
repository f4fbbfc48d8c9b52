"""Three real processes look at one database at the same moment, and SIGKILL falls among them."""

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time
from itertools import islice
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio

from storage.database import Database, sqlite_url
from storage.engine.migrate import migrate
from tests.clock import MovableClock
from tests.proof.crash.yard import Launcher
from tests.proof.slots.almanac import DAY, Look
from tests.proof.slots.lives import LIVES, moments
from tests.proof.slots.village import differences, settled
from tests.samples import sized
from tests.storage.postgres import Postgres

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("crash"),
    pytest.mark.part,
    pytest.mark.timeout(300),  # eighty processes, on a machine that may be busy
]

PROCESSES = 3
LOOKS = sized(5, 20)
KILLED = 0.4
LIFE = LIVES["New York falls back"]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def tickers() -> AsyncIterator[Launcher]:
    async with Launcher.started("tests.proof.slots.ticker") as launcher:
        yield launcher


async def test_on_a_file(tickers: Launcher, migrated: Path, tmp_path: Path) -> None:
    await lived(tickers, sqlite_url(Path(shutil.copy(migrated, tmp_path / "reper.db"))), tmp_path / "log")


@pytest.mark.long
@pytest.mark.postgres
async def test_on_a_server(tickers: Launcher, postgres: Postgres, tmp_path: Path) -> None:
    name = postgres.create()
    await migrate(postgres.url(name))
    await lived(tickers, postgres.url(name), tmp_path / "log")


async def lived(tickers: Launcher, url: str, log: Path) -> None:
    log.touch()
    dice = Random(url.partition(":")[0])
    clock = MovableClock(datetime.combine(LIFE.first, time(), UTC) - 2 * DAY)
    database = Database(url, clock)
    try:
        villages = await settled(database, LIFE)
        looks = [await looked(tickers, url, log, now, dice) for now in islice(moments(LIFE, dice), 0, 3 * LOOKS, 3)]
        async with database.read() as tx:
            assert await differences(tx, villages, looks) == []
        assert not log.read_text()
    finally:
        await database.dispose()


async def looked(tickers: Launcher, url: str, log: Path, now: datetime, dice: Random) -> Look:
    order = {"url": url, "at": now.isoformat(), "log": str(log)}
    bots = [await tickers.launch(order) for _ in range(PROCESSES)]
    for bot in bots:
        if dice.random() < KILLED:
            await asyncio.sleep(dice.random() * 0.05)
            bot.signal(signal.SIGKILL)
    ends = [await bot.ended() for bot in bots]
    assert {0, -signal.SIGKILL} >= set(ends)
    return Look(now, done=0 in ends)
