"""
Words in reply to a card of a record, or to the line that has made it.

Where they are no correction of it, «перенос на пт», «пришло» are about its client.
"""

from collections.abc import Sequence

from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.entry.line.draft import message_draft_id
from handlers.entry.line.hearing import hear_text
from handlers.entry.line.recorded import entry_of
from reports.activities.activity_card import ActivityCard
from reports.payments.fact_card import FactCard
from reports.payments.payment_card import PaymentCard
from reports.views import find_shown
from sales.core.errors import NotYoursError
from sales.entry.clients.names import Found
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry
from storage.payments.undoable import UndoableKind, UndoableRecord
from storage.queues.dialogs import OpenDialog


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
    """Of the records that are answered the only client."""
    try:
        entries = [await entry_of(talk, each) for each in await find_replied(talk, message)]
    except NotYoursError:
        return None
    clients = {each.client for each in entries if each is not None}
    found = next(iter(clients), None)
    return found if len(clients) == 1 and isinstance(found, Found) else None


async def find_replied(talk: Talk, message: TelegramMessage) -> list[UndoableRecord]:
    """The record of the card that is answered, or what a line of one's own has recorded; a quote may name one of it."""
    before = message.reply_to_message
    if before is None:
        return []
    now = talk.tx.clock.now()
    match await find_shown(talk.tx, message.chat.id, before.message_id):
        case PaymentCard(payment_id=payment_id):
            return [UndoableRecord(UndoableKind.PAYMENT, payment_id, now, "")]
        case FactCard(receipt_id=receipt_id):
            return [UndoableRecord(UndoableKind.RECEIPT, receipt_id, now, "")]
        case ActivityCard(activity_id=activity_id):
            return [UndoableRecord(UndoableKind.ACTIVITY, activity_id, now, "")]
        case _:
            return await _list_of_line(talk, message, before.message_id)


async def _list_of_line(talk: Talk, message: TelegramMessage, line_id: int) -> list[UndoableRecord]:
    of_line = message_draft_id("entry", message.chat.id, line_id)
    records = list((await talk.mine.undoable.of_message(of_line)).values())
    return await _find_quoted(talk, message, records) if len(records) > 1 else records


async def _find_quoted(talk: Talk, message: TelegramMessage, records: list[UndoableRecord]) -> list[UndoableRecord]:
    quoted = (await hear_text(talk, message.quote.text)).entries if message.quote is not None else ()
    named = {each.client_id for each in quoted} - {None}
    of_named = [each for each in records if (entry := await entry_of(talk, each)) and entry.client_id in named]
    return of_named or records


async def answers_record(talk: Talk, message: TelegramMessage, state: OpenDialog) -> bool:
    """Whether it is about a record that stands, and not about what is asked of that very line."""
    before = message.reply_to_message
    if before is None:
        return False
    asked = str(state.draft.get("draft_id", ""))
    own = message_draft_id("entry", message.chat.id, before.message_id)
    return asked.split(":")[:3] != own.split(":") and bool(await find_replied(talk, message))
