"""/today: the day as a timeline; a planned row opens with a tap, is said done or put off."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.activities.cards import read_pressed_key
from handlers.activities.plans import DoneDraft, ReplanDraft
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say, Toast
from reports.activities.activity_card import ActivityCard
from reports.activities.presses import AgendaRowDeed, AgendaRowPress, TodayPress
from reports.activities.today import PlannedView, TodayView
from reports.message.language import gettext as _


def make_router(runner: Runner) -> Router:
    router = Router(name="today")

    @router.message(Command("today"), flags=access(SELLERS))
    async def hear_today_command(_message: TelegramMessage) -> Replies:
        return Say(TodayView())

    @router.callback_query(Pressed(TodayPress), flags=access(SELLERS))
    async def press_today(_query: CallbackQuery, callback_data: TodayPress) -> Replies:
        """Page 0 is «Весь день»: the message it was asked from stays."""
        if not callback_data.page:
            return Say(TodayView())
        return Redraw(TodayView(page=callback_data.page))

    @router.callback_query(Pressed(AgendaRowPress), flags=access(SELLERS))
    async def show_planned(query: CallbackQuery, callback_data: AgendaRowPress, talk: Talk) -> Replies:
        activity = await talk.mine.activities.get(callback_data.activity_id)
        if not activity.is_planned:
            return [Redraw(ActivityCard(activity_id=activity.id)), Toast(_("Already recorded"))]
        match callback_data.deed:
            case AgendaRowDeed.OPEN:
                return Redraw(PlannedView(activity_id=activity.id, page=callback_data.page))
            case AgendaRowDeed.DONE:
                card_key = await read_pressed_key(query, talk)
                return await runner.open(talk, "done", DoneDraft(activity_id=activity.id, card_key=card_key))
            case AgendaRowDeed.MOVE:
                card_key = await read_pressed_key(query, talk)
                return await runner.open(talk, "replan", ReplanDraft(activity_id=activity.id, card_key=card_key))

    return router
