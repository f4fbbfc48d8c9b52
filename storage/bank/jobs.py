"""What the house is still to do with a long statement: a part at a time, from where the last part left it."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update

from sales.bank.kept import SortedStatement
from sales.bank.matches import BankJobKind
from storage.bank.loads import finish_load, put_documents
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.engine.session import Session
from storage.tables import BankJobRow as Row


@dataclass(frozen=True, slots=True)
class BankJob:
    statement_id: int
    by_id: int
    kind: BankJobKind
    ours: list[str]
    step_id: int | None
    done: int
    total: int
    new: int


_JOBS = check_types(BankJob, select(*columns_of(BankJob, Row)))


async def find_job(session: Session, statement_id: int) -> BankJob | None:
    """What is under way with that file."""
    return await session.read_one(BankJob, _JOBS.where(Row.statement_id == statement_id))


class AllBankJobs(Repository):
    """For the house."""

    async def find_next(self) -> BankJob | None:
        """The oldest."""
        return await self._session.read_one(BankJob, _JOBS.order_by(Row.id).limit(1))

    async def read_packed(self, job: BankJob) -> bytes:
        """The file of a load as it was read."""
        return await self._session.scalar(select(Row.packed).where(Row.statement_id == job.statement_id)) or b""

    async def load_next(self, job: BankJob, sorted_: SortedStatement, most: int) -> bool:
        """The next of its documents are put down, after the last the load is done; whether something is left."""
        current = await find_job(self._session, job.statement_id)
        if current is None or current.kind is not BankJobKind.LOAD:
            return False
        part = sorted_.kept[current.done : current.done + most]
        new = current.new + await put_documents(self._session, job.statement_id, part, current.done)
        done = current.done + len(part)
        if done >= len(sorted_.kept):
            await finish_load(self._session, job.statement_id, sorted_, new, self._clock.now())
            await self.drop(job)
            return False
        values = {"done": done, "total": len(sorted_.kept), "new": new}
        await self._session.execute(update(Row).where(Row.statement_id == job.statement_id).values(**values))
        return True

    async def drop(self, job: BankJob) -> None:
        """Done, or not to be done any more."""
        await self._session.execute(delete(Row).where(Row.statement_id == job.statement_id, Row.kind == job.kind))
