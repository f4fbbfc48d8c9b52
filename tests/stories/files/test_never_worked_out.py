"""
Formulas that nothing has worked out, in every table that people send.

A program that writes a workbook leaves the value away, or writes 0; LibreOffice keeps that 0 when it saves the table
again, and Excel's own 0 looks the same. So a 0 behind a formula is never taken for a number in silence.
"""

from xml.sax.saxutils import escape

import pytest

from tests.bot.delivery.test_sheet import raw_book
from tests.stories.plans.test_file import book_of, said
from tests.stories.plans.test_file_as_sent import DECEMBER, NOVEMBER
from tests.town import Someone, Town, plain

LEFT_AWAY, ZERO, ZERO_OF_JAVA = "", "<v>0</v>", "<v>0.0</v>"
NO_VALUE = "формула без значения, откройте и сохраните в Excel"


def table(*rows: tuple[str, ...], stored: str = ZERO) -> bytes:
    """Cells as LibreOffice saves them: what begins with «=» is a formula, and `stored` what stands for its value."""

    def cell(text: str) -> str:
        if text.startswith("="):
            return f'<c s="0" t="n"><f aca="false">{escape(text[1:])}</f>{stored}</c>'
        return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'

    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    return raw_book(f"<worksheet><sheetData>{lines}</sheetData></worksheet>")


async def sends(someone: Someone, name: str, content: bytes, caption: str = "") -> str:
    return plain((await someone.sends_document(name, content, caption)).text)


@pytest.mark.parametrize("stored", [LEFT_AWAY, ZERO, ZERO_OF_JAVA])
async def test_a_plan_is_not_set_to_what_nobody_has_worked_out(town: Town, stored: str) -> None:
    olga, anna, boris = await town.lead("Ольга"), await town.manager("Анна"), await town.manager("Борис")
    rows = (
        ("Сотрудник", "Ноябрь 2026", "Декабрь 2026"),
        ("Анна", "2000000", "=B2*1.1"),
        ("Борис", "=B2-B2", "2100000"),
    )

    await olga.sends_document("планы.xlsx", table(*rows, stored=stored))
    told = said((await olga.sees("изменится")).text)
    mark, why = (" → 0", "формула показала 0, пересчитайте или впишите число") if stored else ("", NO_VALUE)
    assert told[-2:] == [f"C2 «=B2*1.1{mark}»: {why}", f"B3 «=B2-B2{mark}»: {why}"]

    await olga.presses("✅ Записать")
    book = await book_of(town)
    assert [book.plan(anna.id, each) for each in (NOVEMBER, DECEMBER)] == [2_000_000_00, None]
    assert [book.plan(boris.id, each) for each in (NOVEMBER, DECEMBER)] == [None, 2_100_000_00]


async def test_formulas_drawn_down_beside_empty_cells_are_no_rows(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    rows = [("", "=B9", "=C9*1.1") for _ in range(30)]

    told = await sends(olga, "планы.xlsx", table(("Сотрудник", "Ноябрь 2026"), ("Анна", "2000000"), *rows))
    assert "изменится 1 план" in told
    assert "Не понял" not in told

    told = await sends(anna, "база.xlsx", table(("Название", "Телефон", "Долг"), ("Вектор", "89161234567", ""), *rows))
    assert "Новых 1" in told
    assert "С вопросами" not in told


async def test_a_clients_debt_that_shows_0_is_not_left_away_in_silence(town: Town) -> None:
    anna = await town.manager("Анна")
    rows = (
        ("Название", "ИНН", "Сумма долга", "Срок"),
        ("Вектор", "7701000019", "=F2-G2", "27.11.2026"),
        ("Гермес", "", "150000", "27.11.2026"),
    )

    told = await sends(anna, "база.xlsx", table(*rows))

    assert "Новых 2" in told
    assert "Оплат и долгов 1 на 150" in told
    assert "⚠️ Формула показала 0, не взял: 1" in told


@pytest.mark.parametrize("stored", [LEFT_AWAY, ZERO])
async def test_a_client_is_not_called_0(town: Town, stored: str) -> None:
    anna = await town.manager("Анна")
    rows = (("Название", "ИНН"), ('=C2&" "&D2', "7701000019"), ("Гермес", ""))

    told = await sends(anna, "база.xlsx", table(*rows, stored=stored))

    assert "Новых 1" in told
    assert NO_VALUE in told


@pytest.mark.parametrize("stored", [LEFT_AWAY, ZERO])
async def test_a_number_to_ring_and_a_call_are_not_made_of_it(town: Town, stored: str) -> None:
    olga = await town.lead("Ольга")
    await town.manager("Анна")

    calls = (
        ("Дата", "Время", "Кто", "Куда", "Длительность", "Статус"),
        ("20.11.2026", "10:30", "101", "8 916 123-45-67", "2:05", "Отвечен"),
        ("20.11.2026", "10:40", "101", "=A1&A2", "2:05", "Отвечен"),
        ("20.11.2026", "10:50", "101", "8 916 123-45-68", "=B3-B2", "Отвечен"),
    )
    told = await sends(olga, "журнал.xlsx", table(*calls, stored=stored))
    assert "1 новый звонок" in told
    assert "3, 4" in told
