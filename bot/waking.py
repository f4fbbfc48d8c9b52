"""Before a process works: what a dead one has left in the air, what a restored copy must not repeat."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from bot.app import Parts
from bot.in_hand import in_the_air
from bot.operations.restored import settle
from bot.telegram.lock import HeldFile
from storage.queues.wire import COPY_OF

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0


async def wake(parts: Parts) -> None:
    """Before anything is polled or sent: what a restored copy must not repeat, what a dead process left in the air."""
    await open_notes(parts, parts.notes)
    await settle_copy(parts)


@contextmanager
def find_place(path: Path) -> Iterator[Path]:
    """A file for notes of our own: several processes of one machine have a folder in common. One that has died has left
    its own to the next.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        mine = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        with closing(HeldFile(Path(f"{mine}.lock"))) as held:
            if held.take():
                yield mine
                return


async def open_notes(parts: Parts, notes: Path) -> None:
    notes.parent.mkdir(parents=True, exist_ok=True)
    found = parts.in_hand.open(notes)
    if died_with := in_the_air(found):
        log.error("the process died with this in hand: %s", ", ".join(died_with))
    async with parts.database.write() as tx:
        await parts.in_hand.note_deaths(tx, found)


async def settle_copy(parts: Parts) -> None:
    await settle(parts.ours, parts.worker, parts.zone)
    async with parts.database.read() as tx:
        await parts.lost.load(tx)
    await parts.sender.recover()


async def wait_for_settling(parts: Parts, enough: asyncio.Event | None = None) -> None:
    """A restored copy is settled by who keeps the time: nobody works before."""
    while enough is None or not enough.is_set():
        async with parts.database.read() as tx:
            if await tx.system.wire.get(COPY_OF) is None:
                await parts.lost.load(tx)
                return
        await asyncio.sleep(LOOK_SECONDS)
