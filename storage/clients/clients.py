"""Clients: found in any case form, by phone or by INN, always among those that the speaker may see (SPEC 10)."""

from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, select, true

from sales.clients.card_fields import CardField
from sales.clients.inn import kind_by_inn
from sales.core.rights import Action, Scope
from sales.entry.clients.contacts import KnownContact, clients_of
from sales.entry.clients.name_forms import normal_form
from sales.entry.clients.names import KnownClient, rank
from sales.hooks.events import HookEvent
from storage.clients.client import CLIENTS, Client
from storage.clients.contacts import ten_digits
from storage.clients.search import FEW, digits_of, find_by_name, find_by_number, find_mentioned, find_people
from storage.clients.upkeep import index_words, one_of_an_inn, refuse_taken
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_first
from storage.engine.reading import check_types
from storage.engine.scope import Reach, name_actor, reach, reach_acting_of
from storage.hooks.announcing import announce
from storage.people.masters import master_of, may_reach_client, touch_client
from storage.tables import FORM_OF_CLIENT, NORMAL_CONTACT_NAME, SHORT_CLIENT_NAME, ClientRow, ContactRow

T = TypeVar("T")


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
_OWN = Reach(Scope.OWN, is_acting=False)
_LONGEST_LIST = 200
"""Nobody pages further through the likes of one name."""


@cache
def _select_known(reach: Reach) -> Select[int, str, str, str]:
    seen = reach.of(ClientRow.owner_id, ClientRow.department_id)
    return _ALL_KNOWN.where(seen, _KNOWN)


@cache
def _contacts_of(reach: Reach) -> Select[int, str, str]:
    seen = reach.of(ClientRow.owner_id, ClientRow.department_id)
    return _ALL_CONTACTS.where(seen, _KNOWN, ContactRow.left_at.is_(None))


class Clients(ActorRepository):
    async def create(
        self,
        name: str,
        draft_id: str | None = None,
        *,
        owner_id: int | None = None,
        inn: str | None = None,
        territory: str | None = None,
        source: str | None = None,
    ) -> Client:
        """A new client of the speaker, or (a fact entered for someone) of `owner_id`.

        Raises NotYoursError, InnTakenError.
        """
        master = await master_of(self._session, self._actor, owner_id)
        now = self._clock.now()
        values = {
            "department_id": master.department_id,
            "owner_id": master.person_id,
            "name": name,
            "normal": normal_form(name),
            "inn": inn,
            "kind": None if inn is None else kind_by_inn(inn),
            "territory": territory,
            "source": source,
            "draft_id": draft_id,
            "created_at": now,
            "touched_at": now,
        }
        made = await self._find_made(draft_id)
        if made is not None:
            return made
        await refuse_taken(self._session, master.department_id, inn)
        async with one_of_an_inn(self._session, master.department_id, inn):
            new = await self._insert_new(Client, ClientRow, ["draft_id"], values)
        if new is None:
            return await self._one(ClientRow.draft_id == draft_id)
        await index_words(self._session, new.id, normal_form(name), is_new=True)
        announce(self._session, HookEvent.CLIENT_CREATED, now, new.id)
        return new

    async def _find_made(self, draft_id: str | None) -> Client | None:
        """By an earlier tap. Raises NotYoursError for somebody else's draft."""
        made = draft_id is not None and await self._exists(select(ClientRow.id).where(ClientRow.draft_id == draft_id))
        return await self._one(ClientRow.draft_id == draft_id) if made else None

    async def get(self, client_id: int) -> Client:
        """Also of those for whom the actor stands in; of one that was merged the one that is kept.

        Raises NotYoursError for a foreign and an absent id alike.
        """
        found = await self._find(ClientRow.id == client_id, limit=1)
        return found[0] if found else await self._one(ClientRow.id == await self._find_kept(client_id))

    async def _find_kept(self, client_id: int) -> int | None:
        """As what a merged client lives on, through as many merges as there were; None where it is none."""
        kept, seen = client_id, {client_id}
        while (
            into := await self._session.scalar(select(ClientRow.merged_into_id).where(ClientRow.id == kept))
        ) is not None:
            if into in seen:
                return None
            seen.add(into)
            kept = into
        return None if kept == client_id else kept

    async def list_known(self, text: str = "") -> list[KnownClient]:
        """All that the one-line entry may mean: the speaker's own, or the department's for who reads it.

        Of more than FEW only those whose names begin like a word of the text: so a line is read as fast among a
        hundred thousand.
        """
        if not text or not await self._are_many():
            return [*await self._once("clients", self._list_all_known)]
        seen = and_(may_reach_client(self._actor), _KNOWN)
        return await self._session.once(
            ("clients", self._actor, text), lambda: find_mentioned(self._session, text, seen)
        )

    async def _are_many(self) -> bool:
        return bool(await self._once("many clients", self._find_many))

    async def _find_many(self) -> list[int]:
        """Of one that is too many."""
        seen = and_(may_reach_client(self._actor), _KNOWN)
        return [*await self._session.scalars(select(ClientRow.id).where(seen).limit(1).offset(FEW))]

    async def _once(self, what: str, read: Callable[[], Awaitable[list[T]]]) -> Sequence[T]:
        """Of one's own clients it is remembered beyond the transaction, and of what others see is not."""
        if reach_acting_of(self._actor, Action.READ_RECORDS) == _OWN:
            return await self._session.once_of_clients(self._actor.person_id, what, read)
        return await self._session.once((what, self._actor), read)

    async def _list_all_known(self) -> list[KnownClient]:
        query = _select_known(reach_acting_of(self._actor, Action.READ_RECORDS))
        return await self._session.read(KnownClient, query, name_actor(self._actor))

    async def list_known_contacts(self, text: str = "") -> list[KnownContact]:
        """The people at those clients, by whose names a line may be about them."""
        if not text or not await self._are_many():
            return [*await self._once("contacts", self._all_contacts)]
        ids = [each.id for each in await self.list_known(text)]
        mentioned = _ALL_CONTACTS.where(ContactRow.client_id.in_(ids), ContactRow.left_at.is_(None))
        return await self._session.read(KnownContact, mentioned)

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
        """By any part of the name, or a contact's, by phone (also its last digits) or INN; the nearest first."""
        digits = digits_of(text)
        found = await find_by_number(self._session, digits, may_reach_client(self._actor)) if digits else []
        found = found or await self._search_names(text)
        if len(found) < offset + limit and not digits:
            found = list(dict.fromkeys([*found, *clients_of(text, await self._list_contacts_like(text))]))
        return await self.of_ids(found[offset : offset + limit])

    async def _list_contacts_like(self, text: str) -> list[KnownContact]:
        """Few are compared letter by letter; of many those with words that begin as the text's."""
        if not await self._are_many():
            return await self.list_known_contacts()
        if (which := await find_people(self._session, text)) is None:
            return []
        query = _contacts_of(reach_acting_of(self._actor, Action.READ_RECORDS)).where(which).limit(_LONGEST_LIST)
        return await self._session.read(KnownContact, query, name_actor(self._actor))

    async def _search_names(self, text: str) -> list[int]:
        """Few are compared letter by letter; of many only who has the words, or a part of one."""
        if await self._are_many():
            return await find_by_name(self._session, text, and_(may_reach_client(self._actor), _KNOWN))
        return [one.client.id for one in rank(text, await self.list_known(), _LONGEST_LIST)]

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
        query = (
            select(func.count()).select_from(ClientRow).where(may_reach_client(self._actor), _ownerless(department_id))
        )
        return await self._session.scalar(query) or 0

    async def list_words_used(self, field: CardField, limit: int = 6) -> list[str]:
        """Of the speaker's department, the most used first: offered as buttons."""
        column = {CardField.LINE: ClientRow.line, CardField.TERRITORY: ClientRow.territory}
        of = column.get(field, ClientRow.city if field is CardField.CITY else ClientRow.source)
        query = select(of).where(ClientRow.department_id == self._actor.department_id, of.is_not(None), _KNOWN)
        query = query.group_by(of).order_by(func.count().desc(), of).limit(limit)
        return [word for word in await self._session.scalars(query) if word]

    async def touch(self, client_id: int) -> None:
        """Its owner uses it: the picker shows it first."""
        await touch_client(self._session, self._actor, client_id, self._clock.now())

    async def _one(self, which: ColumnElement[bool]) -> Client:
        return check_first(await self._find(which, limit=1))

    async def of_ids(self, client_ids: Sequence[int]) -> list[Client]:
        """Those of them that the speaker sees, in that order."""
        found = {each.id: each for each in await self._find(ClientRow.id.in_(client_ids), limit=None)}
        return [found[client_id] for client_id in client_ids if client_id in found]

    async def _find(
        self, which: ColumnElement[bool], *, limit: int | None = _LONGEST_LIST, offset: int = 0
    ) -> list[Client]:
        query = CLIENTS.where(may_reach_client(self._actor), ClientRow.merged_into_id.is_(None), which)
        return await self._session.read(Client, query.limit(limit).offset(offset))


def _by_right(actor: Actor) -> ColumnElement[bool]:
    """Without those of whom the actor stands in for."""
    return reach(actor, Action.READ_RECORDS, ClientRow.owner_id, ClientRow.department_id)


def _ownerless(department_id: int | None) -> ColumnElement[bool]:
    there = true() if department_id is None else ClientRow.department_id == department_id
    return and_(ClientRow.owner_id.is_(None), there)
