"""What is offered in one tap and never recorded by itself: a new plan for one that is not there, promised money."""

from handlers.dialog.model import Opening
from handlers.entry.line.draft import DIALOG, EntryDraft
from handlers.payments.pay import PayDraft
from sales.entry.clients.names import Found
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.promise import Promise
from sales.entry.lines.understood import Entry
from sales.payments.payments import PaymentSource

OFFER = "offer"


def instead(entry: Entry) -> Entry | None:
    """The record that a move of nothing may have meant; None where a new one makes no sense."""
    new = {"shift": None, "later": None, "reason": None}
    if entry.verb is Verb.MOVE:
        return entry.model_copy(update={**new, "verb": Verb.EXPECT})
    if entry.verb is Verb.RESCHEDULE and entry.activity is not None:
        return entry.model_copy(update={**new, "verb": Verb(entry.activity), "planned": True, "outcome": None})
    return None


def offer_promised(draft: EntryDraft, entry: Entry) -> Opening | None:
    """The money that a call spoke of: with its sum by one tap, with its day alone by the question how much."""
    promise, client = entry.promise, entry.client
    if promise is None or not isinstance(client, Found) or (promise.amount is None and promise.day is None):
        return None
    if promise.amount is None:
        return Opening("pay", PayDraft(client_id=client.id, source=PaymentSource.CALL, on=promise.day), "amount")
    if promise.day is None and promise.either is not None:
        asked = PayDraft(client_id=client.id, source=PaymentSource.CALL, promised=promise.amount, either=promise.either)
        return Opening("pay", asked, "amount")
    expected = _expect(entry, promise)
    return Opening(DIALOG, EntryDraft(draft_id=f"{draft.draft_id}:p", entry=expected), OFFER)


def _expect(entry: Entry, promise: Promise) -> Entry:
    return Entry(
        text=entry.text,
        said_on=entry.said_on,
        verb=Verb.EXPECT,
        client=entry.client,
        amount=promise.amount,
        day=promise.day,
        probability=promise.probability,
        parts=promise.parts,
    )
