"""An old debt asks once: who has answered for it, or has put it off, is left in peace (SPEC 8)."""

from datetime import date, timedelta

from tests.planning import expects
from tests.stories.checkins.checkin_day import FAR, MONDAY, at, told
from tests.town import FRIDAY, Someone, Town

LONG_AGO = date(2026, 11, 6)
TUESDAY = MONDAY + timedelta(days=1)


async def owing(town: Town, thousands: int = 90) -> Someone:
    anna = await town.manager("Анна")
    await expects(town, anna, "Школа 57", thousands, LONG_AGO)
    return anna


async def questions(someone: Someone) -> list[str]:
    return [text.splitlines()[0] for text in await someone.messages() if text.startswith("Факт оплат к")]


async def test_a_debt_answered_at_noon_is_not_asked_about_again_that_day(town: Town) -> None:
    anna = await owing(town)
    await at(town, "11:45")
    await anna.presses("Без изменений")

    await at(town, "12:00", "15:45", "15:55", "16:00", "17:45", "17:55", "18:00")

    assert [each for each in await questions(anna) if "12:00" not in each] == []


async def test_a_debt_answered_beside_todays_money_leaves_the_later_questions(town: Town) -> None:
    anna = await owing(town)
    await expects(town, anna, "Ромашка", 150)
    await at(town, "11:45")
    await anna.presses("Без изменений")

    await at(town, "15:45", "15:55")

    reminder = told(await anna.sees("Факт оплат к 16:00: жду ответа"))
    assert reminder[1] == "1 оплата, 150 тыс", "of today's money alone"


async def test_a_debt_answered_at_noon_stands_in_one_line_beside_the_later_question(town: Town) -> None:
    """No number, no buttons: the four o'clock question is of today's money alone; money that comes on it is told."""
    anna = await owing(town)
    await expects(town, anna, "Ромашка", 150)
    await at(town, "11:45")
    noon = await anna.sees("Факт оплат к 12:00")
    assert noon.labels.count("🔕") == 1, "a new debt is asked about at once"
    await anna.presses("Без изменений")

    await at(town, "15:45")
    four = await anna.sees("Факт оплат к 16:00")
    assert "Школа 57" not in four.text
    assert "⚠️ Старые долги: 90 тыс (1)" in told(four)
    assert "🔕" not in four.labels
    assert [each for each in four.labels if "✅" in each] == ["1 ✅"]

    await anna.types("пришло 90к Школа 57")
    four = await anna.sees("Факт оплат к 16:00")
    assert any(line.startswith("✅ Школа 57") for line in told(four))
    assert "Старые долги" not in four.text


async def test_a_lead_who_asks_about_an_old_debt_brings_its_buttons_back(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await owing(town)
    await expects(town, anna, "Ромашка", 150)
    await at(town, "11:45")
    await anna.presses("Без изменений")
    await at(town, "15:45", "16:00")

    await olga.presses("Подробнее", on=await olga.sees("Факт оплат · 16:00"))
    page = await olga.last()
    await olga.presses_at(2, 1, on=page)
    asked = await anna.sees("Факт оплат к 16:00")
    assert "Ольга спрашивает" in asked.text
    assert any(line.startswith("2 Школа 57") for line in told(asked)), told(asked)
    assert "🔕" in asked.labels


async def test_a_debt_known_from_before_is_asked_about_once_a_day_in_the_evening(town: Town) -> None:
    anna = await owing(town)
    await at(town, "11:45")
    await anna.presses("Без изменений")
    await at(town, "18:00")

    await at(town, "11:45", "12:00", "15:45", "16:00", day=MONDAY)
    assert await questions(anna) == ["Факт оплат к 12:00"], "Friday's"

    await at(town, "17:45", day=MONDAY)
    assert told(await anna.sees("Факт оплат к 18:00"))[1] == "Просрочено 90 тыс, пришло 0"


async def test_who_says_nothing_of_a_new_debt_is_asked_again(town: Town) -> None:
    anna = await owing(town)

    await at(town, "11:45", "12:00", "15:45")

    assert await questions(anna) == ["Факт оплат к 12:00", "Факт оплат к 16:00"]


async def test_a_debt_is_put_off_by_two_taps_until_its_day(town: Town) -> None:
    anna = await owing(town)
    await at(town, "11:45")
    await anna.presses("🔕", on=await anna.sees("Факт оплат к 12:00"))
    assert "До какого дня не спрашивать?" in (await anna.last()).text

    await anna.presses("+3")

    assert told(await anna.last()) == ["🔕 Школа 57 · 90 000 ₽", "Не спрашиваю до пн 23 ноября"]
    assert "🔕 Отложено: 90 тыс (1)" in told(await anna.sees("Факт оплат к 12:00"))
    await at(town, "15:45", "16:00", "17:45", "18:00")
    assert await questions(anna) == ["Факт оплат к 12:00", "Факт оплат к 18:00"]
    assert "Были внеплановые оплаты?" in (await anna.sees("Факт оплат к 18:00")).text
    await at(town, "11:45", day=MONDAY)
    assert told(await anna.sees("Факт оплат к 12:00"))[1] == "Просрочено 90 тыс, пришло 0"


async def test_what_was_put_off_is_asked_about_again_by_one_tap(town: Town) -> None:
    anna = await owing(town)
    await at(town, "11:45")
    await anna.presses("🔕", on=await anna.sees("Факт оплат к 12:00"))
    await anna.presses("+7")

    await anna.presses("🔔 Спрашивать снова")

    woken = await anna.last()
    assert told(woken)[0].startswith("🔔 Школа 57")
    assert "Отложено" not in (await anna.sees("Факт оплат к 12:00")).text
    await anna.presses("↩️ Отменить", on=woken)
    assert "🔕 Отложено: 90 тыс (1)" in told(await anna.sees("Факт оплат к 12:00"))


async def test_a_day_that_is_not_ahead_puts_nothing_off(town: Town) -> None:
    anna = await owing(town)
    await at(town, "11:45")
    await anna.presses("🔕", on=await anna.sees("Факт оплат к 12:00"))

    await anna.types("сегодня")

    assert "Нужен день впереди" in (await anna.last()).text


async def test_only_a_debt_can_be_put_off(town: Town) -> None:
    anna = await town.manager("Анна")
    await expects(town, anna, "Ромашка", 150)

    await at(town, "11:45")

    assert "🔕" not in (await anna.sees("Факт оплат к 12:00")).labels


async def test_nothing_planned_and_nothing_newly_overdue_is_not_asked_about_at_noon(town: Town) -> None:
    anna = await town.manager("Анна")

    await at(town, "11:45", "12:00", "15:45", "16:00")
    assert await questions(anna) == []

    await at(town, "17:45")
    assert "Были внеплановые оплаты?" in (await anna.sees("Факт оплат к 18:00")).text


async def test_who_has_answered_in_the_evening_is_not_reminded_of_tomorrow(town: Town) -> None:
    anna = await town.manager("Анна")
    await expects(town, anna, "Ромашка", 150)
    await expects(town, anna, "Вектор", 340, MONDAY)
    await at(town, "17:45")
    await anna.presses("Без изменений")

    await town.clock.reach("19:30", step=timedelta(minutes=15))

    await anna.sees_nothing_of("Ждём вашего слова")


async def test_who_says_nothing_in_the_evening_is_reminded_of_tomorrow(town: Town) -> None:
    anna = await town.manager("Анна")
    await expects(town, anna, "Ромашка", 150)
    await expects(town, anna, "Вектор", 340, MONDAY)

    await at(town, "17:45", "18:30")

    await anna.sees("Ждём вашего слова")


async def test_a_debt_that_was_put_off_past_its_day_is_new_until_it_is_answered_for(town: Town) -> None:
    anna = await owing(town)
    await at(town, "11:45")
    await anna.presses("🔕", on=await anna.sees("Факт оплат к 12:00"))
    await anna.presses("+3")
    await town.clock.reach("11:45", TUESDAY, step=FAR)

    await anna.presses("Без изменений", on=await anna.sees("Факт оплат к 12:00"))

    await at(town, "15:45", day=TUESDAY)
    assert (await questions(anna)).count("Факт оплат к 16:00") == 0
    assert town.today() > FRIDAY
