"""
«отмени», «нет, не 170 а 180», «исправь ромашка 170к», words in reply to a card: the record they belong to is changed.

A change takes the record back and records it anew as it should have been, while it can be taken back at all; the old
card says so.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.calendars import calendar_of
from handlers.dialog.steps.said import context_of
from handlers.entry.asking.dialog import begin
from handlers.entry.doors.replied import RIGHT_BEHIND, find_replied, is_of_others
from handlers.entry.line.correction import correct_entry, stands_so
from handlers.entry.line.draft import draft_of, message_draft_id
from handlers.entry.line.recorded import entry_of
from handlers.entry.line.replacing import name_of
from handlers.entry.line.targets import targets
from handlers.framework.replies import Replies, Say
from handlers.general.last import undo_last
from handlers.general.undo import undo
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.calendar.calendar import WorkCalendar
from sales.core.clock import local
from sales.core.money import ROUBLE
from sales.entry.clients.names import Found
from sales.entry.deeds.verbs import LOGGED, RECEIVED, Verb
from sales.entry.lines.understood import Entry
from sales.entry.lines.values import Values, read_values
from sales.entry.message import Heard
from sales.entry.numbers.amounts import AmountChoice
from sales.entry.talk.corrections import Correction, CorrectionKind, read_correction
from storage.payments.undoable import UndoableRecord, message_of


async def correct_last(
    runner: Runner, talk: Talk, message: TelegramMessage, correction: Correction, record: UndoableRecord | None = None
) -> Replies:
    """`record`: of the card that is replied to; otherwise the last one that the words fit."""
    if record is None and correction == Correction(CorrectionKind.UNDO):
        return await undo_last(talk)
    meant = record or await _find_meant(talk, correction)
    if meant is None and (of_day := await _find_day_meant(talk, correction)) is not None:
        return await change(runner, talk, message, *of_day)
    if meant is None:
        return Say(Message(fill(_("Nothing to correct in the last 10 minutes.\nUse ✏️ or ↩️ on the record's card."))))
    if correction.kind is CorrectionKind.UNDO:
        return await undo(talk, meant)
    return await change(runner, talk, message, meant, correction.now)


async def is_correction(talk: Talk, heard: Heard) -> bool:
    """Whether it is of what was recorded just now, or of nothing that stands: otherwise the line changes what does."""
    said, entry = heard.correction, heard.entry
    if said is None or entry is None or await _find_meant(talk, said) or await _find_day_meant(talk, said):
        return True
    if entry.client_id or said.came is not None:
        return False
    return not (entry.stands and await targets(talk, draft_of(talk, entry), entry))


async def _find_meant(talk: Talk, correction: Correction) -> UndoableRecord | None:
    """The last of the named client or kind, or of what is said to be wrong.

    What is no line of its own (a move, money that waits for a word) is never skipped for an older record, unless the
    words name another.
    """
    calendar = await calendar_of(talk)
    for record in await talk.mine.undoable.recent(MOST):
        entry = await entry_of(talk, record)
        if entry is None and correction.kind is CorrectionKind.CHANGE and correction.client is None:
            return None
        if _fits(correction, entry, calendar):
            return record if entry is not None or correction.kind is CorrectionKind.UNDO else None
    return None


MOST: Final = 20
"""Records of ten minutes that are looked through, of each kind."""


async def _find_day_meant(talk: Talk, correction: Correction) -> tuple[UndoableRecord, Values] | None:
    """«рубин 88к 6.11», «не 6 а 9»: what is no sum of the last record is its day of the month."""
    record = next(iter(await talk.mine.undoable.recent()), None)
    entry = await entry_of(talk, record) if record is not None else None
    was, now = correction.was.amount, correction.now.amount
    days = [each.smaller // ROUBLE for each in (was, now) if isinstance(each, AmountChoice)]
    if record is None or entry is None or entry.day is None or len(days) < 2 or days[0] != entry.day.day:  # noqa: PLR2004
        return None
    if entry.at is not None and entry.at.hour % 12 == days[0] % 12:
        return None  # rather its hour
    with suppress(ValueError):  # of no such day it is said that there is nothing to correct
        return record, Values(day=entry.day.replace(day=days[1]))
    return None


def _fits(correction: Correction, entry: Entry | None, calendar: WorkCalendar) -> bool:
    if entry is None:
        named = correction.client or correction.activity or correction.money or correction.was.any
        return not named
    return (
        (correction.client is None or correction.client.id == entry.client_id)
        and (correction.activity is None or correction.activity is entry.activity)
        and (not correction.money or entry.amount is not None)
        and stands_so(entry, correction.was, calendar)
        and correction.came in {None, entry.verb}
    )


async def change(runner: Runner, talk: Talk, message: TelegramMessage, record: UndoableRecord, now: Values) -> Replies:
    """Raises TooLateError ten minutes after the record."""
    entry = await entry_of(talk, record)
    if entry is None:
        return Say(Message(fill(_("This record is changed on its card: ✏️ or ↩️."))))
    draft_id = _anew(message, record.draft_id)
    clock = local(talk.said_at, talk.actor.zone).time()
    new = correct_entry(entry, now, clock)
    if new == entry:  # «80%» of a meeting
        return _nothing_like_that()
    draft = draft_of(talk, new, draft_id).model_copy(update={"replaces": name_of(record)})
    return await begin(runner, talk, draft)


def _nothing_like_that() -> Say:
    return Say(Message(fill(_("This record says nothing like that. Nothing was changed."))))


def _anew(message: TelegramMessage, before: str | None) -> str:
    """Still of the message that said it first, which may be edited afterwards."""
    if before is None or not before.startswith("entry:"):
        return message_draft_id("fix", message.chat.id, message.message_id)
    place = before.removeprefix(message_of(before)).removeprefix(":").partition(".")[0] or "0"
    return f"{message_of(before)}:{place}.{message.message_id:x}"


async def hear_reply(runner: Runner, talk: Talk, message: TelegramMessage, text: str, heard: Heard) -> Replies | None:
    """Words in reply to a card, or to a line that has made records: a correction or what is right; else None."""
    records = await find_replied(talk, message)
    if not records or (heard.correction is None and await is_of_others(talk, records, heard.entries)):
        return None
    correction = heard.correction or read_correction(_CAME.sub("", text), await context_of(talk, text))
    if correction is None:
        values, more = read_values(text, await context_of(talk, text))
        if more or not values.any:
            return None
        named = values.client if values.figures and isinstance(values.client, Found) else None
        correction = Correction(CorrectionKind.CHANGE, values, client=named if len(records) > 1 else None)
    calendar, told = await calendar_of(talk), len(records) > 1 or correction.was.any
    fitting = [each for each in records if not told or _fits(correction, await entry_of(talk, each), calendar)]
    if len(fitting) > 1 and correction == Correction(CorrectionKind.UNDO) and await _are_last(talk, fitting):
        return await undo_last(talk)
    if len(records) == 1 and not fitting:
        return _nothing_like_that()
    if len(fitting) != 1:
        return Say(Message(fill(_("That line made several records.\nName the client: “Kim 43k”"))))
    return await correct_last(runner, talk, message, correction, fitting[0])


_CAME: Final = re.compile(
    r"[ ,]+(?:пришл[оаи]|приш[её]л|поступил[аои]?|(?:о|за)платил[аи]?|было?|came|paid)[.! ]*$", re.IGNORECASE
)
"""«не сегодня, вчера пришло»: in reply to a card the deed is known."""


async def hear_further(runner: Runner, talk: Talk, message: TelegramMessage, text: str) -> Replies | None:
    """«70%», «вчера», «послезавтра в 16» right behind a record change it; None where they are not of it alone."""
    record = next(iter(await talk.mine.undoable.recent()), None)
    entry = await entry_of(talk, record) if record is not None else None
    if record is None or entry is None or talk.said_at - record.at > RIGHT_BEHIND:
        return None
    clock, behind = entry.verb in LOGGED, entry.verb in RECEIVED
    now, more = read_values(text, await context_of(talk, text), behind=behind, clock=clock, parts=clock)
    said = (now.day, now.at, now.hours, now.probability)
    fits = now.amount is None and now.client is None and now.activity is None and any(each is not None for each in said)
    fits = fits and (now.probability is None or entry.verb is Verb.EXPECT)
    return await change(runner, talk, message, record, now) if fits and not more else None


async def _are_last(talk: Talk, records: Sequence[UndoableRecord]) -> bool:
    last = await talk.mine.undoable.last()
    return last is not None and name_of(last) in map(name_of, records)
