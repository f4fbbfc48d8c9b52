"""A photo, a voice note, a place sent outside a dialog. What its caption says as a line goes first."""

from aiogram import F, Router
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Attachment, Talk
from handlers.dialog.open_dialog import thing_of
from handlers.dialog.runner import Runner
from handlers.entry.asking.step import is_whole
from handlers.entry.doors.attach_dialog import ask_where
from handlers.entry.doors.entry import hear_line
from handlers.entry.line.hearing import read_line
from handlers.framework.access import EVERYBODY, access
from handlers.framework.asked import Holds
from handlers.framework.replies import Replies, Say
from handlers.general.hints import useless
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.core.people import SELLERS
from sales.entry.deeds.verbs import LOGGED

SENT = F.photo | F.voice | F.document | F.video | F.audio | F.video_note | F.location
WORTHLESS = F.sticker | F.dice | F.poll | F.game | F.story | F.venue | F.paid_media


def make_router(runner: Runner) -> Router:
    router = Router(name="attached")

    @router.message(Holds(SENT & ~F.venue), flags=access(EVERYBODY))
    async def hear_attached(message: TelegramMessage, talk: Talk) -> Replies:
        thing = thing_of(message)
        if talk.actor.role not in SELLERS or thing is None:
            return Say(useless())
        caption = message.caption or ""
        entry = await read_line(talk, caption) if caption else None
        if entry is None or not is_whole(talk, entry):
            return await ask_where(runner, talk, message, thing, caption)
        file_id = thing.file_id if isinstance(thing, Attachment) and entry.verb in LOGGED else None
        replies = await hear_line(runner, talk, message, caption, file_id)
        recorded = replies if isinstance(replies, list) else [replies]
        return recorded if file_id else [_left_out(), *recorded]

    @router.message(Holds(WORTHLESS), flags=access(EVERYBODY))
    async def sent_in_vain(_message: TelegramMessage) -> Replies:
        return Say(useless())

    return router


def _left_out() -> Say:
    return Say(Message(fill(_("📎 A payment takes no file. Send it alone, and I shall keep it as a note."))))
