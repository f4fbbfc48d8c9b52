"""A promise without a sum is rather about money that is awaited already than about a new payment."""

from collections.abc import Sequence

from handlers.dialog.model import Talk
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason

PROMISED = "promised"


async def is_about_awaited(talk: Talk, entry: Entry) -> bool:
    """«обещали оплатить в пятницу»: a day, no sum, and something is awaited of that client."""
    priceless = entry.amount is None and entry.amount_choice is None and entry.amount_mistake is None
    if not entry.promised or entry.verb is not Verb.EXPECT or not priceless or not entry.client_id:
        return False
    return entry.day is not None and entry.day >= talk.today and bool(await list_awaited(talk, entry))


async def list_awaited(talk: Talk, entry: Entry) -> Sequence[Payment]:
    """The oldest first; an invoice that was named says which."""
    owed = await talk.mine.payments.open_of(entry.client_id or 0)
    return [each for each in owed if entry.invoice and each.invoice == entry.invoice] or owed


def as_move(entry: Entry) -> Entry:
    """Another day is promised: what comes of it is the client's word."""
    return entry.model_copy(update={"verb": Verb.MOVE, "promised": False, "reason": MoveReason.PROMISED})
