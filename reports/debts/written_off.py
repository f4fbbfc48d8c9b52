"""Debts that were written off, the last one first; why, by whom and when is on the card."""

from datetime import date

from reports.debts.debt import DebtCard
from reports.debts.place import find_place
from reports.debts.presses import DebtsAddress, WrittenOffAddress
from reports.message.columns import cut
from reports.message.format import short, short_date
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill
from reports.message.message import Message
from reports.message.screens.lists import Listed, ListView
from reports.message.view import button
from sales.core.clock import local_date
from sales.core.rights import Action, roles_that_may
from storage.debts.written_off import WrittenOff
from storage.engine.actor import Actor
from storage.transaction import Transaction

WRITERS_OFF = roles_that_may(Action.WRITE_OFF)
ROW = 18
ON_BUTTON = 14


class WrittenOffView(ListView, WrittenOffAddress):
    opens_for = WRITERS_OFF

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place = await find_place(tx, reader, self.department_id)
        if place is None or reader.role not in WRITERS_OFF:
            return None
        written_offs = tx.as_(reader).written_offs
        total = await written_offs.sum(place.of)
        page = self.find_page(total.count)
        found = await written_offs.page(place.of, page.size, page.first)
        rows = [
            Listed(
                cut(each.client_name, ON_BUTTON),
                DebtCard(payment_id=each.payment_id),
                _tell(each, place.names.get(each.owner_id or 0, ""), local_date(each.at, reader.zone)),
            )
            for each in found
        ]
        title = fill(_("🗑 Written off · {sum} · {n}"), sum=bold(short(total.total)), n=total.count)
        back = button(_("‹ Debts"), DebtsAddress(department_id=self.department_id))
        return self.draw_list(title, rows, page, empty=fill(_("Nothing was written off.")), foot=((back,),), width=2)


def _tell(debt: WrittenOff, whose: str, day: date) -> Markup:
    """«12.11 Берег 300 тыс · Борис»"""
    said = [f"{short_date(day)} {cut(debt.client_name, ROW)} {short(debt.rest)}", whose]
    return fill("{said}", said=" · ".join(filter(None, said)))
