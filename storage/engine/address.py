"""
Addresses of databases as providers hand them out: `postgresql://…?sslmode=require`, libpq's way and not asyncpg's.

The address itself stays as it was given, since pg_dump and psql speak libpq; it is translated where we connect.
"""

import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

OURS = "postgresql+asyncpg://"
AS_GIVEN = ("postgresql://", "postgres://")
SAMPLE = "postgresql://user:password@127.0.0.1/reper"

_LIBPQ = frozenset(
    {
        *("sslmode", "sslrootcert", "connect_timeout", "application_name", "channel_binding", "gssencmode"),
        *("options", "pgbouncer", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count"),
        *("tcp_user_timeout", "sslcert", "sslkey", "sslnegotiation", "supa"),
    }
)
"""Parameters that asyncpg does not know by these names, and would refuse with a TypeError."""


def sqlite_url(path: Path) -> str:
    """The address of a file, which need not be there yet."""
    return f"sqlite+aiosqlite:///{path.resolve()}"


def read_address(given: str) -> str:
    """With the driver that we have. Raises ValueError for what is no address of a database of ours."""
    for beginning in AS_GIVEN:
        if given.startswith(beginning):
            return OURS + given.removeprefix(beginning)
    if given and not given.startswith(("sqlite+aiosqlite:///", OURS)):
        raise ValueError(f"empty, or an address such as {SAMPLE}")
    return given


def is_sqlite(url: str) -> bool:
    """Of an address as SQLAlchemy reads it. Raises ArgumentError for none."""
    from sqlalchemy.engine import make_url  # noqa: PLC0415  settings are read by who needs no database

    return make_url(url).get_backend_name() == "sqlite"


def connecting(url: "URL") -> tuple["URL", dict[str, Any]]:
    """The address without what only libpq understands, and the same as asyncpg's arguments."""
    if url.get_backend_name() == "sqlite":
        return url, {}
    given = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    found: dict[str, Any] = {}
    if mode := given.get("sslmode"):
        found["ssl"] = _ssl(mode, given.get("sslrootcert"))
    if (seconds := given.get("connect_timeout", "")).isdigit() and int(seconds):
        found["timeout"] = float(seconds)
    if name := given.get("application_name"):
        found["server_settings"] = {"application_name": name}
    return url.difference_update_query(_LIBPQ & set(url.query)), found


def _ssl(mode: str, root: str | None) -> str | ssl.SSLContext:
    """Verified with the system's own certificates where none are named: asyncpg looks in ~/.postgresql alone."""
    if mode not in {"verify-ca", "verify-full"}:
        return mode
    context = ssl.create_default_context(cafile=None if root in {None, "system"} else root)
    context.check_hostname = mode == "verify-full"
    return context
