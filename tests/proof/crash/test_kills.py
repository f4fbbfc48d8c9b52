"""A process killed with SIGKILL at the n-th point of a story: what shows that the sweep without processes is right."""

import os
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from sales.core.clock import SystemClock
from storage.database import Database, sqlite_url
from tests.proof.conftest import POINTS
from tests.proof.crash.call_scenarios import SCENARIOS
from tests.proof.crash.eve import Sweep
from tests.proof.crash.far import EARLY, told
from tests.proof.crash.judge import Picture, complaints, doubled
from tests.proof.crash.telegram import telegram
from tests.proof.crash.yard import Launcher, Yard
from tests.samples import sized

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("crash"),
    pytest.mark.part,
    pytest.mark.timeout(300),  # many processes, on a machine that may be busy
]

EVERY = int(os.environ.get("KILLS_EVERY", sized(26, 13)))
FEWEST = 15
KilledAt = Callable[[int], Awaitable[tuple[bool, Picture]]]


@pytest.mark.parametrize(
    "name", ["a_call_in_three_taps", pytest.param("somebody_is_invited_and_comes", marks=pytest.mark.long)]
)
async def test_a_process_killed_at_any_point_of_it_is_not_missed(
    name: str, launcher: Launcher, migrated: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with telegram(EARLY) as (simulator, sim):

        async def killed_at(n: int) -> tuple[bool, Picture]:
            folder = tmp_path / str(n)
            folder.mkdir()
            shutil.copy(migrated, folder / "reper.db")
            database = Database(sqlite_url(folder / "reper.db"), SystemClock())
            try:
                return await told(Yard(launcher, simulator, sim, folder, database), SCENARIOS[name], str(n))
            finally:
                await database.dispose()

        sweep = await killed_often(killed_at)

    assert sweep.complaints == []
    assert sweep.points >= FEWEST
    record_property(POINTS, [1, sweep.points, sweep.cuts.total(), sweep.doubled, sweep.withheld])


async def killed_often(killed_at: KilledAt) -> Sweep:
    """n = 1, 1 + EVERY … until a story ends before the bot has come to its point."""
    sweep, n = Sweep(), 1
    _, measure = await killed_at(0)
    while True:
        killed, seen = await killed_at(n)
        if not killed:
            return sweep
        sweep.points = n
        sweep.cuts["SIGKILL"] += 1
        sweep.doubled += doubled(measure, seen)
        sweep.complaints += [f"killed at {n}: {each}" for each in complaints(measure, seen)]
        n += EVERY
