"""What is typed right behind a line goes on with it: «70%», «вчера», «тысяч, завтра», «забудь»."""

from tests.stories.checkins.checkin_day import told
from tests.stories.entry.entry_day import NAMES
from tests.town import Town

FURTHER = (
    ("оплата 300к Ромашка пн", "70%", "Ожидаем пн 23 ноября · 70 %"),
    ("оплата 300к Вектор пн", "во вторник", "Ожидаем вт 24 ноября · 50 %"),
    ("Берег оплатил 300к", "вчера", "заявлено · чт 19 ноября · вне плана"),
    ("оплата 90к Медлайн пн", "ещё 10 сверху, всего 100", "💰 Медлайн · 100 000 ₽"),
    ("СтройГрад 70k Monday", "make it Tuesday", "Ожидаем вт 24 ноября · 50 %"),
    ("встреча с Кимом", "послезавтра в 16", "🤝 ИП Ким · пн 23 ноября, 16:00"),
    ("Школа 57 · 300", "тысяч, завтра", "💰 Школа 57 · 300 000 ₽"),
    ("АгроЮг 15", "тысяч пришли сегодня", "✅ АгроЮг · 15 000 ₽ получено"),
    ("Техно2000 118", "пришло вчера, тысяч конечно", "✅ Техно2000 · 118 000 ₽ получено"),
    ("оплата 120 24 Часа до четверга", "тыс", "💰 24 Часа · 120 000 ₽"),
    ("в четверг в 12 встреча", "с Ромашкой", "🤝 Ромашка · чт 26 ноября, 12:00"),
)


async def test_what_is_said_right_behind_a_line_is_of_it(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *NAMES, "Берег", "Медлайн", "АгроЮг", "Техно2000")

    for line, further, shown in FURTHER:
        await anna.types(line)
        assert shown in told(await anna.types(further)), further
        await town.clock.jump(town.minutes(2))


async def test_what_is_no_more_of_a_line_changes_nothing(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Ромашка")

    await anna.types("пришло 80к Ромашка")
    assert "Не понял «70%»." in (await anna.types("70%")).text
    await town.clock.jump(town.minutes(6))
    assert "«вчера»" in (await anna.types("вчера")).text
    asked = await anna.types("Ромашка 45к")
    assert "Ожидаем или пришло?" in asked.text
    await anna.types("забудь")
    assert await anna.messages() == [each for each in await anna.messages() if "Ожидаем или пришло?" not in each]


async def test_a_refusal_is_the_outcome_of_whatever_it_was(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *NAMES)

    await anna.types("Ромашка отказались, нашли дешевле")

    assert told(await anna.presses("📞 Звонок"))[0].startswith("✅ Звонок: Ромашка, отказ")
