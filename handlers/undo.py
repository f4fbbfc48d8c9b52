"""↩️ and /undo: for ten minutes whatever was recorded can be taken back, the last first."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message as TelegramMessage

from handlers.access import FACT_ENTERERS, access
from handlers.dialog.model import Talk
from handlers.replies import Replies, Say
from reports.cards import payment_view, undone_activity, undone_payment, undone_receipt
from reports.language import gettext as _
from reports.markup import fill
from reports.message import Content, Message
from storage.undoable import Deed, DeedKind


def make_router() -> Router:
    router = Router(name="undo")

    @router.message(Command("undo"), flags=access(FACT_ENTERERS))
    async def undo(_message: TelegramMessage, talk: Talk) -> Replies:
        deed = await talk.tx.payments.last_undoable(talk.actor)
        if deed is None:
            return Say(Message(fill(_("Nothing was recorded in the last 10 minutes."))))
        return Say(await take_back(talk, deed))

    return router


async def take_back(talk: Talk, deed: Deed) -> Content:
    """Raises NotYoursError, AlreadyDoneError, TooLateError."""
    match deed.kind:
        case DeedKind.PAYMENT:
            return await undo_payment(talk, deed.id)
        case DeedKind.RECEIPT:
            return await undo_receipt(talk, deed.id)
        case DeedKind.CHANGE:
            return payment_view((await talk.tx.payments.undo_change(talk.actor, deed.id)).id, another=True)
        case DeedKind.ACTIVITY:
            return await undo_activity(talk, deed.id)


async def undo_payment(talk: Talk, payment_id: int) -> Message:
    payment = await talk.tx.payments.get(talk.actor, payment_id)
    await talk.tx.payments.undo_payment(talk.actor, payment_id)
    return undone_payment(payment)


async def undo_receipt(talk: Talk, receipt_id: int) -> Message:
    receipt = await talk.tx.payments.receipt(talk.actor, receipt_id)
    await talk.tx.payments.undo_receipt(talk.actor, receipt_id)
    return undone_receipt(receipt)


async def undo_activity(talk: Talk, activity_id: int) -> Message:
    activity = await talk.tx.activities.get(talk.actor, activity_id)
    await talk.tx.activities.undo(talk.actor, activity_id)
    return undone_activity(activity, talk.actor, talk.tx.clock.now())
