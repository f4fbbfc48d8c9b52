"""
A copy of the live SQLite file that can be trusted.

`cp` of a live database was broken 8 times of 40; `VACUUM INTO` never was, and writers go on meanwhile. The copy says
of itself when it was made: a bot that wakes on it, however it was put there, knows that it is a restored one.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from storage.backups.backup_file import PART, Backup, BackupError, Trouble, discard, finish, name_of, read_trouble
from storage.queues.wire import COPY_OF

STEPS = 50_000
"""Of SQLite's machine between two looks whether to go on: some milliseconds."""

BUSY_SECONDS = 15


def back_up(source: Path, folder: Path, now: datetime, stopped: Callable[[], bool] = lambda: False) -> Backup:
    """Copy, mark, check, and only then give it its name. Blocks: call it in a thread. Raises BackupError."""
    if not source.is_file():  # opening it would make an empty one
        raise BackupError(Trouble.MISSING, str(source))
    target = folder / name_of(now, "db")
    part = target.with_name(target.name + PART)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        discard(part)
        _copy(source, part, stopped)
        mark(part, now)
        if not is_whole(part, stopped):
            raise BackupError(Trouble.DAMAGED, str(source))
        return finish(part, target)
    except (sqlite3.Error, OSError) as error:
        raise read_trouble(error, source, folder) from error
    finally:
        discard(part)


def mark(path: Path, at: datetime) -> None:
    """Write into a copy that it is one, and of which moment."""
    with _open(path) as copy:
        values = (COPY_OF, json.dumps({"at": at.isoformat()}), f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}")
        copy.execute("INSERT OR REPLACE INTO wire (name, value, updated_at) VALUES (?, ?, ?)", values)
        copy.commit()


def is_whole(path: Path, stopped: Callable[[], bool] = lambda: False) -> bool:
    """SQLite's own check of every page and index. Raises sqlite3.Error for what is no database at all."""
    with _open(path, stopped) as copy:
        return bool(copy.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


def _copy(source: Path, part: Path, stopped: Callable[[], bool]) -> None:
    with _open(source, stopped) as live:
        live.execute("VACUUM INTO ?", (str(part),))


@contextmanager
def _open(path: Path, stopped: Callable[[], bool] = lambda: False) -> Iterator[sqlite3.Connection]:
    """A connection that makes no file, and whose statement ends with SQLITE_INTERRUPT once told to stop."""
    address = f"{path.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        connection.set_progress_handler(lambda: int(stopped()), STEPS)
        yield connection
