"""A cold list, loaded a part at a time; what was loaded is noted with it, so that a death in between goes on there."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import null, select, update

from sales.cold.rows import ColdRow
from sales.cold.states import OPEN_STATES, ColdListState, ColdSource, ColdState, Skip
from sales.core.undo import WINDOW
from storage.cold.never import find_never
from storage.cold.records import LISTS, ColdList
from storage.engine.repository import Repository
from storage.tables import ClientRow, ColdLeadRow, ColdListRow, ColdTryRow, ContactRow

Row = ColdLeadRow

_LOADING = LISTS.where(ColdListRow.state == ColdListState.LOADING).order_by(ColdListRow.id).limit(1)


class AllColdLists(Repository):
    async def find_loading(self) -> ColdList | None:
        """The oldest that is to be loaded."""
        return await self._session.read_one(ColdList, _LOADING)

    async def find(self, list_id: int) -> ColdList | None:
        """Of whomever; None for none."""
        return await self._session.read_one(ColdList, LISTS.where(ColdListRow.id == list_id))

    async def read_packed(self, one: ColdList) -> bytes | None:
        """Its rows, while they are kept."""
        return await self._session.scalar(select(ColdListRow.packed).where(ColdListRow.id == one.id))

    async def load(self, list_id: int, rows: Sequence[ColdRow]) -> None:
        """These rows, next to those that are loaded: numbers to ring, or passed over and counted."""
        one = await self.find(list_id)
        if one is None or one.department_id is None:
            return
        skipped = Counter[str]()
        found = _skip_rows(one, rows, skipped)
        found = await self._skip_by_base(one, found, skipped)
        added = 0
        if found:
            values = [_values(one, each) for each in found.values()]
            insert = self._insert(Row).on_conflict_do_nothing(index_elements=["phone10", "department_id"])
            added = len((await self._session.execute(insert.values(values).returning(Row.id))).all())
        skipped[Skip.DOUBLE] += len(found) - added
        await self._note(one, rows[-1].number, skipped)

    async def _skip_by_base(
        self, one: ColdList, found: dict[str, ColdRow], skipped: Counter[str]
    ) -> dict[str, ColdRow]:
        """Whoever must never be rung, is somebody's client, or is rung already."""
        never = await find_never(self._session, list(found))
        owners = await self._list_owners(one, list(found))
        left = {phone: row for phone, row in found.items() if phone not in never and phone not in owners}
        moved = await self._move_from_pulled(one, list(left))
        skipped[Skip.NEVER] += len(never)
        for phone in owners.keys() - never:
            skipped[Skip.CLIENT] += 1
            skipped[f"owner:{owners[phone] or 0}"] += 1
        return {phone: row for phone, row in left.items() if phone not in moved}

    async def _list_owners(self, one: ColdList, phones: Sequence[str]) -> dict[str, int | None]:
        query = select(ContactRow.phone10, ClientRow.owner_id).join(ClientRow, ClientRow.id == ContactRow.client_id)
        query = query.where(ClientRow.department_id == one.department_id, ClientRow.archived_at.is_(None))
        found = await self._session.execute(query.where(ContactRow.phone10.in_(phones)))
        return {phone: owner for phone, owner in found if phone}

    async def _move_from_pulled(self, one: ColdList, phones: Sequence[str]) -> set[str]:
        """What stands in a list that was pulled back, and was not rung to an end, is rung with this one."""
        pulled = select(ColdListRow.id).where(
            ColdListRow.department_id == one.department_id, ColdListRow.state == ColdListState.PULLED
        )
        there = (Row.department_id == one.department_id, Row.phone10.in_(phones), Row.state.in_(OPEN_STATES))
        moved = await self._session.scalars(
            update(Row).where(*there, Row.list_id.in_(pulled)).values(list_id=one.id).returning(Row.phone10)
        )
        return {each for each in moved if each}

    async def _note(self, one: ColdList, last: int, skipped: Counter[str]) -> None:
        counts: dict[str, Any] = dict(one.counts)
        owners = Counter(counts.get("owners", {}))
        for what, count in skipped.items():
            why, _, owner = what.partition(":")
            if owner:
                owners[owner] += count
            else:
                counts[why] = counts.get(why, 0) + count
        values = {"counts": counts | {"owners": dict(owners)}, "loaded": last}
        await self._session.execute(update(ColdListRow).where(ColdListRow.id == one.id).values(**values))

    async def finish(self, one: ColdList) -> None:
        """All of it is loaded, or nothing of it is kept any more."""
        await self._session.execute(
            update(ColdListRow)
            .where(ColdListRow.id == one.id, ColdListRow.state == ColdListState.LOADING)
            .values(state=ColdListState.OPEN, packed=None)
        )

    async def prune(self) -> None:
        """At night: what told of those who asked never to be rung."""
        fresh = select(ColdTryRow.lead_id).where(ColdTryRow.at > self._clock.now() - WINDOW)
        await self._session.execute(
            update(Row)
            .where(Row.state == ColdState.NEVER, Row.phone10.is_not(None), Row.id.not_in(fresh))
            .values(name="", phone=None, phone10=None, city=None, note=None, card=null())
        )


def _skip_rows(one: ColdList, rows: Sequence[ColdRow], skipped: Counter[str]) -> dict[str, ColdRow]:
    """By number; without those that the rows themselves tell to leave out."""
    found: dict[str, ColdRow] = {}
    for row in rows:
        if not row.phone10:
            skipped[Skip.NO_PHONE] += 1
        elif row.is_private and one.source is ColdSource.OPEN:
            skipped[Skip.PRIVATE] += 1
        elif row.phone10 in found:
            skipped[Skip.DOUBLE] += 1
        else:
            found[row.phone10] = row
    return found


def _values(one: ColdList, row: ColdRow) -> dict[str, Any]:
    return {
        "list_id": one.id,
        "department_id": one.department_id,
        "name": row.name,
        "phone": row.phone,
        "phone10": row.phone10,
        "city": row.city or None,
        "zone": row.zone,
        "note": row.note or None,
        "card": {"fields": row.fields, "person": row.person, "position": row.position},
        "state": ColdState.NEW,
        "tries": 0,
    }
