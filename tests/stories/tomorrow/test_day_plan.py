"""The plan of the day is tomorrow's plan as it was frozen the evening before (SPEC 7)."""

from datetime import date, timedelta

from tests.planning import expects
from tests.stories.checkins.checkin_day import FAR, told
from tests.stories.tomorrow.test_tomorrow import MONDAY, week
from tests.town import Seen, Someone, Town

TUESDAY = date(2026, 11, 24)
STEP = timedelta(minutes=15)


async def three(town: Town) -> Someone:
    anna = await town.manager("Анна")
    for client, sum_ in (("Ромашка", 150), ("Вектор", 340), ("ИП Ким", 75)):
        await expects(town, anna, client, sum_, MONDAY)
    await week(town, anna, MONDAY)
    return anna


async def item(anna: Someone, client: str) -> Seen:
    plan = await anna.types("/tomorrow")
    await anna.presses(f"✏️ {client}", on=plan)
    return await anna.sees_edited(plan)


async def cuts(anna: Someone, client: str, to: str) -> None:
    await anna.presses("Другая сумма", on=await item(anna, client))
    await anna.types(to)


async def drops(anna: Someone, client: str, when: str, why: str = "Ждём документы") -> None:
    await anna.presses("Не в этот день", on=await item(anna, client))
    await anna.presses(why)
    await anna.presses(when)


async def asked_on_monday(town: Town, anna: Someone, wall: str = "11:45") -> list[str]:
    await town.clock.reach("19:00", step=STEP)
    await town.clock.reach(wall, MONDAY, step=FAR)
    return told(await anna.sees("Факт оплат к 12:00"))


async def test_what_was_agreed_in_the_evening_is_asked_about_next_day(town: Town) -> None:
    anna = await three(town)
    await expects(town, anna, "СтройГрад", 200, MONDAY)
    await cuts(anna, "Вектор", "300к")
    await drops(anna, "ИП Ким", "Пока неизвестно")

    question = await asked_on_monday(town, anna)

    assert question[1] == "Ждём 650 тыс, пришло 0", "and never 805"
    assert [line for line in question if line[:1].isdigit()] == [
        "1 Вектор 300 тыс · 80 %",
        "2 СтройГрад 200 тыс · 80 %",
        "3 Ромашка 150 тыс · 80 %",
    ]


async def test_of_what_was_cut_one_tap_records_the_sum_that_was_asked(town: Town) -> None:
    anna = await three(town)
    await cuts(anna, "Вектор", "300к")
    await asked_on_monday(town, anna)

    await anna.presses("1 ✅", on=await anna.sees("Факт оплат к 12:00"))

    after = told(await anna.sees("Факт оплат к 12:00"))
    assert after[1] == "Ждём 525 тыс, пришло 300 тыс"


async def test_the_rest_of_what_was_cut_is_asked_about_and_turns_overdue_in_no_silence(town: Town) -> None:
    anna = await three(town)
    await cuts(anna, "Вектор", "300к")
    await asked_on_monday(town, anna)

    await anna.presses("1 ✅", on=await anna.sees("Факт оплат к 12:00"))

    asked = await anna.sees("Когда ждать?")
    assert told(asked)[-1] == "Остаток 40 000 ₽. Когда ждать?"
    await anna.presses("завтра", on=asked)
    async with town.database.read() as tx:
        rests = {each.rest // 100: each.due_on for each in await tx.as_(anna.actor).payments.list_awaited()}
    assert rests[40_000] == TUESDAY


async def test_all_came_asks_about_the_rest_of_what_was_cut_too(town: Town) -> None:
    anna = await three(town)
    await cuts(anna, "Вектор", "300к")
    await asked_on_monday(town, anna)

    await anna.presses("Всё пришло", on=await anna.sees("Факт оплат к 12:00"))
    await anna.presses("Да, все пришли", on=await anna.sees("Факт оплат к 12:00"))

    assert told(await anna.sees("Когда ждать?"))[-1] == "Остаток 40 000 ₽. Когда ждать?"


async def test_what_was_added_after_the_freeze_is_asked_about_off_plan(town: Town) -> None:
    anna = await three(town)
    await cuts(anna, "Вектор", "300к")
    await town.clock.reach("19:05", step=STEP)
    await expects(town, anna, "Берег", 90, MONDAY)

    question = await asked_on_monday(town, anna)

    assert question[1] == "Ждём 525 тыс, пришло 0"
    assert "4 Берег 90 тыс · вне плана" in question


async def test_who_has_said_nothing_of_tomorrow_has_what_is_open_that_morning(town: Town) -> None:
    anna = await three(town)
    await town.clock.reach("19:05", step=STEP)
    await expects(town, anna, "Берег", 90, MONDAY)

    question = await asked_on_monday(town, anna)

    assert question[1] == "Ждём 655 тыс, пришло 0"
    assert "3 Берег 90 тыс · 80 %" in question


async def test_what_was_confirmed_is_the_plan_though_one_moved_it_by_night(town: Town) -> None:
    anna = await three(town)
    await anna.presses("✅ Подтвердить", on=await anna.types("/tomorrow"))
    await town.clock.reach("19:05", step=STEP)
    await anna.types("перенос Ромашка на вт")
    await anna.presses("Нет денег")

    question = await asked_on_monday(town, anna)

    assert question[1] == "Ждём 565 тыс, пришло 0"
    assert any(line.startswith("📅 Ромашка 150 тыс → вт 24.11") for line in question)


async def test_money_that_came_in_the_evening_is_not_asked_for_again(town: Town) -> None:
    anna = await three(town)
    await anna.presses("✅ Подтвердить", on=await anna.types("/tomorrow"))
    await town.clock.reach("19:05", step=STEP)
    await anna.types("пришло 150к Ромашка")

    question = await asked_on_monday(town, anna)

    assert question[1] == "Ждём 415 тыс, пришло 0"


async def test_a_silent_night_freezes_before_the_day_is_asked_about(town: Town) -> None:
    """Down from half past six until the next noon: the plan that was agreed is the day's all the same."""
    anna = await three(town)
    await cuts(anna, "Вектор", "300к")
    await town.clock.reach("18:00", step=STEP)
    await town.clock.reach("11:46", MONDAY, step=timedelta(days=9))

    assert told(await anna.sees("Факт оплат к 12:00"))[1] == "Ждём 525 тыс, пришло 0"


async def test_what_drops_is_given_a_day_at_once_and_is_overdue_nowhere(town: Town) -> None:
    anna = await three(town)

    await drops(anna, "ИП Ким", "вт 24.11")

    card = await anna.last()
    assert "вт 24 ноября" in card.text
    assert "↩️ Отменить" in card.labels
    await town.clock.reach("19:00", step=STEP)
    await town.clock.reach("11:45", TUESDAY, step=FAR)
    question = told(await anna.sees("Факт оплат к 12:00"))
    assert any("ИП Ким 75 тыс · 80 %" in line for line in question), "asked about on its new day, and not overdue"


async def test_the_day_it_dropped_from_is_no_day_for_it(town: Town) -> None:
    anna = await three(town)
    await anna.presses("Не в этот день", on=await item(anna, "ИП Ким"))
    await anna.presses("Нет денег")

    await anna.types("23.11")

    assert "Из этого дня она и выпала" in (await anna.last()).text


async def test_the_reason_of_what_dropped_stands_in_the_weeks_result(town: Town) -> None:
    anna = await three(town)
    olga = await town.lead("Ольга")
    await drops(anna, "Вектор", "Пока неизвестно")
    await town.clock.reach("19:00", step=STEP)

    await town.clock.reach("18:30", date(2026, 11, 27), step=timedelta(hours=1))

    assert "Вектор 340 — ждём документы" in " ".join(told(await olga.sees("Итог недели")))
