"""
Tables as an Excel workbook: a header that stays, a filter, one kind of value in a column, no merged cells.

What people typed is written as text whatever it begins with: «=1+1» from a client's name must not compute anything.
Money is roubles as a number, a share is a number that Excel shows in percent, so that both add up and sort.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from reports.message.language import current_language, speaking
from sales.core.money import ROUBLE, Kopecks, Percent

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_TITLE = 31
FORBIDDEN = str.maketrans(dict.fromkeys(r"[]:*?/\'", " "))
"""What Excel does not take in a sheet's name."""

Value = str | int | date | Fraction | Percent | None


class Kind(StrEnum):
    """What a column holds, and so how Excel shows and adds it."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    """With what is behind its point: the half of a day."""
    SCORE = "score"
    """With its sign."""
    MONEY = "money"
    """Kopecks in, roubles in the cell."""
    SHARE = "share"
    DAY = "day"


FORMATS = {
    Kind.TEXT: {},
    Kind.COUNT: {"num_format": "#,##0"},
    Kind.NUMBER: {"num_format": "General"},
    Kind.SCORE: {"num_format": "+0;-0;0"},
    Kind.MONEY: {"num_format": "#,##0.00"},
    Kind.SHARE: {"num_format": "0.0%"},
    Kind.DAY: {"num_format": "dd.mm.yyyy", "align": "left"},
}
WIDTHS = {Kind.TEXT: 24, Kind.COUNT: 12, Kind.NUMBER: 12, Kind.SCORE: 10, Kind.MONEY: 16, Kind.SHARE: 10, Kind.DAY: 12}


Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    title: str
    value: Callable[[Row], Value]
    """Of one row; None stays an empty cell, which is not a zero."""
    kind: Kind = Kind.TEXT
    width: int = 0
    """In characters; 0 is the usual one of its kind."""
    is_summed: bool = False
    """A total below: a formula, so that it follows Excel's filter."""
    total: Value = None
    """What stands below where it is no sum, such as a share of all."""


@dataclass(frozen=True)
class Sheet(Generic[Row]):
    """A row for each record, in named columns; they are written in a thread, in the language that was spoken here."""

    title: str
    columns: Sequence[Column[Row]]
    rows: Iterable[Row]
    total: str = ""
    """The word at the sums, in the first column."""
    above: Sequence[str] = ()
    """What stands above the columns: of which period, whose, as of when."""
    language: str = field(default_factory=current_language)


def make_workbook(sheets: Sequence[Sheet[Any]]) -> bytes:
    """An .xlsx. Slow (about 4 s for 50,000 rows): call it in a thread."""
    import xlsxwriter  # noqa: PLC0415  only who sends a workbook waits for it

    content = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        formats = {kind: book.add_format(look) for kind, look in FORMATS.items()}
        bold = {kind: book.add_format(look | {"bold": True, "top": 1}) for kind, look in FORMATS.items()}
        head = book.add_format({"bold": True, "bg_color": "#EEF1F5", "text_wrap": True, "valign": "top"})
        for sheet, name in zip(sheets, _names(sheets), strict=True):
            with speaking(sheet.language):
                _fill(book.add_worksheet(name), sheet, head, formats, bold)
    return content.getvalue()


def _fill(
    page: "Worksheet", sheet: Sheet[Any], head: "Format", formats: dict[Kind, "Format"], bold: dict[Kind, "Format"]
) -> None:
    for number, told in enumerate(sheet.above):
        page.write_string(number, 0, told)
    top = number = len(sheet.above) + bool(sheet.above)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width or WIDTHS[column.kind], formats[column.kind])
        page.write_string(top, at, column.title, head)
    page.freeze_panes(top + 1, 1)
    sums: dict[int, int] = {}
    for number, row in enumerate(sheet.rows, start=top + 1):
        for at, column in enumerate(sheet.columns):
            value = column.value(row)
            _write(page, number, at, value, formats[column.kind], column.kind)
            if column.is_summed and isinstance(value, int):
                sums[at] = sums.get(at, 0) + value
    page.autofilter(top, 0, number, len(sheet.columns) - 1)
    if sheet.total and number > top:
        _sum(page, sheet, (top, number), sums, bold)


def _write(page: "Worksheet", row: int, at: int, value: Value, look: "Format", kind: Kind) -> None:
    match value:
        case None:
            return
        case str():
            page.write_string(row, at, value, look)
        case Percent():
            page.write_number(row, at, value.tenths / 1000, look)
        case Fraction():
            page.write_number(row, at, float(value), look)
        case date():
            page.write_datetime(row, at, value, look)
        case _:
            page.write_number(row, at, _in_cell(value, kind), look)


def _sum(
    page: "Worksheet", sheet: Sheet[Any], rows: tuple[int, int], sums: dict[int, int], bold: dict[Kind, "Format"]
) -> None:
    """SUBTOTAL(109) counts what the filter leaves; its value is written too, for phones that do not compute."""
    top, last = rows
    page.write_string(last + 1, 0, sheet.total, bold[Kind.TEXT])
    for at, column in enumerate(sheet.columns):
        if column.is_summed and at in sums:
            letter = _letter(at)
            formula = f"=SUBTOTAL(109,{letter}{top + 2}:{letter}{last + 1})"
            page.write_formula(last + 1, at, formula, bold[column.kind], _in_cell(sums[at], column.kind))
        elif column.total is not None:
            _write(page, last + 1, at, column.total, bold[column.kind], column.kind)


def _in_cell(value: Kopecks, kind: Kind) -> float:
    return value / ROUBLE if kind is Kind.MONEY else value


def _letter(column: int) -> str:
    """A, B … Z, AA: how Excel names its columns."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _names(sheets: Sequence[Sheet[Any]]) -> list[str]:
    """At most 31 characters, none of Excel's own signs, no two alike in whatever case."""
    names: list[str] = []
    for sheet in sheets:
        wanted = sheet.title.translate(FORBIDDEN).strip()[:LONGEST_TITLE] or "1"
        names.append(_unlike(wanted, {name.lower() for name in names}))
    return names


def _unlike(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name.lower() in taken:
        ending = f" {number}"
        name = wanted[: LONGEST_TITLE - len(ending)] + ending
        number += 1
    return name
