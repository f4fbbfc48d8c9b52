"""The texts of one row by the places of its known columns, and how they are looked at."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from sales.core.words import clean, fold
from sales.imports.columns import BaseColumn, BaseHeading

LONGEST: Final = 120
LONGEST_SAID: Final = 60
WHOLE: Final = re.compile(r"([0-9]+)[.,]0+")
"""A number as Excel shows it: 7707083893.0."""

_EMPTY: Final = frozenset(
    {"", "0", "-", "—", "–", "нет", "н/д", "n/a", "none", "null", "nan", "не указан", "не указано"}
)
_QUOTED: Final = re.compile(r'="(.*)"')


def texts_of(cells: Sequence[str], heading: BaseHeading, *, is_csv: bool) -> dict[int, str]:
    """By place, of the columns that are known."""
    return {at: _bare(cells[at], is_csv=is_csv) for at in heading.columns if at < len(cells)}


def _bare(cell: str, *, is_csv: bool) -> str:
    """Without the apostrophe of a text in Excel; `="0274000010"` of a CSV is what stands in the quotes."""
    text = cell.replace("\x00", "").strip()
    quoted = _QUOTED.fullmatch(text) if is_csv else None
    text = quoted[1].replace('""', '"').strip() if quoted else text
    return text.removeprefix("'")


def texts_in(texts: Mapping[int, str], heading: BaseHeading, column: BaseColumn) -> list[str]:
    """What stands in the columns of that kind, without empty ones."""
    return [text for at, text in texts.items() if heading.columns[at] is column and text]


def is_nothing(text: str) -> bool:
    """«0», «-», «нет»."""
    return fold(text).strip(" .") in _EMPTY


def cut_said(text: str) -> str:
    """What is in doubt, short enough to be shown."""
    return clean(text, LONGEST_SAID)
