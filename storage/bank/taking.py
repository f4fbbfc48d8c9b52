"""Documents become confirmed money, once each: by the state of the document's own row (spec/5)."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import delete, func, insert, select, update

from sales.bank.directions import Way
from sales.bank.matches import BankJobKind, DocumentState
from sales.bank.payers import is_bank
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.payments.facts import FactKind
from sales.payments.receipt import Receipt
from storage.bank.jobs import find_job
from storage.bank.matched import MatchedStatement, is_aside_for, match_statement
from storage.bank.records import DOCUMENTS, BankDocument, is_reached
from storage.bank.statements import BankStatements
from storage.engine.actor_repository import ActorRepository
from storage.engine.undo_steps import UndoStep, UndoSteps
from storage.payments.bank_documents import free_documents, list_as_decided, mark_booked, with_others
from storage.payments.confirmations import Confirmations
from storage.payments.receipt import COUNTS
from storage.payments.receipts import NewFact, Receipts
from storage.tables import BankDocumentRow, BankReceiptRow, ClientAccountRow, FactRow, UnseenReceiptRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class DocumentChoice:
    """What a document is: whose, and which receipts it confirms or which payments it pays."""

    document_id: int
    client_id: int
    facts: tuple[int, ...] = ()
    items: tuple[int, ...] = ()


def list_sure(of: MatchedStatement) -> list[DocumentChoice]:
    """What «Подтвердить» takes."""
    return [
        DocumentChoice(each.document.id, each.match.clients[0], each.match.facts, each.match.items) for each in of.sure
    ]


class BankTaking(ActorRepository):
    """Of who may confirm money."""

    async def read(self, statement_id: int) -> MatchedStatement:
        """The file as it stands now; nothing of one that is not yet there as a whole. Raises NotYoursError."""
        statement = await self._statements.get(statement_id)
        job = await find_job(self._session, statement_id)
        if job is not None and job.kind is BankJobKind.LOAD:
            statement = replace(statement, loaded_at=None)
        return await self._session.once(
            ("statement", statement_id, self._actor), lambda: match_statement(self._session, self._actor, statement)
        )

    async def take(self, of: MatchedStatement, choices: Sequence[DocumentChoice]) -> list[Receipt]:
        """The receipts that the documents stand behind now, confirmed; one step takes all of it back.

        What somebody else has taken meanwhile is passed over. Raises NotYoursError, also where receipts are said to be
        documents of another sum; AlreadyDoneError where nothing is left of it.
        """
        _check_sums(of, choices)
        by_id = {each.document.id: each for each in of.mine}
        done: dict[str, list[int]] = {"documents": [], "recorded": []}
        taken: list[int] = []
        mains: dict[tuple[int, ...], int] = {}
        for choice in choices:
            if choice.document_id not in by_id or not of.statement.is_open:
                raise NotYoursError
            if not await self._decide(choice.document_id, DocumentState.TAKEN):
                continue
            main = mains.setdefault(choice.facts, choice.document_id) if choice.facts else choice.document_id
            if main != choice.document_id:
                await self._stand_beside(choice.document_id, main, done)
            else:
                taken += await self._stand(by_id[choice.document_id].document, choice, done)
        if not done["documents"]:
            raise AlreadyDoneError
        await self._undo_steps.note(UndoStepKind.BANK, of.statement.id, dict(done))
        return [await self._receipts.get(receipt_id) for receipt_id in taken]

    async def take_one(self, document: BankDocument, choice: DocumentChoice) -> list[int] | None:
        """The receipts that it has recorded; None where the client or the money is not the speaker's any more."""
        done: dict[str, list[int]] = {"documents": [], "recorded": []}
        if not await self._decide(document.id, DocumentState.TAKEN):
            return None  # somebody else has, meanwhile
        try:
            await self._stand(document, choice, done)
        except NotYoursError:  # raised before anything is written
            await free_documents(self._session, [document.id])
            return None
        return done["recorded"]

    async def set_aside(self, of: MatchedStatement, document_ids: Sequence[int]) -> None:
        """«Не наше». Raises NotYoursError, AlreadyDoneError."""
        if not set(document_ids) <= {each.document.id for each in of.mine}:
            raise NotYoursError
        done = [each for each in document_ids if await self._decide(each, DocumentState.NOT_OURS)]
        if not done:
            raise AlreadyDoneError
        refs: Json = {"documents": done, "recorded": []}
        await self._undo_steps.note(UndoStepKind.BANK, of.statement.id, refs)

    async def name_client(self, of: MatchedStatement, document_id: int, client_id: int) -> None:
        """A person has said whose it is; it is still asked what it pays. Raises NotYoursError."""
        asked = of.question_of(document_id)
        if not asked or not asked[0].is_incoming or client_id not in of.clients:
            raise NotYoursError
        row = BankDocumentRow
        waits = (row.id == document_id, row.state == DocumentState.WAITS)
        await self._session.execute(update(row).where(*waits).values(client_id=client_id))
        await self._audit("bank.client", "bank_document", document_id, None, {"client": client_id})

    async def take_back(self, step: UndoStep) -> None:
        """The documents wait again; what they had confirmed is claimed again, what they had recorded is gone.

        Raises NotYoursError, TooLateError.
        """
        refs, me = step.refs, self._actor.person_id
        await free_documents(self._session, await list_as_decided(self._session, refs["documents"], me, step.at))
        cash = UnseenReceiptRow
        await self._session.execute(delete(cash).where(cash.receipt_id.in_(refs.get("cash", ())), cash.is_cash))
        for receipt_id in refs.get("confirmed", ()):
            with suppress(NotYoursError):  # taken back by who entered it
                await self._confirmations.unconfirm(receipt_id)
        for receipt_id in refs["recorded"]:
            with suppress(AlreadyDoneError):  # by the receipt's own card
                await self._receipts.undo(receipt_id)

    async def list_taken(self, statement_id: int, action: Action = Action.CONFIRM_FACT) -> list[BankDocument]:
        """Documents of the file behind which money stands that the right reaches, in the order of the file."""
        row = BankDocumentRow
        taken = DOCUMENTS.where(row.statement_id == statement_id, row.state == DocumentState.TAKEN)
        return await self._session.read(BankDocument, taken.where(is_reached(self._actor, action)))

    async def list_decided(self, of: MatchedStatement) -> list[tuple[BankDocument, int | None]]:
        """What was said of the file's documents, each with its client, as far as the speaker reads it."""
        aside = DOCUMENTS.where(BankDocumentRow.statement_id == of.statement.id, is_aside_for(self._actor))
        taken = await self.list_taken(of.statement.id, Action.CONFIRM_BANK)
        links = select(BankReceiptRow.document_id, FactRow.client_id).join(
            FactRow, FactRow.receipt_id == BankReceiptRow.receipt_id
        )
        behind = await self._session.execute(links.where(BankReceiptRow.document_id.in_([each.id for each in taken])))
        clients = {document_id: client_id or 0 for document_id, client_id in behind}
        found = [(each, clients.get(each.id)) for each in taken]
        return [*found, *((each, None) for each in await self._session.read(BankDocument, aside))]

    async def sum_own(self, statement_id: int) -> tuple[int, int]:
        """What of the speaker's own money a file stands behind: how many receipts, and kopecks."""
        row, fact = BankDocumentRow, FactRow
        query = (
            select(func.count(fact.receipt_id.distinct()), func.coalesce(func.sum(fact.amount), 0))
            .join(BankReceiptRow, BankReceiptRow.receipt_id == fact.receipt_id)
            .join(row, row.id == BankReceiptRow.document_id)
            .where(row.statement_id == statement_id, fact.owner_id == self._actor.person_id, COUNTS)
        )
        count, total = (await self._session.execute(query)).one()
        return int(count), int(total)

    async def learn_account(self, of: MatchedStatement, document_id: int, client_id: int) -> None:
        """Money from there is the client's from now on. Raises NotYoursError; never of a bank or a treasury."""
        asked = of.question_of(document_id)
        if not asked or not asked[0].match.may_learn_inn or client_id not in of.clients:
            raise NotYoursError
        account = asked[0].document.other_account
        if account and not is_bank(asked[0].document.movement.other):
            said = {"said_by": self._actor.person_id, "said_at": self._clock.now()}
            values = {"account": account, "client_id": client_id} | said
            await self._insert_once(ClientAccountRow, ["account", "client_id"], values)
            await self._audit("bank.learned", "client", client_id, None, {"account": account[-4:]})

    async def release(self, document_id: int) -> int:
        """The document waits again, whenever it was taken; the id of its file.

        What it had confirmed is claimed again, what it had recorded is taken back. Raises NotYoursError.
        """
        row = BankDocumentRow
        mine = is_reached(self._actor, Action.CONFIRM_FACT)
        taken = DOCUMENTS.where(row.id == document_id, row.state == DocumentState.TAKEN, mine)
        found = await self._session.read_one(BankDocument, taken)
        if found is None:
            raise NotYoursError
        documents = await with_others(self._session, [document_id])
        behind = select(BankReceiptRow.receipt_id).where(BankReceiptRow.document_id.in_(documents))
        receipts = list(await self._session.scalars(behind))
        await free_documents(self._session, documents)
        for receipt_id in receipts:
            await self._receipts.take_back_booked(receipt_id)
        await self._audit("bank.released", "bank_document", document_id, {"receipts": receipts})
        return found.statement_id

    async def _decide(self, document_id: int, state: DocumentState) -> bool:
        """Whether it is the first word about it."""
        row = BankDocumentRow
        decided = await self._session.execute(
            update(row)
            .where(row.id == document_id, row.state == DocumentState.WAITS)
            .values(state=state, decided_by=self._actor.person_id, decided_at=self._clock.now())
            .returning(row.id)
        )
        return decided.first() is not None

    async def _stand_beside(self, document_id: int, main_id: int, done: dict[str, list[int]]) -> None:
        """The second half of a receipt that was said of both as of one: the money stands behind the first."""
        done["documents"].append(document_id)
        row = BankDocumentRow
        await self._session.execute(update(row).where(row.id == document_id).values(with_id=main_id))

    async def _stand(self, document: BankDocument, choice: DocumentChoice, done: dict[str, list[int]]) -> list[int]:
        done["documents"].append(document.id)
        receipts, confirmed = list(choice.facts), list[int]()
        if choice.facts:
            confirmed = await self._confirmations.confirm_all(choice.facts)
            await mark_booked(self._session, choice.facts, document.day)
        else:
            kind = FactKind.RECEIPT if document.way is Way.IN else FactKind.REFUND
            new = NewFact(choice.client_id, document.amount, document.day, choice.items, kind, is_from_bank=True)
            receipts = [(await self._receipts.record(new)).id]
            done["recorded"] += receipts
        for receipt_id in receipts:
            values = {
                "receipt_id": receipt_id,
                "document_id": document.id,
                "has_confirmed": receipt_id in confirmed,
            }
            await self._session.execute(insert(BankReceiptRow).values(**values))
        await self._audit("bank.taken", "bank_document", document.id, None, {"receipts": receipts})
        return receipts

    @property
    def _statements(self) -> BankStatements:
        return BankStatements(self._session, self._clock, self._actor)

    @property
    def _confirmations(self) -> Confirmations:
        return Confirmations(self._session, self._clock, self._actor)

    @property
    def _receipts(self) -> Receipts:
        return Receipts(self._session, self._clock, self._actor)

    @property
    def _undo_steps(self) -> UndoSteps:
        return UndoSteps(self._session, self._clock, self._actor)


def _check_sums(of: MatchedStatement, choices: Sequence[DocumentChoice]) -> None:
    """A document vouches for its own sum: of two receipts of that sum it is one. Raises NotYoursError."""
    amounts = {each.document.id: each.amount for each in of.mine}
    told = Counter[tuple[int, ...]]()
    for choice in choices:
        told[choice.facts] += amounts.get(choice.document_id, 0)
    for facts, total in told.items():
        if facts and sum(of.facts[each].amount for each in facts if each in of.facts) != total:
            raise NotYoursError
