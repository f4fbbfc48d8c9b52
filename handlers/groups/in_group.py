"""
In a group itself nothing is answered aloud (SPEC 2).

Who takes the bot in is asked in private; «Мой план» under a post is for the eyes of whoever presses it; and who speaks
to the bot there is told in private where it listens.
"""

from datetime import timedelta

from aiogram import Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUnion, ChatMemberUpdated, TelegramObject
from aiogram.types import Message as TelegramMessage

from handlers.framework.access import in_groups
from handlers.framework.defaults import Defaults
from handlers.framework.mistakes import refusal, stranger
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Say, Toast, Whisper
from reports.groups.groups import GroupAskedView, GroupCard, GroupGoneView, GroupMutedView
from reports.groups.own_plan import shorten, tell_own_plan
from reports.groups.presses import GroupDeed, GroupPress
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.message.view import Keyed
from sales.core.errors import NotYoursError
from sales.core.rights import may
from sales.core.words import clean
from storage.engine.actor import Actor
from storage.groups.groups import KEEPS, DepartmentGroup
from storage.transaction import Transaction

OPENED = "start"
"""Sent by the link with which somebody takes the bot in."""
OUT = frozenset({ChatMemberStatus.KICKED, ChatMemberStatus.LEFT})
SEVERAL = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
LONGEST_TITLE = 128
HINTED_FOR = timedelta(minutes=10)
HERE = frozenset({"here", "сюда"})
"""Typed by a lead or an owner in a topic: there the summary is to go."""


class InGroup(Filter):
    """What happens in a chat of several people."""

    async def __call__(self, event: TelegramObject) -> bool:
        chat = getattr(event, "chat", None)
        return chat is not None and chat.type in SEVERAL


def make_router() -> Router:
    router = Router(name="in_group")

    @router.my_chat_member(InGroup(), flags=in_groups())
    async def note_taken_in(change: ChatMemberUpdated, tx: Transaction, actor: Actor | None = None) -> Replies | None:
        was_out, is_out = map(_is_out, (change.old_chat_member, change.new_chat_member))
        is_muted = _is_muted(change.new_chat_member)
        if is_out or is_muted:
            return await _note_put_out(tx, change.chat.id, is_muted=is_muted)
        return await _ask(tx, actor, change.chat.id, change.chat.title, None) if was_out else None

    @router.message(InGroup(), flags=in_groups())
    async def hear(
        message: TelegramMessage, tx: Transaction, defaults: Defaults, actor: Actor | None = None
    ) -> Replies | None:
        if await _hear_of_itself(message, tx):
            return None
        words = _find_words(message, defaults.bot_username)
        if actor is None or words is None or words.split(" ")[0] == OPENED:
            return None
        if words in HERE:
            thread = message.message_thread_id if message.is_topic_message else None
            return await _ask(tx, actor, message.chat.id, message.chat.title, thread)
        return await _tell_where(tx, actor, message.chat.id)

    @router.callback_query(Pressed(GroupPress, GroupDeed.MINE), flags=in_groups())
    async def press_own_plan(query: CallbackQuery, tx: Transaction, actor: Actor | None = None) -> Replies | None:
        return await _whisper_plan(query, tx, actor)

    return router


def _is_out(member: ChatMemberUnion) -> bool:
    """One that is restricted may be outside."""
    return member.status in OUT or not getattr(member, "is_member", True)


def _is_muted(member: ChatMemberUnion) -> bool:
    return not _is_out(member) and not getattr(member, "can_send_messages", True)


async def _note_put_out(tx: Transaction, chat_id: int, *, is_muted: bool) -> Replies | None:
    group = await tx.system.groups.find(chat_id)
    if group is None or (is_muted and not group.is_on):
        return None
    await tx.system.groups.close(chat_id, is_muted=is_muted)
    keeper = await tx.system.groups.find_keeper(group)
    if keeper is None or not group.is_on:
        return None
    told = (GroupMutedView if is_muted else GroupGoneView)(group_id=group.id)
    return Say(told, to=keeper.person_id, bulk=True)


async def _ask(
    tx: Transaction, actor: Actor | None, chat_id: int, title: str | None, thread: int | None
) -> Replies | None:
    """Whoever may is asked in private; of a group that is on, the topic is chosen. Others learn who may."""
    if actor is None:
        return None
    if not may(actor.role, KEEPS):
        text = _(
            "A lead or an owner turns the summary on in a group: they write <code>/here</code> there, and my name."
        )
        return Say(Message(fill(text)))
    group = await tx.system.groups.find(chat_id)
    if group is not None and group.is_on:
        return await _choose_topic(tx, actor, group, thread)
    offered = await tx.system.groups.offer(chat_id, _title(title), actor.person_id, thread)
    return Say(GroupAskedView(group_id=offered.id))


async def _choose_topic(tx: Transaction, actor: Actor, group: DepartmentGroup, thread: int | None) -> Replies:
    if not tx.as_(actor).groups.may_keep(group):
        return Say(Message(refusal()))
    if group.thread_id != thread:
        await tx.as_(actor).groups.change(group.id, thread_id=thread)
    return Say(GroupCard(group_id=group.id))


async def _tell_where(tx: Transaction, actor: Actor, chat_id: int) -> Replies | None:
    """Nobody is to believe that a line typed there was recorded; told once in ten minutes."""
    group, key = await tx.system.groups.find(chat_id), f"group_hint:{actor.person_id}"
    if group is None or not group.is_on or await tx.system.outbox.was_put(key, tx.clock.now() - HINTED_FOR):
        return None
    text = _("In a group I only show the summary, and record nothing. Write it to me here, please.")
    return Say(Keyed(Message(fill(text)), key), fresh=True)


async def _whisper_plan(query: CallbackQuery, tx: Transaction, actor: Actor | None) -> Replies | None:
    chat = None if query.message is None else query.message.chat
    if chat is None or chat.type == ChatType.PRIVATE:
        if actor is None:
            return Say(Message(stranger()))
        raise NotYoursError
    group = await tx.system.groups.find(chat.id)
    if group is None:
        return None
    if actor is None:
        return Toast(str(stranger()), alert=True)
    if not group.is_on:
        return Toast(_("The summary is turned off here."), alert=True)
    text = await tell_own_plan(tx, actor)
    return Whisper(Message(text), chat.id, actor.telegram_id, Toast(shorten(text), alert=True), group.thread_id)


async def _hear_of_itself(message: TelegramMessage, tx: Transaction) -> bool:
    """What Telegram says of the group: it has another id, or another name."""
    here = message.chat.id
    if message.new_chat_title:
        await tx.system.groups.rename(here, _title(message.new_chat_title))
    old = here if message.migrate_to_chat_id else message.migrate_from_chat_id
    if old is not None:
        await tx.system.groups.move(old, message.migrate_to_chat_id or here)
        await tx.system.outbox.move_chat(old, message.migrate_to_chat_id or here)
    return old is not None or bool(message.new_chat_title)


def _title(title: str | None) -> str:
    return clean(title or "", LONGEST_TITLE) or "…"


def _find_words(message: TelegramMessage, username: str) -> str | None:
    """What was said to the bot, without its name: a command, a line with its name, an answer to it. None: to others."""
    text = (message.text or message.caption or "").strip()
    name = f"@{username}".lower()
    before = message.reply_to_message
    is_answer = before is not None and before.from_user is not None and before.from_user.username == username
    if not (text.startswith("/") or name in text.lower() or is_answer):
        return None
    word = text.lower().replace(name, " ").strip().removeprefix("/").strip()
    return word if "@" not in word.split(" ")[0] else None
