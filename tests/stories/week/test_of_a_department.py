"""
A week of a department, from Friday's plan to the worked Saturday that closes it: Анна answers, Борис is on leave,
Виктор says nothing, and Ольга reads of all three in half a minute.
"""

from datetime import date, timedelta

from sales.calendar.calendar import DayKind
from tests.planning import expects
from tests.stories.checkins.checkin_day import told
from tests.town import Someone, Town, plain

MONDAY, TUESDAY, FRIDAY, SATURDAY = (date(2026, 11, day) for day in (23, 24, 27, 28))
NOVEMBER = date(2026, 11, 1)
HALF_AN_HOUR = timedelta(minutes=30)


async def founded(town: Town) -> tuple[Someone, Someone, Someone, Someone]:
    """Plans of the month, next week's payments, and a Saturday that was transferred."""
    olga = await town.lead("Ольга")
    anna, boris, viktor = [await town.manager(name) for name in ("Анна", "Борис", "Виктор")]
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).special_days.set(SATURDAY, DayKind.WORKING, town.department_id)
        for person in (anna, boris, viktor):
            await tx.as_(olga.actor).plans.set_person(person.id, NOVEMBER, 100_000_000)
    for person, client, thousands, day in (
        (anna, "Ромашка", 150, MONDAY),
        (anna, "Вектор", 340, TUESDAY),
        (boris, "Школа 57", 90, MONDAY),
        (viktor, "ИП Ким", 75, MONDAY),
        (viktor, "АгроЮг", 120, SATURDAY),
    ):
        await expects(town, person, client, thousands, day)
    return olga, anna, boris, viktor


def line_of(text: str, name: str) -> str:
    return next(" ".join(line.split()) for line in plain(text).splitlines() if name in line)


async def test_a_week_of_a_department(town: Town) -> None:
    olga, anna, boris, viktor = await founded(town)

    # Friday: the lead notes a leave in one line, Анна confirms her week in one tap
    await olga.types("/absence Борис отпуск 23–27.11")
    await town.clock.reach("16:30", step=HALF_AN_HOUR)
    week = await anna.sees("23–29.11")
    await anna.presses("✅ Подтвердить", on=week)
    await town.clock.reach("19:30")

    # Monday: who has not confirmed is reminded, at ten it is frozen, and the lead has the table
    await town.clock.reach("08:00", MONDAY, step=timedelta(hours=4))
    await town.clock.reach("10:05", MONDAY)
    morning = await anna.sees("Доброе утро")
    assert "Ромашка" in morning.text or "150" in plain(morning.text)
    table = await olga.sees("23–29.11")
    assert "Виктор" in plain(table.text)
    async with town.database.read() as tx:
        frozen = await tx.system.week_plans.of_people([anna.id, viktor.id], MONDAY)
    assert (frozen[anna.id].is_confirmed, frozen[viktor.id].is_confirmed) == (True, False)
    assert frozen[anna.id].total == 49_000_000

    # noon: Анна answers by one tap, Виктор is silent, nobody asks Борис
    await town.clock.reach("11:45", MONDAY)
    await anna.presses("1 ✅", on=await anna.sees("Факт оплат к 12:00"))
    await town.clock.reach("12:00", MONDAY)
    noon = await olga.sees("Факт оплат · 12:00")
    assert line_of(noon.text, "Анна") == "Анна 150 из 150 · 100,0 %"
    assert "нет ответа" in line_of(noon.text, "Виктор")
    await boris.sees_nothing_of("Факт оплат к 12:00")

    # evening: who has answered all is asked about tomorrow alone, and the summary closes the day
    await town.clock.reach("17:45", MONDAY)
    await anna.presses("✅ Подтвердить", on=await anna.sees("План на вт"))
    await town.clock.reach("18:00", MONDAY)
    assert "На вт 24.11: 340 тыс · неделя 340 тыс, совпало 100,0 %" in told(await olga.sees("Факт оплат · 18:00"))
    await town.clock.reach("18:20", MONDAY)
    report = await olga.sees("ноябрь на 23.11, 18:20")
    assert "15 из 21 рабочего дня" in plain(report.text), "the worked Saturday is counted"
    assert "нет 23–27.11" in line_of(report.text, "Борис")

    # Tuesday: the payment slips to Saturday, and the reason is one tap
    await town.clock.reach("08:00", TUESDAY, step=timedelta(hours=4))
    await town.clock.reach("11:45", TUESDAY)
    await anna.presses("📅", on=await anna.sees("Факт оплат к 12:00"))
    await anna.types("28.11")
    await anna.presses("Ждём документы")
    await town.clock.reach("12:00", TUESDAY)
    assert "📅 Вектор 340 тыс → сб, ждём документы" in told(await olga.sees("Факт оплат · 12:00 · вт"))

    # Saturday is worked: the money comes, and the week is told as it ended
    await town.clock.reach("08:00", SATURDAY, step=timedelta(hours=4))
    await town.clock.reach("11:45", SATURDAY)
    question = await anna.sees("Факт оплат к 12:00")
    await anna.presses("1 ✅", on=question)
    await town.clock.reach("18:30", SATURDAY)
    closing = plain((await olga.sees("ноябрь на 28.11, 18:20")).text)
    assert "Анна" in closing
    async with town.database.read() as tx:
        results = (await tx.system.week_plans.results(town.department_id, MONDAY))[MONDAY]
    assert str(results[anna.id].done) != str(results[viktor.id].done)
    assert results[anna.id].figures.on_plan == 49_000_000
    assert results[viktor.id].figures.on_plan == 0
