"""/week: a manager's own week plan, confirmed in one tap and edited in two; a lead's table of everybody's."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import EVERYBODY, PLANNERS, SELLERS, WATCHERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Reply, Say, Toast
from handlers.payments.counted import expect_money
from handlers.payments.edit_payment import EditDraft
from handlers.week.confirm import confirm_week, explain_slip
from reports.message.language import gettext as _
from reports.message.view import View
from reports.payments.held_card import HeldCard
from reports.week.book import WeekWorkbook
from reports.week.presses import (
    WeekDeed,
    WeekForPress,
    WeekItemPress,
    WeekPlanDeed,
    WeekPlanPress,
    WeekPress,
    WeekRegularDeed,
    WeekRegularPress,
    WeekSlipPress,
    WeekTableDeed,
    WeekTablePress,
)
from reports.week.rows import REGULAR
from reports.week.table import WeekTableView
from reports.week.week import WeekView
from sales.calendar.calendar import week_of
from sales.calendar.slots import Lateness
from sales.core.errors import NotYoursError
from sales.core.rights import Action
from sales.entry.days.dates import RECKONED, is_near
from sales.payments.payments import PaymentSource
from sales.week.regular import RegularPayment
from storage.engine.scope import reaches_department
from storage.payments.payments import NewPayment


def make_router(runner: Runner) -> Router:
    router = Router(name="week")
    _reading(router)
    _planning(router, runner)
    return router


def _reading(router: Router) -> None:
    @router.message(Command("week"), flags=access(EVERYBODY))
    async def hear_week_command(_message: TelegramMessage, talk: Talk) -> Replies:
        return await this_week(talk)

    @router.callback_query(Pressed(WeekPress), flags=access(EVERYBODY))
    async def look(_query: CallbackQuery, callback_data: WeekPress, talk: Talk) -> Replies:
        return await _look(talk, callback_data)

    @router.callback_query(Pressed(WeekTablePress), flags=access(WATCHERS))
    async def press_table(_query: CallbackQuery, callback_data: WeekTablePress, talk: Talk) -> Replies:
        return await _look_at_all(talk, callback_data)


def _planning(router: Router, runner: Runner) -> None:
    @router.callback_query(Pressed(WeekPlanPress), flags=access(SELLERS))
    async def plan(_query: CallbackQuery, callback_data: WeekPlanPress, talk: Talk) -> Replies:
        monday = monday_in(talk, callback_data.monday)
        match callback_data.deed:
            case WeekPlanDeed.CONFIRM:
                return await confirm_week(talk, monday, seen=callback_data.page)
            case WeekPlanDeed.EDIT as deed:
                return Redraw(WeekView(monday=monday, deed=deed, page=callback_data.page))
            case WeekPlanDeed.ADD:
                return await runner.open(talk, "pay")

    @router.callback_query(Pressed(WeekForPress), flags=access(PLANNERS))
    async def confirm_for(_query: CallbackQuery, callback_data: WeekForPress, talk: Talk) -> Replies:
        """The lead does it for who has not; their own word is theirs, and nobody else's."""
        monday = monday_in(talk, callback_data.monday)
        return await confirm_week(talk, monday, callback_data.person_id, callback_data.seen)

    @router.callback_query(Pressed(WeekSlipPress), flags=access(SELLERS, PLANNERS))
    async def press_why(_query: CallbackQuery, callback_data: WeekSlipPress, talk: Talk) -> Replies:
        return await explain_slip(talk, callback_data, monday_in(talk, callback_data.monday))

    @router.callback_query(Pressed(WeekItemPress), flags=access(SELLERS))
    async def press_item(_query: CallbackQuery, callback_data: WeekItemPress, talk: Talk) -> Replies:
        """The second tap says what of it is another: the day, the sum, the chance, or that it is not coming."""
        payment = await talk.mine.payments.get(callback_data.payment_id)
        if not payment.is_open:
            return Toast(_("This payment is not expected any more"))
        return await runner.open(talk, "edit", EditDraft(payment_id=payment.id, in_week=True))

    @router.callback_query(Pressed(WeekRegularPress), flags=access(SELLERS))
    async def press_regular(_query: CallbackQuery, callback_data: WeekRegularPress, talk: Talk) -> Replies:
        return await _answer(talk, callback_data)


async def this_week(talk: Talk, monday: date | None = None) -> Reply:
    """One's own plan, or the table of the first department that is read; of another week where one is said."""
    monday = monday or week_of(talk.today)[0]
    if talk.actor.role in SELLERS:
        return _show_own(talk, monday)
    seen = await talk.mine.departments.list_seen()
    return _table(talk, seen[0].id, monday) if seen else Say(WeekTableView())


async def _look(talk: Talk, press: WeekPress) -> Replies:
    """Another week or page in the same message; the workbook below it."""
    monday, whose = monday_in(talk, press.monday), press.person_id or talk.actor.person_id
    await talk.mine.week_lines.lines(whose, monday)
    match press.deed:
        case WeekDeed.SHOW:
            return Redraw(WeekView(monday=monday, person_id=press.person_id, page=press.page))
        case WeekDeed.BOOK:
            return Say(WeekWorkbook(monday=monday, person_id=press.person_id))


async def _look_at_all(talk: Talk, press: WeekTablePress) -> Replies:
    monday, place = monday_in(talk, press.monday), press.department_id
    await talk.tx.system.departments.get(place)
    if not reaches_department(talk.actor, Action.READ_SUMMARY, place):
        raise NotYoursError
    match press.deed:
        case WeekTableDeed.OPEN:
            return _table(talk, place, monday)
        case WeekTableDeed.BOOK:
            return Say(WeekWorkbook(monday=monday, department_id=place))


async def _answer(talk: Talk, press: WeekRegularPress) -> Replies:
    """A proposal is answered once: taken with one tap, or not this week."""
    monday, client_id = monday_in(talk, press.monday), press.client_id
    await talk.mine.clients.get(client_id)
    view = Redraw(WeekView(monday=monday))
    proposed = await _propose(talk, monday, client_id)
    now = talk.tx.clock.now()
    if proposed is None or not await talk.tx.system.duties.take(REGULAR, client_id, monday, "", now, Lateness.ON_TIME):
        return [view, Toast(_("Already answered"))]
    match press.deed:
        case WeekRegularDeed.DROP:
            return [view, Toast(_("Not this week"))]
        case WeekRegularDeed.TAKE:
            card = await _expect(talk, proposed, monday)
            return [view, Say(card)] if isinstance(card, HeldCard) else [view, Toast(_("Added to the week"))]


async def _propose(talk: Talk, monday: date, client_id: int) -> RegularPayment | None:
    """As it would be proposed now; None where it is not proposed any more."""
    draft = await talk.tx.system.week_plans.make_draft(talk.actor.person_id, monday, talk.today)
    return next((each for each in draft.regular if each.client_id == client_id), None)


async def _expect(talk: Talk, proposed: RegularPayment, monday: date) -> View:
    """The draft's id is the proposal's own: whatever is repeated adds nothing."""
    draft_id = f"regular:{proposed.client_id}:{monday.isoformat()}"
    day = max(proposed.day, talk.today)
    new = NewPayment(proposed.client_id, proposed.amount, day, source=PaymentSource.DIALOG, draft_id=draft_id)
    return await expect_money(talk, new)


def _show_own(talk: Talk, monday: date) -> Say:
    view = WeekView(monday=monday)
    return Say(view.under(view.key_for(talk.actor.person_id, monday)), fresh=True)


def _table(talk: Talk, department_id: int, monday: date) -> Say:
    view = WeekTableView(department_id=department_id, monday=monday)
    return Say(view.under(view.key_for(department_id, monday, talk.actor.person_id)), fresh=True)


def monday_in(talk: Talk, ordinal: int) -> date:
    """The week of a button: a Monday within the years that days are said in. Raises NotYoursError."""
    if ordinal not in RECKONED:
        raise NotYoursError
    day = date.fromordinal(ordinal)
    if day.weekday() or not is_near(day, talk.today):
        raise NotYoursError
    return day
