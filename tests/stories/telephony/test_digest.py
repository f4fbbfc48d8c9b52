"""Outcomes of calls are asked in one message at 13:00 and 17:30, not call by call."""

from datetime import timedelta

from sqlalchemy import text

from tests.stories.door.knocking import before_door
from tests.stories.telephony.calling import VECTOR, has_exchange, has_extension, has_phone, rings
from tests.stories.telephony.test_log_file import make_csv
from tests.town import FRIDAY, Town


async def test_three_calls_are_one_question(town: Town) -> None:
    anna = await town.manager("Анна")
    vector, kim = await town.has_clients(anna, "Вектор", "ИП Ким")
    await has_phone(town, anna, vector)
    await has_phone(town, anna, kim, "+7 916 000-00-02")
    await has_extension(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:30")
        await exchange.tells("10:42", "+7 916 000-00-02", direction="in", talk_seconds=9)
        await exchange.tells("10:50", "+7 916 999-45-67", talk_seconds=70)
        await exchange.tells("10:51", "+7 916 000-00-02", talk_seconds=0, result="busy")  # asked of nobody
        await exchange.tells("10:52", "anonymous")
        assert not [each for each in await anna.messages() if "без итога" in each]
        await town.clock.reach("13:00")
        asked = await anna.sees("☎️ 3 звонка без итога")
        assert asked.text.replace("\xa0", " ").splitlines() == [
            "☎️ 3 звонка без итога",
            "1  10:30 Вектор · 2:05",
            "2  10:42 ИП Ким · 0:09",
            "3  10:50 ··· 45-67 · 1:10",
        ]
        assert asked.labels[:8] == ["1 Говорили", "КП", "Отказ", "2 Говорили", "КП", "Отказ", "3 Чей?", "Всё: говорили"]

        drawn = await anna.presses("1 Говорили", on=asked)
        assert "✅ 10:30 Вектор · поговорили" in drawn.text
        assert "☎️ 2 звонка без итога" in drawn.text
        drawn = await anna.presses("1 ↩️", on=drawn)
        assert "☎️ 3 звонка без итога" in drawn.text
        drawn = await anna.presses("Всё: говорили", on=drawn)
        assert "☎️ 1 звонок без итога" in drawn.text
        assert "Уже записано" in await anna.forges("pbx:talked:1:0")

        whose = await anna.presses("3 Чей?", on=drawn)
        whose = await anna.last()
        assert "☎️ Неизвестный ··· 45-67, 10:50 · 1:10" in whose.text.replace("\xa0", " ")
        card = await anna.types("Вектор")
        assert "Звонок: Вектор" in card.text
        drawn = await anna.sees("☎️ 1 звонок без итога")
        assert "3 10:50 Вектор · 1:10" in drawn.text.replace("  ", " ")
        assert "☎️ У всех звонков есть итог" in (await anna.presses("КП", on=drawn)).text
        await exchange.tells("10:55", "+7 916 999-45-67")
        await town.clock.reach("17:30")
        asked = await anna.sees("☎️ 1 звонок без итога")
        assert "1 10:55 Вектор" in asked.text.replace("  ", " "), "the number is known now"
    async with town.database.read() as tx:
        query = text(
            "SELECT outcome, count(*) FROM activities WHERE undone_at IS NULL GROUP BY outcome ORDER BY outcome"
        )
        assert {tuple(row) for row in await tx.session.execute(query)} == {
            (None, 1),
            ("no_answer", 1),
            ("send_proposal", 1),
            ("talked", 2),
        }


async def test_whoever_has_become_a_client_meanwhile_is_known_in_the_question(town: Town) -> None:
    """Two talks with somebody new: one card, and nothing is asked about whose they were; of two nobody is chosen."""
    anna = await town.manager("Анна")
    vector, kim = await town.has_clients(anna, "Вектор", "ИП Ким")
    await has_extension(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        for at, phone in (("10:30", VECTOR), ("10:40", VECTOR), ("10:50", "+7 916 000-00-02")):
            await exchange.tells(at, phone)
        await has_phone(town, anna, vector)
        for client in (vector, kim):
            await has_phone(town, anna, client, "+7 916 000-00-02")
        await town.clock.reach("13:00")
    asked = await anna.sees("☎️ 3 звонка без итога")
    assert asked.text.replace("\xa0", " ").splitlines()[1:] == [
        "1  10:30 Вектор · 2:05",
        "2  10:40 Вектор · 2:05",
        "3  10:50 ··· 00-02 · 2:05",
    ]
    assert "☎️ 1 звонок без итога" in (await anna.presses("Всё: говорили", on=asked)).text


async def test_two_clients_of_a_number_are_asked_about_and_a_stranger_is_not_asked_twice(town: Town) -> None:
    anna = await town.manager("Анна")
    for client in await town.has_clients(anna, "Вектор", "Ромашка"):
        await has_phone(town, anna, client)
    await has_extension(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:30")
        await exchange.tells("10:40", "+7 916 999-45-67")
        await town.clock.reach("13:00")
        asked = await anna.sees("☎️ 2 звонка без итога")
        await anna.presses("1 Чей?", on=asked)
        choice = await anna.last()
        assert choice.labels[:3] == ["Ромашка", "Вектор", "✖️ Не клиент"]
        await anna.presses("Ромашка", on=choice)
        drawn = await anna.sees("☎️ 2 звонка без итога")
        assert "1 10:30 Ромашка · 2:05" in drawn.text.replace("  ", " ")
        await anna.presses("2 Чей?", on=drawn)
        said = await anna.presses("✖️ Не клиент")
        assert "больше не спрошу" in said.text
        drawn = await anna.sees("☎️ 1 звонок без итога")
        assert "✖️ 10:40 ··· 45-67 · не клиент" in drawn.text.replace("\xa0", " ")
        await exchange.tells("12:40", "+7 916 999-45-67")
        await exchange.tells("15:10")
        await town.clock.reach("17:30")
        assert "1 10:30 Ромашка" in (await anna.last()).text.replace("  ", " ")
        assert "12:40" not in (await anna.last()).text

        await exchange.tells("17:45", VECTOR)  # after the last question of the day: asked on Monday
        await town.clock.reach("13:00", FRIDAY + timedelta(days=3))
        asked = await anna.sees("☎️ 1 звонок без итога")
        assert "пт 20.11 17:45" in asked.text


async def test_who_was_asked_of_all_of_them_is_not_asked_again_in_the_evening(town: Town) -> None:
    anna = await town.manager("Анна")
    (client,) = await town.has_clients(anna, "Вектор")
    await has_phone(town, anna, client)
    await has_extension(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:30")
        await town.clock.reach("13:00")
        asked = await anna.sees("☎️ 1 звонок без итога")
        await town.clock.reach("17:31")

    assert len([each for each in await anna.messages() if "звонок без итога" in each]) == 1
    await anna.presses("1 Говорили", on=asked)
    assert "✅ 10:30 Вектор" in (await anna.sees("☎️")).text.replace("\xa0", " ").replace("  ", " ")


async def test_the_lead_says_when_calls_are_asked_about_and_a_file_of_today_is_asked_too(town: Town) -> None:
    anna = await town.manager("Анна")
    olga = await town.lead("Ольга")
    await rings(town, anna)
    page = await olga.types("/settings")
    page = await olga.presses("🔔 Сообщения", on=page)
    while not [each for each in page.labels if "Звонки: днём" in each]:
        page = await olga.presses("›", on=page)
    assert page.labels[page.labels.index("🔔 Звонки: днём") + 1] == "🕐 13:00"
    await olga.presses("🕐 13:00", on=page)
    await olga.types("11:40")
    page = await olga.last()
    assert "🕐 11:40" in page.labels
    rows = ("20.11.2026;10:30;101;8 (916) 123-45-67;2:05;Отвечен", "19.11.2026;10:30;101;89161234567;2:05;Отвечен")
    await olga.sends_document("журнал.csv", make_csv(*rows))
    await olga.presses("✅ Загрузить 2 звонка")
    await town.clock.reach("11:40")
    assert "1 10:30 Вектор" in (await anna.sees("☎️ 1 звонок без итога")).text.replace("  ", " ")
    assert "🔕 Звонки: вечером" in (await olga.presses("🔔 Звонки: вечером", on=page)).labels
    await town.clock.reach("17:30")
    assert len([each for each in await anna.messages() if "без итога" in each]) == 1
