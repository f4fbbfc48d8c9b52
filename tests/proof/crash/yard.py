"""A yard to kill in: a simulator, a database, and bots that are started, killed and started again."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import text

from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.people import Role
from simulator.front.process import ROOT, Running
from simulator.hands.driver import Phone, Seen, Simulation
from storage.database import Database
from tests.proof.crash.telegram import Telegram

PATIENCE = 20.0
Report = Callable[[str], None]
FLAG = "🔁 Возможно, повтор"


def spaced(text: str) -> str:
    """With ordinary spaces: what a phone would tear apart is kept together by others."""
    return text.replace("\xa0", " ")


class Launcher:
    """The process that forks bots. Its answers are sorted by the child they are about."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._forked: asyncio.Queue[int] = asyncio.Queue()
        self._ends: dict[int, asyncio.Future[int]] = {}
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._ordering = asyncio.Lock()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    @asynccontextmanager
    async def started(cls, module: str = "tests.proof.crash.launcher") -> AsyncIterator["Launcher"]:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", module, cwd=ROOT, stdin=pipe, stdout=pipe)
        launcher = cls(process)
        try:
            yield launcher
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()
            await launcher._listening

    async def launch(self, order: dict[str, Any]) -> "Bot":
        await asyncio.wait_for(asyncio.shield(self._ready), PATIENCE * 9)
        async with self._ordering:  # the answers say nothing of whose order it was
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            await self._process.stdin.drain()
            pid = await asyncio.wait_for(self._forked.get(), PATIENCE)
        return Bot(pid, self._end_of(pid), Path(order["log"]))

    def _end_of(self, pid: int) -> asyncio.Future[int]:
        return self._ends.setdefault(pid, asyncio.get_running_loop().create_future())

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            answer = json.loads(line)
            if "ready" in answer:
                self._ready.set_result(None)
            elif "forked" in answer:
                self._forked.put_nowait(answer["pid"])
            else:
                self._end_of(answer["pid"]).set_result(answer["exit"])


class Bot:
    """One process of the bot."""

    def __init__(self, pid: int, end: asyncio.Future[int], log: Path) -> None:
        self.pid = pid
        self._end = end
        self._log = log
        self._said_before = len(log.read_text())

    @property
    def alive(self) -> bool:
        return not self._end.done()

    def signal(self, number: signal.Signals) -> None:
        """It may have ended by itself a moment ago, and the launcher's word of that still be on its way."""
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def last_words(self) -> str:
        """Of the log, since the start: why it has ended, where it says so."""
        return self._log.read_text()[self._said_before :][-2000:]

    async def ended(self, within: float = PATIENCE) -> int:
        return await asyncio.wait_for(asyncio.shield(self._end), within)

    async def stop(self) -> int:
        self.signal(signal.SIGTERM)
        return await self.ended()

    async def says(self, words: str, within: float = PATIENCE) -> str:
        """What the log has said since the start, once it holds these words."""
        async with asyncio.timeout(within):
            while words not in (said := self._log.read_text()[self._said_before :]):
                assert self.alive or words in self._log.read_text(), said
                await asyncio.sleep(0.05)
        return said


class Yard:
    """One simulator, one database, people with phones, and whatever bots run on them."""

    def __init__(
        self, launcher: Launcher, simulator: Running | Telegram, sim: Simulation, folder: Path, database: Database
    ) -> None:
        self.launcher = launcher
        self.simulator = simulator
        self.sim = sim
        self.folder = folder
        self.database = database
        self.bots: list[Bot] = []
        self.sent: Counter[str] = Counter()
        self.orders: dict[str, Any] = {}
        """What every order to the launcher says besides."""

    async def bot(self, kill: str = "", **env: str) -> Bot:
        self.log.touch()
        order = {"env": self.env | env, "arguments": ["run"], "kill": kill, "log": str(self.log)}
        order |= self.orders
        self.bots.append(await self.launcher.launch(order))
        return self.bots[-1]

    @property
    def log(self) -> Path:
        """What all bots of this yard have said."""
        return self.folder / "bot.operations.log"

    @property
    def env(self) -> dict[str, str]:
        return {
            "BOT_TOKEN": self.simulator.token,
            "TELEGRAM_API_URL": self.simulator.url,
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database.url.render_as_string(hide_password=False),
            "LANGUAGE": "ru",
            "TIMEZONE": "Europe/Moscow",
            "LOG_LEVEL": "DEBUG",
        }

    async def owner(self, name: str = "Ирина") -> Phone:
        """The owner with a department, there before the first bot runs."""
        phone = await self.sim.person(name)
        async with self.database.write() as tx:
            token = await tx.system.invitations.owner_link()
            actor = (await tx.system.invitations.redeem(token or "", phone.id, name, "ru")).actor
            await tx.as_(actor).departments.create("Отдел", "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
        return phone

    async def managers(self, owner: Phone, *names: str) -> list[Phone]:
        """People of the department, there before the first bot runs."""
        phones = [await self.sim.person(name) for name in names]
        for phone, token in zip(phones, await self.invited(owner, *names), strict=True):
            async with self.database.write() as tx:
                await tx.system.invitations.redeem(token, phone.id, phone.name, "ru")
        return phones

    async def invited(self, owner: Phone, *names: str, role: Role = Role.MANAGER) -> list[str]:
        async with self.database.write() as tx:
            actor = await tx.system.staff.actor_by_telegram(owner.id)
            assert actor is not None
            (department,) = await tx.system.departments.all()
            return [await tx.as_(actor).invitations.invite(role, name, department.id) for name in names]

    async def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        async with self.database.read() as tx:
            return [tuple(row) for row in await tx.session.execute(text(query), values)]

    async def until_rows(self, query: str, count: int, within: float = PATIENCE) -> None:
        """Until the query answers with that number."""
        async with asyncio.timeout(within):
            while (await self.rows(query))[0][0] != count:  # noqa: ASYNC110  rows of another
                await asyncio.sleep(0.05)

    @staticmethod
    def free_port() -> int:
        with socket.create_server(("127.0.0.1", 0)) as free:
            return int(free.getsockname()[1])

    async def inbox(self) -> dict[str, int]:
        return dict(await self.rows("SELECT state, count(*) FROM inbox GROUP BY state"))

    async def settled(self, updates: int, within: float = PATIENCE) -> None:
        """So many updates are done with, and nothing waits to be sent."""
        await self._until(updates, within, all_sent=True)

    async def done(self, updates: int) -> None:
        """So many updates are done with; their answers may still be on the way."""
        await self._until(updates, PATIENCE, all_sent=False)

    async def _until(self, updates: int, within: float, *, all_sent: bool) -> None:
        async with asyncio.timeout(within):
            while await self._ended() < updates or (all_sent and await self._waiting()):  # noqa: ASYNC110  rows of another
                await asyncio.sleep(0.05)

    async def _ended(self) -> int:
        return int((await self.rows("SELECT count(*) FROM inbox WHERE state IN ('done', 'dead')"))[0][0])

    async def _waiting(self) -> int:
        return int((await self.rows("SELECT count(*) FROM outbox WHERE state = 'pending'"))[0][0])

    async def notes(self) -> Counter[str]:
        """What «запись …» left in the database."""
        return Counter(name for (name,) in await self.rows("SELECT name FROM clients WHERE name LIKE 'запись%'"))


def answers(chat: Iterable[Seen], text: str) -> list[Seen]:
    """The bot's messages whose first line is this."""
    return [seen for seen in chat if seen.by_bot and seen.text.partition("\n")[0] == text]


def versions(message: Seen) -> list[str]:
    """The texts that the message has had, the present one last."""
    return [json.dumps(past, ensure_ascii=False) for past in message.state["history"]] + [message.text]


def unflagged(copies: list[Seen]) -> list[Seen]:
    """Of messages that say the same: those beyond one that never said that they may be a repetition."""
    silent = [copy for copy in copies if not any(FLAG in spaced(version) for version in versions(copy))]
    return silent[1:]
