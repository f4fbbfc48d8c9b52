"""
A table beside the bot's own, filled by a trigger: every message whose number the outbox knew and let go.

What is sent anew below forgets the older copy, and that is no repetition. Only the database itself can tell the two
apart after a kill: the trigger's row stands or falls with the transaction.
"""

from sqlalchemy import text

from storage.database import Database

TABLE = "CREATE TABLE chaos_known (key VARCHAR(80), chat_id BIGINT, message_id BIGINT)"
KEEP = "INSERT INTO chaos_known VALUES (OLD.key, OLD.chat_id, OLD.message_id)"
WHEN = "WHEN (OLD.message_id IS NOT NULL AND (NEW.message_id IS NULL OR NEW.message_id <> OLD.message_id))"

SQLITE = (f"CREATE TRIGGER chaos_keep AFTER UPDATE ON outbox {WHEN} BEGIN {KEEP}; END",)
POSTGRES = (
    f"CREATE FUNCTION chaos_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {KEEP}; RETURN NULL; END $$",
    f"CREATE TRIGGER chaos_keep AFTER UPDATE ON outbox FOR EACH ROW {WHEN} EXECUTE FUNCTION chaos_keep()",
)


async def keep_known_messages(database: Database) -> None:
    async with database.write() as tx:
        for statement in (TABLE, *(SQLITE if database.is_sqlite else POSTGRES)):
            await tx.session.execute(text(statement))
