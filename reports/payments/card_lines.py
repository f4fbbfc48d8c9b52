"""What several cards share: the workday taken for a day off, a message that waited for signal, who may edit."""

from datetime import date, datetime

from markupsafe import Markup

from reports.message.format import hours, short_day
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button
from reports.message.words.terms import tell_taken_day
from reports.payments.presses import UndoPress
from sales.activities.activities import is_arrived_late
from sales.calendar.calendar import Taken
from sales.core.rights import Action, reaches
from sales.payments.payment import Payment
from storage.engine.actor import Actor
from storage.engine.undo_steps import UndoStep
from storage.transaction import Transaction


def tell_taken(taken: Taken | None, *, at_bank: bool) -> Markup | None:
    """«сб 21.11 банк не проводит, взял понедельник»; nothing where the said day was taken."""
    if taken is None or not taken.is_moved:
        return None
    sentence = _("{said}: banks are closed, so {day}") if at_bank else _("{said} is a day off, so {day}")
    return fill(sentence, said=short_day(taken.said), day=tell_taken_day(taken.day))


async def tell_taken_at_bank(tx: Transaction, department_id: int, taken: Taken | None) -> Markup | None:
    """The same of money: a department's own day off is none of the bank's."""
    if taken is None or not taken.is_moved:
        return None
    calendar = await tx.system.calendars.of_department(department_id)
    return tell_taken(taken, at_bank=not calendar.is_bank_day(taken.said))


def day_off(taken: Taken | None) -> date | None:
    """The day that was said, where it was one off and another was taken: the `said` of a card."""
    return taken.said if taken is not None and taken.is_moved else None


def tell_arrived_late(sent_at: datetime | None, arrived_at: datetime, zone: str) -> Markup | None:
    """Said where the message waited more than half an hour for signal; `sent_at` is None where nobody asked."""
    if sent_at is None or not is_arrived_late(sent_at, arrived_at):
        return None
    said = hours(sent_at, zone)
    return fill(_("Written at {said}, arrived at {arrived}"), said=said, arrived=hours(arrived_at, zone))


def may_edit(reader: Actor, payment: Payment) -> bool:
    """Whether the buttons that change the payment are for this reader."""
    same = payment.department_id == reader.department_id
    return reaches(reader.role, Action.EDIT_RECORDS, own=payment.owner_id == reader.person_id, same_department=same)


def undo_row(step: UndoStep) -> tuple[Button, ...]:
    """↩️ of what one tap did."""
    return (Button(_("↩️ Undo"), UndoPress(step_id=step.id).pack()),)


def strip_number_sign(invoice: str | None) -> str:
    """It may have been typed with its sign: «№ 17»; empty for none."""
    return (invoice or "").removeprefix("№").strip()
