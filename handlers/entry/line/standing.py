"""Cards sent before a line has changed what they are of: they are drawn anew, and say what is true now."""

from collections.abc import Sequence

from handlers.dialog.model import Talk
from handlers.framework.replies import Touch
from reports.message.view import View
from reports.payments.fact_card import FactCard
from reports.payments.payment_card import PaymentCard
from sales.payments.payment import Payment


async def touch_card(talk: Talk, changed: View, by: str) -> tuple[Touch, ...]:
    """The card of it, wherever it stands in the speaker's own chat. `by`: the field that says what it is of."""
    return await _touch(talk, [(changed, by)])


async def touch_cards_of_money(talk: Talk, owed: Sequence[Payment], amount: int) -> tuple[Touch, ...]:
    """What money of that sum was for, the oldest first: its card, and «Остаток …. Когда ждать?» of a part before."""
    paid, left = list[Payment](), amount
    for each in owed:
        if left > 0:
            paid.append(each)
        left -= each.rest
    ids = {each.id for each in paid}
    parts = await talk.mine.receipts.of_client(paid[0].client_id) if any(each.received for each in paid) else []
    cards = [(FactCard(receipt_id=each.receipt_id), "receipt_id") for each in parts if each.payment_id in ids]
    return await _touch(talk, [*((PaymentCard(payment_id=each), "payment_id") for each in sorted(ids)), *cards])


async def _touch(talk: Talk, cards: Sequence[tuple[View, str]]) -> tuple[Touch, ...]:
    return tuple(map(Touch, await talk.tx.system.outbox.keys_showing_any(talk.actor.telegram_id, cards)))
