"""Words after a command: «/pay 150к Вектор завтра» is the line «оплата 150к Вектор завтра»."""

from typing import Any, Final

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message as TelegramMessage

from handlers.dialog.loading import AnyDialog
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.entry.doors.entry import hear_line
from handlers.framework.access import access
from handlers.framework.replies import Replies
from sales.core.people import Role

SAYS: Final = {"pay": "оплата", "fact": "пришло", "call": "звонок", "meet": "встреча"}


class WithWords(Command):
    """The command with anything written after it; bare it begins its form."""

    async def __call__(self, message: TelegramMessage, bot: Any) -> bool | dict[str, Any]:
        found = await super().__call__(message, bot)
        if not isinstance(found, dict):
            return False
        command = found.get("command")
        return found if isinstance(command, CommandObject) and command.args else False


def make_router(runner: Runner, *dialogs: AnyDialog) -> Router:
    router = Router(name="command words")
    for dialog in dialogs:
        _hear(router, runner, dialog)
    return router


def make_task_router(runner: Runner) -> Router:
    """«/task Анне: КП Ромашке до пт»"""
    router = Router(name="task in words")

    @router.message(WithWords("task"), flags=access(Role.LEAD))
    async def hear_task(message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        return await hear_line(runner, talk, message, f"поручение {command.args}")

    return router


def _hear(router: Router, runner: Runner, dialog: AnyDialog) -> None:
    @router.message(WithWords(dialog.name), flags=access(dialog.roles))
    async def hear_command(message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        return await hear_line(runner, talk, message, f"{SAYS[dialog.name]} {command.args}")
