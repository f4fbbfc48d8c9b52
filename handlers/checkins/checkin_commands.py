"""/checkin opens the question of now, or its summary, at any time; /who says who has answered."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.checkins.checkins import current_of, show_checkin
from handlers.checkins.summaries import summary
from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, WATCHERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Reply, Say
from handlers.redraw.touching import slot_now
from reports.checkins.presses import DepartmentDeed, DepartmentPress
from reports.checkins.who import WhoView
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button, Message, grid
from reports.message.screens.empty import no_department
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from storage.settings.departments import Department

WIDTH = 2


def make_router() -> Router:
    router = Router(name="checkin commands")

    @router.message(Command("checkin"), flags=access(EVERYBODY))
    async def hear_checkin_command(_message: TelegramMessage, talk: Talk) -> Replies:
        return await checkin_of(talk)

    @router.message(Command("who"), flags=access(WATCHERS))
    async def hear_who_command(_message: TelegramMessage, talk: Talk) -> Replies:
        return await who_of(talk)

    @router.callback_query(Pressed(DepartmentPress), flags=access(WATCHERS))
    async def choose_department(_query: CallbackQuery, callback_data: DepartmentPress, talk: Talk) -> Replies:
        seen = {each.id: each for each in await talk.mine.departments.list_seen()}
        department = seen.get(callback_data.department_id)
        if department is None:
            raise NotYoursError
        return await _open(talk, callback_data.deed, department)

    return router


async def checkin_of(talk: Talk) -> Replies:
    """One's own, or the summary of it for who reads a department."""
    return await _show_own(talk) if talk.actor.role in SELLERS else await _which(talk, DepartmentDeed.CHECKIN)


async def who_of(talk: Talk) -> Replies:
    """Who has answered and who is silent, for who reads a department."""
    return await _which(talk, DepartmentDeed.WHO)


async def _show_own(talk: Talk) -> Replies:
    checkin = await current_of(talk)
    if checkin is None:
        return Say(Message(fill(_("Today is a day off: there is no check-in.\nMoney that came: /fact"))))
    return show_checkin(checkin)


async def _which(talk: Talk, deed: DepartmentDeed) -> Replies:
    """The only department at once; of several, one by a button."""
    departments = await talk.mine.departments.list_seen()
    if not departments:
        return Say(no_department())
    if len(departments) == 1:
        return await _open(talk, deed, departments[0])
    buttons = [Button(each.name, DepartmentPress(deed=deed, department_id=each.id).pack()) for each in departments]
    return Say(Message(fill(_("Which department?")), grid(buttons, WIDTH)))


async def _open(talk: Talk, deed: DepartmentDeed, department: Department) -> Reply:
    day, slot = await slot_now(talk.tx, department)
    if slot is None:
        return Say(Message(fill(_("Today is a day off: nobody is asked."))))
    match deed:
        case DepartmentDeed.CHECKIN:
            return summary(talk, department.id, day, slot.slot.code)
        case DepartmentDeed.WHO:
            return Say(WhoView(department_id=department.id, day=day, slot=slot.slot.code))
