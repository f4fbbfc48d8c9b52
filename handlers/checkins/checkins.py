"""The check-in of a manager: every button of the message that asks what came today."""

from dataclasses import dataclass

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.checkins.checkin_answers import DIALOG, AnswerDraft, note
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Erase, Redraw, Reply, Say, Toast
from handlers.redraw.touching import slot_now
from reports.checkins.checkin import CheckinView
from reports.checkins.presses import CheckinDeed, CheckinPress
from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Message
from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import EXPECTED, Answer
from sales.core.errors import AlreadyDoneError, NotYoursError


@dataclass(frozen=True, slots=True)
class PressedCheckin:
    talk: Talk
    runner: Runner
    checkin: Checkin
    press: CheckinPress

    @property
    def redrawn(self) -> Redraw:
        """The message whose button it was, on the page where it was."""
        return Redraw(CheckinView(checkin_id=self.checkin.id, page=self.press.page))


def make_router(runner: Runner) -> Router:
    router = Router(name="checkins")

    @router.callback_query(Pressed(CheckinPress), flags=access(SELLERS))
    async def pressed(_query: CallbackQuery, callback_data: CheckinPress, talk: Talk) -> list[Reply]:
        checkin = await talk.mine.checkins.get(callback_data.checkin_id)
        if checkin.person_id != talk.actor.person_id:
            raise NotYoursError
        last = await talk.tx.system.checkins.last_of(talk.actor.person_id, talk.today)
        if last is None or last.id != checkin.id:
            return await _newer(talk, checkin)
        return await _carry_out(PressedCheckin(talk, runner, checkin, callback_data))

    return router


async def _carry_out(it: PressedCheckin) -> list[Reply]:  # noqa: C901  an arm a deed
    match it.press.deed:
        case CheckinDeed.CAME:
            return await came(it)
        case CheckinDeed.PART:
            return await ask(it, "amount")
        case CheckinDeed.MOVE:
            return await ask(it, "day")
        case CheckinDeed.NO:
            return await ask(it, "not_coming")
        case CheckinDeed.SAME:
            return await unchanged(it)
        case CheckinDeed.SETTLED:
            return await settled(it)
        case CheckinDeed.ALL:
            return await all_came(it)
        case CheckinDeed.EXTRA:
            return await it.runner.open(it.talk, "fact", step="client")
        case CheckinDeed.PAGE:
            return [it.redrawn]
        case CheckinDeed.QUIET:
            return await ask(it, "not_before")
        case CheckinDeed.WAKE:
            return await woken(it)
        case CheckinDeed.OPEN:
            return [Erase(""), shown(it.checkin)]


async def came(it: PressedCheckin) -> list[Reply]:
    """«✅» on a row: what the row asks about has come, today; of one that was cut, no more than that."""
    talk = it.talk
    rows = await talk.tx.system.checkins.rows(it.checkin.person_id, it.checkin.day, it.checkin.slot)
    asked = {live.payment.id: live.row.rest for live in rows if live.state in EXPECTED}
    at_most = asked.get(it.press.payment_id)
    receipt = await talk.mine.receipts.settle(it.press.payment_id, talk.today, talk.said_at, at_most=at_most)
    await note(talk, it.checkin.id, it.press.payment_id, Answer.CAME)
    return [Toast(_("Recorded: {sum}").format(sum=money(receipt.amount))), it.redrawn]


async def all_came(it: PressedCheckin) -> list[Reply]:
    talk, checkin = it.talk, it.checkin
    rows = await talk.tx.system.checkins.rows(checkin.person_id, checkin.day, checkin.slot)
    awaited = {live.payment.id: live.row.rest for live in rows if live.state in EXPECTED}
    if not awaited:
        raise AlreadyDoneError
    total = 0
    for payment_id, rest in awaited.items():
        receipt = await talk.mine.receipts.settle(payment_id, talk.today, talk.said_at, at_most=rest)
        total += receipt.amount
        await note(talk, checkin.id, payment_id, Answer.CAME)
    return [Toast(_("Recorded: {sum}").format(sum=money(total))), it.redrawn]


async def unchanged(it: PressedCheckin) -> list[Reply]:
    """«Без изменений»: the whole answer in one tap."""
    await it.talk.tx.as_(it.talk.actor).checkins.unchanged(it.checkin.id)
    return [Toast(_("Recorded: no change")), it.redrawn]


async def settled(it: PressedCheckin) -> list[Reply]:
    """The same, under the reminder, which goes; the check-in above is redrawn by itself."""
    await it.talk.tx.as_(it.talk.actor).checkins.unchanged(it.checkin.id)
    return [Toast(_("Recorded: no change")), Erase("")]


async def woken(it: PressedCheckin) -> list[Reply]:
    """It was put off, and is asked about again."""
    payment = await it.talk.mine.payment_changes.ask_from(it.press.payment_id, None)
    told = fill(_("🔔 {client} · {sum}: asked about again"), client=payment.client_name, sum=bold(money(payment.rest)))
    return [Redraw(Message(told))]


async def ask(it: PressedCheckin, step: str) -> list[Reply]:
    """Of the payment's own: a foreign id is told before the question, not after the answer."""
    payment = await it.talk.tx.as_(it.talk.actor).payments.get(it.press.payment_id)
    if not payment.is_open:
        raise AlreadyDoneError
    draft = AnswerDraft(checkin_id=it.checkin.id, payment_id=payment.id)
    return await it.runner.open(it.talk, DIALOG, draft, step)


async def _newer(talk: Talk, old: Checkin) -> list[Reply]:
    """The button of an earlier question: the one of now is opened instead."""
    current = await current_of(talk)
    redrawn = Redraw(CheckinView(checkin_id=old.id))
    if current is None:
        return [Toast(_("This day is over, nothing is asked now")), redrawn]
    return [Toast(_("There is a newer question, I have opened it")), redrawn, shown(current)]


async def current_of(talk: Talk) -> Checkin | None:
    """The question of now, opened ahead of its time where need be; None on a day off."""
    department = await talk.mine.departments.own()
    if department is None:
        return None
    day, slot = await slot_now(talk.tx, department)
    if slot is None:
        return None
    person_id, code = talk.actor.person_id, slot.slot.code
    await talk.tx.system.checkins.open(person_id, day, code, talk.tx.clock.now())
    return await talk.tx.system.checkins.find(person_id, day, code)


def shown(checkin: Checkin) -> Say:
    """Below everything else in the chat."""
    view = CheckinView(checkin_id=checkin.id)
    return Say(view.under(view.key_for(checkin.person_id, checkin.day, checkin.slot)), fresh=True)
