"""
Files of clients, judged and written: a part at a time, so that whoever is waited for goes in between.

What is left to do stands in the rows. A process that dies is followed by one that goes on where they say.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import date

from bot.operations.bank_confirming import BankConfirming
from bot.operations.bank_loading import BankLoading
from bot.operations.cold_loading import ColdLoading
from bot.operations.long_work import LongWork
from bot.operations.part_size import PartSize, let_others
from reports.imports.file import ImportView
from reports.imports.news import ImportNewsView
from sales.bank.matches import BankJobKind
from sales.clients.card_fields import CardField
from sales.core.clock import local_date
from sales.core.rights import Action, reaches
from sales.entry.clients.name_forms import normal_form
from sales.imports.cells import BaseRow, read_base
from sales.imports.judged import Asker, Judged, RowVerdict, count_verdicts
from sales.imports.mapping import ImportMapping
from sales.imports.packing import unpack_rows
from sales.imports.states import ImportState
from sales.imports.verdicts import Judge
from storage.bank.jobs import BankJob
from storage.database import Database
from storage.engine.actor import Actor
from storage.engine.collecting import put_off_collecting
from storage.engine.connections.trouble import is_database_trouble
from storage.imports.judging import ToJudge
from storage.imports.records import Import
from storage.transaction import Transaction

log = logging.getLogger(__name__)

LOOK_SECONDS = 1
PART = 200
SHOWN_EVERY = 3.0
"""Seconds between two edits of the message that tells how far it is."""


class Importing(LongWork):
    def __init__(self, database: Database, put: Callable[[], None]) -> None:
        """`put`: called when something is in the outbox."""
        super().__init__(database, put)
        self._cold = ColdLoading(database, put)
        self._loading = BankLoading(database, put)
        self._bank = BankConfirming(database, put)
        self._shown = float("-inf")

    async def run(self) -> None:
        """Look now and then until cancelled; what is in hand breaks off with us, and goes on with the next."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.drain()
            except Exception as error:
                if not is_database_trouble(error):
                    log.exception("a file of clients could not be worked on")
                    await asyncio.sleep(LOOK_SECONDS * 30)
                else:
                    log.warning("the database did not answer: %s", type(error).__name__)

    async def drain(self) -> bool:
        """All files that something is to be done with, one after another; whether there was one."""
        done = await self._cold.drain() | await self._drain_bank()
        while True:
            async with self._database.read() as tx:
                one = await tx.system.imports.find_at_work()
            if one is None:
                return done
            done = True
            await self._work(one)
            self._put()

    async def _drain_bank(self) -> bool:
        """Long statements: put down first, then what was chosen of them."""
        done = False
        while (job := await self._find_job()) is not None:
            done = True
            await (self._loading.load(job) if job.kind is BankJobKind.LOAD else self._bank.choose(job))
        return await self._bank.drain() or done

    async def _find_job(self) -> BankJob | None:
        async with self._database.read() as tx:
            return await tx.system.bank_jobs.find_next()

    async def _work(self, one: Import) -> None:
        match one.state:
            case ImportState.JUDGING:
                with put_off_collecting():
                    await self._judge(one)
            case ImportState.APPLYING:
                await self._apply(one)
            case _:
                await self._revert(one)

    async def _judge(self, one: Import) -> None:
        async with self._database.read_long() as tx:
            found = await tx.system.imports.read_to_judge(one)
            actor = await _actor(tx, one)
        if found is None or actor is None:
            await self._cancel(one)
            return
        today = local_date(self._database.clock.now(), actor.zone)
        owns_all = not reaches(actor.role, Action.IMPORT, own=False, same_department=True)
        asker = Asker(actor.person_id, owns_all=owns_all)
        judged, cells, counts = await asyncio.to_thread(_judge, one.said, found, asker, today)
        async with self._database.write() as tx:
            await tx.system.imports.clear(one)
        for at in range(0, len(judged), PART):
            async with self._database.write() as tx:
                current = await tx.system.imports.find(one.id)
                if current is None or (current.state, current.turn) != (ImportState.JUDGING, one.turn):
                    return  # a tap has changed it, or put it aside
                await tx.system.imports.put_judged(one, judged[at : at + PART], cells)
            await self._rest()
        async with self._database.write() as tx:
            await tx.system.imports.finish_judging(one, counts | {"newest_id": found.newest_id})
            await tx.system.outbox.touch(ImportView.key_for(one.id))

    async def _apply(self, one: Import) -> None:
        parts = PartSize()
        while True:
            async with self._database.write() as tx:
                with parts.measure():
                    count = await self._write_part(tx, one, parts.size)
            if count is None:
                return
            if not count:
                break
            await self._rest()
        await self._note_doubts(one)
        async with self._database.write() as tx:
            actor = await _actor(tx, one)
            if actor is not None:
                await self._finish(tx, one, actor)

    async def _write_part(self, tx: Transaction, one: Import, most: int) -> int | None:
        """How many rows; None where who brought it may not any more."""
        actor = await _actor(tx, one)
        if actor is None:
            await tx.system.imports.move(one, ImportState.APPLYING, ImportState.CANCELLED, packed=None)
            return None
        count = await tx.as_(actor).import_writing.write_next(one, most)
        if count:
            await self._redraw(tx)
            await self._show(tx, one)
        return count

    async def _note_doubts(self, one: Import) -> None:
        """What stood in the cells of rows that became questions as they were written."""
        async with self._database.read() as tx:
            actor = await _actor(tx, one)
            doubts = await tx.as_(actor).import_writing.list_doubts(one) if actor else []
            found = await tx.system.imports.read_packed(one) if doubts else None
        if actor is None or found is None:
            return
        table = await asyncio.to_thread(unpack_rows, found)
        async with self._database.write() as tx:
            await tx.as_(actor).import_writing.note_cells(one, {number: table[number - 1] for number in doubts})

    async def _finish(self, tx: Transaction, one: Import, actor: Actor) -> None:
        counts = await tx.as_(actor).import_writing.count_written(one)
        kept = {name: count for name, count in one.counts.items() if name not in counts}
        done = {"packed": None, "done_at": tx.clock.now(), "counts": kept | counts}
        await tx.system.imports.move(one, ImportState.APPLYING, ImportState.DONE, **done)
        await tx.as_(actor).import_writing.finish(one, counts)
        await tx.system.outbox.touch(ImportView.key_for(one.id))
        view = ImportNewsView(import_id=one.id)
        for person_id in await tx.system.imports.list_concerned(one):
            if person_id != one.by_id:
                await self._tell_person(tx, person_id, view.under(view.key_for(one.id, person_id)))

    async def _revert(self, one: Import) -> None:
        below: int | None = None
        while True:
            async with self._database.write() as tx:
                actor = await tx.system.staff.actor(one.by_id)
                if actor is None:
                    await tx.system.imports.move(one, ImportState.REVERTING, ImportState.DONE)
                    return
                below = await tx.as_(actor).import_reverting.revert_next(one, below)
                await self._redraw(tx)
                if below is None:
                    now = tx.clock.now()
                    await tx.system.imports.move(one, ImportState.REVERTING, ImportState.REVERTED, reverted_at=now)
                    await tx.as_(actor).import_reverting.finish(one)
                    await tx.system.outbox.touch(ImportView.key_for(one.id))
                    return
            await self._rest()

    async def _cancel(self, one: Import) -> None:
        async with self._database.write() as tx:
            await tx.system.imports.move(one, one.state, ImportState.CANCELLED, packed=None)
            await tx.system.outbox.touch(ImportView.key_for(one.id))

    async def _show(self, tx: Transaction, one: Import) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._shown >= SHOWN_EVERY:
            self._shown = now
            await tx.system.outbox.touch(ImportView.key_for(one.id))
            self._put()


async def _actor(tx: Transaction, one: Import) -> Actor | None:
    """Who brought it, while they still may."""
    actor = await tx.system.staff.actor(one.by_id)
    same = actor is not None and actor.department_id == one.department_id
    return actor if actor is not None and reaches(actor.role, Action.IMPORT, own=same, same_department=same) else None


def _judge(
    mapping: ImportMapping, found: ToJudge, asker: Asker, today: date
) -> tuple[Sequence[Judged], dict[int, list[str]], dict[str, int]]:
    """In a thread: of twenty thousand rows it takes seconds."""
    table = unpack_rows(found.packed)
    rows = read_base(table, mapping.heading, today, is_csv=mapping.is_csv, extra=mapping.extra, rest=let_others)
    judge = Judge(found.known, found.sellers, asker, mapping.policy, mapping.answers, mapping.for_all)
    judged = judge.judge(rows, let_others)
    cells = {each.number: table[each.number - 1] for each in judged if each.trouble}
    return judged, cells, _count(judged, rows, found)


def _count(judged: Sequence[Judged], rows: Sequence[BaseRow], found: ToJudge) -> dict[str, int]:
    new = [each for each in judged if each.verdict is RowVerdict.NEW and each.owner_id is None]
    territories = [normal_form(str(each.values.get(CardField.TERRITORY) or "")) for each in new]
    items = [each.item for each in judged if each.item]
    return count_verdicts(judged) | {
        "items": len(items),
        "money": sum(each.amount for each in items),
        "mended": sum(each.is_mended for each in rows),
        "zeros": sum(each.has_zero for each in rows),
        "moved": sum(each.is_moved for each in rows),
        "unowned": sum(each not in found.territories for each in territories),
    }
