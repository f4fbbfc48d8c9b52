"""
One row of the outbox on its way: claimed and committed, rendered, called. What the answer means: bot.delivery.outcome.

A row found claimed after a crash has an unknown outcome, as a reset connection has: questions and replies go out
again with a mark, summaries are not repeated.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from aiogram import Bot

from bot.delivery import outcome
from bot.delivery.fetching import Fetched, fetch
from bot.delivery.pacing import Pace
from bot.delivery.precedence import Replies
from bot.delivery.rendering import Drawn, NotShownError, drawn
from bot.delivery.rich import RichTables, send_rich
from bot.delivery.sending import erase, marked, send, send_file, set_commands, split, split_caption
from bot.delivery.standing import Standing
from bot.metrics import SENDS
from bot.telegram.failures import Failure, Kind, read_failure
from reports.message.language import speaking
from reports.message.message import File, Message
from reports.views import FILES
from storage.database import Database
from storage.engine.trouble import insist, is_database_trouble
from storage.queues.messages import REPLY, OutboxItem
from storage.transaction import Transaction

log = logging.getLogger(__name__)

WriteDown: TypeAlias = Callable[[Transaction], Awaitable[object]]


class NotNowError(Exception):
    """The database did not say what to send: nothing was sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int | None
    rest: list[Message] = field(default_factory=list)
    """What did not fit into the first message."""
    plain: bool = False
    fetched: Fetched | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that is claimed; where it is not drawn yet, that is done as it is sent."""

    item: OutboxItem
    drawn: Drawn | None = None


class Courier:
    def __init__(
        self,
        bot: Bot,
        database: Database,
        pace: Pace,
        language: str,
        brought: Callable[[], None] = lambda: None,
        *,
        rich: bool = True,
    ) -> None:
        self._bot = bot
        self._database = database
        self._pace = pace
        self._language = language
        self._brought = brought
        self._tables = RichTables(wanted=rich)
        self._standing = Standing()
        self._replies = Replies()
        self._hand = asyncio.Semaphore(1)
        """Pictures and workbooks are drawn one at a time: matplotlib is not for two threads."""

    async def recover(self) -> None:
        """At start: what a dead process held in the middle of a call."""

        async def look(tx: Transaction) -> None:
            for item in await tx.sending.orphans():
                await outcome.unknown(tx, item, "the process died in the call")

        await self._written(look)

    async def deliver(self, item: OutboxItem) -> None:
        """Claim the row, make the call, write down what came of it. Raises what nobody expected."""
        if item.lane == REPLY:
            with self._replies:
                await self._deliver(item)
        else:
            await self._replies.gone()
            await self._deliver(item)

    async def claim_reply(self, tx: Transaction, chat_id: int) -> Ready | None:
        """What leaves first for that chat, if it is a reply, claimed by the transaction that has made it.

        It is drawn with what was read there already. What cannot be drawn now is drawn after the commit, as any other:
        a view that fails must not take back what was recorded.
        """
        item = await tx.sending.claim_reply(chat_id, FILES)
        if item is None:
            return None
        if item.erase or _is_fetch(item):
            return Ready(item)
        try:
            async with tx.session.savepoint():
                return Ready(item, await drawn(tx, item, self._language))
        except Exception as error:
            if is_database_trouble(error):
                raise
            return Ready(item)

    async def give_back(self, ready: Ready) -> None:
        """Of a transaction that has failed, or whose commit nobody knows of: where it stands, it is to leave anew."""
        await self._written(lambda tx: tx.sending.retry(ready.item, None, "not known to be committed", tried=False))

    async def deliver_ready(self, ready: Ready) -> None:
        with self._replies:
            await self._pace.turn()
            await self._deliver_claimed(ready)

    async def _deliver(self, item: OutboxItem) -> None:
        claimed = await self._claimed(item)
        if claimed is not None:
            await self._deliver_claimed(Ready(claimed))

    async def _deliver_claimed(self, ready: Ready) -> None:
        await self._written(await self._called(ready))
        if _is_fetch(ready.item):
            self._brought()

    async def _claimed(self, item: OutboxItem) -> OutboxItem | None:
        try:
            async with self._database.write() as tx:
                return await tx.sending.claim(item.id)
        except Exception as error:
            if not is_database_trouble(error):
                raise
            await self._written(lambda tx: tx.sending.release(item.id))
            return None

    async def _called(self, ready: Ready) -> WriteDown:
        """Make the call; what is to be written down of it."""
        item = ready.item
        try:
            sent = await self._call(ready)
        except NotShownError as reason:
            why = str(reason)
            return lambda tx: tx.sending.set_aside(item, "dropped", why)
        except Exception as error:  # noqa: BLE001  _read tells our own mistakes from the line's
            failure = _read(error)
            SENDS.labels(failure.kind.name.lower()).inc()
            if failure.kind is Kind.PAUSE:
                self._pace.pause(failure.seconds, item.chat_id)
            elif failure.kind is Kind.NOT_SENT:
                self._pace.pause(1)  # the line is down for everybody
            return lambda tx: outcome.failed(tx, item, failure)
        SENDS.labels("sent").inc()
        return lambda tx: self._sent(tx, item, sent)

    async def _sent(self, tx: Transaction, item: OutboxItem, sent: Sent) -> None:
        if await outcome.sent(tx, item, sent.message_id, sent.rest, plain=sent.plain) and sent.fetched is not None:
            await tx.inbox.store([sent.fetched.item(item.chat_id)])

    async def _call(self, ready: Ready) -> Sent:
        item = ready.item
        if item.erase:
            await erase(self._bot, item)
            return Sent(None)
        if _is_fetch(item):
            return Sent(None, fetched=await fetch(self._bot, item))
        language, content = ready.drawn or await self._content(item)
        match content:
            case Message():
                return await self._call_message(item, content, language)
            case File():
                return await self._call_file(item, content)
            case _:
                await set_commands(self._bot, item, content)
                return Sent(None)

    async def _call_message(self, item: OutboxItem, message: Message, language: str) -> Sent:
        with speaking(language):
            whole = marked(message) if item.flagged and not item.sent else message
        if (rest := self._standing.rest_of(item, whole)) is not None:
            return Sent(item.message_id, rest)
        self._pace.spoke(item.chat_id)
        done = await self._call_rich(item, whole) or await self._call_text(item, whole)
        self._standing.sent(item, whole, done.message_id, done.rest)
        return done

    async def _call_text(self, item: OutboxItem, message: Message) -> Sent:
        first, *rest = split(message)
        try:
            return Sent(await send(self._bot, item, first), rest)
        except Exception as error:
            if _read(error).kind is not Kind.MARKUP:
                raise
            return Sent(await send(self._bot, item, first, plain=True), rest, plain=True)

    async def _call_rich(self, item: OutboxItem, message: Message) -> Sent | None:
        """None where there is no rich form, or Telegram has refused it and has sent nothing."""
        rich = self._tables.form(item.chat_id, message)
        if rich is None:
            return None
        try:
            return Sent(await send_rich(self._bot, item, message, rich))
        except Exception as error:
            if not self._tables.refused(item.chat_id, error):
                raise
            return None

    async def _call_file(self, item: OutboxItem, file: File) -> Sent:
        async with self._hand:
            made = await asyncio.to_thread(file.make)
        caption, rest = split_caption(file.message)
        file = replace(file, message=caption)
        self._pace.spoke(item.chat_id)
        try:
            return Sent(await send_file(self._bot, item, file, made), rest)
        except Exception as error:
            if _read(error).kind is not Kind.MARKUP:
                raise
            return Sent(await send_file(self._bot, item, file, made, plain=True), rest, plain=True)

    async def _content(self, item: OutboxItem) -> Drawn:
        """The language and what to send, as of now. Raises NotShownError when the reader may not see it any more."""
        try:
            return await self._rendered(item)
        except Exception as error:
            if is_database_trouble(error):
                raise NotNowError from error
            raise

    async def _rendered(self, item: OutboxItem) -> Drawn:
        async with self._door(item)() as tx:
            return await drawn(tx, item, self._language)

    def _door(self, item: OutboxItem) -> Callable[[], AbstractAsyncContextManager[Transaction]]:
        if item.view in FILES:
            return self._database.read_long
        return self._database.read if item.lane == REPLY else self._database.read_in_background

    async def _written(self, write_down: WriteDown) -> None:
        async def once() -> None:
            async with self._database.write() as tx:
                await write_down(tx)

        await insist(once)


def _is_fetch(item: OutboxItem) -> bool:
    return "fetch" in (item.content or {})


def _read(error: Exception) -> Failure:
    """A view that fails is a refusal of our own: tried again, then set aside, and the queue goes on."""
    if isinstance(error, NotNowError):
        return Failure(Kind.NOT_SENT, type(error.__cause__).__name__)
    try:
        return read_failure(error)
    except Exception:
        log.exception("a message could not be made")
        return Failure(Kind.REFUSED, type(error).__name__)
