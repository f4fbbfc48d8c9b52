"""A photo, a voice, a place, a contact, a sticker at any step: used there, asked about afterwards, or named useless."""

import pytest

from simulator.hands.phone import Seen
from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, dead_rows, kept, told
from tests.town import Someone, Town

PHONE = "+7 912 345-45-67"
STEPS = {
    "a name": ["/pay"],
    "a sum": ["/pay", "Ромашка"],
    "a day": ["/pay", "Ромашка", "20к"],
    "a sum that came": ["/fact", "Ромашка"],
    "a meeting's day": ["/meet", "Ромашка"],
    "a line's sum": ["оплата Ромашка"],
    "a line's day": ["оплата Ромашка 20к"],
    "a line's name": ["оплата 20к Заря вторник"],
}


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def sends(someone: Someone, what: str) -> Seen:
    match what:
        case "photo":
            return await someone.sends_photo("акт")
        case "voice":
            return await someone.sends_voice()
        case "document":
            return await someone.sends_document("счёт.pdf", b"%PDF", "акт")
        case "contact":
            return await someone.shares_contact(PHONE, "Марина")
        case "sticker":
            return await someone.sends_sticker()
        case _:
            return await someone.sends_location()


@pytest.mark.part(3)
@pytest.mark.parametrize("what", ["photo", "voice", "document", "location"])
@pytest.mark.parametrize("before", STEPS.values(), ids=STEPS)
async def test_what_the_step_has_no_use_for_is_asked_about_after_it(
    town: Town, anna: Someone, before: list[str], what: str
) -> None:
    for said in before:
        asked = await anna.types(said)
    again = await sends(anna, what)
    assert told(again.text)[0] == "📎 Принял: спрошу об этом позже"
    assert told(again.text)[-1] == told(asked.text)[-1]

    await anna.types("/cancel")
    assert told((await anna.last()).text)[-1] == "К какому клиенту?"
    await anna.types("Вектор")

    [note] = (await kept(town, anna)).done
    assert note.client_name == "Вектор"
    assert note.file_id or note.latitude
    assert note.comment == ("акт" if what in {"photo", "document"} else None)
    assert await dead_rows(town) == 0


@pytest.mark.part(3)
@pytest.mark.parametrize("before", STEPS.values(), ids=STEPS)
async def test_a_sticker_gets_the_hint_and_the_same_question(town: Town, anna: Someone, before: list[str]) -> None:
    for said in before:
        asked = await anna.types(said)
    again = await anna.sends_sticker()

    assert told(again.text)[-1] == told(asked.text)[-1]
    assert again.labels == asked.labels
    assert (await kept(town, anna)).records == 0
    await anna.types("/cancel")
    assert "Отменено" in (await anna.last()).text


@pytest.mark.parametrize(
    "before", [["/pay", "Ромашка"], ["/meet", "Ромашка"], ["оплата Ромашка"], ["/call", "Ромашка"]]
)
async def test_a_contact_is_asked_about_after_the_form(town: Town, anna: Someone, before: list[str]) -> None:
    for said in before:
        await anna.types(said)
    await anna.shares_contact(PHONE, "Марина")
    await anna.types("/cancel")
    asked = await anna.last()

    assert told(asked.text)[-1] == "Такого телефона ещё нет. Чей он?"
    assert (await kept(town, anna)).clients == len(NAMES)


async def test_a_contact_at_a_light_question_makes_nobody(town: Town, anna: Someone) -> None:
    await anna.sends_photo()
    await anna.shares_contact(PHONE, "Марина")
    assert (await kept(town, anna)).clients == len(NAMES)
    await anna.types("Вектор")

    assert told((await anna.last()).text)[-1] == "Такого телефона ещё нет. Чей он?"


@pytest.mark.parametrize("what", ["photo", "voice", "document"])
async def test_a_second_file_of_a_call_is_asked_about(town: Town, anna: Someone, what: str) -> None:
    await anna.types("/call")
    await anna.types("Вектор")
    await anna.sends_photo()
    await sends(anna, what)
    await anna.presses("Поговорили")
    await anna.types("Ромашка")

    assert sorted((each.type, each.client_name) for each in (await kept(town, anna)).done) == [
        ("call", "Вектор"),
        ("note", "Ромашка"),
    ]


async def test_two_pictures_one_after_another_are_two_notes(town: Town, anna: Someone) -> None:
    await anna.sends_photo("первая")
    await anna.sends_photo("вторая")
    await anna.types("Вектор")
    await anna.types("Ромашка")

    assert sorted((each.client_name, each.comment) for each in (await kept(town, anna)).done) == [
        ("Вектор", "первая"),
        ("Ромашка", "вторая"),
    ]


async def test_an_album_at_a_step_is_one_note_with_all_its_words(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("Ромашка")
    for caption in ("акт", "", "сверка"):
        await anna.phone.sends_photo(caption, album="a1")
    await town.settle()
    await anna.types("20к вторник")
    await anna.types("Вектор")

    after = await kept(town, anna)
    assert [each.comment for each in after.done] == ["акт\nсверка"]
    assert len(after.payments) == 1


async def test_a_picture_whose_words_answer_is_kept_too(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("Ромашка")
    asked = await anna.sends_photo("20к вторник")
    assert told(asked.text)[-1] == "К какому клиенту?"
    await anna.types("Ромашка")

    after = await kept(town, anna)
    assert (len(after.payments), len(after.done)) == (1, 1)


@pytest.mark.parametrize("before", [["/pay"], ["/pay", "Ромашка"], ["оплата Ромашка"], ["/meet", "Ромашка"]])
async def test_a_line_under_a_picture_is_recorded_at_any_step(town: Town, anna: Someone, before: list[str]) -> None:
    for said in before:
        asked = await anna.types(said)
    again = await anna.sends_photo("позвонил Вектор - ждут счёт")

    [call] = (await kept(town, anna)).done
    assert (call.client_name, call.comment, bool(call.file_id)) == ("Вектор", "ждут счёт", True)
    assert told(again.text)[0] == told(asked.text)[0]


@pytest.mark.parametrize("said", ["да", "ок", "Ага"])
async def test_yes_in_words_attaches(town: Town, anna: Someone, said: str) -> None:
    await anna.types("позвонил Вектор - ждут счёт")
    await anna.sends_photo()
    await anna.types(said)

    [call] = (await kept(town, anna)).done
    assert call.file_id


@pytest.mark.parametrize("what", ["photo", "voice", "location", "contact", "sticker"])
async def test_a_lead_at_a_step_gets_the_hint(town: Town, anna: Someone, what: str) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/fact")
    await olga.types("Ромашка")
    again = await sends(olga, what)

    assert "Ромашка. Сколько пришло?" in again.text
    assert (await kept(town, anna)).records == 0
