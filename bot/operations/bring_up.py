"""The house made ready before anybody works in it: folder and files closed, the database looked at and brought up."""

import asyncio
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.settings import SettingError, Settings
from storage.backups.backup_file import backups_in
from storage.backups.restore import refuse_half_restored
from storage.engine.change_numbers import catch_up
from storage.engine.connections.refusals import (
    HEADER,
    look_at_file,
    read_refusal,
    refuse_letters,
    refuse_narrow,
    refuse_pooler,
)
from storage.engine.schema import is_current

OWN_ONLY = 0o077
BESIDE = ("", "-wal", "-shm", ".lock", ".migrate.lock", ".hand", ".hand.lock")


async def bring_up(settings: Settings) -> None:
    """Have the folders, refuse what no waiting mends, and bring the tables to this version.

    Raises SettingError for a folder that cannot be used, DatabaseRefusedError, RestoreError and MigrationError.
    """
    url = make_url(settings.database)
    prepare_folder(settings)
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        refuse_half_restored(file)
        await asyncio.to_thread(look_at_file, file, [each.path for each in backups_in(settings.backups)])
    try:
        current = await is_current(settings.database)
        if url.get_backend_name() != "sqlite":
            await refuse_letters(url)
            await refuse_narrow(url, settings.database_pool)  # first, for the other takes three at once
            await refuse_pooler(url)
        if not current:
            from storage.engine.migrate import migrate  # noqa: PLC0415  nine megabytes, needed once a version

            await migrate(settings.database)
        await catch_up(url)
    except Exception as error:
        if refusal := read_refusal(error, url):
            raise refusal from None
        raise


def prepare_folder(settings: Settings) -> None:
    """Make DATA_DIR, and the folder of an own SQLite file; close what an older version left open in it.

    Raises SettingError, also for a file of ours that is another user's: as a wrong `sudo` leaves it.
    """
    _have("DATA_DIR", settings.data_dir)
    if settings.backups.exists() and not settings.backups.is_dir():
        raise SettingError(f"BACKUP_DIR: {settings.backups} is a file. Name a folder for the backups.")
    if settings.backup_dir and settings.keep.any:
        _have("BACKUP_DIR", settings.backups)
    database = make_url(settings.database)
    if settings.database_url and database.get_backend_name() == "sqlite":
        _have("DATABASE_URL", Path(database.database or "").parent)
    named = Path(database.database or "") if settings.database_url else settings.data_dir / "reper.db"
    if database.get_backend_name() == "sqlite" and named.is_symlink() and not named.exists():
        raise SettingError(
            f"{named} is a link to what is not there. Bring that back (is its disk mounted?), or unlink it."
        )
    for path in _list_own(settings):
        is_closed = path.exists() and not os.access(path, os.R_OK | os.W_OK)
        if is_closed or (path != _file_of(settings) and path.is_dir()):
            raise SettingError(f"{path} cannot be written. It has to be a file that belongs to the bot's user.")
    for path in _open_ones(settings):
        with suppress(OSError):  # another user's: whoever put it there decides
            path.chmod(0o700 if path.is_dir() else 0o600)


def _have(setting: str, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".written-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        said = f"{setting}: {folder} cannot be written ({error.strerror})"
        raise SettingError(f"{said}. Make it a folder that belongs to the bot's user.") from None


def _open_ones(settings: Settings) -> Iterator[Path]:
    """Ours, whatever the mode they were made with. What an address names by mistake is not ours to close, nor is a
    folder in which nothing of ours stands.
    """
    file = _file_of(settings)
    own = [each.path for each in backups_in(settings.backups)]
    if _may_be_ours(file):
        own += [*_list_own(settings), *file.parent.glob(f"{file.name}.before-*")]
    held = {each.parent.resolve() for each in own if each.exists()}
    folders = [each for each in (settings.data_dir, settings.backups) if each.resolve() in held - {Path.cwd()}]
    for path in [*folders, *own]:
        if (path.is_file() or path.is_dir()) and not path.is_symlink() and _is_open(path.stat().st_mode):
            yield path


def _file_of(settings: Settings) -> Path:
    """SQLite's database; of PostgreSQL what the names of our own notes begin with."""
    database = make_url(settings.database)
    return Path(database.database or "") if database.get_backend_name() == "sqlite" else settings.data_dir / "reper"


def _list_own(settings: Settings) -> list[Path]:
    """The database, what stands beside it, and the notes of what is in hand."""
    file = _file_of(settings)
    return [*(Path(f"{file}{ending}") for ending in BESIDE), *file.parent.glob(f"{file.name}-*.hand*")]


def _may_be_ours(file: Path) -> bool:
    """A database, or nothing yet."""
    if file.exists() and not file.is_file():  # a pipe would be waited for
        return False
    try:
        with file.open("rb") as found:
            return found.read(len(HEADER)) in {b"", HEADER}
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _is_open(mode: int) -> bool:
    """To others; but a folder that everybody may write to, as /tmp, is to be open."""
    return bool(mode & OWN_ONLY) and not mode & stat.S_ISVTX
