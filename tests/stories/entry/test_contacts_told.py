"""Who has another number, who has come in whose place: the person there, by the client's name or without it."""

import pytest

from tests.stories.checkins.checkin_day import told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town) -> Someone:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Рыбный Двор", "Чайхана Урюк", "Завод Маяк", "Шеф-Повар")
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        known = {each.name: each.id for each in await mine.clients.list_known("")}
        await mine.contacts.add(known["Чайхана Урюк"], "Фарида", "8 921 000 10 01")
        await mine.contacts.add(known["Рыбный Двор"], "Заур")
    return anna


@pytest.mark.parametrize(
    ("line", "client", "noted"),
    [
        ("новый номер Фариды 8 921 000 10 02", "Чайхана Урюк", "Фарида · ··· 10-02"),
        ("номер Заура с рыбного двора: 8 921 000 10 03", "Рыбный Двор", "Заур · ··· 10-03"),
        ("на Маяке теперь закупщиком Артур, 8921 000 10 04", "Завод Маяк", "Артур, закупщик · ··· 10-04"),
        ("в Маяке теперь вместо Олега Нина, 89210001005", "Завод Маяк", "Нина · ··· 10-05"),
        ("бухгалтер маяка галина 8 921 000 10 06", "Завод Маяк", "Галина, бухгалтер · ··· 10-06"),
        ("у Шефа новый бухгалтер Элина 8 921 000 10 07", "Шеф-Повар", "Элина, бухгалтер · ··· 10-07"),
    ],
)
async def test_a_person_told_of_is_noted_at_the_client(anna: Someone, line: str, client: str, noted: str) -> None:
    card = told(await anna.types(line))

    assert client in card[1]
    assert noted in card


async def test_another_number_replaces_the_former_and_makes_nobody_new(anna: Someone) -> None:
    await anna.types("новый номер Фариды 8 921 000 10 02")

    card = told(await anna.types("карточка Урюк"))

    assert [line for line in card if "Фарид" in line] == ["Фарида · ··· 10-02"]


async def test_a_mail_is_of_who_is_known(anna: Someone) -> None:
    assert "✅ контакт Фарида" in told(await anna.types("почта Фариды: farida@uruk.ru"))[0]
    assert "✅ контакт Бухгалтер, buh@mayak.ru" in told(await anna.types("почта бухгалтера Маяка: buh@mayak.ru"))[0]


async def test_of_who_is_not_known_nothing_is_noted(anna: Someone) -> None:
    assert "✅ контакт" not in (await anna.types("телефон Ивана 8 921 000 10 09")).text
    assert "✅ контакт" not in (await anna.types("мой новый номер 8 921 000 10 09")).text
