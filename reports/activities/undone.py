"""What stands where the card of a record stood that was taken back."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from reports.activities.activity_card import activity_title
from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.payments.payment_card import title
from sales.core.clock import local_date
from sales.payments.payment import Payment
from sales.payments.receipt import Receipt
from storage.activities.activity import Activity
from storage.engine.actor import Actor


def tell_undone_payment(payment: Payment) -> Message:
    return tell_undone(title(payment))


def tell_undone_receipt(receipt: Receipt) -> Message:
    return tell_undone(fill(_("{client} · {sum}"), client=receipt.fact.client_name, sum=money(receipt.amount)))


def tell_confirmed_undone(receipts: Sequence[Receipt], who: str) -> Message:
    """To who had confirmed them; `who` takes them back."""
    said = [
        fill(_("{client} · {sum}"), client=each.fact.client_name, sum=bold(money(each.amount))) for each in receipts
    ]
    return Message(lines(fill(_("↩️ Taken back, though you had confirmed it: {what}"), what=said[0]), *said[1:], who))


def tell_undone_activity(activity: Activity, actor: Actor, now: datetime) -> Message:
    return tell_undone(activity_title(activity, actor.zone, local_date(now, actor.zone)))


def tell_undone(what: Markup) -> Message:
    return Message(fill(_("↩️ Undone: {what}"), what=what))
