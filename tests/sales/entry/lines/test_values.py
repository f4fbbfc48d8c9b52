"""A few words in a reply or at a step: what they say of a record, and what is left of them."""

import pytest

from sales.entry.clients.names import Found
from sales.entry.lines.values import read_values
from tests.entry_corpus import SAID
from tests.sales.entry.telling import date_told, roubles


@pytest.mark.parametrize(
    ("text", "told", "left"),
    [
        ("15к завтра 80%", "15000 03.12 80%", False),
        ("завтра в 15", "03.12 15:00", False),
        ("вектор 20к", "ООО «Вектор» 20000", False),
        ("150к Вектор завтра", "ООО «Вектор» 150000 03.12", False),
        ("на пятницу", "04.12", False),
        ("как-нибудь потом", "", True),
        ("позвонил Вектору", "", True),
    ],
)
def test_a_few_words_say_something_of_a_record(text: str, told: str, *, left: bool) -> None:
    values, rest = read_values(text, SAID)
    parts = [
        values.client.name if isinstance(values.client, Found) else "",
        roubles(values.amount) if isinstance(values.amount, int) else "",
        date_told(values.day) if values.day is not None and hasattr(values.day, "year") else "",
        f"{values.at:%H:%M}" if values.at else "",
        f"{values.probability}%" if values.probability is not None else "",
    ]

    assert rest is left or values.client is not None
    assert " ".join(part for part in parts if part) == told
