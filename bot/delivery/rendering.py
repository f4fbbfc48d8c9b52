"""From a row of the outbox to what is sent: its view drawn as of this moment, for a reader who may still see it."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.delivery.outcome import NothingToShow
from reports.checkins.summary import SummaryView
from reports.message.language import speaking
from reports.message.message import File, Message
from reports.message.steady import PRESSED, STILL_FOR, PressedKeyboard, keep_still
from reports.views import is_for_group, render
from sales.core.people import Role
from storage.engine.actor import Actor
from storage.queues.messages import OutboxItem
from storage.transaction import Transaction

Commands: TypeAlias = list[list[str]]


@dataclass(frozen=True, slots=True)
class Drawn:
    language: str
    """The reader's."""
    content: Message | File | Commands
    stays_inside: bool = False
    """Telegram is to let nobody forward it."""
    is_pinned: bool = False
    thread_id: int | None = None
    """Of a group: the topic that was chosen."""


async def draw(tx: Transaction, item: OutboxItem, usual_language: str) -> Drawn | NothingToShow:
    """The row's content, or its view as of now, in its reader's language; why there is nothing to send otherwise.

    Lately pressed, no row of it moves (reports.message.steady). `usual_language`: for who is nobody of ours. Raises
    whatever a view raises.
    """
    drawn = await _draw(tx, item, usual_language)
    if isinstance(drawn, NothingToShow) or not isinstance(drawn.content, Message) or item.message_id is None:
        return drawn
    pressed = (item.content or {}).get(PRESSED)
    before = None if pressed is None else PressedKeyboard.from_json(pressed)
    if before is None or tx.clock.now() - before.at > STILL_FOR:
        return drawn
    return replace(drawn, content=keep_still(drawn.content, before))


async def _draw(tx: Transaction, item: OutboxItem, usual_language: str) -> Drawn | NothingToShow:
    reader = None if item.person_id is None else await tx.system.staff.actor(item.person_id)
    if item.person_id is not None and reader is None:
        return NothingToShow("the person has no access any more")
    language = reader.language if reader else usual_language
    if item.view is None:
        content = item.content or {}
        if "commands" in content:
            return Drawn(language, content["commands"])
        return _frame(language, Message.from_json(content), item, reader)
    if reader is None:
        return NothingToShow("a view needs a reader")
    if item.chat_id < 0:
        return await _draw_for_group(tx, item, item.view, reader)
    with speaking(language):
        message = await render(item.view, tx, reader, item.args or {})
    return NothingToShow("nothing to show") if message is None else _frame(language, message, item, reader)


async def _draw_for_group(tx: Transaction, item: OutboxItem, view: str, reader: Actor) -> Drawn | NothingToShow:
    """Only what is made for a group, and only where somebody has said that it may stand there (SPEC 2)."""
    group = await tx.system.groups.find(item.chat_id)
    if group is None or not group.is_on or not is_for_group(view):
        return NothingToShow("nobody has asked for it in this group")
    with speaking(reader.language):
        message = await render(view, tx, reader, item.args or {})
    if message is None:
        return NothingToShow("nothing to show")
    return replace(_frame(reader.language, message, item, reader), thread_id=group.thread_id)


def _frame(language: str, content: Message | File, item: OutboxItem, reader: Actor | None) -> Drawn:
    """What we make is to be kept, invitations and letters to be passed on; everything else may be to stay inside."""
    is_ours = content.file_id if isinstance(content, File) else not content.to_pass_on
    inside = reader is not None and reader.keeps_inside and bool(is_ours)
    pinned = reader is not None and reader.pins_summary and reader.role is Role.LEAD
    return Drawn(language, content, stays_inside=inside, is_pinned=pinned and item.view == SummaryView.name)
