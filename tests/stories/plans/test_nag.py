"""«План на декабрь не задан: …»: from the 25th to the 3rd, on workdays, once a day, to who may set it."""

from datetime import date, datetime, time, timedelta

import pytest

from sales.core.money import ROUBLE
from sales.schedule.schedule import Scheduled
from tests.planning import is_away
from tests.town import MOSCOW, Someone, Town

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
HOUR = timedelta(hours=1)


def said(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split("\n")


async def at(town: Town, day: date, wall: str = "09:59") -> None:
    """Nothing of what lies between is told: the bot was not there."""
    there = datetime.combine(day, time.fromisoformat(wall), MOSCOW)
    await town.clock.jump(there - town.clock.local())


async def nags(someone: Someone) -> list[str]:
    return [text for text in await someone.messages() if "План на" in text or "Планы на" in text]


async def sets(town: Town, someone: Someone, month: date = DECEMBER) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).plans.set_person(someone.id, month, 2_000_000 * ROUBLE)


async def test_from_the_25th_the_lead_is_told_who_has_no_plan(town: Town) -> None:
    anna, _boris, victor = [await town.manager(name) for name in ("Анна", "Борис", "Виктор")]
    olga = await town.lead("Ольга")
    await sets(town, victor)
    await at(town, WEDNESDAY)
    await town.clock.reach("09:59")
    assert await nags(olga) == []

    await town.clock.reach("10:01")

    told = await olga.sees("План на")
    assert said(told.text) == ["🎯 План на декабрь не задан: Анна, Борис"]
    assert told.labels == ["Задать"]
    assert anna.actor.name not in "".join(await nags(anna))


async def test_the_message_is_a_door_to_the_table_and_empties_as_plans_come(town: Town) -> None:
    await town.manager("Анна")
    await town.manager("Борис")
    olga = await town.lead("Ольга")
    await at(town, WEDNESDAY)
    await town.clock.reach("10:01")
    told = await olga.sees("План на")

    await olga.presses("Задать", on=told)
    assert said((await olga.last()).text)[0] == "🎯 Планы · декабрь"
    await olga.presses("Анна")
    await olga.types("2 млн")
    assert said((await olga.sees("План на")).text) == ["🎯 План на декабрь не задан: Борис"]
    await olga.presses("Дальше: Борис")
    await olga.types("1,6 млн")

    assert said((await olga.sees("Планы на")).text) == ["✅ Планы на декабрь заданы: 3,60 млн"]


async def test_it_is_said_once_a_day_whatever_ticks(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await at(town, WEDNESDAY)

    await town.clock.reach("12:30")
    await town.restart()
    await town.clock.reach("13:30")

    assert len(await nags(olga)) == 1
    await at(town, WEDNESDAY + timedelta(days=1))
    await town.clock.reach("10:05")
    assert len(await nags(olga)) == 2


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (TUESDAY, None),
        (date(2026, 11, 27), "декабрь"),
        (date(2026, 11, 28), None),  # a Saturday
        (date(2026, 12, 1), "декабрь"),
        (date(2026, 12, 3), "декабрь"),
        (date(2026, 12, 4), None),
    ],
)
async def test_the_days_of_it(town: Town, day: date, month: str | None) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await at(town, day)

    await town.clock.reach("10:05")

    assert await nags(olga) == ([] if month is None else [f"🎯 План на {month} не задан: Анна"])


async def test_with_every_plan_set_nothing_is_said(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await sets(town, anna)
    await at(town, WEDNESDAY)

    await town.clock.reach("10:05")

    assert await nags(olga) == []


async def test_while_the_lead_is_away_the_owner_is_told_and_the_assistant_is_not(town: Town) -> None:
    await town.manager("Анна")
    olga, sofia = await town.lead("Ольга"), await town.assistant("Софья")
    await is_away(town, olga, WEDNESDAY, WEDNESDAY)
    await at(town, WEDNESDAY)

    await town.clock.reach("10:05")

    assert town.owner is not None
    assert await nags(town.owner) == ["🎯 План на декабрь не задан: Анна\nОтдел"]
    assert await nags(olga) == await nags(sofia) == []


async def test_it_can_be_turned_off_and_put_off(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).schedule.put_off(town.department_id, Scheduled.PLAN_NAG, time(15))
    await at(town, WEDNESDAY)
    await town.clock.reach("14:59")
    assert await nags(olga) == []
    await town.clock.reach("15:01")
    assert len(await nags(olga)) == 1

    async with town.database.write() as tx:
        await tx.as_(olga.actor).schedule.turn(town.department_id, Scheduled.PLAN_NAG, on=False)
    await at(town, WEDNESDAY + timedelta(days=1))
    await town.clock.reach("15:30")

    assert len(await nags(olga)) == 1


async def test_after_an_outage_it_comes_late_but_never_at_night(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await at(town, WEDNESDAY, "16:30")
    await town.tick()
    assert len(await nags(olga)) == 1

    await at(town, WEDNESDAY + timedelta(days=1), "20:30")
    await town.tick()

    assert len(await nags(olga)) == 1


async def test_a_lead_in_another_zone_is_not_woken(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).people.set_zone("Europe/London")
    await at(town, WEDNESDAY)

    await town.clock.reach("11:29")
    assert await nags(olga) == []
    await town.clock.reach("11:31")

    assert len(await nags(olga)) == 1


async def test_after_the_new_year_it_is_told_on_the_first_workday(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await at(town, date(2027, 1, 11))

    await town.clock.reach("10:01")

    assert said((await olga.sees("План на")).text) == ["🎯 План на январь не задан: Анна"]
    await at(town, date(2027, 1, 12))
    await town.clock.reach("10:01")
    assert len(await nags(olga)) == 1
