"""Work in the background, a part at a time: others go in between, and whom it concerns is told."""

import asyncio
from collections.abc import Callable

from bot.operations.part_size import PAUSE_SECONDS
from handlers.framework.replies import Touch
from handlers.redraw.touching import touches
from reports.message.view import Keyed
from storage.database import Database
from storage.transaction import Transaction


class LongWork:
    def __init__(self, database: Database, put: Callable[[], None]) -> None:
        """`put`: called when something is in the outbox."""
        self._database = database
        self._put = put

    async def _rest(self) -> None:
        """Others go in between."""
        await asyncio.sleep(PAUSE_SECONDS)

    async def _redraw(self, tx: Transaction) -> None:
        """Days whose money has changed."""
        keys = [each.key for each in await touches(tx) if isinstance(each, Touch)]
        if keys:
            await tx.system.outbox.touch(*keys)

    async def _tell_person(self, tx: Transaction, person_id: int, shown: Keyed) -> None:
        """A view for somebody who has not asked, without a sound; nothing where they are gone."""
        reader = await tx.system.staff.actor(person_id)
        if reader is not None:
            await tx.system.outbox.put(shown.send_unasked(reader, silent=True))
