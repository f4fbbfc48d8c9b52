"""
A file of clients taken back: what it made goes where nothing else stands on it, what it changed stands as before.

What somebody has worked with meanwhile stays, and is listed: a row that keeps its `before` could not be taken back.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, delete, func, null, select, update

from sales.clients.card_fields import CardField
from sales.entry.clients.name_forms import normal_form
from storage.clients.upkeep import index_words
from storage.engine.actor_repository import ActorRepository
from storage.engine.insert import table_of
from storage.engine.ripples import stir_awaited
from storage.imports.applying import ROWS
from storage.imports.known import FIELDS
from storage.imports.records import LINES, Import, ImportLine
from storage.tables import (
    Base,
    ClientRow,
    ClientWordRow,
    ContactRow,
    ExpectedPaymentRow,
    ImportedRow,
    PaymentEventRow,
)
from storage.tables.types import Json

OF_ITSELF = frozenset({"client_words", "contacts", "import_rows"})
"""What a client has that a file has brought."""

OF_PERSON = frozenset({"contact_words"})
"""What somebody there has without anybody's doing."""


class ImportReverting(ActorRepository):
    async def revert_next(self, one: Import, below: int | None) -> int | None:
        """The next rows from the end of the file; the number of the last of them, None when there are none."""
        query = LINES.where(ImportedRow.import_id == one.id, ImportedRow.before.is_not(None))
        if below is not None:
            query = query.where(ImportedRow.n < below)
        lines = await self._session.read(ImportLine, query.order_by(None).order_by(ImportedRow.n.desc()).limit(ROWS))
        kept_payments = await self._drop_payments(_payments_of(lines))
        kept_clients = await self._drop_clients([line for line in lines if (line.before or {}).get("made")])
        gone = []
        for line in lines:
            before = line.before or {}
            is_gone = before.get("payment") not in kept_payments or not before.get("payment")
            if before.get("made"):
                is_gone = is_gone and line.client_id not in kept_clients
            elif "fields" in before and line.client_id:
                is_gone = await self._put_back(line.client_id, before) and is_gone
            gone += [line.n] if is_gone else []
        which = (ImportedRow.import_id == one.id, ImportedRow.n.in_(gone))
        if gone:
            await self._session.execute(update(ImportedRow).where(*which).values(before=null(), applied_at=None))
        return lines[-1].n if lines else None

    async def _drop_payments(self, payment_ids: list[int]) -> set[int]:
        """Those that nothing became of; the others are answered."""
        if not payment_ids:
            return set()
        event, row = PaymentEventRow, ExpectedPaymentRow
        several = select(event.payment_id).where(event.payment_id.in_(payment_ids)).group_by(event.payment_id)
        kept = set(await self._session.scalars(several.having(func.count() > 1)))
        kept |= await self._find_used(row, payment_ids, {"payment_events"})
        going = [each for each in payment_ids if each not in kept]
        for owner_id, due_on in await self._session.execute(
            select(row.owner_id, row.due_on).where(row.id.in_(going)).distinct()
        ):
            stir_awaited(self._session, owner_id, due_on)
        await self._session.execute(delete(event).where(event.payment_id.in_(going)))
        await self._session.execute(delete(row).where(row.id.in_(going)))
        return kept

    async def _drop_clients(self, lines: list[ImportLine]) -> set[int]:
        """Those that are as the file has made them; the others are answered."""
        made = {line.client_id: line for line in lines if line.client_id}
        if not made:
            return set()
        query = select(ContactRow.client_id, ContactRow.id).where(ContactRow.client_id.in_(made))
        contacts: dict[int, list[int]] = {}
        for client_id, contact_id in await self._session.execute(query):
            contacts.setdefault(client_id, []).append(contact_id)
        kept = await self._find_used(ClientRow, list(made), OF_ITSELF)
        used = await self._find_used(ContactRow, [each for ids in contacts.values() for each in ids], OF_PERSON)
        kept |= {client_id for client_id, ids in contacts.items() if used & set(ids)}
        kept |= await self._find_edited(made, contacts)
        going = [each for each in made if each not in kept]
        for row in (ContactRow, ClientWordRow):
            await self._session.execute(delete(row).where(row.client_id.in_(going)))
        await self._session.execute(update(ImportedRow).where(ImportedRow.client_id.in_(going)).values(client_id=None))
        await self._session.execute(delete(ClientRow).where(ClientRow.id.in_(going)))
        return kept

    async def _find_edited(self, made: Mapping[int, ImportLine], contacts: Mapping[int, list[int]]) -> set[int]:
        """On whose cards somebody has written another word since."""
        columns: Any = [getattr(ClientRow, name) for name in ("id", "comment", "archived_at", *FIELDS)]
        found = set()
        for client_id, comment, archived_at, *stand in await self._session.execute(
            select(*columns).where(ClientRow.id.in_(made))
        ):
            plan = made[client_id].plan or {}
            now = {str(field): value for field, value in zip(FIELDS, stand, strict=True) if value not in (None, "")}
            same = now == plan.get("values", {}) and comment == plan.get("comment") and archived_at is None
            if not same or len(contacts.get(client_id, ())) != len(plan.get("people", ())):
                found.add(client_id)
        return found

    async def _put_back(self, client_id: int, before: Json) -> bool:
        """Fields that nobody has edited since, and the people that were added."""
        names = list(before["fields"])
        is_whole = True
        if names:
            columns: Any = [getattr(ClientRow, name) for name in names]
            row = (await self._session.execute(select(*columns).where(ClientRow.id == client_id))).first()
            now = dict(zip(names, row or (), strict=False))
            back = {each: before["fields"][each] for each in names if now.get(each) == before["after"][each]}
            is_whole = len(back) == len(names)
            if CardField.NAME in back:
                back["normal"] = normal_form(back[CardField.NAME])
                await index_words(self._session, client_id, back["normal"])
            if CardField.INN in back and not back[CardField.INN]:
                back["kind"] = None
            if back:
                await self._session.execute(update(ClientRow).where(ClientRow.id == client_id).values(**back))
        for contact_id in before.get("contacts", ()):
            if await self._find_used(ContactRow, [contact_id], OF_PERSON):
                is_whole = False
            else:
                await self._session.execute(delete(ContactRow).where(ContactRow.id == contact_id))
        return is_whole

    async def _find_used(self, row: type[Base], ids: list[int], besides: frozenset[str] | set[str]) -> set[int]:
        """To which of them another record refers, of whatever table there is."""
        found: set[int] = set()
        for table, column in _references(row):
            if ids and table.name not in besides:
                found |= set(await self._session.scalars(select(column).where(column.in_(ids)).distinct()))
        return found

    async def finish(self, one: Import) -> None:
        """Audited; what could not be taken back stays counted in its rows."""
        await self._audit("clients.import_reverted", "import", one.id, after={"name": one.name})


def _payments_of(lines: Sequence[ImportLine]) -> list[int]:
    return [payment for line in lines if (payment := (line.before or {}).get("payment"))]


@cache
def _references(row: type[Base]) -> tuple[tuple[Table, Column[Any]], ...]:
    return tuple(_find_references(table_of(row)))


def _find_references(to: Table) -> Iterator[tuple[Table, Column[Any]]]:
    for table in to.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table is to for key in column.foreign_keys):
                yield table, column
