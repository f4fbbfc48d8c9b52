"""The queue: offsets, redelivery until confirmed, one poller, lives of updates, duplicates and nonsense."""

import asyncio
from datetime import timedelta

import pytest
from aiogram.exceptions import ClientDecodeError, TelegramConflictError

from simulator.front.session import DirectSession
from simulator.hands.driver import Phone
from tests.simulator.conftest import MORNING, Town, keys


async def test_an_update_comes_again_until_it_is_confirmed(town: Town, anna: Phone) -> None:
    await anna.types("раз")
    await anna.types("два")
    first = await town.bot.get_updates(offset=town.offset)
    again = await town.bot.get_updates(offset=town.offset)
    assert [u.update_id for u in first] == [u.update_id for u in again]

    rest = await town.bot.get_updates(offset=first[0].update_id + 1)
    assert [u.message.text for u in rest] == ["два"]
    assert await town.bot.get_updates(offset=rest[0].update_id + 1) == []
    assert await town.bot.get_updates() == []


async def test_a_batch_has_its_limit(town: Town, anna: Phone) -> None:
    for number in range(5):
        await anna.types(f"{number}")
    assert [u.message.text for u in await town.bot.get_updates(offset=town.offset, limit=2)] == ["0", "1"]


async def test_a_negative_offset_forgets_all_but_the_last(town: Town, anna: Phone) -> None:
    for number in range(3):
        await anna.types(f"{number}")
    assert [u.message.text for u in await town.bot.get_updates(offset=-1)] == ["2"]
    assert len(await town.bot.get_updates()) == 1


async def test_a_long_poll_ends_with_what_comes(town: Town, anna: Phone) -> None:
    poll = asyncio.create_task(town.updates(30))
    await _polling(town)
    await anna.types("привет")
    assert [u.message.text for u in await poll] == ["привет"]


async def test_a_moved_clock_ends_a_long_poll_at_once_and_empty(town: Town) -> None:
    poll = asyncio.create_task(town.updates(30))
    await _polling(town)
    await town.sim.clock.advance(timedelta(hours=1))
    assert await asyncio.wait_for(poll, 2) == []


async def test_a_clock_that_moved_while_nobody_polled_is_news_for_the_next_poll(town: Town) -> None:
    await town.updates()
    await town.sim.clock.advance(timedelta(hours=1))
    assert await asyncio.wait_for(town.updates(30), 2) == []

    poll = asyncio.create_task(town.updates(30))
    await _polling(town)
    assert not poll.done()
    await town.sim.clock.advance(timedelta(hours=1))
    await poll


async def test_a_second_poller_ends_the_first(town: Town, anna: Phone) -> None:
    first = asyncio.create_task(town.updates(30))
    await _polling(town)
    second = asyncio.create_task(town.updates(30))
    with pytest.raises(TelegramConflictError) as conflict:
        await first
    assert conflict.value.message == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await anna.types("привет")
    assert len(await second) == 1


async def test_a_press_lives_150_seconds_in_the_queue_and_a_text_a_day(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "?", reply_markup=keys(["✅"]))
    await anna.types("текст")
    await anna.presses("✅")
    town.core.clock.advance(timedelta(seconds=150))
    assert [u.event_type for u in await town.bot.get_updates()] == ["message", "callback_query"]

    town.core.clock.advance(timedelta(seconds=1))
    assert [u.event_type for u in await town.bot.get_updates()] == ["message"]

    town.core.clock.move_to(MORNING + timedelta(hours=24, seconds=1))
    assert await town.bot.get_updates() == []


async def test_only_the_kinds_that_were_asked_for_are_queued(town: Town, anna: Phone) -> None:
    await town.bot.get_updates(offset=town.offset, allowed_updates=["message"])
    await anna.blocks()
    await anna.starts()
    assert [u.event_type for u in await town.updates()] == ["message"]


async def test_an_id_jumps_after_a_quiet_week(town: Town, anna: Phone) -> None:
    await town.sim.jump(1_000_000)
    await anna.types("привет")
    (update,) = await town.bot.get_updates()
    assert update.update_id > town.offset + 999_000


async def test_a_duplicated_update_comes_even_after_its_id_was_confirmed(town: Town, anna: Phone) -> None:
    await anna.types("оплата 150к")
    (raw,) = await town.sim.pending()
    await town.updates()
    await town.bot.get_updates(offset=town.offset)

    await town.sim.inject(raw)

    assert [u.update_id for u in await town.bot.get_updates(offset=town.offset)] == [raw["update_id"]]
    assert await town.bot.get_updates(offset=town.offset) == []


async def test_an_update_that_aiogram_cannot_decode(town: Town) -> None:
    number = await town.sim.inject({"message": {"message_id": "not a number"}})
    with pytest.raises(ClientDecodeError):
        await town.bot.get_updates()
    assert await town.bot.get_updates(offset=number + 1) == []


async def test_raw_updates_are_plain_dictionaries(town: Town, anna: Phone) -> None:
    if not isinstance(town.bot.session, DirectSession):
        return
    await anna.types("привет")
    number = await town.sim.inject({"message": {"message_id": "x"}})
    batch = await town.bot.session.raw_updates(offset=town.offset, timeout=0)
    assert [raw["update_id"] for raw in batch][-1] == number
    assert batch[0]["message"]["text"] == "привет"
    waiting = asyncio.create_task(
        town.bot.session.raw_updates(offset=number + 1, timeout=30, allowed_updates=["message"])
    )
    await _polling(town)
    await anna.types("ещё")
    assert [raw["message"]["text"] for raw in await waiting] == ["ещё"]


async def _polling(town: Town) -> None:
    """Until the poll has reached the simulator."""
    seen = town.core.world.updates.polls_begun
    await town.core.world.changes.until(lambda: town.core.world.updates.polls_begun > seen, 2)
