"""Once a week, where there are new ones, the lead is told of clients that look alike."""

from datetime import date

from tests.town import Town


async def test_the_lead_is_told_once_and_only_of_what_is_new(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка", "Вектор")
    await town.has_clients(boris, "ЗАО Ромашка")

    await town.clock.reach("10:55", date(2026, 11, 24))
    await olga.sees_nothing_of("Похожие клиенты")
    await town.clock.reach("11:05")
    seen = await olga.sees("Похожие клиенты: 1 новая пара")
    assert "Ромашка · Анна" in seen.text
    assert "ЗАО Ромашка · Борис" in seen.text
    await town.clock.reach("12:00", date(2026, 11, 25))
    assert sum("Похожие клиенты" in each for each in await olga.messages()) == 1

    await town.clock.jump(town.minutes(60 * 24 * 6))
    await town.tick()
    assert sum("Похожие клиенты" in each for each in await olga.messages()) == 1, "nothing is new"

    seen = await olga.presses("Посмотреть", on=seen)
    seen = await olga.presses("Объединить в 1", on=seen)
    assert "Объединены" in seen.text


async def test_another_spelling_is_told_and_listed_too(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка", "Сибирь-Лес", "Альтаир Плюс Сервис", "Школа 57")
    await town.has_clients(boris, "Romashka", "Сибирьлес", "Альтаир Плюс Севис", "Школа 75")

    await town.clock.reach("11:05", date(2026, 11, 24))
    seen = await olga.sees("Похожие клиенты: 3 новые пары")
    listed = await olga.presses("Все похожие", on=seen)
    assert "Похожие · 3" in listed.text
    assert "Ромашка · Анна\n= Romashka · Борис" in listed.text
    assert "Школа" not in listed.text
    pair = await olga.presses("Ромашка = Romashka", on=listed)
    await olga.presses("Разные", on=pair)
    await olga.types("/clients")
    await olga.presses("⋯")
    assert "Похожие · 2" in (await olga.presses("Похожие")).text
