"""Many documents of a statement, confirmed or taken back a part at a time; a process that dies is followed by one that
goes on with those that are left.
"""

import asyncio
from collections.abc import Callable

from bot.operations.part_size import PartSize
from handlers.framework.replies import Touch
from handlers.redraw.touching import touches
from reports.bank.statement import BankStatementView, BankToldView
from sales.core.rights import Action, may
from storage.bank.choices import BankWork
from storage.database import Database
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAUSE_SECONDS = 0.02
"""Between two parts: whoever was waiting for the writer is answered."""

SHOWN_EVERY = 3.0
"""Seconds between two edits of the message that tells how far it is."""


class BankConfirming:
    def __init__(self, database: Database, put: Callable[[], None]) -> None:
        """`put`: called when something is in the outbox."""
        self._database = database
        self._put = put
        self._shown = float("-inf")

    async def drain(self) -> bool:
        """All taps that something is to be done of, one after another; whether there was one."""
        done = False
        while True:
            async with self._database.read() as tx:
                work = await tx.system.bank_choices.find_at_work()
            if work is None:
                return done
            done, parts = True, PartSize()
            while await self._do_part(work, parts):
                await self._rest()
            self._put()

    async def _do_part(self, work: BankWork, parts: PartSize) -> bool:
        """Whether something is left."""
        async with self._database.write() as tx:
            with parts.measure():
                actor = await tx.system.staff.actor(work.by_id)
                if actor is None or not may(actor.role, Action.CONFIRM_FACT):
                    await tx.system.bank_choices.drop(work)
                    return False
                count = await tx.as_(actor).bank_choices.do_next(work.step_id, parts.size)
                await self._redraw(tx)
            if await tx.system.bank_choices.find_at_work() != work:
                await self._finish(tx, work, actor)
                return False
            await self._show(tx, work, actor)
        return bool(count)

    async def _finish(self, tx: Transaction, work: BankWork, actor: Actor) -> None:
        await self._touch(tx, work, actor)
        for owner_id, (count, total) in (await tx.system.bank_choices.sum_owners(work)).items():
            reader = await tx.system.staff.actor(owner_id)
            if reader is not None and owner_id != work.by_id:
                view = BankToldView(count=count, amount=total)
                await tx.system.outbox.put(view.under(view.key_for(work.step_id, owner_id)).send_unasked(reader))

    async def _show(self, tx: Transaction, work: BankWork, actor: Actor) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._shown >= SHOWN_EVERY:
            self._shown = now
            await self._touch(tx, work, actor)
            self._put()

    async def _touch(self, tx: Transaction, work: BankWork, actor: Actor) -> None:
        """Wherever the file's screen stands in the chat of who pressed."""
        view = BankStatementView(statement_id=work.statement_id)
        await tx.system.outbox.touch(*await tx.system.outbox.keys_showing(actor.telegram_id, view))

    async def _redraw(self, tx: Transaction) -> None:
        """Days whose money has changed."""
        keys = [each.key for each in await touches(tx) if isinstance(each, Touch)]
        if keys:
            await tx.system.outbox.touch(*keys)

    async def _rest(self) -> None:
        """Others go in between."""
        await asyncio.sleep(PAUSE_SECONDS)
