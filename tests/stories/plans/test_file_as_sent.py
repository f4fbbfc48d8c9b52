"""Files of plans as people really send them: what cannot be read is said, cell by cell, and nothing is guessed."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from sales.core.money import ROUBLE
from storage.plans.plans import PlanBook
from tests.bot.delivery.test_sheet import cells_at, raw_book
from tests.stories.plans.test_file import book_of, drops, said, sets
from tests.town import Someone, Town

FILES = Path(__file__).parent / "files"
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
async def people(town: Town) -> tuple[Someone, Someone, Someone]:
    """Ольга, Анна (№3) and Борис (№4), as the files have them."""
    olga = await town.lead("Ольга")
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    assert (anna.id, boris.id) == (3, 4)
    return olga, anna, boris


async def sends(someone: Someone, name: str) -> list[str]:
    return said((await someone.sends_document(name, (FILES / name).read_bytes())).text)


def plans(book: PlanBook, *people: Someone) -> list[int | None]:
    """Of December, in roubles."""
    found = [book.plan(each.id, DECEMBER) for each in people]
    return [None if each is None else each // ROUBLE for each in found]


Three = tuple[Someone, Someone, Someone]


async def test_a_formula_whose_value_is_not_stored_is_named(town: Town, people: Three) -> None:
    olga, anna, boris = people

    told = await sends(olga, "p04_formula_no_cache.xlsx")
    await olga.presses("✅ Записать")

    assert told[0].endswith("изменится 1 план")
    assert "D2 «=3400000*1.1»: формула без значения, откройте и сохраните в Excel" in told
    assert plans(await book_of(town), anna, boris) == [None, 3_610_000]


async def test_of_a_hidden_sheet_nothing_is_read(town: Town, people: Three) -> None:
    olga, anna, _boris = people

    await sends(olga, "p09_first_sheet_hidden.xlsx")
    await olga.presses("✅ Записать")

    assert plans(await book_of(town), anna) == [3_570_000]


async def test_a_title_in_thousands_is_heeded_and_said(town: Town, people: Three) -> None:
    olga, anna, boris = people

    told = await sends(olga, "p12_thousands_in_title.xlsx")
    await olga.presses("✅ Записать")

    assert "Суммы в тысячах: так написано в таблице." in told
    assert plans(await book_of(town), anna, boris) == [3_500_000, 3_600_000]


async def test_the_number_of_one_and_the_name_of_another_is_nobodys_plan(town: Town, people: Three) -> None:
    olga, anna, boris = people

    told = await sends(olga, "p20_id_of_other_person.xlsx")

    assert "D2 «Анна»: по номеру это Борис" in told
    assert plans(await book_of(town), anna, boris) == [None, None]


async def test_excels_unicode_text_is_read_as_any_csv(town: Town, people: Three) -> None:
    olga, anna, boris = people

    await sends(olga, "c03_utf16.csv")
    await olga.presses("✅ Записать")

    assert plans(await book_of(town), anna, boris) == [3_670_000, 3_680_000]


async def test_texts_for_numbers_of_another_program_are_read(town: Town, people: Three) -> None:
    olga, _anna, _boris = people

    assert "измен" in (await sends(olga, "p01_text_numbers_1c.xlsx"))[0]


HEAD = ("Имя", "Показатель", "Ноябрь 2026", "Дек")


async def test_whatever_was_skipped_is_said_in_one_line_each(town: Town, people: Three) -> None:
    olga, anna, _boris = people

    shown = await drops(
        olga,
        HEAD,
        ("Анна", "деньги", 2_000_000, 2_100_000),
        ("", "сделки", 12),
        ("Борис", "деньги", "#ССЫЛКА!"),
    )
    await olga.presses("✅ Записать")

    assert said(shown.text) == [
        "📄 планы.xlsx: изменится 1 план",
        "Анна · ноябрь: не задан → 2,00 млн",
        "⚠️ Не понял 3 ячейки:",
        "D1 «Дек»: нужен месяц с годом, например Ноябрь 2026",
        "C3 «12»: в строке нет имени",
        "C4 «#ССЫЛКА!»: ошибка формулы, числа нет",
    ]
    assert (await book_of(town)).plan(anna.id, NOVEMBER) == 2_000_000 * ROUBLE


def hidden(*, row: bool) -> bytes:
    """Борис's row, or November's column, is hidden in Excel."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for n, cells in enumerate((("Имя", "Ноябрь 2026"), ("Анна", 2_000_000), ("Борис", 2_100_000))):
            sheet.write_row(n, 0, cells)
        if row:
            sheet.set_row(2, None, None, {"hidden": True})
        else:
            sheet.set_column(1, 1, None, None, {"hidden": True})
    return content.getvalue()


async def test_what_is_hidden_within_the_sheet_is_shown_before_it_is_written(town: Town, people: Three) -> None:
    olga, *_ = people

    for row in (True, False):
        shown = await olga.sends_document("планы.xlsx", hidden(row=row))

        assert said(shown.text)[1:] == [
            "Анна · ноябрь: не задан → 2,00 млн",
            "Борис · ноябрь: не задан → 2,10 млн",
        ]
        await olga.presses("✖️ Отмена", on=shown)


async def test_of_two_plans_of_one_person_neither_is_taken(town: Town, people: Three) -> None:
    """Also where one stands by a number, or by the whole name. Said twice alike, it is said once."""
    olga, anna, boris = people

    shown = await drops(
        olga,
        ("№", "Имя", "Декабрь 2026"),
        ("", "Анна", 2_500_000),
        (str(anna.id), "Анна", 2_700_000),
        ("", "Борис", 2_600_000),
        ("", "борис", 2_600_000),
    )
    await olga.presses("✅ Записать")

    assert said(shown.text) == [
        "📄 планы.xlsx: изменится 1 план",
        "Борис · декабрь: не задан → 2,60 млн",
        "⚠️ Не понял 3 ячейки:",
        "C5 «борис»: в файле дважды",
        "C2 «Анна»: в файле дважды",
        "C3 «Анна»: в файле дважды",
    ]
    assert plans(await book_of(town), anna, boris) == [None, 2_600_000]


async def test_a_sum_in_brackets_is_below_nothing_and_an_old_programs_letters_are_read(
    town: Town, people: Three
) -> None:
    olga, anna, boris = people

    shown = await drops(olga, ("Имя", "Декабрь 2026"), ("Анна", "(2 600 000)"))
    assert "B2 «(2 600 000)»: нужна сумма, например 1200000" in said(shown.text)

    content = "Имя;Декабрь 2026\nБорис;2500000\n".encode("cp866")
    await olga.sends_document("планы.csv", content)
    await olga.presses("✅ Записать")

    assert plans(await book_of(town), anna, boris) == [None, 2_500_000]


async def test_a_sum_without_its_zeros_is_asked_about(town: Town, people: Three) -> None:
    """«3500» beside a month of 3,5 млн, «150» beside none."""
    olga, anna, boris = people
    await sets(town, anna, 3500)

    shown = await drops(
        olga,
        ("Имя", "Ноябрь 2026", "Декабрь 2026"),
        ("Анна", 3_500_000, 3600),
        ("Борис", "", 150),
    )

    assert said(shown.text) == [
        "планы.xlsx: записывать нечего.",
        "⚠️ Не понял 2 ячейки:",
        "C2 «3 600 ₽»: так мало? Если тысячи, напишите «150к»",
        "C3 «150 ₽»: так мало? Если тысячи, напишите «150к»",
    ]
    assert plans(await book_of(town), anna, boris) == [None, None]


async def test_a_table_of_one_month_is_compared_with_the_months_before(town: Town, people: Three) -> None:
    """Also with a colleague's, for who has none."""
    olga, anna, boris = people
    await sets(town, anna, 3500)

    shown = await drops(olga, ("Имя", "Декабрь 2026"), ("Анна", 3600), ("Борис", 3700))

    assert said(shown.text)[-2:] == [
        "B2 «3 600 ₽»: так мало? Если тысячи, напишите «150к»",
        "B3 «3 700 ₽»: так мало? Если тысячи, напишите «150к»",
    ]
    assert plans(await book_of(town), anna, boris) == [None, None]


async def test_what_stands_below_the_table_says_its_unit_too(town: Town, people: Three) -> None:
    olga, anna, boris = people

    shown = await drops(
        olga, ("№ п/п", "Имя", "Декабрь 2026"), (1, "Анна", 3500), (2, "Борис", 3600), ("Суммы даны в тыс. рублей",)
    )
    await olga.presses("✅ Записать")

    assert said(shown.text)[-1] == "Суммы в тысячах: так написано в таблице."
    assert plans(await book_of(town), anna, boris) == [3_500_000, 3_600_000]


@pytest.mark.parametrize(
    "content",
    [
        "Имя;Декабрь 2026\rАнна;3500000\rБорис;3600000\r".encode(),
        "Имя;Декабрь 2026\nАнна;3500000\nБорис;3600000".encode("utf-32"),
        'Имя;Декабрь 2026\r\n="Анна";="3500000"\r\nБорис;3600000'.encode("cp1251"),
    ],
)
async def test_a_csv_of_another_program_is_read(town: Town, people: Three, content: bytes) -> None:
    """Lines of an old Mac, four bytes a letter, texts in a formula's clothes."""
    olga, anna, boris = people
    await olga.sends_document("план.csv", content)
    await olga.presses("✅ Записать")

    assert plans(await book_of(town), anna, boris) == [3_500_000, 3_600_000]


async def test_a_second_sheet_of_plans_is_named_and_not_mixed_in(town: Town, people: Three) -> None:
    olga, anna, _boris = people
    head = '<row><c t="inlineStr"><is><t>Имя</t></is></c><c t="inlineStr"><is><t>Ноябрь 2026</t></is></c></row>'

    def sheet(plan: int) -> str:
        row = f'<row><c t="inlineStr"><is><t>Анна</t></is></c><c><v>{plan}</v></c></row>'
        return f"<worksheet><sheetData>{head}{row}</sheetData></worksheet>"

    content = raw_book(cells_at("A1"), sheet(2_000_000), sheet(9_000_000))

    shown = await olga.sends_document("планы.xlsx", content)
    await olga.presses("✅ Записать")

    assert "⚠️ Не прочитано, пришлите отдельно: Лист3" in said(shown.text)
    assert (await book_of(town)).plan(anna.id, NOVEMBER) == 2_000_000 * ROUBLE


XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("планы.xls", XLS, "Это старый формат .xls. Откройте файл в Excel и сохраните как .xlsx."),
        (
            "планы.xlsx",
            XLS + "EncryptedPackage".encode("utf-16-le"),
            "Файл закрыт паролем. Сохраните его без пароля как .xlsx и пришлите ещё раз.",
        ),
        (
            "планы.xls",
            b"<html><table/></html>",
            "Внутри это не книга Excel. Откройте файл и сохраните как .xlsx или CSV.",
        ),
        (
            "планы.xlsx",
            raw_book(cells_at("A1", "XFD1048576")),
            "Строк больше 20 000, столько не прочитать. Пришлите файл частями.",
        ),
        (
            "планы.xlsx",
            raw_book(cells_at("A1", "XFD5000")),
            "Слишком много столбцов: читаю до 100. Оставьте только столбцы с планами.",
        ),
        (
            "планы.xlsx",
            b"\xff\xd8\xff\xe0",
            "Не удалось прочитать файл. Сохраните его как .xlsx или «CSV UTF-8» и пришлите ещё раз.",
        ),
    ],
)
async def test_a_file_that_cannot_be_read_gets_one_right_sentence(
    town: Town, people: Three, name: str, content: bytes, answer: str
) -> None:
    olga, *_ = people

    shown = await olga.sends_document(name, content)

    assert said(shown.text) == [answer]


async def test_a_csv_that_says_how_it_is_cut_is_read(town: Town, people: Three) -> None:
    olga, anna, _boris = people

    await olga.sends_document("план.csv", "sep=;\r\nИмя;ноя.26\r\nАнна;2 200 000\r\n".encode("cp1251"))
    await olga.presses("✅ Записать")

    assert (await book_of(town)).plan(anna.id, NOVEMBER) == 2_200_000 * ROUBLE


async def test_rows_under_merged_names_are_that_persons(town: Town, people: Three) -> None:
    olga, anna, _boris = people
    texts: Sequence[Sequence[str]] = (
        ("Имя", "Показатель", "Ноябрь 2026"),
        ("Анна", "деньги", "2000000"),
        ("", "сделки", "12"),
    )
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' if cell else "<c/>" for cell in row) + "</row>"
        for row in texts
    )
    content = raw_book(f"<worksheet>{rows}<mergeCells><mergeCell ref='A2:A3'/></mergeCells></worksheet>")

    shown = await olga.sends_document("планы.xlsx", content)

    assert said(shown.text) == [
        "📄 планы.xlsx: изменится 2 плана",
        "Анна · ноябрь: не задан → 2,00 млн",
        "Анна · ноябрь: не задан → 12 сделок",
    ]
