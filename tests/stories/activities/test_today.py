"""/today: the day as a timeline, money below it, every plan a tap away."""

from datetime import timedelta

from reports.activities.presses import AgendaRowPress
from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome
from tests.planning import at, expects, has_called, plans, received
from tests.town import FRIDAY, Town

TUESDAY = FRIDAY + timedelta(days=4)


async def test_an_empty_day_says_what_to_do_next(town: Town) -> None:
    anna = await town.manager("Анна")

    seen = await anna.types("/today")

    assert seen.text.startswith("Сегодня, пт")
    assert "звонок Вектор завтра в 15" in seen.text
    assert seen.buttons == [["💰 Оплата", "📞 Звонок", "🤝 Встреча"]]


async def test_what_is_done_and_what_is_ahead_stand_in_one_line_of_time(town: Town) -> None:
    anna = await town.manager("Анна")
    await has_called(town, anna, "Вектор", "09:40")
    await plans(town, anna, "СтройГрад", "17:00", kind=ActivityType.MEETING)
    await plans(town, anna, "Ким", "15:00", comment="ждут счёт")
    await plans(town, anna, "Лада", "16:00", FRIDAY - timedelta(days=2))
    await expects(town, anna, "Ромашка", 150)
    await expects(town, anna, "Школа 57", 90, FRIDAY - timedelta(days=12))
    await received(town, anna, "Вектор", 340, "10:15")

    seen = await anna.types("📋 Сегодня")

    assert seen.text.replace("\u00a0", " ") == (
        "Сегодня, пт 20 ноября\n"
        "📞 1 из 2 · 🤝 0 из 1 · ✅ 340 тыс · ждём 150 тыс\n"
        "\n"
        "09:40  ✅ 📞 Вектор, поговорили\n"
        "15:00  📞 Ким, ждут счёт\n"
        "17:00  🤝 СтройГрад\n"
        "⚠️ 📞 Лада: 2 дня назад\n"
        "\n"
        "💰 Ромашка 150 тыс · 80 %\n"
        "⚠️ Школа 57: долг 90 тыс, 12 дней\n"
        "10:15  ✅ Вектор 340 тыс"
    )
    assert [label.replace("\u00a0", " ") for label in seen.labels] == [
        "15:00 Ким",
        "17:00 СтройГрад",
        "ср 18.11 16:00 Лада",
        "Начать обзвон",
    ]


async def test_a_part_that_came_is_told_by_what_is_still_awaited(town: Town) -> None:
    anna = await town.manager("Анна")
    payment_id = await expects(town, anna, "Ромашка", 150)
    await received(town, anna, "Ромашка", 50, payment_id=payment_id)

    seen = await anna.types("/today")

    assert "◐ Ромашка ещё 100 тыс" in seen.text.replace("\u00a0", " ")


async def test_a_plan_is_opened_and_said_done_in_three_taps(town: Town) -> None:
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "СтройГрад", "17:00", kind=ActivityType.MEETING)
    await anna.types("/today")

    opened = await anna.presses("17:00 СтройГрад")
    assert opened.text == "🤝 17:00 СтройГрад"
    assert opened.labels == ["Сделано", "📅 Другой день", "‹ Сегодня"]
    await anna.presses("Сделано")
    await anna.presses("Думают")

    async with town.database.read() as tx:
        assert (await tx.as_(anna.actor).activities.get(planned)).outcome is MeetingOutcome.THINKING
    assert "✅ Встреча: СтройГрад" in (await anna.last()).text


async def test_a_plan_is_opened_and_put_off(town: Town) -> None:
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "Ким", "15:00")
    await anna.types("/today")

    await anna.presses("15:00 Ким")
    await anna.presses("📅 Другой день")
    await anna.types("вт")
    await anna.types("12:00")

    async with town.database.read() as tx:
        assert (await tx.as_(anna.actor).activities.get(planned)).planned_at == at("12:00", TUESDAY)
    await anna.sees_nothing_of("Сегодня, пт")


async def test_the_way_back_is_the_day_as_it_is_now(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Ким", "15:00")
    await anna.types("/today")
    await anna.presses("15:00 Ким")
    await plans(town, anna, "Лада", "16:00")

    back = await anna.presses("‹ Сегодня")

    assert back.text.startswith("Сегодня, пт")
    assert "Лада" in back.text


async def test_a_long_day_pages_and_stays_within_twelve_lines(town: Town) -> None:
    anna = await town.manager("Анна")
    for n in range(20):
        await has_called(town, anna, f"Клиент {n}", f"10:{n:02}")
    await plans(town, anna, "Ким", "15:00")

    first = await anna.types("/today")
    assert len(first.text.split("\n")) <= 12
    assert "1/3" in first.labels
    last = await anna.presses("‹")

    assert "15:00  📞 Ким" in last.text
    assert "15:00 Ким" in last.labels
    assert (await anna.last()).message_id == first.message_id


async def test_what_was_done_meanwhile_shows_how_it_stands(town: Town) -> None:
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "Ким", "15:00")
    seen = await anna.types("/today")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).activity_changes.finish(planned, CallOutcome.NO_ANSWER, town.clock.now())

    after = await anna.presses("15:00 Ким", on=seen)

    assert "✅ Звонок: Ким, не дозвонился" in after.text
    assert await anna.toast() == "Уже записано"


async def test_a_second_tap_on_done_opens_one_question(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Ким", "15:00")
    await anna.types("/today")
    await anna.presses("15:00 Ким")

    await anna.taps_twice("Сделано")

    asked = [text for text in await anna.messages() if "Чем закончилось" in text]
    assert len(asked) == 1


async def test_somebody_elses_plan_cannot_be_opened(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    planned = await plans(town, anna, "Ким", "15:00")

    for deed in ("open", "done", "move"):
        for activity_id in (planned, 999):
            said = await boris.forges(AgendaRowPress(deed=deed, activity_id=activity_id).pack())
            assert said == "Эта запись вам недоступна."

    await boris.sees_nothing_of("Ким")


async def test_my_day_is_mine_alone(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await plans(town, anna, "Ким", "15:00")
    await expects(town, anna, "Ромашка", 150)

    seen = await boris.types("/today")

    assert "Ким" not in seen.text
    assert "Ромашка" not in seen.text


async def test_in_english(town: Town) -> None:
    anna = await town.manager("Anna")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).people.set_language("en")
    await plans(town, anna, "Kim", "15:00", comment="invoice")
    await expects(town, anna, "Vector", 150)

    seen = await anna.types("/today")

    assert seen.text.replace("\u00a0", " ").split("\n")[1:] == [
        "📞 0 of 1 · expected 150 K",
        "",
        "15:00  📞 Kim, invoice",
        "",
        "💰 Vector 150 K · 80 %",
    ]
