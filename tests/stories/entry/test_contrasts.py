"""«в пятницу, а не в четверг», «480 вместо 420»: what stands is changed by what it was and what it is to be."""

from datetime import date

import pytest

from sales.payments.payment import Payment
from tests.clock import moscow
from tests.stories.entry.entry_day import kept, told
from tests.town import MOSCOW, Someone, Town

WEDNESDAY = date(2026, 12, 2)
CLIENTS = ("Ледокол", "Рубикон", "Дельта-Принт", "Метелица", "Оникс", "Чебуречная", "Лесной Двор", "Красный Угол")
MOVED = "Почему перенос?"


@pytest.fixture
async def anna(town: Town) -> Someone:
    """Wednesday, an hour after the last record: what six clients owe, a visit and a call that are planned."""
    anna = await town.manager("Анна")
    town.core.clock.move_to(moscow("09:40", WEDNESDAY))
    await town.has_clients(anna, *CLIENTS)
    await town.expects(anna, "Ледокол", 54_000, date(2026, 12, 3))
    await town.expects(anna, "Рубикон", 390_000, date(2026, 12, 15))
    await town.expects(anna, "Дельта-Принт", 420_000, date(2026, 12, 4))
    await town.expects(anna, "Метелица", 52_000, date(2026, 12, 10))
    await town.expects(anna, "Оникс", 920_000, date(2026, 12, 31))
    await town.expects(anna, "Чебуречная", 18_000, WEDNESDAY)
    await anna.types("встреча Лесной Двор 7.12 в 14:30")
    await anna.types("звонок Метелица 4.12 в 11")
    town.core.clock.move_to(moscow("10:40", WEDNESDAY))
    return anna


async def _owed(town: Town, anna: Someone, client: str) -> list[Payment]:
    return [each for each in (await kept(town, anna)).payments if each.client_name == client]


async def _stands(town: Town, anna: Someone, client: str) -> str:
    """«390 000 15.12», all that the client owes"""
    return " + ".join(f"{each.amount // 100} {each.due_on:%d.%m}" for each in await _owed(town, anna, client))


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("said", "client", "stands"),
    [
        ("Ледокол 54т оплатят в пятницу а не в четверг", "Ледокол", "54000 04.12"),
        ("Ледокол заплатит в пятницу, а не завтра", "Ледокол", "54000 04.12"),
        ("Ледокол завтра не смогут, в понедельник", "Ледокол", "54000 07.12"),
        ("Ледокол в четверг не получается, давайте 9го", "Ледокол", "54000 09.12"),
        ("рубикон скорее всего 22го заплатят, не 15го", "Рубикон", "390000 22.12"),
        ("Рубикон вместо 15 заплатит 18 декабря", "Рубикон", "390000 18.12"),
        ("Рубикон обещали 15, но заплатят 22 декабря", "Рубикон", "390000 22.12"),
        ("Рубикон 22, не 15", "Рубикон", "390000 22.12"),
        ("Рубикон 390 вместо 15 будет 22", "Рубикон", "390000 22.12"),
        ("Рубикон 22го (было 15го)", "Рубикон", "390000 22.12"),
        ("Рубикон 390 теперь 22го", "Рубикон", "390000 22.12"),
        ("Рубикон 390 not on the 15th but on the 22nd", "Рубикон", "390000 22.12"),
        ("Рубикон pays Friday rather than Tuesday", "Рубикон", "390000 04.12"),
        ("Метелица 52 будет в пятницу вместо четверга", "Метелица", "52000 04.12"),
        ("Чебуречная сегодня не заплатят, завтра", "Чебуречная", "18000 03.12"),
        ("не в четверг, а в пятницу", "Ледокол", "54000 04.12"),
        ("Ледокол на неделю позже", "Ледокол", "54000 10.12"),
        ("Ледокол на денёк позже", "Ледокол", "54000 04.12"),
        ("Ледокол заплатят позже, 9го", "Ледокол", "54000 09.12"),
        ("Рубикон +3 дня", "Рубикон", "390000 18.12"),
        ("Рубикон 390 на неделю раньше", "Рубикон", "390000 08.12"),
        ("Рубикон раньше, в понедельник", "Рубикон", "390000 07.12"),
        ("Рубикон опять двигает, теперь 29-е", "Рубикон", "390000 29.12"),
        ("рубикон перенесли с 15 на 22", "Рубикон", "390000 22.12"),
    ],
)
async def test_another_day_moves_what_stands_on_that_which_it_is_not(
    town: Town, anna: Someone, said: str, client: str, stands: str
) -> None:
    asked = await anna.types(said)
    assert MOVED in asked.text
    moved = await anna.presses("Клиент перенёс")
    assert "↩️ Отменить" in moved.labels
    assert await _stands(town, anna, client) == stands


@pytest.mark.parametrize(
    ("said", "client", "stands"),
    [
        ("дельта-принт увеличили заказ, теперь 480 вместо 420", "Дельта-Принт", "480000 04.12"),
        ("Рубикон 350к вместо 390", "Рубикон", "350000 15.12"),
        ("Дельта-Принт увеличили заказ с 420 до 480", "Дельта-Принт", "480000 04.12"),
        ("рубикон не 390 а 350", "Рубикон", "350000 15.12"),
        ("Рубикон not 390k but 350k", "Рубикон", "350000 15.12"),
        ("Оникс 900, а не 920", "Оникс", "900000 31.12"),
        ("Ледокол скинут 60 а не 54 в четверг", "Ледокол", "60000 03.12"),
    ],
)
async def test_another_sum_is_of_what_stands(town: Town, anna: Someone, said: str, client: str, stands: str) -> None:
    card = await anna.types(said)
    assert await _stands(town, anna, client) == stands
    await anna.presses("↩️ Отменить", on=card)
    assert await _stands(town, anna, client) != stands


async def test_another_sum_on_another_day_is_both(town: Town, anna: Someone) -> None:
    asked = await anna.types("Дельта-Принт 480 вместо 420 в понедельник")
    assert MOVED in asked.text
    await anna.presses("Нет денег")
    assert await _stands(town, anna, "Дельта-Принт") == "480000 07.12"


@pytest.mark.parametrize("said", ["не 420, а 480", "Дельта-Принт теперь 480"])
async def test_what_is_not_said_for_sure_is_asked(town: Town, anna: Someone, said: str) -> None:
    asked = await anna.types(said)
    assert "Какую оплату?" in asked.text
    assert await _stands(town, anna, "Дельта-Принт") == "420000 04.12"
    await anna.presses(asked.labels[0])
    assert await _stands(town, anna, "Дельта-Принт") == "480000 04.12"


@pytest.mark.parametrize(
    ("said", "planned"),
    [
        ("лесной двор встречу давай на четверг то же время", "Лесной Двор 03.12 14:30"),
        ("Лесной Двор вторник, время то же", "Лесной Двор 08.12 14:30"),
        ("Лесной Двор Tuesday instead of Monday", "Лесной Двор 08.12 14:30"),
        ("Лесной Двор в 16 а не в 14:30", "Лесной Двор 07.12 16:00"),
        ("Лесной Двор в 14:30 не могут, давайте в 16", "Лесной Двор 07.12 16:00"),
        ("лесной двор перенесли с 14:30 на 16", "Лесной Двор 07.12 16:00"),
        ("встреча с Лесным Двором с 14:30 на 16", "Лесной Двор 07.12 16:00"),
        ("с Лесным Двором передоговорились на вторник на 12", "Лесной Двор 08.12 12:00"),
        ("звонок Метелице раньше, в 10", "Метелица 04.12 10:00"),
        ("Лесной Двор can't do Monday, Tuesday 3pm instead", "Лесной Двор 08.12 15:00"),
        ("метелица созвон в 12 вместо 11", "Метелица 04.12 12:00"),
        ("звонок метелице не в пятницу, а в понедельник", "Метелица 07.12 11:00"),
    ],
)
async def test_a_visit_and_a_call_are_found_by_their_day_or_hour(
    town: Town, anna: Someone, said: str, planned: str
) -> None:
    await anna.types(said)
    hours = [(each.client_name, each.planned_at) for each in (await kept(town, anna)).planned]
    stands = [f"{name} {at.astimezone(MOSCOW):%d.%m %H:%M}" for name, at in hours if at is not None]
    assert planned in stands
    assert len(stands) == 2


@pytest.mark.parametrize("said", ["нет, 21000 пришло", "не 31 пришло, а 21", "Красный Угол не 31 а 21", "21, не 31"])
async def test_a_receipt_just_told_is_corrected(town: Town, anna: Someone, said: str) -> None:
    first = await anna.types("пришло 31000 Красный Угол")
    await anna.types(said)
    assert [each.amount for each in (await kept(town, anna)).facts] == [2_100_000]
    assert "Заменено" in (await anna.sees_edited(first)).text


async def test_money_put_off_without_a_day_asks_for_the_day_alone(town: Town, anna: Someone) -> None:
    asked = await anna.types("оникс 31 декабря 920 уже не успевают, январь, число пока не знаю")
    assert told(asked.text)[0] == "📅 Оникс · 920 000 ₽"
    assert "На какой день?" in asked.text


async def test_what_was_is_never_the_money_nor_the_day(town: Town, anna: Someone) -> None:
    for said in ("Красный Угол 20к вместо 25к завтра", "Красный Угол 20к завтра вместо пятницы"):
        asked = await anna.types(said)
        assert "Смущает «вместо 25к»" in asked.text or "Ждать новую оплату?" in asked.text
        await anna.presses("✖️ Отмена")
    asked = await anna.types("Ледокол не в четверг")
    assert "На какой день?" in asked.text
    assert await _stands(town, anna, "Ледокол") == "54000 03.12"


async def test_a_day_that_stands_so_already_asks_no_reason(town: Town, anna: Someone) -> None:
    assert "и так ждём" in (await anna.types("Ледокол 54 завтра, не сегодня")).text


async def test_a_move_right_behind_a_plan_is_of_its_hour(town: Town, anna: Someone) -> None:
    await anna.types("встреча Красный Угол завтра в 10")
    card = await anna.types("перенеси на 11")
    assert told(card.text)[0] == "🤝 Красный Угол · чт 3 декабря, 11:00"


async def test_a_deferment_told_in_a_call_asks_to_move_what_stands(town: Town, anna: Someone) -> None:
    await anna.types("звонил в Рубикон, просит отсрочку до 22")
    asked = await anna.last()
    assert "вт 15.12 → вт 22.12" in asked.text
    assert await _stands(town, anna, "Рубикон") == "390000 15.12"
