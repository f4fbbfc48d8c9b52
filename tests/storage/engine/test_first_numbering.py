"""Databases from before the revisions were squashed: the last of them goes on working, an older one is told so."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from simulator.front.process import ROOT
from storage.backups.backup import back_up
from storage.backups.restore import RestoreError, restore
from storage.database import sqlite_url
from storage.engine.migrate import MigrationError, migrate
from storage.engine.schema import head, is_current, versions
from tests.storage.backups.test_restore import NOW
from tests.storage.engine.test_migrations import _differences, _look

OLD_INDEX, OLDER_INDEX = "ix_payment_events_payment_id_at", "ix_payment_events_payment_id"
DUTY = """
INSERT INTO duties (kind, subject_id, local_date, slot, due_at, done_at, lateness, told)
VALUES ('{kind}', 1, '2026-11-20', '{slot}', '2026-11-20 09:00:00', '2026-11-20 09:00:00', 'on_time', {no})
"""


def _numbered(version: str) -> str:
    return f"UPDATE alembic_version SET version_num = '{version}'"


async def _make(url: str, version: str, *, whole: bool = True) -> None:
    """What an early program left: our first tables under its own number; `whole`: with what its last revision made."""
    await migrate(url, "0001")

    def spoil(connection: Connection) -> None:
        for slot, kind in (("12:00", "ask"), ("7", "week_table")):
            no = "false" if connection.dialect.name == "postgresql" else "0"
            connection.execute(text(DUTY.format(kind=kind, slot=slot, no=no)))
        connection.execute(text(_numbered(version)))
        if not whole:
            connection.execute(text(f"DROP INDEX {OLD_INDEX}"))
            connection.execute(text(f"CREATE INDEX {OLDER_INDEX} ON payment_events (payment_id)"))

    await _look(url, spoil)


async def test_the_last_early_database_goes_on_working(empty_url: str) -> None:
    await _make(empty_url, "0005")
    assert not await is_current(empty_url)

    await migrate(empty_url)

    assert await is_current(empty_url)
    assert await _look(empty_url, _differences) == []
    found = await _look(
        empty_url,
        lambda each: each.execute(text("SELECT kind, slot, department_id FROM duties ORDER BY id")).all(),
    )
    assert [tuple(row) for row in found] == [("ask", "12:00", 0), ("week_table", "", 7)]


@pytest.mark.parametrize("version", ["0001", "0003", "0004"])
async def test_an_older_one_is_told_what_to_do_and_stays_as_it_is(empty_url: str, version: str) -> None:
    await _make(empty_url, version, whole=False)
    assert not await is_current(empty_url)

    with pytest.raises(MigrationError, match=r"Open it once with commit [0-9a-f]{7}, then with this one"):
        await migrate(empty_url)

    now = await _look(empty_url, lambda each: MigrationContext.configure(each).get_current_revision())
    assert now == version


@pytest.mark.samples
async def test_at_start_it_is_one_sentence_and_a_code_of_two(tmp_path: Path) -> None:
    await _make(sqlite_url(tmp_path / "reper.db"), "0003", whole=False)
    env = {"PYTHONPATH": str(ROOT), "BOT_TOKEN": "1:AAH-x", "DATA_DIR": str(tmp_path)}

    told = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "bot", "run"],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert told.returncode == 2
    assert told.stderr.splitlines()[-1].startswith("The database is of an early version of Reper. Open it once with")
    assert "Traceback" not in told.stderr


async def test_a_real_one_of_that_time_is_recognised_by_its_tables(tmp_path: Path) -> None:
    """As the commit before the squash made it: some of its columns stand in another order."""
    path = tmp_path / "reper.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(Path(__file__).with_name("early_0005.sql").read_text(encoding="utf-8"))

    await migrate(sqlite_url(path))

    assert await is_current(sqlite_url(path))
    assert await _look(sqlite_url(path), _differences) == []


async def test_an_early_backup_is_restored_and_an_older_one_refused(tmp_path: Path) -> None:
    early, older = tmp_path / "early.db", tmp_path / "older.db"
    await _make(sqlite_url(early), "0005")
    await _make(sqlite_url(older), "0003", whole=False)
    live = tmp_path / "reper.db"

    restore(back_up(early, tmp_path / "one", NOW).path, live, versions(), NOW)
    await migrate(sqlite_url(live))
    with pytest.raises(RestoreError, match="Open it once with"):
        restore(back_up(older, tmp_path / "two", NOW).path, live, versions(), NOW)

    assert await is_current(sqlite_url(live))


async def test_the_number_alone_does_not_make_a_database_current(empty_url: str) -> None:
    """When our numbers reach those of the first numbering, the tables tell the two apart."""
    await _make(empty_url, head())
    assert not await is_current(empty_url)
