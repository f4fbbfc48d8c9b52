"""Workbooks and CSV files as people send them, read into plain texts or refused with a reason."""

import zipfile
from datetime import date
from io import BytesIO
from struct import pack
from typing import Any

import pytest
import xlsxwriter

from bot.delivery.sheets.limits import MOST_ROWS, Rows, SheetError, SheetTrouble
from bot.delivery.sheets.reading import read_sheets
from sales.imports.packing import HIDDEN_MARK
from sales.plans.cell_marks import is_zero
from tests.rows import each_row


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


def rows_of(content: bytes, name: str) -> Rows:
    """Of the first sheet."""
    return read_sheets(content, name)[0].rows


def refused(content: bytes, name: str = "план.xlsx") -> SheetTrouble:
    with pytest.raises(SheetError) as caught:
        rows_of(content, name)
    return caught.value.trouble


def test_cells_come_as_people_read_them() -> None:
    rows = rows_of(workbook(("ИНН", "план", "день"), (7707083893, 1200000.5, date(2026, 11, 20))), "план.xlsx")

    assert rows == [["ИНН", "план", "день"], ["7707083893", "1200000.5", "2026-11-20"]]


def test_an_empty_cell_keeps_its_place_and_empty_rows_at_the_end_go() -> None:
    assert rows_of(workbook(("имя", "", "план"), ("Анна", "", 5), ("", "", "")), "план.xlsx") == [
        ["имя", "", "план"],
        ["Анна", "", "5"],
    ]


def test_a_sheet_that_does_not_begin_in_the_corner_keeps_its_columns() -> None:
    assert rows_of(workbook((), ("", "Анна")), "план.xlsx") == [[], ["", "Анна"]]


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
    assert rows_of(content, "План.CSV") == rows


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 a photo", b"\xff\xd8\xff\xe0\x00\x10JFIF;,;\n"])
def test_what_is_no_workbook_is_said_to_be_none(content: bytes) -> None:
    assert refused(content) is SheetTrouble.UNREADABLE


@pytest.mark.parametrize("part", ["фото.txt", "word/document.xml", "ppt/presentation.xml"])
def test_a_zip_that_is_no_workbook_is_said_to_be_something_else(part: str) -> None:
    assert refused(zipped(**{part: b"<w/>"})) is SheetTrouble.OTHER_FORMAT


def zipped(**parts: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return content.getvalue()


@pytest.mark.parametrize("of_nine", range(9))
def test_a_workbook_that_is_cut_or_broken_is_said_to_be_damaged(of_nine: int) -> None:
    whole = workbook(("имя", "план"), *(("Анна", n) for n in range(99)))
    place = max(8, len(whole) * of_nine // 9)

    assert refused(whole[:place]) is SheetTrouble.DAMAGED
    assert refused(whole[:-22] + whole[-22:-6] + b"\xff\xff\xff\x7f\x00\x00") is SheetTrouble.DAMAGED


def test_a_zip_of_a_newer_kind_is_said_to_be_damaged() -> None:
    """Its number was broken on the way; zipfile raises NotImplementedError."""
    whole = bytearray(workbook(("имя", "план")))
    whole[whole.rindex(b"PK\x01\x02") + 6] = 200

    assert refused(bytes(whole)) is SheetTrouble.DAMAGED


def old(*records: tuple[int, bytes]) -> bytes:
    """An .xls whose workbook stands in the third sector."""
    began = (0x0809, b"\x00\x06\x05\x00" + bytes(12))
    stream = b"".join(pack("<HH", number, len(body)) + body for number, body in (began, *records))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016 + 512) + stream + bytes(600)


@pytest.mark.parametrize("name", ["план.xls", "план.xlsx"])
def test_a_password_is_said_of_every_kind_of_table(name: str) -> None:
    filepass, interface = (0x2F, bytes(54)), (0xE1, b"\xb0\x04")
    manifest = b'<manifest:file-entry><manifest:encryption-data manifest:checksum-type="SHA1"/></manifest:file-entry>'
    part = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}

    assert refused(old(filepass, interface), name) is SheetTrouble.PASSWORD
    assert refused(old((0x86, b""), filepass), name) is SheetTrouble.PASSWORD
    assert refused(zipped(**part, **{"META-INF/manifest.xml": manifest}), name) is SheetTrouble.PASSWORD
    assert refused(zipped(**part, **{"encrypted-package": b"?"}), name) is SheetTrouble.PASSWORD
    assert refused(old(interface), name) is SheetTrouble.XLS
    assert refused(old((0xE1, b"\x2f\x00" * 99)), name) is SheetTrouble.XLS
    assert refused(old()[:1600], name) is SheetTrouble.XLS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("name", ["план.xlsx", "план.xls", "план"])
def test_a_csv_is_read_whatever_it_is_called(name: str, encoding: str) -> None:
    assert rows_of("имя;план\r\nАнна;5".encode(encoding), name) == [["имя", "план"], ["Анна", "5"]]


def test_a_small_file_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/sheet1.xml", "w") as part:
        for _ in range(120):
            part.write(bytes(1_000_000))

    assert len(content.getvalue()) < 1_000_000
    assert refused(content.getvalue()) is SheetTrouble.TOO_HEAVY


def raw_book(*sheets: str, book: str = "", **parts: str) -> bytes:
    """A workbook of these sheets' XML, however odd it is."""
    ids = range(1, len(sheets) + 1)
    named = "".join(f'<sheet name="Лист{n}" sheetId="{n}" r:id="rId{n}"/>' for n in ids)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="x/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in ids
    ) + "".join(f'<Relationship Id="{name}" Type="x/{name}" Target="{name}.xml"/>' for name in parts)
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", book or f"<workbook><sheets>{named}</sheets></workbook>")
        packed.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>")
        for n, sheet in zip(ids, sheets, strict=True):
            packed.writestr(f"xl/worksheets/sheet{n}.xml", sheet)
        for name, part in parts.items():
            packed.writestr(f"xl/{name}.xml", part)
    return content.getvalue()


def cells_at(*places: str, merged: str = "") -> str:
    cells = "".join(f'<row><c r="{place}"><v>1</v></c></row>' for place in places)
    return f"<worksheet><sheetData>{cells}</sheetData>{merged}</worksheet>"


@pytest.mark.parametrize("last", ["XFD1048576", "A1048576", "B20011", "A9999999"])
def test_two_cells_far_apart_take_no_memory_between_them(last: str) -> None:
    assert refused(raw_book(cells_at("A1", last))) is SheetTrouble.TOO_MANY_ROWS


@pytest.mark.parametrize("last", ["XFD1", "XFD5000", "ZZZ3", "CW2"])
def test_a_cell_far_to_the_right_is_refused_at_once(last: str) -> None:
    assert refused(raw_book(cells_at("A1", last))) is SheetTrouble.TOO_WIDE


def test_what_a_sheet_says_of_its_own_size_is_not_believed() -> None:
    sheet = cells_at("A1", "B2").replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')

    assert rows_of(raw_book(sheet), "план.xlsx") == [["1"], ["", "1"]]


def test_merged_cells_over_the_whole_sheet_end_with_its_last_row() -> None:
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'

    assert rows_of(raw_book(cells_at("A1", "B3", merged=merged)), "план.xlsx") == [["1"], ["〃"], ["〃", "1"]]


def test_one_long_text_named_by_thousands_of_cells_does_not_grow() -> None:
    cells = "".join(f'<row><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 10_000))
    texts = f"<sst><si><t>{'я' * 100_000}</t></si></sst>"

    assert refused(raw_book(f"<worksheet>{cells}</worksheet>", sharedStrings=texts)) is SheetTrouble.TOO_HEAVY


def test_entities_that_grow_are_not_unfolded() -> None:
    grows = '<!DOCTYPE x [<!ENTITY a "1111111111"><!ENTITY b "&a;&a;&a;&a;&a;">]>'

    assert refused(raw_book(grows + cells_at("A1"))) is SheetTrouble.UNREADABLE


def test_a_hidden_sheet_is_named_and_not_read() -> None:
    book = (
        '<workbook><sheets><sheet name="старые" state="hidden" r:id="rId1"/>'
        '<sheet name="совсем" state="veryHidden" r:id="rId2"/><sheet name="Планы" r:id="rId3"/></sheets></workbook>'
    )
    content = raw_book(cells_at("A1"), cells_at("B1"), cells_at("C1"), book=book)

    assert [(each.title, each.rows) for each in read_sheets(content, "план.xlsx")] == [
        ("Планы", [["", "", "1"]]),
        (HIDDEN_MARK, [["старые", "совсем"]]),
    ]


@each_row(
    ("cell", "text"),
    [
        ("<c><f>B2*1.1</f><v/></c>", "=B2*1.1"),
        ("<c><f>B2*1.1</f></c>", "=B2*1.1"),
        ("<c><f t='shared' si='0'/><v></v></c>", "="),
        ("<c><f>B2*1.1</f><v>5</v></c>", "5"),
        ("<c><f>B2*1.1</f><v>0</v></c>", "=B2*1.1 → 0"),
        ("<c><f>B2*1.1</f><v>0.0</v></c>", "=B2*1.1 → 0"),
        ("<c t='n'><f t='shared' si='0'/><v>-0</v></c>", "= → 0"),
        ("<c t='str'><f>TEXT(B2,0)</f><v>0</v></c>", "=TEXT(B2,0) → 0"),
        ("<c><v>0</v></c>", "0"),
        ("<c t='b'><f>B2&gt;1</f><v>0</v></c>", "0"),
        ("<c t='str'><f>IF(B2,1,\"\")</f><v></v></c>", None),
        ("<c t='e'><f>B2</f><v>#REF!</v></c>", "#REF!"),
        ("<c t='inlineStr'><is><r><t>Ан</t></r><r><t>на</t></r></is></c>", "Анна"),
        ("<c t='n'><v>1.2E6</v></c>", "1200000"),
        ("<c t='s'><v>99</v></c>", None),
    ],
)
def test_what_has_no_value_is_not_empty(cell: str, text: str | None) -> None:
    rows = rows_of(raw_book(f"<worksheet><row>{cell}</row></worksheet>"), "план.xlsx")

    assert rows == ([] if text is None else [[text]])


def test_a_long_formula_that_shows_zero_still_says_so() -> None:
    sheet = f"<worksheet><row><c><f>{'A1+' * 999}0</f><v>0</v></c></row></worksheet>"

    assert is_zero(rows_of(raw_book(sheet), "план.xlsx")[0][0])


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), SheetTrouble.XLS),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            SheetTrouble.PASSWORD,
        ),
        (b"<html><table><tr><td>1</td></tr></table></html>", SheetTrouble.OTHER_FORMAT),
        ("\ufeff<?xml version='1.0'?><Workbook/>".encode(), SheetTrouble.OTHER_FORMAT),
    ],
)
@pytest.mark.parametrize("name", ["план.xls", "план.xlsx", "план.csv"])
def test_another_format_is_told_from_a_broken_file_by_what_it_holds(
    content: bytes, trouble: SheetTrouble, name: str
) -> None:
    assert refused(content, name) is trouble


@pytest.mark.parametrize("part", ["mimetype", "xl/workbook.bin", "Index/Document.iwa"])
def test_a_table_of_another_program_is_said_to_be_one(part: str) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr(part, "x")

    assert refused(content.getvalue()) is SheetTrouble.OTHER_FORMAT


TOLD = [["имя", "план"], ["Анна", "1 200 000,00"]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_excels_unicode_text_is_read(encoding: str) -> None:
    content = "имя\tплан\r\nАнна\t1 200 000,00\r\n".encode(encoding)

    assert rows_of(content, "план.csv") == TOLD


@pytest.mark.parametrize(
    ("first", "cut"), [("sep=;", ";"), ("SEP=,", ","), ('"sep=|"', "|"), ("sep=\t", "\t"), ("sep=#", "#")]
)
def test_the_line_that_says_how_it_is_cut_is_no_row(first: str, cut: str) -> None:
    content = f'{first}\r\nимя{cut}план\r\nАнна{cut}"1 200 000,00"\r\n'.encode()

    assert rows_of(content, "план.csv") == TOLD


def test_too_many_rows_are_refused_and_not_cut() -> None:
    assert refused("\n".join(["строка"] * (MOST_ROWS + 1)).encode(), "x.csv") is SheetTrouble.TOO_MANY_ROWS


@pytest.mark.parametrize(
    ("table", "encoding"),
    [
        (table, encoding)
        for table in (
            "Название;Город\nВектор;Тула\nРомашка;Пермь",
            "название|город\nвектор|тула",
            "НАЗВАНИЕ;ГОРОД\nВЕКТОР;ТУЛА",
            "Вектор;Тула;Пётр Ильич\nООО Ромашка;Пермь;Анна",
            "дата;кто;куда\n20.11.2026;приёмная;склад",
        )
        for encoding in ("cp1251", "cp866", "koi8-r", "mac-cyrillic")
    ],
)
def test_the_alphabet_is_told_by_the_words(table: str, encoding: str) -> None:
    first = read_sheets(table.encode(encoding), "x.csv")[0]
    cut = "|" if "|" in table else ";"
    assert [*map(list, first.rows)] == [line.split(cut) for line in table.split("\n")]


def test_bytes_that_no_encoding_knows_are_refused() -> None:
    assert refused(b"\x98\xff\x98", "x.csv") is SheetTrouble.UNREADABLE
