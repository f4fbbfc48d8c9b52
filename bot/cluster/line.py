"""
A connection of our own to PostgreSQL: by a lock on it the others know at once that we have ended, and on it we are
called and call. What is lost with it is found by looking, once a second.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.signals import Bell
from storage.cluster.heartbeats import ALIVE
from storage.cluster.posts import EXPIRES_SECONDS
from storage.cluster.processes import NEW_NUMBER
from storage.database import Database
from storage.engine.connections.trouble import is_database_trouble
from storage.transaction import Transaction

log = logging.getLogger(__name__)

CHANNEL = "reper"
AGAIN_SECONDS = 1.0
GATHER_SECONDS = 0.02
"""Calls that come together are one."""
ASKED_WITHIN = 4.0

_LOCK = text("SELECT pg_try_advisory_lock(:space, :number)")
_CALL = text("SELECT pg_notify(:channel, :name)")


class OwnLine:
    def __init__(self, database: Database, bells: Mapping[str, Bell]) -> None:
        self._database = database
        self._bells = bells
        self._calling: set[str] = set()
        self._stirred = asyncio.Event()
        self._number = 0
        self._connection: AsyncConnection | None = None
        self._asking = asyncio.Lock()

    @property
    def number(self) -> int:
        """Under which the others know us; 0 before there is a connection, and after it was given up."""
        return self._number

    def give_up_number(self) -> None:
        """The others have taken us for dead: we come back as another."""
        self._number = 0
        self._stirred.set()

    def call(self, name: str) -> None:
        """Wake whoever waits for that in another process."""
        self._calling.add(name)
        self._stirred.set()

    @asynccontextmanager
    async def ask(self) -> AsyncIterator[Transaction]:
        """Statements that each stand by themselves: they wait for nobody who has the pool's connections.

        Where the line is broken, a transaction of the pool.
        """
        if self._connection is None:
            async with self._database.write() as tx:
                yield tx
            return
        async with self._asking:
            yield self._database.ask_on(self._connection)

    async def run(self) -> None:
        """Until cancelled; opened anew where it breaks."""
        while True:
            try:
                async with self._database.keep_connection() as connection:
                    try:
                        await self._serve(connection)
                    finally:
                        self._connection = None
                        await connection.invalidate()  # the pool's next one would keep the lock
            except Exception as error:
                if not is_database_trouble(error):
                    raise
                log.warning("the line to the other processes is broken: %s", type(error).__name__)
                await asyncio.sleep(AGAIN_SECONDS)

    async def _serve(self, connection: AsyncConnection) -> None:
        """As long as the number is ours."""
        number = self._number or int(await connection.scalar(NEW_NUMBER))
        await connection.execute(_LOCK, {"space": ALIVE, "number": number})
        await self._listen(connection)
        self._number, self._connection = number, connection
        while self._number == number:
            self._stirred.clear()
            called, self._calling = self._calling, set()
            async with asyncio.timeout(ASKED_WITHIN), self._asking:
                for name in called:
                    await connection.execute(_CALL, {"channel": CHANNEL, "name": name})
                if not called:
                    await connection.execute(text("SELECT 1"))
            await asyncio.sleep(GATHER_SECONDS)
            with suppress(TimeoutError):
                async with asyncio.timeout(EXPIRES_SECONDS):
                    await self._stirred.wait()

    async def _listen(self, connection: AsyncConnection) -> None:
        own = int(await connection.scalar(text("SELECT pg_backend_pid()")))

        def hear(_connection: Any, pid: int, _channel: str, name: str) -> None:
            if pid != own and name in self._bells:
                self._bells[name].hear()

        raw: Any = (await connection.get_raw_connection()).driver_connection
        await raw.add_listener(CHANNEL, hear)
