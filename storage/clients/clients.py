"""Clients: found in any case form, by phone or by INN, always among those that the speaker may see (SPEC 10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true, update

from sales.clients.sameness import Alike, Identity, alike
from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.entry.clients.contacts import KnownContact
from sales.entry.clients.name_forms import normal_form
from sales.entry.clients.names import TAKEN_FROM, KnownClient, rank
from storage.clients.contacts import ten_digits
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import Reach, name_actor, reach, reach_acting_of
from storage.people.masters import master_of, seen_client, touch_client
from storage.tables import FORM_OF_CLIENT, NORMAL_CONTACT_NAME, SHORT_CLIENT_NAME, ClientRow, ContactRow


@dataclass(frozen=True, slots=True)
class Client:
    id: int
    department_id: int
    owner_id: int | None
    """None: «без хозяина»."""
    name: str
    inn: str | None
    line: str | None
    turnover: Kopecks | None
    segment: str | None
    territory: str | None
    source: str | None
    created_at: datetime
    touched_at: datetime


_CLIENTS = check_types(
    Client, select(*columns_of(Client, ClientRow)).order_by(ClientRow.touched_at.desc(), ClientRow.id.desc())
)
_ALL_KNOWN = check_types(
    KnownClient,
    select(ClientRow.id, SHORT_CLIENT_NAME.label("name"), ClientRow.normal, FORM_OF_CLIENT.label("form")),
)
_ALL_CONTACTS = check_types(
    KnownContact,
    select(ContactRow.client_id, SHORT_CLIENT_NAME.label("client_name"), NORMAL_CONTACT_NAME.label("normal")).join(
        ClientRow, ClientRow.id == ContactRow.client_id
    ),
)
_KNOWN = ClientRow.archived_at.is_(None)
_LONGEST_LIST = 200
"""Nobody pages further through the likes of one name."""


@cache
def _known_of(reach: Reach) -> Select[int, str, str, str]:
    seen = reach.of(ClientRow.owner_id, ClientRow.department_id)
    return _ALL_KNOWN.where(seen, _KNOWN)


@cache
def _contacts_of(reach: Reach) -> Select[int, str, str]:
    return _ALL_CONTACTS.where(reach.of(ClientRow.owner_id, ClientRow.department_id), _KNOWN)


class Clients(ActorRepository):
    async def create(
        self,
        name: str,
        draft_id: str | None = None,
        *,
        owner_id: int | None = None,
        inn: str | None = None,
        source: str | None = None,
    ) -> Client:
        """A new client of the speaker, or (a fact entered for someone) of `owner_id`; a repeated save returns the
        first.

        Raises NotYoursError.
        """
        master = await master_of(self._session, self._actor, owner_id)
        now = self._clock.now()
        values = {
            "department_id": master.department_id,
            "owner_id": master.person_id,
            "name": name,
            "normal": normal_form(name),
            "inn": inn,
            "source": source,
            "draft_id": draft_id,
            "created_at": now,
            "touched_at": now,
        }
        new_id = await self._insert_once(ClientRow, ["draft_id"], values)
        if new_id is None:
            return await self._one(ClientRow.draft_id == draft_id)
        return await self._one(ClientRow.id == new_id)

    async def get(self, client_id: int) -> Client:
        """Also of those for whom the actor stands in. Raises NotYoursError for a foreign and an absent id alike."""
        return await self._one(ClientRow.id == client_id)

    async def list_known(self) -> list[KnownClient]:
        """All that the one-line entry may mean: the speaker's own, or the department's for who reads it."""
        return await self._session.once(("clients", self._actor), self._all_known)

    async def _all_known(self) -> list[KnownClient]:
        query = _known_of(reach_acting_of(self._actor, Action.READ_RECORDS))
        return await self._session.read(KnownClient, query, name_actor(self._actor))

    async def known_contacts(self) -> list[KnownContact]:
        """The people at those clients, by whose names a line may be about them."""
        return await self._session.once(("contacts", self._actor), self._all_contacts)

    async def _all_contacts(self) -> list[KnownContact]:
        query = _contacts_of(reach_acting_of(self._actor, Action.READ_RECORDS))
        return await self._session.read(KnownContact, query, name_actor(self._actor))

    async def recent(self, limit: int = 6, offset: int = 0) -> list[Client]:
        """A page of those read by right, without archived ones, the last used first."""
        return await self._find(and_(_KNOWN, _by_right(self._actor)), limit=limit, offset=offset)

    async def count(self) -> int:
        """How many `recent` would page through."""
        query = select(func.count()).select_from(ClientRow).where(_by_right(self._actor), _KNOWN)
        return await self._session.scalar(query) or 0

    async def search(self, text: str, limit: int = 6, offset: int = 0) -> list[Client]:
        """By a part of the name in any case form, by phone (last ten digits) or INN; the nearest first."""
        digits = ten_digits(text)
        if digits is not None and not any(sign.isalpha() for sign in text):
            has_phone = ClientRow.id.in_(select(ContactRow.client_id).where(ContactRow.phone10 == digits))
            inn = "".join(sign for sign in text if "0" <= sign <= "9")
            return await self._find(or_(has_phone, ClientRow.inn == inn), limit=limit, offset=offset)
        ranked = rank(text, await self.list_known(), _LONGEST_LIST)
        return await self._in_order([one.client.id for one in ranked[offset : offset + limit]])

    async def same_name(self, name: str) -> list[Client]:
        """Probable duplicates among those the actor may see, the likest first: offered before another one is made."""
        near = [one.client.id for one in rank(name, await self.list_known()) if one.score >= TAKEN_FROM]
        return await self._in_order(near)

    async def of_colleagues(self, name: str) -> list[Client]:
        """Of the same department, but nobody's that the actor may see, and of a like name: said before a second one."""
        if self._actor.department_id is None:
            return []
        query = _CLIENTS.where(ClientRow.department_id == self._actor.department_id, ~seen_client(self._actor), _KNOWN)
        said = Identity(name)
        return [
            each for each in await self._session.read(Client, query) if alike(said, Identity(each.name)) is not Alike.NO
        ]

    async def by_phone(self, phone: str) -> list[Client]:
        """Who has a contact with these last ten digits, the last used first; none for fewer than ten."""
        digits = ten_digits(phone)
        if digits is None:
            return []
        return await self._find(ClientRow.id.in_(select(ContactRow.client_id).where(ContactRow.phone10 == digits)))

    async def by_contact_telegram(self, telegram_id: int) -> list[Client]:
        """Who has a contact with this Telegram account, the last used first."""
        whose = select(ContactRow.client_id).where(ContactRow.telegram_id == telegram_id)
        return await self._find(ClientRow.id.in_(whose))

    async def without_owner(
        self, limit: int = 50, offset: int = 0, *, department_id: int | None = None
    ) -> list[Client]:
        """«Без хозяина»: left by somebody deactivated, to be given to somebody else; the last used first.

        `department_id` None: of all departments that the actor reads.
        """
        return await self._find(_ownerless(department_id), limit=limit, offset=offset)

    async def count_without_owner(self, department_id: int | None = None) -> int:
        """How many `without_owner` would page through."""
        query = select(func.count()).select_from(ClientRow).where(seen_client(self._actor), _ownerless(department_id))
        return await self._session.scalar(query) or 0

    async def rename(self, client_id: int, name: str) -> Client:
        """Audited. Raises NotYoursError, also where the client may be read but not edited."""
        before = await self._edit(client_id, name=name, normal=normal_form(name))
        await self._audit("client.renamed", "client", client_id, {"name": before.name}, {"name": name})
        return await self.get(client_id)

    async def set_inn(self, client_id: int, inn: str | None) -> Client:
        """None forgets it. Audited. Raises NotYoursError, also where the client may be read but not edited."""
        before = await self._edit(client_id, inn=inn)
        await self._audit("client.inn", "client", client_id, {"inn": before.inn}, {"inn": inn})
        return await self.get(client_id)

    async def touch(self, client_id: int) -> None:
        """Its owner uses it: the picker shows it first."""
        await touch_client(self._session, self._actor, client_id, self._clock.now())

    async def _edit(self, client_id: int, **values: object) -> Client:
        """Write and return what stood before. Raises NotYoursError."""
        before = await self.get(client_id)
        written = reach(self._actor, Action.EDIT_RECORDS, ClientRow.owner_id, ClientRow.department_id)
        result = await self._session.execute(
            update(ClientRow).where(ClientRow.id == client_id, written).values(**values).returning(ClientRow.id)
        )
        if result.first() is None:
            raise NotYoursError
        return before

    async def _one(self, which: ColumnElement[bool]) -> Client:
        found = await self._find(which, limit=1)
        if not found:
            raise NotYoursError
        return found[0]

    async def _in_order(self, client_ids: Sequence[int]) -> list[Client]:
        found = {each.id: each for each in await self._find(ClientRow.id.in_(client_ids), limit=None)}
        return [found[client_id] for client_id in client_ids if client_id in found]

    async def _find(
        self, which: ColumnElement[bool], *, limit: int | None = _LONGEST_LIST, offset: int = 0
    ) -> list[Client]:
        query = _CLIENTS.where(seen_client(self._actor), which).limit(limit).offset(offset)
        return await self._session.read(Client, query)


def _by_right(actor: Actor) -> ColumnElement[bool]:
    """Without those of whom the actor stands in for."""
    return reach(actor, Action.READ_RECORDS, ClientRow.owner_id, ClientRow.department_id)


def _ownerless(department_id: int | None) -> ColumnElement[bool]:
    there = true() if department_id is None else ClientRow.department_id == department_id
    return and_(ClientRow.owner_id.is_(None), there)
