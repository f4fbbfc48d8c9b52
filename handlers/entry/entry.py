"""Any text outside a dialog (SPEC 13): recorded when it is understood in full, otherwise only the rest is asked."""

from aiogram import F, Router
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.entry.attach_dialog import keep_long
from handlers.entry.dialog import begin
from handlers.entry.draft import draft_of, message_draft_id, read_line
from handlers.entry.names import alone
from handlers.entry.step import may_say
from handlers.framework.access import EVERYBODY, access
from handlers.framework.asked import Holds
from handlers.framework.replies import Replies, Say
from handlers.general.hints import fact_only, hint
from reports.message.message import Message
from sales.core.people import FACT_ENTERERS, SELLERS
from sales.core.words import LINE_LIMIT
from sales.entry.understood import Entry


def make_router(runner: Runner) -> Router:
    router = Router(name="entry")

    @router.message(Holds(F.text & ~F.text.startswith("/")), flags=access(EVERYBODY))
    async def said(message: TelegramMessage, talk: Talk) -> Replies:
        return await hear_line(runner, talk, message, message.text or "")

    return router


async def hear_line(
    runner: Runner, talk: Talk, message: TelegramMessage, text: str, file_id: str | None = None
) -> Replies:
    if talk.actor.role not in FACT_ENTERERS:
        return await hint(talk)
    if len(text) > LINE_LIMIT:
        return await keep_long(runner, talk, message, text)
    entry = await read_line(talk, text)
    if (named := await alone(talk, text, entry)) is not None:
        return named
    if entry is None:
        return await hint(talk)
    if not _may_enter(talk, entry):
        return Say(Message(fact_only()))
    draft_id = message_draft_id("entry", message.chat.id, message.message_id)
    return await begin(runner, talk, draft_of(talk, entry, draft_id, file_id))


def _may_enter(talk: Talk, entry: Entry) -> bool:
    return talk.actor.role in SELLERS or may_say(talk, entry.verb)
