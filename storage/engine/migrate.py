"""
Migrations, one process at a time. The bot imports this only where storage.engine.schema finds an older database.

A batch migration with foreign keys on emptied a child table without an error: SQLite's are off on this connection,
and checked afterwards. Two processes that create tables at once collide: a file lock (SQLite) or an advisory lock
(PostgreSQL) lets one go first.
"""

import asyncio
from pathlib import Path
from typing import IO, Any

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from filelock import lock_descriptor
from sqlalchemy import Connection, Engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from sales.core.errors import ReperError
from storage.engine.connections.address import connecting
from storage.engine.connections.refusals import REFUSED
from storage.engine.connections.trouble import is_database_trouble
from storage.engine.schema import Numbering, head, newer_than_ours, numbering_of, too_old
from storage.engine.version_triggers import drop_triggers, put_triggers

LOCK = 0x5265706572  # «Reper»


class MigrationError(ReperError):
    """The database could not be brought to this version."""


def config() -> Config:
    """Alembic's settings without an ini file: where the revisions lie."""
    alembic = Config()
    alembic.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    return alembic


async def migrate(url: str, revision: str = "head", *, downgrade: bool = False) -> None:
    """Bring the database to a revision. Raises MigrationError for one that is too old or lacks what it should have,
    and when foreign keys break.
    """
    parsed = make_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    address, arguments = connecting(parsed)
    engine = create_async_engine(address, poolclass=NullPool, hide_parameters=True, connect_args=arguments)
    if sqlite:
        _foreign_keys_off(engine.sync_engine)
    lock = await asyncio.to_thread(_take_file_lock, parsed) if sqlite else None
    try:
        async with engine.connect() as connection:
            try:
                await connection.run_sync(_run, revision, downgrade)
            except (DBAPIError, CommandError) as error:
                if is_database_trouble(error) or getattr(getattr(error, "orig", None), "sqlstate", "") in REFUSED:
                    raise
                why = str(getattr(error, "orig", None) or error).partition("\n")[0]
                said = f"The database cannot be brought to this version ({why})."
                raise MigrationError(f"{said} It is no whole house: restore a backup.") from error
    finally:
        await engine.dispose()
        if lock is not None:
            lock.close()


def _run(connection: Connection, revision: str, downgrade: bool) -> None:  # noqa: FBT001  run_sync passes by position
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        connection.commit()
    tables = inspect(connection).get_table_names()
    if tables and "alembic_version" not in tables:
        said = f"The database has another program's tables ({min(tables)})"
        raise MigrationError(f"{said}. Name an empty one of the bot's own: createdb reper")
    _number_anew(connection)
    if newer := newer_than_ours(connection):
        said = f"The database is of a newer version of Reper ({newer}), and this one knows up to {head()}."
        raise MigrationError(f"{said} Install that version, or restore a backup of this one.")
    drop_triggers(connection)
    connection.commit()
    alembic = config()
    alembic.attributes["connection"] = connection
    (command.downgrade if downgrade else command.upgrade)(alembic, revision)
    put_triggers(connection)
    connection.commit()
    if connection.dialect.name == "sqlite" and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
        raise MigrationError(f"foreign keys do not hold after the migration: {broken[:3]}")


def _number_anew(connection: Connection) -> None:
    """The tables of the first numbering's end are those of our 0001. Raises MigrationError for older ones."""
    match numbering_of(connection):
        case Numbering.TOO_OLD:
            raise MigrationError(too_old("The database"))
        case Numbering.SAME:
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        case Numbering.OURS:
            pass
    connection.commit()


def _foreign_keys_off(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA busy_timeout=15000")


def _take_file_lock(url: URL) -> IO[str]:
    """Wait for the neighbour who migrates. The lock goes with the file, also when the process is killed."""
    path = Path(f"{url.database}.migrate.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("w")
    lock_descriptor(lock.fileno())
    return lock
