"""The deal that money came for: when all of it is there, the card proposes the won stage and moves nothing itself."""

from dataclasses import dataclass

from markupsafe import Markup

from reports.deals.presses import DealDeed, DealPress, NewDealOf, NewDealPress
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Keyboard
from reports.message.view import button
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


@dataclass(frozen=True, slots=True)
class ReceiptDeal:
    """Of one receipt: its deal, whether that is paid for in full now, whether a deal may be made of it."""

    receipt: Receipt
    deal: Deal | None = None
    book: StageBook = DEFAULT_BOOK
    is_paid: bool = False
    may_make: bool = False

    def lines(self, *, more_to_come: bool) -> list[Markup]:
        """For the card: its deal, and that all is paid; `more_to_come`: another receipt of the message follows."""
        if self.deal is None:
            return []
        said = [deal_line(self.deal, self.book)]
        if self.is_paid and not more_to_come:
            said.append(fill(_("🏁 {client}: paid in full"), client=self.deal.client_name))
        return said

    def quiet_row(self) -> Keyboard:
        """One tap makes a deal of it."""
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
        own = receipt.fact.owner_id == reader.person_id and reader.role in SELLERS
        return ReceiptDeal(receipt, may_make=own and not await mine.deals.open_of(receipt.fact.client_id))
    try:
        deal = await mine.deals.get(next(iter(ids)) or 0) if len(ids) == 1 else None
    except NotYoursError:
        deal = None
    if deal is None:
        return ReceiptDeal(receipt)
    book = await tx.system.stages.book(deal.department_id)
    return ReceiptDeal(receipt, deal, book, is_paid=await _is_paid(tx, reader, deal))


async def _is_paid(tx: Transaction, reader: Actor, deal: Deal) -> bool:
    """Its sum has come; of a deal without a sum, nothing is awaited any more."""
    own = deal.owner_id == reader.person_id or deal.owner_id in reader.acting_for
    same = deal.department_id == reader.department_id
    if not deal.is_open or not reaches(reader.role, Action.EDIT_RECORDS, own=own, same_department=same):
        return False
    money = await tx.as_(reader).deal_standings.money(deal.id)
    if deal.amount:
        return money.received >= deal.amount
    return money.received > 0 and not money.payments
