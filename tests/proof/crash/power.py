"""
The power is cut at the n-th point of a bot that lives in this process: a thousand times in a minute, where a process
to be killed takes seconds.

A point is before and after every commit, every call to Telegram, and every poll that brings something. At the n-th one
a PowerCutError is raised, which is no Exception, so no `except` of the product sees it; and from that moment nothing of
the old bot reaches the database or the line, whatever its `finally` tries. What was not committed is rolled back, as
it is when a process dies. That a real process under `kill -9` fares alike is shown in test_points.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod

from bot.app import Parts
from bot.settings import read_settings
from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.people import Profile, Role
from simulator.core import Core
from simulator.front.session import DirectSession
from simulator.hands.phone import Phone
from storage.database import Database
from storage.queues.wire import LAST_POLL
from storage.transaction import Transaction
from tests.town import TOKEN, Someone, Town

SETTINGS = read_settings(bot_token=TOKEN, language="ru", _env_file=None)
SECOND = timedelta(seconds=1)
PATIENCE = 30
"""Seconds of the story's clock in which everything that waits for another try has to be sent."""


class PowerCutError(BaseException):
    """The lights are out."""


class Power:
    def __init__(self, cut_at: int = 0) -> None:
        self._cut_at = cut_at
        self.counts = False
        self.out = False
        self.points: list[str] = []

    def passes(self, point: str) -> None:
        if self.out:
            raise PowerCutError
        if not self.counts:
            return
        self.points.append(point)
        if len(self.points) == self._cut_at:
            self.out = True
            raise PowerCutError

    @property
    def was_cut(self) -> bool:
        return 0 < self._cut_at <= len(self.points)


class PoweredDatabase(Database):
    """One for all stories of a file: compiled statements are kept, connections are not."""

    power = Power()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        async with super().write() as tx:
            yield tx
            self.power.passes("commit:before")
        self.power.passes("commit:after")

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        if self.power.out:
            raise PowerCutError
        async with super().read() as tx:
            yield tx


class PoweredSession(DirectSession):
    def __init__(self, core: Core, power: Power) -> None:
        super().__init__(core)
        self._power = power

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109
        name = method.__api_method__
        self._power.passes(f"{name}:before")
        answer = await super().make_request(bot, method, timeout)
        self._power.passes(f"{name}:after")
        return answer

    async def stream_content(self, *asked: Any, **how: Any) -> AsyncGenerator[bytes, None]:
        self._power.passes("download:before")
        async for chunk in super().stream_content(*asked, **how):
            yield chunk
        self._power.passes("download:after")

    async def raw_updates(self, **asked: Any) -> list[dict[str, Any]]:
        updates = await super().raw_updates(**asked)
        if updates:
            self._power.passes("getUpdates:after")
        return updates


class PoweredTown(Town):
    """A town whose bot starts again, on the same database and the same line, when its power was cut."""

    def __init__(self, core: Core, database: PoweredDatabase, power: Power) -> None:
        self.power = database.power = power
        database.clock = core.clock
        super().__init__(core, database, SETTINGS)

    def assembled(self) -> Parts:
        self.session = PoweredSession(self.core, self.power)
        return super().assembled()

    async def settle(self) -> None:
        """As the town does; after a cut also what has to wait for another try."""
        while True:
            try:
                await super().settle()
                if self.power.was_cut:
                    await self._send_the_rest()
            except PowerCutError:
                await self.restart()
            else:
                return

    async def tick(self) -> None:
        while True:
            try:
                await super().tick()
            except PowerCutError:
                await self.restart()
            else:
                return

    async def restart(self) -> None:
        while True:
            try:
                await self._begin_anew()
            except PowerCutError:
                continue
            else:
                return

    async def _begin_anew(self) -> None:
        await _bury_deliveries()
        await self.database.dispose()
        self.power.out = False
        async with Database.write(self.database) as tx:  # it polled a moment ago: only our clock goes by jumps
            await tx.system.wire.set(LAST_POLL, {"at": tx.clock.now().isoformat()})
        await super().restart()

    async def _send_the_rest(self) -> None:
        for _second in range(PATIENCE):
            async with self.database.read() as tx:
                if not await tx.system.outbox.pending():
                    return
            self.core.clock.advance(SECOND)
            await super().settle()
        raise AssertionError("something is never sent")

    async def opens(self, zone: str = "Europe/Moscow", name: str = "Отдел") -> None:
        """Without a word to the bot: what it says at the door is a scenario of its own."""
        phone = await self._known("Ирина")
        async with self.database.write() as tx:
            token = await tx.system.invitations.owner_link()
            owner = (await tx.system.invitations.redeem(token or "", phone.id, "Ирина", "ru")).actor
            made = await tx.as_(owner).departments.create(name, zone, DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
        self.department_id = made.id
        self.owner = self.people["Ирина"] = Someone(self, phone, owner)

    async def _joins(self, name: str, role: Role, profile: Profile = Profile.MIXED) -> Someone:
        assert self.owner is not None
        phone = await self._known(name)
        async with self.database.write() as tx:
            token = await tx.as_(self.owner.actor).invitations.invite(role, name, self.department_id, profile)
            actor = (await tx.system.invitations.redeem(token, phone.id, name, "ru")).actor
        joined = self.people[name] = Someone(self, phone, actor)
        return joined

    async def _known(self, name: str) -> Phone:
        """They have written to the bot before, so it may write to them."""
        phone = await self.simulation.person(name)
        self.core.world.person(phone.id).started = True
        return phone


async def _bury_deliveries() -> None:
    """What was in the air goes down with the bot."""
    left = [task for task in asyncio.all_tasks() if task.get_name() == "delivery"]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
