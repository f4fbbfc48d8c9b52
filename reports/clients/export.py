"""/export: all that the reader may see, a sheet for each kind of record, and the line that tells the owner of it."""

from collections.abc import Callable, Sequence
from functools import partial
from operator import itemgetter
from typing import Any

from reports.clients.client_words import field_name
from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill
from reports.message.message import File, Message
from reports.message.view import View
from reports.message.words.terms import activity_name, fact_kind, outcome_words, stage_name
from sales.clients.card_fields import CardField
from sales.core.clock import local_date
from sales.core.money import Percent
from sales.core.rights import Action, roles_that_may
from storage.clients.export import Rows
from storage.engine.actor import Actor
from storage.transaction import Transaction

EXPORTERS = roles_that_may(Action.EXPORT)
Told = Callable[[Any], Any]
Titles = Sequence[tuple[str, Kind, Told | None]]


class ExportWorkbook(View):
    """Shown by the command alone: each is audited and told before it is made."""

    name = "export"
    is_file = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        mine = tx.as_(reader).exports
        if reader.role not in EXPORTERS:
            return None
        day: Told = lambda at: None if at is None else local_date(at, reader.zone)  # noqa: E731  of each sheet
        clients = await mine.list_clients()
        sheets = [
            _sheet(_("Clients"), _of_clients(day), clients),
            _sheet(_("Contacts"), _of_contacts(day), await mine.list_contacts()),
            _sheet(_("Deals"), _of_deals(day), await mine.list_deals()),
            _sheet(_("Payments"), _of_payments(day), await mine.list_payments()),
            _sheet(_("Facts"), _of_facts(day), await mine.list_facts()),
            _sheet(_("Activities"), _of_activities(), await mine.list_activities()),
        ]
        count = ngettext("{n} client", "{n} clients", len(clients)).format(n=len(clients))
        words = Message(fill(_("📄 {count}, and all that was recorded of them"), count=bold(count)))
        return File(_("export.xlsx"), partial(make_workbook, sheets), words)


def _sheet(title: str, titles: Titles, rows: Rows) -> Sheet[Sequence[Any]]:
    columns: list[Column[Sequence[Any]]] = [
        Column(name, _value(at, tell), kind) for at, (name, kind, tell) in enumerate(titles)
    ]
    return Sheet(title, columns, rows)


def _value(at: int, tell: Told | None) -> Callable[[Sequence[Any]], Any]:
    pick = itemgetter(at)
    if tell is None:
        return pick
    return lambda row: None if pick(row) is None else tell(pick(row))


def _yes(value: Any) -> str | None:
    return _("yes") if value else None


def _record(number: str) -> Titles:
    """Its id, and whose record it is."""
    return ((number, Kind.COUNT, None), (_("Client no."), Kind.COUNT, None), (_("Client"), Kind.TEXT, None))


def _of_clients(day: Told) -> Titles:
    text, count, money = Kind.TEXT, Kind.COUNT, Kind.MONEY
    return (
        (_("No."), count, None),
        (field_name(CardField.NAME), text, None),
        (field_name(CardField.INN), text, None),
        (field_name(CardField.KPP), text, None),
        (_("Kind"), text, str),
        (field_name(CardField.LINE), text, None),
        (field_name(CardField.TURNOVER), money, None),
        (field_name(CardField.SEGMENT), text, str),
        (field_name(CardField.CITY), text, None),
        (field_name(CardField.TERRITORY), text, None),
        (field_name(CardField.SOURCE), text, None),
        (field_name(CardField.TERMS), count, None),
        (field_name(CardField.LIMIT), money, None),
        (_("Who leads"), text, None),
        (field_name(CardField.REFERRED_BY), text, None),
        (_("Not to be called"), text, _yes),
        (_("Comment"), text, None),
        (_("Since"), Kind.DAY, day),
        (_("In the archive"), Kind.DAY, day),
    )


def _of_contacts(day: Told) -> Titles:
    text = Kind.TEXT
    return (
        *_record(_("No.")),
        (_("Contact"), text, None),
        (_("Position"), text, None),
        (_("Phone"), text, None),
        (_("E-mail"), text, None),
        (_("Birthday"), Kind.DAY, None),
        (_("Main one"), text, _yes),
        (_("Left"), Kind.DAY, day),
    )


def _of_deals(day: Told) -> Titles:
    return (
        *_record(_("No.")),
        (_("Deal"), Kind.TEXT, None),
        (_("Amount"), Kind.MONEY, None),
        (_("Stage"), Kind.TEXT, stage_name),
        (_("Who leads"), Kind.TEXT, None),
        (_("Since"), Kind.DAY, None),
        (_("Closed"), Kind.DAY, day),
        (_("Won"), Kind.DAY, day),
    )


def _of_payments(day: Told) -> Titles:
    return (
        *_record(_("No.")),
        (_("Amount"), Kind.MONEY, None),
        (_("Received"), Kind.MONEY, None),
        (_("Date"), Kind.DAY, None),
        (_("First date"), Kind.DAY, None),
        (_("Chance"), Kind.SHARE, lambda chance: Percent(chance * 10)),
        (_("Invoice"), Kind.TEXT, None),
        (_("Comment"), Kind.TEXT, None),
        (_("Who leads"), Kind.TEXT, None),
        (_("Closed"), Kind.DAY, day),
        (_("Cancelled"), Kind.DAY, day),
    )


def _of_facts(day: Told) -> Titles:
    return (
        *_record(_("No.")),
        (_("Amount"), Kind.MONEY, None),
        (_("Date"), Kind.DAY, None),
        (_("Kind"), Kind.TEXT, fact_kind),
        (_("Source"), Kind.TEXT, str),
        (_("Confirmed"), Kind.DAY, day),
        (_("Payment no."), Kind.COUNT, None),
        (_("Comment"), Kind.TEXT, None),
        (_("Who leads"), Kind.TEXT, None),
    )


def _of_activities() -> Titles:
    return (
        *_record(_("No.")),
        (_("What"), Kind.TEXT, activity_name),
        (_("Outcome"), Kind.TEXT, outcome_words),
        (_("Date"), Kind.DAY, None),
        (_("Comment"), Kind.TEXT, None),
        (_("Done"), Kind.TEXT, _yes),
        (_("Author"), Kind.TEXT, None),
    )
