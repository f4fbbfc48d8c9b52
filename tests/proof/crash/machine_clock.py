"""The clock of a machine, as our processes see it: real time and an offset that a test writes into a file."""

import mmap
import struct
from datetime import datetime, timedelta
from pathlib import Path

from sales.core.clock import SystemClock

OFFSET = struct.Struct("d")


class MachineClock:
    """Shared by every process that opens the file; whoever writes moves it for all of them at once."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(OFFSET.pack(0.0))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), OFFSET.size)
        self._own = SystemClock()

    @property
    def offset(self) -> timedelta:
        return timedelta(seconds=OFFSET.unpack(self._memory[:])[0])

    def now(self) -> datetime:
        return self._own.now() + self.offset

    def show(self, instant: datetime) -> None:
        """From now on it shows this instant, and runs."""
        self._write(instant - self._own.now())

    def advance(self, by: timedelta) -> None:
        """Forward or back."""
        self._write(self.offset + by)

    def _write(self, offset: timedelta) -> None:
        self._memory[:] = OFFSET.pack(offset.total_seconds())
