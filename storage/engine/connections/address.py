"""
Addresses of databases as providers hand them out: `postgresql://…?sslmode=require`, libpq's way and not asyncpg's.

The address itself stays as it was given, since pg_dump and psql speak libpq; it is translated where we connect.
"""

import ssl
from os.path import realpath
from pathlib import Path
from re import fullmatch, match
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

from sales.core.errors import ReperError

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
_ASYNCPG = frozenset({"host", "port", "user", "password", "database", "ssl", "passfile", "target_session_attrs"})
_ASYNCPG_TOO = frozenset({"prepared_statement_cache_size", "krbsrvname", "gsslib"})
_NUMBERS = frozenset({"port", "connect_timeout", "prepared_statement_cache_size", "timeout"})
_WRITABLE = frozenset({"any", "primary", "read-write"})
SQLITE = "sqlite+aiosqlite:///"
_SQLITE = frozenset({"timeout"})
_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


_SIGNS = f"an address whose port is a number, such as {SAMPLE}; in a password / is %2F, ? %3F, # %23, @ %40"


CONNECT_SECONDS = 10
"""asyncpg would wait a minute for a server that lets us in and says nothing."""


class AddressError(ReperError):
    """An address that is well written, and names what is not there."""


def sqlite_url(path: Path) -> str:
    """The address of a file, which need not be there yet."""
    return f"{SQLITE}{realpath(path)}"  # Path.resolve raises for a link that leads to itself


def read_address(given: str) -> str:
    """With the driver that we have. Raises ValueError for what is no address of a database of ours."""
    beginning = next((each for each in AS_GIVEN if given.startswith(each)), None)
    found = given if beginning is None else OURS + given.removeprefix(beginning)
    if found and not found.startswith((SQLITE, OURS)):
        raise ValueError(f"empty, or an address such as {SAMPLE}")
    _check(found)
    return found


def _check(address: str) -> None:
    """Raises ValueError for what cannot be taken apart, and for what the driver would refuse with a TypeError."""
    if address.startswith(SQLITE):
        known, parts = _SQLITE, urlsplit(address)
        if parts.path in {"", "/", "/:memory:"}:
            raise ValueError(f"a file, such as {SQLITE}data/reper.db")
    else:
        known, parts = _LIBPQ | _ASYNCPG | _ASYNCPG_TOO, _take_apart(address)
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    odd = next((name for name in given if name not in known), None)
    if odd is not None:
        named = f"“{odd}”" if fullmatch("[a-z_]{1,40}", odd) else "that"  # what else it is may be of a password
        raise ValueError(f"an address without {named} behind its “?”: no driver of ours knows it")
    if given.get("sslmode", "require") not in _SSL_MODES:
        raise ValueError(f"sslmode as one of {', '.join(_SSL_MODES)}")
    for number in _NUMBERS & set(given):
        if not (given[number].isascii() and given[number].isdigit()):
            raise ValueError(f"{number} as a whole number")
    if match(r"(.*\s)?-c", given.get("options", "")):
        raise ValueError("an address without -c in its options, which no driver of ours passes on: ALTER ROLE … SET is")
    if given.get("target_session_attrs", "any") not in _WRITABLE:
        raise ValueError("target_session_attrs as any, primary or read-write: the bot has to write")
    if address.startswith(OURS) and parts.path in {"", "/"} and not given.get("database"):
        raise ValueError(f"an address with the name of a database at its end, such as {SAMPLE}")


def _take_apart(address: str) -> SplitResult:
    """Raises ValueError where a sign of the password has cut it, which must not be quoted."""
    try:
        parts = urlsplit(address)
        is_whole = parts.port != 0 and parts.netloc.count("@") < 2  # noqa: PLR2004  one before the host
    except ValueError:
        is_whole = False
    if not is_whole or parts.fragment:
        raise ValueError(_SIGNS)
    return parts


def is_sqlite(url: str) -> bool:
    """Of an address as SQLAlchemy reads it. Raises ArgumentError for none."""
    from sqlalchemy.engine import make_url  # noqa: PLC0415  settings are read by who needs no database

    return make_url(url).get_backend_name() == "sqlite"


def connecting(url: "URL") -> tuple["URL", dict[str, Any]]:
    """The address without what only libpq understands, and the same as asyncpg's arguments. Raises AddressError."""
    if url.get_backend_name() == "sqlite":
        return url, {}
    given = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    seconds = given.get("connect_timeout", "")
    found: dict[str, Any] = {"timeout": float(seconds if seconds.isdigit() and int(seconds) else CONNECT_SECONDS)}
    if mode := given.get("sslmode"):
        found["ssl"] = _ssl(mode, given.get("sslrootcert"))
    if name := given.get("application_name"):
        found["server_settings"] = {"application_name": name}
    return url.difference_update_query(_LIBPQ & set(url.query)), found


def _ssl(mode: str, root: str | None) -> str | ssl.SSLContext:
    """Verified with the system's own certificates where none are named: asyncpg looks in ~/.postgresql alone."""
    if mode not in {"verify-ca", "verify-full"}:
        return mode
    try:
        context = ssl.create_default_context(cafile=None if root in {None, "system"} else root)
    except OSError:  # of SSL's own, too
        said = f"DATABASE_URL: sslrootcert {root} is no file with certificates"
        raise AddressError(f"{said}. Name the one that your provider has given you, or system.") from None
    context.check_hostname = mode == "verify-full"
    return context
