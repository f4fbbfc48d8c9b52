"""Documents of a file that were taken: each can be taken back later than its ten minutes (spec/5, Screens)."""

from collections.abc import Sequence

from reports.bank.presses import BankDeed, BankDocumentAddress, BankPress, BankStatementAddress, BankTakenAddress
from reports.bank.screen import StatementScreen
from reports.message.columns import cut
from reports.message.format import day_month, money, short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.cards import CardView
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.pages import Page
from reports.message.view import button
from sales.bank.payers import shorten_payer
from sales.core.errors import NotYoursError
from sales.core.rights import Action, roles_that_may
from sales.entry.clients.name_forms import short_name
from storage.bank.records import BankDocument
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE = 8
WIDTH = 20


class BankTakenView(StatementScreen, ListView, BankTakenAddress):
    opens_for = roles_that_may(Action.CONFIRM_FACT)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        documents = await _list_taken(tx, reader, self.statement_id)
        if documents is None:
            return None
        page = Page.of(self.page, len(documents), PAGE)
        shown = list(enumerate(documents, start=1))[page.first : page.first + PAGE]
        return self.draw_list(
            fill(_("🏦 Confirmed by the statement: {n}"), n=bold(len(documents))),
            [self._row(number, each) for number, each in shown],
            page,
            empty=fill(_("Nothing of it is confirmed.")),
            foot=((button(_("‹ The statement"), BankStatementAddress(statement_id=self.statement_id)),),),
            width=5,
        )

    def _row(self, number: int, document: BankDocument) -> Listed:
        to = BankDocumentAddress(statement_id=self.statement_id, document_id=document.id)
        who, total = cut(short_name(shorten_payer(document.other_name)), WIDTH), short(document.amount)
        return Listed(str(number), to, fill("{n}  {who} {sum}", n=number, who=who, sum=total))


class BankDocumentView(StatementScreen, CardView, BankDocumentAddress):
    opens_for = roles_that_may(Action.CONFIRM_FACT)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        documents = await _list_taken(tx, reader, self.statement_id)
        if documents is None:
            return None
        document = next((each for each in documents if each.id == self.document_id), None)
        back = button(_("‹ The list"), BankTakenAddress(statement_id=self.statement_id))
        if document is None:
            return self.card(fill(_("Nothing of it is confirmed.")), (), back=back)
        text = lines(
            fill(
                "🏦 {who} · {sum}", who=short_name(shorten_payer(document.other_name)), sum=bold(money(document.amount))
            ),
            fill(_("Document {number} of {day}"), number=document.number or "—", day=day_month(document.day)),
            fill(_("“{purpose}”"), purpose=document.purpose) if document.purpose else None,
        )
        release = BankPress(deed=BankDeed.RELEASE, statement_id=self.statement_id, value=document.id)
        return self.card(text, ((button(_("↩️ Take its confirmation back"), release),),), back=back)


async def _list_taken(tx: Transaction, reader: Actor, statement_id: int) -> Sequence[BankDocument] | None:
    """None where the statement is not the reader's."""
    mine = tx.as_(reader)
    try:
        await mine.bank_statements.get(statement_id)
    except NotYoursError:
        return None
    return await mine.bank_taking.list_taken(statement_id)
