"""«Та же», «Ещё одна», and the day of money that came long ago: the word that held money has waited for."""

from contextlib import suppress
from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk
from handlers.framework.access import FACT_ENTERERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies
from handlers.payments.rest import place_rest
from reports.message.view import View
from reports.payments.held_card import HeldCard
from reports.payments.payment_card import PaymentCard
from reports.payments.presses import HeldPress
from sales.checkins.checkin_rows import Answer
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.undo import UndoStepKind
from sales.payments.held import HeldAnswer, HeldMoney
from sales.payments.payment import Payment
from sales.payments.receipt import Receipt


def make_router() -> Router:
    router = Router(name="held money")

    @router.callback_query(Pressed(HeldPress), flags=access(FACT_ENTERERS))
    async def press_held(_query: CallbackQuery, callback_data: HeldPress, talk: Talk) -> Replies:
        return Redraw(await answer_held(talk, callback_data.held_id, HeldAnswer(callback_data.deed)))

    return router


async def answer_held(talk: Talk, held_id: int, answer: HeldAnswer) -> View:
    """Raises NotYoursError, AlreadyDoneError."""
    held = await talk.mine.counting.read_held(held_id)
    found = await talk.mine.counting.answer(held_id, answer, talk.today)
    if isinstance(found, HeldMoney):
        if answer is HeldAnswer.SAME:
            await talk.mine.undo_steps.note(UndoStepKind.SAME, held_id, {})
        return HeldCard(held_id=found.id)
    if isinstance(found, Payment):
        return PaymentCard(payment_id=found.id)
    await _answer_row(talk, held, found)
    rest_on = held.details.get("rest_on")
    return await place_rest(talk, found, date.fromisoformat(rest_on) if rest_on else None)


async def _answer_row(talk: Talk, held: HeldMoney, receipt: Receipt) -> None:
    """The row of a check-in that was pressed is answered only now."""
    if held.checkin_id is None or not receipt.payments:
        return
    payment = receipt.payments[0]
    answer = Answer.PART if payment.rest else Answer.CAME
    with suppress(AlreadyDoneError, NotYoursError):
        await talk.mine.checkins.answer(held.checkin_id, payment.id, answer)
