"""
A line that was edited after it was sent. Telegram lets people correct a message for days, and they do.

What was recorded of it is not changed behind their back: within ten minutes it is replaced by one tap, later it is
edited by its own card.
"""

from datetime import timedelta

from aiogram import F, Router
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Attachment, Talk
from handlers.dialog.open_dialog import thing_of
from handlers.dialog.runner import Runner
from handlers.entry.asking.dialog import begin
from handlers.entry.asking.step import is_whole
from handlers.entry.doors.attached import recaptioned
from handlers.entry.line.draft import DIALOG, draft_of, message_draft_id
from handlers.entry.line.hearing import read_line
from handlers.entry.line.replacing import name_of
from handlers.framework.access import EVERYBODY, access
from handlers.framework.asked import Holds
from handlers.framework.replies import Erase, Replies, Say
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.core.people import FACT_ENTERERS
from sales.core.undo import may_undo
from sales.entry.deeds.verbs import LOGGED
from sales.entry.lines.understood import Entry
from storage.payments.undoable import UndoableRecord

STILL_A_LINE = timedelta(minutes=10)


def make_router(runner: Runner) -> Router:
    router = Router(name="edited lines")

    @router.edited_message(Holds(F.text | F.caption), flags=access(EVERYBODY))
    async def hear_edit(message: TelegramMessage, talk: Talk) -> Replies | None:
        if talk.actor.role not in FACT_ENTERERS:
            return None
        if message.caption is not None and (noted := await recaptioned(runner, talk, message)) is not None:
            return noted
        draft_id = message_draft_id("entry", message.chat.id, message.message_id)
        entry = await read_line(talk, message.text or message.caption or "")
        asked = await talk.mine.dialogs.current()
        of_this = asked is not None and asked.name == DIALOG and asked.draft.get("draft_id") == draft_id
        deed = await talk.mine.undoable.of_draft(draft_id)
        if deed is not None:
            return await _record(runner, talk, message, entry, deed, free=asked is None or of_this)
        fresh = talk.tx.clock.now() - talk.said_at <= STILL_A_LINE
        if entry is not None and (of_this or (asked is None and fresh and is_whole(talk, entry))):
            left = await runner.cancel(talk) if of_this else None
            gone = [reply for reply in left or () if isinstance(reply, Erase)]
            return [*gone, *await begin(runner, talk, draft_of(talk, entry, draft_id, _file_of(message, entry)))]
        return Say(Message(fill(_("I do not follow edits. Please send it as a new line."))))

    return router


async def _record(
    runner: Runner, talk: Talk, message: TelegramMessage, entry: Entry | None, deed: UndoableRecord, *, free: bool
) -> Replies:
    """Offered to be replaced while that is honest: fresh, understood in full, and nothing else is being asked."""
    now = talk.tx.clock.now()
    if not free or entry is None or not entry.certain or not may_undo(deed.at, now):
        return Say(Message(fill(_("The record is not changed by an edit.\nUse ✏️ or ↩️ on its card."))))
    draft_id = message_draft_id("edit", message.chat.id, message.message_id, f"{deed.id}:{now.isoformat()}")
    draft = draft_of(talk, entry, draft_id, _file_of(message, entry)).model_copy(update={"replaces": name_of(deed)})
    return await runner.open(talk, DIALOG, draft, "replace")


def _file_of(message: TelegramMessage, entry: Entry) -> str | None:
    """The picture over the words goes with a call or a meeting."""
    thing = thing_of(message)
    return thing.file_id if isinstance(thing, Attachment) and entry.verb in LOGGED else None
