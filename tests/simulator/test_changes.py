"""Following what happens: numbers without gaps, waiting without asking, memory that does not grow for ever."""

import asyncio
from datetime import UTC, datetime

import pytest

from simulator.clock import SimClock
from simulator.core import Core
from simulator.hands.driver import Simulation
from simulator.state import changes as followed
from simulator.state import world as remembered
from simulator.state.changes import Changes
from simulator.wire import Params


@pytest.fixture
def changes() -> Changes:
    return Changes(SimClock(datetime(2026, 11, 20, 9, 0, tzinfo=UTC), frozen=True))


def test_changes_are_numbered_and_dated(changes: Changes) -> None:
    changes.add("message", 101, message={"text": "x"})
    changes.add("clock")
    assert list(changes.after(0)) == [
        {"seq": 1, "kind": "message", "chat": 101, "at": "2026-11-20T09:00:00+00:00", "message": {"text": "x"}},
        {"seq": 2, "kind": "clock", "chat": None, "at": "2026-11-20T09:00:00+00:00"},
    ]
    assert [c["seq"] for c in changes.after(1)] == [2]
    assert [c["seq"] for c in changes.after(0, chat=101)] == [1]
    assert list(changes.after(2)) == []


async def test_waiting_ends_with_the_change_or_with_the_time(changes: Changes) -> None:
    waiting = asyncio.create_task(changes.until(lambda: changes.last == 2, 5))
    await asyncio.sleep(0)
    changes.add("clock")
    await asyncio.sleep(0)
    assert not waiting.done()
    changes.add("clock")
    assert await waiting
    assert not await changes.until(lambda: False, 0.01)
    assert await changes.until(lambda: True, 0)


async def test_following_gives_every_change_once_and_a_beat_when_it_is_quiet(changes: Changes) -> None:
    changes.add("a")
    changes.add("b")
    stream = changes.follow(0, beat=0.01)
    assert [(await anext(stream))["kind"] for _ in range(2)] == ["a", "b"]
    assert await anext(stream) is None
    changes.add("c")
    assert (await anext(stream))["kind"] == "c"
    await stream.aclose()


async def test_several_wait_at_once(changes: Changes) -> None:
    waiting = [asyncio.create_task(changes.rung(5)) for _ in range(3)]
    await asyncio.sleep(0)
    changes.ring()
    assert await asyncio.gather(*waiting) == [True, True, True]


def test_old_messages_and_presses_are_forgotten(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "KEPT_MESSAGES", 3)
    monkeypatch.setattr(remembered, "KEPT_PRESSES", 2)
    anna = core.world.add_person("Анна")
    core.people.start(anna.id)
    markup = {"inline_keyboard": [[{"text": "✅", "callback_data": "x"}]]}
    for number in range(4):
        core.call("sendMessage", Params({"chat_id": anna.id, "text": f"{number}", "reply_markup": markup}))
        core.fingers.press(anna.id, "✅")
    assert [m.text for m in core.world.chats[anna.id].messages.values()] == ["1", "2", "3"]
    assert len(core.world.presses) == 2


def test_an_edited_message_remembers_its_last_versions(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "KEPT_VERSIONS", 2)
    anna = core.world.add_person("Анна")
    core.people.start(anna.id)
    core.call("sendMessage", Params({"chat_id": anna.id, "text": "0"}))
    for number in range(1, 5):
        core.call("editMessageText", Params({"chat_id": anna.id, "message_id": 2, "text": f"{number}"}))
    (message,) = [m for m in core.world.chats[anna.id].messages.values() if m.by_bot]
    assert [version["text"] for version in message.history] == ["2", "3"]


def test_the_list_of_changes_has_an_end() -> None:
    assert Changes(SimClock())._kept.maxlen == followed.KEPT
    assert Core().log.maxlen is not None


async def test_a_phone_in_the_same_process_waits_for_the_bot(core: Core) -> None:
    sim = Simulation.inside(core)
    anna = await sim.person("Анна")
    await anna.starts()
    looking = asyncio.create_task(anna.sees("Доброе утро"))
    await asyncio.sleep(0)
    core.call("sendMessage", Params({"chat_id": str(anna.id), "text": "Доброе утро"}))
    assert (await looking).message_id == 2
