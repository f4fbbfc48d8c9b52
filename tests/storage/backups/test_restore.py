"""A backup in the place of the database: checked before, nothing deleted, and no leftover -wal plays into it."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import lock_descriptor

from simulator.front.process import ROOT
from storage.backups.backup import back_up
from storage.backups.restore import RestoreError, make_draft, refuse_half_restored, restore
from storage.database import Database, sqlite_url
from storage.engine.migrate import migrate
from storage.engine.schema import versions
from tests.clock import MovableClock
from tests.storage.backups.test_backup import ask, enter, sums

NOW = MovableClock().now()
LATER = NOW + timedelta(days=1)
KNOWN = versions()


@pytest.fixture
def live(sqlite_house: Path, tmp_path: Path) -> Path:
    """The database of a department, with five entries."""
    path = Path(shutil.copy(sqlite_house, tmp_path / "reper.db"))
    asyncio.run(enters(path, 1, 5))
    return path


@pytest.fixture
def backup(live: Path, tmp_path: Path) -> Path:
    """As of NOW; two entries came later."""
    made = back_up(live, tmp_path / "backups", NOW).path
    asyncio.run(enters(live, 6, 7))
    return made


async def enters(path: Path, first: int, last: int) -> None:
    database = Database(sqlite_url(path), MovableClock())
    for number in range(first, last + 1):
        await enter(database, number)
    await database.dispose()


def die_with_a_wal(path: Path, number: int) -> None:
    """A process that writes and is killed: what it has committed stands in the -wal alone."""
    program = f"""
import asyncio, os, signal
from tests.storage.backups.test_backup import enter
from storage.database import Database, sqlite_url
from tests.clock import MovableClock
async def main():
    await enter(Database(sqlite_url(__import__("pathlib").Path({str(path)!r})), MovableClock()), {number})
    os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=60, check=False)
    assert Path(f"{path}-wal").stat().st_size > 0


def contents(folder: Path) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return {name: content for name, content in found.items() if not name.endswith(".lock")}


def test_a_backup_restored_has_the_same_sums_and_the_database_stays_beside(live: Path, backup: Path) -> None:
    before, of_backup = sums(live), sums(backup)

    done = restore(backup, live, KNOWN, LATER)

    assert done.as_of == NOW
    assert sums(live) == of_backup != before
    assert [path.name for path in done.kept] == ["reper.db.before-20261121T080000Z"]
    assert sums(done.kept[0]) == before


def test_a_leftover_wal_does_no_harm(live: Path, backup: Path) -> None:
    """Left there it would be played into the restored file, and undo the restore without a word."""
    of_backup = sums(backup)
    die_with_a_wal(live, 8)
    with_wal = sums(Path(shutil.copy(live, live.parent / "probe.db")))

    done = restore(backup, live, KNOWN, LATER)

    assert not Path(f"{live}-wal").exists()
    assert sums(live) == of_backup
    assert {path.name.rpartition("Z")[2] for path in done.kept} == {"", "-wal", "-shm"}
    assert sums(done.kept[0])[1] != with_wal[1], "what stood in the -wal is kept with its database"


def test_left_there_it_would_have_undone_the_restore(live: Path, backup: Path) -> None:
    """That the drill above drills something."""
    die_with_a_wal(live, 8)
    shutil.copyfile(backup, live)

    with closing(sqlite3.connect(live)) as naive:
        try:
            count = naive.execute("SELECT count(*) FROM clients").fetchone()
        except sqlite3.DatabaseError:
            count = None
    assert count != (5,)


def test_a_wal_beside_the_backup_is_not_believed(live: Path, backup: Path) -> None:
    of_backup = sums(backup)
    die_with_a_wal(live, 8)
    shutil.copyfile(f"{live}-wal", f"{backup}-wal")

    restore(backup, live, KNOWN, LATER)

    Path(f"{backup}-wal").unlink()
    assert sums(live) == of_backup


def test_a_restore_can_be_undone_with_all_that_stood_in_the_wal(live: Path, backup: Path) -> None:
    die_with_a_wal(live, 8)
    aside = restore(backup, live, KNOWN, LATER).kept[0]

    restore(aside, live, KNOWN, LATER)

    assert ask(live, "SELECT max(name) FROM clients") == [("Клиент 0008",)]
    assert aside.exists(), "and is only read"


def test_two_restores_in_one_second_delete_nothing(live: Path, backup: Path) -> None:
    before = sums(live)
    first = restore(backup, live, KNOWN, LATER).kept[0]
    second = restore(backup, live, KNOWN, LATER).kept[0]

    assert first != second
    assert sums(first) == before


def _absent(path: Path) -> None:
    path.unlink()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10_000])


def _a_head(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _a_text(path: Path) -> None:
    path.write_text("реквизиты\n" * 1000, encoding="utf-8")


def _scratched(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096 * 5 : 4096 * 30] = os.urandom(4096 * 25)
    path.write_bytes(whole)


def _a_lost_index_row(path: Path) -> None:
    """Readable from the first row to the last, and wrong all the same."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("DELETE FROM sqlite_master WHERE type = 'index' AND name = 'ix_inbox_pending'")


def _of_something_else(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE notes (text)")


def _of_a_newer_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_absent, "There is no file"),
        (_cut, "is damaged"),
        (_a_head, "is damaged"),
        (_empty, "is not a SQLite database"),
        (_a_text, "is not a SQLite database"),
        (_scratched, "is damaged"),
        (_a_lost_index_row, "is damaged"),
        (_of_something_else, "is a database of something else"),
        (_of_a_newer_version, "was made by another version of Reper"),
    ],
)
def test_what_is_no_good_backup_is_refused_in_a_sentence_and_nothing_is_touched(
    spoil: Any, says: str, live: Path, backup: Path
) -> None:
    Path(f"{live}-wal").write_bytes(b"left over")
    spoil(backup)
    before = contents(live.parent)

    with pytest.raises(RestoreError, match=says) as caught:
        restore(backup, live, KNOWN, LATER)

    assert "\n" not in str(caught.value)
    assert contents(live.parent) == before


def test_while_the_bot_runs_nothing_is_restored(live: Path, backup: Path) -> None:
    before = contents(live.parent)
    with Path(f"{live}.lock").open("w") as lock:
        assert lock_descriptor(lock.fileno(), blocking=False)

        with pytest.raises(RestoreError, match="Stop it first"):
            restore(backup, live, KNOWN, LATER)

    assert contents(live.parent) == before


def test_where_there_was_no_database_a_backup_is_just_put(live: Path, backup: Path, tmp_path: Path) -> None:
    new = tmp_path / "new machine" / "reper.db"

    assert restore(backup, new, KNOWN, LATER).kept == []
    assert sums(new) == sums(backup)


def test_a_restore_that_broke_off_half_way_is_not_taken_for_a_new_department(live: Path, backup: Path) -> None:
    of_backup = sums(backup)
    make_draft(live).write_bytes(b"half")
    live.rename(f"{live}.before-power-cut")

    with pytest.raises(RestoreError, match="Run it again"):
        refuse_half_restored(live)
    restore(backup, live, KNOWN, LATER)

    refuse_half_restored(live)
    assert sums(live) == of_backup


async def test_a_backup_of_an_older_version_is_brought_up_at_the_next_start(tmp_path: Path) -> None:
    """The first version's tables, with what no later one has."""
    old, live = tmp_path / "old.db", tmp_path / "reper.db"
    await migrate(sqlite_url(old), "0001")
    await migrate(sqlite_url(live))
    backup = back_up(old, tmp_path / "backups", NOW).path

    restore(backup, live, KNOWN, LATER)
    await migrate(sqlite_url(live))

    assert ask(live, "SELECT version_num FROM alembic_version") == [(max(KNOWN),)]


@pytest.mark.samples
def test_the_command_refuses_and_succeeds_in_sentences(live: Path, backup: Path) -> None:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "BOT_TOKEN": "1:AAH-x", "DATA_DIR": str(live.parent)}

    def bot(*words: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "bot", *words]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout + done.stderr

    assert bot("restore", "/etc/passwd") == (
        2,
        "/etc/passwd is not a SQLite database. A backup is called reper-….db.\n",
    )
    code, said = bot("restore", str(backup))
    assert code == 0
    assert f"Restored {backup}, as of 2026-11-20 08:00 UTC." in said
    assert "is kept" in said
    make_draft(live).touch()
    assert bot("migrate")[0] == 2
