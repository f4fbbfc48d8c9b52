"""The simulator as a process of its own, and a clock that glides so that a polling bot sees every step."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from simulator.front.process import start
from simulator.hands.driver import Phone, Simulation
from tests.simulator.conftest import MORNING, Town

NOON = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


async def test_a_process_says_where_it_is_and_ends_with_its_block() -> None:
    async with start(clock="2026-11-20T08:40:00Z", frozen=True, token="7:process") as running:
        async with Simulation.at(running.url) as sim, aiohttp.ClientSession(running.url) as http:
            assert await sim.clock.now() == MORNING
            anna = await sim.person("Анна")
            await anna.starts()
            async with http.get("/bot7:process/getUpdates") as response:
                assert (await response.json())["result"][0]["message"]["text"] == "/start"
        assert running.process.returncode is None
    assert running.process.returncode == 0


async def test_a_gliding_clock_lets_the_bot_look_at_every_step(town: Town, anna: Phone) -> None:
    seen: list[datetime] = []

    async def bot() -> None:
        while town.core.clock.now() < NOON:
            await town.updates(30)
            seen.append(town.core.clock.now())
        await town.updates()

    polling = asyncio.create_task(bot())
    await town.core.world.changes.until(lambda: town.core.world.updates.polls_begun > 2, 2)

    await town.sim.clock.glide_to(NOON, timedelta(minutes=5))
    await polling

    assert await town.sim.clock.now() == NOON
    assert seen == [MORNING + timedelta(minutes=5 * n) for n in range(1, 5)]


async def test_a_gliding_clock_does_not_wait_for_ever_for_a_bot_that_is_not_there(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.core.WAKE", 0.05)
    loop = asyncio.get_running_loop()
    began = loop.time()
    await town.sim.clock.glide_to(NOON, timedelta(seconds=1))
    assert loop.time() - began < 2
    assert await town.sim.clock.now() == NOON
