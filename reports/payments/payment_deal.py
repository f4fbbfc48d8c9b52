"""Which deal a payment is of: said in its card; another one of the client's is two taps away (spec/2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.deals.presses import DealDeed, DealPress, NewDealOf, NewDealPress
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.screens.switches import mark_chosen
from reports.message.view import View, button
from reports.message.words.deal_words import deal_labels
from reports.payments.card_lines import may_edit
from reports.payments.of_deal import deal_line, tell_chance_of
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS, Role
from sales.deals.deal import Deal
from sales.payments.payment import Payment
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST = 7


@dataclass(frozen=True, slots=True)
class OfDeal:
    """The deal that a payment is of, and the client's deals under way."""

    deal: Deal | None
    deals: Sequence[Deal]

    async def lines(self, tx: Transaction, payment: Payment, today: date) -> list[Markup]:
        """«🧩 Пробная партия · счёт», and how often what its stage says comes true."""
        if self.deal is None:
            return []
        book = await tx.system.stages.book(self.deal.department_id)
        told = await tell_chance_of(tx, payment, book.find(self.deal.stage), today)
        return [deal_line(self.deal, book), *told]

    def buttons(self, reader: Actor, payment: Payment) -> tuple[Button, ...]:
        """Another deal, or the first one; none where the payment is over or the reader does not sell."""
        if not payment.is_open or reader.role not in SELLERS:
            return ()
        if len(self.deals) > 1:
            return (button(_("🧩 Another deal"), PaymentDealView(payment_id=payment.id)),)
        if self.deal is None and not self.deals:
            return (button(_("🧩 Deal"), NewDealPress(deed=NewDealOf.PAYMENT, record_id=payment.id)),)
        return ()


async def deals_of(tx: Transaction, reader: Actor, payment: Payment) -> OfDeal:
    """The payment's own deal, also a closed one, and the client's deals under way."""
    deals = await tx.as_(reader).deals.open_of(payment.client_id)
    found = next((each for each in deals if each.id == payment.deal_id), None)
    if found is None and payment.deal_id is not None:
        try:
            found = await tx.as_(reader).deals.get(payment.deal_id)
        except NotYoursError:
            found = None
    return OfDeal(found, deals)


class PaymentDealView(View):
    """«Другая сделка»: a tap puts the payment to another deal of its client."""

    name = "payment_deal"
    opens_for = SELLERS | {Role.OWNER}

    payment_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        payment = await tx.as_(reader).payments.get(self.payment_id)
        if not may_edit(reader, payment):
            return None
        deals = await tx.as_(reader).deals.open_of(payment.client_id)
        text = lines(fill(_("🧩 {client}: which deal?"), client=bold(payment.client_name)))
        labels = deal_labels(deals[:MOST], await tx.system.stages.book(payment.department_id))
        rows = []
        for label, deal in zip(labels, deals, strict=False):
            press = DealPress(deed=DealDeed.LINK, deal_id=deal.id, value=str(payment.id))
            rows.append((button(mark_chosen(label, is_chosen=deal.id == payment.deal_id), press),))
        return Message(text, tuple(rows))
