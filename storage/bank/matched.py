"""A file's waiting documents beside what was said and is awaited, for one reader: all of it in a few questions."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true

from sales.bank.directions import Way
from sales.bank.matches import AwaitedItem, DocumentMatch, DocumentState, MatchReason, SaidFact, Verdict
from sales.bank.matching import match_movements
from sales.bank.payers import KnownPayer, is_treasury
from sales.core.money import Kopecks
from sales.core.rights import Action, Scope, scope
from sales.payments.facts import FactSource
from storage.bank.records import DOCUMENTS, BankDocument, BankStatement, is_reached
from storage.engine.actor import Actor
from storage.engine.collecting import put_off_collecting
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import reaches_department
from storage.engine.session import Session
from storage.payments.receipt import COUNTS
from storage.tables import (
    BankAccountRow,
    BankDocumentRow,
    BankReceiptRow,
    ClientAccountRow,
    ClientRow,
    ExpectedPaymentRow,
    FactRow,
    UnseenReceiptRow,
)

MOST_INNS = 400
"""In one question; of treasuries a file has a few."""

AT_ONCE = 300
"""So many documents are matched in the loop: sooner than a thread begins."""


@dataclass(frozen=True, slots=True)
class BankClient:
    id: int
    name: str
    department_id: int
    owner_id: int | None
    inn: str | None
    kpp: str


@dataclass(frozen=True, slots=True)
class Matched:
    document: BankDocument
    match: DocumentMatch

    @property
    def is_incoming(self) -> bool:
        return self.document.way is Way.IN

    @property
    def amount(self) -> Kopecks:
        """As receipts have it: what goes back is negative."""
        return self.document.amount if self.is_incoming else -self.document.amount

    @property
    def is_asked(self) -> bool:
        """Whether a person has to look at it."""
        return self.match.verdict in {Verdict.DOUBTFUL, Verdict.UNKNOWN}


@dataclass(frozen=True)
class MatchedStatement:
    """What the reader may take of the file; of other departments a count and a sum."""

    statement: BankStatement
    clients: Mapping[int, BankClient]
    mine: Sequence[Matched]
    others: int
    others_sum: Kopecks
    taken: int = 0
    """Documents behind which money stands that the reader may look at, and what came of them."""
    taken_sum: Kopecks = 0
    set_aside: int = 0
    items: Mapping[int, AwaitedItem] = field(default_factory=dict)
    facts: Mapping[int, SaidFact] = field(default_factory=dict)

    @cached_property
    def sure(self) -> list[Matched]:
        return [each for each in self.mine if each.match.verdict is Verdict.SURE]

    @cached_property
    def questions(self) -> list[list[Matched]]:
        """Documents that belong together in one, in the order of the file."""
        found: dict[int, list[Matched]] = {}
        for at, each in enumerate(self.mine):
            if each.is_asked:
                found.setdefault(each.match.together or -at - 1, []).append(each)
        return list(found.values())

    @property
    def no_revenue(self) -> int:
        return sum(each.match.why is MatchReason.NO_REVENUE for each in self.mine)

    def is_of_several(self, matched: Matched) -> bool:
        """Whether clients of more than one department may have paid it: the owner says whose it is."""
        return len({self.clients[each].department_id for each in matched.match.clients if each in self.clients}) > 1

    def question_of(self, document_id: int) -> list[Matched]:
        """The question that holds it; nothing where it waits no longer."""
        return next((each for each in self.questions if any(one.document.id == document_id for one in each)), [])


async def match_statement(session: Session, actor: Actor, statement: BankStatement) -> MatchedStatement:
    """Of documents that wait: what was taken stands in the figures already."""
    row = BankDocumentRow
    waiting = DOCUMENTS.where(row.statement_id == statement.id, row.state == DocumentState.WAITS)
    with put_off_collecting():
        documents = [] if statement.loaded_at is None else await session.read(BankDocument, waiting)
        clients = await _read_clients(session)
        items, facts = await _read_items(session), await _read_facts(session, documents)
        accounts = await _read_accounts(session)
        places, paid_before = await _read_places(session), await _read_paid_before(session, documents)
        mine, others = await _match(actor, documents, clients, accounts, items, facts, places, paid_before)
    taken = await _sum_taken(session, actor, statement)
    return MatchedStatement(
        statement,
        clients,
        mine,
        len(others),
        sum(each.document.amount for each in others),
        *taken,
        await _count_aside(session, actor, statement),
        {each.id: each for each in items},
        {each.id: each for each in facts},
    )


async def _match(actor: Actor, documents: Sequence[BankDocument], *known: Any) -> tuple[list[Matched], list[Matched]]:
    """In a thread where there are many: twenty thousand take seconds, and the loop has others to answer."""
    if len(documents) <= AT_ONCE:
        return _sort_out(actor, documents, *known)
    return await asyncio.to_thread(_sort_out, actor, documents, *known)


def _sort_out(
    actor: Actor,
    documents: Sequence[BankDocument],
    clients: Mapping[int, BankClient],
    accounts: Mapping[int, frozenset[str]],
    items: Sequence[AwaitedItem],
    facts: Sequence[SaidFact],
    places: Mapping[str, int],
    paid_before: Collection[tuple[str, int]],
) -> tuple[list[Matched], list[Matched]]:
    """The reader's own, and those of other departments."""
    payers = [
        KnownPayer(each.id, each.name, each.inn, each.kpp, accounts.get(each.id, frozenset()), each.department_id)
        for each in clients.values()
    ]
    said = {at: each.client_id for at, each in enumerate(documents) if each.client_id is not None}
    matches = match_movements([each.movement for each in documents], payers, items, facts, said, places, paid_before)
    mine, others = list[Matched](), list[Matched]()
    for document, match in zip(documents, matches, strict=True):
        place = places.get(document.account)
        (mine if _is_mine(actor, match, clients, place) else others).append(Matched(document, match))
    return mine, others


async def _sum_taken(session: Session, actor: Actor, statement: BankStatement) -> tuple[int, Kopecks]:
    """Documents of the file behind which money in the reader's reach stands, whoever confirmed it; what came of it."""
    row = BankDocumentRow
    came = func.coalesce(func.sum(case((row.way == Way.IN, row.amount), else_=0)), 0)
    taken = (row.statement_id == statement.id, row.state == DocumentState.TAKEN)
    reached = is_reached(actor, Action.CONFIRM_BANK)
    count, total = (await session.execute(select(func.count(), came).where(*taken, reached))).one()
    return int(count), int(total)


async def _count_aside(session: Session, actor: Actor, statement: BankStatement) -> int:
    aside = (BankDocumentRow.statement_id == statement.id, is_aside_for(actor))
    return int(await session.scalar(select(func.count()).where(*aside)) or 0)


def is_aside_for(actor: Actor) -> ColumnElement[bool]:
    """«Не наше», by the reader's own word; by whosever for who reads all of a file."""
    row = BankDocumentRow
    reads_all = scope(actor.role, Action.CONFIRM_BANK) is Scope.ALL
    return and_(row.state == DocumentState.NOT_OURS, true() if reads_all else row.decided_by == actor.person_id)


def _is_mine(actor: Actor, match: DocumentMatch, clients: Mapping[int, BankClient], place: int | None) -> bool:
    """Of clients of one's own department, and of nobody's unless its account is another one's (`place`); of clients of
    several whoever reaches all of them.
    """
    departments = {clients[each].department_id for each in match.clients if each in clients}
    departments = departments or {each for each in (place,) if each is not None}
    return all(reaches_department(actor, Action.CONFIRM_BANK, each) for each in departments)


_CLIENTS = check_types(BankClient, select(*columns_of(BankClient, ClientRow)).where(ClientRow.archived_at.is_(None)))


async def _read_clients(session: Session) -> dict[int, BankClient]:
    return {each.id: each for each in await session.read(BankClient, _CLIENTS)}


async def _read_places(session: Session) -> dict[str, int]:
    """Departments whose money comes to one account of ours."""
    row = BankAccountRow
    query = select(row.account, row.department_id).where(row.department_id.is_not(None), row.is_ours.is_(True))
    return {account: place for account, place in await session.execute(query) if place is not None}


async def _read_paid_before(session: Session, documents: Sequence[BankDocument]) -> set[tuple[str, int]]:
    """Treasuries' INNs among the documents, with the clients for whom they have paid."""
    inns = {each.other_inn for each in documents if each.other_inn and is_treasury(each.movement.other)}
    if not inns:
        return set()
    row = BankDocumentRow
    query = (
        select(row.other_inn, FactRow.client_id)
        .join(BankReceiptRow, BankReceiptRow.document_id == row.id)
        .join(FactRow, FactRow.receipt_id == BankReceiptRow.receipt_id)
        .where(row.other_inn.in_(sorted(inns)[:MOST_INNS]), FactRow.client_id.is_not(None), COUNTS)
    )
    return {(inn, client_id) for inn, client_id in await session.execute(query) if inn and client_id}


async def _read_accounts(session: Session) -> dict[int, frozenset[str]]:
    """Those that were learned, by client."""
    found: dict[int, frozenset[str]] = {}
    for client_id, account in await session.execute(select(ClientAccountRow.client_id, ClientAccountRow.account)):
        found[client_id] = found.get(client_id, frozenset()) | {account}
    return found


async def _read_items(session: Session) -> list[AwaitedItem]:
    """What is open, and of what is closed that which an invoice names."""
    row = ExpectedPaymentRow
    stands = (row.undone_at.is_(None), row.cancelled_at.is_(None), or_(row.closed_at.is_(None), row.invoice != ""))
    query = select(row.id, row.client_id, row.amount, row.received, row.due_on, row.invoice).where(*stands)
    return [
        AwaitedItem(item_id, client_id, max(0, amount - received), due_on, invoice)
        for item_id, client_id, amount, received, due_on, invoice in await session.execute(query)
    ]


async def _read_facts(session: Session, documents: Sequence[BankDocument]) -> list[SaidFact]:
    """Receipts around the documents' days behind which no document stands."""
    if not documents:
        return []
    days = [each.day for each in documents]
    near, row = timedelta(days=5), FactRow
    query = (
        select(row.receipt_id, row.client_id, func.sum(row.amount), func.min(row.local_date))
        .where(COUNTS, row.client_id.is_not(None), row.receipt_id.is_not(None), row.source != FactSource.BANK_FILE)
        .where(row.local_date.between(min(days) - near, max(days) + near))
        .where(row.receipt_id.not_in(select(BankReceiptRow.receipt_id)))
        .group_by(row.receipt_id, row.client_id)
        .order_by(row.receipt_id)
    )
    cash = set(await session.scalars(select(UnseenReceiptRow.receipt_id).where(UnseenReceiptRow.is_cash)))
    return [
        SaidFact(int(receipt_id), int(client_id), int(amount), day, receipt_id in cash)
        for receipt_id, client_id, amount, day in await session.execute(query)
        if receipt_id is not None and client_id is not None
    ]
