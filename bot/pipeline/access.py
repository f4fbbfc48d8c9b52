"""
Who speaks, and may they. Deny by default: a handler that declares no right is refused.

The actor is read anew with every update, so that a deactivated person has no access from the next one on.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, ChatMemberUpdated, InlineQuery, TelegramObject
from aiogram.types import Message as TelegramMessage
from markupsafe import Markup

from handlers.dialog.heard import SettledError
from handlers.dialog.model import Talk
from handlers.framework.access import STRANGERS
from handlers.framework.mistakes import (
    find_nothing,
    no_such_command,
    nothing_here,
    refusal,
    stranger,
    tell_settled,
    words,
)
from handlers.framework.replies import Redraw, Replies, Reply, Say, Toast, Touch
from reports.general.menu import command_in_words, command_of
from reports.message.message import Message
from reports.views import find_shown, is_slow
from sales.core.errors import AlreadyDoneError, MistakeError, NotYoursError
from storage.engine.actor import Actor
from storage.transaction import Transaction

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Replies | None]]


class Access(BaseMiddleware):
    """Stands before every handler of messages, presses, queries and memberships."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Replies | None:
        allowed = get_flag(data, "access")
        actor: Actor | None = data.get("actor")
        if not _is_private(event) and not get_flag(data, "in_groups"):
            return None  # a group hears only what its department opted in to, never a person's record
        if allowed != STRANGERS:
            if actor is None:
                return _answer_stranger(event)
            if not allowed or actor.role not in allowed:
                told = _refuse(event)
                return [told, await _redraw(event, data, NotYoursError())] if isinstance(event, CallbackQuery) else told
        return await _forgiving(handler, event, data)


class MenuKeys(BaseMiddleware):
    """A key of the keyboard below the chat is its command, in whatever language the key was drawn."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Replies | None:
        if isinstance(event, TelegramMessage) and event.text:
            name = command_of(event.text) or await _find_said(event, event.text, data)
            if name:
                event = event.model_copy(update={"text": f"/{name}", "entities": None})
        return await handler(event, data)


async def _find_said(event: TelegramMessage, text: str, data: dict[str, Any]) -> str | None:
    """The command whose key says just this word: «команда». Where a question stands open it is the answer to that."""
    talk: Talk | None = data.get("talk")
    is_new = event.edit_date is None and event.reply_to_message is None and event.forward_origin is None
    if talk is None or not is_new or not _is_private(event):
        return None
    name = command_in_words(text, talk.actor.role)
    return name if name is not None and await talk.mine.dialogs.current() is None else None


def _is_private(event: TelegramObject) -> bool:
    """A press under a message that is too old to be shown comes without its chat: those are private too."""
    where = event.message if isinstance(event, CallbackQuery) else event
    chat = getattr(where, "chat", None)
    return chat is None or chat.type == ChatType.PRIVATE


async def _forgiving(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Replies | None:
    """A mistake of the person undoes what the handler began, and is answered in words.

    A button that cannot be pressed may stand on a screen that nobody has drawn since: it is drawn anew.
    """
    tx: Transaction = data["tx"]
    try:
        async with tx.session.savepoint():
            return await handler(event, data)
    except SettledError as settled:
        return [*_tell(event, tell_settled(settled.mistake), settled.mistake), *await settled.leave()]
    except MistakeError as mistake:
        if isinstance(event, InlineQuery):
            return find_nothing()
        told = _tell(event, words(mistake), mistake)
        return [*told, await _redraw(event, data, mistake)] if isinstance(event, CallbackQuery) else told


async def _redraw(query: CallbackQuery, data: dict[str, Any], mistake: MistakeError) -> Reply:
    """The screen that was pressed as it is now; of what its reader has no more that is said, and no button is left."""
    talk: Talk | None = data.get("talk")
    if talk is None or query.message is None or not _is_private(query) or not isinstance(mistake, NotYoursError):
        return Touch()  # what stands in a group is not its presser's
    shown = await find_shown(talk.tx, query.message.chat.id, query.message.message_id)
    if shown is None or is_slow(shown.name):
        return Touch()
    is_there = await shown.draw_once(talk.tx, talk.actor) is not None
    return Redraw(shown if is_there else Message(nothing_here()))  # who has another role is another reader, too


def _tell(event: TelegramObject, text: Markup, mistake: MistakeError) -> list[Reply]:
    """To a press as a window that is to be closed; what was done already, as by a second tap, is worth a note only."""
    if not isinstance(event, CallbackQuery):
        return [Say(Message(text))]
    return [Toast(str(text.striptags()), alert=not isinstance(mistake, AlreadyDoneError))]


def _answer_stranger(event: TelegramObject) -> Replies | None:
    """In words, where they have written to us; who writes our name elsewhere has not."""
    match event:
        case ChatMemberUpdated():
            return None
        case InlineQuery():
            return find_nothing()
        case _:
            return Say(Message(stranger()))


def _refuse(event: TelegramObject) -> Reply:
    if isinstance(event, InlineQuery):
        return find_nothing()
    if isinstance(event, TelegramMessage) and (event.text or "").startswith("/"):
        return Say(Message(no_such_command()))
    text = refusal()
    return Toast(str(text), alert=True) if isinstance(event, CallbackQuery) else Say(Message(text))
