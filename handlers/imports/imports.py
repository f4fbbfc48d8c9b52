"""/import, and the taps on a file of clients."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import IMPORTERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say
from reports.cold.words import count
from reports.imports.columns import ImportColumnsView, ImportPolicyView
from reports.imports.file import ImportView
from reports.imports.likely import ImportLikelyView
from reports.imports.presses import (
    ImportColumnPress,
    ImportDeed,
    ImportFieldPress,
    ImportLikelyPress,
    ImportPress,
)
from reports.imports.questions import ImportSampleFile
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.message.view import button
from sales.core.errors import AlreadyDoneError
from sales.core.rights import Action, Scope, scope
from storage.imports.imports import LOOKED_AT, MANAGERS_MOST
from storage.imports.records import Import

MOST_ROWS = 20_000
"""Of anybody's file."""


def make_router() -> Router:
    router = Router(name="imports")
    _commands(router)
    _taps(router)
    _mapping(router)
    return router


def _commands(router: Router) -> None:
    @router.message(Command("import"), flags=access(IMPORTERS))
    async def tell(_message: TelegramMessage, talk: Talk) -> Replies:
        most = MANAGERS_MOST if scope(talk.actor.role, Action.IMPORT) is Scope.OWN else MOST_ROWS
        text = fill(
            _(
                "📥 Send me a file, I can tell what it is.\n"
                "Clients: .xlsx or .csv with a name, an INN or a phone, up to {most} rows. "
                "Open payments and debts may stand beside them.\n"
                "Nothing is saved before you have looked."
            ),
            most=count(most),
        )
        return Say(Message(text, ((button(_("📄 A sample"), ImportSampleFile()),),)))


def _taps(router: Router) -> None:
    @router.callback_query(Pressed(ImportPress, *ImportDeed), flags=access(IMPORTERS))
    async def press(_query: CallbackQuery, callback_data: ImportPress, talk: Talk) -> Replies:
        imports, import_id = talk.mine.imports, callback_data.import_id
        match callback_data.deed:
            case ImportDeed.WHOSE:
                await imports.set_department(import_id, callback_data.value)
            case ImportDeed.AGAIN:
                await imports.go_again(import_id)
            case ImportDeed.APPLY:
                await imports.apply(import_id)
            case ImportDeed.CANCEL:
                await imports.cancel(import_id)
            case ImportDeed.REVERT:
                await imports.revert(import_id)
            case ImportDeed.OWNER:
                one = await find_changeable(talk, import_id)
                await imports.change(one.id, one.said.turn_owner())
                return Redraw(ImportPolicyView(import_id=one.id))
            case ImportDeed.SKIP | ImportDeed.EXTRA as deed:
                one = await find_changeable(talk, import_id)
                mapping = one.said.set_column(callback_data.value, None, to_comment=deed is ImportDeed.EXTRA)
                await imports.change(one.id, mapping)
                return Redraw(ImportColumnsView(import_id=one.id))
        return Redraw(ImportView(import_id=import_id))


def _mapping(router: Router) -> None:
    @router.callback_query(Pressed(ImportColumnPress), flags=access(IMPORTERS))
    async def set_column(_query: CallbackQuery, callback_data: ImportColumnPress, talk: Talk) -> Replies:
        one = await find_changeable(talk, callback_data.import_id)
        await talk.mine.imports.change(one.id, one.said.set_column(callback_data.at, callback_data.column))
        return Redraw(ImportColumnsView(import_id=one.id))

    @router.callback_query(Pressed(ImportFieldPress), flags=access(IMPORTERS))
    async def set_field(_query: CallbackQuery, callback_data: ImportFieldPress, talk: Talk) -> Replies:
        one = await find_changeable(talk, callback_data.import_id)
        await talk.mine.imports.change(one.id, one.said.replace_field(callback_data.field))
        return Redraw(ImportPolicyView(import_id=one.id))

    @router.callback_query(Pressed(ImportLikelyPress), flags=access(IMPORTERS))
    async def answer(_query: CallbackQuery, callback_data: ImportLikelyPress, talk: Talk) -> Replies:
        one = await find_changeable(talk, callback_data.import_id)
        mapping = one.said.answer(callback_data.row, callback_data.answer, for_all=bool(callback_data.for_all))
        await talk.mine.imports.change(one.id, mapping)
        return Redraw(ImportLikelyView(import_id=one.id))


async def find_changeable(talk: Talk, import_id: int) -> Import:
    """Raises NotYoursError; AlreadyDoneError for one that is written or put aside."""
    one = await talk.mine.imports.get(import_id)
    if one.state not in LOOKED_AT:
        raise AlreadyDoneError
    return one
