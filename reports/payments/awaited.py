"""What is owed by a client and awaited of them, a line each: the same on the card and before a meeting."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from reports.message.format import chance, short, short_date, short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill
from sales.debts.debt import Debt
from sales.payments.payment import Payment

MOST_PAYMENTS = 3


def tell_awaited(
    payments: Sequence[Payment], owed: Sequence[Debt], today: date, most: int = MOST_PAYMENTS
) -> list[Markup]:
    """What is owed, as one line of it all: the oldest tells how long. Then what is awaited."""
    ids = {each.payment_id for each in owed}
    due = [each for each in payments if each.id not in ids]
    shown = [_tell_due(each) for each in due[:most]]
    if rest := due[most:]:
        shown.append(fill(_("and {n} more, {sum}"), n=len(rest), sum=short(sum(each.rest for each in rest))))
    return [*([_debt(owed, today)] if owed else []), *shown]


def _debt(owed: Sequence[Debt], today: date) -> Markup:
    """«⚠️ долг 90 тыс · 12 дней»"""
    days = max(each.age(today) for each in owed)
    sentence = ngettext("⚠️ owes {sum} · {n} day", "⚠️ owes {sum} · {n} days", days)
    said = fill(sentence, sum=short(sum(each.rest for each in owed)), n=days)
    promised = [each.due_on for each in owed if each.is_promised(today)]
    return fill(_("{debt}, promised {day}"), debt=said, day=short_date(min(promised))) if promised else said


def _tell_due(payment: Payment) -> Markup:
    """«💰 150 тыс · пн 23.11 · 80 %»"""
    said = {"sum": short(payment.rest), "day": short_day(payment.due_on), "chance": chance(payment.probability)}
    return fill("{sign} {sum} · {day} · {chance}", sign="◐" if payment.received else "💰", **said)
