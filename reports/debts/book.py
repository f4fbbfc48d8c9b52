"""Debts as a workbook: a row for each, with its ages, promises and who answers for it."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from reports.debts.place import find_place
from reports.debts.presses import DebtsAddress
from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.format import short_date
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import File, Message
from reports.message.view import View
from sales.core.people import EVERYBODY
from sales.debts.debt import Debt
from sales.debts.word import ClientWord
from storage.engine.actor import Actor
from storage.transaction import Transaction


class DebtsWorkbook(View, DebtsAddress):
    name = "debts_book"
    opens_for = EVERYBODY
    is_file = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        place = await find_place(tx, reader, self.department_id)
        if place is None:
            return None
        debts = tx.as_(reader).debts
        found = await debts.page(of=place.of)
        words = await debts.words({each.client_id for each in found})
        names = {**place.people, reader.person_id: reader.name}
        today = debts.today
        whose = reader.name if place.department is None else place.department.name
        above = (whose, _("Debts as of {day}").format(day=short_date(today)))
        sheet = Sheet(_("Debts"), _columns(words, names, today), found, total=_("Total"), above=above)
        name = _("debts-{day}.xlsx").format(day=today.isoformat())
        return File(name, partial(make_workbook, [sheet]), Message(fill(_("📄 Debts"))))


def _columns(words: Mapping[int, ClientWord], names: Mapping[int, str], today: date) -> tuple[Column[Debt], ...]:
    return (
        Column(_("Client"), lambda debt: debt.client_name, width=30),
        Column(_("Debt"), lambda debt: debt.rest, Kind.MONEY, is_summed=True),
        Column(_("Days"), lambda debt: debt.age(today), Kind.COUNT),
        Column(_("By contract"), lambda debt: debt.contract_on, Kind.DAY),
        Column(_("Expected"), lambda debt: debt.due_on, Kind.DAY),
        Column(_("Promised"), lambda debt: debt.promised_on, Kind.DAY),
        Column(_("Promises kept"), lambda debt: words[debt.client_id].kept, Kind.COUNT),
        Column(_("Promises broken"), lambda debt: words[debt.client_id].broken, Kind.COUNT),
        Column(_("Dispute"), lambda debt: _("yes") if debt.disputed_at else None, width=10),
        Column(_("Owner"), lambda debt: names.get(debt.owner_id or 0)),
    )
