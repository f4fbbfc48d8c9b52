"""A backup of whichever database it is, without holding up whoever else works in this process."""

import asyncio
import threading
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from storage.backups.backup import back_up
from storage.backups.backup_file import Backup
from storage.backups.postgres_dump import dump


async def make_backup(url: str, folder: Path, now: datetime) -> Backup:
    """A checked copy in the folder, SQLite's or PostgreSQL's. Raises BackupError.

    Cancelled, it breaks off within moments and leaves nothing behind.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return await dump(parsed, folder, now)
    stop = threading.Event()
    try:
        return await asyncio.to_thread(back_up, Path(parsed.database or ""), folder, now, stop.is_set)
    finally:
        stop.set()
