"""What a file is compared with, and its verdicts as they are put down: by the house, for whoever brought it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, null, select, update

from sales.core.people import SELLERS
from sales.imports.judged import Judged, KnownBase, RowVerdict
from sales.imports.owners import KnownSeller
from sales.imports.states import KEPT_FOR, ImportState
from storage.clients.territories import list_territories
from storage.engine.insert import table_of
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.imports.known import list_known_bases
from storage.imports.records import IMPORTS, Import, plan_of
from storage.people.person import ACTIVE
from storage.tables import ClientRow, ImportedRow, ImportRow, PersonRow
from storage.tables.imports import AT_WORK

_AT_WORK = IMPORTS.where(AT_WORK).order_by(ImportRow.id).limit(1)
"""Looked for every second."""

_SELLERS = check_types(KnownSeller, select(PersonRow.id, PersonRow.name))


@dataclass(frozen=True, slots=True)
class ToJudge:
    """All that the verdicts of a file are made of."""

    packed: bytes
    known: Sequence[KnownBase]
    sellers: Sequence[KnownSeller]
    territories: frozenset[str]
    """Whose new clients have an owner by them."""
    newest_id: int
    """Clients with a greater id were made since."""


@dataclass(frozen=True, slots=True)
class ImportNews:
    """Clients that somebody has by a file, and has no more."""

    made: int
    given: int
    taken: int


class AllImports(Repository):
    async def find_at_work(self) -> Import | None:
        """The oldest that something is to be done with."""
        return await self._session.read_one(Import, _AT_WORK)

    async def find(self, import_id: int) -> Import | None:
        """Of whomever; None for none."""
        return await self._session.read_one(Import, IMPORTS.where(ImportRow.id == import_id))

    async def read_packed(self, one: Import) -> bytes | None:
        """The rows of the file, as long as they are kept."""
        return await self._session.scalar(select(ImportRow.packed).where(ImportRow.id == one.id))

    async def read_to_judge(self, one: Import) -> ToJudge | None:
        """None where the file is not kept any more. Long: for a look in a thread."""
        packed = await self.read_packed(one)
        if packed is None or one.department_id is None:
            return None
        here = one.department_id
        territories = await list_territories(self._session, here)
        newest = await self._session.scalar(select(func.max(ClientRow.id))) or 0
        return ToJudge(
            packed,
            await list_known_bases(self._session, (ClientRow.department_id == here, ClientRow.archived_at.is_(None))),
            await self._sellers(here),
            frozenset(territories),
            newest,
        )

    async def _sellers(self, department_id: int) -> list[KnownSeller]:
        query = _SELLERS.where(PersonRow.department_id == department_id, PersonRow.role.in_(SELLERS), ACTIVE)
        return await self._session.read(KnownSeller, query)

    async def clear(self, one: Import) -> None:
        """What an earlier mapping, or a judging that broke off, has put down."""
        await self._session.execute(delete(ImportedRow).where(ImportedRow.import_id == one.id))

    async def put_judged(self, one: Import, judged: Sequence[Judged], cells: Mapping[int, list[str]]) -> None:
        """`cells`: of each row by its number; kept of questions alone."""
        rows = [
            {
                "import_id": one.id,
                "n": each.number,
                "cells": cells.get(each.number) if each.verdict is RowVerdict.QUESTION else None,
                "verdict": each.verdict,
                "client_id": each.client_id,
                "of_n": each.of,
                "reason": each.trouble,
                "said": each.said or None,
                "plan": plan_of(each),
            }
            for each in judged
        ]
        if rows:
            await self._session.execute(table_of(ImportedRow).insert(), rows)

    async def finish_judging(self, one: Import, counts: Mapping[str, int]) -> bool:
        """Whether it was still wanted so: a tap may have changed the mapping meanwhile."""
        return await self.move(one, ImportState.JUDGING, ImportState.JUDGED, counts=dict(counts))

    async def move(self, one: Import, state: ImportState, to: ImportState, **values: object) -> bool:
        """Whether it stood there, by the same mapping."""
        moved = await self._session.execute(
            update(ImportRow)
            .where(ImportRow.id == one.id, ImportRow.state == state, ImportRow.turn == one.turn)
            .values(state=to, **values)
            .returning(ImportRow.id)
        )
        return moved.first() is not None

    async def prune(self) -> None:
        """At night: what stood in the cells of files that nobody needs any more."""
        long_ago = self._clock.now() - KEPT_FOR
        old = select(ImportRow.id).where(ImportRow.created_at < long_ago)
        await self._session.execute(
            update(ImportedRow)
            .where(ImportedRow.import_id.in_(old), ImportedRow.plan.is_not(None) | ImportedRow.cells.is_not(None))
            .values(cells=null(), plan=null(), before=null())
        )
        await self._session.execute(
            update(ImportRow).where(ImportRow.created_at < long_ago, ImportRow.packed.is_not(None)).values(packed=None)
        )

    async def list_concerned(self, one: Import) -> list[int]:
        """Whose clients it has made, given or taken."""
        made = select(ClientRow.owner_id).join(ImportedRow, ImportedRow.client_id == ClientRow.id)
        made = made.where(ImportedRow.import_id == one.id, ImportedRow.verdict == RowVerdict.NEW).distinct()
        found = {each for each in await self._session.scalars(made) if each}
        for before in await self._session.scalars(_where_given(one)):
            found |= {each for each in (before["fields"]["owner_id"], before["after"]["owner_id"]) if each}
        return sorted(found)

    async def news_for(self, one: Import, person_id: int) -> ImportNews:
        """What it has brought to one person."""
        made = select(func.count()).select_from(ImportedRow).join(ClientRow, ClientRow.id == ImportedRow.client_id)
        mine = (ImportedRow.import_id == one.id, ImportedRow.verdict == RowVerdict.NEW, ClientRow.owner_id == person_id)
        changed = await self._session.scalars(_where_given(one))
        given = [(each["fields"]["owner_id"], each["after"]["owner_id"]) for each in changed]
        return ImportNews(
            await self._session.scalar(made.where(*mine)) or 0,
            sum(now == person_id for _before, now in given),
            sum(before == person_id for before, _now in given),
        )


def _where_given(one: Import) -> Select[Any]:
    """Rows by which a client has another owner."""
    sets = ImportedRow.plan["sets_owner"].as_boolean()
    has = (ImportedRow.import_id == one.id, sets, ImportedRow.before["after"]["owner_id"].as_integer().is_not(None))
    return select(ImportedRow.before).where(*has)
