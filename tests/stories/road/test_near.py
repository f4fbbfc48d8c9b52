"""A place sent from the road: whom to call on, in what order, and a meeting there by a tap."""

from collections.abc import Sequence

import pytest
from sqlalchemy import update

from storage.tables import ClientRow
from tests.kept import Kept
from tests.stories.debts.test_debts import labels, told
from tests.town import Seen, Someone, Town

HERE = (55.7520, 37.6175)
PLACES = {"Школа 57": (55.7556, 37.6175), "Вектор": (55.7600, 37.6175), "Ким": (55.7520, 37.6500)}


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *PLACES, "СтройГрад", "Далёкий")
    await place(town, anna, PLACES | {"Далёкий": (55.80, 37.70)})
    return anna


async def place(town: Town, someone: Someone, where: dict[str, tuple[float, float]]) -> None:
    for name, (latitude, longitude) in where.items():
        async with town.database.write() as tx:
            client_id = await town.client_id(tx, someone, name)
            known = update(ClientRow).where(ClientRow.id == client_id)
            await tx.session.execute(known.values(usual_lat=latitude, usual_lon=longitude))


async def owe(town: Town, anna: Someone) -> None:
    await town.expects(anna, "Школа 57", 90_000, town.today(-12))
    await town.expects(anna, "Вектор", 340_000, town.today(1))
    await town.expects(anna, "Далёкий", 900_000, town.today(-12))


async def test_whom_to_call_on_from_where_one_stands_and_a_meeting_there(town: Town, anna: Someone) -> None:
    await owe(town, anna)
    near = await anna.sends_location(*HERE, accuracy=15)

    assert told(near) == ["📍 Рядом, до 3 км", "1 Школа 57 · 400 м · долг 90 тыс", "2 Вектор · 0,9 км · ждём 340 тыс"]
    assert labels(near) == [["1", "2", "🚗 Маршрут"], ["📍 Отметить встречу"]]

    card = await anna.presses("1", on=near)
    assert "Школа 57" in (await anna.last()).text
    assert told(card)[0] == "📍 Рядом, до 3 км"

    asked = await anna.presses("📍 Отметить встречу", on=near)
    asked = await anna.last()
    assert asked.labels[:3] == ["Школа 57", "Вектор", "Ким"]
    ended = await anna.presses("Вектор", on=asked)
    assert told(ended)[0] == "🤝 Вектор. Чем закончилось?"
    kept = await anna.presses("Договорились")
    assert "📍 место записано" in kept.text

    again = await anna.sends_location(*HERE)
    assert told(again)[0] == "📍 Отметить место в этой записи?"


async def test_the_route_goes_by_todays_meetings_and_opens_a_map(town: Town, anna: Someone) -> None:
    await owe(town, anna)
    await anna.types("встреча СтройГрад сегодня 15:00")
    await anna.types("встреча Ким сегодня 12:00")
    near = await anna.sends_location(*HERE)

    route = await anna.presses("🚗 Маршрут", on=near)

    assert told(route) == [
        "🚗 Маршрут · 4 точки · 4,7 км",
        "1 Школа 57 · 400 м · долг 90 тыс",
        "2 🤝 12:00 Ким · 2,1 км",
        "3 Вектор · 2,2 км · ждём 340 тыс",
        "4 🤝 15:00 СтройГрад · место не знаю",
    ]
    assert 'aria-label="55.7556, 37.6175"' in route.html
    assert labels(route)[0] == ["🗺 Открыть карту"]
    assert links(route)[0].startswith("https://yandex.ru/maps/?rtext=55.752000,37.617500~55.755600,37.617500~")

    back = await anna.presses("‹ Рядом", on=route)
    assert told(back)[0] == "📍 Рядом, до 3 км"
    await anna.taps_twice("🚗 Маршрут", on=back)


def links(seen: Seen) -> Sequence[str]:
    return [button["url"] for row in seen.state["keyboard"] for button in row if button.get("url")]


async def test_nobody_is_near_or_the_place_is_old(town: Town, anna: Someone) -> None:
    away = await anna.sends_location(59.93, 30.33)
    assert told(away)[1].startswith("Ваших клиентов рядом нет")
    assert labels(away) == [["📍 Отметить встречу"]]

    await town.clock.jump(town.minutes(121))
    await anna.presses("📍 Отметить встречу", on=away)
    assert await anna.toast() == "Вы были там давно. Пришлите, где вы сейчас"


async def test_a_meeting_planned_for_about_now_is_that_meeting(town: Town, anna: Someone) -> None:
    await anna.types("встреча Вектор сегодня 13:00")
    near = await anna.sends_location(*HERE)
    await anna.presses("📍 Отметить встречу", on=near)
    await anna.presses("Вектор", on=await anna.last())
    await anna.presses("Договорились", on=await anna.last())

    async with town.database.read() as tx:
        day = await tx.as_(anna.actor).activities.of_day(anna.id, town.today())
    assert [(each.is_done, each.point is not None) for each in day] == [(True, True)]
