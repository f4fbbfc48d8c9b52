"""Clients as a file is compared with them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from sales.clients.card_fields import CardField
from sales.imports.judged import KnownBase
from sales.imports.money_cells import BaseItem
from storage.engine.session import Session
from storage.tables import ClientRow, ContactRow, ExpectedPaymentRow

FIELDS = (
    CardField.NAME,
    CardField.INN,
    CardField.KPP,
    CardField.LINE,
    CardField.TURNOVER,
    CardField.SEGMENT,
    CardField.TERRITORY,
    CardField.CITY,
    CardField.SOURCE,
    CardField.TERMS,
)


async def list_known_bases(session: Session, here: Sequence[ColumnElement[bool]]) -> list[KnownBase]:
    """Those clients, with all that a row of a file may fill."""
    phones: dict[int, set[str]] = {}
    mails: dict[int, set[str]] = {}
    of_contacts = select(ContactRow.client_id, ContactRow.phone10, ContactRow.email)
    of_contacts = of_contacts.join(ClientRow, ClientRow.id == ContactRow.client_id).where(*here)
    for client_id, phone, email in await session.execute(of_contacts):
        phones.setdefault(client_id, set()).add(phone or "")
        mails.setdefault(client_id, set()).add(email or "")
    items = await _items(session, here)
    columns = [getattr(ClientRow, each) for each in FIELDS]
    query: Any = select(ClientRow.id, ClientRow.owner_id, ClientRow.comment, *columns).where(*here)
    return [
        KnownBase(
            client_id,
            owner_id,
            dict(zip(FIELDS, values, strict=True)),
            comment or "",
            frozenset(phones.get(client_id, ())) - {""},
            frozenset(mails.get(client_id, ())) - {""},
            frozenset(items.get(client_id, ())),
        )
        for client_id, owner_id, comment, *values in await session.execute(query.order_by(ClientRow.id))
    ]


async def _items(session: Session, here: Sequence[ColumnElement[bool]]) -> Mapping[int, set[BaseItem]]:
    """What is or was awaited of each client, as it was first said."""
    row = ExpectedPaymentRow
    query = select(row.client_id, row.amount, row.first_due_on, row.invoice)
    query = query.join(ClientRow, ClientRow.id == row.client_id).where(*here, row.undone_at.is_(None))
    found: dict[int, set[BaseItem]] = {}
    for client_id, amount, due_on, invoice in await session.execute(query):
        found.setdefault(client_id, set()).add(BaseItem(amount, due_on, invoice or ""))
    return found
