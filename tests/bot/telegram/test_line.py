"""The line over HTTP, with a Telegram on this machine: what it answers oddly, and what becomes of it."""

import json
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.telegram.clock import ClockWatch
from bot.telegram.deep import DEEPEST, DeepJsonError, is_deep, read_json
from bot.telegram.telegram import AnotherPollerError, PollError, TelegramSession, WebhookError
from simulator.acts.faults import Fault
from simulator.core import Core
from simulator.front.server import serving
from simulator.hands.driver import Simulation
from simulator.wire import Params
from tests import leaks
from tests.clock import MovableClock

TOKEN = "42:test-token"


@pytest.fixture
def core() -> Core:
    core = Core(token=TOKEN)
    leaks.knows(core)
    return core


@pytest.fixture
async def session(core: Core) -> AsyncIterator[TelegramSession]:
    async with serving(core) as address:
        session = TelegramSession(address, TOKEN, ClockWatch(MovableClock()))
        yield session
        await session.close()


async def poll(session: TelegramSession) -> list[dict[str, Any]]:
    return await session.raw_updates(offset=None, timeout=0)


async def test_a_webhook_of_another_program_is_taken_off_and_what_was_written_is_kept(
    core: Core, session: TelegramSession
) -> None:
    anna = await Simulation.inside(core).person("Анна")
    await anna.types("до нас")
    core.call("setWebhook", Params({"url": "http://127.0.0.1:1/other"}))

    with pytest.raises(WebhookError, match="webhook is active"):
        await poll(session)

    assert [each["message"]["text"] for each in await poll(session)] == ["до нас"]


async def test_telegrams_own_words_are_kept(core: Core, session: TelegramSession) -> None:
    core.faults.add(
        Fault(method="getUpdates", code=409, description="Conflict: terminated by other getUpdates request")
    )
    with pytest.raises(AnotherPollerError, match="terminated by other"):
        await poll(session)
    core.faults.add(Fault(method="getUpdates", code=400, description="Bad Request: whatever"))
    with pytest.raises(PollError, match="whatever"):
        await poll(session)


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


@pytest.mark.parametrize("depth", [DEEPEST + 1, 900, 100_000])
async def test_an_update_that_is_nested_too_deep_comes_as_its_number_and_the_next_one_whole(depth: int) -> None:
    """The reader of JSON gives up on it with an error that is no error of the line."""
    asked: list[dict[str, Any]] = []
    deep = f'{{"update_id":5,"message":{{"chat":{{"id":7}},"x":{nested(depth)}}}}}'
    whole = '{"update_id":6,"message":{"chat":{"id":7}}}'

    async def answers(request: web.Request) -> web.Response:
        asked.append(json.loads(await request.read()))
        updates = [deep] if asked[-1]["limit"] == 1 else [deep, whole]
        return web.Response(text=f'{{"ok":true,"result":[{",".join(updates)}]}}', content_type="application/json")

    application = web.Application()
    application.router.add_post("/bot{token}/getUpdates", answers)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    session = TelegramSession(f"http://127.0.0.1:{runner.addresses[0][1]}", TOKEN, ClockWatch(MovableClock()))

    found = await session.raw_updates(offset=5, timeout=0)

    await session.close()
    await runner.cleanup()
    assert found == [{"update_id": 5}]
    assert [each["limit"] for each in asked] == [100, 1]


@pytest.mark.parametrize("depth", [1, 20, DEEPEST - 2])
def test_what_telegram_nests_is_read(depth: int) -> None:
    assert read_json(nested(depth).encode()) == json.loads(nested(depth))


def test_a_hundred_updates_beside_each_other_are_not_deep() -> None:
    assert not is_deep([{"message": {"chat": {"id": 7}}}] * 1000)
    began = time.monotonic()
    with pytest.raises(DeepJsonError):
        read_json(nested(2_000_000).encode())
    assert time.monotonic() - began < 10
