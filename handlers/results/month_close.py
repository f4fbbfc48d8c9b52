"""The closed month: its one screen, what slipped, the next month's plans by one tap."""

from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk
from handlers.framework.access import PLANNERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say, Toast
from handlers.plans.said import plan_touches, table_button, tell_lines, undo_button
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill, lines
from reports.message.message import Message
from reports.plans.words import month_title
from reports.results.next_plans import NextPlansView, next_plans
from reports.svod.presses import SvodDeed, SvodPress
from sales.core.errors import NotYoursError
from sales.entry.days.dates import RECKONED
from sales.plans.plans import Metric


def make_router() -> Router:
    router = Router(name="month_close")

    @router.callback_query(Pressed(SvodPress, SvodDeed.WRITE), flags=access(PLANNERS))
    async def write(_query: CallbackQuery, callback_data: SvodPress, talk: Talk) -> Replies:
        """Where nothing is set; said plan by plan, and taken back whole."""
        view = await _propose(talk, callback_data)
        found = await next_plans(talk.tx, talk.actor, view.but(kept=0))
        if found is None:
            raise NotYoursError
        place, month = found.svod.department.id, found.month
        set_ = [await talk.mine.plans.set_person(who, month, plan) for who, plan in found.to_write]
        made = [each for each in set_ if each is not None]
        if not made:
            return [Toast(_("All plans are set already")), Redraw(view)]
        book = await talk.mine.plans.of_department(place, month)
        count = ngettext("{n} plan set", "{n} plans set", len(made)).format(n=len(made))
        head = fill("✅ {month}: {count}", month=month_title(month, talk.today), count=count)
        below = ((undo_button(made), table_button(place, month, Metric.MONEY)),)
        said = Say(Message(lines(head, *tell_lines(book, made, talk.today)), below))
        touches = await plan_touches(talk, place, made)
        return [Redraw(view), said, *touches]

    return router


async def _propose(talk: Talk, press: SvodPress) -> NextPlansView:
    """Raises NotYoursError for a button that was never drawn for this reader."""
    if press.first not in RECKONED or press.last not in RECKONED:
        raise NotYoursError
    first, last = date.fromordinal(press.first), date.fromordinal(press.last)
    view = NextPlansView(first=first, last=last, department_id=press.department_id, page=press.page, kept=press.kept)
    if not await view.opens(talk.tx, talk.actor):
        raise NotYoursError
    return view
