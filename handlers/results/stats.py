"""/stats: the figures of a day, a week, a month. A manager sees the own ones, who watches sees the department's."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say
from reports.results.presses import StatsPeriod, StatsPress
from reports.results.stats import StatsView
from sales.core.errors import NotYoursError


def make_router() -> Router:
    router = Router(name="stats")

    @router.message(Command("stats"), flags=access(EVERYBODY))
    async def stats(_message: TelegramMessage) -> Replies:
        return Say(StatsView(period=StatsPeriod.DAY))

    @router.callback_query(Pressed(StatsPress), flags=access(EVERYBODY))
    async def other(_query: CallbackQuery, callback_data: StatsPress, talk: Talk) -> Replies:
        """Another period, department or page, in the same message."""
        seen = {0} | {each.id for each in await talk.tx.departments.seen(talk.actor)}
        if callback_data.department_id not in seen:
            raise NotYoursError
        asked = callback_data
        return Redraw(StatsView(period=asked.period, department_id=asked.department_id, page=asked.page))

    return router
