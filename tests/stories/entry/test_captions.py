"""The words under a picture: all that they say is done, and the picture goes to whom they name."""

import pytest

from sales.activities.activities import ActivityType
from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, dead_rows, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def test_several_records_under_a_picture_are_all_recorded(town: Town, anna: Someone) -> None:
    await anna.sends_photo("пришло 41к Вектор и 20к Ким")

    assert {(each.client_name, each.amount) for each in (await kept(town, anna)).facts} == {
        ("Вектор", 41_000_00),
        ("ИП Ким", 20_000_00),
    }


async def test_several_records_under_a_picture_go_before_the_open_question(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.sends_photo("пришло 41к Вектор, пришло 20к Ким")

    assert len((await kept(town, anna)).facts) == 2
    assert told((await anna.last()).text) == ["💰 Ожидаем оплату. От кого?"]


@pytest.mark.parametrize("words", ["Вектор", "Вектор акт сверки", "акт сверки для Вектора"])
async def test_a_client_named_under_a_picture_is_not_asked(town: Town, anna: Someone, words: str) -> None:
    card = await anna.sends_photo(words)

    assert told(card.text)[0] == "✅ Заметка: Вектор · 11:00"
    [note] = (await kept(town, anna)).done
    assert (note.type, note.comment, bool(note.file_id)) == (ActivityType.NOTE, words, True)
    assert "↩️ Отменить" in card.labels


async def test_a_picture_of_the_client_just_talked_to_is_offered_to_that_record(town: Town, anna: Someone) -> None:
    await anna.types("позвонил Вектор - ждут счёт")
    asked = await anna.sends_photo("Вектор акт")

    assert told(asked.text)[0] == "📎 Приложить к этой записи?"


async def test_a_claim_under_a_picture_is_a_claim_and_the_picture_is_kept(town: Town, anna: Someone) -> None:
    await anna.sends_photo("претензия Вектор: брак 3 шт")
    assert await anna.sees("брак 3 шт")
    [note] = [each for each in (await kept(town, anna)).done if each.file_id]
    assert note.client_name == "Вектор"
    assert await dead_rows(town) == 0


async def test_who_is_named_under_a_picture_is_not_asked(town: Town, anna: Someone) -> None:
    card = await anna.sends_photo("Ромашка образцы отвезли")
    assert told(card.text)[0].startswith("✅ Заметка: Ромашка")


async def test_money_under_a_picture_is_asked_about_beside_the_note(town: Town, anna: Someone) -> None:
    asked = await anna.sends_photo("платёжка Ромашка 28 000")
    assert told(asked.text)[-1] == "Ожидаем или пришло?"
    await anna.presses("✅ Пришло")
    [fact] = (await kept(town, anna)).facts
    assert (fact.client_name, fact.amount) == ("Ромашка", 28_000_00)
    assert len((await kept(town, anna)).done) == 1


@pytest.mark.parametrize("words", ["чек Школа 57 32 000 оплачено", "скрин школа57 оплатила 32к", "пришло 32к Школа 57"])
async def test_a_paper_that_money_came_is_money_and_a_note(town: Town, anna: Someone, words: str) -> None:
    await anna.sends_photo(words)

    after = await kept(town, anna)
    assert [(fact.client_name, fact.amount) for fact in after.facts] == [("Школа 57", 32_000_00)]
    assert [(note.client_name, bool(note.file_id)) for note in after.done] == [("Школа 57", True)]


async def test_whose_the_money_is_is_asked_once_and_the_picture_goes_there(town: Town, anna: Someone) -> None:
    asked = await anna.sends_photo("пришло 44к")
    assert told(asked.text)[-1] == "Кто клиент?"
    await anna.presses("Вектор")

    after = await kept(town, anna)
    assert [each.client_name for each in (*after.facts, *after.done)] == ["Вектор", "Вектор"]


async def test_words_under_a_picture_that_was_asked_about_may_become_money(town: Town, anna: Someone) -> None:
    sent = await anna.phone.sends_photo("фото")
    await town.settle()
    here = {"id": anna.phone.id, "type": "private", "first_name": "Анна"}
    await town.simulation.inject(
        {
            "edited_message": {
                "message_id": sent.message_id,
                "date": int(town.clock.now().timestamp()),
                "edit_date": int(town.clock.now().timestamp()) + 1,
                "chat": here,
                "from": here | {"is_bot": False},
                "photo": [{"file_id": "F", "file_unique_id": "U", "width": 9, "height": 9}],
                "caption": "чек Вектор 20к оплачено",
            }
        }
    )
    await town.settle()

    after = await kept(town, anna)
    assert (len(after.facts), [bool(note.file_id) for note in after.done]) == (1, [True])
