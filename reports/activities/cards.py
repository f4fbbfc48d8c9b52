"""Record cards by what they show: every record that is saved is answered with one of these views."""

from datetime import datetime

from markupsafe import Markup

from reports.activities.activity_card import activity_card, activity_title
from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message, View
from reports.payments.fact_card import fact_card
from reports.payments.payment_card import payment_card, title
from sales.calendar.calendar import Taken
from sales.core.clock import local_date
from sales.payments.payment import Payment
from sales.payments.receipt import Receipt
from storage.activities.activity import Activity
from storage.engine.actor import Actor

__all__ = [
    "activity_card",
    "activity_view",
    "fact_card",
    "fact_view",
    "payment_card",
    "payment_view",
    "undone",
    "undone_activity",
    "undone_payment",
    "undone_receipt",
]


def payment_view(
    payment_id: int,
    taken: Taken | None = None,
    sent_at: datetime | None = None,
    event_id: int = 0,
    *,
    another: bool = False,
) -> View:
    """`taken`: of a date that may have been a day off; `event_id`: the change that ↩️ takes back instead of all."""
    said = {"said": _said(taken), "sent_at": _iso(sent_at), "event_id": event_id, "another": another}
    return View("payment_card", {"payment_id": payment_id} | _kept(said))


def fact_view(
    receipt_id: int,
    sent_at: datetime | None = None,
    taken: Taken | None = None,
    event_id: int = 0,
    *,
    answered: bool = False,
) -> View:
    """`answered`: when the rest is to come was said, on the day `taken`, by the payment's change `event_id`."""
    said = {"sent_at": _iso(sent_at), "said": _said(taken), "event_id": event_id, "answered": answered}
    return View("fact_card", {"receipt_id": receipt_id} | _kept(said))


def activity_view(
    activity_id: int, sent_at: datetime | None = None, taken: Taken | None = None, *, closed: bool = False
) -> View:
    """`closed`: there is no next step, it was said."""
    said = {"sent_at": _iso(sent_at), "said": _said(taken), "closed": closed}
    return View("activity_card", {"activity_id": activity_id} | _kept(said))


def undone_payment(payment: Payment) -> Message:
    return undone(title(payment))


def undone_receipt(receipt: Receipt) -> Message:
    return undone(fill(_("{client} · {sum}"), client=receipt.fact.client_name, sum=money(receipt.amount)))


def undone_activity(activity: Activity, actor: Actor, now: datetime) -> Message:
    return undone(activity_title(activity, actor.zone, local_date(now, actor.zone)))


def undone(what: Markup) -> Message:
    return Message(fill(_("↩️ Undone: {what}"), what=what))


def _said(taken: Taken | None) -> str:
    return taken.said.isoformat() if taken is not None and taken.is_moved else ""


def _iso(instant: datetime | None) -> str:
    return "" if instant is None else instant.isoformat()


def _kept(said: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in said.items() if value}
