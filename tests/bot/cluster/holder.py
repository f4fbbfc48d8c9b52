"""A process that holds the clock's post, and writes as its holder as often as it may: `holder.py URL NAME [quick]`."""

import asyncio
import sys
from itertools import count

import bot.cluster.cluster
import storage.cluster.heartbeats
import storage.cluster.processes
from bot.cluster.cluster import Cluster
from bot.cluster.fenced import FencedDatabase
from bot.cluster.roles import EVERY
from sales.core.clock import SystemClock
from storage.cluster.posts import Post
from storage.database import SESSION, Database
from storage.engine.connections.trouble import is_database_trouble
from storage.transaction import Transaction


def make_quick() -> None:
    """A third of the real times: a test waits for them."""
    storage.cluster.heartbeats.EXPIRES_SECONDS = storage.cluster.processes.EXPIRES_SECONDS = 2.4
    bot.cluster.cluster.LEASE_SECONDS = 1.8
    bot.cluster.cluster.BEAT_SECONDS = 0.3
    bot.cluster.cluster.BEAT_WITHIN = 1.2
    SESSION["idle_in_transaction_session_timeout"] = "2400"


async def main(url: str, name: str) -> None:
    database = Database(url, SystemClock())
    cluster = Cluster(database, EVERY, (Post.CLOCK,))
    cluster.begin()

    async def insist(tx: Transaction) -> None:
        await cluster.insist(Post.CLOCK, tx)

    fenced = FencedDatabase(database, insist)

    async def write() -> None:
        say("held")
        try:
            await write_on()
        finally:
            say("gone")

    async def write_on() -> None:
        for number in count():
            try:
                async with fenced.write() as tx:
                    await tx.system.wire.set(f"{name}:{number}", {})
            except Exception as error:
                if not is_database_trouble(error):
                    raise
                await asyncio.sleep(0.01)

    beating = asyncio.create_task(cluster.run())
    holding = asyncio.create_task(cluster.hold(Post.CLOCK, write))
    await asyncio.wait({beating, holding}, return_when=asyncio.FIRST_EXCEPTION)


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if "quick" in sys.argv:
        make_quick()
    asyncio.run(main(sys.argv[1], sys.argv[2]))
