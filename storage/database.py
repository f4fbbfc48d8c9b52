"""
One database, and three pools of connections to it: of the writer, of readers, and of who reads long, in a thread.

With one shared SQLite connection reports made writes wait 160 ms instead of 10, and a transaction that reads before
it writes fails at once with «database is locked» unless it begins IMMEDIATE: so writes have a pool of one.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool, QueuePool

from sales.core.clock import Clock
from storage.engine.connections.address import connecting, sqlite_url
from storage.engine.connections.compiled import CompiledStatements
from storage.engine.memory import Memory
from storage.engine.pool import QUEUE_SECONDS, ConnectionPool, InLoopPool, RemotePool
from storage.engine.session import Session
from storage.hooks.announcing import tell_programs
from storage.transaction import Transaction

__all__ = ["Database", "sqlite_url"]

BUSY_SECONDS = 15
"""How long to wait for a database that another process holds: longer than any backup or check that we know."""

READERS = 4
POSTGRES_POOL = 5
"""Connections of one process to PostgreSQL, all together: one by which others know it, and what reads and writes."""

PREPARED = 500
"""Statements that a connection knows, the driver's and the server's: one that it does not know is read anew."""

SESSION = {
    "jit": "off",  # to compile a statement of a millisecond, or to start two more processes for it, takes longer
    "max_parallel_workers_per_gather": "0",  # than to answer it
    "tcp_keepalives_idle": "5",  # a machine that lost its power keeps its locks for two hours otherwise; so, 11 s
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "10000",
    "idle_in_transaction_session_timeout": "8000",  # of a process that is frozen in it: others wait for its rows
}
"""Set once a connection, and not as it begins: a pooler refuses whatever it does not know at the beginning."""


class Database:
    """The engines and the transactions on them. Always `dispose()`: an open aiosqlite connection hangs the exit."""

    def __init__(self, url: str, clock: Clock, postgres_pool: int = POSTGRES_POOL) -> None:
        self.url = make_url(url)
        self.clock = clock
        memory = Memory()
        pools = _sqlite(self.url, memory) if self.is_sqlite else _postgres(self.url, postgres_pool, memory)
        self.writer: ConnectionPool = pools[0]
        self.reader: ConnectionPool = pools[1]
        self.long_reader: RemotePool = pools[2]
        self.loner: ConnectionPool = self.reader if self.is_sqlite else _make_loner(self.long_reader, memory)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        async with self.writer.open() as session:
            yield Transaction(session, self.clock)
            await tell_programs(session)
            await session.commit()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A consistent look that cannot change anything."""
        async with self.reader.open() as session:
            yield Transaction(session, self.clock)

    @asynccontextmanager
    async def read_alone(self) -> AsyncIterator[Transaction]:
        """For one statement that stands by itself: PostgreSQL need not be asked to begin and to end."""
        async with self.loner.open() as session:
            yield Transaction(session, self.clock)

    @asynccontextmanager
    async def read_in_background(self) -> AsyncIterator[Transaction]:
        """A look for what nobody waits for, a summary drawn anew: whoever is waited for goes between its statements."""
        async with self.reader.open(in_background=True) as session:
            yield Transaction(session, self.clock)

    @asynccontextmanager
    async def read_long(self) -> AsyncIterator[Transaction]:
        """A look that may take long, for a workbook or a picture: in a thread, so that nobody waits for it."""
        async with self.long_reader.open() as session:
            yield Transaction(session, self.clock)

    @asynccontextmanager
    async def keep_connection(self) -> AsyncIterator[AsyncConnection]:
        """PostgreSQL: a connection of our own, by which others know that we live; each statement is committed."""
        async with self.long_reader.engine.connect() as connection:
            yield await connection.execution_options(isolation_level="AUTOCOMMIT", postgresql_readonly=False)

    def ask_on(self, connection: AsyncConnection) -> Transaction:
        """On one that is kept: each statement stands by itself."""
        return Transaction(Session(connection), self.clock)

    async def dispose(self) -> None:
        """Close all connections of the three pools; nobody may ask any more."""
        await self.long_reader.dispose()
        await self.reader.dispose()
        await self.writer.dispose()


BY_PLACE = {"_result_disable_adapt_to_context": True}
"""Rows are read by place and by name, never by a column: SQLAlchemy, as for its own ORM, need not fit the columns of
each statement to those of its like that was put together before. A twelfth of an update's time."""


def _sqlite(url: URL, memory: Memory) -> tuple[InLoopPool, InLoopPool, RemotePool]:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    writer, reader = _in_loop(url, 1), _in_loop(url, READERS)
    long_reader = create_async_engine(
        url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS}
    )
    _prepare(writer, "synchronous=FULL", "foreign_keys=ON", "busy_timeout=0")
    for each in (reader, long_reader.sync_engine):
        _prepare(each, "query_only=ON")
    _begin_by_itself(long_reader.sync_engine)
    return (
        InLoopPool(writer, "BEGIN IMMEDIATE", 1, BUSY_SECONDS, memory),
        InLoopPool(reader, "BEGIN", READERS, BUSY_SECONDS, memory),
        RemotePool(long_reader, memory),
    )


def _in_loop(url: URL, places: int) -> Engine:
    return create_engine(
        url.set(drivername="sqlite+pysqlite"),
        hide_parameters=True,  # an error's text must not quote people
        execution_options=BY_PLACE | {"compiled_cache": CompiledStatements()},
        poolclass=QueuePool,
        pool_size=places,
        max_overflow=0,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False, "cached_statements": PREPARED},
    )


def _prepare(engine: Engine, *pragmas: str) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN is deferred, and too late
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _begin_by_itself(engine: Engine) -> None:
    """An engine that is listened to asks at each statement whether somebody listens to that: not those in the loop."""

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")


def _postgres(url: URL, places: int, memory: Memory) -> tuple[RemotePool, RemotePool, RemotePool]:
    """One pool for all: nobody opens a second transaction while the first is open, so none waits for another's end."""
    writer = _engine(url, places)
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return RemotePool(writer, memory), RemotePool(reader, memory), RemotePool(reader, memory)


def _make_loner(pool: RemotePool, memory: Memory) -> RemotePool:
    """Of the same connections: each statement is a transaction."""
    return RemotePool(pool.engine.execution_options(isolation_level="AUTOCOMMIT", postgresql_readonly=False), memory)


REST_SECONDS = 1.0
"""A connection that rested so long is asked whether it still stands; sooner, that would be a journey to each update."""


def _keep_statements(address: URL) -> dict[str, Any]:
    """Where the address does not say how many: none, behind a pooler."""
    name, own = "prepared_statement_cache_size", "statement_cache_size"
    asked = int(str(address.query[name])) if name in address.query else PREPARED
    return {own: asked} if name in address.query else {name: PREPARED, own: PREPARED}


def _ping_after_rest(engine: Engine) -> None:
    @event.listens_for(engine, "checkin")
    def on_checkin(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = monotonic()

    @event.listens_for(engine, "checkout")
    def on_checkout(connection: Any, record: Any, _proxy: Any) -> None:
        rested = monotonic() - record.info.pop("rests_since", monotonic())
        if rested > REST_SECONDS:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as error:
                raise DisconnectionError from error  # the pool takes another one


def _engine(url: URL, places: int) -> AsyncEngine:
    address, arguments = connecting(url)
    named = arguments.pop("server_settings", {})
    engine = create_async_engine(
        address,
        hide_parameters=True,
        execution_options=BY_PLACE | {"compiled_cache": CompiledStatements()},
        pool_size=places,
        max_overflow=0,
        pool_timeout=QUEUE_SECONDS,
        connect_args=_keep_statements(address) | arguments | {"server_settings": {"application_name": "reper"} | named},
    )
    _ping_after_rest(engine.sync_engine)

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        settings = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in SESSION.items())
        cursor = connection.cursor()
        cursor.execute(f"SELECT {settings}")
        cursor.close()
        connection.commit()

    return engine
