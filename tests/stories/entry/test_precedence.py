"""What is typed while something is open (spec/0, 0.1): a complete record first, the question stays below it."""

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def test_a_file_swallows_no_money(town: Town, anna: Someone) -> None:
    await anna.sends_photo()
    asked = await anna.types("пришло 10к Вектор")

    assert "✅ Вектор · 10 000 ₽ получено" in plain(await anna.transcript())
    assert "К какому клиенту?" in asked.text
    await anna.types("вектор")
    after = await kept(town, anna)
    assert (len(after.facts), len(after.done)) == (1, 1)


@pytest.mark.parametrize("line", ["пришло 10к", "оплата 150к Зюйд завтра", "10к завтра"])
async def test_a_file_offers_no_client_for_money(town: Town, anna: Someone, line: str) -> None:
    await anna.sends_photo()
    asked = await anna.types(line)

    assert not any(label.startswith("➕ Создать «пришло") for label in asked.labels)
    assert (await kept(town, anna)).clients == len(NAMES)
    left = await anna.types("/cancel")
    assert "К какому клиенту?" in left.text or "Отменено" in left.text


async def test_a_light_question_ends_with_its_day(town: Town, anna: Someone) -> None:
    await anna.sends_photo()
    await town.clock.jump(town.minutes(24 * 60))
    said = await anna.types("вектор")

    assert told(said.text)[0] == "Вектор"
    assert (await kept(town, anna)).records == 0


async def test_money_is_no_comment_of_a_call(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    asked = await anna.types("оплата 50к Ким пн")

    assert "💰 ИП Ким · 50 000 ₽" in plain(await anna.transcript())
    assert "Чем закончилось?" in asked.text
    assert len((await kept(town, anna)).payments) == 1


async def test_a_call_told_in_a_comment_is_the_comment(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    await anna.types("перезвонил Ким, ждут счёт")
    await anna.presses("Поговорили")

    [call] = (await kept(town, anna)).done
    assert (call.client_name, call.comment) == ("Вектор", "перезвонил Ким, ждут счёт")


async def test_a_whole_record_leaves_the_form_where_it_was(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.presses("Вектор")
    asked = await anna.types("пришло 50к Ким")

    assert "✅ ИП Ким · 50 000 ₽ получено" in plain(await anna.transcript())
    assert told(asked.text)[0].startswith("💰 Вектор. Сколько?")
    await anna.types("70к")
    await anna.presses("Завтра")
    assert [each.client_name for each in (await kept(town, anna)).payments] == ["Вектор"]


async def test_words_after_a_command_count(town: Town, anna: Someone) -> None:
    card = await anna.types("/pay 150к Вектор пн")

    assert told(card.text)[0] == "💰 Вектор · 150 000 ₽"


async def test_several_lines_are_several_cards_and_one_question_at_a_time(town: Town, anna: Someone) -> None:
    asked = await anna.types("оплата 50к Вектор пн\nоплата 70к Ромашка\nоплата 80к Ким")

    assert told(asked.text)[0] == "💰 Ромашка · 70 000 ₽"
    asked = await anna.presses("Завтра")
    assert told((await anna.last()).text)[0] == "💰 ИП Ким · 80 000 ₽"
    await anna.presses("Завтра")
    assert len((await kept(town, anna)).payments) == 3


async def test_one_of_several_left_alone_leaves_the_others(town: Town, anna: Someone) -> None:
    await anna.types("оплата 70к Ромашка\nоплата 80к Ким")
    await anna.presses("✖️ Отмена")
    await anna.presses("Завтра")

    assert [each.client_name for each in (await kept(town, anna)).payments] == ["ИП Ким"]


async def test_several_records_of_a_message_go_back_together(town: Town, anna: Someone) -> None:
    asked = await anna.types("пришло 34к Вектор и 15к Ромашка")
    assert told(asked.text) == ["Записал 2 строки", "По одной: ↩️ на карточке."]
    said = await anna.taps_twice("↩️ Отменить все 2", on=asked)

    assert (await kept(town, anna)).records == 0
    assert "Отменил 2 строки" in plain(await anna.transcript()), said


OTHERS = [
    "звонок Ким пн в 15: обсудить КП",
    "Ким не дозвонился",
    "заметка Ким: любит звонки утром",
    "сделка Ким 300к",
    "претензия Ким: брак 3 шт",
    "контакт Ким: Марина, бухгалтер, 8 916 123-45-67",
    "ИНН Ромашка 7701000026",
    "задача завтра 10:00 позвонить в банк",
    "Ромашка платить не будет",
    "Ромашка отказалась",
    "позвонил Ким, оплатят 60к в пн",
    "кто должен?",
]


@pytest.mark.parametrize("line", OTHERS)
async def test_what_is_of_another_is_no_word_of_a_call(town: Town, anna: Someone, line: str) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    await anna.types(line)
    for _ in range(3):  # what it asks is left alone, and the form is still there
        if "Чем закончилось?" in (asked := await anna.last()).text:
            break
        await anna.types("/cancel")
    assert told(asked.text) == ["📞 Вектор. Чем закончилось?"]
    assert not [each for each in (await kept(town, anna)).done if each.client_name == "Вектор"]


@pytest.mark.parametrize(
    "line", ["оплата 150к Заря пн", "оплата 44к от Марины пн", "встреча Ким завтра", "ИНН Ромашка 7701000026"]
)
@pytest.mark.parametrize("asked", ["оплата Вектор 150 пн", "Вектор 33к", "оплата Вектор 35к", "встреча Вектор пн"])
async def test_a_line_of_another_answers_no_question(town: Town, anna: Someone, asked: str, line: str) -> None:
    question = told((await anna.types(asked)).text)
    await anna.types(line)
    await anna.types("/cancel") if told((await anna.last()).text) != question else None

    assert told((await anna.last()).text) == question
    assert not [each for each in (await kept(town, anna)).payments if each.client_name == "Вектор"]


async def test_a_day_at_a_reason_is_another_day(town: Town, anna: Someone) -> None:
    await anna.types("оплата 90к Вектор 10.12")
    await anna.types("перенос Вектор на 14.12")
    asked = await anna.types("на 15.12")
    assert "чт 10.12 → вт 15.12" in plain(asked.text)
    asked = await anna.types("пришло 10к Ким")
    assert "Почему перенос?" in asked.text
    await anna.types("просят подождать")
    [payment] = [each for each in (await kept(town, anna)).payments if each.client_name == "Вектор"]
    assert (payment.due_on.day, payment.comment) == (15, "просят подождать")
