"""What is said beside a change stands in the comment, also where its letters stand within a longer word already."""

import pytest

from tests.stories.entry.entry_day import kept, told
from tests.town import Town


@pytest.mark.parametrize(
    ("stood", "said", "comment"),
    [
        ("оплатят из кассы", "касс", "оплатят из кассы\nкасс"),
        ("до 100 счетов", "счет", "до 100 счетов\nсчет"),
        ("согласуют договор", "договор", "согласуют договор\nдоговор"),
        ("ждём подписи", "Ждем подписи", "ждём подписи"),
    ],
)
async def test_of_a_payment_that_moves(town: Town, stood: str, said: str, comment: str) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    await anna.types(f"оплата 150к Вектор ср: {stood}")
    if "Почему перенос?" in (await anna.types(f"перенос Вектор на чт: {said}")).text:  # the words are no reason
        await anna.presses("Клиент перенёс")
    (payment,) = (await kept(town, anna)).payments
    assert (payment.comment, f"{payment.due_on:%d.%m}") == (comment, "26.11")


async def test_of_a_visit_put_off_and_called_off(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    await anna.types("встреча Вектор вт в 12: показать образцы")

    await anna.types("перенос встречи Вектор на ср: образцы")
    card = told((await anna.presses("✅ Записать")).text)
    assert card == ["🤝 Вектор · ср 25 ноября, 12:00", "показать образцы", "образцы"]

    await anna.types("отмена встречи Вектор: показ")
    assert told((await anna.presses("✅ Записать")).text)[1:] == ["показать образцы", "образцы", "показ"]


async def test_papers_of_money_told_twice(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    await anna.types("пришло 70к Вектор п/п 123")
    await anna.types("пришло 70к Вектор п/п 12")
    await anna.presses("Та же")
    assert [each.comment for each in (await kept(town, anna)).facts] == ["п/п 123\nп/п 12"]
