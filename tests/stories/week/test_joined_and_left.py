"""The week's table and result hold the department's money: of who joined after the freeze, and of who has left."""

from datetime import timedelta

from reports.week.figures import weeks_of
from tests.planning import THOUSAND, expects, received
from tests.town import FRIDAY, Town

MONDAY = FRIDAY + timedelta(days=3)
WEDNESDAY = MONDAY + timedelta(days=2)


async def _freezes(town: Town, *people: int) -> None:
    async with town.database.write() as tx:
        for each in people:
            await tx.system.week_plans.freeze(each, MONDAY)


async def test_who_joined_after_the_freeze_is_counted_and_not_blamed(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    promised = await expects(town, anna, "Вектор", 100, WEDNESDAY)
    await town.clock.jump(by=timedelta(days=3))
    await _freezes(town, anna.id)
    boris = await town.manager("Борис")
    await received(town, anna, "Вектор", 100, day=WEDNESDAY, payment_id=promised)
    await received(town, boris, "Лада", 40, day=WEDNESDAY)

    table = (await olga.types("/week")).text.replace("\u00a0", " ")

    assert "Вне плана 40 тыс" in table
    assert "Не подтвердили: Анна" in table
    assert "Борис" not in table.split("Не подтвердили")[1]


async def test_the_result_keeps_the_money_of_who_left_and_of_nobody(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 100, WEDNESDAY)
    promised = await expects(town, boris, "Лада", 500, WEDNESDAY)
    await town.clock.jump(by=timedelta(days=3))
    await _freezes(town, anna.id, boris.id)
    await received(town, boris, "Лада", 500, day=WEDNESDAY, payment_id=promised)
    await received(town, boris, "Ким", 30, day=WEDNESDAY)

    async with town.database.write() as tx:
        await tx.as_(olga.actor).handovers.deactivate(boris.id)
    async with town.database.read() as tx:
        weeks = await weeks_of(tx, await tx.system.departments.get(town.department_id), MONDAY)

    figures = weeks.result.figures
    assert (figures.plan, figures.on_plan, figures.off_plan) == (600 * THOUSAND, 500 * THOUSAND, 30 * THOUSAND)
