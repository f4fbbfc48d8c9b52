"""
One transaction on one connection, and what may be asked of it.

SQLite is asked here, in the loop: a statement of ours takes some microseconds, and an asynchronous driver hands each
one to a greenlet or a thread and back, which took five times as long as the statement. PostgreSQL is elsewhere, and is
waited for; so is a reader in a thread.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import starmap
from typing import Any, TypeVar, TypeVarTuple, cast, overload

from sqlalchemy import Connection, Delete, Executable, Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import TypedReturnsRows

from sales.hooks.events import Announced
from storage.engine.connections.driver import ask_sqlite
from storage.engine.connections.kept_statements import KEPT
from storage.engine.connections.savepoints import LateSavepoints, save
from storage.engine.memory import Memory, Shelf
from storage.engine.reading import Record, fit
from storage.engine.results import Results
from storage.engine.version_triggers import CLIENT_TABLES, HOUSE, HOUSE_TABLES
from storage.tables.changes import keep_number
from storage.tables.versions import HouseVersionRow

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

One = Mapping[str, Any]
Named = One | Sequence[One]


STAFFING = frozenset(HOUSE_TABLES)
"""The tables that say who works where and when. Almost every write is to another one, and leaves them as they are."""

NAMING = frozenset(CLIENT_TABLES)
"""The tables by which a line is known to be about a client."""

CLIENTS = -1
"""Whoever's they are: a transaction that writes to one of NAMING does not say of whose."""

_VERSION = select(HouseVersionRow.version).where(HouseVersionRow.subject == bindparam("the_subject"))

ASIDE = frozenset({"undo_steps", "dialogs", "audit"})
"""What is noted beside records: of how it was said, and by what it is taken back."""

QUEUES = frozenset({"inbox", "outbox", "hook_messages"})
"""What comes and goes: nothing that is kept is read from there."""


class Session:
    """As an `AsyncConnection`, of which it has the part that repositories use.

    `in_background`: between its statements it lets others go, who are waited for.
    """

    def __init__(
        self, connection: Connection | AsyncConnection, memory: Memory | None = None, *, in_background: bool = False
    ) -> None:
        """`memory`: what the process knows already; without one every transaction reads for itself."""
        self._connection = connection
        self._memory = memory
        self._in_background = in_background
        self.is_postgres = connection.dialect.name == "postgresql"
        self.info: dict[str, Any] = {}
        """What this transaction notes of itself; see storage.engine.ripples."""
        self.announced: list[Announced] = []
        """What programs elsewhere are told as it commits; see storage.hooks.announcing."""
        self.held: set[str] = set()
        """The keys of messages that no other transaction puts or touches until this one ends."""
        self._known: dict[Hashable, Any] = {}
        self._tables: dict[Hashable, frozenset[str]] = {}
        """From which tables what is known was read, where that was said."""
        self._records: set[Hashable] = set()
        """What was read from no table of ASIDE."""
        self._ours: set[Hashable] = set()
        """What was read of rows that this transaction holds: nobody else changes them before it ends."""
        self._savepoints = LateSavepoints()
        self._versions: dict[int, int] = {}
        """Of the house and of people's clients, as they were when this transaction first asked."""
        self._shelves: dict[int, Shelf] = {}
        self._has_written: set[int] = set()
        """HOUSE, CLIENTS: what this transaction has changed, and nobody else may know of yet."""

    @overload
    async def execute(self, statement: TypedReturnsRows[*Ts], named: Named | None = None) -> Results[Row[*Ts]]: ...

    @overload
    async def execute(self, statement: Executable, named: Named | None = None) -> Results[Row[*tuple[Any, ...]]]: ...

    async def execute(self, statement: Executable, named: Named | None = None) -> Results[Row[*tuple[Any, ...]]]:
        """`named`: the values of bound names; several at once for an INSERT of several rows."""
        return Results(await self._run(statement, named))

    async def _run(self, statement: Executable, named: Named | None) -> Sequence[Any]:
        if not statement.is_select:
            self._forget(getattr(getattr(statement, "table", None), "name", None))
        if isinstance(statement, Delete) and not self.is_postgres and "revision" in statement.table.c:
            await self._send(keep_number(str(statement.table)), None)
        return await self._send(statement, named)

    async def _send(self, statement: Executable, named: Named | None) -> Sequence[Any]:
        """All rows. On SQLite one that is kept is told to the driver itself."""
        if not isinstance(self._connection, Connection):
            await self._savepoints.set_late(self._connection)
            answer = await self._connection.execute(statement, named)
            return answer.all() if answer.returns_rows else ()
        if self._in_background:
            await asyncio.sleep(0)
        kept = KEPT.find(statement, named)
        written = None if kept is None else kept.write(cast("One | None", named))
        if kept is not None and written is not None:
            return kept.read(ask_sqlite(self._connection, *written))
        answer = self._connection.execute(statement, named)
        KEPT.note(statement, named, answer)
        return answer.all() if answer.returns_rows else ()

    async def read(
        self, kind: Callable[[*Ts], Record], query: TypedReturnsRows[*Ts], named: One | None = None
    ) -> list[Record]:
        """Its rows as such records, whose fields are its columns. Raises UnfitRowError."""
        fit(kind, query)
        return list(starmap(kind, await self.execute(query, named)))

    async def read_one(
        self, kind: Callable[[*Ts], Record], query: TypedReturnsRows[*Ts], named: One | None = None
    ) -> Record | None:
        """As `read`: the first of its rows, where there is one."""
        fit(kind, query)
        row = (await self.execute(query, named)).first()
        return None if row is None else kind(*row)

    async def read_beside(
        self, kind: Callable[..., Record], query: TypedReturnsRows[*tuple[Any, ...]], named: One | None = None
    ) -> tuple[Record, Any] | None:
        """As `read_one`, and the one value that stands behind the record's."""
        fit(kind, query, beside=1)
        row = (await self.execute(query, named)).first()
        return None if row is None else (kind(*row[:-1]), row[-1])

    def _forget(self, written: str | None) -> None:
        """What was read before that table, or nobody knows which, was written."""
        if written is None:
            self._known.clear()
        elif written not in QUEUES:
            untouched = {each for each, tables in self._tables.items() if written not in tables}
            untouched |= self._records if written in ASIDE else set()
            self._known = {each: found for each, found in self._known.items() if each in untouched}
        if written is None or written in STAFFING:
            self._keep_apart(HOUSE)
        if written is None or written in NAMING:
            self._keep_apart(CLIENTS)

    @overload
    async def scalar(self, statement: TypedReturnsRows[T], named: One | None = None) -> T | None: ...

    @overload
    async def scalar(self, statement: Executable, named: One | None = None) -> Any: ...

    async def scalar(self, statement: Executable, named: One | None = None) -> Any:
        """The first value of the first row."""
        found = await self._run(statement, named)
        return found[0][0] if found else None

    @overload
    async def scalars(self, statement: TypedReturnsRows[T], named: One | None = None) -> Results[T]: ...

    @overload
    async def scalars(self, statement: Executable, named: One | None = None) -> Results[Any]: ...

    async def scalars(self, statement: Executable, named: One | None = None) -> Results[Any]:
        """The first value of each row."""
        return Results([each[0] for each in await self._run(statement, named)])

    async def once(
        self,
        what: Hashable,
        read: Callable[[], Awaitable[T]],
        *,
        of_staff: bool = False,
        tables: frozenset[str] = frozenset(),
        of_records: bool = False,
        is_ours: bool = False,
    ) -> T:
        """What a screen asks for in five places is read once, and again after anything was written.

        `tables`: it is read from these alone, and again after a write to one of those; `of_records`: from whatever but
        the tables of ASIDE. `is_ours`: of a row that this transaction has written or locked, so that `read_anew` need
        not doubt it.

        `of_staff`: it is read from the tables of STAFFING alone, and stands until one of those is written: also for
        other transactions, whose actor is another one. A value, then, which nobody changes.
        """
        kept = (await self._find_shelf(HOUSE)).kept if of_staff else self._known
        if what not in kept:
            kept[what] = await read()
            if tables:
                self._tables[what] = tables
        if of_records:
            self._records.add(what)
        if is_ours:
            self._ours.add(what)
        known: T = kept[what]
        return known

    async def note_use(
        self, kind: Callable[[*Ts], Record], used: TypedReturnsRows[*Ts], named: One | None = None
    ) -> Record | None:
        """As `read_one`, of a write by which nothing changes but when a thing was used: what was read stands."""
        fit(kind, used)
        found = await self._send(cast("Executable", used), named)
        return kind(*found[0]) if found else None

    def note_known(self, what: Hashable, known: object, *, tables: frozenset[str]) -> None:
        """As if `once` had read it, of rows that this transaction has written or locked."""
        self._known[what] = known
        self._tables[what] = tables
        self._ours.add(what)

    async def once_of_clients(
        self, person_id: int, what: Hashable, read: Callable[[], Awaitable[Sequence[T]]]
    ) -> Sequence[T]:
        """As `once`, of what a person's own clients are called, read from the tables of NAMING alone."""
        shelf = await self._find_shelf(person_id)
        if what not in shelf.kept:
            found = shelf.kept[what] = await read()
            if self._memory is not None:
                self._memory.weigh(person_id, shelf, len(found))
        known: Sequence[T] = shelf.kept[what]
        return known

    def bring_versions(self, versions: Mapping[int, int]) -> None:
        """By subject (storage.tables.versions), as a statement of this transaction has just found them."""
        for subject, version in versions.items():
            if self._versions.get(subject) != version:
                self._versions[subject] = version
                self._shelves.pop(subject, None)

    async def _find_shelf(self, subject: int) -> Shelf:
        shelf = self._shelves.get(subject)
        if shelf is None:
            shelf = self._shelves[subject] = await self._open_shelf(subject)
        return shelf

    async def _open_shelf(self, subject: int) -> Shelf:
        """Of this transaction alone, where it has changed what stands there."""
        if self._memory is None or (HOUSE if subject == HOUSE else CLIENTS) in self._has_written:
            return Shelf(-1)
        if subject not in self._versions:
            self._versions[subject] = await self.scalar(_VERSION, {"the_subject": subject}) or 0
        version = self._versions[subject]
        return self._memory.of_house(version) if subject == HOUSE else self._memory.of_clients(subject, version)

    def _keep_apart(self, what: int) -> None:
        """What was changed here is read here anew, and kept from everybody else."""
        self._has_written.add(what)
        for subject in [each for each in self._shelves if (each == HOUSE) is (what == HOUSE)]:
            del self._shelves[subject]

    def read_anew(self) -> None:
        """On PostgreSQL others commit meanwhile: what was read before is not what stands now."""
        if self.is_postgres:
            self._known = {each: found for each, found in self._known.items() if each in self._ours}
            self._versions.clear()
            self._shelves.clear()

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """What raises is undone up to here, and the transaction goes on."""
        announced = len(self.announced)
        try:
            if isinstance(self._connection, Connection):
                with save(self._connection):
                    yield
            else:
                async with self._savepoints.save(self._connection):
                    yield
        except BaseException:
            self._known.clear()
            for what in self._has_written:
                self._keep_apart(what)
            del self.announced[announced:]
            self.held.clear()  # what was held since is free again
            raise

    async def commit(self) -> None:
        """All of the transaction stands from here on. Raises what the database has refused, and nothing stands then."""
        if isinstance(self._connection, Connection):
            self._connection.commit()
        else:
            await self._connection.commit()
