"""A bot of aiogram's at either front, people with phones, and time that stands still at 11:40 in Moscow."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Update

from simulator.clock import SimClock
from simulator.core import Core
from simulator.front.server import serving
from simulator.front.session import DirectSession
from simulator.hands.driver import Phone, Simulation

MORNING = datetime(2026, 11, 20, 8, 40, tzinfo=UTC)


@dataclass
class Town:
    """A bot and the people around it."""

    core: Core
    bot: Bot
    sim: Simulation
    url: str = ""
    offset: int = 0

    async def updates(self, seconds: int = 0) -> list[Update]:
        """What came since the last time, confirmed by the next call."""
        batch = await self.bot.get_updates(offset=self.offset, timeout=seconds)
        self.offset = batch[-1].update_id + 1 if batch else self.offset
        return batch

    async def newcomer(self, name: str, **facts: object) -> Phone:
        """Somebody who has pressed Start, and whose greeting the bot has read."""
        phone = await self.sim.person(name, **facts)
        await phone.starts()
        await self.updates()
        await self.updates()  # confirms what the first one took
        return phone


@pytest.fixture
def core() -> Core:
    return Core(clock=SimClock(MORNING, frozen=True))


@pytest.fixture(params=["direct", "http"])
async def town(request: pytest.FixtureRequest, core: Core) -> AsyncIterator[Town]:
    """The same story at both fronts."""
    if request.param == "direct":
        yield Town(core, _bot(core, DirectSession(core)), Simulation.inside(core))
        return
    async with serving(core) as url, Simulation.at(url) as sim:
        session = AiohttpSession(api=TelegramAPIServer.from_base(url))
        yield Town(core, _bot(core, session), sim, url)
        await (await session.create_session()).close()  # session.close() would sleep a quarter of a second


@pytest.fixture
async def anna(town: Town) -> Phone:
    return await town.newcomer("Анна")


def _bot(core: Core, session: AiohttpSession | DirectSession) -> Bot:
    return Bot(core.token, session=session, default=DefaultBotProperties(parse_mode="HTML"))


def keys(*rows: list[str]) -> InlineKeyboardMarkup:
    """Inline buttons; what a button carries is what stands on it."""
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=label) for label in row] for row in rows]
    )
