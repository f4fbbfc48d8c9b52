"""A thousand rows, the process killed twenty times: the base of one clean run; and taken back, the one before."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, Table, select

from bot.operations import importing
from bot.operations.importing import Importing
from sales.imports.judged import RowVerdict
from sales.imports.packing import pack_base, read_packed
from sales.imports.states import ImportState
from storage.imports import applying, reverting
from storage.imports.records import Import
from storage.tables.types import Base
from storage.transaction import Transaction
from tests.samples import sized
from tests.town import Someone, Town, founded

KILLS = sized(7, 20)
ROWS = 1_000
BRANCHES = ("опт", "розница", "стройка", "услуги")
PASSING = ("audit", "inbox", "outbox", "wire", "dialogs", "undo_steps", "invitations", "change_marks", "house_versions")


class KilledError(Exception):
    """As a kill -9: nothing after it runs."""


class Mortal(Importing):
    """Dies at its n-th part: in the middle of a transaction, or right after its commit."""

    def __init__(self, town: Town, left: int, *, inside: bool) -> None:
        super().__init__(town.database, lambda: None)
        self._left = left
        self._inside = inside

    async def _redraw(self, tx: Transaction) -> None:
        await super()._redraw(tx)
        if self._inside:
            self.die()

    async def _rest(self) -> None:
        if not self._inside:
            self.die()

    def die(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise KilledError


def rows() -> list[list[str]]:
    """Doubles, branches, questions and open money among them."""
    found = [["Название", "ИНН", "Телефон", "Отрасль", "Сумма", "Срок", "Счёт"]]
    for number in range(ROWS):
        name = f"Клиент {number % 900}"
        phone = "25-21" if number % 97 == 0 else f"+7 916 {number % 900:07}"
        money = ["150000", "27.11.2026", str(number)] if number % 5 == 0 else ["", "", ""]
        found.append([name, "7707083894" if number % 50 == 0 else "", phone, BRANCHES[number % 4], *money])
    return found


async def begin(town: Town, olga: Someone) -> Import:
    base = pack_base([("", rows())])
    assert base is not None
    async with town.database.write() as tx:
        return await tx.as_(olga.actor).imports.begin("база.csv", "0" * 64, read_packed(base))


def _records_of(table: Table) -> Select[Any]:
    """But in which order they were changed last."""
    kept = [column for column in table.c if column.name != "revision"]
    return select(*kept).order_by(*table.primary_key)


async def copy_of(town: Town, *besides: str) -> Mapping[str, list[Any]]:
    async with town.database.read() as tx:
        return {
            table.name: [tuple(row) for row in await tx.session.execute(_records_of(table))]
            for table in Base.metadata.sorted_tables
            if table.name not in {*PASSING, *besides}
        }


async def loaded(path: Path, *, kills: int) -> tuple[Mapping[str, list[Any]], int]:
    """All that stands after the file came in, and how often the process died on the way."""
    died = 0
    async with founded(path) as town:
        await town.opens()
        anna = await town.manager("Анна")
        olga = await town.lead("Ольга")
        await town.has_clients(anna, "Клиент 7", "Ромашка")
        before = await copy_of(town, "imports", "import_rows")
        one = await begin(town, olga)
        for state in (ImportState.JUDGED, ImportState.DONE, ImportState.REVERTED):
            died += await work(town, one, state, kills // 3 + 1 if kills else 0)
            async with town.database.write() as tx:
                if state is ImportState.JUDGED:
                    await tx.as_(olga.actor).imports.apply(one.id)
                elif state is ImportState.DONE:
                    after = await copy_of(town)
                    await tx.as_(olga.actor).imports.revert(one.id)
        assert await copy_of(town, "imports", "import_rows") == before
    return after, died


async def work(town: Town, one: Import, until: ImportState, kills: int) -> int:
    died = 0
    while True:
        mortal = Mortal(
            town, died % 3 + 1 if died < kills else 0, inside=died % 2 == 0 and until is not ImportState.JUDGED
        )

        try:
            await mortal.drain()
        except KilledError:
            died += 1
        async with town.database.read() as tx:
            found = await tx.system.imports.find(one.id)
        assert found is not None
        if found.state is until:
            return died


async def test_killed_twenty_times_it_is_as_by_one_clean_run(
    database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "ROWS", 50)
    monkeypatch.setattr(reverting, "ROWS", 50)
    monkeypatch.setattr(importing, "PART", 50)
    another = tmp_path / "another.db"
    shutil.copy(database_file, another)
    clean, none = await loaded(database_file, kills=0)
    killed, died = await loaded(another, kills=KILLS)

    assert none == 0
    assert died >= KILLS
    assert killed == clean
    assert len(clean["clients"]) > 800
    verdicts = {RowVerdict(row[3]) for row in clean["import_rows"]}
    assert verdicts >= {RowVerdict.NEW, RowVerdict.DOUBLE, RowVerdict.ITEM, RowVerdict.QUESTION}
