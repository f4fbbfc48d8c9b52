"""«Остаток 100 000 ₽. Когда ждать?»: one question after a part has come, one answer."""

from datetime import date, datetime

from handlers.dialog.model import Again, Dialog, Done, Move, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.calendars import calendar_of
from handlers.dialog.steps.day import DayDraft, PickDay, past_day
from handlers.framework.replies import Erase, Redraw, Replies
from handlers.payments.edit_payment import EDITORS
from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.payments.card_lines import day_off
from reports.payments.fact_card import FactCard, rest_of
from sales.calendar.calendar import Taken
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason, Past, RestChoice, rest_day, take_expected_day
from sales.payments.receipt import Receipt

DIALOG = "rest"
WHY = MoveReason.CLIENT_MOVED
"""Who pays a part has put the rest off: the question about the rest is one, the reason is not asked as well."""


class RestDraft(DayDraft):
    receipt_id: int = 0
    card_key: str = ""


async def rest_answer(runner: Runner, talk: Talk, receipt_id: int, choice: RestChoice, card_key: str) -> Replies:
    """Raises NotYoursError; AlreadyDoneError when nothing of it is awaited any more."""
    payment = await _rest(talk, receipt_id)
    if talk.actor.role not in EDITORS:
        raise NotYoursError
    await talk.mine.payments.get(payment.id)  # the money is theirs still, what is left of it may be somebody else's
    if choice is RestChoice.OTHER_DATE:
        return await runner.open(talk, DIALOG, RestDraft(receipt_id=receipt_id, card_key=card_key))
    if choice is RestChoice.AS_AWAITED:
        return Redraw(await press_as_awaited(talk, receipt_id))
    taken = rest_day(choice, talk.today, await calendar_of(talk))
    if taken is not None:
        return Redraw(await _put_off(talk, receipt_id, payment, taken))
    return Redraw(await press_not_awaited(talk, receipt_id))


async def place_rest(talk: Talk, receipt: Receipt, said: date | None, sent_at: datetime | None = None) -> FactCard:
    """The money's card; where the day of its rest was said with it, nothing is asked of that."""
    payment = rest_of(receipt)
    if said is None or payment is None or talk.actor.role not in EDITORS:
        return FactCard(receipt_id=receipt.id, sent_at=sent_at)
    taken = take_expected_day(max(said, talk.today), talk.today, await calendar_of(talk))
    if isinstance(taken, Past):
        return FactCard(receipt_id=receipt.id, sent_at=sent_at)
    card = await _put_off(talk, receipt.id, payment, taken)
    return card.model_copy(update={"sent_at": sent_at})


async def press_as_awaited(talk: Talk, receipt_id: int) -> FactCard:
    """On its day; where that is over meanwhile it is asked about as before. Raises NotYoursError, AlreadyDoneError."""
    payment = await _rest(talk, receipt_id)
    if payment.due_on < talk.today:
        return FactCard(receipt_id=receipt_id)
    return await _put_off(talk, receipt_id, payment, Taken(payment.due_on, payment.due_on))


async def press_not_awaited(talk: Talk, receipt_id: int) -> FactCard:
    """Raises NotYoursError, AlreadyDoneError."""
    payment = await _rest(talk, receipt_id)
    change = await talk.mine.payment_changes.cancel(payment.id, MoveReason.OTHER)
    return FactCard(receipt_id=receipt_id, event_id=change.event_id, answered=True)


async def which_day(talk: Talk, draft: RestDraft) -> Markup:
    payment = await _rest(talk, draft.receipt_id)
    return fill(_("{client}: {rest} is left. On what day?"), client=payment.client_name, rest=money(payment.rest))


async def take_day(talk: Talk, draft: RestDraft) -> Move:
    taken = take_expected_day(draft.day or talk.today, talk.today, await calendar_of(talk))
    if isinstance(taken, Past):
        return Again(hint=past_day())
    card = await _put_off(talk, draft.receipt_id, await _rest(talk, draft.receipt_id), taken)
    return Done(card, (Erase(draft.card_key),) if draft.card_key else ())


async def _rest(talk: Talk, receipt_id: int) -> Payment:
    payment = rest_of(await talk.mine.receipts.get(receipt_id))
    if payment is None:
        raise AlreadyDoneError
    return payment


async def _put_off(talk: Talk, receipt_id: int, payment: Payment, taken: Taken) -> FactCard:
    """A rest that stays on its day is no move."""
    if payment.due_on == taken.day:
        return FactCard(receipt_id=receipt_id, said=day_off(taken), answered=True)
    change = await talk.mine.payment_changes.move(payment.id, taken.day, WHY)
    return FactCard(receipt_id=receipt_id, said=day_off(taken), event_id=change.event_id, answered=True)


REST = Dialog(
    name=DIALOG, draft=RestDraft, steps={"day": PickDay(take_day, asks=which_day, at_bank=True)}, roles=EDITORS
)
