"""Buttons of yesterday, pressed next morning, twice, after what they are of is another's or is no more."""

from datetime import timedelta

from tests.town import FRIDAY, Town

MONDAY = FRIDAY + timedelta(days=3)


async def test_a_reminder_of_what_was_handed_over_says_so_and_has_no_buttons(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(anna, "Вектор")
    await anna.types("звонок Вектор сегодня в 16:00")
    await town.clock.reach("16:05")
    reminder = await anna.sees("16:00 Вектор")
    await town.clock.reach("10:00", MONDAY, step=timedelta(minutes=30))
    async with town.database.write() as tx:
        client = await town.client_id(tx, anna, "Вектор")
        await tx.as_(olga.actor).handovers.reassign(anna.id, boris.id, client)

    pressed = await anna.presses("Сделано", on=reminder)

    assert pressed.text == "🔁 Передано: отвечать здесь больше не нужно"
    assert pressed.labels == []


async def test_the_same_pressed_next_morning_counts_once(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "Вектор")
    for _time in range(2):
        await anna.types("пришло 15к Вектор")
    held = await anna.sees("Похоже на запись")
    await town.clock.reach("10:00", MONDAY, step=timedelta(minutes=30))

    await anna.taps_twice("Та же", on=held)

    assert "Это одна запись, от 20.11" in (await anna.sees_edited(held)).text
    assert "Отдел: 15 тыс" in (await olga.types("/svod")).text.replace("\xa0", " ")


async def test_a_task_withdrawn_next_morning_has_no_buttons_left(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    given = await olga.types("поручение Анне: КП Ромашке до вт")
    task = await anna.last()
    await town.clock.reach("10:00", MONDAY, step=timedelta(minutes=30))

    await olga.presses("Отозвать", on=given)

    assert (await anna.sees_edited(task)).labels == ["‹ Поручения"]
