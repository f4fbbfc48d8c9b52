"""One line of the lead's evening: what is owed, and what of it is the lead's own business (spec/3)."""

from dataclasses import dataclass

from markupsafe import Markup

from reports.debts.presses import DebtListAddress, DebtsAddress
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button
from reports.message.view import button
from sales.core.tally import Tally
from sales.debts.debt import DebtFilter


@dataclass(frozen=True, slots=True)
class OwedToDepartment:
    owed: Tally
    for_lead: Tally


def debts_line(found: OwedToDepartment) -> Markup | None:
    """«⚠️ Долги 710 тыс · к вам 3 на 480 тыс»; nothing where nobody owes."""
    if not found.owed.count:
        return None
    said = _("⚠️ Debts {sum}").format(sum=short(found.owed.total))
    if found.for_lead.count:
        said += _(" · {n} for you, {sum}").format(n=found.for_lead.count, sum=short(found.for_lead.total))
    return fill("{said}", said=said)


def debts_button(department_id: int, found: OwedToDepartment) -> tuple[Button, ...]:
    """To those that are the lead's business, where there are any."""
    if not found.owed.count:
        return ()
    if found.for_lead.count:
        escalated = DebtListAddress(department_id=department_id, which=DebtFilter.ESCALATED)
        return (button(_("⚠️ Debts"), escalated),)
    return (button(_("⚠️ Debts"), DebtsAddress(department_id=department_id)),)
