"""The cells of a base as Excel, programs and people leave them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.clients.card_fields import CardField
from sales.clients.inn import InnMistake
from sales.imports.cells import BaseRow, read_base, read_file_inn
from sales.imports.columns import read_base_heading
from sales.imports.money_cells import BaseItem, read_file_day, read_sum
from sales.imports.people_cells import read_phone, split_phones
from sales.imports.troubles import RowTrouble

TODAY = date(2026, 11, 20)


def read_one(titles: str, *cells: str, is_csv: bool = False) -> BaseRow:
    rows = [titles.split("|"), list(cells)]
    heading = read_base_heading(rows)
    assert heading is not None
    (row,) = read_base(rows, heading, TODAY, is_csv=is_csv)
    return row


@pytest.mark.parametrize(
    ("text", "inn"),
    [
        ("7707083893", "7707083893"),
        ("7707083893.0", "7707083893"),
        ("7707083893,0", "7707083893"),
        ("'7707083893", "7707083893"),
        ("7707 083 893", "7707083893"),
        ("274000010", "0274000010"),
        ("500100732259", "500100732259"),
        ("7707083894", InnMistake.CONTROL),
        ("7,70708E+09", InnMistake.ROUNDED),
        ("07707083893", InnMistake.LENGTH),
        ("770708389३", InnMistake.LENGTH),
        ("0000000000", InnMistake.REGION),
        ("77070838", InnMistake.LENGTH),
    ],
)
def test_an_inn_as_excel_leaves_it(text: str, inn: str) -> None:
    assert read_file_inn(text) == inn


def test_a_zero_that_excel_dropped_is_said() -> None:
    row = read_one("Название|ИНН", "Уфа", "274000010")
    assert row.values[CardField.INN] == "0274000010"
    assert row.is_mended


@pytest.mark.parametrize("nothing", ["0", "-", "нет", "", "—"])
def test_no_inn_is_none(nothing: str) -> None:
    row = read_one("Название|ИНН", "Вектор", nothing)
    assert row.trouble is None
    assert CardField.INN not in row.values


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("8 (916) 123-45-67", "+7 916 123-45-67"),
        ("+7 916 123 45 67", "+7 916 123-45-67"),
        ("9161234567", "+7 916 123-45-67"),
        ("79161234567.0", "+7 916 123-45-67"),
        ("7.9161234567E+10", "+7 916 123-45-67"),
        ("7,9161234567E+10", "+7 916 123-45-67"),
        ("+375 29 123-45-67", "+375291234567"),
        ("7,91612E+10", None),
        ("1.5E+10", None),
        ("25-21-21", None),
        ("89161234567 8", None),
        ("нет", None),
        ("٨٩١٦١٢٣٤٥٦٧", None),
    ],
)
def test_a_phone_in_any_spelling(text: str, phone: str | None) -> None:
    assert read_phone(text) == phone


def test_several_phones_stand_in_a_cell() -> None:
    found, others = split_phones("8 916 123-45-67, 8 495 111-22-33 доб. 12\n25-21-21; спросить Машу")
    assert [(each.phone10, each.position) for each in found] == [("9161234567", ""), ("4951112233", "доб. 12")]
    assert others == ["25-21-21", "спросить Машу"]


def test_an_extension_behind_a_comma_is_of_the_phone_before_it() -> None:
    found, others = split_phones("84951112233, доб. 12")
    assert [(each.phone10, each.position) for each in found] == [("4951112233", "доб. 12")]
    assert others == []


def test_what_is_no_phone_goes_to_the_comment_and_is_said() -> None:
    row = read_one("Клиент|Контакт|Телефон|Телефон 2|Комментарий", "Вектор", "Пётр", "89161234567", "25-21-21", "опт")
    assert [(each.name, each.phone10) for each in row.people] == [("Пётр", "9161234567")]
    assert row.comment == "опт\n25-21-21"
    assert row.is_moved


def test_what_a_field_cannot_hold_is_not_dropped_in_silence() -> None:
    row = read_one("Клиент|Оборот|Тип|КПП|Отсрочка", "Вектор", "много", "постоянный", "12", "как договоримся")
    assert row.comment == "Оборот: много\nТип: постоянный\nКПП: 12\nОтсрочка: как договоримся"
    assert row.is_moved


def test_one_name_has_both_phones_and_the_first_is_main() -> None:
    row = read_one(
        "Клиент|ФИО|Должность|Телефон|Почта", "Вектор", "Пётр", "закупки", "89161234567/89031112233", "P@x.ru"
    )
    assert [(each.name, each.position, each.phone10, each.email) for each in row.people] == [
        ("Пётр", "закупки", "9161234567", "p@x.ru"),
        ("Пётр", "закупки", "9031112233", ""),
    ]


@pytest.mark.parametrize(
    ("cells", "trouble"),
    [
        (("", "7701000019"), RowTrouble.NO_NAME),
        (("«»", "7701000019"), RowTrouble.NO_NAME),
        (("Вектор", "7707083894"), RowTrouble.INN_CONTROL),
        (("Вектор", "7,70708E+09"), RowTrouble.INN_ROUNDED),
        (("Вектор", "=A1+B1"), RowTrouble.FORMULA),
        (("#ССЫЛКА!", "7701000019"), RowTrouble.BROKEN),
    ],
)
def test_a_row_in_doubt_is_a_question(cells: tuple[str, ...], trouble: RowTrouble) -> None:
    assert read_one("Название|ИНН", *cells).trouble is trouble


def test_what_looks_like_a_formula_is_text_in_a_csv() -> None:
    row = read_one("Название|ИНН", "=cmd|' /C calc'!A0", '="0274000010"', is_csv=True)
    assert row.trouble is None
    assert row.values[CardField.NAME].startswith("=cmd")
    assert row.values[CardField.INN] == "0274000010"


@pytest.mark.parametrize(
    ("cells", "item", "trouble"),
    [
        (("150000", "27.11.2026", "145"), BaseItem(15_000_000, date(2026, 11, 27), "145"), None),
        (("1 234,50", "2026-10-01", "145.0"), BaseItem(123_450, date(2026, 10, 1), "145"), None),
        (("90000.0", "01.10.26", ""), BaseItem(9_000_000, date(2026, 10, 1)), None),
        (("0", "", ""), None, None),
        (("", "27.11.2026", ""), None, None),
        (("150000", "", ""), None, RowTrouble.NO_DAY),
        (("150000", "31.02.2026", ""), None, RowTrouble.DAY),
        (("много", "27.11.2026", ""), None, RowTrouble.AMOUNT),
        (("-5", "27.11.2026", ""), None, RowTrouble.AMOUNT),
    ],
)
def test_open_money_stands_in_the_same_row(cells: tuple[str, ...], item: BaseItem | None, trouble: RowTrouble) -> None:
    row = read_one("Клиент|Сумма|Срок|Счёт", "Вектор", *cells)
    assert (row.item, row.trouble) == (item, trouble)


def test_a_sum_in_thousands_is_exact() -> None:
    assert read_sum("1,1555", 1000) == 115_550
    assert read_sum("18 млн") == 1_800_000_000


def test_empty_rows_are_none_and_rows_are_counted_as_excel_counts_them() -> None:
    rows = [["База"], ["Название", "ИНН"], ["", ""], ["Вектор", ""], ["  "], ["Заря", ""]]
    heading = read_base_heading(rows)
    assert heading is not None
    assert [row.number for row in read_base(rows, heading, TODAY, is_csv=False)] == [4, 6]


@given(st.lists(st.text(max_size=30), min_size=8, max_size=8), st.booleans())
def test_no_cell_is_an_error(cells: list[str], is_csv: bool) -> None:
    titles = ["Название", "ИНН", "КПП", "Телефон", "Контакт", "Оборот", "Сумма", "Срок"]
    heading = read_base_heading([titles])
    assert heading is not None
    for row in read_base([titles, cells], heading, TODAY, is_csv=is_csv):
        assert row.trouble is not None or row.values[CardField.NAME]


@given(st.text(max_size=20))
def test_no_day_is_an_error(text: str) -> None:
    read_file_day(text, TODAY)
