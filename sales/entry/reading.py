"""A line being read: what is understood is taken out of it; what is left in the end is the client and the comment."""

import re
from typing import Final, NamedTuple

from sales.core.words import fold

TAKEN: Final = "\x1f"
"""Stands where something was understood: no letter, no digit and no space, so that no pattern reaches across it."""


class Line:
    """The text as it was written and, letter under letter, the folded text without what was understood."""

    def __init__(self, text: str) -> None:
        self.written = text
        self.left = fold(text)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first that fits, taken out."""
        found = pattern.search(self.left)
        if found:
            self.drop(*found.span())
        return found

    def take_all(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Every match, from left to right; what matched is understood and taken out."""
        found = list(pattern.finditer(self.left))
        for one in found:
            self.drop(*one.span())
        return found

    def drop(self, start: int, end: int) -> None:
        """These letters are understood: what is left keeps its length, so that places stay."""
        self.left = self.left[:start] + TAKEN * (end - start) + self.left[end:]

    def pieces(self) -> list["Piece"]:
        """What is left, as it was written, in runs that neither a comma nor anything understood interrupts."""
        return [Piece(run.start(), self.written[run.start() : run.end()]) for run in _RUN.finditer(self.left)]

    def piece(self, start: int, end: int) -> "Piece":
        """As it was written, with its place."""
        return Piece(start, self.written[start:end])


class Piece(NamedTuple):
    start: int
    text: str


_RUN = re.compile(rf"(?:[^{TAKEN},;()!?.]|\.(?=\S)|(?<=[0-9]),(?=[0-9]))+")


def words(*alternatives: str) -> str:
    """A pattern of whole words: no letter or digit touches them."""
    return r"(?<![^\W_])(?:" + "|".join(alternatives) + r")(?![^\W_])"
