"""↩️: for ten minutes whatever was recorded can be taken back. handlers/general/last.py says what /undo means."""

from collections.abc import Awaitable, Sequence

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk
from handlers.framework.access import FACT_ENTERERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Reply, Say, Toast, Touch
from handlers.general.undo_confirmed import tell_confirmers
from handlers.general.undo_steps import undo_and_tell, undo_answer, undo_step
from reports.activities.activity_card import ActivityCard
from reports.activities.undone import tell_undone_activity, tell_undone_payment, tell_undone_receipt
from reports.message.language import gettext as _
from reports.message.message import Message
from reports.message.view import Content, Keyed, View
from reports.payments.fact_card import FactCard
from reports.payments.held_card import HeldCard
from reports.payments.payment_card import PaymentCard
from reports.payments.presses import UndoPress
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.undo import UndoStepKind
from storage.payments.undoable import UndoableKind, UndoableRecord


def make_router() -> Router:
    router = Router(name="undo")

    @router.callback_query(Pressed(UndoPress), flags=access(FACT_ENTERERS))
    async def press_undo(_query: CallbackQuery, callback_data: UndoPress, talk: Talk) -> Replies:
        try:
            gone, told = await undo_and_tell(talk, callback_data.step_id)
        except AlreadyDoneError:
            return Toast(_("Undone already"))
        return [Redraw(gone), *told]

    return router


async def undo(talk: Talk, deed: UndoableRecord) -> list[Reply]:
    """Its cards say so, and a message below. Raises NotYoursError, AlreadyDoneError, TooLateError."""
    gone, told = await _undo_deed(talk, deed)
    return [*told, Say(gone)]


async def undo_cards(talk: Talk, deed: UndoableRecord) -> list[Reply]:
    """Only its cards say so: one of several that go together. Raises as undo does."""
    return (await _undo_deed(talk, deed))[1]


async def _undo_deed(talk: Talk, deed: UndoableRecord) -> tuple[Content, list[Reply]]:
    if deed.kind is UndoableKind.STEP:
        cards = await _cards_of_step(talk, deed.id)
        gone, told = await undo_and_tell(talk, deed.id)
        return gone, [*(Say(Keyed(gone, key)) for key in cards), *told]
    asking = await _asking_again(talk, deed)
    told = await tell_confirmers(talk, [deed.id] if deed.kind is UndoableKind.RECEIPT else ())
    gone = await take_back(talk, deed)
    keys = await cards_of(talk, deed)
    return gone, [*(Say(Keyed(gone, key)) for key in keys), *map(Touch, asking), *told]


async def cards_of(talk: Talk, deed: UndoableRecord) -> Sequence[str]:
    """The cards that show what was taken back lose their buttons too."""
    match deed.kind:
        case UndoableKind.PAYMENT:
            card: View = PaymentCard(payment_id=deed.id)
        case UndoableKind.RECEIPT:
            card = FactCard(receipt_id=deed.id)
        case UndoableKind.ACTIVITY:
            card = ActivityCard(activity_id=deed.id)
        case UndoableKind.HELD:
            card = HeldCard(held_id=deed.id)
        case UndoableKind.CHANGE | UndoableKind.STEP:
            return ()
    return await talk.tx.system.outbox.keys_showing(talk.actor.telegram_id, card)


async def _cards_of_step(talk: Talk, step_id: int) -> list[str]:
    """Of the money that came by an answer to a check-in."""
    step = await talk.mine.undo_steps.last()
    if step is None or step.id != step_id or step.kind is not UndoStepKind.CHECKIN:
        return []
    shown, reader = talk.tx.system.outbox.keys_showing, talk.actor.telegram_id
    return [key for each in step.refs["receipts"] for key in await shown(reader, FactCard(receipt_id=each))]


async def _asking_again(talk: Talk, deed: UndoableRecord) -> Sequence[str]:
    """A next step taken back leaves its question open on the card of what it followed."""
    if deed.kind is not UndoableKind.ACTIVITY:
        return ()
    follows_id = (await talk.mine.activities.get(deed.id)).follows_id
    if follows_id is None:
        return ()
    return await talk.tx.system.outbox.keys_showing(talk.actor.telegram_id, ActivityCard(activity_id=follows_id))


async def take_back(talk: Talk, deed: UndoableRecord) -> Content:
    """Take it back by its kind; what stands in the place of its card.

    Raises NotYoursError, HasFactsError, AlreadyDoneError, TooLateError.
    """
    match deed.kind:
        case UndoableKind.PAYMENT:
            return await undo_payment(talk, deed.id)
        case UndoableKind.RECEIPT:
            return await undo_receipt(talk, deed.id)
        case UndoableKind.CHANGE:
            return await undo_change(talk, deed.id)
        case UndoableKind.ACTIVITY:
            return await undo_activity(talk, deed.id)
        case UndoableKind.STEP:
            return await undo_step(talk, deed.id)
        case UndoableKind.HELD:
            await talk.mine.counting.forget(deed.id)
            return HeldCard(held_id=deed.id)


async def quietly(gone: Awaitable[Content]) -> Reply:
    """↩️ of a card, which becomes what it leaves; a second tap is no news."""
    try:
        return Redraw(await gone)
    except AlreadyDoneError:
        return Toast(_("Undone already"))


async def undo_payment(talk: Talk, payment_id: int) -> Message:
    """Take back one's own new payment; what stands in its card's place.

    Raises NotYoursError, HasFactsError, AlreadyDoneError, TooLateError.
    """
    try:
        payment = await talk.mine.payments.get(payment_id)
    except NotYoursError:  # or taken back before, which is told otherwise
        await talk.mine.payment_stories.undo_payment(payment_id)
        raise
    await talk.mine.payment_stories.undo_payment(payment_id)
    return tell_undone_payment(payment)


async def undo_receipt(talk: Talk, receipt_id: int) -> Message:
    """Take back all parts of a receipt one has entered; what stands in its card's place.

    Raises NotYoursError, AlreadyDoneError, TooLateError.
    """
    try:
        receipt = await talk.mine.receipts.get(receipt_id)
    except NotYoursError:
        await talk.mine.receipts.undo(receipt_id)
        raise
    await talk.mine.receipts.undo(receipt_id)
    await undo_answer(talk, receipts=[receipt_id])
    return tell_undone_receipt(receipt)


async def undo_change(talk: Talk, event_id: int) -> PaymentCard:
    """Take back one's own move, or another change of a payment; its card as it was.

    Raises NotYoursError, AlreadyDoneError, TooLateError, ChangedSinceError.
    """
    payment = await talk.mine.payment_stories.undo_change(event_id)
    await undo_answer(talk, moved=event_id)
    return PaymentCard(payment_id=payment.id)


async def undo_activity(talk: Talk, activity_id: int) -> Content:
    """A plan that was said done is a plan again, and its card says so; of a cold call the number comes back, too."""
    step = await talk.mine.undo_steps.last_about(activity_id, UndoStepKind.COLD_CALL, UndoStepKind.PLAN_HELD)
    if step is not None:
        return await undo_step(talk, step.id)
    try:
        activity = await talk.mine.activities.get(activity_id)
    except NotYoursError:
        await talk.mine.activity_changes.undo(activity_id)
        raise
    if await talk.mine.activity_changes.undo(activity_id) is not None:
        return ActivityCard(activity_id=activity_id)
    return tell_undone_activity(activity, talk.actor, talk.tx.clock.now())
