"""Where a payment that was just written down shows up by itself, and where it would be no news."""

from datetime import timedelta

from tests.planning import expects
from tests.scheduler.test_idle_look import statements
from tests.stories.checkins.checkin_day import MONDAY, at, told
from tests.town import FRIDAY, Someone, Town


async def asked(town: Town, wall: str) -> Someone:
    """With money due today and a question about it; a client that the line below knows."""
    anna = await town.manager("Анна")
    await expects(town, anna, "Вектор", 340, FRIDAY)
    await expects(town, anna, "Ромашка", 150, MONDAY)
    await town.clock.reach(wall, step=timedelta(minutes=15))
    return anna


async def test_due_today_it_is_on_the_check_in(town: Town) -> None:
    anna = await asked(town, "12:00")
    question = await anna.sees("Факт оплат к 12:00")

    await anna.types("оплата 90к Ромашка сегодня")

    assert "Ромашка" in (await anna.sees_edited(question)).text


async def test_the_lead_reads_of_it_beside_what_the_plan_expects(town: Town) -> None:
    """Once nobody but the manager knew of money that was promised for today after the day was frozen."""
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await town.expects(anna, "Вектор", 340_000)
    await town.has_clients(boris, "Лада")
    await at(town, "11:45", "12:00")

    await boris.types("оплата 50к Лада сегодня")
    summary = told(await olga.sees("Факт оплат · 12:00"))
    assert summary[-2:] == ["Ещё ждём сегодня: 340 тыс (1)", "Вне плана ждём: 50 тыс (1)"]

    await boris.types("пришло 50к Лада")
    assert not any("Вне плана ждём" in line for line in told(await olga.sees("Факт оплат · 12:00")))


async def test_due_another_day_nothing_of_today_is_drawn_anew(town: Town) -> None:
    await town.lead("Ольга")
    anna = await asked(town, "12:00")

    with statements(town.database) as made:
        await anna.types("оплата 90к Ромашка понедельник")

    assert not [each for each in made if "checkin_answers" in each]


async def test_after_the_last_question_it_is_in_its_plan_of_tomorrow(town: Town) -> None:
    anna = await asked(town, "17:45")
    question = await anna.sees("Факт оплат к 18:00")
    assert told(question)[-1] == "План на пн 23.11: 150 тыс"

    await anna.types("оплата 90к Ромашка 23.11")

    assert told(await anna.sees_edited(question))[-1] == "План на пн 23.11: 240 тыс"


async def test_put_forward_to_today_it_is_on_the_check_in(town: Town) -> None:
    anna = await asked(town, "12:00")
    question = await anna.sees("Факт оплат к 12:00")
    card = await anna.types("оплата 90к Ромашка 24.11")

    await anna.presses("✏️ Править", on=card)
    await anna.presses("📅 Дата")
    await anna.types("сегодня")
    await anna.presses("Другое")

    assert "Ромашка" in (await anna.sees_edited(question)).text
