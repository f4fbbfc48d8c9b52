"""The demo as a process of its own, on a free port, ended by the Ctrl-C of a person."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
READY_WITHIN = 90.0
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@dataclass(frozen=True, slots=True)
class Played:
    url: str
    folder: Path
    """Where everything that it makes stands."""
    process: asyncio.subprocess.Process

    @property
    def database(self) -> Path:
        """Made by the demo in its folder."""
        [found] = self.folder.glob("reper-demo-*/reper.db")
        return found


@asynccontextmanager
async def playing(folder: Path, language: str = "ru") -> AsyncIterator[Played]:
    """`make demo` without make. It is ended with the block, if the test has not done so."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "demo", "--port", "0"),
        cwd=ROOT,
        env=os.environ | {"LANGUAGE": language, "TMPDIR": str(folder)},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Played(await asyncio.wait_for(_address(process), READY_WITHIN), folder, process)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async for line in process.stdout:
        if found := ADDRESS.search(line.decode()):
            return found.group()
    raise AssertionError(f"the demo ended with {process.returncode} before it named its page")
