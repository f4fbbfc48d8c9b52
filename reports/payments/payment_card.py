"""
The card of an expected payment: what is awaited and when, and what can be done about it in one tap.

It is made from the data of the moment, so that a card touched tomorrow says what is true tomorrow.
"""

from datetime import date, datetime

from markupsafe import Markup

from reports.asks.presses import AskAbout
from reports.message.address import MaybeDay, MaybeInstant
from reports.message.format import chance, day_month, money, short_day, weekday
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.screens.asking import give_button
from reports.message.view import View
from reports.message.words.terms import month_name, reason_words
from reports.payments.card_lines import may_edit, strip_number_sign, tell_arrived_late, tell_taken_at_bank
from reports.payments.payment_deal import OfDeal, deals_of
from reports.payments.presses import PaymentDeed, PaymentPress
from sales.calendar.calendar import Taken
from sales.core.clock import local_date
from sales.core.rights import Action, may
from sales.core.undo import may_undo
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason, PaymentEventKind, PaymentStatus, has_left_the_month, needs_attention
from storage.engine.actor import Actor
from storage.payments.payment_undo import PaymentEvent
from storage.transaction import Transaction


class PaymentCard(View):
    """`said`: the day off that was asked for; `event_id`: the change just made."""

    name = "payment_card"

    payment_id: int
    said: MaybeDay = None
    sent_at: MaybeInstant = None
    event_id: int = 0
    another: bool = False
    """Of rows that earlier versions have written: says nothing any more."""

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        payment = await tx.as_(reader).payments.get(self.payment_id)
        taken = Taken(payment.due_on, self.said) if self.said else None
        of_deal = await deals_of(tx, reader, payment)
        text = lines(
            title(payment),
            tell_standing(payment, reader.zone),
            _invoice(payment),
            _contract(payment),
            await tell_last_move(tx, reader, payment),
            await tell_taken_at_bank(tx, payment.department_id, taken),
            *await of_deal.lines(tx, payment, local_date(tx.clock.now(), reader.zone)),
            _attention(payment),
            payment.comment,
            tell_arrived_late(self.sent_at, payment.created_at, reader.zone),
        )
        if not may(reader.role, Action.EDIT_RECORDS):  # a manager's card, whose reader leads by now
            return Message(text)
        return Message(text, _buttons(tx, reader, payment, taken, of_deal, self.event_id))


def title(payment: Payment) -> Markup:
    """💰 Ромашка · 150 000 ₽"""
    match payment.status:
        case PaymentStatus.PAID:
            return fill(_("✅ {client} · {sum}"), client=payment.client_name, sum=bold(money(payment.received)))
        case PaymentStatus.CANCELLED:
            return fill(_("❌ {client} · {sum}"), client=payment.client_name, sum=bold(money(payment.rest)))
        case PaymentStatus.PARTIAL:
            return fill(
                _("◐ {client} · {part} of {sum}"),
                client=payment.client_name,
                part=bold(money(payment.received)),
                sum=money(payment.amount),
            )
        case _:
            return fill(_("💰 {client} · {sum}"), client=payment.client_name, sum=bold(money(payment.amount)))


def tell_standing(payment: Payment, zone: str) -> Markup:
    if payment.status is PaymentStatus.PAID:
        over = payment.surplus
        return fill(_("Paid, +{sum} over"), sum=money(over)) if over else fill(_("Paid in full"))
    if payment.status is PaymentStatus.CANCELLED:
        return fill(_("No longer expected"))
    day = day_month(payment.due_on, local_date(payment.created_at, zone))
    when = {"weekday": weekday(payment.due_on), "day": day, "chance": chance(payment.probability)}
    if payment.status is PaymentStatus.PARTIAL:
        return fill(_("The rest, {rest}: {weekday} {day} · {chance}"), rest=money(payment.rest), **when)
    return fill(_("Expected {weekday} {day} · {chance}"), **when)


def _contract(payment: Payment) -> Markup | None:
    day = payment.contract_due_on
    if day is None or day == payment.due_on or not payment.is_open:
        return None
    return fill(_("By contract until {day}"), day=day_month(day))


def _invoice(payment: Payment) -> Markup | None:
    number = strip_number_sign(payment.invoice)
    return fill(_("Invoice no. {number}"), number=number) if number else None


async def tell_last_move(tx: Transaction, reader: Actor, payment: Payment) -> Markup | None:
    """«📅 с пн 23.11: ждём документы», and that the money has left its month."""
    if not payment.moves and payment.cancelled_at is None:
        return None
    story = await tx.as_(reader).payment_stories.events(payment.id)
    wanted = PaymentEventKind.CANCELLED if payment.cancelled_at else PaymentEventKind.MOVED
    event = next((each for each in reversed(story) if each.kind is wanted), None)
    if event is None or event.reason is None:
        return None
    if wanted is PaymentEventKind.CANCELLED:
        why = (event.after or {}).get("why")
        return lines(fill(_("Reason: {reason}"), reason=reason_words(MoveReason(event.reason))), why or None)
    return _move_line(event, payment)


def _move_line(event: PaymentEvent, payment: Payment) -> Markup:
    old = date.fromisoformat((event.before or {})["due_on"])
    reason = reason_words(MoveReason(event.reason or MoveReason.OTHER))
    moved = fill(_("📅 from {day}: {reason}"), day=short_day(old), reason=reason)
    if not has_left_the_month(old, payment.due_on):
        return moved
    return lines(moved, fill(_("Moved to {month}"), month=month_name(payment.due_on)))


def _attention(payment: Payment) -> Markup | None:
    if not payment.is_open or not needs_attention(payment.moves):
        return None
    return fill(_("⚠️ moved {n} times"), n=payment.moves)


def _buttons(
    tx: Transaction, reader: Actor, payment: Payment, taken: Taken | None, of_deal: OfDeal, event_id: int
) -> Keyboard:
    if not may_edit(reader, payment):
        give = give_button(reader, AskAbout.PAYMENT, payment.id)
        return (give,) if give else ()
    first: list[Button] = []
    if payment.is_open and taken and taken.is_moved:
        data = PaymentPress(deed=PaymentDeed.KEEP, payment_id=payment.id, value=taken.said.isoformat())
        first.append(Button(_("Keep {day}").format(day=short_day(taken.said)), data.pack()))
    if payment.is_open:
        first.append(_button(_("✏️ Edit"), PaymentDeed.EDIT, payment))
    second: list[Button] = []
    if event_id:
        data = PaymentPress(deed=PaymentDeed.REVERT, payment_id=payment.id, value=str(event_id))
        second.append(Button(_("↩️ Undo"), data.pack()))
    elif _can_take_back(tx, reader, payment):
        second.append(_button(_("↩️ Undo"), PaymentDeed.UNDO, payment))
    if payment.is_open and payment.owner_id == reader.person_id:
        second.append(_button(_("Next step"), PaymentDeed.NEXT, payment))
    return tuple(tuple(row) for row in (first, second, of_deal.buttons(reader, payment)) if row)


def _button(label: str, deed: PaymentDeed, payment: Payment) -> Button:
    return Button(label, PaymentPress(deed=deed, payment_id=payment.id).pack())


def _can_take_back(tx: Transaction, reader: Actor, payment: Payment) -> bool:
    return payment.created_by == reader.person_id and not payment.received and _is_fresh(tx, payment.created_at)


def _is_fresh(tx: Transaction, done_at: datetime) -> bool:
    return may_undo(done_at, tx.clock.now())
