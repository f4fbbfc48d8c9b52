"""The delivery alone: the outbox of a real database, and a Telegram in the same process that notes the time."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod
from markupsafe import Markup

from bot.delivery.caller import Caller
from bot.delivery.delivery import Delivery
from bot.delivery.outgoing import Outgoing
from bot.delivery.pacing import Pace
from bot.delivery.sender import Claimed, Sender
from bot.signals import Signals
from bot.telegram.telegram import make_bot
from reports.message.message import Button, Message
from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.people import Role
from simulator.acts.faults import Fault
from simulator.core import Core
from simulator.front.session import DirectSession
from simulator.hands.driver import Phone, Seen, Simulation
from storage.database import Database, sqlite_url
from storage.engine.actor import Actor
from storage.queues.messages import BULK, REPLY, NewMessage, Stored
from tests import leaks
from tests.clock import MovableClock
from tests.quick import quick
from tests.virtual_time import LoopClock

TOKEN = "42:test-token"


class NotingSession(DirectSession):
    """When which call was begun, by the loop's time."""

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self.noted: list[tuple[float, str, int]] = []

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109
        chat_id = getattr(method, "chat_id", 0)
        self.noted.append((asyncio.get_running_loop().time(), type(method).__name__, chat_id))
        return await super().make_request(bot, method, timeout)


class NotingSender(Sender):
    """What left without a turn in the queue is noted."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.at_once: list[Claimed] = []

    async def send_reply(self, claimed: Claimed) -> None:
        self.at_once.append(claimed)
        await super().send_reply(claimed)


class Rig:
    def __init__(self, database: Database, core: Core, pace: Pace | None = None) -> None:
        self.core = core
        leaks.knows(core)
        self.database = database
        self.sim = Simulation.inside(core)
        self.session = NotingSession(core)
        self.pace = pace or Pace.make_unlimited()
        self.owner: Actor | None = None
        self.department_id = 0
        self.restart()

    clock: MovableClock
    """Where it stands still; on a loop of virtual time it passes by itself."""

    def restart(self, *, rich: bool = True) -> None:
        signals = self.signals = Signals()
        caller = Caller(make_bot(TOKEN, self.session), self.pace, rich=rich)
        self.sender = NotingSender(self.database, caller, self.pace, signals, "ru")
        self.outgoing = Outgoing(self.database, self.sender, caller, self.pace, signals)
        self.delivery = Delivery(self.database, self.outgoing, self.pace, signals)

    async def opens(self) -> Phone:
        """The owner, Ирина, and her department."""
        phone = await self._with_phone("Ирина")
        async with self.database.write() as tx:
            token = await tx.system.invitations.owner_link()
            self.owner = (await tx.system.invitations.redeem(token or "", phone.id, "Ирина", "ru")).actor
            made = await tx.as_(self.owner).departments.create(
                "Отдел", "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE
            )
        self.department_id = made.id
        return phone

    async def joins(self, name: str, role: Role = Role.MANAGER) -> tuple[Actor, Phone]:
        assert self.owner is not None
        phone = await self._with_phone(name)
        async with self.database.write() as tx:
            token = await tx.as_(self.owner).invitations.invite(role, name, self.department_id)
            return (await tx.system.invitations.redeem(token, phone.id, name, "ru")).actor, phone

    async def stranger(self, name: str = "Прохожий") -> Phone:
        return await self._with_phone(name)

    async def puts(self, key: str, chat: int, text: str, **more: Any) -> None:
        content = Message(Markup(text), more.pop("buttons", ())).to_json()
        async with self.database.write() as tx:
            await tx.system.outbox.put(NewMessage(key, chat, content=content, **more))

    async def tells_all(self, phones: Sequence[Phone], text: str) -> None:
        """Bulk to many, in one transaction."""
        content = Message(Markup(text)).to_json()
        async with self.database.write() as tx:
            for phone in phones:
                await tx.system.outbox.put(NewMessage(f"news:{phone.id}", phone.id, lane=BULK, content=content))

    async def puts_view(self, key: str, reader: Actor, view: Stored) -> None:
        async with self.database.write() as tx:
            await tx.system.outbox.put(NewMessage(key, reader.telegram_id, reader.person_id, view=view))

    async def erases(self, key: str) -> None:
        async with self.database.write() as tx:
            await tx.system.outbox.erase(key)

    async def touches(self, key: str) -> None:
        async with self.database.write() as tx:
            await tx.system.outbox.touch(key)

    async def drain(self) -> None:
        await self.delivery.drain()

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.delivery.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await self.outgoing.finish(5)

    async def quiet(self, within: float = 3600) -> None:
        """Until nothing waits to be sent; seconds of the loop's time."""
        async with asyncio.timeout(within):
            while await self.pending():  # noqa: ASYNC110  rows have no event
                await asyncio.sleep(0.25)

    async def pending(self) -> int:
        async with self.database.read() as tx:
            return await tx.system.outbox.pending()

    async def row(self, key: str) -> Any:
        from sqlalchemy import select

        from storage.tables import OutboxRow

        async with self.database.read() as tx:
            return (await tx.session.execute(select(OutboxRow).where(OutboxRow.key == key))).first()

    def fault(self, method: str = "sendMessage", **rule: Any) -> None:
        self.core.faults.add(Fault(method=method, **rule))

    def calls(self, method: str = "") -> list[str]:
        """Methods that were called, in their order."""
        return [name for _, name, _ in self.session.noted if method in name]

    def times(self, chat: int | None = None) -> list[float]:
        return [at for at, _, where in self.session.noted if chat in {None, where}]

    async def _with_phone(self, name: str) -> Phone:
        """Somebody who has written to the bot, which may therefore write back."""
        phone = await self.sim.person(name)
        await phone.starts()
        return phone


async def said(phone: Phone) -> list[str]:
    """What stands in the chat of the bot's messages."""
    return [message.text for message in await phone.chat() if message.by_bot]


async def shown(phone: Phone) -> list[Seen]:
    return [message for message in await phone.chat() if message.by_bot]


def button(label: str, data: str = "d:1:a:b") -> tuple[tuple[Button, ...], ...]:
    return ((Button(label, data),),)


@asynccontextmanager
async def opened(path: Path, pace: Pace | None = None) -> AsyncIterator[Rig]:
    """On a loop of virtual time: the database's clock passes with it."""
    database = quick(Database(sqlite_url(path), LoopClock()))
    try:
        yield Rig(database, Core(token=TOKEN), pace)
    finally:
        await database.dispose()


__all__ = ["BULK", "REPLY", "Rig", "button", "opened", "said", "shown"]
