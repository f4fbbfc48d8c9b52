"""
What is being worked on this moment, written down before the work begins, where a death of the process leaves it.

A view, a picture or an update that ends the process is found again at the next start, and would end that one too, for
ever. So what was in hand at two deaths is not taken up again: it is buried, and its person and the owners are told.
It is a file that is mapped into memory: a note costs a microsecond and no commit, and the system keeps it whatever
becomes of us.
"""

import mmap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from storage.queues.wire import DEATHS
from storage.transaction import Transaction

SLOTS, WIDTH = 64, 48
MOST_DEATHS = 2
FORGOTTEN_AFTER = timedelta(days=1)
"""A newer version may be able to do it."""


class WorkInHand:
    """Nothing is kept beyond the process before `open`."""

    def __init__(self) -> None:
        self._memory: mmap.mmap | bytearray = bytearray(SLOTS * WIDTH)
        self._free = list(range(SLOTS))
        self._deadly: frozenset[str] = frozenset()

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
        """Once at a start: count what `open` has found, and know from now on what is deadly."""
        now = tx.clock.now()
        kept = (await tx.system.wire.get(DEATHS) or {"of": {}})["of"]
        counted = {what: died for what, died in kept.items() if now - datetime.fromisoformat(died[1]) < FORGOTTEN_AFTER}
        for what in found:
            counted[what] = [counted.get(what, [0])[0] + 1, now.isoformat()]
        if counted != kept:
            await tx.system.wire.set(DEATHS, {"of": counted} if counted else None)
        self._deadly = frozenset(what for what, died in counted.items() if died[0] >= MOST_DEATHS)

    def is_deadly(self, what: str) -> bool:
        """Whether it was in hand at two deaths, so that it must not be taken up again."""
        return what in self._deadly

    @contextmanager
    def doing(self, what: str) -> Iterator[None]:
        """Around the work. With more in hand than there is place for, the work goes unnoted."""
        slot = self._free.pop() if self._free else None
        if slot is not None:
            self._memory[slot * WIDTH : (slot + 1) * WIDTH] = what.encode()[:WIDTH].ljust(WIDTH, b"\0")
        try:
            yield
        finally:
            if slot is not None:
                self._memory[slot * WIDTH : (slot + 1) * WIDTH] = bytes(WIDTH)
                self._free.append(slot)

    def _read(self, slot: int) -> str:
        return bytes(self._memory[slot * WIDTH : (slot + 1) * WIDTH]).rstrip(b"\0").decode(errors="replace")


def update_in_hand(update_id: int | None, item_id: int) -> str:
    """By Telegram's own number: what dies in the transaction that stores it has no other yet."""
    return f"inbox:{item_id}" if update_id is None else f"update:{update_id}"


def message_in_hand(outbox_id: int) -> str:
    """The name of the work on a row of the outbox."""
    return f"outbox:{outbox_id}"
