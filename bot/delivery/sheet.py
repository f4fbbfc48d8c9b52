"""
A workbook or a CSV from a person, as rows of plain texts.

Excel keeps an ИНН as 7707083893.0 and drops leading zeros; a CSV of an older program is cp1251. A workbook is a zip
file, so two megabytes of it may be two gigabytes: what it would unpack to is looked at first.
"""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO, StringIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

LARGEST = 5_000_000
LARGEST_UNPACKED = 100_000_000
MOST_ROWS = 20_000
MOST_CELLS = 100
LONGEST_CELL = 1_000

Rows = list[list[str]]


class SheetTrouble(StrEnum):
    """Why there are no rows."""

    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    UNREADABLE = "unreadable"
    GONE = "gone"
    """Telegram does not give it any more."""


class SheetError(Exception):
    def __init__(self, trouble: SheetTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def read_sheet(content: bytes, name: str) -> Rows:
    """The first sheet; empty rows at the end are left out. Raises SheetError. Slow: call it in a thread."""
    if len(content) > LARGEST:
        raise SheetError(SheetTrouble.TOO_BIG)
    found = _of_csv(content) if name.lower().endswith((".csv", ".txt")) else _of_workbook(content)
    rows = [[cell[:LONGEST_CELL] for cell in row[:MOST_CELLS]] for row in islice(found, MOST_ROWS + 1)]
    if len(rows) > MOST_ROWS:
        raise SheetError(SheetTrouble.TOO_MANY_ROWS)
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _of_workbook(content: bytes) -> Iterable[list[str]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  only who sends a workbook waits for it

    try:
        with ZipFile(BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except BadZipFile as error:
        raise SheetError(SheetTrouble.UNREADABLE) from error
    if unpacked > LARGEST_UNPACKED:
        raise SheetError(SheetTrouble.TOO_BIG)
    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        height = sheet.total_height
        rows = sheet.to_python(skip_empty_area=False) if height <= MOST_ROWS else None
    except Exception as error:  # calamine raises one class for each layer of the format, and Rust's panics
        raise SheetError(SheetTrouble.UNREADABLE) from error
    if rows is None:
        raise SheetError(SheetTrouble.TOO_MANY_ROWS)
    return ([_cell(value) for value in row] for row in rows)


def _of_csv(content: bytes) -> Iterable[list[str]]:
    text = _decoded(content)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:4096], delimiters=";,\t")
    except csv.Error:
        dialect = csv.excel
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(StringIO(text), dialect)]
    except csv.Error as error:
        raise SheetError(SheetTrouble.UNREADABLE) from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError(SheetTrouble.UNREADABLE)


def _cell(value: object) -> str:
    """A number without the .0 that Excel gave it, a day as ISO."""
    match value:
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004  more a float does not hold exactly
            return str(int(value))
        case float():
            return repr(value)
        case datetime():
            return (value.date() if value.time() == datetime.min.time() else value).isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value).strip()
