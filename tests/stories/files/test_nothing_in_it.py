"""Files of headings alone, of blank rows, with an empty sheet before the full one: what is there is said."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from tests.sales.bank.statements import make_file
from tests.town import Town, plain

PLANS = ("Сотрудник", "Ноябрь 2026", "Декабрь 2026")
CLIENTS = ("Название", "ИНН", "Телефон")
CALLS = ("Дата", "Время", "Кто", "Куда", "Длительность", "Статус")
NUMBERS = ("Название", "Телефон")
Rows = Sequence[Sequence[object]]


def book(sheets: Mapping[str, Rows], hidden: str = "") -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if title == hidden:
                sheet.hide()
    return content.getvalue()


EMPTY = [
    ("планы.xlsx", [PLANS], "", "Анна · 2000000"),
    (
        "планы.xlsx",
        [["Планы отдела"], [], PLANS, ["", "", ""], ["Анна", "", ""], ["Борис", " ", ""]],
        "",
        "Анна · 2000000",
    ),
    ("база.xlsx", [CLIENTS], "", "Вектор · 7707083893"),
    ("база.xlsx", [CLIENTS, ["", "", ""], [" ", "", " "]], "", "Вектор · 7707083893"),
    ("обзвон.xlsx", [NUMBERS], "обзвон", "Вектор · 7707083893"),
    ("журнал.xlsx", [CALLS], "", "101 · 89161234567"),
    ("журнал.xlsx", [CALLS, ["", "", "", "", "", ""]], "", "101 · 89161234567"),
]


@pytest.mark.parametrize(("name", "rows", "caption", "looks"), EMPTY)
async def test_a_file_with_headings_alone_says_so_and_how_a_row_looks(
    town: Town, name: str, rows: Rows, caption: str, looks: str
) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")

    told = plain((await olga.sends_document(name, book({"Лист1": rows}), caption)).text)

    assert told.splitlines()[:2] == [f"{name}: ничего не заполнено.", "Строка выглядит так:"]
    assert looks in told.splitlines()[2]


async def test_headings_of_a_csv_are_as_empty(town: Town) -> None:
    olga = await town.lead("Ольга")
    for name, head in (("п.csv", PLANS), ("к.csv", CLIENTS), ("ж.csv", CALLS)):
        told = await olga.sends_document(name, (";".join(head) + "\n;;\n").encode())
        assert "ничего не заполнено" in told.text, name


@pytest.mark.parametrize(
    ("head", "row", "seen"),
    [
        (PLANS, ["Анна", 2_000_000, ""], "изменится 1 план"),
        ((*CLIENTS, "Контакт", "Сумма долга"), ["Вектор", "7707083893", "", "", ""], "1 строка"),
        (CALLS, ["20.11.2026", "10:30", "101", "8 916 123-45-67", "2:05", "Отвечен"], "1 новый звонок"),
    ],
)
async def test_an_empty_sheet_in_front_does_not_hide_the_full_one(
    town: Town, head: Sequence[str], row: Sequence[object], seen: str
) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")

    content = book({"Образец": [head], "Наши": [head, row]})

    assert seen in plain((await olga.sends_document("файл.xlsx", content)).text)


async def test_a_blank_sheet_is_called_blank_and_the_hidden_one_named(town: Town) -> None:
    olga = await town.lead("Ольга")

    told = await olga.sends_document("планы.xlsx", book({"Лист1": [], "Планы": [PLANS, ["Анна", 5, 5]]}, "Планы"))

    assert "планы.xlsx: лист пустой" in plain(told.text)
    assert "Скрытый лист, не читал: «Планы»" in plain(told.text)


async def test_what_stands_so_already_is_still_said_so(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).plans.set_person(anna.id, date(2026, 11, 1), 2_000_000_00)
    told = await olga.sends_document("планы.xlsx", book({"Лист1": [PLANS, ["Анна", 2_000_000, ""]]}))
    assert "всё уже так и стоит" in told.text


async def test_a_statement_without_money_for_us_is_not_called_known(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.sends_document("kl_to_1c.txt", make_file())
    await olga.presses("Да")

    seen = plain((await olga.last()).text)

    assert "Поступлений в ней нет: подтверждать нечего." in seen
    assert "уже известно" not in seen
