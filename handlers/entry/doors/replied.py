"""
Words in reply to a card of a record, or to the line that has made it.

Where they are no correction of it, «перенос на пт», «пришло» are about its client.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Final

from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.steps.outcome import find_outcome
from handlers.entry.line.aims import OF_MONEY
from handlers.entry.line.draft import EntryDraft, line_of, message_draft_id, with_entry
from handlers.entry.line.hearing import hear_text
from handlers.entry.line.recorded import entry_of
from handlers.entry.line.targets import OF_PAYMENT, TARGETED
from reports.activities.activity_card import ActivityCard
from reports.activities.reminder import ReminderView
from reports.payments.fact_card import FactCard
from reports.payments.payment_card import PaymentCard
from reports.views import find_shown
from sales.activities.activities import ActivityType
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.undo import may_undo
from sales.core.words import fold
from sales.entry.clients.names import Found, Unknown
from sales.entry.days.times import read_time
from sales.entry.deeds.deed_words import DONE
from sales.entry.deeds.verbs import LOGGED, MOVED, PRICED, Verb
from sales.entry.lines.understood import Entry
from sales.entry.message import Heard
from sales.entry.talk.corrections import Correction, CorrectionKind
from storage.payments.undoable import UndoableKind, UndoableRecord
from storage.queues.dialogs import OpenDialog


async def find_about(talk: Talk, message: TelegramMessage, entries: Sequence[Entry]) -> Sequence[UndoableRecord]:
    """Of the card that is replied to; «перенеси на 11» right behind a record is of that one."""
    with suppress(NotYoursError):
        replied = await find_replied(talk, message)
        moves = all(each.client is None and each.verb in MOVED and not each.stands for each in entries)
        last = await talk.mine.undoable.last() if moves and not replied else None  # else six looks of every line
        return [last] if last is not None and talk.said_at - last.at <= RIGHT_BEHIND else replied
    return ()


async def about_card(talk: Talk, records: Sequence[UndoableRecord], entries: Sequence[Entry]) -> Sequence[Entry]:
    """With the card's client where they name none; «пришло» under a payment is all that it still owes."""
    if all(each.client is not None for each in entries):
        return entries
    try:
        clients = {each.client for record in records if (each := await entry_of(talk, record)) is not None}
    except NotYoursError:
        return entries
    found = next(iter(clients), None)
    if len(clients) != 1 or not isinstance(found, Found):
        return entries
    owes = all(each.kind is UndoableKind.PAYMENT for each in records)
    return [each if each.client is not None else _of(found, each, owes=owes) for each in entries]


def _of(client: Found, entry: Entry, *, owes: bool) -> Entry:
    whole = entry.whole or (owes and entry.verb is Verb.FACT and not entry.has_sum)
    return entry.model_copy(update={"client": client, "whole": whole})


async def is_of_others(talk: Talk, records: Sequence[UndoableRecord], entries: Sequence[Entry]) -> bool:
    """A line of its own and no correction: it says what is done, or a sum, of another client or another thing."""
    told = [each for record in records if (each := await entry_of(talk, record)) is not None]
    return bool(told) and any(all(_is_of_another(each, entry) for each in told) for entry in entries)


def _is_of_another(on_card: Entry, entry: Entry) -> bool:
    if entry.verb is None and (not entry.has_sum or entry.amount == on_card.amount):
        return False  # «от Кима 61к» names whose it was
    if entry.client is None:
        return False
    if isinstance(entry.client, Unknown):
        return entry.verb is not None
    meant = {entry.client.id} if isinstance(entry.client, Found) else {each.id for each in entry.client.candidates}
    if on_card.client_id not in meant:
        return True
    if entry.verb in PRICED or entry.has_sum:
        return on_card.verb not in PRICED if entry.verb is None else entry.verb is not on_card.verb
    return entry.verb in LOGGED and entry.verb is not on_card.verb


async def aim_at_card(talk: Talk, records: Sequence[UndoableRecord], drafts: list[EntryDraft]) -> list[EntryDraft]:
    """What is said in reply to a card is about that payment or that plan, where it is of its client."""
    if len(records) != 1 or (entry := await entry_of(talk, records[0])) is None:
        return drafts
    return [await _aim(talk, records[0], entry, each) for each in drafts]


async def _aim(talk: Talk, record: UndoableRecord, on_card: Entry, draft: EntryDraft) -> EntryDraft:
    entry = line_of(talk, draft)
    if entry.client_id is None or entry.client_id != on_card.client_id:
        return draft
    if record.kind is UndoableKind.ACTIVITY and on_card.planned and entry.verb in TARGETED:
        return _aim_at_plan(record, on_card, draft, entry)
    if record.kind is not UndoableKind.PAYMENT or entry.verb not in OF_PAYMENT | {Verb.FACT}:
        return draft
    payment = await talk.mine.payments.get(record.id)
    if not payment.is_open:
        return draft
    if entry.verb is Verb.FACT and entry.whole and not entry.has_sum:
        entry = entry.with_amount(payment.rest)
    return with_entry(draft, entry, target_id=record.id)


def _aim_at_plan(record: UndoableRecord, on_card: Entry, draft: EntryDraft, entry: Entry) -> EntryDraft:
    """«перенос на пт» under a meeting moves it; what names money or another plan does not."""
    is_other = entry.activity not in {None, on_card.activity}
    if entry.verb is None or is_other or (entry.verb in OF_PAYMENT and OF_MONEY.search(fold(entry.text))):
        return draft
    verb = {Verb.MOVE: Verb.RESCHEDULE, Verb.CANCEL: Verb.CALL_OFF}.get(entry.verb, entry.verb)
    hour = _HOUR.fullmatch(entry.day_text) if on_card.at is not None and entry.at is None else None
    timed = {"at": read_time(hour["hour"]), "day": None, "day_text": "", "day_far": False} if hour else {}
    plan = entry.model_copy(update={"verb": verb, "activity": on_card.activity, **timed})
    return with_entry(draft, plan, target_id=record.id)


RIGHT_BEHIND: Final = timedelta(minutes=5)
_HOUR: Final = re.compile(r"(?:на |до |к )?(?P<hour>[89]|1[0-9]|20)")
"""«перенеси на 11» of what has an hour."""


async def say_of_plan(talk: Talk, message: TelegramMessage, text: str, heard: Heard) -> str | None:
    """«состоялась, думают», «не дозвонился», «отмена» in reply to what is planned, as a line says it of that client.

    What was planned just now is taken back by «отмена», as any record.
    """
    if message.reply_to_message is None or talk.actor.role not in SELLERS:
        return None
    with suppress(NotYoursError):
        records = await find_replied(talk, message)
        on_card = await entry_of(talk, records[0]) if len(records) == 1 else None
        if on_card is None or not on_card.planned or on_card.activity not in _PLANNED:
            return None
        noun, whom = _PLANNED[on_card.activity]
        if not isinstance(on_card.client, Found):
            return None
        if any(isinstance(each.client, Found) and _is_of_another(on_card, each) for each in heard.entries):
            return None
        if heard.correction == Correction(CorrectionKind.UNDO):
            recorded_at = (await talk.mine.activities.get(records[0].id)).recorded_at
            return None if may_undo(recorded_at, talk.said_at) else f"отмени {whom} {on_card.client.name}"
        if DONE.match(fold(text)) or find_outcome(on_card.activity, text):
            return f"{noun} {on_card.client.name}: {text}"
    return None


_PLANNED: Final = {
    ActivityType.CALL: ("звонок", "звонок"),
    ActivityType.MEETING: ("встреча", "встречу"),
    ActivityType.PRESENTATION: ("презентация", "презентацию"),
}


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
        case ReminderView(reminder_id=reminder_id):
            planned = (await talk.mine.reminders.get(reminder_id)).activity_id
            return [] if planned is None else [UndoableRecord(UndoableKind.ACTIVITY, planned, now, "")]
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
