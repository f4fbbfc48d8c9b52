"""/svod [period]: the summary report, its pages, its picture and its workbook."""

from datetime import date
from typing import TypeVar

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.results.accuracy import AccuracyView
from reports.results.forecast import ForecastView
from reports.svod.asked import PeriodView
from reports.svod.files import SvodPicture, SvodWorkbook
from reports.svod.presses import SvodDeed, SvodPress
from reports.svod.svod import SvodView
from sales.calendar.calendar import DAY
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.entry.dates import RECKONED
from sales.entry.periods import LONGEST, read_period

V = TypeVar("V", bound=PeriodView)


def make_router() -> Router:
    router = Router(name="svod")

    @router.message(Command("svod"), flags=access(EVERYBODY))
    async def svod(_message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        days = read_period(command.args or "", talk.today)
        if days is None:
            return Say(
                Message(fill(_("No such period. Like this: /svod October · /svod last week · /svod 1.11-15.11")))
            )
        return Say(SvodView(first=days[0], last=days[1]))

    _turning(router)
    _beside(router)
    return router


def _turning(router: Router) -> None:
    """Another page or period in the same message. A manager reads the own figures there."""

    @router.callback_query(Pressed(SvodPress, SvodDeed.SHOW, SvodDeed.PEOPLE), flags=access(EVERYBODY))
    async def report(_query: CallbackQuery, callback_data: SvodPress, talk: Talk) -> Replies:
        return Redraw(await view_of(talk, callback_data, SvodView))

    @router.callback_query(Pressed(SvodPress, SvodDeed.FORECAST), flags=access(EVERYBODY))
    async def forecast(_query: CallbackQuery, callback_data: SvodPress, talk: Talk) -> Replies:
        return Redraw(await view_of(talk, callback_data, ForecastView))

    @router.callback_query(Pressed(SvodPress, SvodDeed.ACCURACY), flags=access(EVERYBODY))
    async def accuracy(_query: CallbackQuery, callback_data: SvodPress, talk: Talk) -> Replies:
        return Redraw(await view_of(talk, callback_data, AccuracyView))


def _beside(router: Router) -> None:
    """Its files, below it."""

    @router.callback_query(Pressed(SvodPress, SvodDeed.PICTURE), flags=access(EVERYBODY))
    async def picture(_query: CallbackQuery, callback_data: SvodPress, talk: Talk) -> Replies:
        return Say(await view_of(talk, callback_data, SvodPicture))

    @router.callback_query(Pressed(SvodPress, SvodDeed.BOOK), flags=access(EVERYBODY))
    async def book(_query: CallbackQuery, callback_data: SvodPress, talk: Talk) -> Replies:
        return Say(await view_of(talk, callback_data, SvodWorkbook))


async def view_of(talk: Talk, press: SvodPress, view: type[V]) -> V:
    """What the button leads to. Raises NotYoursError for one that was never drawn for this reader."""
    await _check(talk, press)
    return view.of(press)


async def _check(talk: Talk, press: SvodPress) -> None:
    """Raises NotYoursError for a button that was never drawn for this reader."""
    whole = press.first in RECKONED and press.last in RECKONED and press.kept in (0, *RECKONED)
    if not whole:
        raise NotYoursError
    if not DAY <= date.fromordinal(press.last) + DAY - date.fromordinal(press.first) <= LONGEST:
        raise NotYoursError
    if talk.actor.role in SELLERS:
        if press.department_id not in {0, talk.actor.department_id}:
            raise NotYoursError
    elif press.department_id not in {0} | {each.id for each in await talk.mine.departments.seen()}:
        raise NotYoursError
