"""A file of many clients, and a statement of as many documents, while others are answered (spec/1, spec/5)."""

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bot.interpreter import take_short_turns
from bot.operations.importing import Importing
from reports.message.language import catalogue, speaking
from reports.views import render
from sales.bank.carried import strip_outgoing
from sales.bank.packing import pack_statement, read_carried
from sales.bank.reading import read_statement
from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.money import ROUBLE
from sales.core.people import Role
from sales.imports.packing import pack_base, read_packed
from storage.database import Database, sqlite_url
from storage.engine.actor import Actor
from storage.engine.insert import table_of
from storage.engine.migrate import migrate
from storage.tables import ClientRow, ExpectedPaymentRow
from tests.proof.bench.clients import SECOND
from tests.proof.bench.million import NAMES
from tests.proof.bench.scale import Scale
from tests.proof.bench.table import Part, Row, at_most
from tests.sales.bank.statements import DAY, OURS, Doc, make_file

LOADED_SECONDS, ANSWERED_SECONDS = 60, 0.3
PAUSE = 0.05
CLIENTS = 3000
CITIES = ("Москва", "Тула", "Уфа", "Казань")


class Now:
    """The machine's own time: nothing is waited for that a clock could be moved to."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251


@dataclass
class Others:
    """Somebody who records something twenty times a second, and how long each of them waits."""

    database: Database
    who: Actor
    waited: list[float] = field(default_factory=list)

    @asynccontextmanager
    async def talking(self) -> AsyncIterator[None]:
        self.waited.clear()
        task = asyncio.create_task(self._talk())
        try:
            yield
            answered = len(self.waited)
            while len(self.waited) == answered:  # noqa: ASYNC110  who waits as it ends is answered, too
                await asyncio.sleep(PAUSE)
        finally:
            task.cancel()

    async def _talk(self) -> None:
        due = perf_counter()
        while True:
            async with self.database.write() as tx:
                await tx.as_(self.who).clients.recent()
                await tx.system.wire.set("bench", {"said": len(self.waited)})
            self.waited.append(perf_counter() - due)
            due = perf_counter() + PAUSE
            await asyncio.sleep(PAUSE)

    @asynccontextmanager
    async def timed(self, what: str, rows: list[Row]) -> AsyncIterator[None]:
        """A phase: how long it took, and how long anybody waited meanwhile."""
        began = perf_counter()
        async with self.talking():
            yield
        rows += [Row(what, f"{perf_counter() - began:.1f} s"), self.row]

    @property
    def row(self) -> Row:
        return at_most("another's answer meanwhile, the longest", max(self.waited, default=0), ANSWERED_SECONDS, " s")


@asynccontextmanager
async def _house() -> AsyncIterator[tuple[Database, Actor, Actor]]:
    """A department of an owner and a manager."""
    take_short_turns()
    with tempfile.TemporaryDirectory(prefix="reper-bench-files-") as folder:
        catalogue("ru")  # a second, once in a process
        url = sqlite_url(Path(folder) / "reper.db")
        await migrate(url)
        database = Database(url, Now())
        try:
            async with database.write() as tx:
                token = await tx.system.invitations.owner_link()
                zone = "Europe/Moscow"
                owner = (await tx.system.invitations.redeem(token, 1, "Ирина", "ru", zone)).actor
                place = await tx.as_(owner).departments.create("Отдел", zone, DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
                token = await tx.as_(owner).invitations.invite(Role.MANAGER, "Анна", place.id)
                anna = (await tx.system.invitations.redeem(token, 2, "Анна", "ru", zone)).actor
            yield database, owner, anna
        finally:
            await database.dispose()


def _rows(count: int) -> Iterator[list[str]]:
    dice = random.Random(3)
    yield ["Название", "ИНН", "Телефон", "Город", "Отрасль", "Почта", "Кто ведёт"]
    for number in range(count):
        name = f"ООО «{dice.choice(NAMES)} {dice.choice(SECOND)} {number % 700}»"
        phone = f"+7 9{number % 90 + 10:02d} {number:07d}"
        yield [name, "", phone, dice.choice(CITIES), "опт", f"a{number}@x.ru", "Анна"]


async def imports(scale: Scale) -> Part:
    """Judged, loaded and taken back."""
    async with _house() as (database, owner, anna):
        packed = pack_base([("", [*_rows(scale.rows)])])
        assert packed is not None
        async with database.write() as tx:
            one = await tx.as_(owner).imports.begin("base.csv", "0" * 64, read_packed(packed))
        importing, others = Importing(database, lambda: None), Others(database, anna)
        began = perf_counter()
        async with others.talking():
            await importing.drain()
            async with database.write() as tx:
                await tx.as_(owner).imports.apply(one.id)
            await importing.drain()
        rows = [at_most("looked at and loaded", perf_counter() - began, LOADED_SECONDS, " s", 1), others.row]
        began = perf_counter()
        async with others.talking():
            async with database.write() as tx:
                await tx.as_(owner).imports.revert(one.id)
            await importing.drain()
        rows += [at_most("taken back", perf_counter() - began, LOADED_SECONDS, " s", 1), others.row]
        return Part(f"A file of {scale.rows} clients, SQLite", rows)


async def bank(scale: Scale) -> Part:
    """Sent, put down, drawn (which matches all of it) and confirmed: every document of a client's open invoice."""
    async with _house() as (database, owner, anna):
        await _await_money(database, anna, scale.rows)
        docs = [_document(number) for number in range(scale.rows)]
        statement = await asyncio.to_thread(read_statement, make_file(*docs))
        cells = pack_statement(strip_outgoing(statement), "0" * 64)  # by the reading child
        importing, others, rows = Importing(database, lambda: None), Others(database, anna), list[Row]()
        async with others.timed("sent", rows), database.write() as tx:
            carried = read_carried(cells)
            begun = await tx.as_(owner).bank_statements.begin(carried.statement, cells[1], "a.txt", "")
            (account,) = await tx.as_(owner).bank_statements.list_accounts(begun)
            await tx.as_(owner).bank_statements.say_whose(begun.id, account.id, is_ours=True)
            if carried.packed is None:
                await tx.as_(owner).bank_statements.load(begun, carried.statement)
            else:
                await tx.as_(owner).bank_statements.begin_load(begun, carried.packed)
        async with others.timed("put down", rows):
            await importing.drain()
        async with others.timed("its screen", rows), database.read_long() as tx:
            with speaking("ru"):
                assert await render("bank_statement", tx, owner, {"statement_id": begun.id}) is not None
        async with others.timed("confirmed", rows):
            async with database.write() as tx:
                statement_row = await tx.as_(owner).bank_statements.get(begun.id)
                await tx.as_(owner).bank_choices.ask(statement_row, scale.rows)
            await importing.drain()
        async with database.read() as tx:
            assert len(await tx.as_(owner).bank_taking.list_taken(begun.id)) == scale.rows
        return Part(f"A statement of {scale.rows} documents, SQLite", rows)


async def _await_money(database: Database, anna: Actor, count: int) -> None:
    """An open invoice of each document, of so many clients as pay seven times."""
    async with database.write() as tx:
        clients = [
            {"id": number + 1, "department_id": anna.department_id, "owner_id": anna.person_id, "kpp": ""}
            | {"name": f"ООО Фирма {number}", "normal": f"фирма {number}", "inn": f"77{number:08d}"}
            | {"created_at": tx.clock.now(), "touched_at": tx.clock.now(), "do_not_call": False}
            for number in range(min(count, CLIENTS))
        ]
        await tx.session.execute(table_of(ClientRow).insert(), clients)
        payments = [
            {"department_id": anna.department_id, "owner_id": anna.person_id, "client_id": number % CLIENTS + 1}
            | {"amount": _amount(number) * ROUBLE, "received": 0, "invoice": str(number), "source": "dialog"}
            | {"due_on": DAY, "first_due_on": DAY, "moves": 0, "probability": 50, "probability_manual": False}
            | {"created_by": anna.person_id, "created_at": tx.clock.now()}
            for number in range(count)
        ]
        await tx.session.execute(table_of(ExpectedPaymentRow).insert(), payments)


def _amount(number: int) -> int:
    return (number % 900 + 1) * 100


def _document(number: int) -> Doc:
    client = number % CLIENTS
    return Doc(
        f"{_amount(number)}.00",
        number=str(number),
        inn=f"77{client:08d}",
        name=f"ООО Фирма {client}",
        payer=f"407028101000{client:08d}",
        payee=OURS,
        purpose=f"Оплата по счету {number} от 01.11.2026 за товар",
    )
