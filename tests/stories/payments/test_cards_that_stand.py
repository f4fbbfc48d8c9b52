"""A card that was sent before says what is true when a line has changed what it is of."""

from tests.stories.entry.entry_day import NAMES, told
from tests.town import Town


async def test_the_cards_of_a_payment_follow_it(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *NAMES)
    awaited = await anna.types("оплата Вектор 150к сегодня")

    await anna.types("перенос Вектор на вт")
    await anna.presses("Нет денег")
    assert "Ожидаем вт 24 ноября · 50 %" in told((await anna.sees_edited(awaited)).text)

    part = await anna.types("пришло 50к Вектор")
    assert "Когда ждать?" in part.text
    await anna.types("пришло 100к Вектор")

    assert told((await anna.sees_edited(awaited)).text)[:2] == ["✅ Вектор · 150 000 ₽", "Оплачено полностью"]
    assert "Когда ждать?" not in (await anna.sees_edited(part)).text


async def test_the_card_of_a_plan_follows_it(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *NAMES)
    planned = await anna.types("встреча Вектор вт в 15")
    await town.clock.jump(town.minutes(20))

    await anna.types("перенеси встречу Вектор на среду")
    assert told((await anna.sees_edited(planned)).text)[0] == "🤝 Вектор · ср 25 ноября, 15:00"

    await anna.types("отмени встречу Вектор")
    assert told((await anna.sees_edited(planned)).text)[0] == "❌ Встреча: Вектор, не будет"
