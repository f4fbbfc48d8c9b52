"""Backups of a database at work: whole, consistent, and a clear word where there is none."""

import asyncio
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from simulator.front.process import ROOT
from storage.backups.backup import back_up, is_whole
from storage.backups.backup_file import BackupError, Trouble, backups_in
from storage.backups.backups import make_backup
from storage.backups.postgres_dump import restore_command
from storage.database import Database, sqlite_url
from storage.engine.migrate import migrate
from storage.payments.payments import NewPayment
from storage.queues.inbox import NewItem
from storage.queues.messages import NewMessage
from tests.clock import FRIDAY, MovableClock
from tests.storage.house import TELEGRAM
from tests.storage.postgres import HOUSE, Postgres

NOW = MovableClock().now()


@pytest.fixture
def file(sqlite_house: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sqlite_house, tmp_path / "reper.db"))


def ask(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


SUMS = (
    "SELECT count(*), coalesce(sum(amount), 0) FROM expected_payments",
    "SELECT count(*), coalesce(max(name), '') FROM clients",
    "SELECT count(*) FROM inbox",
    "SELECT count(*) FROM outbox",
    "SELECT count(*), group_concat(name) FROM people",
)


def sums(path: Path) -> list[Any]:
    return [ask(path, query) for query in SUMS]


async def enter(database: Database, number: int) -> None:
    """What one typed line leaves: an update, a client, a payment and an answer, in one transaction."""
    async with database.write() as tx:
        anna = await tx.system.staff.actor_by_telegram(TELEGRAM["Анна"])
        assert anna is not None
        await tx.system.inbox.store([NewItem(number, anna.telegram_id, {"text": "оплата"})])
        client = await tx.as_(anna).clients.create(f"Клиент {number:04}")
        await tx.as_(anna).payments.expect(NewPayment(client.id, number * 100, FRIDAY))
        await tx.system.outbox.put(
            NewMessage(f"reply:{number}", anna.telegram_id, anna.person_id, content={"text": "да"})
        )


async def test_a_backup_made_under_load_holds_whole_entries_and_is_as_the_database_was(file: Path) -> None:
    database = Database(sqlite_url(file), MovableClock())
    entered, stop, held_up = 0, asyncio.Event(), 0.0

    async def load() -> None:
        nonlocal entered, held_up
        while not stop.is_set():
            begun = time.perf_counter()
            await enter(database, entered + 1)
            held_up = max(held_up, time.perf_counter() - begun)
            entered += 1

    loading = asyncio.create_task(load())
    made = []
    for n in range(12):
        before = entered
        made.append((before, await make_backup(sqlite_url(file), file.parent / f"to{n}", NOW), entered))
    stop.set()
    await loading
    await database.dispose()

    assert entered > 5
    for before, backup, after in made:
        (count,) = ask(backup.path, "SELECT count(*) FROM clients")[0]
        assert before <= count <= after + 1, "no older and no newer than the time it took"
        assert sums(backup.path)[0] == [(count, sum(n * 100 for n in range(1, count + 1)))]
        assert [row[0][0] for row in sums(backup.path)[1:4]] == [count] * 3, "of an entry all or nothing"
        assert is_whole(backup.path)
    assert held_up < 5, "nobody waits for a backup to end"


async def test_a_backup_is_one_file_that_only_its_owner_reads(file: Path) -> None:
    backup = await make_backup(sqlite_url(file), file.parent / "backups", NOW)

    assert backup.path.name == "reper-20261120T080000Z.db"
    assert [path.name for path in backup.path.parent.iterdir()] == [backup.path.name]
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.path.parent.stat().st_mode) == 0o700
    assert backup.size == backup.path.stat().st_size
    assert sums(backup.path) == sums(file)


async def test_the_live_database_does_not_become_a_copy(file: Path) -> None:
    await make_backup(sqlite_url(file), file.parent / "backups", NOW)

    assert ask(file, "SELECT count(*) FROM wire WHERE name = 'copy_of'") == [(0,)]


def _nothing(file: Path) -> Path:
    file.unlink()
    return file.parent / "backups"


def _empty(file: Path) -> Path:
    file.write_bytes(b"")
    return file.parent / "backups"


def _damaged(file: Path) -> Path:
    with file.open("r+b") as raw:
        raw.seek(4096 * 3)
        raw.write(b"\xff" * 4096 * 20)
    return file.parent / "backups"


def _not_a_folder(file: Path) -> Path:
    (file.parent / "backups").touch()
    return file.parent / "backups"


def _under_a_file(file: Path) -> Path:
    return file / "backups"


@pytest.mark.parametrize(
    ("spoil", "trouble", "says"),
    [
        (_nothing, Trouble.MISSING, "no Reper database"),
        (_empty, Trouble.MISSING, "no Reper database"),
        (_damaged, Trouble.DAMAGED, "Restore the last good backup"),
        (_not_a_folder, Trouble.FORBIDDEN, "belongs to the bot's user"),
        (_under_a_file, Trouble.FORBIDDEN, "belongs to the bot's user"),
    ],
)
def test_where_there_can_be_no_backup_the_reason_is_said(spoil: Any, trouble: Trouble, says: str, file: Path) -> None:
    folder = spoil(file)

    with pytest.raises(BackupError, match=says) as caught:
        back_up(file, folder, NOW)

    assert caught.value.trouble is trouble
    assert backups_in(folder) == []
    assert not folder.is_dir() or not list(folder.iterdir()), "nothing half-made is left"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 128 KiB, where root may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "none", folder], check=False).returncode == 0
    if not mounted:
        pytest.skip("needs root, for a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_said_and_the_older_backup_stays(file: Path, small_disk: Path) -> None:
    older = small_disk / "reper-20261119T080000Z.db"
    older.write_bytes(b"old")

    with pytest.raises(BackupError, match="No space left in"):
        back_up(file, small_disk, NOW)

    assert [path.name for path in small_disk.iterdir()] == [older.name]


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
from bot.__main__ import main
sys.exit(main(["backup"]))
"""


def test_a_backup_that_cannot_be_written_to_the_end_leaves_nothing(file: Path) -> None:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "BOT_TOKEN": "1:AAH-x", "DATA_DIR": str(file.parent)}
    done = subprocess.run(
        [sys.executable, "-c", LIMITED], env=env, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 2
    assert done.stderr.startswith("The backup could not be written")
    assert done.stderr.count("\n") == 1
    assert list((file.parent / "backups").iterdir()) == []


BALLAST = """
CREATE TABLE ballast AS
WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 400000) SELECT x, randomblob(40) AS y FROM n
"""


async def test_a_backup_that_is_told_to_stop_breaks_off_at_once_and_leaves_nothing(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(BALLAST)
    folder = file.parent / "backups"
    task = asyncio.create_task(make_backup(sqlite_url(file), folder, NOW))
    async with asyncio.timeout(10):
        while not list(folder.glob("*")):  # noqa: ASYNC110  a thread's file has no event
            await asyncio.sleep(0.001)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    async with asyncio.timeout(2):
        while list(folder.glob("*")):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def test_a_process_killed_in_the_middle_leaves_no_file_that_passes_for_a_backup(file: Path) -> None:
    folder = file.parent / "backups"
    folder.mkdir()
    (folder / "reper-20261120T070000Z.db.part").write_bytes(b"half")

    assert backups_in(folder) == []
    assert back_up(file, folder, NOW).path in list(folder.iterdir())


@pytest.fixture
def tools(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{postgres.tools}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.postgres
async def test_postgres_is_dumped_by_its_own_tool_and_comes_back_marked(
    postgres: Postgres, tools: None, tmp_path: Path
) -> None:
    postgres.restore_house()
    live = Database(postgres.url(HOUSE), MovableClock())
    for number in range(1, 20):
        await enter(live, number)
    backup = await make_backup(postgres.url(HOUSE), tmp_path, NOW)
    other = postgres.create()
    command = restore_command(make_url(postgres.url(other)), str(backup.path))
    process = await asyncio.create_subprocess_exec(*command.split(), stdout=asyncio.subprocess.DEVNULL)
    assert await process.wait() == 0

    restored = Database(postgres.url(other), MovableClock())
    queries = (SUMS[0], "SELECT count(*), max(name) FROM clients", "SELECT count(*) FROM people")
    for query in queries:
        async with live.read() as before, restored.read() as after:
            assert (await before.session.execute(text(query))).all() == (await after.session.execute(text(query))).all()
    async with live.read() as before, restored.read() as after:
        assert await before.system.wire.get("copy_of") is None
        assert await after.system.wire.get("copy_of") == {"at": NOW.isoformat()}
    await live.dispose()
    await restored.dispose()
    await migrate(postgres.url(other))
    postgres.drop(other)


@pytest.mark.postgres
async def test_without_pg_dump_the_command_to_run_is_told_without_the_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupError) as caught:
        await make_backup("postgresql+asyncpg://bot:hidden@127.0.0.1/reper", tmp_path, NOW)

    assert caught.value.trouble is Trouble.NO_TOOL
    assert "pg_dump --no-owner --no-privileges --file=reper.sql postgresql://bot@127.0.0.1/reper" in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.postgres
async def test_a_pg_dump_that_fails_is_told_in_its_own_words(tools: None, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"pg_dump failed: .*127\.0\.0\.1") as caught:
        await make_backup("postgresql+asyncpg://bot:hidden@127.0.0.1:1/reper", tmp_path, NOW)

    assert caught.value.trouble is Trouble.TOOL_FAILED
    assert list(tmp_path.iterdir()) == []
