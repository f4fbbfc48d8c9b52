"""One update heard: decoded, its speaker found, a handler asked, the replies posted; all in one transaction."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import CallbackQuery, InlineQuery, Update, User
from aiogram.types import Message as TelegramMessage
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.pipeline.enqueue import Occasion, as_list, enqueue
from bot.pipeline.lost_time import LostTime, refusal
from handlers.dialog.model import Talk
from handlers.door.endpoint import HeardItem
from handlers.endpoints import HEARERS
from handlers.fetched import hear_fetched
from handlers.framework.defaults import Defaults
from handlers.framework.replies import Forget, Reply, Suggest, Toast, Whisper
from handlers.redraw.touching import touches
from reports.message.language import LANGUAGES, speaking
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button, Message
from reports.message.steady import PressedKeyboard
from sales.door.sources import ItemSource
from storage.engine.actor import Actor
from storage.queues.inbox import TRIES, InboxItem
from storage.queues.messages import NewMessage
from storage.transaction import Transaction

QUERY_LIFE = timedelta(seconds=8)


class UndecodableError(Exception):
    """Not an update as this version knows it."""


@dataclass(frozen=True, slots=True)
class Handled:
    """What the worker does after the commit: stop the spinner of a pressed button, answer a query."""

    callback_id: str = ""
    toast: Toast | None = None
    whisper: Whisper | None = None
    query_id: str = ""
    suggest: Suggest | None = None
    """To a query: nothing where its time is over, or it was no use."""


class Conversation:
    """An update heard by aiogram's dispatcher; it changes the database alone, in the transaction it is given."""

    def __init__(self, dispatcher: Dispatcher, bot: Bot, defaults: Defaults, lost: LostTime | None = None) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._defaults = defaults
        self._lost = lost or LostTime()

    async def handle(self, tx: Transaction, item: InboxItem) -> Handled:
        """Effects, replies and redrawings of one item, in the given transaction.

        Raises UndecodableError, and whatever a handler raises but a MistakeError, which is answered in words.
        """
        if item.source is not ItemSource.TELEGRAM:
            return await self._handle_inbound(tx, item)
        if item.update_id is None:
            return await self._handle_fetched(tx, item)
        update = self._decode(item)
        user = _user(update)
        actor = await self._actor(tx, user)
        with speaking(actor.language if actor else self._language_of(user)):
            replies = await self._dispatch(tx, item, update, actor)
            replies += [Forget(gone=False)] if _shows_link(update) else []
            replies += await touches(tx)
            await enqueue(tx, _occasion(item, update, actor, tx.clock.now()), replies)
        if isinstance(update.event, InlineQuery):
            found = next((reply for reply in replies if isinstance(reply, Suggest)), None)
            return Handled(query_id=update.event.id, suggest=found)
        if not isinstance(update.event, CallbackQuery):
            return Handled()
        toast = next((reply for reply in replies if isinstance(reply, Toast)), None)
        return Handled(update.event.id, toast, next((reply for reply in replies if isinstance(reply, Whisper)), None))

    async def _handle_fetched(self, tx: Transaction, item: InboxItem) -> Handled:
        """An item of our own: a file that was fetched. Its sender may have lost the right meanwhile."""
        actor = await tx.system.staff.actor_by_telegram(item.chat_id, self._defaults.zone)
        fetched = json.loads(item.payload).get("fetched")
        if fetched is None:
            raise UndecodableError("an item of our own without a file")
        if actor is None:
            return Handled()
        with speaking(actor.language):
            replies = as_list(await hear_fetched(Talk(actor, tx, tx.clock.now(), self._defaults), fetched))
            replies += await touches(tx)
            await enqueue(tx, Occasion(item.id, item.chat_id, actor), replies)
        return Handled()

    async def _handle_inbound(self, tx: Transaction, item: InboxItem) -> Handled:
        """What came in by the door: whoever hears it says whom to tell."""
        told = json.loads(item.payload)
        hear, token = HEARERS.get(told["what"]), await tx.system.door_tokens.get_ever(told["token"])
        if hear is None or token is None:
            raise UndecodableError("nobody hears what came in by the door")
        came_at = datetime.fromisoformat(told["at"])
        with speaking(self._defaults.language):
            replies = as_list(await hear(HeardItem(tx, token, told["data"], came_at, self._defaults)))
            replies += await touches(tx)
            await enqueue(tx, Occasion(item.id, item.chat_id, None), replies)
        return Handled()

    async def apologise(self, tx: Transaction, item: InboxItem, tries: int = TRIES) -> None:
        """The item is dead: whoever sent it is told once, where they work here, and so is every owner."""
        try:
            user = _user(self._decode(item))
        except UndecodableError:
            user = None
        actor = await self._actor(tx, user)
        if actor is not None:
            with speaking(actor.language):
                await self._tell(tx, f"sorry:{item.id}", actor, _sorry())
        for owner in await tx.system.staff.owners():
            with speaking(owner.language):
                await self._tell(tx, f"dead:{item.id}:{owner.person_id}", owner, _dead(item, tries))

    async def _tell(self, tx: Transaction, key: str, reader: Actor, message: Message) -> None:
        await tx.system.outbox.put(NewMessage(key, reader.telegram_id, reader.person_id, content=message.to_json()))

    def _decode(self, item: InboxItem) -> Update:
        try:
            update = Update.model_validate(json.loads(item.payload), context={"bot": self._bot})
            _known = update.event_type
        except (ValidationError, ValueError, UpdateTypeLookupError) as error:
            raise UndecodableError(type(error).__name__) from error
        return update

    async def _dispatch(self, tx: Transaction, item: InboxItem, update: Update, actor: Actor | None) -> list[Reply]:
        data: dict[str, Any] = {"tx": tx, "actor": actor, "clock": tx.clock, "defaults": self._defaults}
        if actor is not None:
            data["talk"] = Talk(actor, tx, _find_said_at(update) or tx.clock.now(), self._defaults)
        press = update.event
        if actor is not None and isinstance(press, CallbackQuery) and await self._lost.swallow(tx, press):
            return [Toast(refusal(), alert=True)]
        if isinstance(update.event, InlineQuery) and _is_late(item, tx.clock.now()):
            return []
        replies = await self._dispatcher.feed_update(self._bot, update, **data)
        return [] if replies is UNHANDLED else as_list(replies)

    async def _actor(self, tx: Transaction, user: User | None) -> Actor | None:
        if user is None:
            return None
        return await tx.system.staff.actor_by_telegram(user.id, self._defaults.zone)

    def _language_of(self, user: User | None) -> str:
        """A stranger is spoken to in the language of their Telegram, where we know it."""
        code = (user.language_code or "")[:2] if user else ""
        return code if code in LANGUAGES else self._defaults.language


def _user(update: Update) -> User | None:
    return getattr(update.event, "from_user", None)


def _occasion(item: InboxItem, update: Update, actor: Actor | None, now: datetime) -> Occasion:
    """Whoever speaks in a group is answered in their own chat."""
    if actor is None or item.chat_id == actor.telegram_id:
        return Occasion(
            item.id, item.chat_id, actor, _press(update), _find_keyboard(update, now), said=_find_said(update)
        )
    return Occasion(item.id, actor.telegram_id, actor)


def _press(update: Update) -> int | None:
    event = update.event
    return event.message.message_id if isinstance(event, CallbackQuery) and event.message else None


def _find_keyboard(update: Update, now: datetime) -> PressedKeyboard | None:
    press = update.event
    if not isinstance(press, CallbackQuery) or press.data is None or not isinstance(press.message, TelegramMessage):
        return None
    markup = press.message.reply_markup
    if markup is None:
        return None
    rows = (
        tuple(Button(each.text, each.callback_data or "", disabled=each.disabled is not None) for each in row)
        for row in markup.inline_keyboard
    )
    return PressedKeyboard(tuple(rows), press.data, now)


def _shows_link(update: Update) -> bool:
    """What follows /start may let somebody in, also after it was refused to this one."""
    return isinstance(update.event, TelegramMessage) and (update.event.text or "").startswith("/start ")


def _find_said(update: Update) -> int | None:
    return update.event.message_id if isinstance(update.event, TelegramMessage) else None


def _find_said_at(update: Update) -> datetime | None:
    """The message's own date: Telegram queues what was typed without signal. A press has none."""
    event = update.event
    return event.date.astimezone(UTC) if isinstance(event, TelegramMessage) else None


def _is_late(item: InboxItem, now: datetime) -> bool:
    """Whoever wrote it writes something else by now."""
    return item.received_at is not None and now - item.received_at > QUERY_LIFE


def _sorry() -> Message:
    return Message(fill(_("Something went wrong on our side, your message was not processed. Please send it again.")))


def _dead(item: InboxItem, tries: int) -> Message:
    text = _("⚠️ A message was not processed after {n} tries. It is kept in the inbox under {item}; the log says why.")
    return Message(fill(text, n=tries, item=item.id))
