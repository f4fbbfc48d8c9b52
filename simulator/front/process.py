"""The simulator as a process of its own, for tests that kill the bot and not Telegram."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 20.0


@dataclass(frozen=True, slots=True)
class Running:
    url: str
    token: str
    process: asyncio.subprocess.Process


@asynccontextmanager
async def start(
    *, clock: str = "", frozen: bool = False, token: str = "", port: int = 0, zone: str = "", language: str = ""
) -> AsyncIterator[Running]:
    """Run it while the block lasts; end this process and no other."""
    options = ["--port", str(port)]
    options += ["--clock", clock] if clock else []
    options += ["--token", token] if token else []
    options += ["--frozen"] if frozen else []
    options += ["--zone", zone] if zone else []
    options += ["--language", language] if language else []
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", *options, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None  # noqa: S101  asked for above
        line = await asyncio.wait_for(process.stdout.readline(), READY_WITHIN)
        ready = json.loads(line)
        yield Running(ready["url"], ready["token"], process)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
