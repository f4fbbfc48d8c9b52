"""
Hourly backups, and those that an owner asks for. The folder is the truth about what there is; this only looks at it.

What came of the last try is written down for `/backup` to show. A failure is told to the owners once, not every time
that it is tried again.
"""

import asyncio
import logging
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot.delivery.alarm import tell_owners
from reports.settings.backup import about_failure
from storage.backups.backup_file import Backup, BackupError, Trouble, backups_in, rotate
from storage.backups.backups import make_backup
from storage.backups.postgres_dump import TOOL
from storage.backups.rotation import Keep
from storage.database import Database
from storage.engine.connections.trouble import is_database_trouble
from storage.queues.wire import BACKUPS
from storage.tables.types import Json
from storage.transaction import Transaction

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
AGAIN_AFTER = timedelta(minutes=10)
"""After a failure: a full disk is not emptied by asking every few seconds."""

LOOK_SECONDS = 5
FIRST_AFTER_SECONDS = 60
"""Whoever starts and stops the bot all the time does not want a copy each time."""

SHOWN = 5


class Backups:
    def __init__(self, database: Database, folder: Path, keep: Keep, put: Callable[[], None]) -> None:
        self._database = database
        self._keep = keep
        self._put = put
        self._failed_at: datetime | None = None
        self.folder = folder

    @property
    def by_itself(self) -> bool:
        """Whether one is made every hour: not where the settings say no, nor on a PostgreSQL without its tool."""
        return self._keep.any and (self._database.is_sqlite or shutil.which(TOOL) is not None)

    def newest(self) -> Backup | None:
        """By what lies in the folder; None: there is none."""
        return next(iter(backups_in(self.folder)), None)

    async def run(self) -> None:
        """Look now and then until cancelled; a copy in the making breaks off with us."""
        began = asyncio.get_running_loop().time()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            settled = asyncio.get_running_loop().time() - began > FIRST_AFTER_SECONDS
            try:
                await self.look(by_itself=settled)
            except Exception as error:
                if not is_database_trouble(error):
                    log.exception("a look at the backups failed")
                else:
                    log.warning("the database did not answer: %s", type(error).__name__)

    async def look(self, *, by_itself: bool = True) -> bool:
        """Make one if it is due or asked for; whether one was tried."""
        now = self._database.clock.now()
        async with self._database.read() as tx:
            asked = await tx.system.wire.read_backups_asked()
        if not asked and not (by_itself and self.is_due(now)):
            return False
        try:
            await make_backup(self._database.url.render_as_string(hide_password=False), self.folder, now)
            await asyncio.to_thread(self._rotate, now)
        except BackupError as error:
            await self._fail(error, now)
        else:
            await self._make(now)
        self._put()
        return True

    def is_due(self, now: datetime) -> bool:
        """An hour after the last one; after a failure not before AGAIN_AFTER; never where all are turned off."""
        if not self.by_itself or (self._failed_at is not None and now - self._failed_at < AGAIN_AFTER):
            return False
        return not any(timedelta() <= now - each.at < EVERY for each in backups_in(self.folder))

    def _rotate(self, now: datetime) -> None:
        try:
            if self._keep.any:
                rotate(self.folder, self._keep, now)
        except OSError as error:
            raise BackupError(Trouble.FORBIDDEN, str(self.folder)) from error

    async def _make(self, now: datetime) -> None:
        self._failed_at = None
        log.info("a backup was made")
        async with self._database.write() as tx:
            await self._note(tx, now, {})

    async def _fail(self, error: BackupError, now: datetime) -> None:
        self._failed_at = now
        log.error("no backup: %s", error)
        async with self._database.write() as tx:
            before = await tx.system.wire.get(BACKUPS) or {}
            await self._note(tx, now, {"trouble": error.trouble.value, "place": error.place})
            if before.get("trouble") != error.trouble.value:
                await tell_owners(tx, "backup", lambda: about_failure(error.trouble, error.place))

    async def _note(self, tx: Transaction, now: datetime, trouble: Json) -> None:
        made = backups_in(self.folder)
        shown = [[each.at.isoformat(), each.size] for each in made[:SHOWN]]
        facts = {"tried_at": now.isoformat(), "folder": str(self.folder.resolve()), "made": shown, "count": len(made)}
        await tx.system.wire.set(BACKUPS, facts | trouble)
        for key in await tx.system.wire.answer_backups(now):
            await tx.system.outbox.touch(key)
