"""
Which versions of the tables there are, and whether a database has the newest, told without Alembic.

Alembic takes nine megabytes, and its look at every foreign key five seconds of a start over a million records; a
database that has the newest version already needs neither.
"""

from enum import StrEnum, auto
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.engine.connections.address import connecting
from storage.engine.version_triggers import has_triggers

LAST_UNNUMBERED = "a850f21"
"""The last commit before the revisions were squashed and numbered anew."""

REVISIONS = Path(__file__).parent.parent / "migrations" / "versions"


def versions() -> set[str]:
    """Every schema version that this program can bring up to its own: a file begins with its number."""
    return {each.name.partition("_")[0] for each in REVISIONS.glob("[0-9]*_*.py")}


def head() -> str:
    """The number of the newest version, of four digits."""
    return max(versions())


async def is_current(url: str) -> bool:
    """Whether the database at this address is there and has the newest version."""
    parsed = make_url(url)
    if _is_absent(parsed):
        return False
    address, arguments = connecting(parsed)
    engine = create_async_engine(address, poolclass=NullPool, hide_parameters=True, connect_args=arguments)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_is_at_head)
    finally:
        await engine.dispose()


class Numbering(StrEnum):
    """Whose revision numbers a database carries: its tables tell, the numbers themselves have come twice."""

    OURS = auto()
    SAME = auto()
    """The last of the first numbering: its tables are those of our 0001."""
    TOO_OLD = auto()


def numbering_of(connection: Connection) -> Numbering:
    """Of any database; one without a table is ours."""
    found = inspect(connection)
    if not found.has_table("duties") or "department_id" in {each["name"] for each in found.get_columns("duties")}:
        return Numbering.OURS
    indexes = (
        {each["name"] for each in found.get_indexes("payment_events")} if found.has_table("payment_events") else ()
    )
    return Numbering.SAME if "ix_payment_events_payment_id_at" in indexes else Numbering.TOO_OLD


def newer_than_ours(connection: Connection) -> str | None:
    """The version of a database that a newer program has brought up; None where it is ours or older."""
    found = _versions_of(connection)
    unknown = [each for each in found if each not in versions() and each > head()]
    return unknown[0] if unknown and numbering_of(connection) is Numbering.OURS else None


def too_old(what: str) -> str:
    """What to do with a database that this program cannot bring up to its own version."""
    return f"{what} is of an early version of Reper. Open it once with commit {LAST_UNNUMBERED}, then with this one."


def _is_absent(url: URL) -> bool:
    """SQLite would make an empty file of it, or stumble over a folder that is not there yet."""
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def _is_at_head(connection: Connection) -> bool:
    return (
        numbering_of(connection) is Numbering.OURS
        and _versions_of(connection) == [head()]
        and has_triggers(connection)  # a migration that was cut off behind its last revision has put none
    )


def _versions_of(connection: Connection) -> list[str]:
    if not inspect(connection).has_table("alembic_version"):
        return []
    return list(connection.scalars(text("SELECT version_num FROM alembic_version")))
