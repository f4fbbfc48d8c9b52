"""/plan of a manager: where the month stands, what is needed today and which payments close it."""

from datetime import date, timedelta

from sales.core.money import ROUBLE
from sales.plans.plans import Metric
from tests.planning import is_away, received
from tests.town import FRIDAY, Someone, Town

NOVEMBER = date(2026, 11, 1)
REFUSAL = "Эта запись вам недоступна."


def said(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split("\n")


async def sets(town: Town, someone: Someone, plan: int, month: date = NOVEMBER, metric: Metric = Metric.MONEY) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).plans.set_person(someone.id, month, plan, metric)


MILLION = 1_000_000 * ROUBLE


async def test_a_manager_sees_the_pace_the_need_and_what_closes_it(town: Town) -> None:
    anna = await town.manager("Анна")
    await sets(town, anna, 2 * MILLION)
    await received(town, anna, "Вектор", 1200)
    await town.expects(anna, "СтройГрад", 200_000, probability=60)

    seen = await anna.types("🎯 План")

    assert said(seen.text) == [
        "Ноябрь: темп 92,3 % 🟡",
        "1,20 из 2,00 млн · 7 рабочих дней впереди",
        "Нужно сегодня 114 тыс. Закроют:",
        "СтройГрад 200 тыс · 60 %",
        "",
        "День    100 тыс",
        "Неделя  500 тыс",
        "Месяц   2,00 млн",
        "Квартал 2,00 млн, нет окт, дек",
        "Год     2,00 млн,",
        "        нет янв–окт, дек",
    ]
    assert seen.buttons == [["• Деньги", "Сделки", "Клиенты"], ["‹ октябрь", "декабрь ›"]]


async def test_what_does_not_close_it_leaves_a_rest_and_later_days_are_named(town: Town) -> None:
    anna = await town.manager("Анна")
    await sets(town, anna, 2 * MILLION)
    await received(town, anna, "Вектор", 1200)
    await town.expects(anna, "Ромашка", 100_000, on=FRIDAY + timedelta(days=6), probability=50)

    assert said((await anna.types("/plan")).text)[2:5] == [
        "Нужно сегодня 114 тыс. Закроют:",
        "Ромашка 100 тыс · 50 % · чт 26.11",
        "И ещё не хватает 64 тыс",
    ]


async def test_nothing_expected_is_said_in_words(town: Town) -> None:
    anna = await town.manager("Анна")
    await sets(town, anna, 2 * MILLION)

    assert said((await anna.types("/plan")).text)[2:4] == [
        "Нужно сегодня 286 тыс",
        "Закрыть пока нечем: оплат не ждём",
    ]


async def test_after_the_close_the_need_is_of_the_days_ahead(town: Town) -> None:
    anna = await town.manager("Анна")
    await sets(town, anna, 2 * MILLION)
    await received(town, anna, "Вектор", 1200)
    await town.clock.jump(timedelta(hours=7, minutes=1))

    assert said((await anna.types("/plan")).text)[:3] == [
        "Ноябрь: темп 85,7 % 🟡",
        "1,20 из 2,00 млн · 6 рабочих дней впереди",
        "Нужно в день 133 тыс",
    ]


async def test_a_vacation_lessens_the_days_and_raises_the_pace(town: Town) -> None:
    anna = await town.manager("Анна")
    await sets(town, anna, 2 * MILLION)
    await received(town, anna, "Вектор", 1200)
    await is_away(town, anna, date(2026, 11, 9), date(2026, 11, 13))
    await town.clock.jump(timedelta(hours=7, minutes=1))

    assert said((await anna.types("/plan")).text)[0] == "Ноябрь: темп 100,0 % 🟢"


async def test_a_plan_that_is_done_needs_nothing(town: Town) -> None:
    anna = await town.manager("Анна")
    await sets(town, anna, MILLION)
    await received(town, anna, "Вектор", 1100)

    assert said((await anna.types("/plan")).text)[1:3] == [
        "1,10 из 1,00 млн · 7 рабочих дней впереди",
        "План выполнен",
    ]


async def test_without_a_plan_it_is_said_and_the_money_stands(town: Town) -> None:
    anna = await town.manager("Анна")
    await received(town, anna, "Вектор", 300)

    assert said((await anna.types("/plan")).text) == ["Ноябрь: план не задан", "факт 300 тыс", "Его задаёт РОП."]


async def test_deals_have_a_pace_too_and_a_day_of_them_is_a_part(town: Town) -> None:
    anna = await town.manager("Анна")
    await sets(town, anna, 7, metric=Metric.DEALS)
    await received(town, anna, "Вектор", 300)
    await anna.types("/plan")

    seen = await anna.presses("Сделки")

    assert said(seen.text)[:5] == [
        "Ноябрь: темп 22,0 % 🔴",
        "1 из 7 · 7 рабочих дней впереди",
        "",
        "День    0,4",
        "Неделя  1,8",
    ]


async def test_a_coming_month_has_no_need_yet(town: Town) -> None:
    anna = await town.manager("Анна")
    await sets(town, anna, 2 * MILLION, date(2026, 12, 1))
    await anna.types("/plan")

    seen = await anna.presses("декабрь ›")

    assert said(seen.text) == [
        "Декабрь: темп —, ни один день ещё не закрыт",
        "0 из 2,00 млн · 22 рабочих дня впереди",
        "",
        "Месяц   2,00 млн",
        "Квартал 2,00 млн, нет окт, нояб",
        "Год     2,00 млн, нет янв–нояб",
    ]


async def test_a_new_plan_is_seen_where_the_old_one_stood(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await sets(town, anna, 2 * MILLION)
    seen = await anna.types("/plan")
    await olga.types("/plan")
    await olga.presses("Анна")

    await olga.types("2,2 млн")

    assert "План был 2,00 млн, стал 2,20 млн (20.11)" in said((await anna.sees_edited(seen)).text)


async def test_a_manager_sees_nobody_elses_plan(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await sets(town, boris, 2 * MILLION)
    press = f"pl:person:{boris.id}:{NOVEMBER.toordinal()}:money"

    assert await anna.forges(press) == REFUSAL
    assert await anna.forges(f"pls:show:{town.department_id}:{NOVEMBER.toordinal()}:money:1") == REFUSAL
