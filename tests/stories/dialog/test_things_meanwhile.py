"""What comes while a form stands open: a client's words are no answer, and the form is asked again below."""

import pytest

from sales.activities.activities import ActivityType
from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def test_a_clients_forwarded_day_is_no_answer_to_ones_own_question(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("Вектор")
    await anna.types("77к")
    again = await anna.forwards("в пятницу", hidden="Кто-то")
    assert told(again.text)[-1] == "💰 Вектор · 77 000 ₽. Когда?"
    assert (await kept(town, anna)).payments == []

    asked = await anna.types("понедельник")
    assert told(asked.text) == ["✉️ Кто-то: в пятницу", "От какого клиента сообщение?"]
    await anna.presses("Ромашка")

    await anna.sees("💰 Вектор · 77 000 ₽")
    [letter] = (await kept(town, anna)).done
    assert (letter.type, letter.comment) == (ActivityType.LETTER, "в пятницу")


async def test_a_forwarded_sum_is_no_answer_either(town: Town, anna: Someone) -> None:
    await anna.types("/fact")
    await anna.types("Вектор")
    asked = await anna.forwards("150 000", hidden="Бухгалтер")

    assert (await kept(town, anna)).facts == []
    assert "✅ Вектор. Сколько пришло?" in told(asked.text)


async def test_a_letter_of_who_is_known_leaves_the_form_as_it_stands(town: Town, anna: Someone) -> None:
    marina = {"id": 777, "is_bot": False, "first_name": "Марина"}
    await anna.forwards("Добрый день", user=marina)
    await anna.presses("Ромашка")
    await anna.types("/pay")
    await anna.types("Вектор")
    asked = await anna.forwards("Ждём счёт", user=marina)

    assert told(asked.text)[0] == "💰 Вектор. Сколько?"
    assert [each.comment for each in (await kept(town, anna)).done] == ["Добрый день", "Ждём счёт"]


async def test_a_photo_at_the_sum_gets_the_hint_and_nothing_is_lost(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("Вектор")
    asked = await anna.sends_photo()
    assert told(asked.text)[-2:] == ["💰 Вектор. Сколько?", "Можно так: 150к · 1,2 млн · 148 500,50"]
    await anna.types("20к понедельник")

    assert len((await kept(town, anna)).payments) == 1


async def test_the_words_under_a_photo_answer_the_question(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("Вектор")
    await anna.sends_photo("20к понедельник")

    assert [each.amount for each in (await kept(town, anna)).payments] == [2_000_000]


async def test_the_words_under_a_photo_tell_how_the_call_ended(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.types("Вектор")
    await anna.sends_photo("поговорили, ждут счёт")

    [call] = (await kept(town, anna)).done
    assert call.file_id
    assert call.comment == "поговорили, ждут счёт"


async def test_the_caption_of_any_photo_of_an_album_counts(town: Town, anna: Someone) -> None:
    await anna.phone.sends_photo("", album="a1")
    await anna.phone.sends_photo("позвонил Вектор - ждут счёт", album="a1")
    await town.settle()

    [call] = (await kept(town, anna)).done
    assert (call.type, call.comment) == (ActivityType.CALL, "ждут счёт")
    assert call.file_id


async def test_words_of_an_album_that_are_no_line_are_kept_with_the_note(town: Town, anna: Someone) -> None:
    await anna.phone.sends_photo("", album="a1")
    await anna.phone.sends_photo("акт сверки", album="a1")
    await town.settle()
    assert "Из 2 картинок сохраню последнюю" in (await anna.last()).text
    await anna.presses("Ромашка")

    [note] = (await kept(town, anna)).done
    assert (note.type, note.comment) == (ActivityType.NOTE, "акт сверки")


async def edited(town: Town, anna: Someone, caption: str) -> None:
    """The words under the last picture of the chat are changed."""
    sent = [each for each in await anna.phone.chat() if not each.by_bot][-1]
    picture = {"file_id": "p1", "file_unique_id": "p1", "width": 90, "height": 90}
    message = {
        "message_id": sent.message_id,
        "date": int(town.clock.now().timestamp()),
        "edit_date": int(town.clock.now().timestamp()) + 1,
        "chat": {"id": anna.phone.id, "type": "private", "first_name": "Анна"},
        "from": {"id": anna.phone.id, "is_bot": False, "first_name": "Анна"},
        "photo": [picture],
        "caption": caption,
    }
    await town.simulation.inject({"edited_message": message})
    await town.settle()


async def test_an_edited_caption_becomes_the_line_it_says(town: Town, anna: Someone) -> None:
    await anna.sends_photo("позвонил")
    await edited(town, anna, "позвонил Вектор - ждут счёт")

    [call] = (await kept(town, anna)).done
    assert (call.type, call.comment) == (ActivityType.CALL, "ждут счёт")


async def test_an_edited_caption_of_a_note_is_its_new_comment(town: Town, anna: Someone) -> None:
    await anna.sends_photo("акт")
    await anna.presses("Ромашка")
    await edited(town, anna, "акт сверки за ноябрь")

    [note] = (await kept(town, anna)).done
    assert note.comment == "акт сверки за ноябрь"


async def test_money_promised_in_a_letter_is_offered_in_one_tap(town: Town, anna: Someone) -> None:
    await anna.forwards("Добрый день, оплатим 150 000 в среду", hidden="Ромашка")
    await anna.presses("✅ Записать")
    asked = await anna.last()
    assert (await kept(town, anna)).payments == []

    await anna.presses(asked.labels[0])

    [payment] = (await kept(town, anna)).payments
    assert (payment.client_name, payment.amount, payment.due_on) == ("Ромашка", 15_000_000, town.today(5))


async def test_a_sum_without_a_day_in_a_letter_is_no_promise(anna: Someone) -> None:
    await anna.forwards("Пришлите счёт на 150 тысяч", hidden="Ромашка")
    await anna.presses("✅ Записать")

    assert told((await anna.last()).text)[0] == "✅ Письмо: Ромашка · 11:00"
