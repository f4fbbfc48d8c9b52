"""Reminders: at their time, in the morning instead of the night, apart, never twice."""

import asyncio
from datetime import timedelta

import pytest

from sales.activities.activities import ActivityType, CallOutcome
from scheduler import reminders
from scheduler.tick import Tick
from tests.planning import at, is_away, lives_in, plans, reminders_of
from tests.town import FRIDAY, Town

MONDAY, TUESDAY = (FRIDAY + timedelta(days=n) for n in (3, 4))
QUARTER = timedelta(minutes=15)


async def test_a_call_is_reminded_at_its_time_with_four_answers(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "15:00", comment="ждут счёт")

    await town.clock.reach("14:50", step=QUARTER)
    await town.clock.reach("14:59")
    assert not await reminders_of(anna, "Вектор")
    await town.clock.reach("15:00")

    seen = await anna.last()
    assert seen.text == "📞 15:00 Вектор: ждут счёт"
    assert seen.labels == ["Сделано", "+1 ч", "Завтра 9:00", "Другое"]


async def test_a_meeting_is_reminded_a_day_and_an_hour_before(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "СтройГрад", "12:30", TUESDAY, ActivityType.MEETING, "показать расчёт")

    await town.clock.jump(timedelta(days=2, hours=21))
    await town.clock.reach("12:30", MONDAY, QUARTER)
    assert (await anna.sees("СтройГрад")).text == "🤝 завтра 12:30 СтройГрад: показать расчёт"

    await town.clock.jump(timedelta(hours=22))
    await town.clock.reach("11:30", TUESDAY, QUARTER)
    assert (await anna.last()).text == "🤝 12:30 СтройГрад: показать расчёт"


@pytest.mark.parametrize("deed", ["done", "moved", "cancelled"])
async def test_what_was_done_moved_or_called_off_first_is_not_reminded(town: Town, deed: str) -> None:
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "Вектор", "11:20")
    async with town.database.write() as tx:
        if deed == "done":
            await tx.as_(anna.actor).activity_changes.finish(planned, None, town.clock.now())
        elif deed == "moved":
            await tx.as_(anna.actor).activity_changes.postpone(planned, at("15:00", TUESDAY))
        else:
            await tx.as_(anna.actor).activity_changes.cancel(planned)

    await town.clock.reach("11:40", step=timedelta(minutes=20))

    assert not await reminders_of(anna, "Вектор")


async def test_what_was_done_while_it_waited_to_be_sent_is_not_shown(town: Town) -> None:
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "Вектор", "11:10")
    await town.clock.jump(timedelta(minutes=10))
    await Tick(town.database, (reminders,)).look()  # in the outbox, not on its way yet
    async with town.database.write() as tx:
        await tx.as_(anna.actor).activity_changes.finish(planned, CallOutcome.TALKED, town.clock.now())

    await town.settle()

    assert not await reminders_of(anna, "Вектор")


async def test_two_reminders_stand_a_quarter_of_an_hour_apart(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    for client in ("Вектор", "Ромашка", "Ким"):
        await plans(town, anna, client, "11:05")
    await plans(town, boris, "Школа", "11:05")

    await town.clock.reach("11:05")
    assert [len(await reminders_of(anna, name)) for name in ("Вектор", "Ромашка", "Ким")] == [1, 0, 0]
    assert len(await reminders_of(boris, "Школа")) == 1

    await town.clock.reach("11:19")
    assert not await reminders_of(anna, "Ромашка")
    await town.clock.reach("11:20")
    assert len(await reminders_of(anna, "Ромашка")) == 1
    await town.clock.reach("11:35")
    assert len(await reminders_of(anna, "Ким")) == 1


async def test_late_after_an_outage_it_is_shown_with_its_planned_time(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "12:00")
    await town.clock.jump(timedelta(hours=5))

    await town.restart()
    await town.clock.reach("16:01")

    assert [each.text for each in await reminders_of(anna, "Вектор")] == ["📞 12:00 Вектор"]


async def test_an_older_one_waits_for_the_next_morning_message(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "17:00")
    await town.clock.jump(timedelta(days=2, hours=21, minutes=59))  # down until Monday 8:59

    await town.clock.reach("09:00", MONDAY, QUARTER)

    assert "Вектор" in (await anna.sees("Доброе утро, Анна")).text
    assert not await reminders_of(anna, "Вектор")


async def test_a_restart_between_repeats_nothing(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:10")
    await town.clock.reach("11:10", step=timedelta(minutes=10))

    await town.restart()
    await town.clock.reach("11:30", step=timedelta(minutes=10))

    assert len(await reminders_of(anna, "Вектор")) == 1


async def test_three_looks_at_once_say_it_once(town: Town) -> None:
    anna = await town.manager("Анна")
    for client in ("Вектор", "Ромашка"):
        await plans(town, anna, client, "11:10")
    await town.clock.jump(timedelta(minutes=10))

    said = await asyncio.gather(*(Tick(town.database, (reminders,)).look() for _ in range(3)))
    await town.settle()

    assert said.count(True) == 1
    assert len(await reminders_of(anna, "")) == 1


async def test_somebody_in_vladivostok_sleeps_while_moscow_works(town: Town) -> None:
    """13:30 in Moscow is 20:30 there: it waits for 09:00 of Monday, which is 02:00 in Moscow."""
    anna = await town.manager("Анна")
    await lives_in(town, anna, "Asia/Vladivostok")
    await plans(town, anna, "Вектор", "13:30")
    await plans(town, anna, "Ромашка", "12:30")

    await town.clock.reach("13:30", step=QUARTER)
    assert len(await reminders_of(anna, "Ромашка")) == 1
    assert not await reminders_of(anna, "Вектор")

    await town.clock.jump(timedelta(days=2, hours=12, minutes=20))
    await town.clock.reach("02:00", MONDAY, QUARTER)
    assert "Вектор" in (await anna.sees("Доброе утро, Анна")).text


async def test_on_vacation_nobody_is_disturbed(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "15:00", MONDAY)
    await is_away(town, anna, MONDAY, MONDAY)

    await town.clock.jump(timedelta(days=3, hours=3, minutes=55))
    await town.clock.reach("15:05", MONDAY, QUARTER)
    assert not await reminders_of(anna, "Вектор")

    await town.clock.jump(timedelta(hours=17, minutes=50))
    await town.clock.reach("09:00", TUESDAY, QUARTER)
    assert "Вектор" in (await anna.sees("Доброе утро, Анна")).text


async def test_who_has_left_is_not_reminded(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:10")
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).handovers.deactivate(anna.id)

    await town.clock.reach("11:15")

    assert not await reminders_of(anna, "Вектор")


async def test_who_left_while_it_waited_to_be_sent_does_not_see_it(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:10")
    await town.clock.jump(timedelta(minutes=10))
    await Tick(town.database, (reminders,)).look()
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).handovers.deactivate(anna.id)

    await town.settle()

    await anna.sees_nothing_of("Вектор")
