"""/svod [period]: the summary report, its pages, its picture and its workbook."""

from typing import TypeVar

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, access
from handlers.framework.replies import Replies, Say
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.svod.asked import PeriodView
from reports.svod.svod import SvodView
from sales.results.periods import read_period

V = TypeVar("V", bound=PeriodView)


def make_router() -> Router:
    router = Router(name="svod")

    @router.message(Command("svod"), flags=access(EVERYBODY))
    async def hear_svod_command(_message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        days = read_period(command.args or "", talk.today)
        if days is None:
            return Say(
                Message(fill(_("No such period. For example: /svod October · /svod last week · /svod 1.11-15.11")))
            )
        return Say(SvodView(first=days[0], last=days[1]))

    return router
