"""«📄 Всё»: a file's documents that came in, with what became of each (spec/5, Screens)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reports.bank.screen import StatementScreen, days_of
from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import File, Message
from sales.bank.directions import Way
from sales.bank.matches import DocumentState, MatchReason, Verdict
from sales.bank.purpose import list_invoices
from sales.core.rights import Action, roles_that_may
from storage.bank.matched import MatchedStatement
from storage.bank.records import BankDocument
from storage.engine.actor import Actor
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class BankBookRow:
    document: BankDocument
    client: str
    state: str


class BankBook(StatementScreen):
    """Those of the reader's own department and of nobody's; account numbers by their last digits."""

    name = "bank_book"
    is_file = True
    opens_for = roles_that_may(Action.CONFIRM_BANK)
    opens_below = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        mine = tx.as_(reader)
        of = await mine.bank_taking.read(self.statement_id)
        done = await mine.bank_taking.list_decided(of)
        rows = sorted([*_rows(of), *_list_done(of, done)], key=lambda row: row.document.place)
        last = of.statement.last_on
        name = _("statement-{day}.xlsx").format(day=of.statement.id if last is None else f"{last:%Y-%m-%d}")
        words = Message(fill(_("📄 The statement of {day}"), day=days_of(of.statement)))
        return File(name, partial(make_workbook, [_sheet(rows)]), words)


def _rows(of: MatchedStatement) -> list[BankBookRow]:
    return [
        BankBookRow(each.document, _name(of, each.match.clients), _state(each.match.verdict, each.match.why))
        for each in of.mine
    ]


def _list_done(of: MatchedStatement, documents: Sequence[tuple[BankDocument, int | None]]) -> list[BankBookRow]:
    taken = {DocumentState.TAKEN: _("confirmed"), DocumentState.NOT_OURS: _("not ours")}
    return [
        BankBookRow(each, _name(of, () if client is None else (client,)), taken.get(each.state, ""))
        for each, client in documents
    ]


def _name(of: MatchedStatement, clients: Sequence[int]) -> str:
    return ", ".join(of.clients[each].name for each in clients if each in of.clients)


def _state(verdict: Verdict, why: MatchReason) -> str:
    match verdict:
        case Verdict.SURE:
            return _("sure")
        case Verdict.DOUBTFUL:
            return _("a question")
        case Verdict.UNKNOWN:
            return _("unknown payer")
        case Verdict.SKIPPED:
            return _("no revenue") if why is MatchReason.NO_REVENUE else _("not ours")


def _sheet(rows: Sequence[BankBookRow]) -> Sheet[BankBookRow]:
    columns: tuple[Column[BankBookRow], ...] = (
        Column(_("Date"), lambda row: row.document.day, Kind.DAY),
        Column(_("No"), lambda row: row.document.number, width=12),
        Column(_("Payer"), lambda row: row.document.other_name, width=32),
        Column(_("INN"), lambda row: row.document.other_inn, width=14),
        Column(_("Sum"), lambda row: _signed(row.document), Kind.MONEY, is_summed=True),
        Column(_("Invoice"), lambda row: ", ".join(list_invoices(row.document.purpose)), width=16),
        Column(_("Purpose"), lambda row: row.document.purpose, width=60),
        Column(_("Account"), lambda row: f"…{row.document.account[-4:]}", width=10),
        Column(_("Client"), lambda row: row.client, width=28),
        Column(_("State"), lambda row: row.state, width=16),
    )
    return Sheet(_("Statement"), columns, rows, total=_("Total"))


def _signed(document: BankDocument) -> int:
    return document.amount if document.way is Way.IN else -document.amount
