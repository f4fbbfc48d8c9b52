"""In the night of New Year a card's day is of this year by the reader's calendar, whatever it is in Greenwich."""

from datetime import date, timedelta

import pytest

from tests.kept import Kept
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    await town.clock.reach("01:30", date(2027, 1, 1), step=timedelta(days=60))
    return anna


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("оплата 20к Вектор 14 января", "Ожидаем чт 14 января · "),
        ("оплата 20к Вектор 13.01.28", "Ожидаем чт 13 января 2028 · "),
        ("пришло 30к Ромашка", "пт 1 января · "),
    ],
)
async def test_the_year_is_told_where_it_is_another_for_the_reader(anna: Someone, line: str, said: str) -> None:
    await anna.types(line)
    texts = [plain(each) for each in await anna.messages()]
    assert any(said in each for each in texts), texts[-2:]
