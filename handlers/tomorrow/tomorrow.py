"""/tomorrow: the plan of the next workday, confirmed in one tap, changed in two, with a reason for what dropped."""

from dataclasses import dataclass, replace
from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Again, Dialog, Done, Goto, Move, Screen, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.amount import AmountDraft, EnterAmount
from handlers.dialog.steps.choices import PickReason, ReasonDraft
from handlers.framework.access import SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Reply, Say, Toast, Touch
from handlers.payments.pay import PayDraft
from reports.checkins.checkin import CheckinView
from reports.message.format import long_day, money, short
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import Message
from reports.tomorrow.presses import TomorrowDeed, TomorrowPress
from reports.tomorrow.tomorrow import TomorrowView, day_ahead, evening_of
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.entry.dates import RECKONED
from sales.payments.payments import MoveReason
from sales.tomorrow.tomorrow_times import Edit

DIALOG = "tomorrow"


class TomorrowDraft(AmountDraft, ReasonDraft):
    on: date | None = None
    payment_id: int = 0


@dataclass(frozen=True, slots=True)
class PressedTomorrow:
    talk: Talk
    runner: Runner
    press: TomorrowPress
    day: date

    def view(self, item: int = 0) -> TomorrowView:
        return TomorrowView(day=self.day, page=self.press.page, item=item)

    @property
    def draft(self) -> TomorrowDraft:
        return TomorrowDraft(on=self.day, payment_id=self.press.payment_id)


def make_router(runner: Runner) -> Router:
    router = Router(name="tomorrow")

    @router.message(Command("tomorrow"), flags=access(SELLERS))
    async def tomorrow(_message: TelegramMessage, talk: Talk) -> Reply:
        day = await day_ahead(talk.tx, talk.actor.person_id, talk.today)
        if day is None or await evening_of(talk.tx, talk.actor, day) is None:
            return Say(Message(fill(_("There is no workday ahead of you to plan."))))
        return shown(talk, day)

    @router.callback_query(Pressed(TomorrowPress), flags=access(SELLERS))
    async def pressed(_query: CallbackQuery, callback_data: TomorrowPress, talk: Talk) -> list[Reply]:
        if callback_data.day not in RECKONED:
            raise NotYoursError
        it = PressedTomorrow(talk, runner, callback_data, date.fromordinal(callback_data.day))
        evening = await evening_of(talk.tx, talk.actor, it.day)
        if evening is None:
            raise NotYoursError
        if evening.edit is Edit.CLOSED:
            return [Toast(_("This day has begun: its payments are changed one by one"), alert=True), Redraw(it.view())]
        if callback_data.payment_id and callback_data.payment_id not in evening.ahead.payments:
            raise NotYoursError
        return await _carry_out(it)

    return router


async def _carry_out(it: PressedTomorrow) -> list[Reply]:
    match it.press.deed:
        case TomorrowDeed.OK:
            return await confirmed(it)
        case TomorrowDeed.SHOW:
            return [Redraw(it.view())]
        case TomorrowDeed.OPEN:
            return [shown(it.talk, it.day)]
        case TomorrowDeed.ITEM:
            return [Redraw(it.view(item=it.press.payment_id))]
        case TomorrowDeed.KEEP:
            return await kept(it)
        case TomorrowDeed.SUM:
            return await it.runner.open(it.talk, DIALOG, it.draft, "amount")
        case TomorrowDeed.DROP:
            return await it.runner.open(it.talk, DIALOG, it.draft, "reason")
        case TomorrowDeed.WHY:
            return await it.runner.open(it.talk, DIALOG, it.draft, "why")
        case TomorrowDeed.ADD:  # a payment of that day: it is not asked when
            return await it.runner.open(it.talk, "pay", PayDraft(on=it.day))


def shown(talk: Talk, day: date) -> Say:
    """Below everything else in the chat."""
    view = TomorrowView(day=day)
    return Say(view.under(view.key_for(talk.actor.person_id, day)), fresh=True)


async def confirmed(it: PressedTomorrow) -> list[Reply]:
    """One tap; then why something of the week's plan dropped, item by item."""
    talk = it.talk
    await talk.mine.tomorrow_plans.confirm(it.day)
    ahead = await talk.mine.tomorrow_plans.of_person(it.day)
    toast = Toast(_("Recorded: {sum} on {day}").format(sum=short(sum(ahead.current.values())), day=long_day(it.day)))
    redrawn = Redraw(CheckinView(checkin_id=it.press.checkin_id) if it.press.checkin_id else it.view())
    found: list[Reply] = [toast, redrawn, Touch(TomorrowView.key_for(talk.actor.person_id, it.day))]
    if ahead.to_explain:
        draft = TomorrowDraft(on=it.day, payment_id=ahead.to_explain[0])
        found += await it.runner.open(talk, DIALOG, draft, "why")
    return found


async def kept(it: PressedTomorrow) -> list[Reply]:
    await it.talk.tx.as_(it.talk.actor).tomorrow_plans.keep(it.day, it.press.payment_id)
    return [Redraw(it.view())]


class AnotherSum(EnterAmount[TomorrowDraft]):
    async def question(self, talk: Talk, draft: TomorrowDraft) -> Markup:
        payment = await talk.mine.payments.get(draft.payment_id)
        said = {"client": payment.client_name, "rest": money(payment.rest)}
        return fill(_("{client}, {rest} awaited. How much of it that day?\nFor example: 150k · 148 500.50"), **said)

    async def subject(self, talk: Talk, draft: TomorrowDraft) -> str:
        return (await talk.mine.payments.get(draft.payment_id)).client_name


@dataclass(frozen=True)
class WhyDropped(PickReason[TomorrowDraft]):
    async def show(self, talk: Talk, draft: TomorrowDraft) -> Screen:
        screen = await super().show(talk, draft)
        payment = await talk.mine.payments.get(draft.payment_id)
        asked = _("{client} · {sum} was in the week's plan for {day}. Why not that day?")
        said = {"client": payment.client_name, "sum": short(payment.rest or payment.amount)}
        text = fill(asked, **said, day=long_day(draft.on or talk.today))
        return replace(screen, text=text)


async def changed(talk: Talk, draft: TomorrowDraft) -> Move:
    day = await _open_day(talk, draft)
    if draft.amount is None:
        return Again()
    payment = await talk.mine.payments.get(draft.payment_id)
    if draft.amount > payment.rest:
        return Again(
            draft.model_copy(update={"amount": None}),
            hint=fill(_("Only {rest} is awaited of it. For example: {rest}"), rest=money(payment.rest)),
        )
    await talk.mine.tomorrow_plans.change(day, draft.payment_id, draft.amount)
    return _done(talk, day)


async def dropped(talk: Talk, draft: TomorrowDraft) -> Move:
    """Then the next item that nobody has explained."""
    day = await _open_day(talk, draft)
    reason = draft.reason or MoveReason.OTHER
    await talk.mine.tomorrow_plans.drop(day, draft.payment_id, reason)
    ahead = await talk.mine.tomorrow_plans.of_person(day)
    if not ahead.to_explain:
        return _done(talk, day)
    fresh = draft.model_copy(update={"payment_id": ahead.to_explain[0], "reason": None})
    return Goto("why", fresh)


async def _open_day(talk: Talk, draft: TomorrowDraft) -> date:
    """Raises AlreadyDoneError where the day has begun meanwhile."""
    evening = None if draft.on is None else await evening_of(talk.tx, talk.actor, draft.on)
    if evening is None or evening.edit is Edit.CLOSED:
        raise AlreadyDoneError
    return evening.ahead.day


def _done(talk: Talk, day: date) -> Done:
    return Done(TomorrowView(day=day), (Touch(TomorrowView.key_for(talk.actor.person_id, day)),))


TOMORROW = Dialog(
    name=DIALOG,
    draft=TomorrowDraft,
    steps={
        "amount": AnotherSum(changed),
        "reason": PickReason(lambda: _("Why not that day?"), dropped),
        "why": WhyDropped(lambda: _("Why not that day?"), dropped),
    },
    roles=SELLERS,
)
