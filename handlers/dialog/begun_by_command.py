"""A dialog that the command of its own name begins, and its button: /call opens `call`, for whoever may be in it."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.loading import AnyDialog
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies
from reports.message.press import BeginPress
from sales.core.errors import NotYoursError
from sales.core.people import FACT_ENTERERS


def make_router(runner: Runner, *dialogs: AnyDialog) -> Router:
    """A handler for each of these dialogs, whose name is the command's."""
    router = Router(name="begun by command")
    for dialog in dialogs:
        _begin(router, runner, dialog)
    roles = {dialog.name: dialog.roles for dialog in dialogs}

    @router.callback_query(Pressed(BeginPress), flags=access(FACT_ENTERERS))
    async def press_begin(_query: CallbackQuery, callback_data: BeginPress, talk: Talk) -> Replies:
        if talk.actor.role not in roles[callback_data.what]:
            raise NotYoursError
        return await runner.open(talk, callback_data.what)

    return router


def _begin(router: Router, runner: Runner, dialog: AnyDialog) -> None:
    @router.message(Command(dialog.name), flags=access(dialog.roles))
    async def begin(_message: TelegramMessage, talk: Talk) -> Replies:
        return await runner.open(talk, dialog.name)
