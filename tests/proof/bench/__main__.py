"""
`make bench`, or `python -m tests.proof.bench [speed] [slot] [rush] [door] [views] [postgres] [processes]`: a table.

With `postgres` the others that are named run on it, too. `--write` keeps it in docs/benchmarks.md, in place of the same
parts there; `--small` only shows that everything here still works.
"""

import argparse
import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from storage.database import sqlite_url
from tests.proof.bench import history, owed
from tests.proof.bench.clients import clients
from tests.proof.bench.delays import delays
from tests.proof.bench.door import door, settle_door
from tests.proof.bench.files_in import bank, imports
from tests.proof.bench.million import Staff
from tests.proof.bench.postgres import copied
from tests.proof.bench.processes import processes
from tests.proof.bench.rush import rush
from tests.proof.bench.scale import REAL, SMALL, Scale
from tests.proof.bench.slot import slot
from tests.proof.bench.speed import speed
from tests.proof.bench.table import Part, document, machine, markdown, plain
from tests.proof.bench.town import settle
from tests.proof.bench.views import OF_DEALS, Source, reports, views
from tests.storage.postgres import Postgres, running

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "benchmarks.md"
NOTES = "## What to make of it"
"""From here on the document is written by hand, and kept."""
NAMES = (
    *("speed", "slot", "rush", "views", "reports", "deals", "clients", "owed", "files", "door"),
    *("postgres", "processes"),
)


async def parts(names: Sequence[str], scale: Scale) -> AsyncIterator[Part]:  # noqa: C901, PLR0912  one after another
    if "speed" in names:
        yield await speed(scale)
    if "slot" in names:
        yield await slot(scale)
    if "rush" in names:
        yield await rush(scale)
    if "views" in names:
        yield await views(scale, "Screens, SQLite", _file(history.million, scale), _file(history.ten_millions, scale))
    if "reports" in names:
        yield await reports(scale, "Reports, SQLite", _file(history.million, scale))
        yield await delays(scale, "Files, SQLite", _file(history.million, scale))
    if "deals" in names:
        yield await reports(scale, "Deals of one department, SQLite", _file(history.department, scale), OF_DEALS)
    if "clients" in names:
        yield await clients(scale, "Clients, SQLite", _file(history.department, scale))
    if "owed" in names:
        yield await owed.owed(scale, "Debts and the cold queue, SQLite", sqlite_url(await owed.filled(scale)))
    if "files" in names:
        yield await imports(scale)
        yield await bank(scale)
    if "door" in names:
        yield await door(scale)
    if "processes" in names:
        with running(durable=True) as server:
            await _town(server, "crew", scale.staff)
            yield await processes(scale, server, "crew")
    if "postgres" in names:
        with running(durable=True) as server:
            async for part in _on_postgres(server, set(names) - {"postgres"} or set(NAMES), scale):
                yield part


async def _on_postgres(server: Postgres, names: Collection[str], scale: Scale) -> AsyncIterator[Part]:
    if "speed" in names:
        yield await speed(scale, await _town(server, "talking", scale.staff))
    if "slot" in names:
        yield await slot(scale, await _town(server, "asked", scale.slot, awaited=1))
    if "rush" in names:
        yield await rush(scale, await _town(server, "rushing", scale.rush, awaited=1))
    if "door" in names:
        yield await door(scale, await _door_town(server, scale.staff))
    if "views" in names:
        sources = (
            _copy(server, "small", history.million, scale),
            _copy(server, "large", history.ten_millions, scale),
        )
        yield await views(scale, "Screens, PostgreSQL", *sources)
    if "reports" in names:
        yield await reports(scale, "Reports, PostgreSQL", _copy(server, "reports", history.million, scale))
    alone = _once(_copy(server, "alone", history.department, scale))
    if "deals" in names:
        yield await reports(scale, "Deals of one department, PostgreSQL", alone, OF_DEALS)
    if "clients" in names:
        yield await clients(scale, "Clients, PostgreSQL", alone)
    if "owed" in names:
        book = await copied(server, "owed", await owed.filled(scale))
        yield await owed.owed(scale, "Debts and the cold queue, PostgreSQL", book)


def _file(make: history.Maker, scale: Scale) -> Source:
    async def made() -> tuple[str, Staff]:
        path, staff = await make(scale.activities, scale.payments)
        return sqlite_url(path), staff

    return made


def _copy(server: Postgres, name: str, make: history.Maker, scale: Scale) -> Source:
    async def made() -> tuple[str, Staff]:
        path, staff = await make(scale.activities, scale.payments)
        return await copied(server, name, path), staff

    return made


def _once(source: Source) -> Source:
    """The same copy for whoever asks."""
    made: list[tuple[str, Staff]] = []

    async def kept() -> tuple[str, Staff]:
        if not made:
            made.append(await source())
        return made[0]

    return kept


async def _town(server: Postgres, name: str, staff: Staff, **given: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        await settle(Path(folder), staff, **given)
        return await copied(server, name, Path(folder) / "reper.db")


async def _door_town(server: Postgres, staff: Staff) -> str:
    with tempfile.TemporaryDirectory() as folder:
        await settle_door(Path(folder), staff)
        return await copied(server, "door", Path(folder) / "reper.db")


async def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.proof.bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="all of them, if none is named")
    parser.add_argument("--write", action="store_true", help=f"into {DOCUMENT.name}")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--pace", type=float, default=1.0, help="of the door: below 1 on a machine with other work")
    options = parser.parse_args(arguments)
    _end_with_children()
    print(machine(), flush=True)
    taken = []
    scale = replace(SMALL if options.small else REAL, pace=options.pace)
    async for part in parts(options.names or NAMES, scale):
        print(plain(part), flush=True)
        taken.append(part)
    if options.write:
        DOCUMENT.write_text(_rewrite(taken) if options.names else document(taken, _notes()))


def _end_with_children() -> None:
    """Told to stop, end as from Ctrl-C: a bot left behind polls for ever."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


def _rewrite(taken: Sequence[Part]) -> str:
    """Parts that ran alone, with their day, in place of the same ones; the rest stands as it was measured."""
    head, *written = DOCUMENT.read_text().partition(NOTES)[0].split("\n## ")
    sections = dict(each.split("\n", 1) for each in written)
    for part in taken:
        sections[part.title] = markdown(part, is_alone=True).split("\n", 1)[1]
    told = "\n## ".join([head.rstrip() + "\n", *(f"{title}\n{text.rstrip()}\n" for title, text in sections.items())])
    return f"{told}\n{_notes()}"


def _notes() -> str:
    written = DOCUMENT.read_text() if DOCUMENT.exists() else ""
    return NOTES + written.partition(NOTES)[2] if NOTES in written else ""


if __name__ == "__main__":
    asyncio.run(main())
