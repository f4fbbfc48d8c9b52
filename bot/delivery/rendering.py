"""From a row of the outbox to what is sent: its view drawn as of this moment, for a reader who may still see it."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.delivery.outcome import NothingToShow
from reports.message.language import speaking
from reports.message.message import File, Message
from reports.views import render
from storage.queues.messages import OutboxItem
from storage.transaction import Transaction

Commands: TypeAlias = list[list[str]]


@dataclass(frozen=True, slots=True)
class Drawn:
    language: str
    """The reader's."""
    content: Message | File | Commands


async def draw(tx: Transaction, item: OutboxItem, usual_language: str) -> Drawn | NothingToShow:
    """The row's content, or its view as of now, in its reader's language; why there is nothing to send otherwise.

    `usual_language`: for who is nobody of ours. Raises whatever a view raises.
    """
    reader = None if item.person_id is None else await tx.system.staff.actor(item.person_id)
    if item.person_id is not None and reader is None:
        return NothingToShow("the person has no access any more")
    language = reader.language if reader else usual_language
    if item.view is None:
        content = item.content or {}
        return Drawn(language, content["commands"] if "commands" in content else Message.from_json(content))
    if reader is None:
        return NothingToShow("a view needs a reader")
    with speaking(language):
        message = await render(item.view, tx, reader, item.args or {})
    return NothingToShow("nothing to show") if message is None else Drawn(language, message)
