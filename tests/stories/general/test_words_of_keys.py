"""The word on a key, typed without its sign, does what the key does (FAULTS 14)."""

from tests.stories.checkins.checkin_day import told
from tests.town import Someone, Town

SAID = {
    "Команда": "👥 Команда · 2",
    "настройки!": "⚙️ Отдел",
    "воронка": "🔻 Воронка · Отдел · ноябрь на 20.11",
    "rjvfylf": "👥 Команда · 2",
    "Team": "👥 Команда · 2",
    "сделки": "🧩 Сделки · 0",
    "прогноз": "Прогноз · ноябрь на 20.11, 11:00",
    "точность": "Точность планов · по 19.11",
    "подтвердить день": "Подтверждать нечего: денег не приходило",
    "итоги октября": "Сводный отчёт · октябрь, закрыт",
    "закрытие прошлого месяца": "Сводный отчёт · октябрь, закрыт",
    "Что-то ещё": "Не понял «Что-то ещё».",
}


async def test_a_lead_types_what_stands_on_a_key(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")

    assert {word: told(await olga.types(word))[0] for word in SAID} == SAID


async def test_while_a_question_stands_open_the_word_answers_it(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Маяк")
    await anna.types("/meet Маяк")

    asked = await anna.types("Команда")

    assert "👥" not in asked.text


async def test_who_has_no_such_key_is_told_what_was_not_understood(town: Town) -> None:
    anna = await town.manager("Анна")

    assert told(await anna.types("настройки"))[0] == "Не понял «настройки»."


async def waits_for_two(town: Town) -> Someone:
    anna = await town.manager("Анна")
    await town.expects(anna, "Вектор", 340_000)
    await town.expects(anna, "Ромашка", 150_000)
    await town.clock.reach("11:45")
    return anna


async def test_all_came_asks_how_many_and_one_undo_takes_them_back(town: Town) -> None:
    anna = await waits_for_two(town)

    for said in ("всё пришло", "Все пришли!", "все оплаты пришли", "all paid"):
        asked = await anna.types(said)
        assert told(asked)[-1] == "2 оплаты на 490 тыс, все пришли?", said
    done = await anna.presses("Да, все пришли")
    assert told(done)[1] == "Ждём 490 тыс, пришло 490 тыс"

    assert told(await anna.presses("↩️ Отменить"))[1] == "Ждём 490 тыс, пришло 0"


async def test_no_change_in_words_is_taken_back_like_the_tap(town: Town) -> None:
    anna = await waits_for_two(town)

    await anna.types("без изменений")
    question = await anna.sees("Факт оплат к 12:00")
    assert "Без изменений · 11:45" in told(question)
    await anna.presses("↩️ Отменить", question)

    assert "Без изменений" in (await anna.sees("Факт оплат к 12:00")).labels
