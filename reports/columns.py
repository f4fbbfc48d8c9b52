"""Columns on a phone: letters differ in width, but a figure space is as wide as a digit, so numbers stand in line."""

from collections.abc import Iterable

FIGURE_SPACE = "\u2007"
LONGEST_NAME = 14


def cut(name: str, longest: int = LONGEST_NAME) -> str:
    """A name that fits its column."""
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


def width_of(cells: Iterable[str]) -> int:
    return max(map(len, cells), default=0)


def to_left(cell: str, width: int) -> str:
    return cell + FIGURE_SPACE * (width - len(cell))


def to_right(cell: str, width: int) -> str:
    return FIGURE_SPACE * (width - len(cell)) + cell
