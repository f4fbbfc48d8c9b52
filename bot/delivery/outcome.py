"""What came of a call, written down: sent, tried again, given up. The row is the truth, so nothing of it is lost."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.delivery.alarm import TROUBLE, tell_owners
from bot.telegram.failures import Failure, Kind
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import Message
from sales.core.clock import Clock
from storage.queues.messages import BULK, NewMessage, OutboxItem, part_key
from storage.transaction import Transaction

log = logging.getLogger(__name__)

TRIES = 5
LONGEST_REST = timedelta(minutes=1)


async def sent(
    tx: Transaction, item: OutboxItem, message_id: int | None, rest: list[Message], *, plain: bool = False
) -> bool:
    """Telegram has it. What did not fit into one message follows under keys of its own, and goes when it goes.

    False when another process took the row over meanwhile.
    """
    if not await tx.sending.delivered(item, message_id):
        return False
    for number, part in enumerate(rest, start=2):
        await tx.outbox.put(
            NewMessage(part_key(item.key, number), item.chat_id, item.person_id, item.lane, part.to_json())
        )
    await tx.outbox.trim(item.key, 1 + len(rest))
    if plain:
        log.error("markup was refused, the message went without it: outbox %s", item.id)
        await _tell_owners(tx, item, "markup", _about_markup)
    return True


async def failed(tx: Transaction, item: OutboxItem, failure: Failure) -> None:
    match failure.kind:
        case Kind.UNCHANGED:
            await tx.sending.delivered(item, item.message_id)
        case Kind.NOT_SENT | Kind.PAUSE:
            await tx.sending.retry(item, None, failure.text, tried=False)
        case Kind.UNKNOWN:
            await unknown(tx, item, failure.text)
        case Kind.MESSAGE_GONE if item.erase:
            await tx.sending.delivered(item, None)
        case Kind.MESSAGE_GONE:
            await tx.sending.forget_message(item)
        case Kind.MOVED:
            await tx.outbox.move_chat(item.chat_id, failure.chat_id)
            await tx.sending.retry(item, None, failure.text)
        case Kind.PERSON_GONE:
            await _person_gone(tx, item, failure)
        case _ if item.tries < TRIES:
            await tx.sending.retry(item, _later(tx.clock, item), failure.text)
        case _:
            await _refused(tx, item, failure)


async def unknown(tx: Transaction, item: OutboxItem, text: str) -> None:
    """Perhaps it arrived. An edit is safe to repeat; a new message only where a second copy does no harm."""
    if item.message_id is not None or item.erase:
        await tx.sending.retry(item, _later(tx.clock, item), text)
    elif item.repeat:
        await tx.sending.retry(item, _later(tx.clock, item), text, flag=True)
    else:
        await tx.sending.set_aside(item, "lost", text)


async def _refused(tx: Transaction, item: OutboxItem, failure: Failure) -> None:
    log.error("a message was refused for good: outbox %s", item.id)
    await tx.sending.set_aside(item, "dead", failure.text)
    await _tell_owners(tx, item, "refused", lambda: _about_refusal(item, failure))


async def _person_gone(tx: Transaction, item: OutboxItem, failure: Failure) -> None:
    await tx.sending.set_aside(item, "dead", failure.text)
    if item.person_id is None or not await tx.people.set_unreachable(item.person_id, unreachable=True):
        return
    for watcher in await tx.people.watchers_of(item.person_id):
        args = {"person_id": item.person_id}
        key = f"unreachable:{item.person_id}:{item.id}:{watcher.person_id}"
        await tx.outbox.put(
            NewMessage(key, watcher.telegram_id, watcher.person_id, BULK, view="unreachable", args=args)
        )


async def _tell_owners(tx: Transaction, item: OutboxItem, kind: str, text: Callable[[], Markup]) -> None:
    if not item.key.startswith(TROUBLE):
        await tell_owners(tx, kind, text)


def _about_markup() -> Markup:
    return fill(_("⚠️ Telegram could not read the markup of a message, so it went out plain. The log says which."))


def _about_refusal(item: OutboxItem, failure: Failure) -> Markup:
    text = _("⚠️ A message could not be delivered: {reason}\nIt is kept in the outbox under {item}.")
    return fill(text, reason=failure.text, item=item.id)


def _later(clock: Clock, item: OutboxItem) -> datetime:
    return clock.now() + min(LONGEST_REST, timedelta(seconds=0.25 * 2 ** min(item.tries, 10)))
