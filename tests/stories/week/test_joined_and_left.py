"""The week's table and result hold the department's money: of who joined after the freeze, and of who has left."""

from datetime import timedelta

import pytest

from reports.week.figures import weeks_of
from tests.planning import THOUSAND, expects, is_away, received
from tests.town import FRIDAY, Someone, Town, plain

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


async def _table(someone: Someone) -> str:
    return plain((await someone.types("/week")).text)


async def _comes_back_on_wednesday(town: Town, someone: Someone) -> None:
    await is_away(town, someone, FRIDAY, MONDAY + timedelta(days=1))


@pytest.mark.parametrize(("wall", "is_silent"), [("15:00", True), ("18:30", True), ("08:50", False), ("09:45", False)])
async def test_who_came_too_late_to_confirm_was_not_silent(town: Town, wall: str, is_silent: bool) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await expects(town, boris, "Вектор", 100, WEDNESDAY)
    on_friday = wall > "12:00"
    await town.clock.reach(wall, FRIDAY if on_friday else MONDAY)
    anna = await town.manager("Анна")
    await expects(town, anna, "Лада", 40, WEDNESDAY)
    await town.clock.reach("10:30", MONDAY)

    asked = ["Не подтвердили: Анна, Борис"] if is_silent else ["Не подтвердили: Борис"]
    assert [line[3:] for line in (await _table(olga)).splitlines() if "Не подтвердили" in line] == asked
    own = plain((await anna.types("/week")).text)
    assert ("Не подтверждён" in own) is is_silent

    await town.clock.reach("18:30", MONDAY + timedelta(days=4))
    result = plain((await olga.sees("Итог недели")).text)
    assert result.count("план не подтверждён") == 1 + is_silent


async def test_a_late_word_is_a_word(town: Town) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await expects(town, boris, "Вектор", 100, WEDNESDAY)
    await town.clock.reach("09:40", MONDAY)
    anna = await town.manager("Анна")
    await expects(town, anna, "Лада", 40, WEDNESDAY)
    await anna.types("/week")
    await anna.presses("✅ Подтвердить")

    await town.clock.reach("10:30", MONDAY)

    assert "✅ Анна" in plain(str((await olga.sees("Не подтвердили: Борис")).text))


async def test_who_is_back_after_the_freeze_was_not_silent(town: Town) -> None:
    olga, boris, anna = await town.lead("Ольга"), await town.manager("Борис"), await town.manager("Анна")
    for each, client in ((boris, "Вектор"), (anna, "Лада")):
        await expects(town, each, client, 100, WEDNESDAY)
    await _comes_back_on_wednesday(town, anna)

    await town.clock.reach("11:00", WEDNESDAY)

    assert "Не подтвердили: Борис" in (await _table(olga)).splitlines()[-1]


@pytest.mark.parametrize(("wall", "is_silent"), [("15:00", True), ("18:20", True), ("19:30", False)])
async def test_who_came_after_the_evening_was_not_silent_about_tomorrow(town: Town, wall: str, is_silent: bool) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await expects(town, boris, "Вектор", 100, MONDAY)
    await town.clock.reach(wall)
    anna = await town.manager("Анна")
    await expects(town, anna, "Лада", 40, MONDAY)
    await town.clock.reach("20:00")

    await olga.presses("Завтра", on=await olga.sees("Факт оплат · 18:00"))

    told = plain((await olga.sees("План на")).text).splitlines()
    assert [line.split(":")[0] for line in told if "не подтверждён" in line] == ["Анна"] * is_silent + ["Борис"]


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


async def test_nobody_is_called_silent_before_the_question(town: Town) -> None:
    rita, olga = await town.manager("Рита"), await town.lead("Ольга")
    await expects(town, rita, "Сибирский лён", 85, WEDNESDAY)
    await olga.types("/week")

    ahead = await olga.presses("23–29.11 ›")
    far = await olga.presses("30.11–6.12 ›", on=ahead)
    assert "Не подтвердили" not in ahead.text
    assert "Не подтвердили" not in far.text

    await town.clock.reach("16:35")
    await olga.types("/week")
    assert "Не подтвердили: Рита" in (await olga.presses("23–29.11 ›")).text


async def test_a_week_far_ahead_says_which_monday(town: Town) -> None:
    rita = await town.manager("Рита")
    await rita.types("/week")

    near = await rita.presses("23–29.11 ›")
    far = await rita.presses("30.11–6.12 ›", on=near)

    assert "Подтвердите до пн 10:00" in near.text.replace("\u00a0", " ")
    assert "Подтвердите до пн 30.11 10:00" in far.text.replace("\u00a0", " ")


async def test_a_week_that_began_before_the_department_was_not_frozen(town: Town) -> None:
    await town.manager("Рита")
    olga = await town.lead("Ольга")

    week = (await olga.types("/week")).text

    assert "План на эту неделю не фиксировали" in week
    assert "Фиксация 16.11" not in week
