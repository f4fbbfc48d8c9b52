"""
Three doors to one database: a writer, a reader, and a scholar who reads long in a thread.

With one shared SQLite connection reports made writes wait 160 ms instead of 10, and a transaction that reads before
it writes fails at once with «database is locked» unless it begins IMMEDIATE: so writes have a pool of one.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiosqlite import Connection
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, NullPool

from sales.clock import Clock
from storage.inline import InlineConnection
from storage.transaction import Transaction

BUSY_MS = 15_000
"""How long to wait for a database that another process holds: longer than any backup or check that we know."""

POSTGRES_POOL = 8


class Database:
    """The engines and the transactions on them. Always `dispose()`: an open aiosqlite connection hangs the exit."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.url = make_url(url)
        self.clock = clock
        self.writer, self.reader, self.scholar = _sqlite(self.url) if self.is_sqlite else _postgres(self.url)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        async with AsyncSession(self.writer, expire_on_commit=False) as session:
            yield Transaction(session, self.clock)
            await session.commit()  # what raises before it is rolled back when the session closes

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A consistent look that cannot change anything."""
        async with AsyncSession(self.reader, expire_on_commit=False, autoflush=False) as session:
            yield Transaction(session, self.clock)

    @asynccontextmanager
    async def study(self) -> AsyncIterator[Transaction]:
        """A look that may take long, for a workbook or a picture: in a thread, so that nobody waits for it."""
        async with AsyncSession(self.scholar, expire_on_commit=False, autoflush=False) as session:
            yield Transaction(session, self.clock)

    async def dispose(self) -> None:
        await self.scholar.dispose()
        await self.reader.dispose()
        await self.writer.dispose()


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path.resolve()}"


def _engine(url: URL, **options: Any) -> AsyncEngine:
    return create_async_engine(url, hide_parameters=True, **options)  # an error's text must not quote people


def _sqlite(url: URL) -> tuple[AsyncEngine, AsyncEngine, AsyncEngine]:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)

    async def opened(*_args: object, **_options: object) -> Connection:
        return await InlineConnection(url.database or ":memory:", BUSY_MS)

    pool: dict[str, Any] = {"poolclass": AsyncAdaptedQueuePool, "max_overflow": 0, "pool_timeout": 60}
    writer = _engine(url, async_creator=opened, pool_size=1, **pool)
    reader = _engine(url, async_creator=opened, pool_size=4, **pool)
    _prepare(writer, begin="BEGIN IMMEDIATE", pragmas=("synchronous=FULL", "foreign_keys=ON"))
    scholar = _engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_MS / 1000})
    for each in (reader, scholar):
        _prepare(each, begin="BEGIN", pragmas=("query_only=ON",))
    return writer, reader, scholar


def _prepare(engine: AsyncEngine, begin: str, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN is deferred, and too late
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)


def _postgres(url: URL) -> tuple[AsyncEngine, AsyncEngine, AsyncEngine]:
    writer = _engine(url, pool_size=POSTGRES_POOL, pool_pre_ping=True)
    reader = _engine(
        url,
        pool_size=POSTGRES_POOL,
        pool_pre_ping=True,
        execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
    )
    return writer, reader, reader
