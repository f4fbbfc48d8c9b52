"""
`make bench`, or `python -m tests.proof.bench [speed] [slot] [rush] [views] [reports] [postgres]`: the speed, a table.

`--write` keeps it in docs/benchmarks.md; `--small` only shows that everything here still works.
"""

import argparse
import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from storage.database import sqlite_url
from tests.proof.bench import history, owed
from tests.proof.bench.clients import clients, filled
from tests.proof.bench.delays import delays
from tests.proof.bench.files_in import bank, imports
from tests.proof.bench.million import Staff
from tests.proof.bench.postgres import copied
from tests.proof.bench.rush import rush
from tests.proof.bench.scale import REAL, SMALL, Scale
from tests.proof.bench.slot import slot
from tests.proof.bench.speed import speed
from tests.proof.bench.table import Part, document, machine, plain
from tests.proof.bench.town import settle
from tests.proof.bench.views import Source, reports, views
from tests.storage.postgres import Postgres, running

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "benchmarks.md"
NOTES = "## What to make of it"
"""From here on the document is written by hand, and kept."""
NAMES = ("speed", "slot", "rush", "views", "reports", "clients", "owed", "files", "postgres")


async def parts(names: Sequence[str], scale: Scale) -> AsyncIterator[Part]:
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
    if "clients" in names:
        yield await clients(scale, "Clients, SQLite", sqlite_url(await filled(scale)))
    if "owed" in names:
        yield await owed.owed(scale, "Debts and the cold queue, SQLite", sqlite_url(await owed.filled(scale)))
    if "files" in names:
        yield await imports(scale)
        yield await bank(scale)
    if "postgres" in names:
        with running(durable=True) as server:
            yield await speed(scale, await _town(server, "talking", scale.staff))
            yield await slot(scale, await _town(server, "asked", scale.slot, awaited=1))
            yield await rush(scale, await _town(server, "rushing", scale.rush, awaited=1))
            sources = [
                _copy(server, "small", history.million, scale),
                _copy(server, "large", history.ten_millions, scale),
            ]
            yield await views(scale, "Screens, PostgreSQL", *sources)
            yield await reports(scale, "Reports, PostgreSQL", _copy(server, "reports", history.million, scale))
            book = await copied(server, "clients", await filled(scale))
            yield await clients(scale, "Clients, PostgreSQL", book)
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


async def _town(server: Postgres, name: str, staff: Staff, **given: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        await settle(Path(folder), staff, **given)
        return await copied(server, name, Path(folder) / "reper.db")


async def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.proof.bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="all of them, if none is named")
    parser.add_argument("--write", action="store_true", help=f"into {DOCUMENT.name}")
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args(arguments)
    _end_with_children()
    print(machine(), flush=True)
    taken = []
    async for part in parts(options.names or NAMES, SMALL if options.small else REAL):
        print(plain(part), flush=True)
        taken.append(part)
    if options.write:
        DOCUMENT.write_text(document(taken, _notes()))


def _end_with_children() -> None:
    """Told to stop, end as from Ctrl-C: a bot left behind polls for ever."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


def _notes() -> str:
    written = DOCUMENT.read_text() if DOCUMENT.exists() else ""
    return NOTES + written.partition(NOTES)[2] if NOTES in written else ""


if __name__ == "__main__":
    asyncio.run(main())
