"""
What `make test` takes of tables that are too long to be told whole each time: another part in every run.

Which one, a number says at the end of the run: `SAMPLE=4711 make test` takes the same again, SAMPLE=all takes all.
The processes of one run inherit it from the first.
"""

import os
from collections.abc import Sequence
from random import Random, SystemRandom
from typing import TypeVar

T = TypeVar("T")

SAMPLE = os.environ.setdefault("SAMPLE", str(SystemRandom().randrange(10_000)))


def sampled(items: Sequence[T], every: int, where: object = "") -> list[T]:
    """Each so-many-th of them, from another one in each run and at each place: of every part of the table some."""
    if SAMPLE == "all" or len(items) < every:
        return list(items)
    return list(items[Random(f"{SAMPLE} {where}").randrange(every) :: every])
