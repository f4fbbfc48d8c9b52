"""Bots as processes of their own, each on a line of its own."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter

from simulator.front.process import ROOT
from tests.proof.bench.line import LONGEST, TimedCore

SPARED = {"PATH", "HOME", "LANG", "TMPDIR", "XDG_RUNTIME_DIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV"}


@dataclass
class Bot:
    """One that polls."""

    core: TimedCore
    process: asyncio.subprocess.Process
    started_in: float
    """Seconds from its start to its first poll."""

    @property
    def resident(self) -> float:
        """Megabytes of memory that it holds now."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def spent(self) -> float:
        """Seconds of processor time so far, of all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def echo(at: datetime, kept_in: Path | None = None) -> AsyncIterator[Bot]:
    core = TimedCore(at)
    async with core.serving() as url:
        given = [] if kept_in is None else [str(kept_in)]
        async with _running(core, ["tests.proof.bench.echo", url, core.token, *given], {}) as bot:
            yield bot


@asynccontextmanager
async def whole(
    at: datetime, folder: Path, database: str = "", *, at_once: bool = True, **more: str
) -> AsyncIterator[Bot]:
    """Reper on the database of that folder, or on another one. `more`: other settings of it."""
    core = TimedCore(at)
    async with core.serving() as url:
        env = {
            "BOT_TOKEN": core.token,
            "TELEGRAM_API_URL": url,
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "LOG_LEVEL": "WARNING",
            "LANGUAGE": "ru",
            **more,
        }
        given = ["--at-once"] if at_once else []
        async with _running(core, ["tests.proof.bench.whole", *given], env) as bot:
            yield bot


@asynccontextmanager
async def several(at: datetime, folder: Path, database: str, count: int) -> AsyncIterator[list[Bot]]:
    """So many processes of Reper on one PostgreSQL, before one Telegram."""
    core = TimedCore(at)
    async with core.serving() as url, AsyncExitStack() as stack:
        env = {
            "BOT_TOKEN": core.token,
            "TELEGRAM_API_URL": url,
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "LOG_LEVEL": "WARNING",
            "LANGUAGE": "ru",
        }
        whole = ["tests.proof.bench.whole", "--at-once"]
        yield [await stack.enter_async_context(_running(core, whole, env)) for _ in range(count)]


@asynccontextmanager
async def _running(core: TimedCore, module: Sequence[str], env: dict[str, str]) -> AsyncIterator[Bot]:
    """End this process and no other."""
    spared = {name: value for name, value in os.environ.items() if name in SPARED}
    begun = perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *module,
        cwd=ROOT,
        env=spared | env,
        stdout=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        await _polls(core, process)
        yield Bot(core, process, perf_counter() - begun)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _polls(core: TimedCore, process: asyncio.subprocess.Process) -> None:
    polled, ended = asyncio.create_task(core.first_poll.wait()), asyncio.create_task(process.wait())
    await asyncio.wait({polled, ended}, timeout=LONGEST, return_when=asyncio.FIRST_COMPLETED)
    polled.cancel()
    ended.cancel()
    if not core.first_poll.is_set():
        raise RuntimeError("the bot does not poll")
