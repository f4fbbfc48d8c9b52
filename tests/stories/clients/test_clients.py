"""/clients: sections by need, the lists behind them, a search by any part of a name."""

from datetime import timedelta

import pytest

from tests.kept import Kept
from tests.town import FRIDAY, Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Ромашка", "Вектор-Юг", "Школа 57", "Альфа")
    await town.expects(anna, "Школа 57", 90_000, FRIDAY - timedelta(days=12))
    await town.expects(anna, "Ромашка", 150_000)
    return anna


def shown(text: str) -> list[str]:
    return [line for line in plain(text).splitlines() if line]


async def test_sections_stand_by_need(town: Town, anna: Someone) -> None:
    home = await anna.types("/clients")

    assert shown(home.text) == [
        "Клиенты · 4",
        "⚠️ Долг: 1 на 90 тыс",
        "💰 На неделе: 1 на 150 тыс",
        "Напишите имя, телефон или ИНН",
    ]
    assert home.buttons[:2] == [["⚠️ Долг", "💰 На неделе"], ["Все А–Я", "➕ Новый"]]
    debts = await anna.presses("⚠️ Долг", on=home)
    assert shown(debts.text) == ["⚠️ Долг · 1", "Школа 57 · 90 тыс"]
    card = await anna.presses("Школа 57", on=debts)
    assert "⚠️ долг 90 тыс · 12 дней" in plain(card.text)


async def test_who_was_forgotten(town: Town, anna: Someone) -> None:
    await town.clock.jump(timedelta(days=40))
    home = await anna.types("/clients")

    assert "⏳ Нет контакта 30 дней: 4" in home.text
    await anna.types("позвонил Альфа: поговорили")
    assert "⏳ Нет контакта 30 дней: 3" in (await anna.types("/clients")).text


async def test_the_lead_sees_all_with_their_owners(town: Town, anna: Someone) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(boris, "Ромашка")
    home = await olga.types("/clients")
    assert shown(home.text)[0] == "Клиенты · 5"
    listed = await olga.presses("Все А–Я", on=home)

    assert "Ромашка · Анна" in listed.text
    assert "Ромашка · Борис" in listed.text
    assert "Клиенты · 1" in (await boris.types("/clients")).text


@pytest.mark.parametrize("text", ["/search ромашку", "/clients машк", "найди ромашкой", "Ромашка"])
async def test_one_that_is_found_alone_is_its_card(town: Town, anna: Someone, text: str) -> None:
    assert shown((await anna.types(text)).text)[0] == "Ромашка"


async def test_the_end_of_a_phone_or_a_part_of_an_inn_is_a_search(town: Town, anna: Someone) -> None:
    await anna.types("клиент Заря ИНН 7701000058 тел 8 916 123-25-21")
    olga = await town.lead("Ольга")
    for said in ("2521", "25-21", "123-25-21", "000058", "77010000"):
        assert "Ведёт Анна" in (await olga.types(said)).text, said
        is_sum = said.endswith("00")
        assert ("Ожидаем или пришло?" if is_sum else "Заря") in (await anna.types(said)).text, said
    assert "Ведёт" not in (await olga.types("9999")).text


async def test_several_are_a_list(town: Town, anna: Someone) -> None:
    await town.has_clients(anna, "Альфа-Строй")
    found = await anna.types("/search альфа")

    assert shown(found.text) == ["Нашёл · 2", "Альфа", "Альфа-Строй"]


async def test_a_new_client_by_a_button(town: Town, anna: Someone) -> None:
    home = await anna.types("/clients")
    await anna.presses("➕ Новый", on=home)
    card = await anna.types("Тюльпан")

    assert shown(card.text)[:2] == ["✅ Новый клиент: Тюльпан", "Тюльпан"]


async def test_a_lead_makes_one_for_a_manager(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    await olga.types("клиент Тюльпан ИНН 7701000033")
    card = await olga.presses("Анна")

    assert "Ведёт Анна" in card.text


async def test_a_territorys_new_client_is_its_managers(town: Town, anna: Someone) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    home = await olga.types("/clients")
    await olga.presses("⋯", on=home)
    await olga.presses("Территории")
    await olga.presses("➕ Территория")
    await olga.types("Юг")
    asked = await olga.types("Кузьма")
    assert shown(asked.text)[0] == "Выберите кнопкой или напишите имя менеджера"
    kept = await olga.types("Борису")
    assert plain(kept.text) == "Юг: новые клиенты · Борис"

    said = await anna.types("новый клиент Тюльпан, юг, тел 8 916 123-25-21")
    assert shown(said.text) == ["✅ Новый клиент: Тюльпан", "Территория юг: ведёт Борис"]
    told = await boris.sees("Новый клиент вашей территории юг: Тюльпан")
    assert "Анна" in told.text
    assert "Ведёт Борис" in (await boris.types("Тюльпан")).text


async def test_who_recommended_whom(town: Town, anna: Someone) -> None:
    card = await anna.types("Вектор-Юг")
    await anna.presses("⋯", on=card)
    more = await anna.presses("Рекомендовал")
    await anna.presses("✏️ Кто рекомендовал", on=more)
    card = await anna.types("Ромашка")
    assert shown(card.text)[0] == "✅ Рекомендовал: Ромашка"
    await anna.types("пришло 100к Вектор-Юг")

    card = await anna.types("Ромашка")
    await anna.presses("⋯", on=card)
    tree = await anna.presses("Рекомендовал")
    assert "Привёл: 1 клиент, 100 тыс" in plain(tree.text)
    await anna.presses("✏️ Кто рекомендовал", on=tree)
    assert "Вектор-Юг уже по рекомендации: Ромашка" in (await anna.types("Вектор-Юг")).text


async def test_two_that_look_alike(town: Town, anna: Someone) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await town.has_clients(boris, "ЗАО «Ромашка»")
    home = await olga.types("/clients")
    await olga.presses("⋯", on=home)
    pairs = await olga.presses("Похожие")
    assert shown(pairs.text)[0] == "Похожие · 1"
    pair = await olga.presses(pairs.labels[0], on=pairs)
    assert "Борис" in pair.text
    parted = await olga.presses("Разные", on=pair)
    assert parted.text.startswith("Похожих на")
