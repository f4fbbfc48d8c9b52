"""The people at a client's. A phone is known by its last ten digits, however it was written."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select, update

from sales.core.errors import AlreadyDoneError
from sales.core.rights import Action
from storage.clients.upkeep import index_person
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.engine.reading import check_types, columns_of
from storage.people.masters import client_master, may_reach_client
from storage.tables import ClientRow, ContactRow

_PHONE_DIGITS: Final = 10
_NOT_DIGITS = re.compile("[^0-9]+")


@dataclass(frozen=True, slots=True)
class Contact:
    id: int
    client_id: int
    name: str
    position: str | None
    phone: str | None
    email: str | None
    birthday: date | None
    is_main: bool
    """Stands first on the card."""
    telegram_id: int | None
    left_at: datetime | None
    """Works there no more."""


_CONTACTS = check_types(Contact, select(*columns_of(Contact, ContactRow)))


def ten_digits(phone: str) -> str | None:
    """8 (912) 345-67-89 and +7 912 345 67 89 are one phone; fewer than ten digits are none."""
    digits = _NOT_DIGITS.sub("", phone)
    return digits[-_PHONE_DIGITS:] if len(digits) >= _PHONE_DIGITS else None


class Contacts(ActorRepository):
    async def add(
        self,
        client_id: int,
        name: str,
        phone: str | None = None,
        telegram_id: int | None = None,
        position: str | None = None,
    ) -> Contact:
        """A phone that the client has already is the contact noted first; a new one is audited.

        Raises NotYoursError.
        """
        await client_master(self._session, self._actor, Action.EDIT_CLIENT, client_id)
        digits = None if phone is None else ten_digits(phone)
        values = {
            "client_id": client_id,
            "name": name,
            "phone": phone,
            "phone10": digits,
            "telegram_id": telegram_id,
            "position": position,
            "created_at": self._clock.now(),
        }
        new = await self._insert_new(Contact, ContactRow, ["client_id", "phone10"], values)
        if new is not None:
            await index_person(self._session, new.id, name, is_new=True)
            await self._audit("contact.added", "client", client_id, after={"contact_id": new.id})
            return new
        known = _CONTACTS.where(ContactRow.client_id == client_id, ContactRow.phone10 == digits)
        (contact,) = await self._session.read(Contact, known)
        if contact.left_at is None:
            return contact
        return await self.edit(contact.id, left_at=None, name=name, position=position or contact.position)

    async def of_client(self, client_id: int) -> list[Contact]:
        """The main one first, then in the order of noting; without who has left. Of somebody else's client none."""
        there = _CONTACTS.join(ClientRow, ClientRow.id == ContactRow.client_id)
        here = (ContactRow.client_id == client_id, ContactRow.left_at.is_(None), may_reach_client(self._actor))
        query = there.where(*here).order_by(ContactRow.is_main.desc(), ContactRow.id)
        return await self._session.read(Contact, query)

    async def get(self, contact_id: int) -> Contact:
        """Also one who has left. Raises NotYoursError for a foreign and an absent id alike."""
        there = _CONTACTS.join(ClientRow, ClientRow.id == ContactRow.client_id)
        return check_found(
            await self._session.read_one(
                Contact, there.where(ContactRow.id == contact_id, may_reach_client(self._actor))
            )
        )

    async def edit(self, contact_id: int, **values: Any) -> Contact:
        """Another name, position, e-mail or birthday; audited by the fields' names alone. Raises NotYoursError."""
        before = await self._get_own(contact_id)
        await self._session.execute(update(ContactRow).where(ContactRow.id == contact_id).values(**values))
        if "name" in values:
            await index_person(self._session, contact_id, values["name"])
        told = {"contact_id": contact_id, "fields": sorted(values)}
        await self._audit("contact.edited", "client", before.client_id, after=told)
        return await self.get(contact_id)

    async def set_phone(self, contact_id: int, phone: str) -> Contact:
        """Another number, audited.

        Raises NotYoursError; AlreadyDoneError where another contact of the client has it, also one who has left.
        """
        before = await self._get_own(contact_id)
        digits = ten_digits(phone)
        there = (ContactRow.client_id == before.client_id, ContactRow.phone10 == digits, ContactRow.id != contact_id)
        if digits is not None and await self._exists(select(ContactRow.id).where(*there)):
            raise AlreadyDoneError
        return await self.edit(contact_id, phone=phone, phone10=digits)

    async def make_main(self, contact_id: int) -> Contact:
        """The one to ring first; no other of the client is any more. Raises NotYoursError."""
        before = await self._get_own(contact_id)
        row = ContactRow
        await self._session.execute(
            update(row).where(row.client_id == before.client_id).values(is_main=row.id == contact_id)
        )
        return await self.get(contact_id)

    async def leave(self, contact_id: int) -> Contact:
        """Works there no more: neither shown nor rung. Raises NotYoursError, AlreadyDoneError."""
        before = await self._get_own(contact_id)
        if before.left_at is not None:
            raise AlreadyDoneError
        return await self.edit(contact_id, left_at=self._clock.now(), is_main=False)

    async def _get_own(self, contact_id: int) -> Contact:
        found = await self.get(contact_id)
        await client_master(self._session, self._actor, Action.EDIT_CLIENT, found.client_id)
        return found
