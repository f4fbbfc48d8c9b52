"""What is recorded, as the line that would say it: to be changed in a word and recorded anew."""

from handlers.dialog.model import Talk
from sales.core.clock import local
from sales.entry.clients.names import Found
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry
from sales.payments.facts import FactKind
from sales.payments.held import HeldKind
from storage.payments.undoable import UndoableKind, UndoableRecord


async def entry_of(talk: Talk, record: UndoableRecord) -> Entry | None:
    """None for what is no single line: a change, a tap, a plan that was said done. Raises NotYoursError."""
    match record.kind:
        case UndoableKind.PAYMENT:
            return await _read_payment(talk, record.id)
        case UndoableKind.RECEIPT:
            return await _read_receipt(talk, record.id)
        case UndoableKind.ACTIVITY:
            return await _read_activity(talk, record.id)
        case UndoableKind.HELD:
            return await _read_held(talk, record.id)
        case UndoableKind.CHANGE | UndoableKind.STEP:
            return None


async def _read_payment(talk: Talk, payment_id: int) -> Entry:
    payment = await talk.mine.payments.get(payment_id)
    return Entry(
        text=payment.comment or payment.client_name,
        said_on=talk.today,
        verb=Verb.EXPECT,
        client=Found(payment.client_id, payment.client_name),
        amount=payment.amount,
        day=payment.due_on,
        day_confirmed=True,
        probability=payment.probability if payment.probability_manual else None,
        invoice=payment.invoice,
        comment=payment.comment or "",
    )


async def _read_receipt(talk: Talk, receipt_id: int) -> Entry:
    receipt = await talk.mine.receipts.get(receipt_id)
    return Entry(
        text=receipt.fact.client_name,
        said_on=talk.today,
        verb=Verb.REFUND if receipt.fact.kind is FactKind.REFUND else Verb.FACT,
        client=Found(receipt.fact.client_id, receipt.fact.client_name),
        amount=abs(receipt.amount),
        day=receipt.fact.on,
        day_confirmed=True,
        comment=receipt.fact.comment or "",
    )


async def _read_held(talk: Talk, held_id: int) -> Entry:
    """Money that waits for a word, as it was said."""
    held = await talk.mine.counting.read_held(held_id)
    came = Verb.REFUND if held.amount < 0 else Verb.FACT
    return Entry(
        text=held.client_name,
        said_on=talk.today,
        verb=Verb.EXPECT if held.kind is HeldKind.EXPECTED else came,
        client=Found(held.client_id, held.client_name),
        amount=abs(held.amount),
        day=held.day,
        probability=held.details.get("probability"),
        invoice=held.details.get("invoice"),
        comment=held.details.get("comment") or "",
    )


async def _read_activity(talk: Talk, activity_id: int) -> Entry | None:
    activity = await talk.mine.activities.get(activity_id)
    at = activity.planned_at if activity.is_planned else activity.happened_at
    if at is None or (activity.is_done and activity.planned_at is not None):
        return None
    return Entry(
        text=activity.comment or activity.client_name,
        said_on=talk.today,
        verb=Verb(activity.type),
        client=Found(activity.client_id, activity.client_name),
        activity=activity.type,
        contact=activity.kind,
        day=activity.local_date,
        day_confirmed=True,
        at=local(at, talk.actor.zone).time().replace(second=0, microsecond=0),
        planned=activity.is_planned,
        outcome=activity.outcome,
        comment=activity.comment or "",
    )
