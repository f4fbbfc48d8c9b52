"""/svod [period]: the summary report, its pages, its picture and its workbook."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, access
from handlers.framework.replies import Redraw, Replies, Say
from reports.message.buttons import SvodPress
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message, View
from reports.svod.asked import ACCURACY, FORECAST, FRONT, PEOPLE
from sales.calendar.calendar import DAY
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.entry.dates import RECKONED
from sales.entry.periods import LONGEST, read_period

FILES = {"picture": "svod_picture", "book": "svod_book"}
PAGES = {FORECAST: "forecast", ACCURACY: "accuracy"}
"""Pages of their own, open to everybody: a manager reads the own figures there."""


def make_router() -> Router:
    router = Router(name="svod")

    @router.message(Command("svod"), flags=access(EVERYBODY))
    async def svod(_message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        days = read_period(command.args or "", talk.today)
        if days is None:
            return Say(
                Message(fill(_("No such period. Like this: /svod October · /svod last week · /svod 1.11-15.11")))
            )
        return Say(View("svod", {"first": days[0].toordinal(), "last": days[1].toordinal()}))

    @router.callback_query(SvodPress.filter(), flags=access(EVERYBODY))
    async def pressed(_query: CallbackQuery, callback_data: SvodPress, talk: Talk) -> Replies:
        """Another page or period in the same message; a file below it."""
        await check_press(talk, callback_data)
        if callback_data.deed not in {FRONT, PEOPLE, *FILES, *PAGES}:
            raise NotYoursError
        args = callback_data.model_dump(exclude={"deed", "page"})
        if callback_data.deed in FILES:
            return Say(View(FILES[callback_data.deed], args))
        if callback_data.deed in PAGES:
            return Redraw(View(PAGES[callback_data.deed], args | {"page": callback_data.page}))
        return Redraw(View("svod", args | {"deed": callback_data.deed, "page": callback_data.page}))

    return router


async def check_press(talk: Talk, press: SvodPress) -> None:
    """Raises NotYoursError for a button that was never drawn for this reader."""
    whole = press.first in RECKONED and press.last in RECKONED and press.kept in (0, *RECKONED)
    if not whole:
        raise NotYoursError
    if not DAY <= date.fromordinal(press.last) + DAY - date.fromordinal(press.first) <= LONGEST:
        raise NotYoursError
    if talk.actor.role in SELLERS:
        if press.department_id not in {0, talk.actor.department_id}:
            raise NotYoursError
    elif press.department_id not in {0} | {each.id for each in await talk.tx.departments.seen(talk.actor)}:
        raise NotYoursError
