"""«все переносим на …»: what was asked about is moved, also when the tap comes after midnight."""

from datetime import date

import pytest

from tests.kept import Kept
from tests.planning import expects, received
from tests.stories.entry.entry_day import NAMES, kept
from tests.town import FRIDAY, Someone, Town

SATURDAY, MONDAY, TUESDAY = date(2026, 11, 21), date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    await anna.types("оплата 150к Ромашка сегодня")
    await anna.types("оплата 40к Ким сегодня")
    return anna


async def days(town: Town, anna: Someone) -> dict[int, date]:
    """Of each payment by its sum, in thousands."""
    return {each.amount // 100_000: each.due_on for each in (await kept(town, anna)).payments}


@pytest.mark.part(2)
@pytest.mark.parametrize("answer", ["нет денег", "ждём документы"])
async def test_after_midnight_it_moves_what_it_asked_about(town: Town, anna: Someone, answer: str) -> None:
    await expects(town, anna, "Вектор", 90, SATURDAY)
    await anna.types("все переносим на вторник")
    await town.clock.reach("00:10", SATURDAY)

    said = await anna.types(answer)

    assert "Перенёс 2 оплаты" in said.text.replace("\u00a0", " ")
    assert await days(town, anna) == {150: TUESDAY, 40: TUESDAY, 90: SATURDAY}


async def test_tomorrow_that_has_become_today_is_meant_still(town: Town, anna: Someone) -> None:
    await anna.types("все переносим на понедельник")
    await town.clock.reach("09:00", MONDAY)

    await anna.presses("Нет денег", on=await anna.sees("Перенести"))

    assert await days(town, anna) == {150: MONDAY, 40: MONDAY}


@pytest.mark.part(2)
@pytest.mark.parametrize("way", ["Нет денег", "нет денег"])
async def test_a_day_that_has_passed_meanwhile_takes_nothing(town: Town, anna: Someone, way: str) -> None:
    await anna.types("все переносим на понедельник")
    await town.clock.reach("09:00", TUESDAY)

    on = await anna.sees("Перенести")
    said = await (anna.presses(way, on=on) if way == "Нет денег" else anna.types(way))

    assert said.text.replace("\u00a0", " ").startswith("Ничего не перенесено: ")
    assert await days(town, anna) == {150: FRIDAY, 40: FRIDAY}
    assert "⚠️ Долги · 190 тыс · 2" in (await anna.types("долги")).text.replace("\u00a0", " ")


async def test_what_came_meanwhile_is_not_moved(town: Town, anna: Someone) -> None:
    await anna.types("все переносим на понедельник")
    [of_kim] = [each.id for each in (await kept(town, anna)).payments if each.client_name == "ИП Ким"]
    await received(town, anna, "ИП Ким", 40, payment_id=of_kim)

    said = await anna.presses("Нет денег", on=await anna.sees("Перенести"))

    assert "Перенёс 1 оплату" in said.text.replace("\u00a0", " ")
    assert await days(town, anna) == {150: MONDAY}


async def test_where_all_has_come_meanwhile_nothing_is_moved(town: Town, anna: Someone) -> None:
    await anna.types("все переносим на понедельник")
    for each in (await kept(town, anna)).payments:
        await received(town, anna, each.client_name, each.amount // 100_000, payment_id=each.id)

    said = await anna.presses("Нет денег", on=await anna.sees("Перенести"))

    assert said.text.startswith("Оставил как было")
