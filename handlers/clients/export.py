"""/export, and «📄 Excel» under the clients: audited, told to the owners, and only then made."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import EXPORTERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Say
from handlers.framework.telling import tell_person
from reports.clients.export import ExportWorkbook
from reports.clients.presses import ExportPress
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill
from reports.message.message import Message
from reports.message.words.called import call_person


def make_router() -> Router:
    router = Router(name="export")

    @router.message(Command("export"), flags=access(EXPORTERS))
    async def make_export(_message: TelegramMessage, talk: Talk) -> Replies:
        return await take_out(talk)

    @router.callback_query(Pressed(ExportPress), flags=access(EXPORTERS))
    async def press_export(_query: CallbackQuery, callback_data: ExportPress, talk: Talk) -> Replies:
        del callback_data
        return await take_out(talk)

    return router


async def take_out(talk: Talk) -> Replies:
    """The workbook; every owner but the speaker reads who has it."""
    count = await talk.mine.exports.count_clients()
    if not count:
        return Say(Message(fill(_("No clients yet, nothing to export."))))
    await talk.mine.exports.note(count)
    who, told = await call_person(talk.tx, talk.actor.person_id), list[Say]()
    for owner in await talk.tx.system.staff.owners():
        if owner.person_id == talk.actor.person_id:
            continue
        told.append(await tell_person(talk.tx, owner.person_id, lambda: _write(who, count)))
    return [Say(ExportWorkbook()), *told]


def _write(who: str, count: int) -> Message:
    clients = ngettext("{n} client", "{n} clients", count).format(n=count)
    return Message(fill(_("📤 {who} has exported {clients}"), who=who, clients=bold(clients)))
