"""Workbooks out: values that add up, texts that compute nothing, sheets that Excel takes."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.language import gettext, speaking
from sales.core.money import Percent

Row = tuple[Any, ...]


def column(title: str, at: int = 0, kind: Kind = Kind.TEXT, *, is_summed: bool = False) -> Column[Row]:
    return Column(title, lambda row: row[at], kind, is_summed=is_summed)


FACTS = (column("Клиент"), column("Дата", 1, Kind.DAY), column("Сумма", 2, Kind.MONEY, is_summed=True))


def book(*sheets: Sheet[Row]) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(BytesIO(make_workbook(sheets)))


def rows_of(sheet: Sheet[Row]) -> list[list[Any]]:
    return book(sheet).get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_one_row_a_fact_with_roubles_and_days() -> None:
    sheet = Sheet("Факты", FACTS, [("Вектор", date(2026, 11, 20), 14_850_050)])

    assert rows_of(sheet) == [["Клиент", "Дата", "Сумма"], ["Вектор", date(2026, 11, 20), 148_500.50]]


def test_the_total_is_there_also_where_nothing_computes_it() -> None:
    sheet = Sheet("Факты", FACTS, [("Вектор", None, 100), ("Ким", None, 250), ("Ким", None, -50)], total="Итого")

    assert rows_of(sheet)[-1] == ["Итого", "", 3.0]


def test_nothing_is_summed_where_there_are_no_rows() -> None:
    assert rows_of(Sheet("Факты", FACTS, [], total="Итого")) == [["Клиент", "Дата", "Сумма"]]


def test_what_cannot_be_computed_is_an_empty_cell_and_not_a_zero() -> None:
    paces = (column("Имя"), column("Темп", 1, Kind.SHARE))
    rows = rows_of(Sheet("Темп", paces, [("Анна", Percent(857)), ("Виктор", None)]))

    assert rows[1:] == [["Анна", 0.857], ["Виктор", ""]]


@pytest.mark.parametrize("name", ["=1+1", "+7 916", "-5", "@SUM(A1)", "＝1+1", "https://example.org", "{=1}", "007"])
def test_what_people_typed_stays_text(name: str) -> None:
    assert rows_of(Sheet("Клиенты", (column("Клиент"),), [(name,)]))[1] == [name]


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Сводный отчёт"], ["Сводный отчёт"]),
        (["Факты: ноябрь/декабрь?"], ["Факты  ноябрь декабрь"]),
        (["Очень длинное название отдела продаж номер два"], ["Очень длинное название отдела п"]),
        (["План", "план", "ПЛАН"], ["План", "план 2", "ПЛАН 3"]),
        (["'"], ["1"]),
    ],
)
def test_sheets_get_names_that_excel_takes(titles: list[str], names: list[str]) -> None:
    assert book(*(Sheet(title, FACTS, []) for title in titles)).sheet_names == names


def test_more_columns_than_letters_still_add_up() -> None:
    wide = tuple(column(f"{number}", number + 1, Kind.COUNT, is_summed=True) for number in range(30))
    rows = rows_of(Sheet("Широкий", (column("Имя"), *wide), [("Анна", *range(30))], total="Итого"))

    assert rows[-1] == ["Итого", *range(30)]


def test_what_stands_above_moves_the_rest_down_and_the_total_adds_the_same() -> None:
    sheet = Sheet("Факты", FACTS, [("Вектор", None, 100), ("Ким", None, 250)], "Итого", ("Ноябрь · Казань", "20.11"))

    assert rows_of(sheet) == [
        ["Ноябрь · Казань", "", ""],
        ["20.11", "", ""],
        ["", "", ""],
        ["Клиент", "Дата", "Сумма"],
        ["Вектор", "", 1.0],
        ["Ким", "", 2.5],
        ["Итого", "", 3.5],
    ]


def test_rows_are_written_in_the_language_in_which_the_sheet_was_asked_for() -> None:
    with speaking("en"):
        sheet = Sheet("Facts", (Column[Row]("Kind", lambda _row: gettext("receipt")),), [()])

    assert rows_of(sheet) == [["Kind"], ["receipt"]]
    with speaking("ru"):
        assert gettext("receipt") != "receipt"
