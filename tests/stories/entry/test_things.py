"""Contacts, letters, photos, voices and places sent to the chat find their client."""

from datetime import timedelta

import pytest

from sales.activities.activities import ActivityType
from simulator.hands.phone import Seen
from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, dead_rows, kept, told
from tests.town import Someone, Town

PHONE = "+7 912 345-45-67"


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def contacts_of(town: Town, someone: Someone, name: str) -> list[str | None]:
    async with town.database.read() as tx:
        [client] = await tx.as_(someone.actor).clients.search(name, 1)
        return [each.phone for each in await tx.as_(someone.actor).contacts.of_client(client.id)]


async def test_a_contact_of_nobody_becomes_a_client_in_one_tap(town: Town, anna: Someone) -> None:
    asked = await anna.shares_contact(PHONE, "Марина")
    assert told(asked.text) == ["📱 Марина, ··· 45-67", "Такого телефона ещё нет. Чей он?"]

    card = await anna.presses("➕ Новый клиент «Марина»")

    assert told(card.text) == [
        "✅ Марина: контакт записан",
        "Марина",
        "Ведёт Анна",
        "",
        "Марина · ··· 45-67",
        "Записей пока нет",
    ]
    assert (await kept(town, anna)).clients == len(NAMES) + 1


async def test_a_contact_joins_a_client_that_is_there(town: Town, anna: Someone) -> None:
    await anna.shares_contact(PHONE, "Марина")
    await anna.presses("Клиента, который уже есть")
    card = await anna.presses("Ромашка")

    assert told(card.text)[:2] == ["✅ Марина: контакт записан", "Ромашка"]
    assert await contacts_of(town, anna, "Ромашка") == [PHONE]


async def test_the_clients_name_may_be_typed_at_once(town: Town, anna: Someone) -> None:
    await anna.shares_contact(PHONE, "Марина")
    await anna.types("ромашка")

    assert await contacts_of(town, anna, "Ромашка") == [PHONE]


async def test_a_client_of_the_same_name_is_offered_first(town: Town, anna: Someone) -> None:
    asked = await anna.shares_contact(PHONE, "Ромашка")
    assert asked.labels[0] == "Ромашка"
    await anna.presses("Ромашка")

    assert await contacts_of(town, anna, "Ромашка") == [PHONE]
    assert (await kept(town, anna)).clients == len(NAMES)


async def test_a_known_contact_says_whose_it_is(town: Town, anna: Someone) -> None:
    await anna.shares_contact(PHONE, "Марина")
    await anna.types("Ромашка")

    said = await anna.shares_contact("8 (912) 345 45 67", "Марина П.")

    assert told(said.text)[:2] == ["📱 Марина П., ··· 45-67: контакт этого клиента", "Ромашка"]
    assert said.buttons[0] == ["📞", "🤝", "💰", "✅"]


async def test_a_second_tap_makes_one_client(town: Town, anna: Someone) -> None:
    asked = await anna.shares_contact(PHONE, "Марина")
    await anna.taps_twice("➕ Новый клиент «Марина»", on=asked)

    assert (await kept(town, anna)).clients == len(NAMES) + 1


async def test_a_contact_can_be_left_alone(town: Town, anna: Someone) -> None:
    await anna.shares_contact(PHONE, "Марина")
    await anna.presses("✖️ Отмена")

    assert (await kept(town, anna)).clients == len(NAMES)


async def test_a_colleagues_contact_is_not_told(town: Town, anna: Someone) -> None:
    await anna.shares_contact(PHONE, "Марина")
    await anna.types("Ромашка")
    boris = await town.manager("Борис")

    said = await boris.shares_contact(PHONE, "Марина")

    assert "Ромашка" not in said.text
    assert told(said.text)[-1] == "Такого телефона ещё нет. Чей он?"


async def test_a_letter_of_somebody_unknown_asks_whose_and_remembers(town: Town, anna: Someone) -> None:
    client = {"id": 777, "is_bot": False, "first_name": "Марина", "last_name": "Орлова"}
    asked = await anna.forwards("Пришлите счёт на 150 тысяч", user=client)
    assert told(asked.text)[:2] == ["✉️ Марина Орлова: Пришлите счёт на 150 тысяч", "От какого клиента сообщение?"]
    card = await anna.presses("Ромашка")
    assert told(card.text)[:2] == ["✅ Письмо: Ромашка · 11:00", "Пришлите счёт на 150 тысяч"]

    second = await anna.forwards("И договор", user=client)

    assert told(second.text)[:2] == ["✅ Письмо: Ромашка · 11:00", "И договор"]
    assert "↩️ Отменить" in second.labels
    assert [each.type for each in (await kept(town, anna)).done] == [ActivityType.LETTER] * 2


async def test_a_letter_of_a_clients_name_is_one_tap(town: Town, anna: Someone) -> None:
    asked = await anna.forwards("Ждём счёт", hidden="ООО Ромашка")
    assert told(asked.text) == ["✉️ ООО Ромашка: Ждём счёт", "Записать как переписку с клиентом Ромашка?"]

    card = await anna.presses("✅ Записать")

    assert told(card.text)[0] == "✅ Письмо: Ромашка · 11:00"
    assert anna.taps == 1


async def test_the_name_may_be_another_clients(anna: Someone) -> None:
    await anna.forwards("Ждём счёт", hidden="ООО Ромашка")
    await anna.presses("Другой клиент")
    card = await anna.presses("Вектор")

    assert told(card.text)[0] == "✅ Письмо: Вектор · 11:00"


async def test_a_letter_of_a_chat_is_of_the_client_called_so(anna: Someone) -> None:
    chat = {"id": -100500, "type": "supergroup", "title": "Вектор"}
    asked = await anna.forwards("Оплатим в среду", from_chat=chat)

    assert told(asked.text)[-1] == "Записать как переписку с клиентом Вектор?"


async def test_a_letter_stands_at_the_time_it_was_written(town: Town, anna: Someone) -> None:
    yesterday = town.clock.now() - timedelta(hours=20)
    await anna.forwards("Ждём счёт", hidden="Ромашка", date=yesterday.isoformat())
    card = await anna.presses("✅ Записать")

    assert told(card.text)[0] == "✅ Письмо: Ромашка · чт 19.11, 15:00"


async def test_an_old_letter_stands_today_and_says_its_day(town: Town, anna: Someone) -> None:
    long_ago = town.clock.now() - timedelta(days=40)
    await anna.forwards("Ждём счёт", hidden="Ромашка", date=long_ago.isoformat())
    card = await anna.presses("✅ Записать")

    assert told(card.text)[:2] == ["✅ Письмо: Ромашка · 11:00", "(11.10.2026) Ждём счёт"]


async def test_several_messages_passed_on_together_are_one_letter(town: Town, anna: Someone) -> None:
    for text in ("Добрый день", "Нужен счёт", "На 150 тысяч"):
        await anna.phone.forwards(text, hidden="Марина")
    await town.settle()
    await anna.presses("Вектор")

    [letter] = (await kept(town, anna)).done
    assert letter.comment == "Добрый день\nНужен счёт\nНа 150 тысяч"


async def test_a_second_tap_records_one_letter(town: Town, anna: Someone) -> None:
    asked = await anna.forwards("Ждём счёт", hidden="Ромашка")
    await anna.taps_twice("✅ Записать", on=asked)

    assert (await kept(town, anna)).records == 1


async def test_a_letter_is_not_read_as_a_line_of_ones_own(town: Town, anna: Someone) -> None:
    await anna.forwards("оплата 150к Ромашка завтра", hidden="Марина")

    assert (await kept(town, anna)).records == 0


async def test_a_talk_of_two_passed_on_is_one_letter_with_names(town: Town, anna: Someone) -> None:
    marina = {"id": 777, "is_bot": False, "first_name": "Марина"}
    await anna.phone.forwards("Оплатим в среду", user=marina)
    await anna.phone.forwards("Жду оплату 150к до среды", user=anna.phone.id)
    await town.settle()
    await anna.presses("Вектор")

    after = await kept(town, anna)
    assert [each.comment for each in after.done] == ["Оплатим в среду\nАнна: Жду оплату 150к до среды"]
    assert after.records == 1


async def test_ones_own_words_passed_on_make_oneself_nobodys_contact(town: Town, anna: Someone) -> None:
    await anna.forwards("Жду оплату 150к до среды", user=anna.phone.id)
    await anna.presses("Вектор")

    assert await contacts_of(town, anna, "Вектор") == []


@pytest.mark.parametrize("sent", ["photo", "voice", "document"])
async def test_a_file_goes_to_the_last_record_by_one_tap(town: Town, anna: Someone, sent: str) -> None:
    await anna.types("позвонил Вектор - ждут счёт")
    asked = await sends(anna, sent)
    assert told(asked.text) == ["📎 Приложить к этой записи?", "✅ Звонок: Вектор · 11:00"]

    card = await anna.presses("✅ Приложить")

    assert "📎 приложено" in card.text
    assert anna.taps == 1
    [call] = (await kept(town, anna)).done
    assert call.file_id


async def test_a_second_file_is_a_note_beside_the_first(town: Town, anna: Someone) -> None:
    await anna.types("позвонил Вектор - ждут счёт")
    for _ in range(2):
        await anna.sends_photo()
        await anna.presses("✅ Приложить")

    assert sorted(each.type for each in (await kept(town, anna)).done) == [ActivityType.CALL, ActivityType.NOTE]


@pytest.mark.parametrize("sent", ["photo", "voice"])
async def test_a_file_of_nothing_asks_the_client_and_is_a_note(town: Town, anna: Someone, sent: str) -> None:
    asked = await sends(anna, sent)
    assert told(asked.text)[-1] == "К какому клиенту?"

    card = await anna.presses("Вектор")

    assert told(card.text)[0] == "✅ Заметка: Вектор · 11:00"
    [note] = (await kept(town, anna)).done
    assert note.file_id


async def test_half_an_hour_later_the_last_record_is_not_offered(town: Town, anna: Someone) -> None:
    await anna.types("позвонил Вектор - ждут счёт")
    await town.clock.jump(town.minutes(31))

    assert told((await anna.sends_voice()).text)[-1] == "К какому клиенту?"


async def test_another_client_may_be_meant(town: Town, anna: Someone) -> None:
    await anna.types("позвонил Вектор - ждут счёт")
    await anna.sends_photo("акт сверки")
    await anna.presses("Другой клиент")
    card = await anna.presses("Ромашка")

    assert told(card.text)[:2] == ["✅ Заметка: Ромашка · 11:00", "акт сверки"]


async def test_a_place_is_noted_on_the_last_record(anna: Someone) -> None:
    await anna.types("встреча Вектор: договорились")
    await anna.sends_location()
    card = await anna.presses("✅ Приложить")

    assert "📍 место записано" in card.text


async def test_a_line_under_a_photo_is_a_line_with_a_photo(town: Town, anna: Someone) -> None:
    card = await anna.sends_photo("позвонил Вектор - ждут счёт")

    assert told(card.text)[0] == "✅ Звонок: Вектор · 11:00"
    [call] = (await kept(town, anna)).done
    assert call.file_id


async def test_money_under_a_photo_is_recorded_and_the_photo_is_a_note_beside_it(town: Town, anna: Someone) -> None:
    await anna.sends_photo("пришло 150к Ромашка")

    assert await anna.sees("✅ Ромашка · 150 000 ₽ получено")
    [note] = (await kept(town, anna)).done
    assert (note.client_name, note.comment, bool(note.file_id)) == ("Ромашка", "пришло 150к Ромашка", True)
    await anna.types("нет, 140к")
    assert [fact.amount for fact in (await kept(town, anna)).facts] == [140_000_00]


async def test_a_second_tap_attaches_once(town: Town, anna: Someone) -> None:
    asked = await anna.sends_voice()
    await anna.taps_twice("Вектор", on=asked)

    assert (await kept(town, anna)).records == 1


async def test_a_sticker_gets_one_line(anna: Someone) -> None:
    said = await anna.sends_sticker()

    assert told(said.text) == ["Это записать не могу. Пришлите текст, голос, фото или контакт."]


@pytest.mark.parametrize("sent", ["photo", "voice", "location", "contact", "letter"])
async def test_who_does_not_sell_is_told_what_they_can_send(town: Town, anna: Someone, sent: str) -> None:
    olga = await town.lead("Ольга")
    await sends(olga, sent)

    assert (await kept(town, anna)).records == 0
    assert (await olga.last()).labels == (["📌 Поручить", "✖️ Отмена"] if sent == "letter" else [])
    assert await dead_rows(town) == 0


async def sends(someone: Someone, what: str) -> Seen:
    match what:
        case "photo":
            return await someone.sends_photo()
        case "voice":
            return await someone.sends_voice()
        case "document":
            return await someone.sends_document("акт.pdf", b"%PDF")
        case "contact":
            return await someone.shares_contact(PHONE, "Марина")
        case "letter":
            return await someone.forwards("Ждём счёт", hidden="Ромашка")
        case _:
            return await someone.sends_location()


async def test_a_client_named_in_a_message_that_is_passed_on_is_offered(town: Town, anna: Someone) -> None:
    asked = await anna.forwards("пришло 48к Ким", hidden="Бухгалтерия")
    assert told(asked.text)[-1] == "Записать как переписку с клиентом ИП Ким?"
    asked = await anna.presses("✅ Записать")
    asked = await anna.last()
    assert told(asked.text)[-1] == "Смущает «Бухгалтерия». Записать так?"
    assert (await kept(town, anna)).facts == []
    await anna.presses("✅ Пришло")

    after = await kept(town, anna)
    assert [(each.client_name, each.amount) for each in after.facts] == [("ИП Ким", 48_000_00)]
    assert [each.type for each in after.done] == [ActivityType.LETTER]


async def test_own_words_of_today_that_are_passed_on_are_a_line(town: Town, anna: Someone) -> None:
    await anna.forwards("оплата 55к Вектор пн", user=anna.phone.id)
    assert [each.client_name for each in (await kept(town, anna)).payments] == ["Вектор"]

    yesterday = town.clock.now() - town.minutes(24 * 60)
    asked = await anna.forwards("пришло 20к Ким", user=anna.phone.id, date=yesterday.isoformat())
    assert told(asked.text)[-1] == "Записать как переписку с клиентом ИП Ким?"
