"""One process on a file: who comes second waits, takes over, and stops when its own lock is lost."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

import bot.telegram.lock
from bot.telegram.lock import LockLostError, Watch, only_process
from simulator.front.process import ROOT
from storage.database import Database, sqlite_url
from tests.clock import MovableClock


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.telegram.lock, "ASK_EVERY", 0.02)
    monkeypatch.setattr(bot.telegram.lock, "PULSE_SECONDS", 0.02)


@pytest.fixture
def url(database_file: Path) -> str:
    return sqlite_url(database_file)


@pytest.fixture
async def pair(url: str) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes on one database."""
    first, second = Database(url, MovableClock()), Database(url, MovableClock())
    yield first, second
    await first.dispose()
    await second.dispose()


@asynccontextmanager
async def held(database: Database) -> AsyncIterator[Watch | None]:
    async with asyncio.timeout(30), only_process(database, asyncio.Event()) as watch:
        yield watch


async def test_the_second_waits_until_the_first_has_gone(pair: tuple[Database, Database]) -> None:
    first, second = pair
    order: list[str] = []

    async def comes_second() -> None:
        async with held(second):
            order.append("second")

    async with held(first):
        waiting = asyncio.create_task(comes_second())
        await asyncio.sleep(0.1)
        order.append("first goes")
    await waiting

    assert order == ["first goes", "second"]


HOLDER = """
import asyncio, sys
from bot.telegram.lock import only_process
from sales.core.clock import SystemClock
from storage.database import Database
async def main():
    async with only_process(Database(sys.argv[1], SystemClock()), asyncio.Event()):
        print("held", flush=True)
        await asyncio.Event().wait()
asyncio.run(main())
"""


async def test_a_holder_that_is_killed_is_followed_at_once(url: str, pair: tuple[Database, Database]) -> None:
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, url, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert holder.stdout is not None
    assert await asyncio.wait_for(holder.stdout.readline(), 30) == b"held\n"
    stands_by = asyncio.Event()

    async with AsyncExitStack() as stack:
        follower = only_process(pair[0], asyncio.Event(), stands_by.set)
        waiting = asyncio.create_task(stack.enter_async_context(follower))
        await asyncio.wait_for(stands_by.wait(), 10)
        assert not waiting.done()

        holder.kill()
        assert await asyncio.wait_for(waiting, 5) is not None
    assert await holder.wait() == -signal.SIGKILL


async def test_who_stands_by_can_be_told_to_stop(pair: tuple[Database, Database]) -> None:
    first, second = pair
    stopping = asyncio.Event()
    async with held(first), AsyncExitStack() as stack:
        waiting = asyncio.create_task(stack.enter_async_context(only_process(second, stopping)))
        await asyncio.sleep(0.05)
        stopping.set()
        assert await asyncio.wait_for(waiting, 5) is None


async def test_the_lock_is_free_again_for_the_same_process(pair: tuple[Database, Database]) -> None:
    for database in (*pair, *pair):
        async with held(database) as watch:
            assert watch is not None


async def test_a_lock_file_that_was_deleted_is_made_and_held_anew(
    database_file: Path, pair: tuple[Database, Database]
) -> None:
    first, second = pair
    lock = Path(f"{database_file}.lock")
    async with held(first) as watch:
        assert watch is not None
        watching = asyncio.create_task(watch())
        lock.unlink()
        async with asyncio.timeout(20):
            while not lock.exists():  # noqa: ASYNC110  a file has no event
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)

        stopping = asyncio.Event()
        waiting = asyncio.Event()
        stands_by = asyncio.create_task(_first_look(second, stopping, waiting))
        async with asyncio.timeout(20):
            await waiting.wait()
        stopping.set()
        assert await stands_by is None
        assert not watching.done()
        watching.cancel()


async def test_who_finds_another_in_the_place_of_a_deleted_lock_stands_by(
    database_file: Path, pair: tuple[Database, Database]
) -> None:
    first, second = pair
    async with held(first) as watch:
        assert watch is not None
        Path(f"{database_file}.lock").unlink()
        async with held(second):
            with pytest.raises(LockLostError):
                async with asyncio.timeout(20):
                    await watch()


async def _first_look(database: Database, stopping: asyncio.Event, waiting: asyncio.Event) -> Watch | None:
    async with only_process(database, stopping, waiting.set) as watch:
        return watch
