"""How exact somebody's word is: how much of the day plan came ins, what slips of a week, what 80 % is worth."""

from datetime import date, datetime, time

from sales.calendar.calendar import DAY
from tests.planning import received
from tests.stories.checkins.checkin_day import told
from tests.town import FRIDAY, MOSCOW, Seen, Someone, Town

MONDAY = date(2026, 11, 23)


async def accuracy_of(someone: Someone) -> Seen:
    return await someone.presses("Точность", on=await someone.types("/svod"))


async def to(town: Town, day: date, wall: str = "11:00") -> None:
    """Nobody looks on the way."""
    await town.clock.jump(datetime.combine(day, time.fromisoformat(wall), MOSCOW) - town.clock.local())


async def promised(town: Town, anna: Someone, day: date, chance: int, came: str, thousands: int = 100) -> None:
    """A frozen week with so many payments of that day, of which those with a plus come."""
    ids = [await town.expects(anna, f"Клиент {n}", thousands * 1000, day, chance) for n in range(len(came))]
    async with town.database.write() as tx:
        await tx.system.week_plans.freeze(anna.id, day - DAY * day.weekday())
        await tx.system.day_plans.freeze(anna.id, day)
    for n, payment_id in enumerate(ids):
        if came[n] == "+":
            await received(town, anna, f"Клиент {n}", thousands, day=day, payment_id=payment_id)


async def test_the_lead_reads_whose_plans_come_true(town: Town) -> None:
    olga, anna, boris = await town.lead("Ольга"), await town.manager("Анна"), await town.manager("Борис")
    await promised(town, anna, FRIDAY, 50, "+---")
    await promised(town, boris, FRIDAY, 50, "+-")
    await to(town, MONDAY)

    page = await accuracy_of(olga)

    assert told(page) == [
        "Точность планов · по 22.11",
        "сколько пришло из плана дня, 20 дней",
        "",
        "Анна · мало данных (1 день)",
        "за 1 неделю слетело 75,0 %",
        "Борис · мало данных (1 день)",
        "за 1 неделю слетело 50,0 %",
    ]
    assert page.buttons == [["‹ К отчёту"]]


async def test_nobody_planned_anything_is_a_dash_and_not_nought(town: Town) -> None:
    olga = await town.lead("Ольга")
    await town.manager("Анна")

    assert told(await accuracy_of(olga))[3:] == ["Анна · —"]


async def test_a_manager_is_told_what_eighty_percent_is_worth_and_the_honest_forecast(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.lead("Ольга")
    await promised(town, anna, FRIDAY, 80, "+++++-----")
    await to(town, MONDAY + DAY * 7)

    page = await accuracy_of(anna)

    assert told(page) == [
        "Точность планов · по 29.11",
        "сколько пришло из плана дня, 20 дней",
        "",
        "Вы: мало данных (1 день)",
        "",
        "Слетело из плана недели",
        "16–22.11: 50,0 %",
        "",
        "Ваши 80 % сбываются в 50 %",
        "пришли за 5 дней 5 из 10",
        "Честнее ставить 50 %",
        "Прогноз с ними: 750 тыс, не 900 тыс",
    ]


async def test_before_the_five_days_are_over_nothing_is_judged(town: Town) -> None:
    anna = await town.manager("Анна")
    await promised(town, anna, FRIDAY, 80, "+++++-----")
    await to(town, MONDAY)

    assert not any("сбываются" in line for line in told(await accuracy_of(anna)))


async def test_the_lead_sees_the_proposal_by_the_name(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    await promised(town, anna, FRIDAY, 80, "+++++-----")
    await to(town, MONDAY + DAY * 7)

    assert "80 % сбываются в 50 %" in told(await accuracy_of(olga))


async def test_a_manager_reads_nobody_elses_score(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await promised(town, boris, FRIDAY, 50, "+-")
    await to(town, MONDAY)

    page = await accuracy_of(anna)

    assert "Дней с планом пока не было" in told(page)
    assert not any("Борис" in line for line in told(page))


async def test_money_of_a_later_day_does_not_make_the_days_plan_exact(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    payment = await town.expects(anna, "Вектор", 100_000, FRIDAY, 80)
    async with town.database.write() as tx:
        await tx.system.day_plans.freeze(anna.id, FRIDAY)
    await to(town, MONDAY)
    async with town.database.write() as tx:
        await tx.as_(anna.actor).receipts.settle(payment, MONDAY)

    assert told(await accuracy_of(olga))[3] == "Анна · мало данных (1 день)"


async def test_of_whom_too_little_is_known_nobody_stands_below_another(town: Town) -> None:
    olga, anna, boris = await town.lead("Ольга"), await town.manager("Анна"), await town.manager("Борис")
    await promised(town, anna, FRIDAY, 80, "++-")
    await promised(town, boris, FRIDAY, 80, "---")
    await to(town, MONDAY)

    rows = [line for line in told(await accuracy_of(olga)) if "мало данных" in line]

    assert [line.split(" · ")[0] for line in rows] == ["Анна", "Борис"]
