"""What `make test` takes: a part of what is long, another one in every run, and `.ci/run` the rest."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import samples

ROOT = Path(__file__).parents[1]


class Collected:
    """A test, as far as whose turn it is needs one."""

    def __init__(self, nodeid: str, **marks: tuple[int, ...]) -> None:
        self.nodeid = nodeid
        self._marks = marks

    def get_closest_marker(self, name: str) -> Any:
        return SimpleNamespace(args=self._marks[name]) if name in self._marks else None


UNITS = [Collected(f"unit.py::test_{number}") for number in range(5)]
TURNS = [Collected(f"page.py::test_{number}", part=(3,)) for number in range(10)]
ALONE = Collected("burst.py::test", part=())
LEFT_OUT = [Collected("page.py::test_month", samples=()), Collected("kills.py::test", long=(), part=(3,))]
TESTS: list[Any] = [*UNITS, *TURNS, ALONE, *LEFT_OUT]


@pytest.fixture(autouse=True)
def part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "PART", True)


def test_each_third_of_a_file_is_taken_and_each_in_one_run_or_another(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []
    for seed in range(30):
        monkeypatch.setattr(samples, "SAMPLE", str(seed))
        taken.append(set(samples.take_part(TESTS)))

    assert all({*UNITS, ALONE} <= each for each in taken)
    assert all(len(each & {*TURNS}) in {3, 4} for each in taken)
    assert set.union(*taken) == {*TESTS} - {*LEFT_OUT}


def test_whoever_asks_for_no_part_has_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert samples.sized(4, 1) == 4
    monkeypatch.setattr(samples, "PART", False)

    assert samples.take_part(TESTS) == TESTS
    assert samples.sized(4, 1) == 1


def test_what_lands_has_passed_all_of_it() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert {"make check", "make test", "make samples"} <= {*script}
    assert any("SAMPLE=" in line for line in script), "by a number of the commit's own"
