"""A reply leaves with the transaction that makes it, where its chat is free; and no chat is spoken to twice at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.delivery.outgoing import AT_ONCE
from bot.delivery.pacing import Pace
from reports.message.markup import fill
from reports.message.message import Message
from simulator.hands.driver import Phone
from storage.engine.actor import Actor
from storage.queues.inbox import NewItem
from storage.queues.messages import NewMessage, OutboxItem, fetch_key
from storage.transaction import Transaction
from tests.bot.rig import Rig, opened, said
from tests.drawn import drawn_by
from tests.virtual_time import in_virtual_time

DONE = True


async def replies(rig: Rig, chat: int, text: str = "записано", key: str = "reply", **more: Any) -> None:
    """As a worker does whose handler answers."""

    async def work(tx: Transaction) -> bool:
        await tx.system.wire.set("note", {"words": text})
        content = {} if "view" in more else {"content": Message(fill("{text}", text=text)).to_json()}
        await tx.system.outbox.put(NewMessage(key, chat, **content, **more))
        return DONE

    assert await rig.outgoing.reply(chat, work) is DONE


async def leaves_at_once(rig: Rig, chat: int) -> bool:
    before = len(rig.sender.at_once)
    await replies(rig, chat, fresh=True)
    await asyncio.sleep(0)
    return len(rig.sender.at_once) > before


async def test_a_reply_leaves_without_a_turn_in_the_queue(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.drain()

    await replies(rig, anna.id)
    await rig.outgoing.finish(5)

    assert await said(anna) == ["записано"]
    await rig.drain()
    assert rig.calls() == ["SendMessage"]


async def test_where_nothing_was_done_nothing_is_claimed(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.drain()
    await rig.puts("reply", anna.id, "записано")

    async def nothing(_tx: Transaction) -> None:
        return None

    assert await rig.outgoing.reply(anna.id, nothing) is None

    assert (rig.sender.at_once, rig.outgoing.chats) == ([], set())


async def test_what_a_failed_transaction_has_put_never_leaves(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.drain()

    async def fails(tx: Transaction) -> bool:
        await tx.system.outbox.put(NewMessage("reply", anna.id, content=Message(fill("записано")).to_json()))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await rig.outgoing.reply(anna.id, fails)

    await rig.drain()
    assert await said(anna) == []
    assert rig.outgoing.chats == set()


async def test_what_was_committed_although_the_database_answered_with_an_error_leaves_all_the_same(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await rig.stranger()
    await rig.drain()
    write = rig.database.write

    @asynccontextmanager
    async def answer_lost() -> AsyncIterator[Transaction]:
        async with write() as tx:
            yield tx
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(rig.database, "write", answer_lost)
        with pytest.raises(ConnectionError):
            await replies(rig, anna.id)

    await rig.outgoing.finish(5)
    await rig.drain()
    assert await said(anna) == ["записано"]


async def test_before_the_delivery_is_open_nothing_leaves(rig: Rig) -> None:
    """A restored copy does what was accepted and lays its answers down."""
    anna = await rig.stranger()

    assert not await leaves_at_once(rig, anna.id)


async def test_while_a_chat_is_kept_nothing_else_leaves_for_it(rig: Rig) -> None:
    anna, boris = await rig.stranger("Анна"), await rig.stranger("Борис")
    await rig.drain()
    for each in (anna, boris):
        await rig.puts(f"news:{each.id}", each.id, "новость")

    with rig.outgoing.slot(anna.id):
        await rig.drain()
        assert (await said(anna), await said(boris)) == ([], ["новость"])

    await rig.drain()
    assert await said(anna) == ["новость"]


async def test_there_are_so_many_slots_and_no_more(rig: Rig) -> None:
    with rig.outgoing.slot(1), rig.outgoing.slot(1) as again:
        assert again is None
        with rig.outgoing.slot(2):
            assert rig.outgoing.chats == {1, 2}
    with ExitStack() as kept:
        slots = [kept.enter_context(rig.outgoing.slot(chat)) for chat in range(AT_ONCE + 1)]
    assert [slot is None for slot in slots] == [False] * AT_ONCE + [True]


class GatedPace(Pace):
    """A turn that comes when the test says so."""

    def __init__(self) -> None:
        super().__init__(overall=0, chat_seconds=0)
        self.waits, self.gate = asyncio.Event(), asyncio.Event()

    async def turn(self, chat_id: int = 0) -> None:
        self.waits.set()
        await self.gate.wait()


@in_virtual_time
async def test_a_reply_to_a_chat_whose_message_waits_for_its_turn_makes_no_second_call(database_file: Path) -> None:
    """Both had begun: the one that landed first took the other's place, and the other's landing raised."""
    broken: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: broken.append(context))
    pace = GatedPace()
    async with opened(database_file, pace) as rig:
        anna = await rig.stranger()
        await rig.puts("first", anna.id, "раз")
        rig.fault(delay=3)
        async with rig.working():
            await pace.waits.wait()
            assert not await leaves_at_once(rig, anna.id)
            pace.gate.set()
            await rig.quiet()

        assert await said(anna) == ["раз", "записано"]
        first, second = rig.times(anna.id)
        assert second - first >= 3
    assert broken == []


@in_virtual_time
async def test_a_chat_that_rests_or_is_spoken_to_is_not_free(database_file: Path) -> None:
    async with opened(database_file, Pace(overall=0)) as rig:
        anna = await rig.stranger()
        async with rig.working():
            await rig.puts("first", anna.id, "раз")
            await asyncio.sleep(0.5)
            rests = await leaves_at_once(rig, anna.id)
            await asyncio.sleep(3)
            rested = await leaves_at_once(rig, anna.id)
            await asyncio.sleep(2)
            rig.fault(delay=5)
            await rig.puts("second", anna.id, "два")
            await asyncio.sleep(3)
            in_the_air = await leaves_at_once(rig, anna.id)
            await rig.quiet()

        assert (rests, rested, in_the_air) == (False, True, False)


@in_virtual_time
async def test_while_telegram_asks_for_a_pause_nobody_is_free(database_file: Path) -> None:
    async with opened(database_file) as rig:
        anna = await rig.stranger()
        async with rig.working():
            await asyncio.sleep(0)
            rig.pace.pause(5)
            assert not await leaves_at_once(rig, anna.id)
            await asyncio.sleep(7)
            assert await leaves_at_once(rig, anna.id)


async def reader(rig: Rig) -> tuple[Actor, Phone]:
    """Somebody who may be shown a view, where the delivery is open."""
    await rig.opens()
    joined = await rig.joins("Анна")
    await rig.drain()
    return joined


async def test_what_is_claimed_is_drawn_with_what_the_transaction_has_written(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def noted(tx: Transaction, _reader: Actor) -> Message:
        return Message(fill("{words}", words=(await tx.system.wire.get("note") or {}).get("words", "ничего")))

    view = drawn_by(noted, monkeypatch)
    anna, phone = await reader(rig)

    await replies(rig, phone.id, person_id=anna.person_id, view=view)
    await rig.outgoing.finish(5)

    (claimed,) = rig.sender.at_once
    assert claimed.drawn is not None
    assert await said(phone) == ["записано"]


@pytest.mark.parametrize("error", [KeyError("client"), OperationalError("SELECT nothing", {}, Exception())])
async def test_a_view_that_fails_does_not_take_back_what_was_recorded(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    async def broken(_tx: Transaction, _reader: Actor) -> Message:
        raise error

    view = drawn_by(broken, monkeypatch)
    anna, phone = await reader(rig)

    await replies(rig, phone.id, person_id=anna.person_id, view=view)
    await rig.outgoing.finish(5)

    (claimed,) = rig.sender.at_once
    assert claimed.drawn is None
    async with rig.database.read() as tx:
        assert await tx.system.wire.get("note") == {"words": "записано"}


async def test_database_trouble_in_a_view_is_that_of_the_whole_transaction(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FullError(Exception):
        sqlite_errorcode = 13

    async def broken(_tx: Transaction, _reader: Actor) -> Message:
        raise OperationalError("", {}, FullError())

    view = drawn_by(broken, monkeypatch)
    anna, phone = await reader(rig)

    with pytest.raises(OperationalError):
        await replies(rig, phone.id, person_id=anna.person_id, view=view)

    assert await rig.row("reply") is None


async def test_a_file_that_is_long_in_the_reading_holds_up_nobody(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten of them once took every call that may be in the air."""
    phones = [await rig.stranger(f"Гость {n}") for n in range(AT_ONCE + 3)]
    begun, ended = asyncio.Event(), asyncio.Event()
    at_once: list[int] = []

    async def reads_long(_bot: Any, item: OutboxItem) -> NewItem:
        at_once.append(item.chat_id)
        begun.set()
        await ended.wait()
        at_once.remove(item.chat_id)
        return NewItem(None, item.chat_id, {"fetched": {}})

    monkeypatch.setattr("bot.delivery.caller.fetch", reads_long)
    async with rig.database.write() as tx:
        for phone in phones[1:]:
            await tx.system.outbox.put(NewMessage(fetch_key(phone.id, 0), phone.id, content={"fetch": {}}))
    await rig.puts("reply", phones[0].id, "ответ")

    async with rig.working(), asyncio.timeout(30):
        await begun.wait()
        while await said(phones[0]) != ["ответ"]:  # noqa: ASYNC110  rows have no event
            await asyncio.sleep(0.01)
        assert len(at_once) == 1
        ended.set()
        await rig.quiet()
