"""
A document is brought and looked into, whoever sends it and whatever is open.

A manager's may be a note for a client: what can be nothing else (a scan, a letter) is not brought at all.
"""

from aiogram import F, Router
from aiogram.types import Document
from aiogram.types import Message as TelegramMessage

from handlers.dialog.brought import FILE
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.entry.asking.step import is_whole
from handlers.entry.doors.entry import hear_line
from handlers.entry.line.hearing import read_line
from handlers.framework.access import BANK_LOADERS, PLANNERS, SELLERS, access
from handlers.framework.asked import Holds
from handlers.framework.replies import Fetch, Replies
from sales.core.people import Role
from sales.core.words import clean, clean_lines

LONGEST_NAME = 60
TABLES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".1c", ".log")
"""Also of what is only answered with how to save it."""
READERS = BANK_LOADERS | PLANNERS | SELLERS
_PICTURES = ("image/", "video/", "audio/")


def make_router(runner: Runner) -> Router:
    router = Router(name="file")

    async def is_readable(message: TelegramMessage, talk: Talk | None = None) -> bool:
        return talk is not None and message.document is not None and may_be_read(message.document, talk.actor.role)

    @router.message(Holds(F.document), is_readable, flags=access(READERS))
    async def drop_file(message: TelegramMessage, talk: Talk) -> Replies:
        document, caption = message.document, message.caption or ""
        assert document is not None  # noqa: S101  asked for by the filter
        name = clean(document.file_name or "", LONGEST_NAME)
        if caption and await _is_line(talk, message, caption):
            recorded = await hear_line(runner, talk, message, caption)
            return [*(recorded if isinstance(recorded, list) else [recorded]), Fetch(FILE, document.file_id, name)]
        return Fetch(FILE, document.file_id, name, clean_lines(caption))

    return router


def may_be_read(document: Document, role: Role) -> bool:
    """Whether it is worth looking into: of a manager's only what could be a table or a text."""
    name, kind = (document.file_name or "").lower(), document.mime_type or ""
    if role not in READERS or kind.startswith(_PICTURES):
        return False
    return role not in SELLERS or name.endswith(TABLES) or "." not in name or kind == "text/plain"


async def _is_line(talk: Talk, message: TelegramMessage, caption: str) -> bool:
    """The words under it are a whole record: they are one, whatever the file is."""
    if talk.actor.role not in SELLERS or message.forward_origin is not None:
        return False
    entry = await read_line(talk, caption)
    return entry is not None and is_whole(talk, entry)
