"""A deal, a mark, money told while a deal's client is asked: each is what it says, and no name of a client."""

from tests.stories.deals.test_card import told
from tests.town import Town


async def test_what_is_told_beside_an_open_question_about_a_deal_is_done(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Ромашка", "Вектор", "Ким")
    await anna.types("сделка Вектор 100к")
    asked = await anna.types("сделка Ким Юг 2 млн")
    assert told(asked)[0] == "🧩 Сделка. С кем?"

    await anna.types("Вектор в договор")
    await anna.types("нпс Вектор 9: быстро отвечаете")
    said = "\n".join(await anna.messages())
    assert "Договор · 0 дней" in said
    assert "NPS 9" in said
    assert told(await anna.last())[0] == "🧩 Сделка. С кем?", "the question stands below"

    await anna.types("opl 7701000026 Ромашка")
    assert "7 701 000 026 ₽ или ИНН?" in (await anna.last()).text, "money is no sum of a deal, and an INN no money"
    await anna.types("/cancel")
    await anna.types("сделка Ким 300к")
    assert "🧩 Ким" in (await anna.last()).text
    assert not any("Создать «сделка" in label for each in await anna.phone.chat() for label in each.labels)
    assert "7701" not in (await anna.types("/deals")).text


async def test_a_wrong_inn_in_one_line_says_what_is_wrong(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Ким")
    asked = await anna.types("ИНН Ким 7707083894")
    assert "последняя цифра не сходится" in told(asked)[0]
    assert "Оставить как есть" in asked.labels
