"""
One row of the outbox on its way: claimed and committed, rendered, called, and what the answer means.

A row found claimed after a crash has an unknown outcome, as a reset connection has: questions and replies go out
again with a mark, summaries are not repeated.
"""

import logging
from collections.abc import Awaitable
from datetime import datetime, timedelta

from aiogram import Bot

from bot.failures import Failure, Kind, read_failure
from bot.pacing import Pace
from bot.sending import Sent, erase, send, set_commands, split
from reports.language import speaking
from reports.message import Message
from reports.views import render
from storage.database import Database
from storage.outbox import BULK, Outbox, OutboxItem, Parcel
from storage.transaction import Transaction

log = logging.getLogger(__name__)

TRIES = 5
LONGEST_REST = timedelta(minutes=1)


class NotShownError(Exception):
    """There is nothing to send any more, or nobody who may see it."""


class Courier:
    def __init__(self, bot: Bot, database: Database, pace: Pace, language: str) -> None:
        self._bot = bot
        self._database = database
        self._pace = pace
        self._language = language

    async def recover(self) -> None:
        """At start: what a dead process held in the middle of a call."""
        async with self._database.write() as tx:
            for item in await tx.outbox.orphans():
                await self._unknown(tx.outbox, item, "the process died in the call")

    async def deliver(self, item: OutboxItem) -> None:
        """Claim the row, make the call, write down what came of it. Raises what nobody expected."""
        async with self._database.write() as tx:
            claimed = await tx.outbox.claim(item.id)
        if claimed is None:
            return
        try:
            sent = await self._call(claimed)
        except NotShownError as reason:
            async with self._database.write() as tx:
                await tx.outbox.set_aside(claimed, "dropped", str(reason))
        except Exception as error:  # noqa: BLE001  _read tells our own mistakes from the line's
            await self._failed(claimed, _read(error))
        else:
            async with self._database.write() as tx:
                await tx.outbox.delivered(claimed, sent.message_id)

    async def _call(self, item: OutboxItem) -> Sent:
        if item.erase:
            return await self._spoken(item, erase(self._bot, item))
        language, content = await self._content(item)
        with speaking(language):
            if not isinstance(content, Message):
                return await self._spoken(item, set_commands(self._bot, item, content))
            first, *others = split(content)
            await self._put_rest(item, others)
            try:
                return await self._spoken(item, send(self._bot, item, first))
            except Exception as error:
                if _read(error).kind is not Kind.MARKUP:
                    raise
                log.error("markup was refused, the message goes without it: outbox %s", item.id)  # noqa: TRY400
                return await self._spoken(item, send(self._bot, item, first, plain=True))

    async def _spoken(self, item: OutboxItem, call: Awaitable[Sent]) -> Sent:
        self._pace.spoke(item.chat_id)
        return await call

    async def _content(self, item: OutboxItem) -> tuple[str, Message | list[list[str]]]:
        """The language and what to send, as of now. Raises NotShownError when the reader may not see it any more."""
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

    async def _put_rest(self, item: OutboxItem, others: list[Message]) -> None:
        """What does not fit into one message follows under keys of its own, and is edited with it."""
        if not others:
            return
        async with self._database.write() as tx:
            for number, part in enumerate(others, start=2):
                parcel = Parcel(f"{item.key}#{number}", item.chat_id, item.person_id, item.lane, part.to_json())
                await tx.outbox.put(parcel)

    async def _failed(self, item: OutboxItem, failure: Failure) -> None:
        if failure.kind is Kind.PAUSE:
            self._pace.pause(failure.seconds)
        async with self._database.write() as tx:
            match failure.kind:
                case Kind.UNCHANGED:
                    await tx.outbox.delivered(item, item.message_id)
                case Kind.NOT_SENT | Kind.PAUSE:
                    await self._again(tx.outbox, item, failure)
                case Kind.UNKNOWN:
                    await self._unknown(tx.outbox, item, failure.text)
                case Kind.MESSAGE_GONE if item.erase:
                    await tx.outbox.delivered(item, None)
                case Kind.MESSAGE_GONE:
                    await tx.outbox.forget_message(item)
                case Kind.MOVED:
                    await tx.outbox.move_chat(item.chat_id, failure.chat_id)
                    await self._again(tx.outbox, item, failure)
                case Kind.PERSON_GONE:
                    await self._person_gone(tx, item, failure)
                case _ if item.tries < TRIES:
                    await self._again(tx.outbox, item, failure)
                case _:
                    log.error("a message was refused for good: outbox %s", item.id)
                    await tx.outbox.set_aside(item, "dead", failure.text)

    async def _person_gone(self, tx: Transaction, item: OutboxItem, failure: Failure) -> None:
        await tx.outbox.set_aside(item, "dead", failure.text)
        if item.person_id is None or not await tx.people.set_unreachable(item.person_id, unreachable=True):
            return
        for watcher in await tx.people.watchers_of(item.person_id):
            args = {"person_id": item.person_id}
            key = f"unreachable:{item.person_id}:{item.id}:{watcher.person_id}"
            await tx.outbox.put(
                Parcel(key, watcher.telegram_id, watcher.person_id, BULK, view="unreachable", args=args)
            )

    async def _unknown(self, outbox: Outbox, item: OutboxItem, text: str) -> None:
        """Perhaps it arrived. An edit is safe to repeat; a new message only where a second copy does no harm."""
        if item.message_id is not None or item.erase:
            await self._again(outbox, item, Failure(Kind.UNKNOWN, text))
        elif item.repeat:
            await outbox.retry(item, self._later(item), text, flag=True)
        else:
            await outbox.set_aside(item, "lost", text)

    async def _again(self, outbox: Outbox, item: OutboxItem, failure: Failure) -> None:
        await outbox.retry(item, self._later(item), failure.text)

    def _later(self, item: OutboxItem) -> datetime:
        return self._database.clock.now() + min(LONGEST_REST, timedelta(seconds=0.25 * 2 ** min(item.tries, 10)))


def _read(error: Exception) -> Failure:
    """A view that fails is a refusal of our own: tried again, then set aside, and the queue goes on."""
    try:
        return read_failure(error)
    except Exception:
        log.exception("a message could not be made")
        return Failure(Kind.REFUSED, type(error).__name__)
