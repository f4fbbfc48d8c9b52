"""The check-in of a manager: every button of the message that asks what came today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.checkins.checkin_answers import DIALOG, AnswerDraft, get_awaited, note, note_step
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Erase, Redraw, Reply, Say, Toast
from handlers.general.undo_steps import undo_and_tell
from handlers.payments.counted import ask_about
from handlers.payments.fact import FactDraft
from handlers.redraw.touching import slot_now
from reports.checkins.checkin import CheckinView
from reports.checkins.presses import CheckinDeed, CheckinPress
from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Button, Message
from reports.payments.fact_card import FactCard, rest_of
from reports.payments.presses import UndoPress
from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import EXPECTED, Answer
from sales.checkins.live_rows import LiveRow
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.money import Kopecks
from sales.payments.held import HeldMoney
from sales.payments.receipt import Receipt
from storage.tables.types import Json

FORMS = {
    CheckinDeed.PART: "amount",
    CheckinDeed.MOVE: "day",
    CheckinDeed.NO: "not_coming",
    CheckinDeed.QUIET: "not_before",
}
"""What is asked further, by the step that asks it."""


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
    async def press_checkin(_query: CallbackQuery, callback_data: CheckinPress, talk: Talk) -> list[Reply]:
        checkin = await talk.mine.checkins.get(callback_data.checkin_id)
        if checkin.person_id != talk.actor.person_id:
            raise NotYoursError
        last = await talk.tx.system.checkins.last_of(talk.actor.person_id, talk.today)
        it = PressedCheckin(talk, runner, checkin, callback_data)
        if last is None or last.id != checkin.id:
            return await _answer_later(it)
        return [*await _carry_out(it), *await runner.leave_settled(talk)]

    return router


async def _carry_out(it: PressedCheckin) -> list[Reply]:  # noqa: C901  an arm a deed
    match it.press.deed:
        case CheckinDeed.PART | CheckinDeed.MOVE | CheckinDeed.NO | CheckinDeed.QUIET:
            return await ask(it)
        case CheckinDeed.CAME:
            return await record_came(it)
        case CheckinDeed.SAME:
            return await leave_unchanged(it)
        case CheckinDeed.SETTLED:
            return await settle_checkin(it)
        case CheckinDeed.ALL:
            return await ask_all(it)
        case CheckinDeed.ALL_CAME:
            return await record_all_came(it)
        case CheckinDeed.UNDO:
            return await undo(it)
        case CheckinDeed.EXTRA:
            return await it.runner.open(it.talk, "fact", step="client")
        case CheckinDeed.PAGE:
            return [it.redrawn]
        case CheckinDeed.WAKE:
            return await woken(it)
        case CheckinDeed.OPEN:
            return [Erase(), show_checkin(it.checkin)]


async def record_came(it: PressedCheckin) -> list[Reply]:
    """«✅» on a row: what the row asks about has come, today; of one that was cut, no more than that."""
    before = await it.talk.mine.checkins.answers_of(it.checkin.id)
    asked = {live.payment.id: live.row.rest for live in await _list_awaited(it)}
    receipt = await _settle(it, it.press.payment_id, asked.get(it.press.payment_id))
    if isinstance(receipt, HeldMoney):
        return [Toast(_("Looks like a record that is there: see below")), ask_about(receipt), it.redrawn]
    await _note_step(it, before, [receipt.id])
    return [Toast(_("Recorded: {sum}").format(sum=money(receipt.amount))), *_rests([receipt]), it.redrawn]


def _rests(receipts: Sequence[Receipt]) -> list[Reply]:
    """Of a sum that was cut in the plan something is left, which is asked about, once."""
    return [Say(FactCard(receipt_id=each.id)) for each in receipts if rest_of(each) is not None]


async def ask_all(it: PressedCheckin) -> list[Reply]:
    """«Всё пришло»: of today's rows, and asked first."""
    if not any(not live.is_overdue for live in await _list_awaited(it)):
        raise AlreadyDoneError
    return [Redraw(CheckinView(checkin_id=it.checkin.id, page=it.press.page, asks_all=True))]


async def record_all_came(it: PressedCheckin) -> list[Reply]:
    """What is like money that is there already is asked about one by one, and the rest is recorded."""
    before, receipts = await it.talk.mine.checkins.answers_of(it.checkin.id), list[Receipt]()
    questions: list[Reply] = []
    for live in await _list_awaited(it):
        if live.is_overdue:
            continue
        receipt = await _settle(it, live.payment.id, live.row.rest, frozenset(each.id for each in receipts))
        if isinstance(receipt, HeldMoney):
            questions.append(ask_about(receipt))
        else:
            receipts.append(receipt)
    if not receipts and not questions:
        raise AlreadyDoneError
    if receipts:
        await _note_step(it, before, [each.id for each in receipts])
    total = money(sum(each.amount for each in receipts))
    return [Toast(_("Recorded: {sum}").format(sum=total)), *questions, *_rests(receipts), it.redrawn]


async def _list_awaited(it: PressedCheckin) -> list[LiveRow]:
    rows = await it.talk.tx.system.checkins.rows(it.checkin.person_id, it.checkin.day, it.checkin.slot)
    return [live for live in rows if live.state in EXPECTED]


async def _settle(
    it: PressedCheckin, payment_id: int, at_most: Kopecks | None, besides: frozenset[int] = frozenset()
) -> Receipt | HeldMoney:
    talk = it.talk
    receipt = await talk.mine.counting.settle(
        payment_id, talk.today, talk.said_at, at_most=at_most, checkin_id=it.checkin.id, besides=besides
    )
    if isinstance(receipt, Receipt):
        await note(talk, it.checkin.id, payment_id, Answer.CAME)
    return receipt


async def leave_unchanged(it: PressedCheckin) -> list[Reply]:
    """«Без изменений»: the whole answer in one tap."""
    before = await it.talk.mine.checkins.answers_of(it.checkin.id)
    await it.talk.mine.checkins.leave_unchanged(it.checkin.id)
    await _note_step(it, before)
    return [Toast(_("Recorded: no change")), it.redrawn]


async def settle_checkin(it: PressedCheckin) -> list[Reply]:
    """The same, under the reminder, which goes; the check-in above is redrawn by itself."""
    toast, _redrawn = await leave_unchanged(it)
    return [toast, Erase()]


async def undo(it: PressedCheckin) -> list[Reply]:
    """Take back the step whose id the button carries, with the money that came by it."""
    try:
        _gone, told = await undo_and_tell(it.talk, it.press.payment_id)
    except AlreadyDoneError:
        return [Toast(_("Undone already"))]
    return [Toast(_("Taken back")), it.redrawn, *told]


async def _note_step(it: PressedCheckin, before: Json, receipt_ids: Sequence[int] = ()) -> None:
    await note_step(it.talk, it.checkin.id, before, receipt_ids)


async def woken(it: PressedCheckin) -> list[Reply]:
    """It was put off, and is asked about again."""
    before = await it.talk.mine.checkins.answers_of(it.checkin.id)
    payment = await it.talk.mine.payment_changes.ask_from(it.press.payment_id, None)
    was = {str(payment.id): payment.ask_from.isoformat() if payment.ask_from else None}
    step_id = await note_step(it.talk, it.checkin.id, before, ask_from=was)
    told = fill(_("🔔 {client} · {sum}: asked about again"), client=payment.client_name, sum=bold(money(payment.rest)))
    return [Redraw(Message(told, ((Button(_("↩️ Undo"), UndoPress(step_id=step_id).pack()),),)))]


async def ask(it: PressedCheckin) -> list[Reply]:
    """Of the payment's own: a foreign id is told before the question, not after the answer."""
    draft = AnswerDraft(checkin_id=it.checkin.id, payment_id=it.press.payment_id)
    await get_awaited(it.talk, draft)
    return await it.runner.open(it.talk, DIALOG, draft, FORMS[it.press.deed])


async def _answer_later(it: PressedCheckin) -> list[Reply]:
    """A row of yesterday is moved, put off or told of from where it stands; what comes is an answer of today."""
    current = await current_of(it.talk)
    if current is not None and it.press.deed in FORMS:
        return await ask(replace(it, checkin=current))
    if current is None and it.press.deed in (CheckinDeed.CAME, CheckinDeed.PART):
        return await _ask_how_much(it)
    return await ask(it) if it.press.deed is CheckinDeed.MOVE else _open_newer(it.checkin, current)


async def _ask_how_much(it: PressedCheckin) -> list[Reply]:
    """On a day off nothing is asked, and money is told of as anywhere else: the sum and its day are a tap away."""
    payment = await get_awaited(it.talk, AnswerDraft(payment_id=it.press.payment_id))
    draft = FactDraft(client_id=payment.client_id, payment_id=payment.id, day=it.talk.today)
    return await it.runner.open(it.talk, "fact", draft, "amount")


def _open_newer(old: Checkin, current: Checkin | None) -> list[Reply]:
    """The button of an earlier question: the one of now is opened instead."""
    redrawn = Redraw(CheckinView(checkin_id=old.id))
    if current is None:
        return [Toast(_("This day is over, nothing is asked now")), redrawn]
    return [Toast(_("There is a newer question, here it is")), redrawn, show_checkin(current)]


async def current_of(talk: Talk) -> Checkin | None:
    """The question of now, opened ahead of its time where need be; None on a day off."""
    department = await talk.mine.departments.read_own()
    if department is None:
        return None
    day, slot = await slot_now(talk.tx, department)
    if slot is None:
        return None
    person_id, code = talk.actor.person_id, slot.slot.code
    await talk.tx.system.checkins.open(person_id, day, code, talk.tx.clock.now())
    return await talk.tx.system.checkins.find(person_id, day, code)


def show_checkin(checkin: Checkin, *, asks_all: bool = False) -> Say:
    """Below everything else in the chat; `asks_all`: with the question of «Всё пришло»."""
    view = CheckinView(checkin_id=checkin.id, asks_all=asks_all)
    return Say(view.under(view.key_for(checkin.person_id, checkin.day, checkin.slot)), fresh=True)
