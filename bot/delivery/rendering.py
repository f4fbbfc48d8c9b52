"""From a row of the outbox to what is sent: its view drawn as of this moment, for a reader who may still see it."""

from typing import TypeAlias

from reports.message.language import speaking
from reports.message.message import File, Message
from reports.views import render
from storage.queues.messages import OutboxItem
from storage.transaction import Transaction

Commands: TypeAlias = list[list[str]]
Drawn: TypeAlias = tuple[str, Message | File | Commands]
"""The reader's language, and what to send."""


class NotShownError(Exception):
    """There is nothing to send any more, or nobody who may see it."""


async def drawn(tx: Transaction, item: OutboxItem, usual_language: str) -> Drawn:
    """Raises NotShownError, and whatever a view raises. `usual_language`: for who is nobody of ours."""
    reader = None if item.person_id is None else await tx.people.actor(item.person_id)
    if item.person_id is not None and reader is None:
        raise NotShownError("the person has no access any more")
    language = reader.language if reader else usual_language
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
