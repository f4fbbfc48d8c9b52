"""A long statement, put down a part at a time; a process that dies is followed by one that goes on after the last."""

import asyncio
import logging
import zlib
from collections.abc import Callable

from bot.operations.bank_screen import BankScreen
from bot.operations.long_work import LongWork
from bot.operations.part_size import PartSize, let_others
from handlers.bank.file import list_concerned
from reports.bank.statement import BankOthersView
from sales.bank.kept import SortedStatement, sort_statement
from sales.bank.packing import unpack_statement
from sales.core.clock import local_date
from storage.bank.jobs import BankJob
from storage.database import Database
from storage.engine.collecting import put_off_collecting
from storage.transaction import Transaction

log = logging.getLogger(__name__)


class BankLoading(LongWork):
    def __init__(self, database: Database, put: Callable[[], None]) -> None:
        """`put`: called when something is in the outbox."""
        super().__init__(database, put)
        self._screen = BankScreen(put)

    async def load(self, job: BankJob) -> None:
        """From where the last part left it."""
        async with self._database.read_long() as tx:
            packed = await tx.system.bank_jobs.read_packed(job)
        parts = PartSize()
        with put_off_collecting():
            try:
                found = await asyncio.to_thread(_sort, packed, job.ours)
            except (ValueError, zlib.error):  # of another version: it is sent once more, and nobody else waits for it
                log.exception("a statement could not be unpacked")
                await self._drop(job)
                return
            while await self._load_part(job, found, parts):
                await self._rest()

    async def _load_part(self, job: BankJob, found: SortedStatement, parts: PartSize) -> bool:
        """Whether something is left."""
        async with self._database.write() as tx:
            with parts.measure():
                is_left = await tx.system.bank_jobs.load_next(job, found, parts.size)
            await self._screen.show(tx, job, is_over=not is_left)
            if not is_left:
                await self._tell(tx, job)
        return is_left

    async def _drop(self, job: BankJob) -> None:
        async with self._database.write() as tx:
            await tx.system.bank_jobs.drop(job)
            await self._screen.show(tx, job, is_over=True)

    async def _tell(self, tx: Transaction, job: BankJob) -> None:
        """Other departments' leads, of their clients' money."""
        loader = await tx.system.staff.actor(job.by_id)
        if loader is None:
            return
        today = local_date(self._database.clock.now(), loader.zone)
        view = BankOthersView(statement_id=job.statement_id)
        for person_id in await list_concerned(tx, loader, today):
            await self._tell_person(tx, person_id, view.under(view.key_for(job.statement_id, person_id)))


def _sort(packed: bytes, ours: list[str]) -> SortedStatement:
    """In a thread: of twenty thousand it takes seconds."""
    return sort_statement(unpack_statement(packed, let_others), ours)
