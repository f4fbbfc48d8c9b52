"""Whether Telegram sends us queries: BotFather switches it, getMe says it, and the owners are told how, once."""

from reports.message.language import gettext as _
from reports.message.language import speaking
from reports.message.markup import fill
from reports.message.message import Message
from storage.queues.messages import BULK, NewMessage
from storage.queues.wire import INLINE
from storage.transaction import Transaction


async def note_inline(tx: Transaction, username: str, *, on: bool) -> None:
    """At a start: buttons that begin a query are shown from now on, or are not. The owners hear of it once."""
    known = await tx.system.wire.get(INLINE) or {}
    owners = await tx.system.staff.owners()
    tells = not on and not known.get("told")
    await tx.system.wire.set(INLINE, {"on": on, "told": not on and bool(known.get("told") or owners)})
    for owner in owners if tells else ():
        with speaking(owner.language):
            content = _how(username).to_json()
        key = f"inline:{owner.person_id}:{tx.clock.now():%Y%m%d}"
        await tx.system.outbox.put(
            NewMessage(key, owner.telegram_id, owner.person_id, BULK, content=content, silent=True)
        )


def _how(username: str) -> Message:
    return Message(
        fill(
            _(
                "🔎 Search of clients in any chat is off.\n"
                "To switch it on: @BotFather → /setinline → @{bot}, send any words such as “client”, "
                "and start the bot again."
            ),
            bot=username,
        )
    )
