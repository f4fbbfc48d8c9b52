"""Many documents confirmed by one tap: put down as they were chosen, and done a part at a time by the house."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import case, delete, func, select, update

from sales.bank.matches import BankJobKind, ChoiceState, DocumentState
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action, may
from sales.core.undo import UndoStepKind
from sales.payments.facts import FactSource
from storage.bank.jobs import BankJob, find_job
from storage.bank.records import DOCUMENTS, BankDocument, BankStatement
from storage.bank.taking import BankTaking, DocumentChoice
from storage.engine.actor_repository import ActorRepository
from storage.engine.insert import table_of
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.engine.undo_steps import UndoSteps
from storage.payments.bank_documents import free_documents
from storage.payments.payment import OPEN
from storage.payments.receipt import COUNTS
from storage.payments.receipts import Receipts
from storage.tables import BankChoiceRow, BankDocumentRow, BankJobRow, BankReceiptRow, ExpectedPaymentRow, FactRow
from storage.tables.bank import CHOICE_AT_WORK
from storage.tables.types import Json

AT_ONCE = 40
"""So many that wait are matched and confirmed in the tap's own transaction; more of them keep others waiting."""

NEAR = timedelta(days=5)
"""As matching has it: money said around the document's day may be the document's."""


@dataclass(frozen=True, slots=True)
class BankChoice:
    id: int
    step_id: int
    document_id: int
    client_id: int
    facts: list[int]
    items: list[int]
    recorded: list[int]
    state: ChoiceState


@dataclass(frozen=True, slots=True)
class BankWork:
    """A tap of which something is still to be done, or to be taken back."""

    step_id: int
    statement_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class BankProgress:
    step_id: int
    """0 while nothing of it is put down."""
    by_id: int
    done: int
    of: int
    is_back: bool
    """It is being taken back."""


_REFS: Json = {"documents": [], "recorded": [], "chosen": True}
_CHOSEN: Json = {"recorded": [], "state": ChoiceState.WAITS}
_CHOICES = check_types(BankChoice, select(*columns_of(BankChoice, BankChoiceRow)).order_by(BankChoiceRow.id))
_WORK = check_types(BankWork, select(*columns_of(BankWork, BankChoiceRow)).where(CHOICE_AT_WORK))

_OLDEST = _WORK.order_by(BankChoiceRow.id).limit(1)


class AllBankChoices(Repository):
    """For the house, which does what was chosen."""

    async def find_at_work(self) -> BankWork | None:
        """The oldest tap that something is to be done of."""
        return await self._session.read_one(BankWork, _OLDEST)

    async def drop(self, work: BankWork) -> None:
        """Who pressed may not any more: what waits stays a question."""
        row = BankChoiceRow
        await self._session.execute(
            update(row).where(row.step_id == work.step_id, CHOICE_AT_WORK).values(state=ChoiceState.PASSED)
        )

    async def list_owners(self, work: BankWork) -> list[int]:
        """Whose money was confirmed by it."""
        row, fact = BankChoiceRow, FactRow
        query = (
            select(fact.owner_id)
            .join(BankReceiptRow, BankReceiptRow.receipt_id == fact.receipt_id)
            .join(row, row.document_id == BankReceiptRow.document_id)
            .where(row.step_id == work.step_id, row.state == ChoiceState.DONE, COUNTS, fact.owner_id.is_not(None))
            .distinct()
        )
        return [owner_id for owner_id in await self._session.scalars(query) if owner_id is not None]


class BankChoices(ActorRepository):
    """Of who may confirm money."""

    async def is_long(self, statement_id: int) -> bool:
        """Whether so much of the file waits that it is confirmed by the house, a part at a time."""
        row = BankDocumentRow
        waits = select(func.count()).where(row.statement_id == statement_id, row.state == DocumentState.WAITS)
        return (await self._session.scalar(waits) or 0) > AT_ONCE

    async def ask(self, statement: BankStatement, shown: int) -> None:
        """All that is sure of a long file, where it is as many as were shown.

        Raises NotYoursError, AlreadyDoneError.
        """
        if not statement.is_open or not may(self._actor.role, Action.CONFIRM_FACT):
            raise NotYoursError
        if await self.find_progress(statement.id) is not None:
            raise AlreadyDoneError
        values = {"statement_id": statement.id, "by_id": self._actor.person_id, "kind": BankJobKind.CHOOSE}
        job = values | {"ours": [], "done": 0, "total": shown, "new": 0}
        if await self._insert_once(BankJobRow, ["statement_id"], job) is None:
            raise AlreadyDoneError

    async def list_chosen(self, job: BankJob) -> set[int]:
        """Its documents that are put down."""
        row = BankChoiceRow
        return set(await self._session.scalars(select(row.document_id).where(row.step_id == job.step_id)))

    async def put(self, job: BankJob, choices: Sequence[DocumentChoice], *, is_last: bool) -> bool:
        """They are put down as they were chosen, under one step that takes all of it back; False where that is not
        wanted any more.
        """
        current = await find_job(self._session, job.statement_id)
        if current is None or (current.kind, current.by_id) != (BankJobKind.CHOOSE, self._actor.person_id):
            return False
        steps, refs = UndoSteps(self._session, self._clock, self._actor), dict(_REFS)
        step_id = current.step_id or await steps.note(UndoStepKind.BANK, job.statement_id, refs)
        same = {"step_id": step_id, "statement_id": job.statement_id, "by_id": self._actor.person_id}
        rows = [same | _CHOSEN | asdict(each) for each in choices]
        await self._session.execute(table_of(BankChoiceRow).insert(), rows)
        which = BankJobRow.statement_id == job.statement_id
        values = {"step_id": step_id, "done": current.done + len(choices)}
        await self._session.execute(
            delete(BankJobRow).where(which) if is_last else update(BankJobRow).where(which).values(**values)
        )
        return True

    async def find_progress(self, statement_id: int) -> BankProgress | None:
        """How far the house is with a tap on this file; None where nothing is under way."""
        job = await find_job(self._session, statement_id)
        if job is not None and job.kind is BankJobKind.CHOOSE:
            return BankProgress(job.step_id or 0, job.by_id, 0, job.total, is_back=False)
        row = BankChoiceRow
        at_work = (row.statement_id == statement_id, CHOICE_AT_WORK)
        step = select(row.step_id).where(*at_work).limit(1).correlate(None).scalar_subquery()
        left = func.sum(case((CHOICE_AT_WORK, 1), else_=0))
        back = func.sum(case((row.state == ChoiceState.BACK, 1), else_=0))
        query = select(row.step_id, row.by_id, func.count(), left, back).where(row.step_id == step)
        found = (await self._session.execute(query.group_by(row.step_id, row.by_id))).first()
        if found is None:
            return None
        step_id, by_id, count, waits, taken_back = found
        return BankProgress(step_id, by_id, int(count) - int(waits), int(count), is_back=bool(taken_back))

    async def do_next(self, step_id: int, most: int) -> int:
        """The next documents of the tap; how many there were, 0 when nothing is left."""
        row = BankChoiceRow
        chosen = _CHOICES.where(row.step_id == step_id, row.by_id == self._actor.person_id, CHOICE_AT_WORK)
        found = await self._session.read(BankChoice, chosen.limit(most))
        for each in found:
            if each.state is ChoiceState.BACK:
                await self._take_back(each)
            else:
                await self._take(each)
        return len(found)

    async def turn_back(self, step_id: int) -> None:
        """What is done of it is taken back by the house; what is not yet done is not begun any more."""
        row = BankChoiceRow
        mine = (row.step_id == step_id, row.by_id == self._actor.person_id)
        await self._session.execute(delete(BankJobRow).where(BankJobRow.step_id == step_id))
        turned = case((row.state == ChoiceState.DONE, ChoiceState.BACK), else_=ChoiceState.PASSED)
        await self._session.execute(update(row).where(*mine).values(state=turned))

    async def _take(self, choice: BankChoice) -> None:
        """Where it holds no longer what it was chosen for, the document waits for a word again."""
        document = await self._session.read_one(BankDocument, DOCUMENTS.where(BankDocumentRow.id == choice.document_id))
        waits = document is not None and document.state is DocumentState.WAITS
        if document is None or not waits or not await self._holds(choice, document):
            await self._mark(choice, ChoiceState.PASSED)
            return
        one = DocumentChoice(choice.document_id, choice.client_id, tuple(choice.facts), tuple(choice.items))
        recorded = await BankTaking(self._session, self._clock, self._actor).take_one(document, one)
        state = ChoiceState.PASSED if recorded is None else ChoiceState.DONE
        await self._mark(choice, state, recorded or ())

    async def _take_back(self, choice: BankChoice) -> None:
        if await self._stands(choice):
            await free_documents(self._session, [choice.document_id])
        receipts = Receipts(self._session, self._clock, self._actor)
        for receipt_id in choice.recorded:
            await receipts.take_back_booked(receipt_id)
        await self._mark(choice, ChoiceState.PASSED, choice.recorded)

    async def _mark(self, choice: BankChoice, state: ChoiceState, recorded: Sequence[int] = ()) -> None:
        row = BankChoiceRow
        await self._session.execute(update(row).where(row.id == choice.id).values(state=state, recorded=list(recorded)))

    async def _holds(self, choice: BankChoice, document: BankDocument) -> bool:
        """As it was when it was chosen: nobody has said, paid or taken back anything of it since."""
        if choice.facts:
            stand = select(func.count(FactRow.receipt_id.distinct())).where(
                FactRow.receipt_id.in_(choice.facts), COUNTS, FactRow.receipt_id.not_in(_BOOKED)
            )
            return await self._session.scalar(stand) == len(choice.facts)
        payment = ExpectedPaymentRow
        stands = (payment.id.in_(choice.items), OPEN, payment.undone_at.is_(None))
        rest = select(func.count(), func.sum(payment.amount - payment.received)).where(*stands)
        count, total = (await self._session.execute(rest)).one()
        is_owed = count == len(choice.items) and (total or 0) >= document.amount
        return is_owed and not await self._was_said(choice.client_id, document.amount, document.day)

    async def _stands(self, choice: BankChoice) -> bool:
        """Still by that tap: the document was not let go, and taken anew, since."""
        row, link = BankDocumentRow, BankReceiptRow
        behind = select(row.id).join(link, link.document_id == row.id).where(row.id == choice.document_id)
        mine = (row.decided_by == self._actor.person_id, link.receipt_id.in_(choice.recorded or choice.facts))
        return await self._exists(behind.where(*mine))

    async def _was_said(self, client_id: int, amount: int, day: date) -> bool:
        """By somebody, since: the document is to confirm that, and no second receipt."""
        fact = FactRow
        said = (
            select(fact.receipt_id)
            .where(fact.client_id == client_id, fact.local_date.between(day - NEAR, day + NEAR), COUNTS)
            .where(fact.source != FactSource.BANK_FILE, fact.receipt_id.not_in(_BOOKED))
            .group_by(fact.receipt_id)
            .having(func.sum(fact.amount) == amount)
        )
        return await self._exists(said)


_BOOKED = select(BankReceiptRow.receipt_id)
