"""The people at a client's. A phone is known by its last ten digits, however it was written."""

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from sales.core.rights import Action
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types
from storage.people.masters import client_master, seen_client
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
    telegram_id: int | None


_CONTACTS = check_types(
    Contact,
    select(
        ContactRow.id,
        ContactRow.client_id,
        ContactRow.name,
        ContactRow.position,
        ContactRow.phone,
        ContactRow.telegram_id,
    ),
)


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
        await client_master(self._session, self._actor, Action.EDIT_RECORDS, client_id)
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
        new_id = await self._insert_once(ContactRow, ["client_id", "phone10"], values)
        if new_id is not None:
            await self._audit("contact.added", "client", client_id, after={"contact_id": new_id})
        one = (ContactRow.phone10 == digits) if new_id is None else (ContactRow.id == new_id)
        (contact,) = await self._session.read(Contact, _CONTACTS.where(ContactRow.client_id == client_id, one))
        return contact

    async def of_client(self, client_id: int) -> list[Contact]:
        """In the order of noting. Raises nothing: of somebody else's client there are none."""
        there = _CONTACTS.join(ClientRow, ClientRow.id == ContactRow.client_id)
        query = there.where(ContactRow.client_id == client_id, seen_client(self._actor)).order_by(ContactRow.id)
        return await self._session.read(Contact, query)
