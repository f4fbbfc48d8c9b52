"""What stands where the card of a record stood that was taken back."""

from datetime import datetime

from markupsafe import Markup

from reports.activities.activity_card import activity_title
from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.payments.payment_card import title
from sales.core.clock import local_date
from sales.payments.payment import Payment
from sales.payments.receipt import Receipt
from storage.activities.activity import Activity
from storage.engine.actor import Actor


def undone_payment(payment: Payment) -> Message:
    return undone(title(payment))


def undone_receipt(receipt: Receipt) -> Message:
    return undone(fill(_("{client} · {sum}"), client=receipt.fact.client_name, sum=money(receipt.amount)))


def undone_activity(activity: Activity, actor: Actor, now: datetime) -> Message:
    return undone(activity_title(activity, actor.zone, local_date(now, actor.zone)))


def undone(what: Markup) -> Message:
    return Message(fill(_("↩️ Undone: {what}"), what=what))
