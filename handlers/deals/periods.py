"""/funnel, /kpi, /top [period]: what deals came to; and what a month brought and cost, typed by its lead."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage
from markupsafe import Markup

from handlers.dialog.model import Again, Dialog, Done, Draft, Goto, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.amount import amount_mistake
from handlers.framework.access import EVERYBODY, PLANNERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Say
from reports.deals.funnel import FunnelView
from reports.deals.kpi import KpiView
from reports.deals.presses import RoiPress
from reports.deals.top import TopView
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.message.screens.empty import no_department
from reports.message.words.terms import month_name
from sales.calendar.calendar import month_of
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.entry.days.dates import RECKONED
from sales.entry.numbers.amounts import AmountMistake, read_amount
from sales.results.periods import read_period
from storage.engine.scope import reaches_department


class RoiDraft(Draft):
    department_id: int = 0
    month: date | None = None
    profit: int | None = None


def make_router(runner: Runner) -> Router:
    router = Router(name="deal periods")

    @router.message(Command("funnel"), flags=access(EVERYBODY))
    async def hear_funnel_command(_message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        return await _show(talk, command, FunnelView)

    @router.message(Command("kpi"), flags=access(EVERYBODY))
    async def hear_kpi_command(_message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        return await _show(talk, command, KpiView)

    @router.message(Command("top"), flags=access(EVERYBODY))
    async def hear_top_command(_message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        return await _show(talk, command, TopView)

    @router.callback_query(Pressed(RoiPress), flags=access(PLANNERS))
    async def press_roi(_query: CallbackQuery, callback_data: RoiPress, talk: Talk) -> Replies:
        month = callback_data.month
        if month not in RECKONED or not reaches_department(talk.actor, Action.WRITE_PLANS, callback_data.department_id):
            raise NotYoursError
        place = await talk.tx.system.departments.get(callback_data.department_id)
        draft = RoiDraft(department_id=place.id, month=month_of(date.fromordinal(month))[0])
        return await runner.open(talk, "roi", draft)

    return router


async def _show(talk: Talk, command: CommandObject, view: type[FunnelView | KpiView | TopView]) -> Replies:
    days = read_period(command.args or "", talk.today)
    if days is None:
        like = _("No such period. For example: /{name} October · /{name} last week · /{name} 1.11-15.11")
        return Say(Message(fill(like, name=command.command)))
    if talk.actor.role not in SELLERS and not await talk.mine.departments.list_seen():
        return Say(no_department())
    return Say(view(first=days[0], last=days[1]))


class EnterRoi(Step[RoiDraft]):
    """One sum of the two; a loss has its minus."""

    async def show(self, talk: Talk, draft: RoiDraft) -> Screen:
        del talk
        month = "" if draft.month is None else month_name(draft.month)
        return Screen(self.question(month))

    def question(self, month: str) -> Markup:
        return fill(_("Profit of {month}? For example: 450k, a loss: −50k"), month=month)

    async def write(self, talk: Talk, draft: RoiDraft, text: str) -> Move:
        said = text.strip()
        loses = said[:1] in {"-", "−", "–"}
        amount = read_amount(said[1:] if loses else said)
        if not isinstance(amount, int):
            mistake = amount if isinstance(amount, AmountMistake) else AmountMistake.NOT_A_NUMBER
            return Again(hint=amount_mistake(mistake))
        return await self.take(talk, draft, -amount if loses else amount)

    async def take(self, talk: Talk, draft: RoiDraft, amount: int) -> Move:
        del talk
        return Goto("investment", draft.model_copy(update={"profit": amount}))

    def hint(self) -> Markup:
        return amount_mistake(AmountMistake.NOT_A_NUMBER)


class EnterInvestment(EnterRoi):
    def question(self, month: str) -> Markup:
        return fill(_("And what was invested in {month}? For example: 300k"), month=month)

    async def take(self, talk: Talk, draft: RoiDraft, amount: int) -> Move:
        if draft.month is None or draft.profit is None:
            return Goto("profit", draft)
        if amount <= 0:
            return Again(hint=self.hint())
        await talk.mine.deal_settings.put_roi(draft.department_id, draft.month, draft.profit, amount)
        first, last = month_of(draft.month)
        return Done(KpiView(first=first, last=last, department_id=draft.department_id))


ROI = Dialog(name="roi", draft=RoiDraft, steps={"profit": EnterRoi(), "investment": EnterInvestment()}, roles=PLANNERS)
