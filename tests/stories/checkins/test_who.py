"""/who: who has answered, who is silent, who is away and who cannot be reached, in one short list."""

from tests.stories.checkins.checkin_day import at, gathered, told
from tests.stories.checkins.test_clock import away
from tests.town import FRIDAY, Town


async def test_it_names_everybody_by_where_they_stand(town: Town) -> None:
    team = await gathered(town)
    gleb, dina = await town.manager("Глеб"), await town.manager("Дина")
    await away(town, gleb, FRIDAY, town.today(4))
    await dina.phone.blocks()
    await town.settle()
    await town.invites("Егор")
    await at(town, "11:45", "11:47")
    await team.anna.presses("Без изменений")
    await at(town, "12:00")

    who = await team.olga.types("/who")

    assert told(who) == [
        "Ответы к 12:00 · пт 20 ноября",
        "Ответили: 1 из 3",
        "",
        "✅ Анна 11:47",
        "Борис: нет ответа, ждём 400 (1)",
        "Виктор: нет ответа, ждём 250 (2)",
        "Нет сегодня: Глеб до 24 ноября",
        "Ещё не открыли ссылку: Егор",
        "Сообщения не доходят: Дина",
    ]
    assert who.buttons == [["🔔 Напомнить всем"]]


async def test_of_very_many_who_are_silent_the_most_awaited_are_named(town: Town) -> None:
    olga = await town.lead("Ольга")
    for n in range(1, 21):
        await town.expects(await town.manager(f"Анна {n}"), f"Вектор {n}", n * 10_000)
    await at(town, "11:45", "12:00")

    who = told(await olga.types("/who"))

    assert who[3] == "Анна 20: нет ответа, ждём 200 (1)"
    assert who[13:] == ["Анна 10: нет ответа, ждём 100 (1)", "Ещё 9: нет ответа, ждём 450 тыс (9)"]


async def test_the_button_reminds(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "12:00")
    await team.olga.types("/who")

    await team.olga.presses("🔔 Напомнить всем")

    assert await team.olga.toast() == "Напоминаю: Анна, Борис, Виктор"


async def test_before_anybody_is_asked_it_says_so(town: Town) -> None:
    team = await gathered(town)

    assert told(await team.olga.types("/who"))[1] == "Пока никого не спрашивали"


async def test_an_empty_department_says_what_to_do_next(town: Town) -> None:
    olga = await town.lead("Ольга")

    assert told(await olga.types("/who"))[-1] == "Менеджеров пока нет. Пригласите первого."


async def test_the_owner_of_two_departments_is_asked_which(town: Town) -> None:
    team = await gathered(town)
    await town.lead_elsewhere("Роман")
    assert town.owner is not None
    await at(town, "11:45", "12:00")

    question = await town.owner.types("/who")
    assert question.buttons == [["Отдел", "Другой"]]
    await town.owner.presses("Отдел", on=question)

    assert "Виктор: нет ответа, ждём 250 (2)" in told(await town.owner.last())
    assert team.olga is not None


async def test_on_a_day_off_nobody_is_asked_about(town: Town) -> None:
    team = await gathered(town)
    await at(town, "12:00", day=town.today(1))

    assert (await team.olga.types("/who")).text == "Сегодня выходной: никого не спрашиваем."
    assert (await team.olga.types("/checkin")).text == "Сегодня выходной: никого не спрашиваем."


async def test_a_department_of_somebody_else_is_refused(town: Town) -> None:
    team = await gathered(town)
    await town.lead_elsewhere("Роман")

    assert await team.olga.forges("dep:who:2") == "Эта запись вам недоступна."
    assert await team.olga.forges("dep:wipe:1") == "Эта запись вам недоступна."


async def test_the_key_of_an_old_keyboard_still_opens_it(town: Town) -> None:
    olga = await town.lead("Ольга")

    assert (await olga.types("🔔 Кто молчит")).text == (await olga.presses_key("🔔 Ответы")).text
