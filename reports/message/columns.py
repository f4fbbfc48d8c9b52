"""
Columns on a phone. Telegram's letters differ in width, but a figure space is as wide as a digit, so numbers stand in
line; names before them are measured by the widths that the phones' fonts have in common, to a quarter of a digit.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final
from unicodedata import east_asian_width

FIGURE_SPACE = "\u2007"
NARROW_SPACE = "\u00a0"
LONGEST_NAME = 14

DIGIT = 100
"""The unit: a digit is 100 wide."""

COLOUR = "\ufe0f"
"""What makes a plain sign an emoji."""

HALF = 50
"""A no-break space, in every font of a phone within a few hundredths."""

_WIDTHS: Final = (
    (40, "ijl"),
    (50, "ftI., \u00a0'"),
    (60, 'r-"()·'),
    (70, "г₽"),
    (80, "зкт"),
    (90, "сухчьэcksvxyzJ"),
    (110, "ъЗТУFTZ−+"),
    (120, "жмАБВДЕЛРХЧЬЁABEKPSVXY&"),
    (130, "ыюИЙНПСЦЭЯwCDHNRU"),
    (140, "шОФЪGOQ"),
    (150, "фщМmM"),
    (160, "ШЫ%"),
    (170, "ЖЩW"),
    (180, "Ю…№"),
)
_WIDTH: Final[Mapping[str, int]] = {letter: width for width, letters in _WIDTHS for letter in letters}


_TOLD_APART = re.compile(r"\s(?:\w{1,4}\.|\d{1,3})$")
"""«Анна Ив.», «Анна 2», «Магнит 24»: by what stands last."""


def cut(name: str, longest: int = LONGEST_NAME) -> str:
    """A name that fits its column; by what it is told apart from another one is kept."""
    if len(name) <= longest:
        return name
    last = _TOLD_APART.search(name)
    end = last.group() if last and len(last.group()) < longest - 1 else ""
    return f"{name[: longest - 1 - len(end)].rstrip()}…{end}"


def letters_in(cells: Iterable[str]) -> int:
    """The longest cell, in letters: for tables in even letters (<pre>)."""
    return max(map(letters, cells), default=0)


def letters(cell: str) -> int:
    """As wide as so many letters: an emoji takes two, and so does a sign that is made one by what follows it."""
    wide = [2 if east_asian_width(letter) in "WF" else 1 for letter in cell]
    coloured = [n for n, letter in enumerate(cell) if letter == COLOUR]
    return sum(wide) - sum(wide[n - 1] - 1 for n in coloured if n)


def width(cell: str) -> int:
    """In hundredths of a digit; a letter that is not listed counts as a digit."""
    return sum(_WIDTH.get(letter, DIGIT) for letter in cell)


def width_of(cells: Iterable[str]) -> int:
    """The widest cell of a column, in hundredths of a digit."""
    return max(map(width, cells), default=0)


def align_left(cell: str, wide: int) -> str:
    """With spaces behind it up to that width."""
    return cell + _spaces(wide - width(cell))


def align_right(cell: str, wide: int) -> str:
    """With spaces before it up to that width, in hundredths of a digit."""
    return _spaces(wide - width(cell)) + cell


def _spaces(gap: int) -> str:
    """Whole digits and at most one half: never wrong by more than a quarter of a digit."""
    halves = max(0, round(gap / HALF))
    return FIGURE_SPACE * (halves // 2) + NARROW_SPACE * (halves % 2)
