"""Clients that may be one, by the one rule of sameness (sales.clients.sameness): found before another one is made."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, Select, and_, false, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from sales.clients.sameness import Alike, Identity, alike
from sales.clients.search_words import LAST, LONGEST
from sales.core.errors import NotYoursError
from sales.core.rights import Action
from sales.entry.clients.name_forms import normal_form, sound
from storage.clients.client import CLIENTS, Client
from storage.clients.clients import Clients
from storage.engine.actor_repository import ActorRepository
from storage.engine.scope import reach
from storage.engine.session import Session
from storage.people.masters import may_reach_client
from storage.tables import ClientRow, ClientWordRow, ContactRow, NotTheSameRow

MOST = 500
"""Of those that share a word, a phone or an INN; `alike` says which of them are meant."""

LONGEST_LIST = 50
NEWEST = 30
"""Clients each compared with all others letter by letter; of more an equal INN, phone or name is looked for."""

AT_ONCE = 5000
"""Ids in one question: both databases have a limit of values."""

BEGINNING = 3
SPARE = 3
"""Letters by which the lengths of two spellings of one name may differ."""

_LIVE = ClientRow.archived_at.is_(None)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another client, and how surely it is the same one."""

    client: Client
    alike: Alike


class ClientLikes(ActorRepository):
    async def of(self, said: Identity, *, but: int = 0) -> list[Likeness]:
        """Among those that the speaker sees, the surest first; those said to be no doubles are left out."""
        return await self._alike(said, may_reach_client(self._actor), but)

    async def of_colleagues(self, said: Identity) -> list[Likeness]:
        """In the same department, of those whom the speaker does not see: said before a second one is made."""
        if self._actor.department_id is None:
            return []
        there = ClientRow.department_id == self._actor.department_id
        return await self._alike(said, and_(there, ~may_reach_client(self._actor)), 0)

    async def of_archived(self, said: Identity) -> list[Likeness]:
        """Among the speaker's own that were put away: one of them may be taken back instead."""
        mine = may_reach_client(self._actor)
        there = and_(mine, ClientRow.merged_into_id.is_(None), ClientRow.forgotten_at.is_(None))
        return await self._alike(said, there, 0, ClientRow.archived_at.is_not(None))

    async def of_client(self, client_id: int) -> list[Likeness]:
        """Others that may be this client, as `of`. Raises NotYoursError."""
        client = await Clients(self._session, self._clock, self._actor).get(client_id)
        return await self.of((await read_identities(self._session, [client.id]))[client.id], but=client.id)

    async def part(self, one_id: int, other_id: int) -> None:
        """«Не дубль», for everybody. Raises NotYoursError for either."""
        for client_id in (one_id, other_id):
            writes = reach(self._actor, Action.EDIT_CLIENT, ClientRow.owner_id, ClientRow.department_id)
            if one_id == other_id or not await self._exists(
                select(ClientRow.id).where(ClientRow.id == client_id, writes)
            ):
                raise NotYoursError
        values = {"by_id": self._actor.person_id, "at": self._clock.now()}
        pair = {"a_id": min(one_id, other_id), "b_id": max(one_id, other_id)}
        statement = self._insert(NotTheSameRow).values(**pair, **values).on_conflict_do_nothing()
        await self._session.execute(statement)
        await self._audit("client.no_double", "client", one_id, after=pair)

    async def pairs(self) -> list[tuple[Client, Client]]:
        """All of the speaker's that look like one: of one INN, one phone or one name, and of the newest clients also
        those that are spelt alike. The newest first.
        """
        one, other = aliased(ClientRow), aliased(ClientRow)
        seen = [
            and_(reach(self._actor, Action.READ_RECORDS, each.owner_id, each.department_id), each.archived_at.is_(None))
            for each in (one, other)
        ]
        parted = select(NotTheSameRow.a_id).where(NotTheSameRow.a_id == one.id, NotTheSameRow.b_id == other.id)
        query = select(one.id, other.id).where(*seen, one.id < other.id, ~parted.exists())
        query = query.where(one.department_id == other.department_id)
        found: set[tuple[int, int]] = set()
        first, second = aliased(ContactRow), aliased(ContactRow)
        of_phone = (
            query.join(first, first.client_id == one.id)
            .join(second, second.phone10 == first.phone10)
            .where(second.client_id == other.id)
        )
        for each in (query.where(one.inn == other.inn), query.where(one.normal == other.normal), of_phone):
            newest = each.order_by(other.id.desc()).limit(LONGEST_LIST)
            found |= {(a, b) for a, b in await self._session.execute(newest)}
        mine = and_(reach(self._actor, Action.READ_RECORDS, ClientRow.owner_id, ClientRow.department_id), _LIVE)
        return await self._judge(found | await find_spelt_alike(self._session, mine))

    async def _judge(self, pairs: set[tuple[int, int]]) -> list[tuple[Client, Client]]:
        told = await read_identities(self._session, {each for pair in pairs for each in pair})
        meant = [pair for pair in pairs if alike(told[pair[0]], told[pair[1]]) is not Alike.NO]
        by_id = {each.id: each for each in await self._clients({each for pair in meant for each in pair})}
        return [(by_id[a], by_id[b]) for a, b in sorted(meant, key=lambda pair: -pair[1])]

    async def _alike(
        self, said: Identity, among: ColumnElement[bool], but: int, kept: ColumnElement[bool] = _LIVE
    ) -> list[Likeness]:
        parted = await list_parted(self._session, [but]) if but else set()
        near = await find_near(self._session, said, and_(among, kept, ClientRow.id != but))
        near = {each: verdict for each, verdict in near.items() if (min(each, but), max(each, but)) not in parted}
        clients = await self._session.read(Client, CLIENTS.where(among, ClientRow.id.in_(near))) if near else []
        found = [Likeness(each, near[each.id]) for each in clients]
        return sorted(found, key=lambda each: (each.alike is not Alike.SAME, each.client.name, each.client.id))

    async def _clients(self, client_ids: Iterable[int]) -> list[Client]:
        ids = list(client_ids)
        return await Clients(self._session, self._clock, self._actor).of_ids(ids) if ids else []


async def find_near(session: Session, said: Identity, among: ColumnElement[bool]) -> dict[int, Alike]:
    """Who may be meant, by the one rule."""
    ids: dict[int, None] = {}
    for which in _find_shared(said):
        ids |= dict.fromkeys(await session.scalars(select(ClientRow.id).where(among, which).limit(MOST)))
    told = await read_identities(session, ids)
    return {each: verdict for each in ids if (verdict := alike(said, told[each])) is not Alike.NO}


async def find_spelt_alike(session: Session, among: ColumnElement[bool], after: int = 0) -> set[tuple[int, int]]:
    """Pairs, the lesser id first, of one department; one of each is among the newest behind `after`."""
    newest = select(ClientRow.id, ClientRow.department_id, ClientRow.normal).where(among, ClientRow.id > after)
    looked_at = await session.execute(newest.order_by(ClientRow.id.desc()).limit(NEWEST))
    near = [
        select(literal(new, BigInteger).label("new"), ClientRow.id).where(
            among, ClientRow.department_id == place, ClientRow.id != new, ClientRow.id.in_(_find_spelt(normal))
        )
        for new, place, normal in looked_at
    ]
    pairs = [(new, other) for new, other in await session.execute(union_all(*near))] if near else []
    told = await read_identities(session, {each for pair in pairs for each in pair})
    meant = {pair for pair in pairs if alike(told[pair[0]], told[pair[1]]) is not Alike.NO}
    found = {(min(pair), max(pair)) for pair in meant}
    return found - await list_parted(session, {each for pair in found for each in pair})


def _find_spelt(normal: str) -> Select[int]:
    """Of words that begin so and are about as long, written or heard: the index of words answers alone."""
    row, name = ClientWordRow, normal.replace(" ", "")
    each = [
        and_(row.word.between(begin, begin + LAST), func.length(row.word).between(len(word) - 2, len(word) + 2))
        for word in {name[:LONGEST], sound(name)[:LONGEST]}
        for begin in [word[: BEGINNING + 1]]
        if word
    ]
    spelt = select(row.client_id).where(or_(false(), *each)).limit(MOST).subquery()
    return select(spelt.c.client_id)


async def list_parted(session: Session, client_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs with one of these clients of which somebody said that they are two."""
    row, ids = NotTheSameRow, list(client_ids)
    query = select(row.a_id, row.b_id).where(or_(row.a_id.in_(ids), row.b_id.in_(ids)))
    return {(a, b) for a, b in await session.execute(query)} if ids else set()


async def read_identities(session: Session, client_ids: Iterable[int]) -> dict[int, Identity]:
    """By what each is told, with the phones of everybody there."""
    ids, told = list(client_ids), dict[int, Identity]()
    for first in range(0, len(ids), AT_ONCE):
        told |= await _read_identities(session, ids[first : first + AT_ONCE])
    return told


async def _read_identities(session: Session, ids: Sequence[int]) -> dict[int, Identity]:
    query = select(ContactRow.client_id, ContactRow.phone10).where(
        ContactRow.client_id.in_(ids), ContactRow.phone10.is_not(None)
    )
    phones: dict[int, set[str]] = {}
    for client_id, phone in await session.execute(query):
        phones.setdefault(client_id, set()).add(phone or "")
    row = ClientRow
    of = select(row.id, row.name, row.inn, row.kpp, row.city).where(row.id.in_(ids))
    return {
        client_id: Identity(name, inn or "", kpp, city or "", frozenset(phones.get(client_id, ())))
        for client_id, name, inn, kpp, city in await session.execute(of)
    }


def _find_shared(said: Identity) -> Iterator[ColumnElement[bool]]:
    """An INN; a phone; the name; or how a word of it begins, written or heard, and about its length."""
    if said.inn:
        yield ClientRow.inn == said.inn
    if said.phones:
        yield ClientRow.id.in_(select(ContactRow.client_id).where(ContactRow.phone10.in_(sorted(said.phones))))
    normal = normal_form(said.name)
    if not normal:
        return
    row = ClientWordRow
    whole = (normal, normal.replace(" ", ""))
    yield ClientRow.id.in_(select(row.client_id).where(row.word.in_({*whole, *map(sound, whole)})))
    begins = {each[:BEGINNING] for word in (*normal.split(), whole[1]) for each in (word, sound(word)) if each}
    words = select(row.client_id).where(or_(*(row.word.between(each, each + LAST) for each in sorted(begins))))
    long = func.length(ClientRow.normal).between(len(normal) - SPARE, len(normal) + SPARE)
    yield and_(ClientRow.id.in_(words), long)
