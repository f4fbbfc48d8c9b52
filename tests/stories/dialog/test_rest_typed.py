"""«Остаток 100 000 ₽. Когда ждать?» is answered with a day in any words, while it stands."""

from datetime import date

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    await town.expects(anna, "Ромашка", 150_000)
    await anna.types("пришло 50к Ромашка")
    return anna


async def due_on(town: Town, anna: Someone) -> list[date]:
    return [each.due_on for each in (await kept(town, anna)).payments]


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("вт", date(2026, 11, 24)),
        ("Во вторник", date(2026, 11, 24)),
        ("в понедельник утром", date(2026, 11, 23)),
        ("ждём в среду", date(2026, 11, 25)),
        ("остаток в среду", date(2026, 11, 25)),
        ("через неделю", date(2026, 11, 27)),
        ("через 3 дня", date(2026, 11, 23)),
        ("25.12", date(2026, 12, 25)),
        ("25 декабря", date(2026, 12, 25)),
        ("27-го", date(2026, 11, 27)),
        ("до НГ", date(2026, 12, 30)),
        ("в конце месяца", date(2026, 11, 30)),
        ("завтра", date(2026, 11, 23)),
        ("послезавтра", date(2026, 11, 23)),
    ],
)
async def test_a_day_in_any_words_answers(town: Town, anna: Someone, said: str, day: date) -> None:
    card = await anna.types(said)

    assert "Остаток 100 000 ₽ ждём" in told(card.text)[2]
    assert await due_on(town, anna) == [day]
    await anna.sees_nothing_of("Когда ждать?")


@pytest.mark.parametrize("said", ["пт", "в пятницу", "пятница", "до пятницы", "Пт!"])
async def test_todays_own_weekday_is_one_of_two(town: Town, anna: Someone, said: str) -> None:
    asked = await anna.types(said)
    assert told(asked.text) == ["пт 20 ноября или пт 27 ноября?"]
    await anna.presses("пт 27 ноября")

    assert await due_on(town, anna) == [date(2026, 11, 27)]


@pytest.mark.parametrize("said", ["31.02", "вчера"])
async def test_a_day_that_cannot_be_is_asked_again(town: Town, anna: Someone, said: str) -> None:
    asked = await anna.types(said)
    assert told(asked.text)[-1] == "Ромашка: остаток 100 000 ₽. На какой день?"
    await anna.types("вт")

    assert await due_on(town, anna) == [date(2026, 11, 24)]


async def test_it_may_be_given_up_in_words(town: Town, anna: Someone) -> None:
    card = await anna.types("не ждать")

    assert "Остаток больше не ждём" in card.text
    assert await due_on(town, anna) == []


async def test_money_of_another_is_saved_and_the_question_stays(town: Town, anna: Someone) -> None:
    await anna.types("пришло 50к Ким")
    await anna.types("вт")

    assert len((await kept(town, anna)).facts) == 2
    assert await due_on(town, anna) == [date(2026, 11, 24)]


async def test_a_photo_asked_about_meanwhile_waits(town: Town, anna: Someone) -> None:
    await anna.sends_photo()
    asked = await anna.types("в среду")

    assert told(asked.text)[-1] == "К какому клиенту?"
    assert await due_on(town, anna) == [date(2026, 11, 25)]


async def test_a_day_at_a_form_of_ones_own_is_not_its_answer(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.types("Пятница")

    assert await due_on(town, anna) == [date(2026, 11, 20)]


@pytest.mark.parametrize("later", [60, 24 * 60])
async def test_tomorrow_is_a_question_again_after_a_while(town: Town, anna: Someone, later: int) -> None:
    await town.clock.jump(town.minutes(later))
    await anna.types("завтра")

    assert await due_on(town, anna) == [date(2026, 11, 20)]


async def test_an_answered_one_is_not_answered_again(town: Town, anna: Someone) -> None:
    await anna.types("вт")
    await anna.types("ср")

    assert await due_on(town, anna) == [date(2026, 11, 24)]
