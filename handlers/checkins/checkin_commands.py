"""/checkin opens the question of now, or its summary, at any time; /who says who has answered."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.checkins.checkins import current_of, shown
from handlers.checkins.summaries import slot_args, summary
from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, WATCHERS, access
from handlers.framework.replies import Replies, Reply, Say
from handlers.redraw.touching import slot_now
from reports.message.buttons import DepartmentPress
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button, Message, View, grid
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from storage.settings.departments import Department

WIDTH = 2
CHECKIN, WHO = "checkin", "who"


def make_router() -> Router:
    router = Router(name="checkin commands")

    @router.message(Command("checkin"), flags=access(EVERYBODY))
    async def checkin(_message: TelegramMessage, talk: Talk) -> Replies:
        return await _mine(talk) if talk.actor.role in SELLERS else await _which(talk, CHECKIN)

    @router.message(Command("who"), flags=access(WATCHERS))
    async def who(_message: TelegramMessage, talk: Talk) -> Replies:
        return await _which(talk, WHO)

    @router.callback_query(DepartmentPress.filter(), flags=access(WATCHERS))
    async def chosen(_query: CallbackQuery, callback_data: DepartmentPress, talk: Talk) -> Replies:
        seen = {each.id: each for each in await talk.tx.departments.seen(talk.actor)}
        department, opens = seen.get(callback_data.department_id), OPENS.get(callback_data.deed)
        if department is None or opens is None:
            raise NotYoursError
        return await opens(talk, department)

    return router


async def _mine(talk: Talk) -> Replies:
    checkin = await current_of(talk)
    if checkin is None:
        return Say(Message(fill(_("Today is a day off: there is no check-in.\nMoney that came: /fact"))))
    return shown(checkin)


async def _which(talk: Talk, deed: str) -> Replies:
    """The only department at once; of several, one by a button."""
    departments = await talk.tx.departments.seen(talk.actor)
    if not departments:
        return Say(Message(fill(_("There is no department yet."))))
    if len(departments) == 1:
        return await OPENS[deed](talk, departments[0])
    buttons = [Button(each.name, DepartmentPress(deed=deed, department_id=each.id).pack()) for each in departments]
    return Say(Message(fill(_("Which department?")), grid(buttons, WIDTH)))


async def _open_summary(talk: Talk, department: Department) -> Reply:
    day, slot = await slot_now(talk.tx, department)
    return _day_off() if slot is None else summary(talk, department.id, day, slot.slot.code)


async def _open_who(talk: Talk, department: Department) -> Reply:
    day, slot = await slot_now(talk.tx, department)
    return _day_off() if slot is None else Say(View("who", slot_args(department.id, day, slot.slot.code)))


def _day_off() -> Say:
    return Say(Message(fill(_("Today is a day off: nobody is asked."))))


OPENS: dict[str, Callable[[Talk, Department], Awaitable[Reply]]] = {CHECKIN: _open_summary, WHO: _open_who}
