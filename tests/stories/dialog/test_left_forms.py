"""A form that gives way to another one says so, and goes on by one tap."""

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


@pytest.mark.parametrize("other", ["/pay", "/fact", "/meet", "/call"])
async def test_a_form_goes_on_where_it_was_left(town: Town, anna: Someone, other: str) -> None:
    await anna.types("/call")
    await anna.types("Вектор")
    await anna.types("новый директор")
    await anna.types(other)
    await anna.sees("Не закончено, ничего не записано:\n📞 Вектор. Чем закончилось?")
    await anna.presses("▶️ Продолжить")
    assert told((await anna.last()).text)[0] == "📞 Вектор. Чем закончилось?"
    await anna.presses("Поговорили")

    [call] = (await kept(town, anna)).done
    assert (call.client_name, call.comment) == ("Вектор", "новый директор")


async def test_two_forms_may_go_on_in_turn(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.types("Вектор")
    await anna.types("/pay")
    await anna.types("Ромашка")
    await anna.presses("▶️ Продолжить")
    await anna.sees("Не закончено, ничего не записано:\n💰 Ромашка. Сколько?")
    await anna.presses("Поговорили")
    await anna.presses("▶️ Продолжить")
    await anna.types("20к вторник")

    after = await kept(town, anna)
    assert (len(after.done), len(after.payments)) == (1, 1)


async def test_a_button_elsewhere_leaves_the_form_with_a_word(town: Town, anna: Someone) -> None:
    await town.expects(anna, "Ромашка", 150_000, town.today(3))
    card = await anna.types("пришло 50к Ромашка")
    await anna.types("/call")
    await anna.types("Вектор")
    await anna.presses("другая дата", on=card)

    assert await anna.sees("Не закончено, ничего не записано:\n📞 Вектор. Чем закончилось?")


async def test_a_double_tap_opens_it_once(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.types("Вектор")
    await anna.types("/pay")
    await anna.taps_twice("▶️ Продолжить")
    await anna.presses("Поговорили")

    assert len((await kept(town, anna)).done) == 1
    assert await anna.sees("Продолжаем ниже")


async def test_a_question_about_a_photo_goes_on_too(town: Town, anna: Someone) -> None:
    await anna.sends_photo("акт")
    await anna.types("/pay")
    await anna.presses("▶️ Продолжить")
    await anna.types("Вектор")

    [note] = (await kept(town, anna)).done
    assert (note.client_name, note.comment) == ("Вектор", "акт")


async def test_a_command_that_only_shows_leaves_the_form_open(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    asked = await anna.types("Вектор")
    await anna.types("/today")
    await anna.presses("Поговорили", on=asked)

    assert len((await kept(town, anna)).done) == 1


async def test_what_waits_behind_a_form_is_asked_when_the_next_one_is_done(town: Town, anna: Someone) -> None:
    """Lines of the first day, one after another, and a form in between: none of them vanishes with it."""
    await anna.types("позвонил в Лагуну - думают")
    await anna.types("пришло 40к Марс")
    await anna.types("сделка Юнона 300к")
    await anna.types("/pay")
    await anna.sees("Не закончено, ничего не записано:\n🧩")
    await anna.types("Вектор 20к вторник")
    assert told((await anna.last()).text) == ["✅ 40 000 ₽", "пт 20 ноября", "Создать «Марс»?"]

    await anna.types("/absence")
    assert (await anna.sees("Создать «Марс»?")).text.startswith("Не закончено, ничего не записано:\n✅ 40")
    await anna.presses("✖️ Отмена")

    assert "Создать «Лагун" in (await anna.last()).text


async def test_a_photo_that_is_to_be_asked_about_outlives_an_empty_form(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.sends_photo()
    await anna.types("/pay")
    await anna.types("Вектор 20к вторник")

    assert "К какому клиенту?" in (await anna.last()).text
