"""An invoice that a line names: which payment it is of, and what becomes of its number where no payment bears it."""

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
    ("words", "number"),
    [
        ("счёт УТ-000321", "УТ-000321"),
        ("по сч. А-17/2", "А-17/2"),
        ("счет ЦБ000123", "ЦБ000123"),
        ("счёт 2026-118", "2026-118"),
    ],
)
async def test_its_number_is_kept_as_1c_writes_it(town: Town, anna: Someone, words: str, number: str) -> None:
    card = await anna.types(f"оплата Вектор 47к пн {words}")

    assert f"Счёт № {number}" in told(card.text)
    assert [each.invoice for each in (await kept(town, anna)).payments] == [number]


async def test_money_is_not_put_on_what_bears_another_number(town: Town, anna: Someone) -> None:
    await anna.types("оплата Вектор 47к пн счёт 300")
    card = await anna.types("пришло 9к Вектор счёт 555")

    assert told(card.text)[:3] == [
        "✅ Вектор · 9 000 ₽ получено",
        "заявлено · пт 20 ноября · вне плана",
        "Счёт № 555",
    ]
    assert [each.received for each in (await kept(town, anna)).payments] == [0]


@pytest.mark.parametrize("said", ["321", "УТ-000321", "ут-000321"])
async def test_the_end_of_its_number_is_enough(town: Town, anna: Someone, said: str) -> None:
    await anna.types("оплата Вектор 90к вт счёт 320")
    await anna.types("оплата Вектор 47к пн счёт УТ-000321")
    await anna.types(f"пришло 20к Вектор счёт {said}")

    after = await kept(town, anna)
    assert {each.invoice: each.received for each in after.payments} == {"320": 0, "УТ-000321": 20_000_00}
    assert [each.comment for each in after.facts] == [None]


@pytest.mark.parametrize("said", ["счёт 118", "счет № 118"])
async def test_money_that_nobody_awaited_keeps_its_invoice(town: Town, anna: Someone, said: str) -> None:
    await anna.types(f"пришло 11 300 Вектор {said}")

    assert [each.comment for each in (await kept(town, anna)).facts] == ["Счёт № 118"]
