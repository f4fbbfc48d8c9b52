"""/stats: the figures of a day, a week, a month. A manager sees the own ones, who watches sees the department's."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message as TelegramMessage

from handlers.framework.access import EVERYBODY, access
from handlers.framework.replies import Replies, Say
from reports.results.stats import StatsView


def make_router() -> Router:
    router = Router(name="stats")

    @router.message(Command("stats"), flags=access(EVERYBODY))
    async def hear_stats_command(_message: TelegramMessage) -> Replies:
        return Say(StatsView())

    return router
