"""What nobody types: a message that would keep the reader for seconds, and everybody else with it."""

import re
from typing import Final

MOST_READ: Final = 20_000
"""Letters of all parts that are read to find where a message is cut: an honest one takes some hundreds."""
_SPACES: Final = re.compile(r"([^\S\n])\1{9,}")
_EMPTY_LINES: Final = re.compile(r"(?:\r?\n){10,}")
_RUN: Final = re.compile(r"[^\s/]{300,}")
"""No name, no number, no address of the web."""
_MANY: Final = 60
_EACH: Final = 4


def close_gaps(text: str) -> str:
    """Ten spaces and more of one kind are one; as many ends of lines are two."""
    return _EMPTY_LINES.sub("\n\n", _SPACES.sub(r"\1", text))


def is_endless(text: str) -> bool:
    """Whether it has a run of signs without end, or says the same few words or lines again and again."""
    lines = [line for line in text.splitlines() if line.strip()]
    return _RUN.search(text) is not None or _repeats(lines) or any(_repeats(line.split()) for line in lines)


def _repeats(words: list[str]) -> bool:
    return len(words) > _MANY and len(set(words)) * _EACH < len(words)
