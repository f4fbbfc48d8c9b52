"""
Backups as files: what they are called, which there are, which are too many, and what goes wrong with them.

The name says when it was made; a file that has its final name is whole and was checked.
"""

import errno
import os
import re
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sales.core.errors import ReperError
from storage.backups.rotation import Keep, choose_kept

STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"reper-(\d{8}T\d{6}Z)\.(db|sql)(\.part)?")
PART = ".part"
ABANDONED = timedelta(days=1)
"""A half-made file this old belongs to a process that was killed."""


class Trouble(StrEnum):
    """Why there is no backup, as far as somebody can do something about it."""

    FULL = "full"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    DAMAGED = "damaged"
    NO_TOOL = "no_tool"
    TOOL_FAILED = "tool_failed"
    STOPPED = "stopped"
    OTHER = "other"


SENTENCES = {
    Trouble.FULL: "No space left in {place}. Free some, or set BACKUP_DIR to a larger disk.",
    Trouble.FORBIDDEN: "{place} cannot be written to. Make it a folder that belongs to the bot's user.",
    Trouble.MISSING: "There is no Reper database at {place} yet.",
    Trouble.DAMAGED: "{place} is damaged: it does not pass SQLite's own check. Restore the last good backup.",
    Trouble.NO_TOOL: "pg_dump is not installed here, so back up PostgreSQL where it is: {place}",
    Trouble.TOOL_FAILED: "pg_dump failed: {place}",
    Trouble.STOPPED: "The backup was broken off.",
    Trouble.OTHER: "The backup could not be written: {place}",
}


class BackupError(ReperError):
    """There is no new backup; the old ones are as they were. `place`: the file or folder it is about, or the tool."""

    def __init__(self, trouble: Trouble, place: str) -> None:
        self.trouble = trouble
        self.place = place
        super().__init__(SENTENCES[trouble].format(place=place))


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    at: datetime
    path: Path
    size: int
    """Bytes."""


def name_of(at: datetime, kind: str) -> str:
    """`kind` is «db» or «sql»; the moment in UTC."""
    return f"reper-{at.astimezone(UTC):{STAMP}}.{kind}"


def backups_in(folder: Path) -> list[Backup]:
    """The newest first. A folder that is not there, or is not ours to read, holds none."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            name = NAME.fullmatch(path.name)
            if name and not name[3]:
                found.append(Backup(_instant(name[1]), path, path.stat().st_size))
    return sorted(found, reverse=True)


def rotate(folder: Path, keep: Keep, now: datetime) -> list[Path]:
    """Delete what is too old, and half-made files of killed processes; what was deleted. Other files stay."""
    made = backups_in(folder)
    stay = choose_kept((each.at for each in made), keep)
    gone = [each.path for each in made if each.at not in stay]
    gone += [path for path in folder.glob(f"reper-*{PART}*") if _is_abandoned(path, now)]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def finish(part: Path, target: Path) -> Backup:
    """Give a whole file its final name, so that it is there after a power cut too. Only its owner may read it."""
    part.chmod(0o600)
    _to_disk(part)
    part.replace(target)
    _to_disk(target.parent)
    name = NAME.fullmatch(target.name)
    assert name is not None  # noqa: S101  made by name_of
    return Backup(_instant(name[1]), target, target.stat().st_size)


def discard(part: Path) -> None:
    """A half-made file and what SQLite put beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def read_trouble(error: sqlite3.Error | OSError, source: Path, folder: Path) -> BackupError:
    """What stands behind a driver's error, in words that somebody can act on."""
    if isinstance(error, OSError):
        return _of_system(error, folder)
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return BackupError(Trouble.FULL, str(folder))
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return BackupError(Trouble.FORBIDDEN, str(folder))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return BackupError(Trouble.DAMAGED, str(source))
        case sqlite3.SQLITE_INTERRUPT:
            return BackupError(Trouble.STOPPED, str(folder))
        case sqlite3.SQLITE_ERROR if "no such table" in str(error):
            return BackupError(Trouble.MISSING, str(source))
        case _:
            return BackupError(Trouble.OTHER, str(error))


def _of_system(error: OSError, folder: Path) -> BackupError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return BackupError(Trouble.FULL, str(folder))
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}:
        return BackupError(Trouble.FORBIDDEN, str(folder))
    return BackupError(Trouble.OTHER, error.strerror or type(error).__name__)


def _is_abandoned(path: Path, now: datetime) -> bool:
    stamp = re.search(r"\d{8}T\d{6}Z", path.name)
    return bool(stamp) and now - _instant(stamp[0] if stamp else "") > ABANDONED


def _instant(stamp: str) -> datetime:
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
