"""A dialog that the command of its own name begins: /call opens `call`, for whoever may be in it."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import AnyDialog, Runner
from handlers.framework.access import access
from handlers.framework.replies import Replies


def make_router(runner: Runner, *dialogs: AnyDialog) -> Router:
    """A handler for each of these dialogs, whose name is the command's."""
    router = Router(name="begun by command")
    for dialog in dialogs:
        _begin(router, runner, dialog)
    return router


def _begin(router: Router, runner: Runner, dialog: AnyDialog) -> None:
    @router.message(Command(dialog.name), flags=access(dialog.roles))
    async def begin(_message: TelegramMessage, talk: Talk) -> Replies:
        return await runner.open(talk, dialog.name)
