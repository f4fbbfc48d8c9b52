"""A table as CSV that a spreadsheet takes by itself, and in which no text becomes a formula (spec/8)."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Final, TypeAlias

from sales.core.money import ROUBLE
from sales.core.words import clean

BOM: Final = "\ufeff"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL: Final = 1000


@dataclass(frozen=True, slots=True)
class Roubles:
    """A sum of money in kopecks, to be a number in the table."""

    kopecks: int


@dataclass(frozen=True, slots=True)
class Tenths:
    """Tenths of a percent, to be a number of percents."""

    tenths: int


Cell: TypeAlias = str | int | date | Roubles | Tenths | None


def write_table(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], *, separator: str = ",", point: str = "."
) -> bytes:
    """UTF-8 with its mark. A refund of −10 000 is a number; a client called «-Альфа» is a text."""
    page = StringIO()
    writer = csv.writer(page, delimiter=separator, lineterminator="\r\n")
    writer.writerow([_write(each, point) for each in head])
    writer.writerows([_write(each, point) for each in row] for row in rows)
    return (BOM + page.getvalue()).encode("utf-8", "replace")


def _write(cell: Cell, point: str) -> str:
    match cell:
        case None:
            return ""
        case Roubles(kopecks):
            return _decimal(kopecks, ROUBLE, 2, point)
        case Tenths(tenths):
            return _decimal(tenths, 10, 1, point)
        case str():
            said = clean(cell, LONGEST_CELL)
            return f"'{said}" if cell.startswith(FORMULA) or said.startswith(FORMULA) else said
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _decimal(value: int, unit: int, digits: int, point: str) -> str:
    whole, part = divmod(abs(value), unit)
    return f"{'-' if value < 0 else ''}{whole}{point}{part:0{digits}}"
