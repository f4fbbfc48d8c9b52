"""/cold, and the buttons of the queue and of its lists."""

from collections.abc import Awaitable
from contextlib import suppress
from datetime import datetime, time, timedelta

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.activities.cards import read_pressed_key
from handlers.activities.planning import make_planned_at
from handlers.cold.again import ColdAgainDraft
from handlers.cold.answering import answer_call, show_next
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.calendars import calendar_of
from handlers.framework.access import COLD_KEEPERS, SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say, Toast
from reports.cold.card import ColdAgainView, ColdCard, ColdPauseView
from reports.cold.list import ColdListView
from reports.cold.lists import ColdListsView
from reports.cold.presses import (
    ColdAgainPress,
    ColdDeed,
    ColdHour,
    ColdListDeed,
    ColdListPress,
    ColdPress,
    ColdSourcePress,
)
from reports.message.language import gettext as _
from reports.message.view import Content
from sales.cold.states import ColdOutcome
from sales.core.errors import AlreadyDoneError

MORNING, AFTERNOON = time(10), time(15)


def make_router(runner: Runner) -> Router:
    router = Router(name="cold")

    @router.message(Command("cold"), flags=access(SELLERS | COLD_KEEPERS))
    async def hear_cold(_message: TelegramMessage, talk: Talk) -> Replies:
        return Say(await show_next(talk) if talk.actor.role in SELLERS else ColdListsView())

    @router.callback_query(Pressed(ColdPress), flags=access(SELLERS))
    async def press(query: CallbackQuery, callback_data: ColdPress, talk: Talk) -> Replies:
        if callback_data.deed is ColdDeed.OTHER:
            key = await read_pressed_key(query, talk)
            return await runner.open(talk, "cold_again", ColdAgainDraft(lead_id=callback_data.lead_id, card_key=key))
        return await _quietly(_do(talk, callback_data))

    @router.callback_query(Pressed(ColdAgainPress), flags=access(SELLERS))
    async def call_again(_query: CallbackQuery, callback_data: ColdAgainPress, talk: Talk) -> Replies:
        at = await _find_hour(talk, callback_data.hour)
        return await _quietly(answer_call(talk, callback_data.lead_id, ColdOutcome.AGAIN, at))

    @router.callback_query(Pressed(ColdListPress), flags=access(COLD_KEEPERS))
    async def press_list(_query: CallbackQuery, callback_data: ColdListPress, talk: Talk) -> Replies:
        with suppress(AlreadyDoneError):  # a second tap: the list is shown as it stands
            await _do_with_list(talk, callback_data)
        return Redraw(ColdListView(list_id=callback_data.list_id))

    @router.callback_query(Pressed(ColdSourcePress), flags=access(COLD_KEEPERS))
    async def set_source(_query: CallbackQuery, callback_data: ColdSourcePress, talk: Talk) -> Replies:
        with suppress(AlreadyDoneError):
            await talk.mine.cold_lists.set_source(callback_data.list_id, callback_data.source)
        return Redraw(ColdListView(list_id=callback_data.list_id))

    return router


async def _quietly(done: Awaitable[list[Content]]) -> Replies:
    """The first where the button stood, the others below; a second tap on a number that is done is no news."""
    try:
        first, *below = await done
    except AlreadyDoneError:
        return Toast(_("Already recorded."))
    return [Redraw(first), *map(Say, below)]


async def _do(talk: Talk, press: ColdPress) -> list[Content]:
    """Raises NotYoursError, LeaseLostError, AlreadyDoneError."""
    match press.deed:
        case ColdDeed.NEXT:
            return [await show_next(talk)]
        case ColdDeed.STOP:
            await talk.mine.cold_queue.stop()
            return [ColdPauseView(stopped=True)]
        case ColdDeed.CARD:
            return [ColdCard(lead_id=(await talk.mine.cold_queue.hold(press.lead_id)).id)]
        case ColdDeed.AGAIN | ColdDeed.OTHER | ColdOutcome.AGAIN:
            return [ColdAgainView(lead_id=(await talk.mine.cold_queue.hold(press.lead_id)).id)]
        case ColdOutcome() as outcome:
            return await answer_call(talk, press.lead_id, outcome)


async def _find_hour(talk: Talk, hour: ColdHour) -> datetime:
    now = talk.tx.clock.now()
    match hour:
        case ColdHour.IN_ONE:
            return now + timedelta(hours=1)
        case ColdHour.IN_THREE:
            return now + timedelta(hours=3)
        case ColdHour.MORNING | ColdHour.AFTERNOON:
            following = (await calendar_of(talk)).next_workday(talk.today)
            return make_planned_at(talk, following, MORNING if hour is ColdHour.MORNING else AFTERNOON)


async def _do_with_list(talk: Talk, press: ColdListPress) -> None:
    """Raises NotYoursError, AlreadyDoneError."""
    lists = talk.mine.cold_lists
    match press.deed:
        case ColdListDeed.WHOSE:
            await lists.set_department(press.list_id, press.value)
        case ColdListDeed.COMPANIES | ColdListDeed.PRIVATE as deed:
            await lists.say_people(press.list_id, are_private=deed is ColdListDeed.PRIVATE)
        case ColdListDeed.CANCEL:
            await lists.cancel(press.list_id)
        case ColdListDeed.PULL:
            await lists.pull(press.list_id)
        case ColdListDeed.GIVE_OUT:
            await lists.give_out(press.list_id)
