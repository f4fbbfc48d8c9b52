"""What is done at night: old mail is thrown out, SQLite looks over its statistics."""

from sqlalchemy import text

from storage.database import Database

HOUR, MINUTE = 3, 30


async def tidy(database: Database) -> None:
    """Prune the inbox and the outbox; on SQLite also its statistics. In one transaction: for the night."""
    async with database.write() as tx:
        await tx.system.inbox.prune()
        await tx.system.outbox.prune()
        await tx.system.imports.prune()
        if database.is_sqlite:
            await tx.session.execute(text("PRAGMA optimize"))
