"""The day's last summary: the month of the evening, an empty tomorrow as an alarm, and what is overdue (SPEC 8)."""

from datetime import date, timedelta

import pytest

from reports.message.language import speaking
from reports.message.words.names import some_names
from tests.planning import expects, received
from tests.stories.checkins.checkin_day import FAR, told
from tests.town import FRIDAY, Town

LAST_OF_NOVEMBER = date(2026, 11, 30)


async def test_the_last_workday_of_a_month_has_the_line_of_that_month(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).plans.set_person(anna.id, date(2026, 11, 1), 2000 * 100_000)
    await received(town, anna, "Вектор", 1200, day=date(2026, 11, 16))
    await expects(town, anna, "Ромашка", 150, date(2026, 12, 1))

    await town.clock.reach("18:00", LAST_OF_NOVEMBER, step=FAR)

    summary = told(await olga.sees("Факт оплат · 18:00"))
    assert summary[-1].startswith("Месяц: 1,20 из 2,00 млн · темп 60,0 %")
    assert summary[-2].startswith("На вт 01.12: 150 тыс")


async def test_an_empty_tomorrow_is_an_alarm(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    await expects(town, anna, "Ромашка", 150)

    await town.clock.reach("18:00", FRIDAY, step=timedelta(minutes=15))

    assert "⚠️ На пн 23.11 плана нет ни у кого" in told(await olga.sees("Факт оплат · 18:00"))


async def test_a_department_without_managers_has_no_alarm(town: Town) -> None:
    olga = await town.lead("Ольга")

    await town.clock.reach("18:00", FRIDAY, step=timedelta(minutes=15))

    await olga.sees_nothing_of("плана нет ни у кого")


async def test_what_is_overdue_has_its_total_in_every_summary(town: Town) -> None:
    olga, anna, boris = await town.lead("Ольга"), await town.manager("Анна"), await town.manager("Борис")
    await expects(town, anna, "Школа 57", 90, date(2026, 11, 6))
    await expects(town, boris, "Берег", 110, date(2026, 11, 9))
    await expects(town, anna, "Ромашка", 150)

    for wall in ("12:00", "16:00", "18:00"):
        await town.clock.reach(wall, FRIDAY, step=timedelta(minutes=15))
        assert "Просрочено: 200 тыс (2)" in told(await olga.sees(f"Факт оплат · {wall}"))


@pytest.mark.parametrize(
    ("people", "said"),
    [(1, "Имя 1"), (8, ", ".join(f"Имя {n}" for n in range(1, 9))), (300, "Имя 1, Имя 2 и ещё 298")],
)
def test_three_hundred_names_fold(people: int, said: str) -> None:
    with speaking("ru"):
        assert some_names([f"Имя {n}" for n in range(1, people + 1)]) == said


async def test_what_was_added_for_today_is_no_debt(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    await town.clock.reach("17:50", FRIDAY, step=timedelta(minutes=5))
    await expects(town, anna, "Юнона", 90)

    await town.clock.reach("18:00", FRIDAY, step=timedelta(minutes=5))

    summary = told(await olga.sees("Факт оплат · 18:00"))
    assert "Анна нет ответа" in summary
    assert not any("долг" in line or "Просрочено" in line for line in summary)
