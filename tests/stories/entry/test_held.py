"""What was held stays held, whatever day is named behind it; who was not there is no second question."""

import pytest

from tests.stories.entry.entry_day import told
from tests.town import Someone, Town

NAMES = ("Рыбный Двор", "Чайхана Урюк", "Прачечная Пена", "Завод Маяк", "Лотос Монтаж")


@pytest.fixture
async def anna(town: Town) -> Someone:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *NAMES)
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        known = {each.name: each.id for each in await mine.clients.list_known("")}
        await mine.contacts.add(known["Чайхана Урюк"], "Фарида")
    return anna


@pytest.mark.parametrize(
    ("line", "card"),
    [
        ("выезд на Маяк сделал, размеры снял, кп до среды", "✅ Встреча: Завод Маяк, КП · 11:00"),
        ("встреча с Фаридой проведена, договор до 1 декабря", "✅ Встреча: Чайхана Урюк · 11:00"),
        ("заходил в Пену заведующей не было", "✅ Встреча: Прачечная Пена · 11:00"),
        ("беседа с Фаридой: сейчас не до нас", "✅ Звонок: Чайхана Урюк · 11:00"),
    ],
)
async def test_what_was_held_is_saved_at_once(anna: Someone, line: str, card: str) -> None:
    assert told((await anna.types(line)).text)[0] == card


async def test_the_call_after_a_talk_is_the_next_step(anna: Someone) -> None:
    asked = await anna.types("Урюк, разговор с Фаридой: пока рано, набрать в мае")

    texts = await anna.messages()
    assert any("✅ Звонок: Чайхана Урюк" in text for text in texts)
    assert "«в мае» — какой это день?" in asked.text


@pytest.mark.parametrize(
    ("line", "card"),
    [
        ("жду 40к от Пены за монтаж в понедельник", "💰 Прачечная Пена · 40 000 ₽"),
        ("Маяк 25к пришло за монтаж", "✅ Завод Маяк · 25 000 ₽ получено"),
        ("пена отгрузили, ждём 18к в понедельник", "💰 Прачечная Пена · 18 000 ₽"),
    ],
)
async def test_what_it_is_for_and_a_verb_are_nobodys_name(anna: Someone, line: str, card: str) -> None:
    assert told((await anna.types(line)).text)[0] == card


async def test_another_client_by_the_whole_name_is_asked_about(anna: Someone) -> None:
    asked = await anna.types("жду 40к от Пены за Лотос Монтаж в понедельник")

    assert {"Прачечная Пена", "Лотос Монтаж"} <= set(asked.labels)
