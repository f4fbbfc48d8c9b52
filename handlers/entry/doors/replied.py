"""Words in reply to a card of a record, and no correction of it: «перенос на пт», «пришло» are about its client."""

from collections.abc import Sequence

from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from reports.activities.activity_card import ActivityCard
from reports.payments.fact_card import FactCard
from reports.payments.payment_card import PaymentCard
from reports.views import find_shown
from sales.core.errors import NotYoursError
from sales.entry.clients.names import Found
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry


async def about_card(talk: Talk, message: TelegramMessage, entries: Sequence[Entry]) -> Sequence[Entry]:
    """With the card's client where they name none; «пришло» without a sum is all that its payment still owes."""
    found = await _client_of(talk, message) if any(each.client is None for each in entries) else None
    if found is None:
        return entries
    return [each if each.client is not None else _of(found, each) for each in entries]


def _of(client: Found, entry: Entry) -> Entry:
    whole = entry.whole or (entry.verb is Verb.FACT and entry.amount is None and entry.amount_choice is None)
    return entry.model_copy(update={"client": client, "whole": whole})


async def _client_of(talk: Talk, message: TelegramMessage) -> Found | None:
    card = message.reply_to_message
    if card is None:
        return None
    try:
        match await find_shown(talk.tx, message.chat.id, card.message_id):
            case PaymentCard(payment_id=payment_id):
                payment = await talk.mine.payments.get(payment_id)
                return Found(payment.client_id, payment.client_name)
            case FactCard(receipt_id=receipt_id):
                fact = (await talk.mine.receipts.get(receipt_id)).fact
                return Found(fact.client_id, fact.client_name)
            case ActivityCard(activity_id=activity_id):
                activity = await talk.mine.activities.get(activity_id)
                return Found(activity.client_id, activity.client_name)
            case _:
                return None
    except NotYoursError:
        return None
