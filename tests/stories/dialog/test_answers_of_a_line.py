"""Questions about a line understand what a line does."""

from datetime import date

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


@pytest.mark.parametrize(
    ("line", "answer", "first", "second"),
    [
        ("оплата Ромашка", "15к понедельник 80%", "💰 Ромашка · 15 000 ₽", "Ожидаем пн 23 ноября · 80 %"),
        ("оплата Ромашка 15к", "понедельник, скорее всего", "💰 Ромашка · 15 000 ₽", "Ожидаем пн 23 ноября · 70 %"),
    ],
)
async def test_an_answer_takes_along_what_it_says(
    anna: Someone, line: str, answer: str, first: str, second: str
) -> None:
    await anna.types(line)
    card = await anna.types(answer)

    assert told(card.text)[:2] == [first, second]


async def test_a_part_is_of_what_is_owed(town: Town, anna: Someone) -> None:
    await town.expects(anna, "Ромашка", 100_000)
    await anna.types("пришло Ромашка")
    card = await anna.types("половину")

    assert "Ромашка · 50 000 ₽" in told(card.text)[0]


async def test_a_reason_in_ones_own_words_is_kept(town: Town, anna: Someone) -> None:
    await town.expects(anna, "Ромашка", 100_000)
    await anna.types("перенос Ромашка на вторник")
    await anna.types("директор в отпуске")

    [payment] = (await kept(town, anna)).payments
    assert (payment.due_on, payment.comment) == (date(2026, 11, 24), "директор в отпуске")


@pytest.mark.parametrize("said", ["назад", "‹ Назад", "вернись", "back"])
async def test_back_is_typed_as_it_is_pressed(town: Town, anna: Someone, said: str) -> None:
    whom = await anna.types("/pay")
    await anna.types("Вектор")
    again = await anna.types(said)
    assert (again.text, again.labels) == (whom.text, whom.labels)

    left = await anna.types(said)
    assert left.text == "Отменено, ничего не записано"
    assert (await kept(town, anna)).records == 0


async def test_the_sign_of_an_undo_is_one(town: Town, anna: Someone) -> None:
    await anna.types("пришло 10к Вектор")
    assert "Отменено" in told((await anna.types("↩️")).text)[0]
    assert not (await kept(town, anna)).facts
