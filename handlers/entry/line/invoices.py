"""Which of a client's payments bear the invoice that a line names, however it was written."""

from collections.abc import Sequence

from reports.message.language import gettext as _
from sales.bank.purpose import near_invoice, normalize_invoice
from sales.core.words import add_line
from sales.entry.lines.understood import Entry
from sales.payments.payment import Payment


def list_billed(owed: Sequence[Payment], number: str | None) -> list[Payment]:
    """«321» is said of УТ-000321, where none is numbered so itself; empty without a number."""
    if not number:
        return []
    equal = [each for each in owed if each.invoice and normalize_invoice(each.invoice) == normalize_invoice(number)]
    near = near_invoice(number)
    return equal or [each for each in owed if near and each.invoice and near_invoice(each.invoice) == near]


def list_payable(owed: Sequence[Payment], number: str | None) -> Sequence[Payment]:
    """What money by that invoice may be for: never what bears another number."""
    if not number:
        return owed
    return list_billed(owed, number) or [each for each in owed if not each.invoice]


def note_invoice(entry: Entry, owed: Sequence[Payment]) -> str | None:
    """The comment, with the invoice that no payment bears: what came keeps its paper."""
    number = entry.invoice
    if not number or number in entry.comment or list_billed(owed, number):
        return entry.comment or None
    return add_line(entry.comment, _("Invoice no. {number}").format(number=number))
