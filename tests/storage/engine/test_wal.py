"""What an ordinary death leaves of SQLite's log is no damage, wherever it was cut; what nothing ordinary leaves is."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.engine.connections.wal import LogDamage, find_damage

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.engine.connections.wal.AGAIN_SECONDS", 0)


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE said (words)")
        yield connection


@pytest.fixture
def content(writing: sqlite3.Connection) -> bytes:
    return say(writing, 20)


def say(writing: sqlite3.Connection, times: int) -> bytes:
    for _ in range(times):
        writing.execute("INSERT INTO said VALUES (?)", (os.urandom(3000),))
    [(_number, _name, file)] = writing.execute("PRAGMA database_list").fetchall()
    return Path(f"{file}-wal").read_bytes()


def judge(tmp_path: Path, content: bytes) -> LogDamage | None:
    log = tmp_path / "judged-wal"
    log.write_bytes(content)
    return find_damage(log)


@SHARED
@given(part=st.floats(0, 1))
def test_cut_anywhere(tmp_path: Path, content: bytes, part: float) -> None:
    assert judge(tmp_path, content[: int(len(content) * part)]) is None


def test_begun_anew_over_the_one_before(tmp_path: Path, writing: sqlite3.Connection) -> None:
    before = say(writing, 20)
    writing.execute("PRAGMA wal_checkpoint")
    anew = say(writing, 1)
    for cut in (32, 40, 200, 5000):  # the pieces in which it is written, the rest is of the log before
        assert judge(tmp_path, anew[:cut] + before[cut:]) is None


def test_of_what_the_disk_never_got(tmp_path: Path, writing: sqlite3.Connection) -> None:
    content = say(writing, 20)
    assert judge(tmp_path, bytes(len(content))) is None
    assert judge(tmp_path, content[:-6000] + bytes(1000) + content[-5000:]) is None, "one commit was on its way"
    assert find_damage(tmp_path / "none-wal") is None


@SHARED
@given(place=st.integers(0, 31), sign=st.binary(min_size=1, max_size=1))
def test_a_header_that_is_another(tmp_path: Path, content: bytes, place: int, sign: bytes) -> None:
    scribbled = content[:place] + sign + content[place + 1 :]
    assert judge(tmp_path, scribbled) == (None if scribbled == content else LogDamage(0))


@SHARED
@given(part=st.floats(0.01, 0.8))
def test_commits_behind_what_cannot_be_read(tmp_path: Path, content: bytes, part: float) -> None:
    place = 32 + int((len(content) - 40) * part)

    found = judge(
        tmp_path, content[:place] + bytes(b ^ 0xFF for b in content[place : place + 8]) + content[place + 8 :]
    )

    assert found is not None
    assert found.readable <= place
    assert judge(tmp_path, content[: found.readable]) is None


def test_frames_of_another_database(tmp_path: Path, content: bytes) -> None:
    assert judge(tmp_path, content[:40] + b"\xff\xff\xff\xff" + content[44:]) == LogDamage(0)
