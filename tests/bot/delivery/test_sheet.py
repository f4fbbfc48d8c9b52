"""Workbooks and CSV files as people send them, read into plain texts or refused with a reason."""

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from bot.delivery.sheet import MOST_ROWS, SheetError, SheetTrouble, read_sheet


def workbook(*rows: tuple[Any, ...]) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for number, row in enumerate(rows):
            for at, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, at, value, day)
                else:
                    sheet.write(number, at, value)
    return content.getvalue()


def refused(content: bytes, name: str = "план.xlsx") -> SheetTrouble:
    with pytest.raises(SheetError) as caught:
        read_sheet(content, name)
    return caught.value.trouble


def test_cells_come_as_people_read_them() -> None:
    rows = read_sheet(workbook(("ИНН", "план", "день"), (7707083893, 1200000.5, date(2026, 11, 20))), "план.xlsx")

    assert rows == [["ИНН", "план", "день"], ["7707083893", "1200000.5", "2026-11-20"]]


def test_an_empty_cell_keeps_its_place_and_empty_rows_at_the_end_go() -> None:
    assert read_sheet(workbook(("имя", "", "план"), ("Анна", "", 5), ("", "", "")), "план.xlsx") == [
        ["имя", "", "план"],
        ["Анна", "", "5"],
    ]


def test_a_sheet_that_does_not_begin_in_the_corner_keeps_its_columns() -> None:
    assert read_sheet(workbook((), ("", "Анна")), "план.xlsx") == [["", ""], ["", "Анна"]]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("имя;план\nАнна;1 200 000".encode(), [["имя", "план"], ["Анна", "1 200 000"]]),
        ("\ufeffимя,план\nАнна,5".encode(), [["имя", "план"], ["Анна", "5"]]),
        ("имя;план\nАнна;5".encode("cp1251"), [["имя", "план"], ["Анна", "5"]]),
        ("имя\tплан\nАнна\t5".encode(), [["имя", "план"], ["Анна", "5"]]),
        ("имя\nАнна\n".encode(), [["имя"], ["Анна"]]),
    ],
)
def test_a_csv_of_any_program_is_read(content: bytes, rows: list[list[str]]) -> None:
    assert read_sheet(content, "План.CSV") == rows


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 a photo", b"PK\x03\x04 and no more"])
def test_what_is_no_workbook_is_said_to_be_none(content: bytes) -> None:
    assert refused(content) is SheetTrouble.UNREADABLE


def test_a_zip_that_is_no_workbook_is_said_to_be_none() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("фото.txt", "не таблица")

    assert refused(content.getvalue()) is SheetTrouble.UNREADABLE


def test_a_small_file_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/sheet1.xml", "w") as part:
        for _ in range(120):
            part.write(bytes(1_000_000))

    assert len(content.getvalue()) < 1_000_000
    assert refused(content.getvalue()) is SheetTrouble.TOO_BIG


def test_too_many_rows_are_refused_and_not_cut() -> None:
    assert refused("\n".join(["строка"] * (MOST_ROWS + 1)).encode(), "x.csv") is SheetTrouble.TOO_MANY_ROWS


def test_bytes_that_no_encoding_knows_are_refused() -> None:
    assert refused(b"\x98\xff\x98", "x.csv") is SheetTrouble.UNREADABLE
