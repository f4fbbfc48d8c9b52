"""
A message that was edited after it was sent. Telegram lets people correct a message for days, and they do.

What was recorded of it is not changed behind their back: within ten minutes its records are changed, added and taken
back by one tap, later each is edited by its own card.
"""

from collections.abc import Sequence
from datetime import timedelta

from aiogram import F, Router
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Attachment, Talk
from handlers.dialog.open_dialog import thing_of
from handlers.dialog.runner import Runner
from handlers.dialog.steps.calendars import calendar_of
from handlers.entry.asking.dialog import begin
from handlers.entry.asking.step import is_whole, may_say
from handlers.entry.doors.attached import hear_recaptioned
from handlers.entry.doors.edited_anew import drafts_of_others, has_made_other, hear_as_other, is_other
from handlers.entry.doors.entry import drafts_of, hear_line
from handlers.entry.line.draft import DIALOG, EntryDraft, LineEdit, draft_of, message_draft_id
from handlers.entry.line.edited import Recorded, find_edits
from handlers.entry.line.hearing import hear_text, split_text
from handlers.entry.line.recorded import entry_of
from handlers.framework.access import EVERYBODY, access
from handlers.framework.asked import Holds
from handlers.framework.replies import Replies, Reply, Say
from handlers.general.undo_steps import undo_and_tell
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.core.people import FACT_ENTERERS
from sales.core.undo import UndoStepKind, may_undo
from sales.core.words import LINE_LIMIT
from sales.entry.deeds.verbs import LOGGED
from sales.entry.lines.understood import Entry
from storage.payments.undoable import message_of
from storage.queues.dialogs import OpenDialog

STILL_A_LINE = timedelta(minutes=10)


def make_router(runner: Runner) -> Router:
    router = Router(name="edited lines")

    @router.edited_message(Holds(F.text | F.caption), flags=access(EVERYBODY))
    async def hear_edit(message: TelegramMessage, talk: Talk) -> Replies | None:
        if talk.actor.role not in FACT_ENTERERS:
            return None
        if message.caption is not None and (noted := await hear_recaptioned(runner, talk, message)) is not None:
            return noted
        of_message = message_draft_id("entry", message.chat.id, message.message_id)
        text = (message.text or message.caption or "")[:LINE_LIMIT]
        first, *others = await split_text(talk, text)
        heard = await hear_text(talk, first)
        entries = heard.entries
        asked = await talk.mine.dialogs.current()
        of_this = asked is not None and _is_asked_of(asked, message, of_message)
        records = await talk.mine.undoable.of_message(of_message)
        fresh = talk.tx.clock.now() - talk.said_at <= STILL_A_LINE
        if await has_made_other(talk, message):
            return _leave_record()
        if fresh and is_other(heard) and not others:
            left, later = await (runner.close(talk) if of_this else runner.put_aside(talk))
            told = await hear_as_other(runner, talk, message, text, records.values())
            return [*left, *told, *await runner.keep_behind(talk, *later)]
        if records:
            recorded = {place: (each, await entry_of(talk, each)) for place, each in records.items()}
            return await _offer_edits(runner, talk, message, entries, recorded, free=asked is None or of_this)
        whole = bool(entries) and all(is_whole(talk, each) for each in entries)
        if entries and (of_this or (fresh and whole)):
            left, later = await (runner.close(talk) if of_this else runner.put_aside(talk))
            left = [*left, *await _undo_changed(talk, of_message)]
            drafts = [
                _with_file(message, each).model_copy(update={"draft_id": f"{of_message}:{place}.{_mark(message)}"})
                for place, each in enumerate(drafts_of(talk, message, entries))
            ]
            begun = await begin(runner, talk, *drafts, said_in=message.message_id)
            return [*left, *begun, *_tell_left(others), *await runner.keep_behind(talk, *later)]
        if fresh and heard.intent is not None and heard.intent.is_asked:  # «кто должен?» changes nothing
            return [*_list(await hear_line(runner, talk, message, text)), *await runner.redraw(talk)]
        return Say(Message(fill(_("I do not follow edits. Please send it as a new line."))))

    return router


async def _undo_changed(talk: Talk, of_message: str) -> list[Reply]:
    """What the message has changed, and made no record of its own: it is as it was, before it is read anew."""
    step = await talk.mine.undo_steps.last()
    if step is None or step.kind not in {UndoStepKind.PARTED, UndoStepKind.PLAN_HELD}:
        return []
    if message_of(step.refs["draft"]) != of_message:
        return []
    gone, told = await undo_and_tell(talk, step.id)
    return [Say(gone), *told]


def _tell_left(lines: Sequence[str]) -> list[Reply]:
    """A deal, a request of the message may have been made by what it was before: never twice."""
    said = "\n".join(lines)
    return (
        [
            Say(
                Message(
                    fill(
                        _("This of the edit is not recorded, please send it as a new line:\n<code>{line}</code>"),
                        line=said,
                    )
                )
            )
        ]
        if said
        else []
    )


def _list(replies: Replies) -> list[Reply]:
    return replies if isinstance(replies, list) else [replies]


def _mark(message: TelegramMessage) -> str:
    """Of this edit: what was recorded of the message before, and taken back, is another draft."""
    return f"{message.edit_date or 0:x}"[-8:]


def _is_asked_of(asked: OpenDialog, message: TelegramMessage, of_message: str) -> bool:
    """Whether the open question is about this message: its line, its deal, its request."""
    draft_id: str = asked.draft.get("draft_id", "")
    if asked.name != DIALOG:
        return draft_id in drafts_of_others(message)
    return draft_id == of_message or draft_id.startswith(f"{of_message}:")


def _leave_record() -> Reply:
    return Say(Message(fill(_("The record is not changed by an edit.\nUse ✏️ or ↩️ on its card."))))


async def _offer_edits(
    runner: Runner,
    talk: Talk,
    message: TelegramMessage,
    entries: tuple[Entry, ...],
    recorded: Recorded,
    *,
    free: bool,
) -> Replies | None:
    """Offered to be changed while that is honest: fresh, a record, and nothing else is being asked.

    What of it is not certain is asked when it is agreed, before the old record goes.
    """
    now = talk.tx.clock.now()
    calendar = (await calendar_of(talk)).without_absences()
    of_message = message_draft_id("entry", message.chat.id, message.message_id)
    edits = find_edits(recorded, entries, calendar, of_message, _mark(message))
    fresh = all(may_undo(each.at, now) for each, _entry in recorded.values())
    clear = bool(entries) and all(each.entry is None or _is_record(talk, each.entry) for each in edits)
    if not (free and clear and fresh):
        return _leave_record()
    if not edits:
        return None
    left, later = await runner.close(talk)
    draft, step = _question(talk, edits, only=len(recorded) == 1)
    asked = _with_file(message, draft).model_copy(update={"later": tuple(later)})
    return [*left, *await runner.open(talk, DIALOG, asked, step)]


def _is_record(talk: Talk, entry: Entry) -> bool:
    return entry.verb is not None and may_say(talk, entry.verb) and (entry.client is not None or entry.has_sum)


def _with_file(message: TelegramMessage, draft: EntryDraft) -> EntryDraft:
    """The picture over the words goes with a call or a meeting."""
    thing, first = thing_of(message), draft.entry or next((each.entry for each in draft.edits if each.entry), None)
    if not isinstance(thing, Attachment) or first is None or first.verb not in LOGGED:
        return draft
    return draft.model_copy(update={"file_id": thing.file_id})


def _question(talk: Talk, edits: tuple[LineEdit, ...], *, only: bool) -> tuple[EntryDraft, str]:
    """Of the only record «Заменить?», of several what becomes of each."""
    first = edits[0]
    if only and len(edits) == 1 and first.entry is not None and first.replaces:
        new = draft_of(talk, first.entry, first.draft_id)
        return new.model_copy(update={"replaces": first.replaces}), "replace"
    return EntryDraft(edits=edits), "edited"
