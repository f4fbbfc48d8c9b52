"""A database in which only the holder of a post writes: what a frozen one had begun is refused as it wakes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from storage.database import Database
from storage.transaction import Transaction


class FencedDatabase(Database):
    """The same pools as of another one. Each of its transactions begins with `insist`, which may raise FenceError."""

    def __init__(self, database: Database, insist: Callable[[Transaction], Awaitable[None]]) -> None:
        self._database = database
        self._insist = insist
        self.url, self.clock = database.url, database.clock
        self.writer, self.reader, self.long_reader = database.writer, database.reader, database.long_reader
        self.loner = database.loner

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """As of any database. Raises FenceError where another process holds the post."""
        async with self._database.write() as tx:
            await self._insist(tx)
            yield tx
