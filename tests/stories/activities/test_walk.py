"""«Начать обзвон»: the planned calls of the day one after another."""

from datetime import date, timedelta

from sales.activities.activities import CallOutcome
from tests.planning import at, plans
from tests.town import FRIDAY, Town

MONDAY = FRIDAY + timedelta(days=3)
QUARTER = timedelta(minutes=15)


async def comes(town: Town, wall: str, day: date = MONDAY) -> None:
    """The clock jumps near, and ticks the last quarters of an hour."""
    near = at(wall, day) - QUARTER - QUARTER
    await town.clock.jump(near - town.clock.now())
    await town.clock.reach(wall, day, QUARTER)


async def test_the_calls_are_walked_one_by_one(town: Town) -> None:
    anna = await town.manager("Анна")
    planned = [await plans(town, anna, name, f"{hour}:00", MONDAY) for hour, name in ((12, "Вектор"), (14, "Ким"))]
    async with town.database.write() as tx:
        vector = (await tx.as_(anna.actor).activities.get(planned[0])).client_id
        await tx.as_(anna.actor).contacts.add(vector, "Мария", "+7 912 345-45-67", position="закупки")
    await comes(town, "09:00")

    await anna.presses("Начать обзвон")
    first = await anna.last()
    assert first.text.replace("\u00a0", " ") == "📞 12:00 Вектор\nМария, закупки · ··· 45-67\nОсталось: 2 звонка"
    shown = await anna.presses("📱 Показать номер")
    assert "+7 912 345-45-67" in shown.text

    card = await anna.presses("Поговорили")
    assert "✅ Звонок: Вектор, поговорили" in card.text
    assert "Следующий шаг?" in card.text
    assert (await anna.last()).text == "📞 14:00 Ким"

    await anna.presses("Не дозвонился")
    assert (await anna.last()).text == "📞 Все плановые звонки сделаны."


async def test_a_skipped_call_stays_and_the_list_can_be_walked_again(town: Town) -> None:
    anna = await town.manager("Анна")
    for hour, name in ((12, "Вектор"), (14, "Ким")):
        await plans(town, anna, name, f"{hour}:00", MONDAY)
    await comes(town, "09:00")
    await anna.presses("Начать обзвон")

    await anna.presses("Пропустить ›")
    over = await anna.presses("Пропустить ›")

    assert over.text == "📞 Список пройден. Осталось: 2 звонка"
    await anna.presses("Ещё раз")
    assert "Вектор" in (await anna.last()).text


async def test_a_promise_on_the_walk_asks_for_the_sum_and_shows_the_way_on(town: Town) -> None:
    anna = await town.manager("Анна")
    for hour, name in ((11, "Лада"), (12, "Вектор"), (14, "Ким")):
        await plans(town, anna, name, f"{hour}:00", MONDAY)
    await comes(town, "09:00")
    await anna.presses("Начать обзвон")
    await anna.presses("Пропустить ›")

    await anna.presses("Обещали оплату")
    assert "Вектор" in (await anna.last()).text

    await anna.presses("Следующий ›")
    assert (await anna.last()).text == "📞 14:00 Ким\nОсталось: 2 звонка"  # what was skipped is not forgotten


async def test_a_call_made_elsewhere_is_passed_over(town: Town) -> None:
    anna = await town.manager("Анна")
    planned = [await plans(town, anna, name, f"{hour}:00", MONDAY) for hour, name in ((12, "Вектор"), (14, "Ким"))]
    await comes(town, "09:00")
    await anna.presses("Начать обзвон")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).activity_changes.finish(planned[0], CallOutcome.TALKED, town.clock.now())

    seen = await anna.presses("Отказ")

    assert seen.text == "📞 14:00 Ким"
    async with town.database.read() as tx:
        assert (await tx.as_(anna.actor).activities.get(planned[0])).outcome is CallOutcome.TALKED
