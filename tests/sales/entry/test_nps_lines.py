"""A client's mark in one line: whose it is, a whole number of 0–10, and what was said beside it."""

from datetime import date

import pytest

from sales.deals.kpi import NpsAnswer
from sales.entry.clients.names import Found, KnownClient, Unknown
from sales.entry.context import Context
from sales.entry.nps_lines import NpsLine, read_nps_line

NAMES = ("Вектор", "Ромашка", "Школа 57", "24 Часа", "ИП Ким")
CONTEXT = Context(date(2026, 11, 20), [KnownClient.make_named(at, name) for at, name in enumerate(NAMES, 1)])


def read(text: str) -> tuple[int | None, str | None, bool, str]:
    line = read_nps_line(text, CONTEXT)
    assert line is not None
    client = line.client.id if isinstance(line.client, Found) else None
    return client, line.answer, line.is_wrong, line.comment


@pytest.mark.parametrize(
    ("text", "client", "mark", "comment"),
    [
        ("нпс Вектор 9: быстро отвечаете", 1, "9", "быстро отвечаете"),
        ("НПС от Вектора 9", 1, "9", ""),
        ("nps Ромашка 10", 2, "10", ""),
        ("нпс 0 Ромашка", 2, "0", ""),
        ("нпс Школа 57 8", 3, "8", ""),
        ("нпс 7 Школа 57", 3, "7", ""),
        ("нпс 24 Часа 6: долго везли", 4, "6", "долго везли"),
        ("нпс Вектор: 9, всё хорошо", 1, "9", "всё хорошо"),
        ("нпс Вектор 9 из 10", 1, "9", ""),
        ("нпс Вектор 9/10", 1, "9", ""),
        ("нпс Ким 0-6", 5, "0-6", ""),
        ("нпс Вектор не ответил", 1, "none", ""),
        ("нпс Вектор 9 — быстро, 24/7", 1, "9", "быстро, 24/7"),
    ],
)
def test_a_mark_is_read(text: str, client: int, mark: str, comment: str) -> None:
    assert read(text) == (client, mark, False, comment)


@pytest.mark.parametrize("mark", ["11", "-1", "−3", "9.5", "9,5", "100", "09"])
def test_what_is_no_whole_of_ten_is_asked_about(mark: str) -> None:
    assert read(f"нпс Вектор {mark}") == (1, None, True, "")


@pytest.mark.parametrize("text", ["нпс Вектор", "нпс Школа 57", "нпс 24 Часа: спасибо"])
def test_without_a_mark_it_is_asked(text: str) -> None:
    _client, mark, is_wrong, _comment = read(text)
    assert (mark, is_wrong) == (None, False)


def test_a_name_that_nobody_has_keeps_its_mark() -> None:
    line = read_nps_line("нпс Заря 9: ок", CONTEXT)
    assert isinstance(line, NpsLine)
    assert isinstance(line.client, Unknown)
    assert (line.client.text, line.answer) == ("Заря", NpsAnswer.NINE)


@pytest.mark.parametrize("text", ["нпсс Вектор 9", "Вектор 9", "нпс?", "оплата Вектор 9к"])
def test_other_lines_are_left_alone(text: str) -> None:
    assert read_nps_line(text, CONTEXT) is None
