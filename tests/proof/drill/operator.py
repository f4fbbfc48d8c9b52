"""The operator's hand: commands in a folder of their own, bots that are started, ended and killed."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from simulator.front.process import ROOT, Running

PATIENCE = 60.0
KEPT = ("PATH", "HOME", "XDG_RUNTIME_DIR", "LD_LIBRARY_PATH")


class Operator:
    """`folder`: where .env, data and logs are; the sources are those that are being tried."""

    def __init__(self, folder: Path, telegram: Running) -> None:
        self.folder = folder
        self.database = ""
        self._telegram = telegram
        self._bots = 0

    @property
    def env(self) -> dict[str, str]:
        return {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "BOT_TOKEN": self._telegram.token,
            "TELEGRAM_API_URL": self._telegram.url,
            "DATA_DIR": str(self.folder / "data"),
            "DATABASE_URL": self.database,
            "PYTHONPATH": str(ROOT),
        }

    async def runs(self, *words: str, code: int = 0) -> str:
        """`python -m bot …`: what it says, once it has ended with that code."""
        pipe = asyncio.subprocess.PIPE
        process = await self._begin(*words, stdout=pipe, stderr=asyncio.subprocess.STDOUT)
        said = (await asyncio.wait_for(process.communicate(), PATIENCE))[0].decode()
        assert process.returncode == code, said
        return said

    async def starts(self) -> "Service":
        """`python -m bot run`, once it works or stands by."""
        self._bots += 1
        log = self.folder / f"bot{self._bots}.log"
        with log.open("w") as file:
            service = Service(await self._begin("run", stdout=file, stderr=file), log)
        await service.says("serving", "standing by")
        return service

    async def _begin(self, *words: str, **streams: object) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *words,
            cwd=self.folder,
            env=self.env,
            **streams,  # type: ignore[arg-type]
        )


class Service:
    """One process of the bot."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process = process
        self._log = log

    async def says(self, *words: str, within: float = PATIENCE) -> None:
        """Waits until the log holds one of them."""
        async with asyncio.timeout(within):
            while not any(each in self._log.read_text() for each in words):
                assert self.process.returncode is None, self._log.read_text()
                await asyncio.sleep(0.05)

    async def ends(self) -> None:
        """As a supervisor ends it."""
        self.process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(self.process.wait(), 20) == 0, self._log.read_text()

    async def dies(self) -> None:
        self.process.kill()
        await self.process.wait()
