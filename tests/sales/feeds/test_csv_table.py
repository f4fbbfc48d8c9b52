"""A table for a spreadsheet: numbers stay numbers, and no text becomes a formula."""

import csv
from datetime import date
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from sales.feeds.csv_table import Roubles, Tenths, write_table


def test_sums_dates_and_texts_as_a_spreadsheet_takes_them() -> None:
    rows = [
        (date(2026, 11, 20), "-Альфа", Roubles(-10_000_00), Tenths(857), None),
        ("a", '=1+1;"x"', Roubles(5), 3, "@"),
    ]
    page = write_table(("день", "клиент", "сумма", "%", "="), rows, separator=";", point=",").decode("utf-8-sig")
    assert page.splitlines() == [
        "день;клиент;сумма;%;'=",
        "2026-11-20;'-Альфа;-10000,00;85,7;",
        'a;"\'=1+1;""x""";0,05;3;\'@',
    ]


@given(st.text())
def test_no_text_is_a_formula_and_no_text_breaks_a_row(said: str) -> None:
    page = write_table(("a", "b"), [(said, said)]).decode("utf-8-sig")
    _head, row = list(csv.reader(StringIO(page)))
    assert len(row) == 2
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))
