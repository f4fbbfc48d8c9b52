"""/day: the log of a chosen day. A watcher leafs through the department's or one person's, a manager the own one."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say
from reports.activities.day_log import DayPeopleView, DayView
from reports.activities.presses import DayLogDeed, DayLogPress
from reports.message.format import short_day
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import Button, Message
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.entry.dates import RECKONED, DayChoice, DayMistake, Leaning, read_day


def make_router() -> Router:
    router = Router(name="day")

    @router.message(Command("day"), flags=access(EVERYBODY))
    async def day(_message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        """`/day`, `/day 18.11`, `/day вчера`, `/day пн`."""
        match read_day(command.args, talk.today, Leaning.BEHIND) if command.args else talk.today:
            case date() as said:
                return Say(DayView(day=said))
            case DayChoice(earlier, later):
                return Say(_either(earlier, later))
            case DayMistake() as mistake:
                return Say(Message(_hint(mistake)))

    @router.callback_query(Pressed(DayLogPress), flags=access(EVERYBODY))
    async def other(_query: CallbackQuery, callback_data: DayLogPress, talk: Talk) -> Replies:
        """Another day, person or page, in the same message. Raises NotYoursError."""
        await _check(talk, callback_data)
        asked = callback_data
        wants_people = asked.deed is DayLogDeed.WHO and talk.actor.role not in SELLERS
        view = DayPeopleView if wants_people else DayView
        day, place = _day(asked.day), asked.department_id
        return Redraw(view(day=day, department_id=place, person_id=asked.person_id, page=asked.page))

    return router


async def _check(talk: Talk, press: DayLogPress) -> None:
    seen = {0} | {each.id for each in await talk.tx.departments.seen(talk.actor)}
    if press.department_id not in seen:
        raise NotYoursError
    if press.person_id:
        person = await talk.tx.people.person(talk.actor, press.person_id)
        if press.department_id not in {0, person.department_id}:
            raise NotYoursError


def _day(ordinal: int) -> date:
    if ordinal not in RECKONED:
        raise NotYoursError
    return date.fromordinal(ordinal)


def _either(earlier: date, later: date) -> Message:
    """«пт» said on a Friday."""
    first, second = (
        Button(short_day(each), DayLogPress(deed=DayLogDeed.SHOW, day=each.toordinal()).pack())
        for each in (earlier, later)
    )
    return Message(fill(_("Which day?")), ((first, second),))


def _hint(mistake: DayMistake) -> Markup:
    words = {
        DayMistake.NOT_A_DAY: _("I did not understand the day. For example: /day 18.11 · /day yesterday"),
        DayMistake.NO_SUCH_DAY: _("There is no such day. For example: /day 18.11 · /day yesterday"),
        DayMistake.OUT_OF_RANGE: _("That is too far off. For example: /day 18.11 · /day yesterday"),
        DayMistake.SEVERAL: _("One day, please. For example: /day 18.11 · /day yesterday"),
    }
    return fill(words[mistake])
