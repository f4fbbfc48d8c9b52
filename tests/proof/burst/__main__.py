"""
`make burst`: 500 chats write 20 lines each while the bot cannot listen.

    python -m tests.proof.burst [--chats 500] [--each 20]

The exit code is not zero when it was slow, mixed up, or took too much memory.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from sales.core.clock import SystemClock
from simulator.front.process import start
from simulator.hands.driver import Simulation
from storage.database import Database, sqlite_url
from storage.engine.migrate import migrate
from tests.proof.burst.burst import Figures, burst
from tests.proof.crash.yard import Launcher, Yard

STORED_WITHIN = 30.0
MOST_MB = 100.0
"""Beside what it held before."""
PATIENCE = 3600.0


async def run(chats: int, each: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="reper-burst-") as folder:
        file = Path(folder) / "reper.db"
        await migrate(sqlite_url(file))
        database = Database(sqlite_url(file), SystemClock())
        try:
            async with Launcher.started() as launcher, start() as simulator, Simulation.at(simulator.url) as sim:
                yard = Yard(launcher, simulator, sim, Path(folder), database)
                return await burst(yard, chats, each, PATIENCE)
        finally:
            await database.dispose()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.proof.burst")
    parser.add_argument("--chats", type=int, default=500)
    parser.add_argument("--each", type=int, default=20)
    options = parser.parse_args()
    figures = asyncio.run(run(options.chats, options.each))
    print(figures)  # noqa: T201  that is what it is for
    whole = figures.records == figures.updates and not figures.out_of_order
    return 0 if whole and figures.stored <= STORED_WITHIN and figures.peak_mb - figures.begun_mb <= MOST_MB else 1


if __name__ == "__main__":
    sys.exit(main())
