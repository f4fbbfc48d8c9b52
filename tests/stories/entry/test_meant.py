"""What a line is about where it does not say so: the payment of a client, what stands tomorrow, who works where."""

import pytest

from tests.stories.checkins.checkin_day import told
from tests.stories.entry.entry_day import kept
from tests.town import Town

CLIENTS = ("Кофе Поинт", "Ромашка", "ИП Ким", "СибирьАвто")


async def test_a_chance_alone_is_of_the_clients_awaited_payment(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *CLIENTS)
    await town.expects(anna, "Ромашка", 100_000, town.today(3))

    assert "Ожидаем пн 23 ноября · 60 %" in told(await anna.types("Ромашка вероятность 60"))
    await town.expects(anna, "Ромашка", 30_000, town.today(4))
    asked = await anna.types("Ромашка вер-ть 80")
    assert "Какую оплату?" in asked.text
    assert "💰 Ромашка · 30 000 ₽" in told(await anna.presses("30 тыс · вт 24.11"))
    assert [each.probability for each in (await kept(town, anna)).payments] == [60, 80]
    assert "Какая сумма?" in (await anna.types("Ким шанс 70%")).text


async def test_what_stands_on_the_day_is_what_is_moved_from_it(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *CLIENTS)

    await anna.types("встреча с Кимом в понедельник в 12")
    assert told(await anna.types("переносим с понедельника на среду"))[0] == "🤝 ИП Ким · ср 25 ноября, 12:00"

    await town.expects(anna, "Ромашка", 100_000, town.today(5))
    asked = await anna.types("перенеси со среды на четверг")
    assert asked.labels[:2] == ["Ромашка · 100 тыс".replace("100 тыс", "100\xa0тыс"), "🤝 ИП Ким · 12:00"]
    assert told(await anna.presses("🤝 ИП Ким · 12:00"))[0] == "🤝 ИП Ким · чт 26 ноября, 12:00"
    assert told(await anna.types("переносим с пятницы на среду"))[-1] == "Кто клиент?"


async def test_a_sum_without_its_unit_tells_which_payment_moves(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *CLIENTS)
    await town.expects(anna, "СибирьАвто", 600_000, town.today(4))
    await town.expects(anna, "СибирьАвто", 40_000, town.today(5))

    assert told(await anna.types("сибирьавто 600 перенеси на пятницу 27.11"))[0] == "СибирьАвто · 600 000 ₽"


async def test_money_that_is_asked_back_is_no_refund_before_it_is_said_so(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *CLIENTS)

    assert "Деньги уже вернули?" in (await anna.types("Ким просит вернуть 15к")).text
    await anna.presses("📝 Заметка")
    assert "Деньги уже вернули?" in (await anna.types("Ромашка хочет возврат 20к")).text
    await anna.presses("↩️ Возврат сделан")

    left = await kept(town, anna)
    assert [(each.type, each.comment) for each in left.done] == [("note", "Ким просит вернуть 15к")]
    assert [each.amount for each in left.facts] == [-20_000_00]


async def test_a_call_without_an_hour_says_which_one_it_has_taken(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *CLIENTS)

    card = told(await anna.types("позвонить Ромашке во вторник"))
    assert card == ["📞 Ромашка · вт 24 ноября, 10:00", "Час не назван, взял 10:00.", "Другой? Напишите «в 15»."]
    assert told(await anna.types("в 15")) == ["📞 Ромашка · вт 24 ноября, 15:00"]
    assert told(await anna.types("звонок Киму во вторник в 10")) == ["📞 ИП Ким · вт 24 ноября, 10:00"]


@pytest.mark.parametrize(
    ("line", "client", "noted"),
    [
        ("Бухгалтер Кофе Поинта Лилия 89031234567", "Кофе Поинт", "Лилия, бухгалтер · ··· 45-67"),
        ("Ромашка снабженец Олег +7 903 222 33 44", "Ромашка", "Олег, снабженец · ··· 33-44"),
        ("Инна, гл. бухгалтер из Ромашки, 8 903 123 45 67", "Ромашка", "Инна, гл. бухгалтер · ··· 45-67"),
        ("Ким Алёна 89161234567", "ИП Ким", "Алёна · ··· 45-67"),
        ("Кофе Поинт 89031234568", "Кофе Поинт", "Кофе Поинт · ··· 45-68"),
        ("Ромашка: новый закупщик Марк 8 916 123 45 67", "Ромашка", "Марк, закупщик · ··· 45-67"),
        ("у Кима теперь бухгалтер Зоя, почта zoya@kim.ru", "ИП Ким", "✅ контакт Зоя, бухгалтер, zoya@kim.ru"),
        ("В Кофе Поинте сменился директор, теперь Игорь Львович 89031234567", "Кофе Поинт", "Игорь Львович, директор"),
        ("Ромашка - новый менеджер по закупкам Лев, 89031234567, lev@rom.ru", "Ромашка", "Лев, менеджер по закупкам"),
        ("у Ромашки новая управляющая Нина", "Ромашка", "✅ контакт Нина, управляющая"),
        ("Ким new buyer Tom, tom@kim.com", "ИП Ким", "✅ контакт Tom, buyer, tom@kim.com"),
    ],
)
async def test_who_works_where_is_a_contact_there(town: Town, line: str, client: str, noted: str) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *CLIENTS)

    card = told(await anna.types(line))

    assert card[0].startswith("✅ контакт ")
    assert client in card[1]
    assert any(each.startswith(noted) for each in card)


@pytest.mark.parametrize(
    "line",
    ["у Ромашки новый директор Олег просит скидку", "Ромашка новый менеджер", "у Ромашки теперь закупщик кто-то?"],
)
async def test_news_of_somebody_without_a_name_is_no_contact(town: Town, line: str) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *CLIENTS)

    assert "✅ контакт" not in (await anna.types(line)).text


async def test_hours_said_without_a_deed_are_offered_once_it_is_known(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *CLIENTS)

    await anna.types("в понедельник с двух до четырёх у Кима")
    asked = await anna.presses("🤝 Встреча")

    assert asked.labels[:3] == ["14:00", "15:00", "16:00"]


async def test_a_chance_is_taken_back_alone(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *CLIENTS)

    await anna.types("оплата 50к Ромашка вторник 24.11")
    await town.clock.jump(town.minutes(1))
    await anna.types("Ромашка вероятность 90 точно заплатят")

    assert "Ожидаем вт 24 ноября · 50 %" in told(await anna.types("отмени"))
