"""The table of spec/0 0.1, row by row: what stands open, what is typed, what must happen."""

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


@pytest.mark.parametrize(("line", "amount"), [("возврат 10к Вектор", 1_000_000), ("пришло 10к Вектор", 1_000_000)])
async def test_a_light_question_takes_no_money(town: Town, anna: Someone, line: str, amount: int) -> None:
    asked = await anna.sends_photo()
    again = await anna.types(line)

    [fact] = (await kept(town, anna)).facts
    assert (fact.client_name, abs(fact.amount)) == ("Вектор", amount)
    assert (again.text, again.labels) == (asked.text, asked.labels)


async def test_the_place_of_a_meeting_takes_no_money_either(town: Town, anna: Someone) -> None:
    await anna.types("встреча Ромашка: договорились")
    asked = await anna.sends_location()
    assert told(asked.text)[0] == "📍 Отметить место в этой записи?"
    again = await anna.types("возврат 10к Вектор")

    assert again.text == asked.text
    assert len((await kept(town, anna)).facts) == 1


@pytest.mark.parametrize("said", ["вектор", "Вектор", "вектору"])
async def test_a_name_answers_whose_it_is(town: Town, anna: Someone, said: str) -> None:
    await anna.sends_photo()
    await anna.types(said)

    assert [each.client_name for each in (await kept(town, anna)).done] == ["Вектор"]


@pytest.mark.parametrize("said", ["150 до среды", "150 до ср", "150, до среды"])
async def test_a_bare_sum_with_its_day_is_the_steps_own_answer(town: Town, anna: Someone, said: str) -> None:
    await anna.types("/pay")
    await anna.types("Вектор")
    asked = await anna.types(said)
    assert told(asked.text) == ["Вектор: 150 ₽ или 150 000 ₽?"]
    await anna.presses("150 ₽")

    [payment] = (await kept(town, anna)).payments
    assert (payment.amount, payment.due_on) == (15_000, town.today(5))


@pytest.mark.parametrize("line", ["пришло 50к Ким", "поступило от ИП Ким 50 тыс", "ким закинул 50к"])
async def test_money_at_the_sum_of_another_is_saved_and_the_step_stays(town: Town, anna: Someone, line: str) -> None:
    await anna.types("/pay")
    asked = await anna.types("Вектор")
    again = await anna.types(line)

    [fact] = (await kept(town, anna)).facts
    assert (fact.client_name, fact.amount) == ("ИП Ким", 5_000_000)
    assert (again.text, again.labels) == (asked.text, asked.labels)


@pytest.mark.parametrize("line", ["оплата 50к Ким вт", "ждём 50к от Ким во вторник"])
async def test_money_at_a_comment_is_saved_and_the_step_stays(town: Town, anna: Someone, line: str) -> None:
    await anna.types("/call")
    asked = await anna.types("Вектор")
    again = await anna.types(line)

    [payment] = (await kept(town, anna)).payments
    assert (payment.client_name, payment.amount) == ("ИП Ким", 5_000_000)
    assert again.text == asked.text


@pytest.mark.parametrize("words", ["перезвонил Ким, ждут счёт", "встретились с Ким", "звонил Ромашке, тоже молчат"])
async def test_a_contact_told_at_a_comment_is_its_words(town: Town, anna: Someone, words: str) -> None:
    await anna.types("/call")
    await anna.types("Вектор")
    await anna.types(words)
    await anna.presses("Поговорили")

    [call] = (await kept(town, anna)).done
    assert (call.client_name, call.comment) == ("Вектор", words)
