"""A real PgBouncer before a real PostgreSQL, where one is installed: behind which of its modes the bot starts."""

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.operations.bring_up import bring_up
from bot.settings import read_settings
from storage.engine.connections import refusals
from storage.engine.connections.refusals import DatabaseRefusedError
from tests.storage.postgres import HOUSE, Postgres
from tests.town import TOKEN

PGBOUNCER = shutil.which("pgbouncer")
CONFIG = """
[databases]
{name} = host={host} dbname={name} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
server_round_robin = {round_robin}
default_pool_size = {size}
"""

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(PGBOUNCER is None, reason="no pgbouncer here: apt-get install pgbouncer"),
]


@asynccontextmanager
async def pooling(
    postgres: Postgres, folder: Path, mode: str, *, round_robin: bool = False, size: int = 20
) -> AsyncIterator[str]:
    """The address of the house behind a pooler of that mode."""
    host, config = make_url(postgres.url(HOUSE)).query["host"], folder / "pgbouncer.ini"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"name": HOUSE, "host": host, "port": port, "mode": mode, "round_robin": int(round_robin), "size": size}
    config.write_text(CONFIG.format_map(settings))
    owner = Path(str(host)).stat().st_uid  # it will not run as root, and the socket is its owner's
    with config.open() as given:
        pooler = await asyncio.create_subprocess_exec(
            str(PGBOUNCER), "-q", "/dev/stdin", stdin=given, user=owner if os.geteuid() == 0 else None
        )
    try:
        await _listens(port)
        yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/{HOUSE}"
    finally:
        pooler.terminate()
        await pooler.wait()


async def _listens(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


async def serve_several(url: str) -> None:
    """Afterwards the pooler has three connections to the server, and any of them is free."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as one, engine.connect() as two, engine.connect() as three:
        for each in (one, two, three):
            await each.execute(text("SELECT 1"))
    await engine.dispose()


async def brings_up(url: str, folder: Path) -> None:
    await bring_up(read_settings(bot_token=TOKEN, database_url=url, data_dir=folder / "data", _env_file=None))


async def test_a_pool_in_session_mode_is_as_good_as_the_server(postgres: Postgres, tmp_path: Path) -> None:
    async with pooling(postgres, tmp_path, "session") as url:
        await brings_up(url, tmp_path)


@pytest.mark.parametrize(("mode", "round_robin"), [("transaction", False), ("transaction", True), ("statement", False)])
async def test_one_that_shares_connections_gets_its_sentence(
    postgres: Postgres, tmp_path: Path, mode: str, round_robin: bool
) -> None:
    async with pooling(postgres, tmp_path, mode, round_robin=round_robin) as url:
        if mode == "transaction":
            await serve_several(url)
        with pytest.raises(DatabaseRefusedError) as refused:
            await brings_up(url, tmp_path)

    assert str(refused.value).startswith(f"DATABASE_URL leads to a pooler in {mode} mode")


@pytest.mark.parametrize("size", [2, 4])
async def test_one_with_too_few_places_gets_its_sentence(
    postgres: Postgres, tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "OPENED_WITHIN", 2.0)
    async with pooling(postgres, tmp_path, "session", size=size) as url:
        with pytest.raises(DatabaseRefusedError, match=f"lets us in {size} times at once, and DATABASE_POOL is 5"):
            await brings_up(url, tmp_path)
