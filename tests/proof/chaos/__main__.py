"""
`make chaos`: 200 kills over 5,000 updates of two departments of twenty, and every other trouble that we know.

    python -m tests.proof.chaos [--seed N] [--kills 200] [--updates 5000] [--database sqlite|postgres] [--towns 2]
        [--processes 3] [--webhook]

The exit code is not zero when anything was lost or done twice.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path

from storage.database import sqlite_url
from tests.proof.chaos.run import SCENARIOS, Scenario, Size, Storm, Total
from tests.proof.chaos.town import Town, opened
from tests.proof.crash.yard import Launcher
from tests.storage.postgres import Postgres, running

DISK = "48m"


class Places:
    """Where towns are opened: folders, databases, and a small disk."""

    def __init__(self, launcher: Launcher, folder: Path, postgres: Postgres | None) -> None:
        self._launcher = launcher
        self._folder = folder
        self._postgres = postgres
        self._numbers = count(1)

    @asynccontextmanager
    async def town(self, size: Size, *, small_disk: bool) -> AsyncIterator[Town]:
        folder = self._folder / f"town{next(self._numbers)}"
        folder.mkdir()
        with ExitStack() as stack:
            if small_disk:
                stack.enter_context(mounted(folder))
            url = sqlite_url(folder / "reper.db")
            if self._postgres is not None:
                url = self._postgres.url(self._postgres.create())
            async with opened(self._launcher, folder, url, posts_to=size.is_posted * size.processes) as town:
                await town.settle(size.departments, size.managers)
                yield town


@contextmanager
def mounted(folder: Path) -> Iterator[None]:
    """A tmpfs of so many bytes. Raises CalledProcessError where root may not mount."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "reper-chaos", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def no_small_disk(postgres: Postgres | None) -> str:
    """Why the disk cannot be filled here; empty when it can."""
    if postgres is not None:
        return "PostgreSQL's disk is not the bot's"
    with tempfile.TemporaryDirectory() as folder:
        try:
            with mounted(Path(folder)):
                return ""
        except (OSError, subprocess.CalledProcessError) as error:
            return f"no tmpfs may be mounted here ({type(error).__name__})"


async def storm(size: Size, seed: int, places: Places, towns: int) -> Total:
    """`towns`: so many at once, each with a part of the scenarios, a bot, a database and a nemesis of its own."""
    total = Total()
    async with asyncio.TaskGroup() as group:
        for number, scenarios in enumerate(_parts(size.scenarios, towns)):
            group.create_task(_passes_over(places, size, f"{seed}:{number}" if number else str(seed), scenarios, total))
    return total


def _parts(scenarios: Sequence[Scenario], towns: int) -> list[list[Scenario]]:
    """Those of one place, dealt out one by one; those apart go last in theirs."""
    usual, apart = ([each for each in scenarios if each.apart is kind] for kind in (False, True))
    parts = [usual[first::towns] for first in range(towns)]
    parts[-1] += apart
    return [part for part in parts if part]


async def _passes_over(places: Places, size: Size, seed: str, scenarios: list[Scenario], total: Total) -> None:
    for apart in (False, True):
        if some := [each for each in scenarios if each.apart is apart]:
            async with places.town(size, small_disk=apart) as town:
                await _weathered(town, size, seed, some, total)


async def _weathered(town: Town, size: Size, seed: str, scenarios: list[Scenario], total: Total) -> None:
    weather = Storm(town, size, seed, _say)
    await weather.opens()
    for scenario in scenarios:
        found = await weather.rages(scenario)
        for sentence in found.sentences():
            _say(f"  {sentence}")
    total.kills += weather.nemesis.kills
    total.found.append(found)
    _say(f"people: {', '.join(f'{times} {name}' for name, times in sorted(town.ledger.deeds.items()))}")
    if await weather.nemesis.leaves() != 0:
        found.wrong.append("the bot did not stop when it was told to")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.proof.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--updates", type=int, default=5000)
    parser.add_argument("--towns", type=int, default=2)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--processes", type=int, default=1, help="of a town, on PostgreSQL: any of them is killed")
    parser.add_argument("--webhook", action="store_true", help="updates are posted, to all processes through a proxy")
    arguments = parser.parse_args()
    if arguments.processes > 1 and arguments.database != "postgres":
        parser.error("several processes need --database postgres")
    return arguments


async def run(arguments: argparse.Namespace, folder: Path, postgres: Postgres | None) -> int:
    scenarios: tuple[Scenario, ...] = SCENARIOS
    if why := no_small_disk(postgres):
        _say(f"the disk full: left out, {why}")
        scenarios = tuple(each for each in SCENARIOS if not each.apart)
    size = Size(
        arguments.kills,
        arguments.updates,
        processes=arguments.processes,
        is_posted=arguments.webhook,
        scenarios=scenarios,
    )
    async with Launcher.started() as launcher:
        total = await storm(size, arguments.seed, Places(launcher, folder, postgres), arguments.towns)
    how = ", updates posted" if arguments.webhook else ""
    _say(f"{total.told()}; {arguments.processes} processes on {arguments.database}{how}")
    return 0 if total.is_clean else 1


def main() -> int:
    arguments = _arguments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reper-chaos-")))
        postgres = stack.enter_context(running()) if arguments.database == "postgres" else None
        if postgres is not None:  # backups are made by a pg_dump of the server's own version
            os.environ["PATH"] = f"{postgres.tools}{os.pathsep}{os.environ['PATH']}"
        return asyncio.run(run(arguments, folder, postgres))


if __name__ == "__main__":
    sys.exit(main())
