"""The interpreter, made ready for a long life with threads beside the loop."""

import gc
import sys

from bot.telegram.telegram import warm_up

YOUNG_OBJECTS = 10_000
TURN_SECONDS = 0.0005
"""How long a thread that makes a file keeps the others from going on. SQLite works without the interpreter and asks for
it back with each statement: at the usual 5 ms a reply of thirty statements waited 200 ms for a workbook."""


def prepare() -> None:
    warm_up()
    _settle_memory()
    take_short_turns()


def _settle_memory() -> None:
    """What was imported stays for good: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def take_short_turns() -> None:
    """Of the interpreter between threads: a workbook made in one must not keep the loop waiting."""
    sys.setswitchinterval(TURN_SECONDS)
