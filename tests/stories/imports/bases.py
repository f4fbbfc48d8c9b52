"""Files of clients, as tables and programs write them."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

TITLES = ("Название", "ИНН", "Телефон", "Отрасль", "Кто ведёт")


def make_csv(*rows: Sequence[str], titles: Sequence[str] = TITLES, encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(";".join(row) for row in (titles, *rows)).encode(encoding)


def make_xlsx(*rows: Sequence[str | float], titles: Sequence[str] = TITLES, hidden: str = "") -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("База")
        for number, row in enumerate((titles, *rows)):
            for at, cell in enumerate(row):
                sheet.write(number, at, cell)
        if hidden:
            book.add_worksheet(hidden).hide()
    return content.getvalue()
