"""
A burst: many chats write many lines while the bot cannot listen, and then it can.

The bot is a process of its own; it is stopped with SIGSTOP while the updates gather in the simulator, so that all of
them are there at one moment. Its answers go as fast as they can: at Telegram's pace of 25 a second ten thousand take
400 s, which says nothing of the bot.
"""

import asyncio
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic

from simulator.hands.phone import Phone, Seen
from tests.proof.crash.yard import Bot, Yard

ORDERS = {"unpaced": True}
STORED = "SELECT count(*) FROM inbox"
DONE = "SELECT count(*) FROM inbox WHERE state = 'done'"
SENT = "SELECT count(*) FROM outbox WHERE state = 'sent' AND key LIKE 'reply:%'"
RECORDS = "SELECT count(*), count(DISTINCT draft_id) FROM activities"
AT_ONCE = 16
ABREAST = 50
"""Requests to the simulator in flight, and people let in with one transaction."""


@dataclass(frozen=True)
class Figures:
    updates: int
    stored: float
    """Seconds after the bot could listen again; the next two likewise."""
    done: float
    sent: float
    peak_mb: float
    """The most memory that the bot's process has held."""
    begun_mb: float
    """Of that before the first of the updates: of what it was forked from, too."""
    records: int
    out_of_order: list[str]

    def __str__(self) -> str:
        return (
            f"burst: {self.updates} updates, stored in {self.stored:.1f} s, done in {self.done:.1f} s, answered in "
            f"{self.sent:.1f} s, {self.records} records, {len(self.out_of_order)} chats out of order, "
            f"peak {self.peak_mb:.0f} MB, {self.begun_mb:.0f} of them before it"
        )


async def burst(yard: Yard, chats: int, each: int, within: float) -> Figures:
    yard.orders = dict(ORDERS)
    phones = await team(yard, chats)
    bot = await yard.bot()
    await bot.says("serving")
    begun_with = peak_mb(bot)
    bot.signal(signal.SIGSTOP)
    await everybody_writes(phones, each)
    bot.signal(signal.SIGCONT)
    begun, updates = monotonic(), chats * each
    moments = [await until(yard, query, updates, within) - begun for query in (STORED, DONE, SENT)]
    peak = peak_mb(bot)
    (records, drafts) = (await yard.rows(RECORDS))[0]
    assert records == drafts, "a line was recorded twice"
    wrong = await out_of_order(phones, each)
    assert await bot.stop() == 0
    return Figures(updates, *moments, peak, begun_with, records, wrong)


async def team(yard: Yard, chats: int) -> list[Phone]:
    """Managers with a client each."""
    owner = await yard.owner()
    found: list[Phone] = []
    for first in range(0, chats, ABREAST):
        found += await yard.managers(owner, *(f"Менеджер {n}" for n in range(first, min(first + ABREAST, chats))))
    async with yard.database.write() as tx:
        for phone in found:
            actor = await tx.system.staff.actor_by_telegram(phone.id)
            assert actor is not None
            await tx.as_(actor).clients.create("Ромашка")
    return found


async def everybody_writes(phones: list[Phone], each: int) -> None:
    """Line by line, all chats in turn."""
    hands = asyncio.Semaphore(AT_ONCE)

    async def writes(phone: Phone, number: int) -> None:
        async with hands:
            await phone.types(f"позвонил Ромашка - запись {number}")

    for number in range(each):
        await asyncio.gather(*(writes(phone, number) for phone in phones))


async def until(yard: Yard, query: str, count: int, within: float) -> float:
    async with asyncio.timeout(within):
        while (await yard.rows(query))[0][0] < count:  # noqa: ASYNC110  rows of another process
            await asyncio.sleep(0.1)
    return monotonic()


def peak_mb(bot: Bot) -> float:
    with open(f"/proc/{bot.pid}/status") as status:  # noqa: PTH123  no file of a disk
        facts = dict(line.split(":", 1) for line in status)
    return int(facts["VmHWM"].split()[0]) / 1024


async def out_of_order(phones: Iterable[Phone], each: int) -> list[str]:
    """Chats whose answers are not exactly one a line, in the order of the lines."""
    wanted = [f"запись {number}" for number in range(each)]
    return [phone.name for phone in phones if _answers(await phone.chat()) != wanted]


def _answers(chat: list[Seen]) -> list[str]:
    return [line for seen in chat if seen.by_bot for line in seen.text.splitlines() if line.startswith("запись")]
