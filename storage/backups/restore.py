"""
A backup in the place of the database, and the database beside it, with its -wal and -shm.

A leftover -wal undoes a restore silently: SQLite plays it into whatever database stands beside it. So the three move
away together, and nothing is deleted. The backup is copied and checked first: while it is in doubt nothing is moved.
"""

import json
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import lock_descriptor
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from sales.core.errors import ReperError
from storage.backups.backup import is_whole, mark
from storage.backups.backup_file import STAMP, discard
from storage.engine.schema import Numbering, numbering_of, too_old
from storage.queues.wire import COPY_OF, LAST_POLL

WITH_IT = ("", "-wal", "-shm")
"""A database in WAL mode is these three files."""
HEADER = b"SQLite format 3\0"


class RestoreError(ReperError):
    """Nothing was restored, and the database is as it was."""


@dataclass(frozen=True, slots=True)
class Restored:
    as_of: datetime
    """What was recorded later is not in it."""
    kept: list[Path]
    """Where the database is that stood here before."""


def restore(backup: Path, database: Path, known: Collection[str], now: datetime) -> Restored:
    """Put the backup in the database's place; `known`: the schema versions of this program. Raises RestoreError."""
    with alone(database):
        draft = make_draft(database)
        try:
            as_of = _prepare(backup, draft, known)
            _give_to_owner_of(database, draft)
            kept = _move_away(database, now)
            draft.replace(database)
        except OSError as error:
            raise RestoreError(f"{backup} could not be restored: {error.strerror}.") from error
    return Restored(as_of, kept)


def make_draft(database: Path) -> Path:
    """The copy that is about to take the place. One that is found at start was left by a restore that broke off."""
    return database.with_name(f"{database.name}.restoring")


def refuse_half_restored(database: Path) -> None:
    """Between the moving away and the moving in there is no database: an empty new one would pass for it."""
    draft = make_draft(database)
    if draft.exists():
        raise RestoreError(
            f"A restore was broken off. Run it again, or delete {draft} if {database} is as you want it."
        )


@contextmanager
def alone(database: Path, deed: str = "restore") -> Iterator[None]:
    """Hold the lock that a running bot holds. Raises RestoreError while one runs."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{database}.lock").open("w") as lock:
        if not lock_descriptor(lock.fileno(), blocking=False):
            raise RestoreError(f"The bot is running on {database}. Stop it first, then {deed}.")
        yield


def _prepare(backup: Path, draft: Path, known: Collection[str]) -> datetime:
    """A checked copy beside the database; of which moment it is. The backup itself is only read."""
    _refuse_foreign(backup)
    try:
        return _find_drafted_from(backup, draft, known)
    except sqlite3.Error as error:
        discard(draft)
        raise RestoreError(f"{backup} is damaged ({error}). Nothing was changed; try an older backup.") from error
    except BaseException:
        discard(draft)
        raise


def _find_drafted_from(backup: Path, draft: Path, known: Collection[str]) -> datetime:
    discard(draft)
    shutil.copyfile(backup, draft)
    if _fact(draft, COPY_OF) is None:  # a raw database, such as one that a restore put aside: its -wal belongs to it
        _take_wal(backup, draft)
    if not is_whole(draft):
        raise RestoreError(f"{backup} is damaged: SQLite's own check fails. Nothing was changed; try an older backup.")
    _refuse_other_version(backup, draft, known)
    as_of = _as_of(backup, draft)
    mark(draft, as_of)
    draft.chmod(0o600)
    return as_of


def _refuse_foreign(backup: Path) -> None:
    if not backup.is_file():
        raise RestoreError(f"There is no file {backup}.")
    with backup.open("rb") as file:
        header = file.read(len(HEADER))
    if header != HEADER:
        raise RestoreError(f"{backup} is not a SQLite database. A backup is called reper-….db.")
    with _read(backup) as connection:
        try:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        except sqlite3.Error as error:
            raise RestoreError(f"{backup} is damaged ({error}). Nothing was changed; try an older backup.") from error
    if not {"alembic_version", "wire", "outbox"} <= tables:
        raise RestoreError(f"{backup} is a database of something else, not of Reper. Nothing was changed.")


def _refuse_other_version(backup: Path, draft: Path, known: Collection[str]) -> None:
    with _read(draft) as connection:
        versions = [version for (version,) in connection.execute("SELECT version_num FROM alembic_version")]
        with create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool).connect() as looking:
            numbering = numbering_of(looking)
    if numbering is Numbering.TOO_OLD:
        raise RestoreError(f"{too_old(str(backup))} Nothing was changed.")
    if numbering is Numbering.SAME:
        return
    if len(versions) != 1 or versions[0] not in known:
        said = f"{backup} was made by another version of Reper ({', '.join(versions) or 'none'})."
        raise RestoreError(f"{said} Install that version or a newer one. Nothing was changed.")


def _take_wal(backup: Path, draft: Path) -> None:
    """Play the raw database's own -wal into the copy, and leave WAL mode: one file from here on."""
    wal = Path(f"{backup}-wal")
    if wal.exists():
        shutil.copyfile(wal, f"{draft}-wal")
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _as_of(backup: Path, draft: Path) -> datetime:
    """What the copy says of itself; a raw database was alive at its last poll."""
    for name in (COPY_OF, LAST_POLL):
        if (said := _fact(draft, name)) is not None:
            return datetime.fromisoformat(said["at"])
    return datetime.fromtimestamp(backup.stat().st_mtime, UTC)


def _fact(path: Path, name: str) -> dict[str, str] | None:
    with _read(path) as connection:
        row = connection.execute("SELECT value FROM wire WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    value: dict[str, str] = json.loads(row[0])
    return value


def _give_to_owner_of(database: Path, draft: Path) -> None:
    """Restored by root, the file must still be the bot's own."""
    if database.exists() and database.stat().st_uid != draft.stat().st_uid:
        shutil.chown(draft, database.stat().st_uid, database.stat().st_gid)


def _move_away(database: Path, now: datetime) -> list[Path]:
    """The three files, under one new name, so that they stay a database that can be opened."""
    aside = f"{database}.before-{now.astimezone(UTC):{STAMP}}"
    while any(Path(f"{aside}{ending}").exists() for ending in WITH_IT):
        aside += "-again"
    moved = []
    for ending in WITH_IT:
        there = Path(f"{database}{ending}")
        if there.exists():
            moved.append(there.rename(f"{aside}{ending}"))
    return moved


@contextmanager
def _read(path: Path) -> Iterator[sqlite3.Connection]:
    """As the file alone says: `immutable` looks at no -wal beside it, and makes none."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)) as connection:
        yield connection
