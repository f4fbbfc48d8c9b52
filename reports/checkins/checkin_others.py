"""Rows of a check-in that are asked of one person and owned by another, who is away: «за Бориса:»."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.words.called import call_people
from reports.message.words.names import for_whom
from reports.payments.payment_rows import Numbered, Widths, row_line
from sales.checkins.day import PersonDay
from storage.transaction import Transaction


async def names_of_owners(tx: Transaction, day: PersonDay) -> dict[int, str]:
    """By person id, as it stands after «за»."""
    owners = dict.fromkeys(live.payment.owner_id for live in day.for_others)
    names = await call_people(tx, owners)
    return {owner_id: for_whom(name) for owner_id, name in names.items()}


def rows_by_owner(rows: Sequence[Numbered], names: Mapping[int, str], day: date, zone: str) -> list[Markup]:
    """One's own first, in the order given; then a heading and the rows of each colleague."""
    widths, found = Widths.of(rows), list[Markup]()
    found += [row_line(row, widths, day, zone) for row in rows if row.live.payment.owner_id not in names]
    for owner_id, name in names.items():
        theirs = [row for row in rows if row.live.payment.owner_id == owner_id]
        found += [fill(_("for {name}:"), name=name)] if theirs else []
        found += [row_line(row, widths, day, zone) for row in theirs]
    return found
