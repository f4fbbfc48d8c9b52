"""Where the fronts differ from the core: tokens, broken polls, pollers that are killed, files in pieces."""

import asyncio

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramConflictError, TelegramNetworkError, TelegramUnauthorizedError
from aiogram.types import BufferedInputFile

from simulator.core import Core
from simulator.front.session import DirectSession
from simulator.hands.driver import Phone, Simulation
from simulator.hands.lines import InsideLine
from tests.simulator.conftest import Town


async def test_a_wrong_token_is_unauthorized(town: Town) -> None:
    stranger = Bot("7:stranger", session=town.bot.session)
    with pytest.raises(TelegramUnauthorizedError) as refused:
        await stranger.get_me()
    assert refused.value.message == "Unauthorized"


async def test_a_poll_whose_answer_is_lost_brings_the_same_again(town: Town, anna: Phone) -> None:
    await anna.types("оплата 150к")
    await town.sim.fault("getUpdates", reset="after", times=2)
    for _ in range(2):
        with pytest.raises(TelegramNetworkError):
            await town.updates()
    assert [u.message.text for u in await town.updates()] == ["оплата 150к"]


async def test_a_502_while_polling_loses_nothing(town: Town, anna: Phone) -> None:
    await town.sim.fault("getUpdates", code=502, times=3)
    await anna.types("привет")
    for _ in range(3):
        with pytest.raises(ClientDecodeError):
            await town.updates()
    assert len(await town.updates()) == 1


@pytest.mark.parametrize("town", ["http"], indirect=True)
async def test_a_poller_that_is_killed_takes_nothing_with_it(town: Town, anna: Phone) -> None:
    updates, changes = town.core.world.updates, town.core.world.changes
    async with aiohttp.ClientSession(town.url) as http:
        seen = updates.polls_begun
        poll = asyncio.create_task(http.get(f"/bot{town.core.token}/getUpdates?timeout=30"))
        await changes.until(lambda: updates.polls_begun > seen, 2)
        poll.cancel()
        await asyncio.wait([poll])
    await anna.types("привет")
    assert [u.message.text for u in await town.updates()] == ["привет"]


async def test_a_file_is_handed_out_in_pieces(town: Town, anna: Phone) -> None:
    content = bytes(range(256)) * 1000
    sent = await town.bot.send_document(anna.id, BufferedInputFile(content, "a.bin"))
    file = await town.bot.get_file(sent.document.file_id)
    url = town.bot.session.api.file_url(town.bot.token, file.file_path)
    pieces = [piece async for piece in town.bot.session.stream_content(url, chunk_size=50_000)]
    assert b"".join(pieces) == content
    assert len(pieces) > 1


async def test_raw_polling_without_a_socket_fails_with_aiograms_own_errors(core: Core) -> None:
    session, sim = DirectSession(core), Simulation.inside(core)
    await sim.fault("getUpdates", reset="before")
    with pytest.raises(TelegramNetworkError):
        await session.raw_updates(offset=None, timeout=0)
    await sim.fault("getUpdates", code=502)
    with pytest.raises(ClientDecodeError):
        await session.raw_updates(offset=None, timeout=0)

    first = asyncio.create_task(session.raw_updates(offset=None, timeout=30))
    await core.world.changes.until(lambda: core.world.updates.polls_begun > 0, 2)
    second = asyncio.create_task(session.raw_updates(offset=None, timeout=30))
    with pytest.raises(TelegramConflictError):
        await first
    await (await sim.person("Анна")).starts()
    assert [raw["message"]["text"] for raw in await second] == ["/start"]


async def test_raw_updates_obey_their_limit(core: Core) -> None:
    session = DirectSession(core)
    anna = await Simulation.inside(core).person("Анна")
    for number in range(4):
        await anna.types(f"{number}")
    batch = await session.raw_updates(offset=None, timeout=0, limit=3)
    assert [raw["message"]["text"] for raw in batch] == ["0", "1", "2"]
    rest = await session.raw_updates(offset=batch[-1]["update_id"] + 1, timeout=0)
    assert [raw["message"]["text"] for raw in rest] == ["3"]


async def test_a_path_that_does_not_exist_is_told(core: Core) -> None:
    line = InsideLine(core)
    for method, path in (("GET", "moon"), ("POST", "state"), ("POST", "people/101/dance"), ("GET", "chats/5")):
        with pytest.raises(AssertionError, match="there is no"):
            await line.ask(method, path, {})


async def test_details_that_a_deed_does_not_take(core: Core) -> None:
    anna = await Simulation.inside(core).person("Анна")
    with pytest.raises(AssertionError, match="«contact» does not take these details"):
        await anna.shares_contact("+7495", "Иван", mood="good")
    with pytest.raises(AssertionError, match="unknown: age"):
        await Simulation.inside(core).person("Борис", age=30)


async def test_a_bot_that_reads_everything_in_groups() -> None:
    core = Core(privacy=False)
    sim = Simulation.inside(core)
    anna = await sim.person("Анна")
    group = await sim.group("Отдел", anna)
    await anna.types("всем привет", chat=group)
    assert [raw["message"]["text"] for raw in await sim.pending() if "text" in raw.get("message", {})] == [
        "всем привет"
    ]
