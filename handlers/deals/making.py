"""A deal must cost nothing: one quiet button under a payment, a call, a client's card makes it (spec/2)."""

from dataclasses import dataclass

from handlers.dialog.model import Talk
from handlers.framework.replies import Reply, Say, Touch
from reports.deals.deal_card import DealCard
from reports.deals.presses import NewDealOf, NewDealPress
from reports.message.format import short_date
from reports.message.language import gettext as _
from sales.activities.activities import CallOutcome, Outcome
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.money import Kopecks
from sales.deals.proposing import find_stage
from storage.deals.deals import NewDeal

LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class _Under:
    """What the card that was pressed says of the deal."""

    client_id: int
    amount: Kopecks | None = None
    outcome: Outcome | None = None


def touch_card(card_key: str) -> list[Reply]:
    """The card that was pressed shows what has become of it; one that the outbox has forgotten stays."""
    return [Touch(card_key)] if card_key else []


async def make_under(talk: Talk, press: NewDealPress, card_key: str) -> list[Reply]:
    """Raises NotYoursError; AlreadyDoneError where the client has a deal under way."""
    under = await _under(talk, press)
    client = await talk.mine.clients.get(under.client_id)
    if await talk.mine.deals.open_of(client.id):
        raise AlreadyDoneError
    stage = find_stage(under.outcome, await talk.tx.system.stages.book(client.department_id))
    title = await title_of(talk, client.line)
    code = None if stage is None else stage.code
    new = NewDeal(client.id, title, under.amount, code, source=client.source, takes_payments=True)
    deal = await talk.mine.deals.make(new)
    return [*touch_card(card_key), Say(DealCard(deal_id=deal.id))]


async def title_of(talk: Talk, line: str | None) -> str:
    """The client's line of business, or the day."""
    usual = _("Deal {day}").format(day=short_date(talk.today))
    return (line or usual)[:LONGEST_TITLE]


async def _under(talk: Talk, press: NewDealPress) -> _Under:
    """Raises NotYoursError; AlreadyDoneError where nothing is awaited any more."""
    match press.deed:
        case NewDealOf.PAYMENT:
            payment = await talk.mine.payments.get(press.record_id)
            if not payment.is_open:
                raise AlreadyDoneError
            return _Under(payment.client_id, payment.amount, CallOutcome.PROMISED_PAYMENT)
        case NewDealOf.RECEIPT:
            receipt = await talk.mine.receipts.get(press.record_id)
            if receipt.amount <= 0:
                raise NotYoursError
            return _Under(receipt.fact.client_id, receipt.amount, CallOutcome.PROMISED_PAYMENT)
        case NewDealOf.ACTIVITY:
            activity = await talk.mine.activities.get(press.record_id)
            return _Under(activity.client_id, outcome=activity.outcome)
        case NewDealOf.CLIENT:
            return _Under(press.record_id)
