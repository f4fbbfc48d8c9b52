"""↩️ and /undo: for ten minutes whatever was recorded can be taken back, the last first."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.framework.access import FACT_ENTERERS, access
from handlers.framework.replies import Replies, Reply, Say, Touch
from reports.activities.activity_card import ActivityCard
from reports.activities.undone import undone_activity, undone_payment, undone_receipt
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.message.view import Content, Keyed, View
from reports.payments.fact_card import FactCard
from reports.payments.payment_card import PaymentCard
from storage.payments.undoable import UndoableKind, UndoableRecord


def make_router() -> Router:
    router = Router(name="undo")

    @router.message(Command("undo"), flags=access(FACT_ENTERERS))
    async def undo(_message: TelegramMessage, talk: Talk) -> Replies:
        return await undo_last(talk)

    return router


async def undo_last(talk: Talk) -> list[Reply]:
    """The last record of the last ten minutes."""
    deed = await talk.mine.undoable.last()
    if deed is None:
        return [Say(Message(fill(_("Nothing was recorded in the last 10 minutes."))))]
    return await undo(talk, deed)


async def undo(talk: Talk, deed: UndoableRecord) -> list[Reply]:
    """Raises NotYoursError, AlreadyDoneError, TooLateError."""
    asking = await _asking_again(talk, deed)
    gone = await take_back(talk, deed)
    cards: list[Reply] = [Say(Keyed(gone, key)) for key in await cards_of(talk, deed)]
    return [*cards, *map(Touch, asking), Say(gone)]


async def cards_of(talk: Talk, deed: UndoableRecord) -> Sequence[str]:
    """The cards that show what was taken back lose their buttons too."""
    match deed.kind:
        case UndoableKind.PAYMENT:
            card: View = PaymentCard(payment_id=deed.id)
        case UndoableKind.RECEIPT:
            card = FactCard(receipt_id=deed.id)
        case UndoableKind.ACTIVITY:
            card = ActivityCard(activity_id=deed.id)
        case UndoableKind.CHANGE:
            return ()
    return await talk.tx.system.outbox.keys_showing(talk.actor.telegram_id, card)


async def _asking_again(talk: Talk, deed: UndoableRecord) -> Sequence[str]:
    """A next step taken back leaves its question open on the card of what it followed."""
    if deed.kind is not UndoableKind.ACTIVITY:
        return ()
    follows_id = (await talk.mine.activities.get(deed.id)).follows_id
    if follows_id is None:
        return ()
    return await talk.tx.system.outbox.keys_showing(talk.actor.telegram_id, ActivityCard(activity_id=follows_id))


async def take_back(talk: Talk, deed: UndoableRecord) -> Content:
    """Raises NotYoursError, AlreadyDoneError, TooLateError."""
    match deed.kind:
        case UndoableKind.PAYMENT:
            return await undo_payment(talk, deed.id)
        case UndoableKind.RECEIPT:
            return await undo_receipt(talk, deed.id)
        case UndoableKind.CHANGE:
            return PaymentCard(payment_id=(await talk.mine.payment_stories.undo_change(deed.id)).id, another=True)
        case UndoableKind.ACTIVITY:
            return await undo_activity(talk, deed.id)


async def undo_payment(talk: Talk, payment_id: int) -> Message:
    payment = await talk.mine.payments.get(payment_id)
    await talk.mine.payment_stories.undo_payment(payment_id)
    return undone_payment(payment)


async def undo_receipt(talk: Talk, receipt_id: int) -> Message:
    receipt = await talk.mine.receipts.get(receipt_id)
    await talk.mine.receipts.undo(receipt_id)
    return undone_receipt(receipt)


async def undo_activity(talk: Talk, activity_id: int) -> Content:
    """A plan that was said done is a plan again, and its card says so."""
    activity = await talk.mine.activities.get(activity_id)
    if await talk.mine.activities.undo(activity_id) is not None:
        return ActivityCard(activity_id=activity_id)
    return undone_activity(activity, talk.actor, talk.tx.clock.now())
