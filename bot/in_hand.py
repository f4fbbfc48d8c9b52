"""
What is being worked on this moment, written down before the work begins, where a death of the process leaves it.

A view, a picture or an update that ends the process is found again at the next start, and would end that one too, for
ever. So what was in hand at two deaths, and was not done in between, is tried in a process apart: what ends that one
too is buried, and its person and the owners are told. What does not was there by chance, as when the machine fails
again and again, and nothing that was accepted may be lost by chance.
It is a file that is mapped into memory: a note costs a microsecond and no commit, and the system keeps it whatever
becomes of us.
"""

import asyncio
import logging
import mmap
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from storage.queues.wire import DEATHS
from storage.transaction import Transaction

log = logging.getLogger(__name__)

SLOTS, WIDTH = 64, 48
MOST_DEATHS = 2
NO_CHANCE = 5
"""Deaths that prove it without a trial."""
DONE = "+"
"""Before what was in hand at a death once and has been done since."""
MOST_DONE = SLOTS // 2
UPDATE, MESSAGE = "update", "message"
"""The words for what is tried apart: the first update of a chat, a row of the outbox."""
FORGOTTEN_AFTER = timedelta(days=1)
"""A newer version may be able to do it."""


class WorkInHand:
    """Nothing is kept beyond the process before `open`."""

    def __init__(self, tries: Callable[..., Awaitable[bool]] | None = None) -> None:
        """`tries`: whether a piece of work, by its words, ends a process of its own; without it two deaths prove it."""
        self._tries = tries
        self._trial = asyncio.Lock()
        self._trials: dict[str, asyncio.Task[None]] = {}
        self._guilty: set[str] = set()
        self._memory: mmap.mmap | bytearray = bytearray(SLOTS * WIDTH)
        self._free = list(range(SLOTS))
        self._deaths: dict[str, int] = {}

    def open(self, path: Path) -> list[str]:
        """Keep the notes in this file from now on; what a dead process had in hand. Raises OSError."""
        path.touch(mode=0o600)
        with path.open("r+b") as file:
            file.truncate(SLOTS * WIDTH)
            self._memory = mmap.mmap(file.fileno(), SLOTS * WIDTH)
        found = [self._read(slot) for slot in range(SLOTS)]
        self._memory[:] = bytes(SLOTS * WIDTH)
        return [what for what in found if what]

    async def note_deaths(self, tx: Transaction, found: Sequence[str]) -> None:
        """Once at a start: count what `open` has found, and forget what was done since it was found before."""
        now = tx.clock.now()
        await tx.system.outbox.hold([DEATHS])  # others may begin beside us
        kept = (await tx.system.wire.get(DEATHS) or {"of": {}})["of"]
        done = {what.removeprefix(DONE) for what in found if what.startswith(DONE)}
        counted = {
            what: died
            for what, died in kept.items()
            if what not in done and now - datetime.fromisoformat(died[1]) < FORGOTTEN_AFTER
        }
        for what in in_the_air(found):
            counted[what] = [counted.get(what, [0])[0] + 1, now.isoformat()]
        if counted != kept:
            await tx.system.wire.set(DEATHS, {"of": counted} if counted else None)
        self._deaths = {what: died[0] for what, died in counted.items()}

    def is_suspect(self, what: str) -> bool:
        """Whether it was in hand at two deaths, so that it must not be taken up again before there is a verdict."""
        return self._deaths.get(what, 0) >= MOST_DEATHS

    def find_verdict(self, what: str, *words: str) -> bool | None:
        """Whether a suspect is to be buried; None while that is tried, and all other work goes on.

        `words`: how it is named to the process that tries it.
        """
        if not self.is_suspect(what):
            return False
        if self._tries is None or self._deaths[what] >= NO_CHANCE or what in self._guilty:
            return True
        if what not in self._trials:
            self._trials[what] = asyncio.create_task(self._try(self._tries, what, *words), name="trial")
        return None

    async def finish_trials(self) -> bool:
        """Wait for those that are under way; whether there were any."""
        running = list(self._trials.values())
        if running:
            await asyncio.wait(running)
        return bool(running)

    async def _try(self, tries: Callable[..., Awaitable[bool]], what: str, *words: str) -> None:
        try:
            async with self._trial:  # eight of them at once have kept each other waiting beyond every limit
                if await tries(*words):
                    self._guilty.add(what)
                else:
                    self._deaths[what] = 1
        except OSError as error:  # no process could be made
            log.warning("%s could not be tried: %s", what, type(error).__name__)
        finally:
            del self._trials[what]

    @contextmanager
    def doing(self, what: str) -> Iterator[None]:
        """Around the work. With more in hand than there is place for, the work goes unnoted."""
        slot = self._free.pop() if self._free else None
        self._write(slot, what)
        try:
            yield
        finally:
            self._write(slot, "")
            if slot is not None:
                self._free.append(slot)

    def note_done(self, what: str) -> None:
        """The whole of it is behind us: what was in hand at a death before was there by chance."""
        if self._deaths.pop(what, 0) and len(self._free) > MOST_DONE:
            self._write(self._free.pop(), f"{DONE}{what}")

    def _write(self, slot: int | None, what: str) -> None:
        if slot is not None:
            self._memory[slot * WIDTH : (slot + 1) * WIDTH] = what.encode()[:WIDTH].ljust(WIDTH, b"\0")

    def _read(self, slot: int) -> str:
        return bytes(self._memory[slot * WIDTH : (slot + 1) * WIDTH]).rstrip(b"\0").decode(errors="replace")


def in_the_air(found: Sequence[str]) -> list[str]:
    """Of what `open` has found: what was in hand as the process died."""
    return [what for what in found if not what.startswith(DONE)]


def update_in_hand(update_id: int | None, item_id: int) -> str:
    """By Telegram's own number: what dies in the transaction that stores it has no other yet."""
    return f"inbox:{item_id}" if update_id is None else f"update:{update_id}"


def message_in_hand(outbox_id: int) -> str:
    """The name of the work on a row of the outbox."""
    return f"outbox:{outbox_id}"
