"""What long work in the background changes, told to whom it concerns."""

from handlers.framework.replies import Touch
from handlers.redraw.touching import touches
from reports.message.view import Keyed
from storage.transaction import Transaction


async def tell_person(tx: Transaction, person_id: int, shown: Keyed) -> None:
    """A view for somebody who has not asked; nothing where they are gone."""
    reader = await tx.system.staff.actor(person_id)
    if reader is not None:
        await tx.system.outbox.put(shown.send_unasked(reader))


async def redraw_days(tx: Transaction) -> None:
    """Days whose money has changed."""
    keys = [each.key for each in await touches(tx) if isinstance(each, Touch)]
    if keys:
        await tx.system.outbox.touch(*keys)
