"""
What `make test` takes of what is too long to be told whole each time: another part in every run.

Which one, a number says at the end of the run: `SAMPLE=4711 make test` takes the same again, SAMPLE=all takes all.
The processes of one run inherit it from the first.

`make test` says PART=1: each n-th of the tests of a file that are marked `part(n)` is taken, and `sized` says the
smaller number. `make samples` takes all of these, and what is marked `samples`.
"""

import os
from collections.abc import Sequence
from random import Random, SystemRandom
from typing import TypeVar

import pytest

T = TypeVar("T")

SAMPLE = os.environ.setdefault("SAMPLE", str(SystemRandom().randrange(10_000)))
PART = bool(os.environ.get("PART")) and SAMPLE != "all"
NOT_OF_IT = ("long", "samples")


def sampled(items: Sequence[T], every: int, where: object = "") -> list[T]:
    """Each so-many-th of them, from another one in each run and at each place: of every part of the table some."""
    if SAMPLE == "all" or len(items) < every:
        return list(items)
    return list(items[Random(f"{SAMPLE} {where}").randrange(every) :: every])


def sized(part: int, whole: int) -> int:
    """How many, how often or how long: in `make test`, and in `make samples`."""
    return part if PART else whole


def take_part(tests: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Those whose turn it is; all where not a part is asked for."""
    if not PART:
        return list(tests)
    files: dict[tuple[str, int], list[pytest.Item]] = {}
    for test in tests:
        if not any(test.get_closest_marker(name) for name in NOT_OF_IT):
            files.setdefault(_turns(test), []).append(test)
    return [test for (file, every), of_file in files.items() for test in sampled(of_file, every, file)]


def _turns(test: pytest.Item) -> tuple[str, int]:
    """Its file, and each how many-th of the file is taken."""
    mark = test.get_closest_marker("part")
    return test.nodeid.partition("::")[0], mark.args[0] if mark and mark.args else 1
