"""/plan: a lead's table of everybody's plans, entered by a tap and a number; a manager's own plan."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import PLAN_READERS, PLANNERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say, Toast
from handlers.plans.draft import PlanDraft
from handlers.plans.said import plan_touches, table_button, tell_lines, undo_button
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill, lines
from reports.message.message import Message
from reports.message.words.roles import capital
from reports.plans.book import PlanWorkbook
from reports.plans.person import OwnPlanView, PlanPersonView
from reports.plans.plans import PlansView
from reports.plans.presses import PersonPlanDeed, PersonPlanPress, PlanTableDeed, PlanTablePress, PlanUndoPress
from reports.plans.words import month_title
from sales.calendar.calendar import month_of
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.entry.days.dates import RECKONED, is_near
from sales.plans.plans import Metric
from storage.people.person import Person


def make_router(runner: Runner) -> Router:
    router = Router(name="plan")
    _reading(router)
    _writing(router, runner)
    return router


async def plan_of(talk: Talk) -> Say:
    """One's own of the month, or those of the first department that is read."""
    if talk.actor.role in SELLERS:
        return Say(OwnPlanView().under(OwnPlanView.key_for(talk.actor.person_id)), fresh=True)
    seen = await talk.mine.departments.list_seen()
    place = next((each.id for each in seen), 0)
    view = PlansView(department_id=place)
    return Say(view.under(view.key_for(place, talk.actor.person_id)), fresh=True) if place else Say(view)


def _reading(router: Router) -> None:
    @router.message(Command("plan"), flags=access(PLAN_READERS))
    async def plan(_message: TelegramMessage, talk: Talk) -> Replies:
        return await plan_of(talk)

    @router.callback_query(Pressed(PlanTablePress, PlanTableDeed.OPEN), flags=access(PLAN_READERS - SELLERS))
    async def open_(_query: CallbackQuery, callback_data: PlanTablePress, talk: Talk) -> Replies:
        """The table below everything else: from a reminder, or after a number was typed."""
        key = PlansView.key_for(callback_data.department_id, talk.actor.person_id)
        month, metric = await _ask(talk, callback_data)
        view = PlansView(department_id=callback_data.department_id, month=month, metric=metric)
        return Say(view.under(key), fresh=True)

    @router.callback_query(Pressed(PlanTablePress, PlanTableDeed.EXCEL), flags=access(PLAN_READERS - SELLERS))
    async def press_workbook(_query: CallbackQuery, callback_data: PlanTablePress, talk: Talk) -> Replies:
        return await _book(talk, callback_data, whole_year=False)

    @router.callback_query(Pressed(PlanTablePress, PlanTableDeed.YEAR), flags=access(PLAN_READERS - SELLERS))
    async def press_year(_query: CallbackQuery, callback_data: PlanTablePress, talk: Talk) -> Replies:
        return await _book(talk, callback_data, whole_year=True)

    @router.callback_query(Pressed(PersonPlanPress, PersonPlanDeed.PERSON), flags=access(PLAN_READERS))
    async def press_person(_query: CallbackQuery, callback_data: PersonPlanPress, talk: Talk) -> Replies:
        month, metric = month_in(talk, callback_data.month), callback_data.metric
        if talk.actor.role in SELLERS:
            if callback_data.person_id != talk.actor.person_id:
                raise NotYoursError
            return Redraw(OwnPlanView(month=month, metric=metric))
        found = await get_planned_person(talk, callback_data.person_id)
        return Redraw(PlanPersonView(person_id=found.id, month=month, metric=metric))


def _writing(router: Router, runner: Runner) -> None:
    @router.callback_query(Pressed(PersonPlanPress, PersonPlanDeed.ENTER), flags=access(PLANNERS))
    async def enter(_query: CallbackQuery, callback_data: PersonPlanPress, talk: Talk) -> Replies:
        found = await get_planned_person(talk, callback_data.person_id)
        month, metric = month_in(talk, callback_data.month), callback_data.metric
        draft = PlanDraft(department_id=found.department_id or 0, person_id=found.id, month=month, metric=metric)
        return [*await runner.open(talk, "plan", draft)]

    @router.callback_query(Pressed(PlanTablePress, PlanTableDeed.OWN), flags=access(PLANNERS))
    async def show_own(_query: CallbackQuery, callback_data: PlanTablePress, talk: Talk) -> Replies:
        """The department's own plan, beside the sum of its people's."""
        month, metric = await _ask(talk, callback_data)
        draft = PlanDraft(department_id=callback_data.department_id, month=month, metric=metric)
        return [*await runner.open(talk, "plan", draft)]

    @router.callback_query(Pressed(PlanTablePress, PlanTableDeed.COPY), flags=access(PLANNERS))
    async def copy(_query: CallbackQuery, callback_data: PlanTablePress, talk: Talk) -> Replies:
        """Where nothing is set; what was copied is said, and may be taken back whole."""
        month, metric = await _ask(talk, callback_data)
        place = callback_data.department_id
        made = await talk.mine.plans.copy_from_last_month(place, month)
        if not made:
            return Toast(_("Nothing to copy: all is set, or nothing was"))
        book = await talk.mine.plans.of_department(place, month)
        count = ngettext("{n} plan copied", "{n} plans copied", len(made)).format(n=len(made))
        head = fill("✅ {month}: {count}", month=capital(month_title(month, talk.today)), count=count)
        text = lines(head, *tell_lines(book, made, talk.today))
        below = ((undo_button(made), table_button(place, month, metric)),)
        touches = await plan_touches(talk, place, made)
        return [Say(Message(text, below)), *touches]

    @router.callback_query(Pressed(PlanUndoPress), flags=access(PLANNERS))
    async def undo(_query: CallbackQuery, callback_data: PlanUndoPress, talk: Talk) -> Replies:
        back = await talk.mine.plans.take_back(callback_data.first_id, callback_data.last_id)
        place = back[0].department_id
        months = sorted({each.month for each in back})
        book = await talk.mine.plans.of_department(place, months[0], months[-1])
        text = lines(fill(_("↩️ Taken back, so now:")), *tell_lines(book, back, talk.today))
        touches = await plan_touches(talk, place, back)
        return [Redraw(Message(text, ((table_button(place, months[0], back[0].metric),),))), *touches]


async def _book(talk: Talk, press: PlanTablePress, *, whole_year: bool) -> Replies:
    month, _metric = await _ask(talk, press)
    view = PlanWorkbook(department_id=press.department_id, month=month, whole_year=whole_year)
    return Say(view.under(view.key_for(press.department_id, talk.actor.person_id)), fresh=True)


async def _ask(talk: Talk, press: PlanTablePress) -> tuple[date, Metric]:
    """The month and the metric of a department whose plans the speaker reads. Raises NotYoursError."""
    month, metric = month_in(talk, press.month), press.metric
    await talk.tx.system.departments.get(press.department_id)
    await talk.mine.plans.of_department(press.department_id, month)
    return month, metric


async def get_planned_person(talk: Talk, person_id: int) -> Person:
    """A manager of a department whose plans the speaker reads. Raises NotYoursError."""
    found = await talk.mine.people.person(person_id)
    if found.role not in SELLERS or found.department_id is None:
        raise NotYoursError
    await talk.mine.plans.of_department(found.department_id, talk.today)
    return found


def month_in(talk: Talk, ordinal: int) -> date:
    """The month of a button, a sensible one: the same two years that any day may lie in. Raises NotYoursError."""
    if ordinal not in RECKONED or not is_near(date.fromordinal(ordinal), talk.today):
        raise NotYoursError
    return month_of(date.fromordinal(ordinal))[0]
