"""
Code that is wrong on purpose, shown to mypy as the project is: a seam that a check reads must not let it through.

mypy reads all of it in one go, whichever is asked for first: to begin is most of what it costs. Whoever asks stands in
the group `SEEN_BY_MYPY`, so that one worker does.
"""

import re
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest

ROOT = Path(__file__).parents[1]
SEEN_BY_MYPY = pytest.mark.xdist_group("mypy")

ERROR = re.compile(r"^[^:]*broken_(?P<place>\d+)\.py:(?P<line>\d+): error: (?P<text>.*)$")


class Broken:
    """Made where a module of tests is read, so that all are known before the first test."""

    _known: ClassVar[list["Broken"]] = []

    def __init__(self, source: str) -> None:
        self._source = source
        self._known.append(self)

    def errors(self) -> list[str]:
        """Each as «line: message  [code]», by the project's own settings; the first line of `source` is line 1.

        Raises RuntimeError where mypy could not check at all. The first run on a machine reads the whole project: a
        minute.
        """
        return _errors(tuple(each._source for each in self._known))[self._known.index(self)]


@cache
def _errors(sources: Sequence[str]) -> list[list[str]]:
    with TemporaryDirectory() as folder:
        files = [Path(folder, f"broken_{place}.py") for place in range(len(sources))]
        for file, source in zip(files, sources, strict=True):
            file.write_text(source, encoding="utf-8")
        command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", *map(str, files)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stdout + done.stderr)
    found = [each for line in done.stdout.splitlines() if (each := ERROR.match(line)) is not None]
    return [
        [f"{each['line']}: {each['text']}" for each in found if int(each["place"]) == place]
        for place in range(len(sources))
    ]
