"""
Which versions of the tables there are, and whether a database has the newest, told without Alembic.

Alembic takes nine megabytes, and its look at every foreign key five seconds of a start over a million records; a
database that has the newest version already needs neither.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

REVISIONS = Path(__file__).parent.parent / "migrations" / "versions"


def versions() -> set[str]:
    """Every schema version that this program can bring up to its own: a file begins with its number."""
    return {each.name.partition("_")[0] for each in REVISIONS.glob("[0-9]*_*.py")}


def head() -> str:
    return max(versions())


async def is_current(url: str) -> bool:
    parsed = make_url(url)
    if _is_absent(parsed):
        return False
    engine = create_async_engine(parsed, poolclass=NullPool, hide_parameters=True)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_versions_of) == [head()]
    finally:
        await engine.dispose()


def _is_absent(url: URL) -> bool:
    """SQLite would make an empty file of it, or stumble over a folder that is not there yet."""
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def _versions_of(connection: Connection) -> list[str]:
    if not inspect(connection).has_table("alembic_version"):
        return []
    return list(connection.scalars(text("SELECT version_num FROM alembic_version")))
