"""What one tap confirms of a long statement: chosen in a look of one moment, put down, and done a part at a time.

A process that dies is followed by one that goes on with what is left. Whoever changes something of it meanwhile is
right: each document is looked at once more before it is taken.
"""

from collections.abc import Callable, Sequence

from bot.operations.bank_screen import BankScreen
from bot.operations.long_work import LongWork
from bot.operations.part_size import PartSize
from reports.bank.statement import BankStatementView, BankToldView
from sales.core.rights import Action, may
from storage.bank.choices import BankWork
from storage.bank.jobs import BankJob
from storage.bank.taking import DocumentChoice, list_sure
from storage.database import Database
from storage.engine.actor import Actor
from storage.transaction import Transaction

FIRST = 10


class BankConfirming(LongWork):
    def __init__(self, database: Database, put: Callable[[], None]) -> None:
        """`put`: called when something is in the outbox."""
        super().__init__(database, put)
        self._screen = BankScreen(put)

    async def drain(self) -> bool:
        """All taps that something is to be done of, one after another; whether there was one."""
        done = False
        while True:
            async with self._database.read() as tx:
                work = await tx.system.bank_choices.find_at_work()
            if work is None:
                return done
            done, parts = True, PartSize(FIRST)
            while await self._do_part(work, parts):
                await self._rest()
            self._put()

    async def choose(self, job: BankJob) -> None:
        """What was shown is what is taken: where another number is sure by now, it is shown anew first."""
        async with self._database.read_long() as tx:
            actor = await _find_actor(tx, job.by_id)
            choices = None if actor is None else await self._list_choices(tx, job, actor)
        if actor is None or not choices:
            await self._drop(job, actor)
            return
        parts, is_wanted = PartSize(), True
        while choices and is_wanted:
            async with self._database.write() as tx:
                with parts.measure():
                    part, choices = choices[: parts.size], choices[parts.size :]
                    is_wanted = await tx.as_(actor).bank_choices.put(job, part, is_last=not choices)
            await self._rest()

    async def _list_choices(self, tx: Transaction, job: BankJob, actor: Actor) -> Sequence[DocumentChoice]:
        """Without those that are put down already; none where something has changed before the first was."""
        of = await tx.as_(actor).bank_taking.read(job.statement_id)
        if job.step_id is None:
            return list_sure(of) if len(of.sure) == job.total and of.statement.is_open else ()
        known = await tx.as_(actor).bank_choices.list_chosen(job)
        return [each for each in list_sure(of) if each.document_id not in known][: job.total - len(known)]

    async def _drop(self, job: BankJob, actor: Actor | None) -> None:
        async with self._database.write() as tx:
            await tx.system.bank_jobs.drop(job)
            if actor is not None and job.step_id is None:
                view = BankStatementView(statement_id=job.statement_id, has_changed=True)
                shown = view.under(view.key_for(job.statement_id, actor.person_id))
                await tx.system.outbox.put(shown.send_unasked(actor, fresh=True))
            await self._screen.show(tx, job, is_over=True)

    async def _do_part(self, work: BankWork, parts: PartSize) -> bool:
        """Whether something is left."""
        async with self._database.write() as tx:
            with parts.measure():
                actor = await _find_actor(tx, work.by_id)
                if actor is None:
                    await tx.system.bank_choices.drop(work)
                    await self._screen.show(tx, work, is_over=True)
                    return False
                count = await tx.as_(actor).bank_choices.do_next(work.step_id, parts.size)
                await self._redraw(tx)
            is_over = await tx.system.bank_choices.find_at_work() != work
            await self._screen.show(tx, work, is_over=is_over)
            if is_over:
                await self._tell_owners(tx, work)
        return bool(count) and not is_over

    async def _tell_owners(self, tx: Transaction, work: BankWork) -> None:
        view = BankToldView(statement_id=work.statement_id)
        for owner_id in await tx.system.bank_choices.list_owners(work):
            if owner_id != work.by_id:
                await self._tell_person(tx, owner_id, view.under(view.key_for(work.statement_id, owner_id)))


async def _find_actor(tx: Transaction, person_id: int) -> Actor | None:
    """Who pressed, while they still may."""
    actor = await tx.system.staff.actor(person_id)
    return actor if actor is not None and may(actor.role, Action.CONFIRM_FACT) else None
