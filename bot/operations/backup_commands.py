"""`python -m bot backup [DIR]` and `python -m bot restore FILE`, as the operator meets them."""

import argparse
import asyncio
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.operations.bring_up import prepare_folder
from bot.operations.moving import put_into_postgres
from bot.settings import Settings
from sales.core.clock import SystemClock
from storage.backups.backup_file import rotate
from storage.backups.backups import make_backup
from storage.backups.restore import Restored, restore
from storage.engine.schema import versions


async def backup(settings: Settings, options: argparse.Namespace) -> None:
    """Beside a running bot as well as without one. Only the folder of the settings is rotated. Raises BackupError."""
    folder = Path(options.folder) if options.folder else settings.backups
    now = SystemClock().now()
    made = await make_backup(settings.database, folder, now)
    print(f"{made.path}  {made.size:,} bytes, checked")  # noqa: T201  the answer
    if not options.folder and settings.keep.any:
        rotate(folder, settings.keep, now)


async def put_back(settings: Settings, options: argparse.Namespace) -> None:
    """Put a backup in the database's place, as `restore` says. Raises SettingError and RestoreError."""
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite":
        _tell(await put_into_postgres(settings, Path(options.file)), options.file)
        return
    prepare_folder(settings)
    arguments = (Path(options.file), Path(url.database or ""), versions(), SystemClock().now())
    _tell(await asyncio.to_thread(restore, *arguments), options.file)


def _tell(done: Restored, file: str) -> None:
    print(f"Restored {file}, as of {done.as_of:%Y-%m-%d %H:%M} UTC.")  # noqa: T201
    if done.kept:
        print("What stood there before is kept: " + ", ".join(str(path) for path in done.kept))  # noqa: T201
    print("Start the bot: it brings the database to its version, and repeats no old message.")  # noqa: T201
