"""The heading of a base: any words, any order, within the first ten rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.imports.columns import BaseColumn, column_letter, read_base_heading, read_column


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("Название", BaseColumn.NAME),
        ("КОНТРАГЕНТ", BaseColumn.NAME),
        ("company", BaseColumn.NAME),
        ("ИНН ", BaseColumn.INN),
        ("Тел.", BaseColumn.PHONE),
        ("Телефон 2", BaseColumn.PHONE),
        ("Моб. тел", BaseColumn.PHONE),
        ("Контактное лицо", BaseColumn.CONTACT),
        ("Ф.И.О.", BaseColumn.CONTACT),
        ("E-mail", BaseColumn.EMAIL),
        ("Кто ведёт", BaseColumn.OWNER),
        ("№ счёта", BaseColumn.INVOICE),
        ("Долг, тыс. руб.", BaseColumn.AMOUNT),
        ("Оборот (год)", BaseColumn.TURNOVER),
        ("Срок оплаты", BaseColumn.DUE),
        ("Скидка", None),
        ("", None),
    ],
)
def test_a_title_is_known_however_it_is_written(title: str, column: BaseColumn | None) -> None:
    assert read_column(title) is column


def test_a_row_of_group_titles_stands_above_the_heading() -> None:
    rows = [
        ["База клиентов"],
        ["Реквизиты", "", "Контакт"],
        ["Название", "ИНН", "Телефон", "Код"],
        ["Вектор", "", "", "7"],
    ]
    heading = read_base_heading(rows)
    assert heading is not None
    assert heading.row == 2
    assert dict(heading.columns) == {0: BaseColumn.NAME, 1: BaseColumn.INN, 2: BaseColumn.PHONE}
    assert heading.unknown == [3]


def test_of_equal_rows_the_upper_is_the_heading() -> None:
    heading = read_base_heading([["Название", "ИНН"], ["Название", "ИНН"]])
    assert heading is not None
    assert heading.row == 0


def test_sums_may_be_given_in_thousands() -> None:
    heading = read_base_heading([["Клиент", "Долг, тыс. руб.", "Срок"]])
    assert heading is not None
    assert dict(heading.units) == {1: 1000}


@pytest.mark.parametrize(
    "rows", [[], [[]], [["Название"]], [["Менеджер", "Сегмент"]], [["x"]] * 10 + [["Название", "ИНН"]]]
)
def test_another_table_is_no_base(rows: list[list[str]]) -> None:
    assert read_base_heading(rows) is None


@given(st.permutations(["Название", "ИНН", "КПП", "Телефон", "Город", "Кто ведёт", "Скидка"]))
def test_the_order_of_columns_says_nothing(titles: list[str]) -> None:
    heading = read_base_heading([titles])
    assert heading is not None
    assert {titles[at]: column for at, column in heading.columns.items()} == {
        title: read_column(title) for title in titles if title != "Скидка"
    }


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=14))
def test_nothing_that_a_file_holds_is_an_error(rows: list[list[str]]) -> None:
    heading = read_base_heading(rows)
    assert heading is None or len(heading.columns) >= 2


def test_columns_are_called_as_excel_calls_them() -> None:
    assert [column_letter(at) for at in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
