"""/tomorrow: the plan of the next workday, confirmed in one tap, changed in two, with a reason for what dropped."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.amount import AmountDraft, EnterAmount
from handlers.dialog.steps.calendars import calendar_of
from handlers.dialog.steps.choices import PickReason, ReasonDraft
from handlers.dialog.steps.day import GRID, DayDraft, PickDay, past_day
from handlers.framework.access import SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Reply, Say, Toast, Touch
from handlers.framework.telling import tell_changed
from handlers.payments.pay import PayDraft
from handlers.payments.words_kept import keep_words
from reports.checkins.checkin import CheckinView
from reports.message.format import long_day, money, short, short_day
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import Message
from reports.payments.card_lines import day_off
from reports.payments.payment_card import PaymentCard
from reports.tomorrow.evening import day_ahead, evening_of
from reports.tomorrow.presses import TomorrowDeed, TomorrowPress
from reports.tomorrow.tomorrow import TomorrowView
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.money import Kopecks
from sales.entry.days.dates import RECKONED
from sales.payments.payments import MoveReason, Past, take_expected_day
from sales.tomorrow.tomorrow_times import Edit

DIALOG = "tomorrow"
INSTEAD = (1, 3, 7)
"""Days after the one that it dropped from."""
UNKNOWN = "unknown"


class TomorrowDraft(AmountDraft, DayDraft, ReasonDraft):
    on: date | None = None
    payment_id: int = 0


@dataclass(frozen=True, slots=True)
class PressedTomorrow:
    talk: Talk
    runner: Runner
    press: TomorrowPress
    day: date

    def view(self, item: int = 0) -> TomorrowView:
        """The same page, of that day; `item`: the payment that is open, 0 for none."""
        return TomorrowView(day=self.day, page=self.press.page, item=item)

    @property
    def pressed(self) -> CheckinView | TomorrowView:
        """What the button stands in."""
        return CheckinView(checkin_id=self.press.checkin_id) if self.press.checkin_id else self.view()

    @property
    def draft(self) -> TomorrowDraft:
        """For a question about the payment of the pressed row."""
        return TomorrowDraft(on=self.day, payment_id=self.press.payment_id)


def make_router(runner: Runner) -> Router:
    router = Router(name="tomorrow")

    @router.message(Command("tomorrow"), flags=access(SELLERS))
    async def hear_tomorrow_command(_message: TelegramMessage, talk: Talk) -> Reply:
        return await workday_ahead(talk)

    @router.callback_query(Pressed(TomorrowPress), flags=access(SELLERS))
    async def press_tomorrow(_query: CallbackQuery, callback_data: TomorrowPress, talk: Talk) -> list[Reply]:
        if callback_data.day not in RECKONED:
            raise NotYoursError
        it = PressedTomorrow(talk, runner, callback_data, date.fromordinal(callback_data.day))
        evening = await evening_of(talk.tx, talk.actor, it.day)
        if evening is None:
            raise NotYoursError
        if evening.edit is Edit.CLOSED:
            return [Toast(_("This day has begun: its payments are changed one by one"), alert=True), Redraw(it.view())]
        if callback_data.deed is TomorrowDeed.OK:
            if callback_data.payment_id not in {0, evening.seen}:
                return [tell_changed(), Redraw(it.pressed)]
        elif callback_data.payment_id and callback_data.payment_id not in evening.ahead.payments:
            raise NotYoursError
        return await _carry_out(it)

    return router


async def workday_ahead(talk: Talk) -> Reply:
    """The plan of the next workday."""
    day = await day_ahead(talk.tx, talk.actor.person_id, talk.today)
    if day is None or await evening_of(talk.tx, talk.actor, day) is None:
        return Say(Message(fill(_("There is no workday ahead of you to plan."))))
    return show_tomorrow(talk, day)


async def _carry_out(it: PressedTomorrow) -> list[Reply]:
    match it.press.deed:
        case TomorrowDeed.OK:
            return await confirm_tomorrow(it)
        case TomorrowDeed.SHOW:
            return [Redraw(it.view())]
        case TomorrowDeed.OPEN:
            return [show_tomorrow(it.talk, it.day)]
        case TomorrowDeed.ITEM:
            return [Redraw(it.view(item=it.press.payment_id))]
        case TomorrowDeed.KEEP:
            return await keep_tomorrow(it)
        case TomorrowDeed.SUM:
            return await it.runner.open(it.talk, DIALOG, it.draft, "amount")
        case TomorrowDeed.DROP:
            return await it.runner.open(it.talk, DIALOG, it.draft, "reason")
        case TomorrowDeed.WHY:
            return await it.runner.open(it.talk, DIALOG, it.draft, "why")
        case TomorrowDeed.ADD:  # a payment of that day: it is not asked when
            return await it.runner.open(it.talk, "pay", PayDraft(on=it.day))


def show_tomorrow(talk: Talk, day: date) -> Say:
    """Below everything else in the chat."""
    view = TomorrowView(day=day)
    return Say(view.under(view.key_for(talk.actor.person_id, day)), fresh=True)


async def confirm_tomorrow(it: PressedTomorrow) -> list[Reply]:
    """One tap; then why something of the week's plan dropped, item by item."""
    talk = it.talk
    await talk.mine.tomorrow_plans.confirm(it.day)
    ahead = await talk.mine.tomorrow_plans.of_person(it.day)
    toast = Toast(_("Recorded: {sum} on {day}").format(sum=short(sum(ahead.current.values())), day=long_day(it.day)))
    found: list[Reply] = [toast, Redraw(it.pressed), Touch(TomorrowView.key_for(talk.actor.person_id, it.day))]
    if ahead.to_explain:
        draft = TomorrowDraft(on=it.day, payment_id=ahead.to_explain[0])
        found += await it.runner.open(talk, DIALOG, draft, "why")
    return found


async def keep_tomorrow(it: PressedTomorrow) -> list[Reply]:
    """Take back what was said of the payment for that day. Raises NotYoursError."""
    await it.talk.tx.as_(it.talk.actor).tomorrow_plans.keep(it.day, it.press.payment_id)
    return [Redraw(it.view())]


async def how_much(talk: Talk, draft: TomorrowDraft) -> Markup:
    payment = await talk.mine.payments.get(draft.payment_id)
    said = {"client": payment.client_name, "rest": money(payment.rest)}
    return fill(_("{client}, {rest} expected. How much that day?\nFor example: 150k · 148 500.50"), **said)


async def count_awaited(talk: Talk, draft: TomorrowDraft) -> Kopecks | None:
    return (await talk.mine.payments.get(draft.payment_id)).rest


async def whose(talk: Talk, draft: TomorrowDraft) -> str:
    return (await talk.mine.payments.get(draft.payment_id)).client_name


@dataclass(frozen=True)
class WhyDropped(PickReason[TomorrowDraft]):
    """The reason for an item of the week that falls out of its day (SPEC 7)."""

    async def show(self, talk: Talk, draft: TomorrowDraft) -> Screen:
        screen = await super().show(talk, draft)
        payment = await talk.mine.payments.get(draft.payment_id)
        asked = _("{client} · {sum} was in the week's plan for {day}. Why not that day?")
        said = {"client": payment.client_name, "sum": short(payment.rest or payment.amount)}
        text = fill(asked, **said, day=long_day(draft.on or talk.today))
        return replace(screen, text=text)


async def change_item(talk: Talk, draft: TomorrowDraft) -> Move:
    """Another sum of the payment that day, in kopecks; more than its rest is asked once more.

    Raises NotYoursError.
    """
    day = await _open_day(talk, draft)
    if draft.amount is None:
        return Again()
    payment = await talk.mine.payments.get(draft.payment_id)
    if draft.amount > payment.rest:
        return Again(
            draft.model_copy(update={"amount": None}),
            hint=fill(_("Only {rest} of it is still expected. For example: {rest}"), rest=money(payment.rest)),
        )
    await talk.mine.tomorrow_plans.change(day, draft.payment_id, draft.amount)
    return _finish(talk, day)


@dataclass(frozen=True)
class WhenInstead(PickDay[TomorrowDraft]):
    """Of what stays dated that day: else it would be overdue the morning after."""

    async def question(self, talk: Talk, draft: TomorrowDraft) -> Markup:
        payment = await talk.mine.payments.get(draft.payment_id)
        said = {"client": payment.client_name, "sum": short(payment.rest)}
        return fill(_("{client} · {sum}\nWhen to expect it now?"), **said)

    async def show(self, talk: Talk, draft: TomorrowDraft) -> Screen:
        screen = await super().show(talk, draft)
        if draft.month is not None or draft.either is not None:
            return screen
        calendar, on = (await calendar_of(talk)).without_absences(), draft.on or talk.today
        days = dict.fromkeys(calendar.take(on + timedelta(days=ahead)).day for ahead in INSTEAD)
        found = tuple(Choice(short_day(day), day.isoformat()) for day in days)
        return Screen(screen.text, (found, (Choice(_("📅 Calendar"), GRID), Choice(_("Not known yet"), UNKNOWN))))

    async def press(self, talk: Talk, draft: TomorrowDraft, value: str) -> Move:
        return await _next(talk, draft) if value == UNKNOWN else await super().press(talk, draft, value)


async def drop_item(talk: Talk, draft: TomorrowDraft) -> Move:
    """Then when it is awaited instead, where it stays dated that day."""
    day = await _open_day(talk, draft)
    reason = draft.reason or MoveReason.OTHER
    await talk.mine.tomorrow_plans.drop(day, draft.payment_id, reason)
    await keep_words(talk, draft.payment_id, draft.why)
    payment = await talk.mine.payments.get(draft.payment_id)
    return Goto("when", draft) if payment.is_open and payment.due_on == day else await _next(talk, draft)


async def move_item(talk: Talk, draft: TomorrowDraft) -> Move:
    """The reason goes with it, into its own story and so into the week's result."""
    day = await _open_day(talk, draft)
    taken = take_expected_day(draft.day or day, talk.today, await calendar_of(talk))
    if isinstance(taken, Past):
        return Again(hint=past_day())
    if taken.day == day:
        return Again(hint=fill(_("That is the day it dropped from. For example: Fri · 25.12")))
    change = await talk.mine.payment_changes.move(draft.payment_id, taken.day, draft.reason or MoveReason.OTHER)
    following = await _next(talk, draft)
    if isinstance(following, Goto):
        return following
    card = PaymentCard(payment_id=draft.payment_id, said=day_off(taken), event_id=change.event_id)
    return Done(card, (Touch(TomorrowView.key_for(talk.actor.person_id, day)),))


async def _next(talk: Talk, draft: TomorrowDraft) -> Move:
    """The next item that nobody has explained."""
    day = await _open_day(talk, draft)
    ahead = await talk.mine.tomorrow_plans.of_person(day)
    if not ahead.to_explain:
        return _finish(talk, day)
    return Goto("why", TomorrowDraft(draft_id=draft.draft_id, on=day, payment_id=ahead.to_explain[0]))


async def _open_day(talk: Talk, draft: TomorrowDraft) -> date:
    """Raises AlreadyDoneError where the day has begun meanwhile."""
    evening = None if draft.on is None else await evening_of(talk.tx, talk.actor, draft.on)
    if evening is None or evening.edit is Edit.CLOSED:
        raise AlreadyDoneError
    return evening.ahead.day


def _finish(talk: Talk, day: date) -> Done:
    return Done(TomorrowView(day=day), (Touch(TomorrowView.key_for(talk.actor.person_id, day)),))


TOMORROW = Dialog(
    name=DIALOG,
    draft=TomorrowDraft,
    steps={
        "amount": EnterAmount(change_item, how_much, whose, part_of=count_awaited, takes=frozenset({"amount"})),
        "reason": PickReason(lambda: _("Why not that day?"), drop_item),
        "why": WhyDropped(lambda: _("Why not that day?"), drop_item),
        "when": WhenInstead(move_item, at_bank=True),
    },
    roles=SELLERS,
)
