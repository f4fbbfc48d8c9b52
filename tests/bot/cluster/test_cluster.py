"""Several processes on one PostgreSQL: one holds a post, the next one follows, and who was frozen writes nothing."""

import asyncio
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.cluster.cluster import Cluster
from bot.cluster.roles import EVERY, ProcessRole, read_roles
from simulator.front.process import ROOT
from storage.cluster.posts import EXPIRES_SECONDS, Post
from storage.database import Database
from tests.storage.postgres import HOUSE, Postgres

pytestmark = pytest.mark.postgres
LONGEST = 15.0
"""Seconds: spec/9, 9.3."""
THIRD = 5.0


@asynccontextmanager
async def holder(url: str, name: str, *more: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.cluster.holder", url, name, *more, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGCONT)
            process.kill()
        await process.wait()


async def says(process: Process, word: str, within: float = 30) -> float:
    """Seconds until it says the word."""
    begun = monotonic()
    assert process.stdout is not None
    async with asyncio.timeout(within):
        assert (await process.stdout.readline()).decode().strip() == word
    return monotonic() - begun


async def both_are_there(database: Database) -> None:
    async with asyncio.timeout(30):
        while True:
            async with database.read() as tx:
                if await tx.session.scalar(text("SELECT count(*) FROM processes")) == 2:
                    return
            await asyncio.sleep(0.05)


async def writes_of(database: Database, name: str) -> tuple[object, object]:
    """When the first and the last of it came."""
    query = text("SELECT min(updated_at), max(updated_at) FROM wire WHERE name LIKE :name")
    async with database.read() as tx:
        found = (await tx.session.execute(query, {"name": f"{name}:%"})).one()
    return found[0], found[1]


@pytest.mark.part(3)
async def test_who_is_frozen_is_followed_and_writes_nothing_as_it_wakes(
    postgres_database: Database, postgres: Postgres
) -> None:
    url = postgres.url(HOUSE)
    async with holder(url, "first", "quick") as first:
        await says(first, "held")
        async with holder(url, "second", "quick") as second:
            await both_are_there(postgres_database)
            first.send_signal(signal.SIGSTOP)  # in the middle of a transaction, as often as not
            took = await says(second, "held", within=LONGEST)
            first.send_signal(signal.SIGCONT)
            await says(first, "gone")
            await asyncio.sleep(0.3)

    assert took < THIRD + 1
    (_, last), (follows, _) = await writes_of(postgres_database, "first"), await writes_of(postgres_database, "second")
    assert last < follows  # type: ignore[operator]


@pytest.mark.part(3)
async def test_who_is_killed_is_followed_at_once(postgres_database: Database, postgres: Postgres) -> None:
    url = postgres.url(HOUSE)
    async with holder(url, "first") as first:
        await says(first, "held")
        async with holder(url, "second") as second:
            await both_are_there(postgres_database)
            first.kill()
            assert await says(second, "held") < 6  # and not eight


@pytest.mark.part(3)
async def test_who_cannot_reach_the_server_any_more_stops_before_the_next_one_begins(
    postgres_database: Database, postgres: Postgres
) -> None:
    """A machine that has lost its network: nothing passes, and no connection ends."""
    url = postgres.url(HOUSE)
    async with freezing_proxy(str(make_url(url).query["host"])) as proxy:
        behind = f"postgresql+asyncpg://postgres@127.0.0.1:{proxy.port}/{HOUSE}"
        async with holder(behind, "first", "quick") as first:
            await says(first, "held")
            async with holder(url, "second", "quick") as second:
                await both_are_there(postgres_database)
                proxy.is_frozen = True
                assert await says(second, "held", within=LONGEST) < THIRD + 1


@pytest.mark.long
async def test_at_the_real_times_it_takes_less_than_fifteen_seconds(
    postgres_database: Database, postgres: Postgres
) -> None:
    url = postgres.url(HOUSE)
    async with holder(url, "first") as first:
        await says(first, "held")
        async with holder(url, "second") as second:
            await both_are_there(postgres_database)
            first.send_signal(signal.SIGSTOP)
            assert await says(second, "held", within=30) < LONGEST
            first.send_signal(signal.SIGCONT)
            await says(first, "gone")


async def test_who_is_told_to_go_is_followed_with_the_next_beat(
    postgres: Postgres, postgres_database: Database
) -> None:
    both = [make_cluster(postgres_database), make_cluster(postgres_database)]
    beating = {each: asyncio.create_task(each.run()) for each in both}
    await until(lambda: all(any(each.holds(post) for each in both) for post in Post))  # both of one, or one each
    goes, stays = both if both[0].leads else reversed(both)
    assert not any(goes.holds(post) and stays.holds(post) for post in Post)
    number = goes.process_id

    beating.pop(goes).cancel()
    await goes.leave()
    async with postgres_database.read() as tx:
        assert number not in set(await tx.session.scalars(text("SELECT process_id FROM heartbeats")))
    await until(lambda: all(map(stays.holds, Post)))
    assert all(age < EXPIRES_SECONDS for age in stays.read_pulses().values())

    beating[stays].cancel()
    await asyncio.wait(beating.values())


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110  others' doing
            await asyncio.sleep(0.05)


def make_cluster(database: Database) -> Cluster:
    cluster = Cluster(database, EVERY, tuple(Post))
    cluster.begin()
    return cluster


class Proxy:
    def __init__(self) -> None:
        self.port = 0
        self.is_frozen = False


@asynccontextmanager
async def freezing_proxy(folder: str) -> AsyncIterator[Proxy]:
    """Before a server's socket; frozen, it takes and gives nothing, and closes nothing."""
    proxy = Proxy()
    tasks: set[asyncio.Task[None]] = set()
    writers: list[asyncio.StreamWriter] = []

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            while proxy.is_frozen:  # noqa: ASYNC110  for ever
                await asyncio.sleep(0.05)
            writer.write(data)
        writer.close()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        theirs = await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.5432")
        writers.append(theirs[1])
        for pair in ((reader, theirs[1]), (theirs[0], writer)):
            tasks.add(asyncio.create_task(carry(*pair)))

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for each in writers:
            each.transport.abort()
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ("all", EVERY),
        ("", EVERY),
        (" Intake , clock", {ProcessRole.INTAKE, ProcessRole.CLOCK}),
        ("clock,worker,clock", {ProcessRole.CLOCK, ProcessRole.WORKER}),
        ("ALL ", EVERY),
    ],
)
def test_roles_are_names_with_commas(said: str, roles: set[ProcessRole]) -> None:
    assert read_roles(said) == roles


@pytest.mark.parametrize("said", ["leader", "intake;worker", "all,mover", "*"])
def test_an_unknown_role_is_named(said: str) -> None:
    with pytest.raises(ValueError, match="intake, worker, clock"):
        read_roles(said)


@pytest.mark.parametrize("said", [",", "all,", "intake,,clock", ",worker", "intake, ", "intake,all", "all,all"])
def test_a_place_that_is_empty_does_nothing_in_silence(said: str) -> None:
    """`ROLES=intake,$MORE` where nobody has set MORE: nobody would work there."""
    with pytest.raises(ValueError, match=r"a name is missing|all stands alone"):
        read_roles(said)
