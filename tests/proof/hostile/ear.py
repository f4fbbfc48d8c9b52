"""
The bot's ear: one update decoded, its speaker found, a handler asked, the replies posted and put into words; and all
of it taken back. No poll, no commit and no delivery, so that ten thousand updates fit into a minute; everything
between is the bot's own, on a real database.
"""

import json
import unicodedata
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Row, TextClause, select, text, update

from bot.app import make_dispatcher
from bot.pipeline.conversation import Conversation, Handled
from bot.pipeline.enqueue import Occasion, enqueue
from bot.telegram.telegram import DeafBot
from handlers.dialog.model import Draft
from handlers.dialog.runner import Runner
from handlers.framework.replies import Suggest
from handlers.routers import make_runner
from reports.message.language import speaking
from reports.message.message import File, Message
from reports.views import render
from simulator.clock import SimClock
from simulator.markup.entities import parse_html
from storage.database import Database, sqlite_url
from storage.engine.actor import Actor
from storage.engine.insert import table_of
from storage.queues.dialogs import OpenDialog
from storage.queues.inbox import InboxItem
from storage.tables import OutboxRow
from storage.tables.types import Base
from storage.transaction import Transaction
from tests.dialog.stage import DEFAULTS, talk_of
from tests.quick import forget_updates, quick
from tests.town import TOKEN

OF_THE_LINE = frozenset({"inbox", "outbox", "wire", "dialogs"})
"""Tables that may change with every update. All others hold what people did."""

MARKS = frozenset({"bold", "code", "pre", "blockquote"})
"""What our own messages are marked with. Anything else was typed by somebody."""

OUTBOX = table_of(OutboxRow)
WAITING = select(*OUTBOX.columns).where(OUTBOX.c.state == "pending", OUTBOX.c.erase.is_(False)).order_by(OUTBOX.c.id)

RUNNER = make_runner()

Raw = dict[str, Any]
Dump = dict[str, list[tuple[Any, ...]]]


class TakenBackError(Exception):
    """What was heard is undone."""


@dataclass(frozen=True)
class Shown:
    """A message as it would go out to a reader."""

    chat_id: int
    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What comes of one update. Two that are equal cannot be told apart on a phone."""

    toast: str
    shown: tuple[Shown, ...]

    def __bool__(self) -> bool:
        return bool(self.toast or self.shown)

    @property
    def text(self) -> str:
        return "\n\n".join(filter(None, (self.toast, *(each.text for each in self.shown))))


class Ear:
    def __init__(self, tx: Transaction, conversation: Conversation, runner: Runner) -> None:
        self.tx = tx
        self.runner = runner
        self._conversation = conversation
        self._numbers = count(900_000)

    async def hears(self, event: str, body: Raw, chat_id: int) -> Answer:
        """Raises whatever a handler raises. What it did stays until the block of `apart` ends."""
        handled = await self._handle(event, body, chat_id)
        return Answer(handled.toast.text if handled.toast else "", tuple(await self._shown()))

    async def _handle(self, event: str, body: Raw, chat_id: int) -> Handled:
        number = next(self._numbers)
        payload = json.dumps({"update_id": number, event: body})
        return await self._conversation.handle(self.tx, InboxItem(number, number, chat_id, payload, 0))

    async def told(self, actor: Actor, text: str, **more: Any) -> Answer:
        return await self.sent(actor, text=text, **more)

    async def sent(self, actor: Actor, event: str = "message", **what: Any) -> Answer:
        """A message of any kind in the own chat, unless `chat` says otherwise."""
        body = self.message(actor, **what)
        return await self.hears(event, body, int(body["chat"]["id"]))

    async def queried(self, actor: Actor, text: str) -> Answer:
        """The bot's name written in some chat; what is found is no message."""
        return await self.hears("inline_query", self._query(actor, text, "sender"), actor.telegram_id)

    async def offered(self, actor: Actor, text: str, chat_type: str) -> Suggest:
        """What is found for it in a chat of that type."""
        handled = await self._handle("inline_query", self._query(actor, text, chat_type), actor.telegram_id)
        assert handled.suggest is not None
        return handled.suggest

    def _query(self, actor: Actor, text: str, chat_type: str) -> Raw:
        number = str(next(self._numbers))
        return {"id": number, "from": who(actor), "query": text, "offset": "", "chat_type": chat_type}

    async def pressed(self, actor: Actor, data: str, **message: Any) -> Answer:
        """A button with this data, under a message of the bot in the own chat."""
        under = self.message(actor, text="·", **message) | {"from": {"id": 42, "is_bot": True, "first_name": "Reper"}}
        body = {"id": str(next(self._numbers)), "from": who(actor), "chat_instance": "1", "data": data}
        return await self.hears("callback_query", body | {"message": under}, int(under["chat"]["id"]))

    def message(self, actor: Actor, **what: Any) -> Raw:
        chat = {"id": actor.telegram_id, "type": "private", "first_name": "Анна"}
        date = int(self.tx.clock.now().timestamp())
        return {"message_id": next(self._numbers), "date": date, "chat": chat, "from": who(actor)} | what

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[None]:
        """What is heard inside has never been."""
        with suppress(TakenBackError):
            async with self.tx.session.savepoint():
                yield
                raise TakenBackError

    async def stands(self, actor: Actor, dialog: str, draft: Draft | None, step: str) -> OpenDialog:
        """The step stands open on the phone, with the first one behind it."""
        with speaking(actor.language):
            replies = await self.runner.open(talk_of(actor, self.tx), dialog, draft, step)
            await enqueue(self.tx, Occasion(next(self._numbers), actor.telegram_id, actor), replies)
        state = await self.tx.as_(actor).dialogs.current()
        assert state is not None
        await self.delivered()
        return state

    async def delivered(self) -> None:
        """What waits has gone out: an answer is what comes after."""
        sent = {"state": "sent", "sent": OutboxRow.wanted, "message_id": OutboxRow.id}
        await self.tx.session.execute(update(OutboxRow).where(OutboxRow.state == "pending").values(**sent))

    async def counts(self) -> tuple[int, ...]:
        """Of every table that holds what people did: each change adds a row, or an event, or a line of the audit."""
        found = (await self.tx.session.execute(COUNTS)).one()
        return tuple(found)

    async def dump(self) -> Dump:
        return {
            table.name: [tuple(row) for row in await self.tx.session.execute(select(table))]
            for table in Base.metadata.sorted_tables
            if table.name not in {"inbox", "wire"}
        }

    async def _shown(self) -> Sequence[Shown]:
        rows = (await self.tx.session.execute(WAITING)).all()
        return [shown for row in rows if (shown := await self._put_into_words(row)) is not None]

    async def _put_into_words(self, row: Row[Any]) -> Shown | None:
        content: Message | File | None = None
        if row.content is not None:
            if "commands" in row.content:
                return None
            if "fetch" in row.content:  # what it says is said when the file has come
                return Shown(row.chat_id, "a file is looked into", ())
            content = Message.from_json(row.content)
        elif row.view is not None and row.person_id is not None:
            reader = await self.tx.system.staff.actor(row.person_id)
            if reader is None:
                return None
            with speaking(reader.language):
                content = await render(row.view, self.tx, reader, row.args or {})
        return read(row.chat_id, content) if isinstance(content, Message) else None


def who(actor: Actor) -> Raw:
    return {"id": actor.telegram_id, "is_bot": False, "first_name": "Анна"}


def read(chat_id: int, message: Message) -> Shown:
    """As strictly as Telegram reads it; nothing that somebody typed is a mark, and nothing unseen stands in it."""
    plain, marks = parse_html(str(message.text))
    assert plain.strip(), "Telegram refuses an empty message"
    assert {mark["type"] for mark in marks} <= MARKS, str(message.text)
    labels = tuple(button.label for row in message.buttons for button in row)
    for said in (plain, *labels):
        said.encode()
        assert said, "Telegram refuses an empty label"
        assert not [sign for sign in said if sign != "\n" and unicodedata.category(sign) in {"Cc", "Cs"}], repr(said)
    for row in message.buttons:
        for button in row:
            assert len(button.data.encode()) <= 64
    return Shown(chat_id, plain, labels)


def _counts() -> TextClause:
    """One statement for all tables."""
    tables = [table.name for table in Base.metadata.sorted_tables if table.name not in OF_THE_LINE]
    return text("SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in tables))


COUNTS = _counts()


@cache
def conversation() -> Conversation:
    """One for all tests: it remembers nothing, and is long in the making."""
    return Conversation(make_dispatcher(), DeafBot(TOKEN, DEFAULTS.bot_username), DEFAULTS)


@asynccontextmanager
async def listening(path: Path, clock: SimClock) -> AsyncIterator[Ear]:
    """An ear on this database, which afterwards is as it was."""
    forget_updates()
    database = quick(Database(sqlite_url(path), clock))
    try:
        async with database.writer.open() as session:
            yield Ear(Transaction(session, clock), conversation(), RUNNER)
    finally:
        await database.dispose()


__all__ = ["Answer", "Ear", "Raw", "Shown", "listening", "read", "who"]
