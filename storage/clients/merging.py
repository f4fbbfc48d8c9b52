"""
Two records of one client made one, and parted again for thirty days (spec/1).

Whatever refers to the one that goes moves, of whatever table there is; which rows those were is kept, so that parting
moves back exactly those that still belong to the kept one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import Column, Table, func, select, update

from sales.clients.card_fields import CardField
from sales.core.errors import AlreadyDoneError, NotYoursError, TooLateError
from sales.core.rights import Action
from sales.hooks.events import HookEvent
from storage.clients.client import Client
from storage.clients.clients import Clients
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import OtherInnError
from storage.engine.insert import table_of
from storage.engine.reading import check_types, columns_of
from storage.engine.ripples import stir_payment
from storage.engine.scope import reach
from storage.hooks.announcing import announce
from storage.tables import ClientMergeRow, ClientRow, DealRow, ExpectedPaymentRow
from storage.tables.types import Base, Json

PARTED_WITHIN: Final = timedelta(days=30)
STAYS: Final = frozenset({"client_words", "duplicate_no", "import_rows", "client_merges", "clients"})
"""What says something of the record itself."""

ONCE: Final[Mapping[str, str]] = {"contacts": "phone10", "client_accounts": "account"}
"""Of which a client has each but once: what both have stays where it is."""

HANDED: Final[Sequence[type[ExpectedPaymentRow] | type[DealRow]]] = (ExpectedPaymentRow, DealRow)
"""Open ones become the kept one's owner's, as by a handover."""

FILLED: Final = (
    *(each for each in CardField if each is not CardField.REFERRED_BY),
    *("comment", "kind", "usual_lat", "usual_lon"),
)


@dataclass(frozen=True, slots=True)
class ClientMerge:
    id: int
    kept_id: int
    gone_id: int
    by_id: int
    at: datetime
    moved: Json
    fields: Json
    undone_at: datetime | None


_MERGES = check_types(ClientMerge, select(*columns_of(ClientMerge, ClientMergeRow)))


class ClientMerges(ActorRepository):
    async def merge(self, kept_id: int, gone_id: int) -> ClientMerge:
        """What the gone one has becomes the kept one's; what is empty on the card is filled from it.

        Raises NotYoursError, also to a manager for two owners; OtherInnError; AlreadyDoneError.
        """
        kept, gone = await self._get(kept_id), await self._get(gone_id)
        if kept.id == gone.id or kept.forgotten_at or gone.forgotten_at:
            raise AlreadyDoneError
        if kept.department_id != gone.department_id:
            raise NotYoursError
        if kept.owner_id != gone.owner_id:
            await self._refuse_managers(kept, gone)
        if kept.inn and gone.inn and kept.inn != gone.inn:
            raise OtherInnError
        now = self._clock.now()
        await self._set(gone.id, merged_into_id=kept.id, archived_at=now)
        moved = {
            table.name: ids
            for table, column in _references()
            if (ids := await self._move(table, column, gone.id, kept.id))
        }
        owners = await self._hand_over(moved, kept)
        was_referred = await self._forget_referrer(kept.id, gone.id)
        before, after = await self._fill(kept.id, gone.id)
        values = {
            "kept_id": kept.id,
            "gone_id": gone.id,
            "by_id": self._actor.person_id,
            "at": now,
            "moved": moved,
            "fields": {
                "before": before,
                "after": after,
                "owners": owners,
                "archived_at": gone.archived_at.isoformat() if gone.archived_at else None,
                "was_referred": was_referred,
                "referred": await self._move_referred(gone.id, kept.id),
            },
        }
        statement = self._insert(ClientMergeRow).values(**values).returning(ClientMergeRow.id)
        merge_id = int(await self._session.scalar(statement) or 0)
        now = self._clock.now()
        announce(self._session, HookEvent.CLIENT_MERGED, now, kept.id, gone_id=gone.id)
        await self._audit("clients.merged", "client", kept.id, after={"gone_id": gone.id, "merge_id": merge_id})
        return await self.get(merge_id)

    async def get(self, merge_id: int) -> ClientMerge:
        """Of a client that the speaker may edit. Raises NotYoursError."""
        found = await self._session.read_one(ClientMerge, _MERGES.where(ClientMergeRow.id == merge_id))
        if found is None:
            raise NotYoursError
        await self._get(found.kept_id)
        return found

    async def find_last(self, client_id: int) -> ClientMerge | None:
        """The latest that can still be undone, of the kept one, where the speaker reads it."""
        row = ClientMergeRow
        reached = reach(self._actor, Action.READ_RECORDS, ClientRow.owner_id, ClientRow.department_id)
        mine = row.kept_id.in_(select(ClientRow.id).where(ClientRow.id == client_id, reached))
        known = select(ClientRow.id).where(ClientRow.forgotten_at.is_(None))
        fresh = (row.kept_id == client_id, mine, row.undone_at.is_(None), row.at >= self._clock.now() - PARTED_WITHIN)
        return await self._session.read_one(
            ClientMerge, _MERGES.where(*fresh, row.gone_id.in_(known)).order_by(row.id.desc()).limit(1)
        )

    async def count_records(self, client_id: int) -> int:
        """How many rows refer to the client, of whatever tables; none of somebody else's."""
        reached = reach(self._actor, Action.READ_RECORDS, ClientRow.owner_id, ClientRow.department_id)
        if not await self._exists(select(ClientRow.id).where(ClientRow.id == client_id, reached)):
            return 0
        counts = [
            await self._session.scalar(select(func.count()).select_from(table).where(column == client_id)) or 0
            for table, column in _references()
        ]
        return sum(counts)

    async def part(self, merge_id: int) -> ClientMerge:
        """«Разъединить». Raises NotYoursError, AlreadyDoneError; TooLateError after thirty days."""
        one = await self.get(merge_id)
        now = self._clock.now()
        if one.undone_at is None and now > one.at + PARTED_WITHIN:
            raise TooLateError
        await self._refuse_forgotten(one.gone_id)
        row = ClientMergeRow
        await self._change_once(update(row).where(row.id == merge_id, row.undone_at.is_(None)).values(undone_at=now))
        await self._put_back(one)
        await self._audit("clients.parted", "client", one.kept_id, after={"gone_id": one.gone_id})
        return await self.get(merge_id)

    async def _refuse_forgotten(self, client_id: int) -> None:
        """Raises AlreadyDoneError: there is nobody to part or to merge."""
        if await self._exists(
            select(ClientRow.id).where(ClientRow.id == client_id, ClientRow.forgotten_at.is_not(None))
        ):
            raise AlreadyDoneError

    async def _put_back(self, one: ClientMerge) -> None:
        for table, column in _references():
            ids = one.moved.get(table.name, [])
            here = (table.c.id.in_(ids), column == one.kept_id)
            if ids:
                await self._session.execute(update(table).where(*here).values({column.name: one.gone_id}))
        for row in HANDED:
            for record_id, owner_id in one.fields["owners"].get(table_of(row).name, []):
                still = (row.id == record_id, row.client_id == one.gone_id)
                await self._session.execute(update(row).where(*still).values(owner_id=owner_id))
        for payment_id in one.moved.get("expected_payments", []):
            stir_payment(self._session, payment_id)
        referred = one.fields["referred"]
        await self._session.execute(
            update(ClientRow)
            .where(ClientRow.id.in_(referred), ClientRow.referred_by_id == one.kept_id)
            .values(referred_by_id=one.gone_id)
        )
        if one.fields["was_referred"]:
            alone = (ClientRow.id == one.kept_id, ClientRow.referred_by_id.is_(None))
            await self._session.execute(update(ClientRow).where(*alone).values(referred_by_id=one.gone_id))
        await self._take_fields(one)
        archived = one.fields["archived_at"]
        at = datetime.fromisoformat(archived) if archived else None
        await self._set(one.gone_id, merged_into_id=None, archived_at=at)

    async def _take_fields(self, one: ClientMerge) -> None:
        """Of the kept one's card, what nobody has edited since."""
        after: Json = one.fields["after"]
        now = await self._card(one.kept_id)
        back = {name: one.fields["before"][name] for name, value in after.items() if now[name] == value}
        if back:
            await self._set(one.kept_id, **back)

    async def _get(self, client_id: int) -> Client:
        """For who may edit it. Raises NotYoursError."""
        client = await Clients(self._session, self._clock, self._actor).get(client_id)
        writes = reach(self._actor, Action.EDIT_CLIENT, ClientRow.owner_id, ClientRow.department_id)
        if not await self._exists(select(ClientRow.id).where(ClientRow.id == client.id, writes)):
            raise NotYoursError
        return client

    async def _refuse_managers(self, *clients: Client) -> None:
        """A merge of two owners is the lead's. Raises NotYoursError."""
        reached = reach(self._actor, Action.REASSIGN, ClientRow.owner_id, ClientRow.department_id)
        for each in clients:
            if not await self._exists(select(ClientRow.id).where(ClientRow.id == each.id, reached)):
                raise NotYoursError

    async def _move(self, table: Table, column: Column[Any], gone_id: int, kept_id: int) -> list[int]:
        """The ids of the rows that are the kept one's now."""
        query = select(table.c.id).where(column == gone_id)
        once = ONCE.get(table.name)
        if once is not None:
            has = select(table.c[once]).where(column == kept_id, table.c[once].is_not(None))
            query = query.where(table.c[once].is_(None) | table.c[once].not_in(has))
        ids = sorted(await self._session.scalars(query))
        if ids:
            await self._session.execute(update(table).where(table.c.id.in_(ids)).values({column.name: kept_id}))
        return ids

    async def _move_referred(self, gone_id: int, kept_id: int) -> list[int]:
        """Whom the gone one has recommended."""
        row = ClientRow
        ids = list(await self._session.scalars(select(row.id).where(row.referred_by_id == gone_id, row.id != kept_id)))
        if ids:
            await self._session.execute(update(row).where(row.id.in_(ids)).values(referred_by_id=kept_id))
        return ids

    async def _forget_referrer(self, kept_id: int, gone_id: int) -> bool:
        """Nobody recommends themselves."""
        row = ClientRow
        forgotten = await self._session.execute(
            update(row)
            .where(row.id == kept_id, row.referred_by_id == gone_id)
            .values(referred_by_id=None)
            .returning(row.id)
        )
        return forgotten.first() is not None

    async def _hand_over(self, moved: Mapping[str, list[int]], kept: Client) -> dict[str, list[list[int | None]]]:
        """Open money and deals to the kept one's owner; by table: (id, whose it was)."""
        found: dict[str, list[list[int | None]]] = {}
        for row in HANDED:
            name = table_of(row).name
            theirs = (row.id.in_(moved.get(name, [])), row.owner_id.is_distinct_from(kept.owner_id))
            query = select(row.id, row.owner_id).where(*theirs, row.closed_at.is_(None))
            were: list[list[Any]] = [list(each) for each in await self._session.execute(query)]
            if were:
                ids = [each[0] for each in were]
                await self._session.execute(update(row).where(row.id.in_(ids)).values(owner_id=kept.owner_id))
                found[name] = were
        for payment_id in moved.get("expected_payments", []):
            stir_payment(self._session, payment_id)
        return found

    async def _fill(self, kept_id: int, gone_id: int) -> tuple[Json, Json]:
        """What stood on the kept one's card where it was empty, and what stands there now."""
        kept, gone = await self._card(kept_id), await self._card(gone_id)
        after = {name: gone[name] for name in FILLED if kept[name] in (None, "") and gone[name] not in (None, "")}
        if after:
            await self._set(kept_id, **after)
        return {name: kept[name] for name in after}, after

    async def _card(self, client_id: int) -> dict[str, Any]:
        columns: Any = [getattr(ClientRow, name) for name in FILLED]
        (row,) = await self._session.execute(select(*columns).where(ClientRow.id == client_id))
        return dict(zip([str(name) for name in FILLED], row, strict=True))

    async def _set(self, client_id: int, **values: Any) -> None:
        await self._session.execute(update(ClientRow).where(ClientRow.id == client_id).values(**values))


@cache
def _references() -> tuple[tuple[Table, Column[Any]], ...]:
    return tuple(_find_references())


def _find_references() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column of another table that names a client."""
    clients = table_of(ClientRow)
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if table.name not in STAYS and any(key.column.table is clients for key in column.foreign_keys):
                yield table, column
