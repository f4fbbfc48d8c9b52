"""Long work in parts: so much at once as keeps others waiting no longer than they notice, on whatever machine."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

FIRST, LEAST, MOST = 40, 5, 200
HELD_SECONDS = 0.08
"""A part may hold the writer for so long."""
PAUSE_SECONDS = 0.02
"""Between two parts: whoever was waiting for the writer is answered."""

NAP_SECONDS = 0.0005


def let_others() -> None:
    """In a thread: the loop is one of the process, too, and somebody is waited for there."""
    time.sleep(NAP_SECONDS)


class PartSize:
    """How much the next one takes, by how long the last one took."""

    def __init__(self, first: int = FIRST) -> None:
        """`first`: few, where one of them takes long."""
        self.size = first

    @contextmanager
    def measure(self) -> Iterator[None]:
        """Around one part."""
        began = perf_counter()
        yield
        fits = round(self.size * HELD_SECONDS / max(perf_counter() - began, 0.001))
        self.size = max(LEAST, min(MOST, fits, self.size * 2))
