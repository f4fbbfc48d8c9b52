"""The deal that money came for: when all of it is there, the card proposes the won stage and moves nothing itself."""

from dataclasses import dataclass

from markupsafe import Markup

from reports.deals.presses import DealDeed, DealPress, NewDealOf, NewDealPress
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Keyboard, Message
from reports.message.screens.switches import mark_chosen
from reports.message.view import View, button
from reports.message.words.deal_words import deal_labels
from reports.message.words.terms import stage_label
from reports.payments.of_deal import deal_line
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action, reaches
from sales.deals.deal import Deal
from sales.deals.stages import DEFAULT_BOOK, StageBook
from sales.payments.facts import FactKind
from sales.payments.receipt import Receipt
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST = 7


@dataclass(frozen=True, slots=True)
class ReceiptDeal:
    """Of one receipt: its deal, whether that is paid for in full now, whether a deal may be made of it."""

    receipt: Receipt
    deal: Deal | None = None
    book: StageBook = DEFAULT_BOOK
    is_paid: bool = False
    may_make: bool = False
    may_change: bool = False
    """It came on no payment, and its client has other deals under way."""

    def lines(self, *, more_to_come: bool) -> list[Markup]:
        """For the card: its deal, and that all is paid; `more_to_come`: another receipt of the message follows."""
        if self.deal is None:
            return []
        said = [deal_line(self.deal, self.book)]
        if self.is_paid and not more_to_come:
            said.append(fill(_("🏁 {client}: paid in full"), client=self.deal.client_name))
        return said

    def quiet_row(self) -> Keyboard:
        """One tap makes a deal of it, or leads to the client's other ones."""
        if self.may_change:
            return ((button(_("🧩 Another deal"), ReceiptDealView(receipt_id=self.receipt.id)),),)
        if not self.may_make:
            return ()
        return ((button(_("🧩 Deal"), NewDealPress(deed=NewDealOf.RECEIPT, record_id=self.receipt.id)),),)

    def question(self, *, more_to_come: bool) -> Keyboard:
        """All is paid: won, or is more to come?"""
        if self.deal is None or not self.is_paid or more_to_come:
            return ()
        won, more = (
            DealPress(deed=deed, deal_id=self.deal.id, value=str(self.receipt.id))
            for deed in (DealDeed.WON, DealDeed.MORE)
        )
        return ((button(f"🏁 {stage_label(self.book.won)}", won), button(_("More is coming"), more)),)


async def deal_of(tx: Transaction, reader: Actor, receipt: Receipt) -> ReceiptDeal:
    """A refund says nothing of it; of several deals nothing is proposed."""
    if receipt.fact.kind is FactKind.REFUND:
        return ReceiptDeal(receipt)
    ids = {part.fact.deal_id for part in receipt.parts}
    mine = tx.as_(reader)
    if ids == {None}:
        own = _is_own(reader, receipt)
        return ReceiptDeal(receipt, may_make=own and not await mine.deals.open_of(receipt.fact.client_id))
    try:
        deal = await mine.deals.get(next(iter(ids)) or 0) if len(ids) == 1 else None
    except NotYoursError:
        deal = None
    if deal is None:
        return ReceiptDeal(receipt)
    book = await tx.system.stages.book(deal.department_id)
    others = [] if receipt.payments or not _is_own(reader, receipt) else await mine.deals.open_of(deal.client_id)
    is_paid = await _is_paid(tx, reader, deal, receipt)
    return ReceiptDeal(receipt, deal, book, is_paid=is_paid, may_change=any(each.id != deal.id for each in others))


def _is_own(reader: Actor, receipt: Receipt) -> bool:
    return receipt.fact.owner_id == reader.person_id and reader.role in SELLERS


async def _is_paid(tx: Transaction, reader: Actor, deal: Deal, receipt: Receipt) -> bool:
    """Its sum has come; of a deal without a sum all that was awaited, and something was."""
    own = deal.owner_id == reader.person_id or deal.owner_id in reader.acting_for
    same = deal.department_id == reader.department_id
    if not deal.is_open or not reaches(reader.role, Action.EDIT_RECORDS, own=own, same_department=same):
        return False
    money = await tx.as_(reader).deal_standings.money(deal.id)
    if deal.amount:
        return money.received >= deal.amount
    return bool(receipt.payments) and money.received > 0 and not money.payments


class ReceiptDealView(View):
    """«Другая сделка»: a tap puts money that came on no payment to another deal of its client."""

    name = "receipt_deal"
    opens_for = SELLERS

    receipt_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        receipt = await tx.as_(reader).receipts.get(self.receipt_id)
        if receipt.payments or not _is_own(reader, receipt):
            return None
        deals = (await tx.as_(reader).deals.open_of(receipt.fact.client_id))[:MOST]
        if not deals:
            return None
        labels = deal_labels(deals, await tx.system.stages.book(deals[0].department_id))
        now = {part.fact.deal_id for part in receipt.parts}
        rows = []
        for label, deal in zip(labels, deals, strict=True):
            press = DealPress(deed=DealDeed.TAKE, deal_id=deal.id, value=str(receipt.id))
            rows.append((button(mark_chosen(label, is_chosen=deal.id in now), press),))
        return Message(fill(_("🧩 {client}: which deal?"), client=bold(receipt.fact.client_name)), tuple(rows))
