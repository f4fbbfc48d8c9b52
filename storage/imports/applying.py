"""
The rows of a file, written: so many a transaction, each marked in it, so that a death in between goes on there.

What was judged may be old by now: an INN that is taken meanwhile makes the row a question, and a field that somebody
has filled stays as they filled it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select, update

from sales.clients.card_fields import CardField
from sales.clients.search_words import words_of
from sales.entry.clients.name_forms import normal_form
from sales.hooks.events import HookEvent
from sales.imports.judged import KnownBase, RowVerdict
from sales.imports.troubles import RowTrouble
from sales.imports.verdicts import make_judge
from sales.payments.payments import PaymentEventKind, PaymentSource
from storage.clients.territories import list_territories
from storage.clients.upkeep import index_people, index_person, index_words
from storage.cold.never import find_never
from storage.engine.actor_repository import ActorRepository
from storage.engine.insert import table_of
from storage.engine.ripples import stir_awaited
from storage.hooks.announcing import announce
from storage.imports.chunk import ImportChunk, make_contact, make_following
from storage.imports.known import list_known_bases
from storage.imports.records import LINES, Import, ImportLine, fields_of
from storage.payments.payment import note_event
from storage.tables import (
    ClientRow,
    ClientWordRow,
    ContactRow,
    ExpectedPaymentRow,
    ImportedRow,
)
from storage.tables.types import Json

ROWS = 100
PROBABILITY = 50


_ROWS = table_of(ImportedRow)
_MARK = (
    _ROWS.update()
    .where(_ROWS.c.import_id == bindparam("the_import"), _ROWS.c.n == bindparam("the_n"))
    .values({name: bindparam(name) for name in ("client_id", "verdict", "before", "reason", "said", "applied_at")})
)


class ImportWriting(ActorRepository):
    """For whom it is done is who brought the file."""

    async def write_next(self, one: Import, most: int = ROWS) -> int:
        """The next rows of the file; how many there were, 0 when all are written."""
        query = LINES.where(ImportedRow.import_id == one.id, ImportedRow.applied_at.is_(None))
        lines = await self._session.read(ImportLine, query.limit(min(most, ROWS)))
        if not lines:
            return 0
        chunk = ImportChunk(self._actor, one, await list_territories(self._session, one.department_id or 0))
        await self._look_around(chunk, lines)
        await self._make(chunk, lines)
        for line in lines:
            await self._write(chunk, line)
        await self._put_aside(chunk)
        return len(lines)

    async def _look_around(self, chunk: ImportChunk, lines: Sequence[ImportLine]) -> None:
        """What stands of the clients that are met, who has the INNs now, and what earlier rows became."""
        inns = {str(inn) for each in lines if (inn := fields_of(each.plan or {}).get(CardField.INN))}
        taken = select(ClientRow.inn, ClientRow.kpp, ClientRow.id, ClientRow.name).where(
            ClientRow.department_id == chunk.one.department_id,
            ClientRow.inn.in_(sorted(inns)),
            ClientRow.archived_at.is_(None),
        )
        for inn, kpp, client_id, name in await self._session.execute(taken):
            chunk.taken.setdefault(inn or "", []).append((kpp, client_id, name))
        chunk.made_since = make_judge(await self._list_made_since(chunk.one))
        phones = {person[3] for each in lines for person in (each.plan or {}).get("people", ()) if person[3]}
        chunk.never = await find_never(self._session, phones) if phones else set()
        above = sorted({each.of_n for each in lines if each.of_n})
        if above:
            made = select(ImportedRow.n, ImportedRow.client_id).where(
                ImportedRow.import_id == chunk.one.id, ImportedRow.n.in_(above)
            )
            chunk.made = {n: client_id for n, client_id in await self._session.execute(made) if client_id}

    async def _list_made_since(self, one: Import) -> list[KnownBase]:
        """Clients that were made by others since the file was judged: a row may be one of them."""
        newest = one.counts.get("newest_id")
        if newest is None:  # judged by an earlier version
            return []
        row = ClientRow
        ours = func.coalesce(row.draft_id, "").like(f"import:{one.id}:%")
        others = (row.department_id == one.department_id, row.id > newest, row.archived_at.is_(None), ~ours)
        return await list_known_bases(self._session, others)

    async def _write(self, chunk: ImportChunk, line: ImportLine) -> None:
        client_id, verdict = line.client_id, line.verdict
        before: Json | None = None
        reason, said = line.reason, line.said
        match verdict:
            case RowVerdict.NEW:
                client_id, before = chunk.made.get(line.n), {"made": True}
                if client_id is None:
                    verdict, reason, said, before = RowVerdict.QUESTION, RowTrouble.LIKELY, chunk.alike[line.n], None
            case RowVerdict.UPDATE:
                before = await self._fill(chunk, line)
            case RowVerdict.DOUBLE | RowVerdict.ITEM if line.of_n:
                client_id = chunk.made.get(line.of_n)
        if client_id is not None and line.plan and "item" in line.plan:
            before = (before or {}) | {"payment": await self._expect(chunk, line, client_id)}
        if client_id is not None:
            chunk.made[line.n] = client_id
        chunk.marks.append(
            {
                "the_n": line.n,
                "client_id": client_id,
                "verdict": verdict,
                "before": before,
                "reason": reason,
                "said": said,
            }
        )

    async def _make(self, chunk: ImportChunk, lines: Sequence[ImportLine]) -> None:
        """The new clients of the chunk, in one statement; what looks like one made meanwhile is a question."""
        now = self._clock.now()
        new = [
            (line, values) for line in lines if line.verdict is RowVerdict.NEW if (values := chunk.plan_new(line, now))
        ]
        if not new:
            return
        table = table_of(ClientRow)
        insert = table.insert().returning(table.c.id, sort_by_parameter_order=True)
        made = await self._session.execute(insert, [values for _line, values in new])
        for (client_id,), (line, values) in zip(made, new, strict=True):
            chunk.made[line.n] = client_id
            announce(self._session, HookEvent.CLIENT_CREATED, now, client_id)
            chunk.words += [{"client_id": client_id, "word": word} for word in sorted(words_of(values["normal"]))]
            chunk.contacts += [
                make_contact(client_id, values["name"], person, now, is_main=number == 0)
                for number, person in enumerate((line.plan or {}).get("people", ()))
            ]

    async def _fill(self, chunk: ImportChunk, line: ImportLine) -> Json | None:
        """What is still empty, or is to be replaced. None: the client is not there any more."""
        plan = line.plan or {}
        columns = [
            getattr(ClientRow, name) for name in (*plan.get("values", {}), "owner_id", "comment", "name", "do_not_call")
        ]
        query: Any = select(*columns).where(ClientRow.id == line.client_id, ClientRow.archived_at.is_(None))
        row = (await self._session.execute(query)).first()
        if row is None:
            return None
        *stood, owner_id, comment, name, muted = row
        replaced = chunk.one.said.policy.replaced
        before: Json = {}
        after: Json = {}
        for (field, value), now in zip(fields_of(plan).items(), stood, strict=True):
            if now in (None, "") or (field in replaced and now != value):
                before[field], after[field] = now, value
        if plan.get("comment") and not comment:
            before["comment"], after["comment"] = comment, plan["comment"]
        if plan.get("sets_owner") and owner_id != plan["owner"]:
            before["owner_id"], after["owner_id"] = owner_id, plan["owner"]
        if chunk.is_never(plan) and not muted:
            before["do_not_call"], after["do_not_call"] = False, True
        inn = after.get(CardField.INN)
        if inn and any(client_id != line.client_id for _kpp, client_id, _name in chunk.taken.get(inn, ())):
            del before[CardField.INN], after[CardField.INN]
        if after:
            await self._session.execute(
                update(ClientRow).where(ClientRow.id == line.client_id).values(**after, **make_following(after))
            )
            if CardField.NAME in after:
                await index_words(self._session, line.client_id or 0, normal_form(after[CardField.NAME]))
        return {"fields": before, "after": after, "contacts": await self._meet(line, name, plan.get("people", ()))}

    async def _meet(self, line: ImportLine, name: str, people: Sequence[Sequence[str]]) -> list[int]:
        """The people that the client has not yet; their ids."""
        found = []
        for person in people:
            values = make_contact(line.client_id or 0, name, person, self._clock.now(), is_main=False)
            new_id = await self._insert_once(ContactRow, ["client_id", "phone10"], values)
            if new_id:
                await index_person(self._session, new_id, values["name"], is_new=True)
                found.append(new_id)
        return found

    async def _expect(self, chunk: ImportChunk, line: ImportLine, client_id: int) -> int | None:
        """Money that is awaited, or a debt where its day is over; its owner is the client's."""
        amount, due, invoice = (line.plan or {})["item"]
        due_on, now = date.fromisoformat(due), self._clock.now()
        owner_id = await self._session.scalar(select(ClientRow.owner_id).where(ClientRow.id == client_id))
        values = {
            "department_id": chunk.one.department_id,
            "client_id": client_id,
            "deal_id": None,
            "owner_id": owner_id,
            "amount": amount,
            "received": 0,
            "due_on": due_on,
            "first_due_on": due_on,
            "moves": 0,
            "probability": PROBABILITY,
            "probability_manual": False,
            "invoice": invoice or None,
            "comment": None,
            "source": PaymentSource.IMPORT,
            "created_by": self._actor.person_id,
            "created_at": now,
            "draft_id": f"import:{chunk.one.id}:{line.n}",
        }
        payment_id = await self._insert_once(ExpectedPaymentRow, ["draft_id"], values)
        if payment_id is not None:
            stir_awaited(self._session, owner_id, due_on)
            said = {"amount": amount, "due_on": due, "probability": PROBABILITY}
            await note_event(self._session, self._actor, payment_id, PaymentEventKind.CREATED, now, after=said)
        return payment_id

    async def _put_aside(self, chunk: ImportChunk) -> None:
        if chunk.words:
            await self._session.execute(table_of(ClientWordRow).insert(), chunk.words)
        if chunk.contacts:
            table = table_of(ContactRow)
            insert = table.insert().returning(table.c.id, sort_by_parameter_order=True)
            made = await self._session.execute(insert, chunk.contacts)
            names = [each["name"] for each in chunk.contacts]
            await index_people(self._session, [(new_id, name) for (new_id,), name in zip(made, names, strict=True)])
        named = {"the_import": chunk.one.id, "applied_at": self._clock.now()}
        await self._session.execute(_MARK, [each | named for each in chunk.marks])

    async def list_doubts(self, one: Import) -> list[int]:
        """Rows that became questions as they were written: what stood in their cells is still to be noted."""
        lines = await self._session.read(
            ImportLine, LINES.where(ImportedRow.import_id == one.id, ImportedRow.verdict == RowVerdict.QUESTION)
        )
        return [each.n for each in lines if each.cells is None and (each.plan or {}).get("values")]

    async def note_cells(self, one: Import, cells: Mapping[int, Sequence[str]]) -> None:
        """As they stood in the file, by the row's number."""
        row = ImportedRow
        for number, told in cells.items():
            which = (row.import_id == one.id, row.n == number)
            await self._session.execute(update(row).where(*which).values(cells=list(told)))

    async def count_written(self, one: Import) -> dict[str, int]:
        """How many rows became what, as they were written."""
        query = select(ImportedRow.verdict, func.count()).where(ImportedRow.import_id == one.id)
        found = await self._session.execute(query.group_by(ImportedRow.verdict))
        return {str(verdict): count for verdict, count in found}

    async def finish(self, one: Import, counts: Mapping[str, int]) -> None:
        """Who brought what in: audited, not what stands in it."""
        await self._audit("clients.imported", "import", one.id, after={"name": one.name, **counts})
