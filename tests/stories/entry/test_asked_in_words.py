"""Plain questions are answered by the screens that there are, and never taken for records, whatever the thumb does."""

import pytest

from tests.kept import Kept
from tests.town import Seen, Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    return anna


def first(seen: Seen) -> str:
    return plain(seen.text).splitlines()[0]


QUESTIONS = {
    "Сегодня, пт 20 ноября": (
        "сколько пришло сегодня?", "скока пришло сегодня", "сколко пришло сегодня", "сегодня сколько пришло",
        "пришло сколько сегодня", "добрый день, сколько пришло сегодня", "сколько за сегодня", "how much today",
    ),
    "чт 19 ноября": ("сколько пришло за вчера", "сколько вчера"),
    "Неделя, 16–22 ноября": ("сколько за неделю", "а сколько за неделю?", "скока за ниделю", "сколько денег за неделю"),
    "Ноябрь 2026": ("сколько за месяц", "сколько пришло с начала месяца"),
    "Сводный отчёт · октябрь": ("сколько за прошлый месяц",),
    "✅ Просроченных долгов нет": (
        "кто должен", "кто долежн", "хто должен", "а кто должен, подскажи пожалуйста?", "можно узнать кто должен",
        "должники есть?", "где деньги", "привет, кто должен", "кто нам должен больше всех", "who owes me?",
    ),
    "План на пн 23 ноября": (
        "что завтра", "а что завтра?", "чё завтра", "шо завтра", "что по завтрашнему дню", "куда завтра ехать",
        "встречи завтра", "во сколько встреча завтра", "привет, что завтра?", "what's tomorrow?",
    ),
    "Ромашка": (
        "где Ромашка", "а где ромашка?", "где у нас Ромшка", "как дела у Ромашки", "сколько Ромашка должна",
        "когда Ромашка заплатит", "во сколько встреча с Ромашкой", "where is Ромашка",
    ),
    "🗓 Визиты · 16–22 ноября": ("визиты", "какие визиты на неделе", "какие встречи на этой неделе?", "моё расписание"),
    "🗓 Визиты · 23–29 ноября": ("какие встречи на следующей неделе", "визиты на следующую неделю"),
    "🗓 Неделя 23–29.11 · ждём 0": ("что на следующей неделе", "что в понедельник"),
    "⏳ Забытые · 0": ("забытые", "кого я забыл", "кому давно не звонил", "с кем давно не общался"),
}  # fmt: skip


async def test_a_question_is_answered_and_records_nothing(town: Town, anna: Someone) -> None:
    told = {asked: first(await anna.types(asked)) for questions in QUESTIONS.values() for asked in questions}

    meant = {asked: answer for answer, questions in QUESTIONS.items() for asked in questions}
    assert {asked: said for asked, said in told.items() if not said.startswith(meant[asked])} == {}
    async with town.database.read() as tx:
        assert await tx.as_(anna.actor).dialogs.current() is None
        assert await tx.as_(anna.actor).activities.of_day(anna.id, town.today()) == []
        assert await tx.as_(anna.actor).payments.list_awaited() == []


async def test_what_is_planned_on_a_named_day_stands_below_its_week(anna: Someone) -> None:
    await anna.types("встреча Вектор вт 15:00")

    for asked in ("что у меня на вторник", "what's on for tuesday?"):
        told = await anna.types(asked)
        assert first(told).startswith("🗓 вт 24 ноября")
        assert "15:00" in plain(told.text)
        assert "Вектор" in plain(told.text)


async def test_a_question_beside_an_open_form_keeps_the_form(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.presses("Вектор")
    await anna.types("скока за неделю")
    assert (await anna.last()).text.startswith("💰 Вектор. Сколько?") or "Сколько" in (await anna.last()).text
    await anna.types("150к")
    assert plain((await anna.presses("Завтра")).text).startswith("💰 Вектор · 150 000 ₽")


async def test_a_question_beside_a_question_about_the_day_is_no_day(anna: Someone) -> None:
    asked = await anna.types("встреча Вектор пт 11:30")
    for question in ("визиты", "скока за ниделю", "кто должен", "где Ромашка", "что завтра", "что в среду?"):
        await anna.types(question)
        assert (await anna.last()).text == asked.text
    assert first(await anna.types("27.11")) == "🤝 Вектор · пт 27 ноября, 11:30"


OF_PEOPLE = {
    "пт 20 ноября · Борис": (
        "что у Бориса", "а что у бориса?", "чё у Бориса", "что у борса", "как дела у Бориса", "как там Борис",
        "сколько принёс Борис", "сколько пришло у Бориса сегодня", "где Борис", "Борис", "how is Борис doing",
    ),
    "чт 19 ноября · Борис": ("что у Бориса было вчера",),
    "🗓 Борис · 23–29.11": ("что у Бориса завтра", "что у Бориса на следующей неделе"),
    "🗓 Борис · визиты": ("какие визиты у Бориса", "визиты Бориса"),
    "📐 Борис · 16–22.11": ("сколько у Бориса за неделю",),
    "Ромашка": ("что у Ромашки", "где Ромашка"),
    "Ответы к 12:00": ("кто молчит", "кто ещё не ответил"),
    "🗓 Визиты · 16–22 ноября": ("визиты",),
    "⚠️ Долги": ("кто должен",),
}  # fmt: skip


async def test_the_lead_asks_about_a_person(town: Town, anna: Someone) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(boris, "Берег")
    await town.expects(boris, "Берег", 100_000, town.today(-5))

    told = {asked: first(await olga.types(asked)) for questions in OF_PEOPLE.values() for asked in questions}

    meant = {asked: answer for answer, questions in OF_PEOPLE.items() for asked in questions}
    assert {asked: said for asked, said in told.items() if not said.startswith(meant[asked])} == {}
    assert "Борис" not in (await anna.types("что у Бориса")).text.replace("«что у Бориса»", "")
    async with town.database.read() as tx:
        assert await tx.as_(olga.actor).dialogs.current() is None


async def test_two_of_one_name_are_offered(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    await town.manager("Борис Петров")
    await town.manager("Борис Ильин")

    asked = await olga.types("что у Бориса")

    assert asked.text == "Чей день?"
    assert first(await olga.presses("Борис Ильин", on=asked)).endswith("Борис Ильин")


async def test_what_a_person_has_ahead_stands_beside_what_was_done(town: Town, anna: Someone) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(boris, "Берег", "Ким")
    await town.expects(boris, "Берег", 100_000)
    await boris.types("встреча Ким сегодня 15:00: показать расчёт")
    await boris.types("позвонил Берег: ждут счёт")
    await olga.types("поручение Борису: КП Киму до вт")

    seen = await olga.types("что у Бориса")

    said = [" ".join(line.split()) for line in plain(seen.text).splitlines()]
    ahead = said.index("Ещё впереди:")
    assert said[ahead + 1].startswith("15:00 🤝 Ким")
    assert said[ahead + 2].startswith("💰 Берег 100 тыс")
    assert said[ahead + 3].startswith("📌 КП Киму · ")
    assert any("Берег" in line and "ждут счёт" in line for line in said[ahead + 4 :])
    assert "КП Киму" in (await olga.presses("📌 Поручения", on=seen)).text
    seen = await olga.types("что у Бориса")
    assert "Ким" in (await olga.presses("🗓 Визиты", on=seen)).text
    assert "Ещё впереди" not in (await olga.types("что у Бориса было вчера")).text
