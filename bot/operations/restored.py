"""
Waking on a restored database: yesterday's rows must not become today's messages.

A backup holds answers on their way, reminders about to be said, dialogs in the middle. All of that was said in the
time that the backup does not know. So what waits is done without a word, and what is due counts as said
(docs/decisions/0009).
"""

import logging
from datetime import datetime

from bot.delivery.alarm import tell_owners
from bot.pipeline.worker import Worker
from reports.message.format import day_month
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from sales.core.clock import local
from scheduler import lost_time
from storage.database import Database
from storage.queues.wire import COPY_OF

log = logging.getLogger(__name__)


async def settle(database: Database, worker: Worker, zone: str) -> bool:
    """Before anything is polled or sent; whether the database is a copy that was put back. Killed, it begins again."""
    async with database.read() as tx:
        copy = await tx.system.wire.get(COPY_OF)
    if copy is None:
        return False
    since = datetime.fromisoformat(copy["at"])
    log.warning("the database is a backup of %s that was put back; nothing old is sent again", copy["at"])
    await worker.drain()  # what was accepted is done; what it answers is laid down with the rest
    async with database.write() as tx:
        until = max(since, tx.clock.now())
        await tx.system.outbox.lay_down()
        await tx.system.dialogs.close_all()
        await lost_time.settle(tx, since, until)
        await tx.system.wire.add_lost_span(since, until)
        await tx.system.wire.set(COPY_OF, None)
        await tell_owners(tx, "restored", lambda: _about_restoring(since, zone))
    return True


def _about_restoring(since: datetime, zone: str) -> Markup:
    text = _(
        "⚠️ The database was restored from the backup of {day}, {time}.\n"
        "What was recorded later is gone and has to be entered again. Old messages are not repeated.\n"
        "Look at /team: whoever joined or left since then."
    )
    here = local(since, zone)
    return fill(text, day=day_month(here.date()), time=f"{here:%H:%M}")
