"""«печатает…» stands above a chat whose answer takes long, as often as Telegram forgets it; and never above another."""

import asyncio
from pathlib import Path

import pytest

from reports.message.markup import fill
from reports.message.message import Message
from storage.engine.actor import Actor
from storage.queues.messages import BULK, REPLY, NewMessage
from storage.transaction import Transaction
from tests.bot.delivery.test_outgoing import replies
from tests.bot.rig import Rig, opened, said
from tests.drawn import drawn_by
from tests.virtual_time import in_virtual_time


def announced(rig: Rig) -> list[str]:
    return rig.calls("SendChatAction")


async def draws(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, seconds: float, *, slow: bool, lane: int = REPLY
) -> list[str]:
    """A screen that is so long in the drawing, asked for by Анна; all calls, in their order."""
    anna, phone = await rig.joins("Анна")
    await rig.drain()
    rig.session.noted.clear()

    async def view(_tx: Transaction, _reader: Actor) -> Message:
        await asyncio.sleep(seconds)
        return Message(fill("воронка"))

    drawn = drawn_by(view, monkeypatch)
    monkeypatch.setattr(type(drawn), "is_slow", slow)
    async with rig.database.write() as tx:
        message = NewMessage("funnel", anna.telegram_id, anna.person_id, lane=lane, view=drawn)
        await tx.system.outbox.put(message)
    await rig.drain()
    assert (await said(phone))[-1] == "воронка"
    return rig.calls()


@pytest.mark.parametrize("slow", [True, False])
@pytest.mark.parametrize(("seconds", "times"), [(0.0, 0), (0.8, 0), (1.5, 1), (5.0, 1), (6.0, 2), (60.0, 14)])
@in_virtual_time
async def test_a_screen_that_takes_long_is_announced(
    database_file: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, times: int, slow: bool
) -> None:
    async with opened(database_file) as rig:
        await rig.opens()
        calls = await draws(rig, monkeypatch, seconds, slow=slow)
    assert calls == ["SendChatAction"] * times + ["SendMessage"]


@in_virtual_time
async def test_what_nobody_has_asked_for_is_not(database_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(database_file) as rig:
        await rig.opens()
        assert await draws(rig, monkeypatch, 9.0, slow=True, lane=BULK) == ["SendMessage"]


@in_virtual_time
async def test_work_that_takes_long_is_announced_to_who_asked_for_it(database_file: Path) -> None:
    async with opened(database_file) as rig:
        anna, boris = await rig.stranger("Анна"), await rig.stranger("Борис")
        await rig.drain()
        rig.session.noted.clear()

        async def work(tx: Transaction) -> bool:
            await asyncio.sleep(3)
            await tx.system.wire.set("note", {"words": "посчитано"})
            return True

        await rig.outgoing.reply(anna.id, work)
        await replies(rig, boris.id)
        await rig.drain()

    assert [(name, chat) for _, name, chat in rig.session.noted] == [
        ("SendChatAction", anna.id),
        ("SendMessage", boris.id),
    ]


@in_virtual_time
async def test_a_chat_that_telegram_has_limited_and_a_group_hear_nothing_of_it(database_file: Path) -> None:
    async with opened(database_file) as rig:
        anna = await rig.stranger("Анна")
        await rig.drain()
        rig.session.noted.clear()
        rig.pace.rest(anna.id, 60)

        async def work(_tx: Transaction) -> bool:
            await asyncio.sleep(9)
            return True

        await rig.outgoing.reply(anna.id, work)
        await rig.outgoing.reply(-1001, work)
        assert announced(rig) == []


@in_virtual_time
async def test_a_line_that_is_down_costs_the_answer_nothing(
    database_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(database_file) as rig:
        await rig.opens()
        rig.fault("sendChatAction", reset="before")
        calls = await draws(rig, monkeypatch, 2.0, slow=False)
    assert calls == ["SendChatAction", "SendMessage"]
