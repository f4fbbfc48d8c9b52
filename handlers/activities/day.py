"""/day: the log of a chosen day. A watcher leafs through the department's or one person's, a manager the own one."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, access
from handlers.framework.replies import Replies, Say
from reports.activities.day_log import DayView
from reports.message.format import short_day
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import Message
from reports.message.view import button
from sales.entry.days.dates import DayChoice, DayMistake, Leaning, read_day


def make_router() -> Router:
    router = Router(name="day")

    @router.message(Command("day"), flags=access(EVERYBODY))
    async def hear_day_command(_message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        """`/day`, `/day 18.11`, `/day вчера`, `/day пн`."""
        match read_day(command.args, talk.today, Leaning.BEHIND) if command.args else talk.today:
            case date() as said:
                return Say(DayView(day=said))
            case DayChoice(earlier, later):
                return Say(_either(earlier, later))
            case DayMistake() as mistake:
                return Say(Message(_hint(mistake)))

    return router


def _either(earlier: date, later: date) -> Message:
    """«пт» said on a Friday."""
    days = tuple(button(short_day(each), DayView(day=each)) for each in (earlier, later))
    return Message(fill(_("Which day?")), (days,))


def _hint(mistake: DayMistake) -> Markup:
    words = {
        DayMistake.NOT_A_DAY: _("I did not understand the day. For example: /day 18.11 · /day yesterday"),
        DayMistake.NO_SUCH_DAY: _("There is no such day. For example: /day 18.11 · /day yesterday"),
        DayMistake.OUT_OF_RANGE: _("That is too far off. For example: /day 18.11 · /day yesterday"),
        DayMistake.SEVERAL: _("One day, please. For example: /day 18.11 · /day yesterday"),
    }
    return fill(words[mistake])
