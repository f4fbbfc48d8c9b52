"""
Money is counted here and nowhere else among the handlers, whichever door it comes by (SPEC 5).

Each function answers with the view to show: the record's card, or the question by which nothing is counted yet.
"""

from datetime import date, datetime

from handlers.dialog.model import Talk
from handlers.dialog.steps.calendars import calendar_of
from handlers.framework.replies import Say
from handlers.payments.rest import place_rest
from reports.message.view import View
from reports.payments.held_card import HeldCard
from reports.payments.payment_card import PaymentCard
from sales.activities.activities import may_backdate
from sales.payments.held import HeldMoney
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact


async def receive_money(
    talk: Talk,
    new: NewFact,
    sent_at: datetime | None = None,
    checkin_id: int | None = None,
    *,
    day_confirmed: bool = False,
) -> View:
    """Money came, or went back: the line, the dialog, a row of the check-in. Raises NotYoursError.

    `day_confirmed`: it was asked already whether it came so long ago.
    """
    asks_day = not day_confirmed and await is_day_asked(talk, new.on)
    found = await talk.mine.counting.receive(new, asks_day=asks_day, checkin_id=checkin_id)
    if isinstance(found, HeldMoney):
        return HeldCard(held_id=found.id)
    return await place_rest(talk, found, new.rest_on, sent_at)


async def expect_money(talk: Talk, new: NewPayment, said: date | None = None, sent_at: datetime | None = None) -> View:
    """Money is expected; `said`: the day off that was asked for. Raises NotYoursError."""
    found = await talk.mine.counting.expect(new)
    if isinstance(found, HeldMoney):
        return HeldCard(held_id=found.id)
    return PaymentCard(payment_id=found.id, said=said, sent_at=sent_at)


async def list_owed(talk: Talk, client_id: int) -> tuple[int, ...]:
    """The client's open payments, the oldest first: what money of no named payment falls on."""
    return tuple(each.id for each in await talk.mine.payments.open_of(client_id))


def ask_about(held: HeldMoney) -> Say:
    """The question of a button: pressed again, it is the message that stands there."""
    return Say(HeldCard(held_id=held.id).under(HeldCard.key_for(held.id)))


async def is_day_asked(talk: Talk, on: date) -> bool:
    """A fact older than three workdays, or of another month, is not taken on trust."""
    today = talk.today
    if on >= today:
        return False
    other_month = (on.year, on.month) != (today.year, today.month)
    return other_month or not may_backdate(on, today, await calendar_of(talk))
