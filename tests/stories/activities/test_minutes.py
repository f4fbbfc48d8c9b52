"""Before a meeting what is open with the client; after it a text of what was agreed, to be sent by hand."""

from datetime import timedelta

from sales.activities.activities import ActivityType
from tests.kept import Kept
from tests.planning import plans
from tests.stories.debts.test_debts import labels, told
from tests.town import Town


async def test_the_reminder_of_a_meeting_tells_what_is_open(town: Town, where_anna_works: Kept) -> None:
    anna = town.people["Анна"]
    await town.has_clients(anna, "СтройГрад", "Вектор")
    await town.expects(anna, "СтройГрад", 90_000, town.today(-12))
    await town.expects(anna, "СтройГрад", 340_000, town.today(3), 80)
    await anna.types("позвонил СтройГрад - поговорили")
    await plans(town, anna, "СтройГрад", "15:00", kind=ActivityType.MEETING, comment="показать расчёт")

    await town.clock.reach("14:00", step=timedelta(minutes=30))
    at_two = await anna.sees("🤝 15:00 СтройГрад")
    assert told(at_two) == [
        "🤝 15:00 СтройГрад: показать расчёт",
        "⚠️ долг 90 тыс · 12 дней",
        "💰 340 тыс · пн 23.11 · 80 %",
        "20.11 📞 поговорили",
    ]
    await anna.types("пришло 90к СтройГрад")
    await anna.types("звонил Вектор: думают")
    count = len(await anna.messages())

    await town.clock.reach("14:30")

    now = await anna.sees_edited(at_two)
    assert told(now)[1:3] == ["💰 340 тыс · пн 23.11 · 80 %", "20.11 📞 поговорили"]
    assert len(await anna.messages()) == count


async def test_a_meeting_planned_for_soon_brings_its_brief_by_itself(town: Town, where_anna_works: Kept) -> None:
    anna = town.people["Анна"]
    await town.has_clients(anna, "СтройГрад")
    await town.expects(anna, "СтройГрад", 90_000, town.today(-12))
    await plans(town, anna, "СтройГрад", "11:40", kind=ActivityType.MEETING)

    await town.clock.reach("11:10")

    assert told(await anna.last()) == ["🤝 11:40 СтройГрад", "⚠️ долг 90 тыс · 12 дней"]


async def test_minutes_of_a_meeting(town: Town, where_anna_works: Kept) -> None:
    anna = town.people["Анна"]
    [client_id] = await town.has_clients(anna, "Вектор")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).contacts.add(client_id, "Марина", "+7 916 123-25-21", position="директор")
        await tx.as_(anna.actor).contacts.add(client_id, "Игорь", "+7 916 123-25-22")
    card = await anna.types("встреча Вектор: договорились, поставка в декабре")
    await anna.presses("+3 дня", on=card)
    await anna.presses("📝 Протокол", on=card)
    asked = await anna.last()
    assert told(asked)[0] == "📝 Вектор. Кто был? Отметьте или напишите"
    await anna.presses("Марина", on=asked)
    asked = await anna.types("Олег из логистики")
    assert told(asked)[1] == "Ещё: Олег из логистики"
    assert "• Марина" in asked.labels
    asked = await anna.presses("Дальше ›", on=asked)
    photo = await anna.sends_photo()
    assert "О чём договорились?" in photo.text
    asked = await anna.presses("Как в записи", on=photo)
    assert told(asked)[0] == "Кто, что и до когда делает?"
    minutes = await anna.presses(asked.labels[0], on=asked)

    assert told(minutes)[2:] == [
        "Протокол встречи 20.11.2026",
        "Вектор: Марина, директор, Олег из логистики",
        "От нас: Анна",
        "Договорились: договорились, поставка в декабре",
        "Дальше: звонок пн 23.11 10:00: договорились, поставка в декабре",
        "Анна",
    ]
    assert labels(minutes)[0] == ["📋 Скопировать"]
    [[copied]] = [[each["copy_text"]["text"] for each in row] for row in minutes.state["keyboard"]][:1]
    assert copied.startswith("Протокол встречи 20.11.2026\nВектор: Марина")


async def test_long_minutes_are_copied_by_a_tap_on_them(town: Town, where_anna_works: Kept) -> None:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор")
    card = await anna.types("встреча Вектор: договорились")
    await anna.presses("📝 Протокол", on=card)
    asked = await anna.last()
    await anna.presses("Дальше ›", on=asked)
    asked = await anna.types("поставка <b>в декабре</b> & расчёт " * 10)
    minutes = await anna.presses("Пропустить", on=asked)

    assert "<pre>" in minutes.html
    assert "📋 Скопировать" not in minutes.labels
