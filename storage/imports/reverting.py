"""
A file of clients taken back: what it made goes where nothing else stands on it, what it changed stands as before.

What somebody has worked with meanwhile stays, and is listed: a row that keeps its `before` could not be taken back.
"""

from collections.abc import Iterator
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


class ImportReverting(ActorRepository):
    async def revert_next(self, one: Import, below: int | None) -> int | None:
        """The next rows from the end of the file; the number of the last of them, None when there are none."""
        query = LINES.where(ImportedRow.import_id == one.id, ImportedRow.before.is_not(None))
        if below is not None:
            query = query.where(ImportedRow.n < below)
        lines = await self._session.read(ImportLine, query.order_by(None).order_by(ImportedRow.n.desc()).limit(ROWS))
        for line in lines:
            is_gone = await self._take_back(line)
            which = (ImportedRow.import_id == one.id, ImportedRow.n == line.n)
            if is_gone:
                await self._session.execute(update(ImportedRow).where(*which).values(before=null(), applied_at=None))
        return lines[-1].n if lines else None

    async def _take_back(self, line: ImportLine) -> bool:
        """Whether nothing of it is left."""
        before = line.before or {}
        is_gone = await self._drop_payment(before["payment"]) if before.get("payment") else True
        if before.get("made") and line.client_id:
            return await self._drop_client(line) and is_gone
        if "fields" in before and line.client_id:
            return await self._put_back(line.client_id, before) and is_gone
        return is_gone

    async def _drop_payment(self, payment_id: int) -> bool:
        row = ExpectedPaymentRow
        query = select(row.owner_id, row.due_on).where(row.id == payment_id)
        found = (await self._session.execute(query)).first()
        if found is None:
            return True
        events = select(func.count()).select_from(PaymentEventRow).where(PaymentEventRow.payment_id == payment_id)
        if await self._session.scalar(events) != 1 or await self._is_used(row, payment_id, {"payment_events"}):
            return False
        await self._session.execute(delete(PaymentEventRow).where(PaymentEventRow.payment_id == payment_id))
        await self._session.execute(delete(row).where(row.id == payment_id))
        stir_awaited(self._session, *found)
        return True

    async def _drop_client(self, line: ImportLine) -> bool:
        client_id = line.client_id or 0
        contacts = list(await self._session.scalars(select(ContactRow.id).where(ContactRow.client_id == client_id)))
        is_used = await self._is_used(ClientRow, client_id, OF_ITSELF) or not await self._is_as_made(line, contacts)
        for each in contacts:
            is_used = is_used or await self._is_used(ContactRow, each, frozenset())
        if is_used:
            return False
        for row in (ContactRow, ClientWordRow):
            await self._session.execute(delete(row).where(row.client_id == client_id))
        await self._session.execute(
            update(ImportedRow).where(ImportedRow.client_id == client_id).values(client_id=None)
        )
        await self._session.execute(delete(ClientRow).where(ClientRow.id == client_id))
        return True

    async def _is_as_made(self, line: ImportLine, contacts: list[int]) -> bool:
        """Whether nobody has written another word on the card since."""
        plan = line.plan or {}
        values: Json = plan.get("values", {})
        columns = [getattr(ClientRow, name) for name in (*values, "comment", "archived_at")]
        query: Any = select(*columns).where(ClientRow.id == line.client_id)
        row = (await self._session.execute(query)).first()
        if row is None or len(contacts) != len(plan.get("people", ())):
            return False
        return list(row) == [*values.values(), plan.get("comment"), None]

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
            if await self._is_used(ContactRow, contact_id, frozenset()):
                is_whole = False
            else:
                await self._session.execute(delete(ContactRow).where(ContactRow.id == contact_id))
        return is_whole

    async def _is_used(self, row: type[Base], row_id: int, besides: frozenset[str] | set[str]) -> bool:
        """Whether another record refers to it, of whatever table there is."""
        for table, column in _references(row):
            if table.name not in besides and await self._exists(select(column).where(column == row_id)):
                return True
        return False

    async def finish(self, one: Import) -> None:
        """Audited; what could not be taken back stays counted in its rows."""
        await self._audit("clients.import_reverted", "import", one.id, after={"name": one.name})


@cache
def _references(row: type[Base]) -> tuple[tuple[Table, Column[Any]], ...]:
    return tuple(_find_references(table_of(row)))


def _find_references(to: Table) -> Iterator[tuple[Table, Column[Any]]]:
    for table in to.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table is to for key in column.foreign_keys):
                yield table, column
