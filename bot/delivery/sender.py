"""
One row of the outbox on its way: claimed and committed, drawn, called, and what came of it written down.

A row found claimed after a crash has an unknown outcome, as a reset connection has: questions and replies go out
again with a mark, summaries are not repeated.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass

from bot.delivery.caller import Caller
from bot.delivery.outcome import Fetched, NothingToShow, Outcome, Sent, record
from bot.delivery.pacing import Pace
from bot.delivery.rendering import Drawn, draw
from bot.in_hand import MESSAGE, WorkInHand, message_in_hand
from bot.metrics import SENDS
from bot.signals import Signals
from bot.telegram.failures import (
    BeingTried,
    Deadly,
    Failure,
    MaybeSent,
    NotMade,
    NotSent,
    Pause,
    TakenForDeadError,
    read_failure,
)
from bot.voice import OwnVoice, Voice
from reports.views import is_slow, slow_views
from storage.database import Database
from storage.engine.connections.trouble import insist, is_database_trouble
from storage.queues.messages import REPLY, OutboxItem, is_fetch
from storage.queues.sending import Speaker
from storage.queues.wire import pinned_in
from storage.transaction import Transaction

log = logging.getLogger(__name__)


PINNED_MOST = 5
"""Older ones that could not be unpinned; of more Telegram is not asked."""

BUSY_SECONDS = 0.2
"""Somebody else has the row or its chat in hand: it is looked at again after so long."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is ours for one call; where it is not drawn yet, that is done as it is sent."""

    item: OutboxItem
    drawn: Drawn | NothingToShow | None = None


class Sender:
    """Takes one row through: claimed, drawn, called, its outcome recorded."""

    def __init__(
        self,
        database: Database,
        caller: Caller,
        pace: Pace,
        signals: Signals,
        language: str,
        in_hand: WorkInHand | None = None,
        voice: Voice | None = None,
    ) -> None:
        """`language`: spoken to who is nobody of ours. `voice`: where there are other processes."""
        self._database = database
        self._caller = caller
        self._pace = pace
        self._signals = signals
        self._language = language
        self._in_hand = in_hand or WorkInHand()
        self._voice = voice or OwnVoice()

    async def recover(self) -> None:
        """At start, before anything else leaves: what a dead process held in the middle of a call, as `MaybeSent`."""
        await self._write(recover_claims)

    async def send(self, item: OutboxItem) -> None:
        """Claim the row, draw and send it, record the outcome; nothing where another process has it.

        What a call or a view raises is an outcome; trouble of the database is waited out. Raises what nobody expected.
        """
        async with self._turn(item.lane):
            claimed = await self._claim(item)
            if claimed is not None:
                await self._send(Claimed(claimed))
                return
        self._pace.give_turn_back()
        self._pace.rest(item.chat_id, BUSY_SECONDS)

    async def claim_reply(self, tx: Transaction, chat_id: int) -> Claimed | None:
        """What leaves first for that chat, if it is a reply, claimed by the transaction that has made it.

        On SQLite it is drawn with what was read there already. What cannot be drawn now is drawn after the commit, as
        any other: a view that fails must not take back what was recorded.
        """
        tx.system.sending.speaker = Speaker(self._voice.process_id)
        item = await tx.system.sending.claim_reply(chat_id, slow_views())
        if item is None:
            return None
        what = message_in_hand(item.id)
        if item.erase or self._in_hand.is_suspect(what):
            return Claimed(item)
        try:
            with self._in_hand.doing(what):
                async with tx.session.savepoint():
                    return Claimed(item, await draw(tx, item, self._language))
        except Exception as error:
            if is_database_trouble(error):
                raise
            return Claimed(item)

    async def send_reply(self, claimed: Claimed) -> None:
        """After the commit of the transaction that has claimed it."""
        async with self._turn(claimed.item.lane):
            await self._pace.turn(claimed.item.chat_id)
            await self._send(claimed)

    @asynccontextmanager
    async def _turn(self, lane: int) -> AsyncIterator[None]:
        """Replies before all others, which go when no reply is on its way."""
        if lane == REPLY:
            with self._signals.people.hold():
                yield
        else:
            await self._signals.people.give_way()
            yield

    async def give_back(self, claimed: Claimed) -> None:
        """Of a transaction that has failed, or whose commit nobody knows of: where it stands, it is to leave anew."""
        await self._land(
            claimed.item,
            lambda tx: tx.system.sending.retry(claimed.item, None, "not known to be committed", tried=False),
        )

    async def _claim(self, item: OutboxItem) -> OutboxItem | None:
        process_id = self._voice.process_id
        if not self._voice.is_alive:
            return None
        try:
            async with self._database.write() as tx:
                tx.system.sending.speaker = Speaker(process_id)
                return await tx.system.sending.claim(item.id)
        except Exception as error:
            if not is_database_trouble(error):
                raise

            async def release(tx: Transaction) -> None:
                tx.system.sending.speaker = Speaker(process_id)
                await tx.system.sending.release(item.id)

            await self._write(release)
            return None

    async def _send(self, claimed: Claimed) -> None:
        outcome = await self._outcome_of(claimed)
        self._count(outcome, claimed.item.chat_id)
        limited = isinstance(outcome, Pause)
        await self._land(claimed.item, lambda tx: record(tx, claimed.item, outcome), is_limited=limited)
        self._in_hand.note_done(message_in_hand(claimed.item.id))
        if isinstance(outcome, Fetched):
            self._signals.inbox.set()
        if isinstance(outcome, Sent) and outcome.is_pinned and outcome.message_id is not None:
            await self._pin(claimed.item.chat_id, outcome.message_id)

    async def _pin(self, chat_id: int, message_id: int) -> None:
        """What was pinned by us before is remembered for the next time, which may be after a start."""
        before: list[int] = []

        async def change(tx: Transaction) -> None:
            found = await tx.system.wire.get(pinned_in(chat_id)) or {}
            older = [*found.get("before", ()), *([found["message"]] if found else ())]
            before[:] = older[-PINNED_MOST:]
            await tx.system.wire.set(pinned_in(chat_id), {"message": message_id, "before": before})

        async def settle(tx: Transaction) -> None:
            await tx.system.wire.set(pinned_in(chat_id), {"message": message_id, "before": left})

        await self._write(change)
        left = await self._caller.pin(chat_id, message_id, before)
        if left != before:
            await self._write(settle)

    async def _outcome_of(self, claimed: Claimed) -> Outcome:
        item = claimed.item
        try:
            if item.erase:
                return await self._caller.erase(item)
            match self._in_hand.find_verdict(message_in_hand(item.id), MESSAGE, str(item.id)):
                case True:
                    return Deadly("making it has ended the process twice")
                case None:
                    return BeingTried("whether making it ends a process")
                case False:
                    pass
            if is_fetch(item.key):
                return await self._caller.fetch(item)
            drawn = claimed.drawn or await self._draw(item)
            return await self._caller.show(item, drawn) if isinstance(drawn, Drawn) else drawn
        except Exception as error:  # noqa: BLE001  _read tells our own mistakes from the line's
            return _read(error)

    def _count(self, outcome: Outcome, chat_id: int) -> None:
        """For /metrics, and for the pace of what comes after it."""
        if not isinstance(outcome, Pause):
            self._pace.note_end(chat_id, sent=isinstance(outcome, Sent))
        match outcome:
            case NothingToShow():
                return
            case Sent() | Fetched():
                SENDS.labels("sent").inc()
                return
            case Pause(seconds=seconds):
                self._pace.limit(seconds, chat_id)
            case NotSent():
                self._pace.pause(1)  # the line is down for everybody
            case _:
                pass
        SENDS.labels(outcome.label).inc()

    async def _draw(self, item: OutboxItem) -> Drawn | NothingToShow | NotSent:
        """Nothing is sent while the database does not say what."""
        waits = self._caller.announcer.while_long(item.chat_id) if item.lane == REPLY else nullcontext()
        try:
            with waits:
                async with self._look(item)() as tx:
                    with self._in_hand.doing(message_in_hand(item.id)):  # who waits for a database has nothing in hand
                        return await draw(tx, item, self._language)
        except Exception as error:
            if not is_database_trouble(error):
                raise
            return NotSent(type(error).__name__)

    def _look(self, item: OutboxItem) -> Callable[[], AbstractAsyncContextManager[Transaction]]:
        if is_slow(item.view):
            return self._database.read_long
        return self._database.read if item.lane == REPLY else self._database.read_in_background

    async def _land(
        self, item: OutboxItem, work: Callable[[Transaction], Awaitable[object]], *, is_limited: bool = False
    ) -> None:
        """What came of its call, and how long its chat now rests for all processes."""

        async def land(tx: Transaction) -> None:
            rest = self._pace.read_rest(item.chat_id)
            tx.system.sending.speaker = Speaker(item.claimed_by or 0, rest, is_limited)
            await work(tx)

        await self._write(land)

    async def _write(self, work: Callable[[Transaction], Awaitable[object]]) -> None:
        async def once() -> None:
            async with self._database.write() as tx:
                await work(tx)

        await insist(once)


async def recover_claims(tx: Transaction) -> None:
    """Whether what dead processes had in the air has arrived, nobody knows."""
    for item in await tx.system.sending.orphans():
        await record(tx, item, MaybeSent("the process died in the call"))


def _read(error: Exception) -> Failure:
    """A view that fails is tried again as what Telegram refuses, then set aside, and the queue goes on."""
    if isinstance(error, TakenForDeadError):
        return NotSent(type(error).__name__)
    try:
        return read_failure(error)
    except Exception:
        log.exception("a message could not be made")
        return NotMade(type(error).__name__)
