"""What only the owners can mend, told to them: once a day for each kind of trouble, in their language."""

from collections.abc import Callable

from reports.message.language import speaking
from reports.message.markup import Markup
from reports.message.message import Message
from storage.queues.messages import BULK, NewMessage
from storage.transaction import Transaction

TROUBLE = "trouble:"
"""Keys of such notices: one that cannot be sent is not noticed in its turn."""


async def tell_owners(tx: Transaction, kind: str, text: Callable[[], Markup]) -> None:
    """What comes later on the same day changes the same message."""
    for owner in await tx.system.staff.owners():
        with speaking(owner.language):
            content = Message(text()).to_json()
        key = f"{TROUBLE}{kind}:{owner.person_id}:{tx.clock.now():%Y-%m-%d}"
        await tx.system.outbox.put(NewMessage(key, owner.telegram_id, owner.person_id, BULK, content))
