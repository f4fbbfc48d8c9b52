"""
One row of the outbox on its way: claimed and committed, rendered, called. What the answer means: bot.outcome.

A row found claimed after a crash has an unknown outcome, as a reset connection has: questions and replies go out
again with a mark, summaries are not repeated.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from aiogram import Bot

from bot import outcome
from bot.failures import Failure, Kind, read_failure
from bot.pacing import Pace
from bot.sending import erase, marked, send, set_commands, split
from bot.trouble import insist, is_database_trouble
from reports.language import speaking
from reports.message import Message
from reports.views import render
from storage.database import Database
from storage.parcel import OutboxItem
from storage.transaction import Transaction

log = logging.getLogger(__name__)

Commands: TypeAlias = list[list[str]]
WriteDown: TypeAlias = Callable[[Transaction], Awaitable[object]]


class NotShownError(Exception):
    """There is nothing to send any more, or nobody who may see it."""


class NotNowError(Exception):
    """The database did not say what to send: nothing was sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int | None
    rest: list[Message] = field(default_factory=list)
    """What did not fit into the first message."""
    plain: bool = False


class Courier:
    def __init__(self, bot: Bot, database: Database, pace: Pace, language: str) -> None:
        self._bot = bot
        self._database = database
        self._pace = pace
        self._language = language

    async def recover(self) -> None:
        """At start: what a dead process held in the middle of a call."""

        async def look(tx: Transaction) -> None:
            for item in await tx.outbox.orphans():
                await outcome.unknown(tx, item, "the process died in the call")

        await self._written(look)

    async def deliver(self, item: OutboxItem) -> None:
        """Claim the row, make the call, write down what came of it. Raises what nobody expected."""
        claimed = await self._claimed(item)
        if claimed is not None:
            await self._written(await self._called(claimed))

    async def _claimed(self, item: OutboxItem) -> OutboxItem | None:
        try:
            async with self._database.write() as tx:
                return await tx.outbox.claim(item.id)
        except Exception as error:
            if not is_database_trouble(error):
                raise
            await self._written(lambda tx: tx.outbox.release(item.id))
            return None

    async def _called(self, item: OutboxItem) -> WriteDown:
        """Make the call; what is to be written down of it."""
        try:
            sent = await self._call(item)
        except NotShownError as reason:
            why = str(reason)
            return lambda tx: tx.outbox.set_aside(item, "dropped", why)
        except Exception as error:  # noqa: BLE001  _read tells our own mistakes from the line's
            failure = _read(error)
            if failure.kind is Kind.PAUSE:
                self._pace.pause(failure.seconds, item.chat_id)
            elif failure.kind is Kind.NOT_SENT:
                self._pace.pause(1)  # the line is down for everybody
            return lambda tx: outcome.failed(tx, item, failure)
        return lambda tx: outcome.sent(tx, item, sent.message_id, sent.rest, plain=sent.plain)

    async def _call(self, item: OutboxItem) -> Sent:
        if item.erase:
            await erase(self._bot, item)
            return Sent(None)
        language, content = await self._content(item)
        if not isinstance(content, Message):
            await set_commands(self._bot, item, content)
            return Sent(None)
        with speaking(language):
            first, *rest = split(marked(content) if item.flagged and not item.sent else content)
        self._pace.spoke(item.chat_id)
        try:
            return Sent(await send(self._bot, item, first), rest)
        except Exception as error:
            if _read(error).kind is not Kind.MARKUP:
                raise
            return Sent(await send(self._bot, item, first, plain=True), rest, plain=True)

    async def _content(self, item: OutboxItem) -> tuple[str, Message | Commands]:
        """The language and what to send, as of now. Raises NotShownError when the reader may not see it any more."""
        try:
            return await self._rendered(item)
        except Exception as error:
            if is_database_trouble(error):
                raise NotNowError from error
            raise

    async def _rendered(self, item: OutboxItem) -> tuple[str, Message | Commands]:
        async with self._database.read() as tx:
            reader = None if item.person_id is None else await tx.people.actor(item.person_id)
            if item.person_id is not None and reader is None:
                raise NotShownError("the person has no access any more")
            language = reader.language if reader else self._language
            if item.view is None:
                content = item.content or {}
                return language, (content["commands"] if "commands" in content else Message.from_json(content))
            if reader is None:
                raise NotShownError("a view needs a reader")
            with speaking(language):
                message = await render(item.view, tx, reader, item.args or {})
        if message is None:
            raise NotShownError("nothing to show")
        return language, message

    async def _written(self, write_down: WriteDown) -> None:
        async def once() -> None:
            async with self._database.write() as tx:
                await write_down(tx)

        await insist(once)


def _read(error: Exception) -> Failure:
    """A view that fails is a refusal of our own: tried again, then set aside, and the queue goes on."""
    if isinstance(error, NotNowError):
        return Failure(Kind.NOT_SENT, type(error.__cause__).__name__)
    try:
        return read_failure(error)
    except Exception:
        log.exception("a message could not be made")
        return Failure(Kind.REFUSED, type(error).__name__)
