"""
A database that no waiting will mend, in one sentence for whoever starts the bot.

What may pass (unreachable, starting, locked) is trouble.py's. Nothing here quotes what a person typed: an error of
connecting names hosts, roles and databases.
"""

import asyncio
import sqlite3
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, closing
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from sales.core.errors import ReperError
from storage.engine.connections.address import connecting
from storage.engine.connections.wal import find_damage

HEADER = b"SQLite format 3\0"
LOOKED_AT = 2.0
"""Seconds: a large file is looked at in part, the backup's own check looks at all of it."""
STEPS = 10_000
BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
POOLED = frozenset({"42P05", "26000"})
"""A prepared statement that is there already, or is not there any more: somebody else's connection."""


OURS = frozenset({"people", "departments", "inbox", "outbox"})
"""Others number their versions by Alembic, too."""
REFUSED = {
    "42501": "The role in DATABASE_URL has to own its database.",
    "25006": "Give the address of the primary, and see that default_transaction_read_only is off.",
    "3F000": "See that search_path names a schema of this database, such as public.",
}
"""By SQLSTATE: what to do."""
OPENED_WITHIN = 30.0
"""Seconds for all places of the pool: behind a pooler that is too narrow the last waits for ever."""


class DatabaseRefusedError(ReperError):
    """The bot cannot work on this database, now or later."""


def look_at_file(database: Path, backups: Sequence[Path]) -> None:
    """Raises DatabaseRefusedError for a file that is no whole database, and for none where there are backups of one:
    the disk that it stood on may be away. `backups`: the newest first.
    """
    if database.exists() and not database.is_file():
        what = "a folder" if database.is_dir() else "no file"
        raise DatabaseRefusedError(f"{database} is {what} where the database file should be. Move it away.")
    if not database.exists() or not database.stat().st_size:
        if backups:
            what = "is empty (0 bytes)" if database.exists() else "is not there, and backups of it are"
            raise DatabaseRefusedError(
                f"{database} {what}. {_restore(backups)} Or move the backups away to begin anew."
            )
        return
    if _first_bytes(database) != HEADER:
        raise DatabaseRefusedError(f"{database} is damaged: it is no SQLite database. {_restore(backups)}")
    _look_at_log(Path(f"{database}-wal"), backups)
    try:
        whole = _is_whole(database)
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF not in BROKEN:
            return  # busy, read-only, out of memory: what comes next says so
        whole = False
    if not whole:
        raise DatabaseRefusedError(f"{database} is damaged: SQLite's own check fails. {_restore(backups)}")
    _look_at_tables(database, backups)


def _look_at_tables(database: Path, backups: Sequence[Path]) -> None:
    names = _list_tables(database)
    if names and ("alembic_version" not in names or (len(names) > 1 and names.isdisjoint(OURS))):
        raise DatabaseRefusedError(f"{database} is another program's database. Move it away, or name another DATA_DIR.")
    if len(names) == 1:  # a version, and nothing that it is the version of
        raise DatabaseRefusedError(f"{database} has lost its tables. {_restore(backups)}")


def _look_at_log(log: Path, backups: Sequence[Path]) -> None:
    """Before SQLite sees it, which would pass over it in silence and then write over it."""
    damage = find_damage(log)
    if damage is None:
        return
    without = f"truncate -s {damage.readable} {log}" if damage.readable else f"mv {log} {log}.damaged"
    said = f"{log} is damaged, and what was recorded last cannot be read"
    raise DatabaseRefusedError(f"{said}. {_restore(backups)} Or go on without that: {without}")


def _first_bytes(database: Path) -> bytes:
    try:
        with database.open("rb") as file:
            return file.read(len(HEADER))
    except OSError as error:
        said = f"{database} cannot be read ({error.strerror})"
        raise DatabaseRefusedError(f"{said}. It has to belong to the bot's user.") from None


def _list_tables(database: Path) -> set[str]:
    """Empty of a new one, and of one that is busy: what comes next says so."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, timeout=1)) as connection:
        try:
            return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        except sqlite3.OperationalError:
            return set()


def _is_whole(database: Path) -> bool:
    until = time.monotonic() + LOOKED_AT
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True, timeout=1)) as connection:
        connection.set_progress_handler(lambda: int(time.monotonic() > until), STEPS)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                return True
            raise


def _restore(backups: Sequence[Path]) -> str:
    return f"Restore it: python -m bot restore {backups[0] if backups else 'FILE (a backup)'}."


async def refuse_pooler(url: URL) -> None:
    """Raises DatabaseRefusedError behind a pooler that hands a connection on after each transaction.

    The lock of the one poller would stay with whoever gets it next, and nobody would lead. A session of its own has one
    backend for ever, and nobody else has it; two others see to it that a pooler with several free ones shows itself.
    """
    address, arguments = connecting(url)
    engine = create_async_engine(address, poolclass=NullPool, hide_parameters=True, connect_args=arguments)
    try:
        async with engine.connect() as own, engine.connect() as second, engine.connect() as third:
            backend = await _backend_of(own)
            for other in (second, third):
                taken = await other.scalar(_BACKEND)  # in a transaction that stays open
                if taken == backend or await _backend_of(own) != backend:
                    raise _pooler()
    finally:
        await engine.dispose()


async def refuse_letters(url: URL) -> None:
    """Raises DatabaseRefusedError for a database that cannot keep every letter: the first «₽» would end an update."""
    address, arguments = connecting(url)
    engine = create_async_engine(address, poolclass=NullPool, hide_parameters=True, connect_args=arguments)
    try:
        async with engine.connect() as connection:
            letters = await connection.scalar(text("SHOW server_encoding"))
    finally:
        await engine.dispose()
    if letters not in {"UTF8", "SQL_ASCII"}:  # the latter keeps whatever it is given
        how = f"Create one in UTF8: createdb -E UTF8 -T template0 {url.database}2"
        raise DatabaseRefusedError(f"The database «{url.database}» keeps its texts in {letters}. {how}")


_LIMITS = text("""
    SELECT least(
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
        (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user),
        (SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database())
    )
""")


async def refuse_narrow(url: URL, pool: int) -> None:
    """Raises DatabaseRefusedError where the server, or a pooler before it, lets us in fewer times than the pool has
    places: whoever waits for the last of them waits in silence.
    """
    address, arguments = connecting(url)
    patient = arguments | {"timeout": OPENED_WITHIN}
    engine = create_async_engine(address, poolclass=NullPool, hide_parameters=True, connect_args=patient)
    opened = 0
    try:
        async with AsyncExitStack() as stack, asyncio.timeout(OPENED_WITHIN):
            while opened < pool:
                limit = await (await stack.enter_async_context(engine.connect())).scalar(_LIMITS)
                opened += 1
                if limit is not None and limit < pool:
                    raise _narrow(limit, pool)
    except TimeoutError:
        if opened:
            raise _narrow(opened, pool) from None
        raise
    finally:
        await engine.dispose()


def _narrow(limit: int, pool: int) -> DatabaseRefusedError:
    return DatabaseRefusedError(
        f"PostgreSQL lets us in {limit} times at once, and DATABASE_POOL is {pool}. Lower DATABASE_POOL (3 is the"
        " least), or raise the limit: ALTER ROLE … CONNECTION LIMIT, max_connections, a pooler's default_pool_size."
    )


async def _backend_of(own: AsyncConnection) -> int:
    """The process that serves it, in a transaction that is over afterwards."""
    number = await own.scalar(_BACKEND)
    await own.commit()
    return int(number)


_BACKEND = text("SELECT pg_backend_pid()")


def _pooler(mode: str = "transaction") -> DatabaseRefusedError:
    return DatabaseRefusedError(
        f"DATABASE_URL leads to a pooler in {mode} mode, behind which no lock holds."
        " Give the address of PostgreSQL itself, or of a pool in session mode."
    )


def read_refusal(error: BaseException, url: URL) -> DatabaseRefusedError | None:
    """What PostgreSQL has refused for good; None for anything else."""
    for each in _causes(error):
        state, said = str(getattr(each, "sqlstate", "") or ""), str(each).partition("\n")[0]
        if state == "3D000":
            return DatabaseRefusedError(f"There is no database «{url.database}». Create it: createdb {url.database}")
        if state in REFUSED:
            return DatabaseRefusedError(f"PostgreSQL: {said}. {REFUSED[state]}")
        if isinstance(each, ssl.SSLCertVerificationError):
            said = f"PostgreSQL's certificate is not trusted: {each.verify_message}"
            return DatabaseRefusedError(f"{said}. Look at sslmode and sslrootcert in DATABASE_URL.")
        if type(each).__name__ == "ClientConfigurationError":  # asyncpg's own
            return DatabaseRefusedError(f"DATABASE_URL cannot be used: {said}.")
        if state.startswith("28"):
            return DatabaseRefusedError(f"PostgreSQL does not let us in: {said}. Look at DATABASE_URL.")
        if state in POOLED:
            return _pooler()
        if "statement pooling mode" in said:
            return _pooler("statement")
        if "unsupported startup parameter" in said:
            return DatabaseRefusedError(
                f"A pooler stands before PostgreSQL: {said}. Name it in its ignore_startup_parameters,"
                " or give the address of PostgreSQL itself."
            )
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is None or each in seen:
            continue
        seen.append(each)
        yield each
        waiting += [getattr(each, "orig", None), each.__cause__, each.__context__]
