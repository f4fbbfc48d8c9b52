"""What is done at night: old mail and old places are thrown out, SQLite looks over its statistics."""

from datetime import timedelta

from sqlalchemy import text

from storage.database import Database
from storage.inline.prepared import STANDS

HOUR, MINUTE = 3, 30


async def tidy(database: Database, places_days: int = 90) -> None:
    """Prune the inbox and the outbox, forget where people were more than `places_days` ago; on SQLite also its
    statistics. In one transaction: for the night.
    """
    async with database.write() as tx:
        await tx.system.inbox.prune()
        await tx.system.outbox.prune()
        await tx.system.hook_messages.prune()
        await tx.system.used_proofs.prune()
        await tx.system.imports.prune()
        await tx.system.places_kept.forget_before(tx.clock.now() - timedelta(days=places_days))
        await tx.system.cold_lists.prune()
        await tx.system.prepared.forget_before(tx.clock.now() - STANDS)
        if database.is_sqlite:
            await tx.session.execute(text("PRAGMA optimize"))
