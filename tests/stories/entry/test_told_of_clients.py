"""What is told of a client in words: whose it is to be, by whom it was recommended, when its debts are asked about."""

from datetime import date

from tests.planning import expects
from tests.stories.checkins.checkin_day import told
from tests.town import Town


async def test_a_debt_is_left_alone_until_a_day_in_words(town: Town) -> None:
    anna = await town.manager("Анна")
    await expects(town, anna, "Старый Двор", 90, date(2026, 11, 6))
    await expects(town, anna, "Ромашка", 20, date(2026, 11, 24))

    assert told(await anna.types("Старый Двор пока не спрашивать")) == ["Нужен день впереди. Например: пт · 25.12"]
    left = await anna.types("Старый Двор не спрашивать до 27.11")
    assert told(left) == ["🔕 Старый Двор · 90 000 ₽", "Не спрашиваю до пт 27 ноября"]
    assert "🔕 Отложено: 90 тыс (1)" in (await anna.types("сверка")).text
    assert "просрочки нет" in (await anna.types("не напоминай про Ромашку до понедельника")).text

    await anna.presses("↩️ Отменить", on=left)

    assert "Отложено" not in (await anna.types("сверка")).text


async def test_a_lead_hands_a_client_over_in_words(town: Town) -> None:
    olga, anna, boris = await town.lead("Ольга"), await town.manager("Анна"), await town.manager("Борис")
    await town.has_clients(boris, "ИП Ким")

    asked = await olga.types("передай Кима Анне")
    assert "Анна" in asked.text
    assert "ИП Ким" in asked.text
    await boris.types("передай Ким Анне")
    assert any("передаёт руководитель" in text for text in await boris.messages())
    assert "ИП Ким" in (await boris.types("Ким")).text
    await olga.presses("✅ Передать", on=asked)

    assert told(await olga.types("передать Анне Ким")) == ["ИП Ким: уже у Анна"]
    assert "ИП Ким" in (await anna.types("Ким")).text


async def test_who_recommended_whom_is_told_in_words(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор", "Ромашка", "Берег")

    assert "✅ Рекомендовал: Вектор" in (await anna.types("Вектор рекомендовал Ромашку")).text
    assert "✅ Рекомендовал: Ромашка" in (await anna.types("Берег пришёл по рекомендации Ромашки")).text
    assert "Получится круг" in (await anna.types("Вектора посоветовал Берег")).text
