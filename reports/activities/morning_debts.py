"""What a morning says of money: the ladder of reminding (spec/3); a few lines, the largest sum by days first."""

from datetime import date, timedelta

from markupsafe import Markup

from reports.activities.agenda import Agenda
from reports.activities.agenda_lines import overdue_line
from reports.message.format import short, short_day
from reports.message.language import gettext as _
from reports.message.markup import fill
from sales.debts.debt import age
from sales.debts.ladder import is_rung
from sales.payments.payment import Payment
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST = 3
AHEAD = timedelta(days=21)
"""Three workdays before a day are within it, whatever holidays lie between."""


async def remind_of_money(tx: Transaction, reader: Actor, agenda: Agenda) -> list[Markup]:
    """Of own money that is owed, or will soon be due, where today is a day to think of it and nobody has spoken yet."""
    if reader.department_id is None:
        return []
    day = agenda.day
    calendar = await tx.system.calendars.of_department(reader.department_id)
    ahead = await tx.as_(reader).payments.between(day + timedelta(days=1), day + AHEAD, reader.person_id)
    spoken = {each.client_id for each in agenda.activities if each.is_done}
    found = [
        each
        for each in (*agenda.overdue, *ahead)
        if each.client_id not in spoken and is_rung(each.due_on, day, calendar) and not _is_put_off(each, day)
    ]
    found.sort(key=lambda each: (-each.rest * age(each.first_due_on, day), each.id))
    return [_tell(each, day) for each in found[:MOST]]


def _is_put_off(payment: Payment, day: date) -> bool:
    return payment.ask_from is not None and day < payment.ask_from


def _tell(payment: Payment, day: date) -> Markup:
    if payment.due_on < day:
        return overdue_line(payment, day)
    ahead = _("💬 {client}: {sum} due {day}")
    return fill(ahead, client=payment.client_name, sum=short(payment.rest), day=short_day(payment.due_on))
