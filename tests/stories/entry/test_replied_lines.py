"""An answer to one's own line or to a card is about what that has recorded, whatever came since or is asked."""

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, dead_rows, kept, told
from tests.town import Seen, Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def sends(town: Town, anna: Someone, text: str) -> Seen:
    """Her own message, to be answered."""
    sent = await anna.phone.types(text)
    await town.settle()
    return sent


async def quotes(town: Town, anna: Someone, line: Seen, words: str, text: str) -> None:
    await town.simulation.inject(
        {
            "message": {
                "message_id": line.message_id + 500,
                "date": int(town.clock.now().timestamp()),
                "chat": {"id": anna.phone.id, "type": "private", "first_name": "Анна"},
                "from": {"id": anna.phone.id, "is_bot": False, "first_name": "Анна"},
                "reply_to_message": {
                    "message_id": line.message_id,
                    "date": 1,
                    "chat": {"id": anna.phone.id, "type": "private", "first_name": "Анна"},
                },
                "quote": {"text": words, "position": 0},
                "text": text,
            }
        }
    )
    await town.settle()


async def sums_of(town: Town, anna: Someone) -> dict[str, int]:
    return {fact.client_name: fact.amount // 100 for fact in (await kept(town, anna)).facts}


async def test_a_line_that_is_answered_is_corrected_and_not_the_last_one(town: Town, anna: Someone) -> None:
    line = await sends(town, anna, "пришло 41к Вектор")
    await anna.types("пришло 20к Ким")
    await anna.types("нет, 43к", reply_to=line)

    assert await sums_of(town, anna) == {"Вектор": 43_000, "ИП Ким": 20_000}

    await anna.types("отмени", reply_to=line)

    assert await sums_of(town, anna) == {"ИП Ким": 20_000}


async def test_of_several_records_of_a_line_the_one_that_is_named(town: Town, anna: Someone) -> None:
    line = await sends(town, anna, "пришло 41к Вектор и 20к Ким")
    asked = await anna.types("нет, 43к", reply_to=line)
    assert told(asked.text) == ["В той строке несколько записей.", "Назовите клиента: «Ким 43к»"]
    assert await sums_of(town, anna) == {"Вектор": 41_000, "ИП Ким": 20_000}

    await anna.types("Вектор 43к", reply_to=line)
    assert await sums_of(town, anna) == {"Вектор": 43_000, "ИП Ким": 20_000}

    await quotes(town, anna, line, "20к Ким", "25к")
    assert await sums_of(town, anna) == {"Вектор": 43_000, "ИП Ким": 25_000}


async def test_a_line_of_several_that_is_answered_goes_back_together(town: Town, anna: Someone) -> None:
    line = await sends(town, anna, "пришло 41к Вектор и 20к Ким")
    await anna.types("отмени", reply_to=line)
    await anna.presses("↩️ Отменить все 2")

    assert await sums_of(town, anna) == {}


async def test_an_answer_to_another_record_is_none_to_the_open_question(town: Town, anna: Someone) -> None:
    card = await anna.types("пришло 41к Вектор")
    await anna.types("пришло Ким")

    await anna.types("43к", reply_to=card)
    assert await sums_of(town, anna) == {"Вектор": 43_000}
    assert "Сколько пришло?" in (await anna.last()).text

    await anna.types("7к")
    assert await sums_of(town, anna) == {"Вектор": 43_000, "ИП Ким": 7_000}


async def test_an_undo_in_answer_to_a_card_leaves_the_question_open(town: Town, anna: Someone) -> None:
    card = await anna.types("пришло 41к Вектор")
    await anna.types("пришло Ким")
    await anna.types("отмени", reply_to=card)

    assert await sums_of(town, anna) == {}
    await anna.types("7к")
    assert await sums_of(town, anna) == {"ИП Ким": 7_000}


async def test_what_is_missing_may_be_said_in_answer_to_ones_own_line(town: Town, anna: Someone) -> None:
    line = await sends(town, anna, "пришло 410к Вектор и 20 Ким")
    asked = await anna.last()
    assert "✖️ Не то" in asked.labels
    await anna.types("20к", reply_to=line)

    assert await sums_of(town, anna) == {"Вектор": 410_000, "ИП Ким": 20_000}


async def test_words_in_answer_to_ones_own_line_are_about_its_client(town: Town, anna: Someone) -> None:
    line = await sends(town, anna, "оплата 41к Вектор пн")
    await anna.types("оплата 20к Ким пн")
    await anna.types("пришло", reply_to=line)

    assert await sums_of(town, anna) == {"Вектор": 41_000}
    assert await dead_rows(town) == 0


async def test_words_said_through_another_bot_are_ones_own(town: Town, anna: Someone) -> None:
    body = {"text": "пришло 41к Вектор", "via_bot": {"id": 9, "is_bot": True, "first_name": "b"}}
    town.core.people.say(anna.phone.id, body)
    await town.settle()

    assert await sums_of(town, anna) == {"Вектор": 41_000}


async def test_another_day_in_reply_changes_the_receipt(town: Town, anna: Someone) -> None:
    line = await sends(town, anna, "пришло 41к Вектор")
    await anna.types("не сегодня, вчера пришло", reply_to=line)

    assert [(fact.amount // 100, fact.on.day) for fact in (await kept(town, anna)).facts] == [(41_000, 19)]


OWN = "оплата 61к Вектор пн"


@pytest.mark.parametrize(
    ("card", "line", "sums"),
    [
        (OWN, "оплата 55к Ромашка пн", {"Вектор": 61_000, "Ромашка": 55_000}),
        (OWN, "ким 75к завтра", {"Вектор": 61_000, "ИП Ким": 75_000}),
        (OWN, "нет, Ким 75к", {"ИП Ким": 75_000}),
        (OWN, "от Кима", {"ИП Ким": 61_000}),
        ("встреча Вектор пн в 12", "оплата 55к Вектор пн", {"Вектор": 55_000}),
        ("пришло 61к Вектор", "оплата 55к Вектор пн", {"Вектор": 55_000}),
    ],
)
async def test_a_line_of_another_is_a_record_of_its_own(
    town: Town, anna: Someone, card: str, line: str, sums: dict[str, int]
) -> None:
    before = await anna.types(card)
    await anna.types(line, reply_to=before)

    after = await kept(town, anna)
    assert {each.client_name: each.amount // 100 for each in after.payments} == sums
    assert len(after.planned) == card.startswith("встреча")


async def test_of_several_payments_the_answered_one_is_meant(town: Town, anna: Someone) -> None:
    await anna.types("оплата 90к Вектор завтра")
    card = await anna.types("оплата 61к Вектор вт")
    await anna.types("Вектор перенёс на среду, нет денег", reply_to=card)
    moved = {each.amount // 100: each.moves for each in (await kept(town, anna)).payments}
    assert moved == {90_000: 0, 61_000: 1}

    await anna.types("Вектор оплатил полностью", reply_to=card)
    assert [each.amount // 100 for each in (await kept(town, anna)).payments] == [90_000]


async def test_a_meeting_that_is_answered_moves_and_no_payment(town: Town, anna: Someone) -> None:
    await anna.types("оплата 90к Вектор пн")
    card = await anna.types("встреча Вектор пн в 12")
    await anna.types("перенос Вектор на среду", reply_to=card)

    after = await kept(town, anna)
    assert (after.planned[0].local_date, after.payments[0].moves) == (town.today(5), 0)

    asked = await anna.types("пришло", reply_to=card)
    assert "Сколько пришло?" in asked.text
    await anna.types("/cancel")
    said = await anna.types("нет, 45к", reply_to=card)
    assert said.text == "У этой записи такого нет, ничего не изменил."


@pytest.mark.parametrize(
    ("line", "words", "card"),
    [
        ("встреча Вектор сегодня в 12", "прошла хорошо", ["✅ Встреча: Вектор · 12:00", "прошла хорошо"]),
        ("встреча Вектор сегодня в 12", "состоялась, думают", ["✅ Встреча: Вектор, думают · 12:00"]),
        ("звонок Вектор сегодня в 12", "не дозвонился", ["✅ Звонок: Вектор · 12:00", "Не дозвонился"]),
        ("встреча Вектор сегодня в 12", "не состоялась, болеет", ["✅ Встреча: Вектор · 12:00", "Не состоялась"]),
        ("встреча Вектор сегодня в 12", "отмена", ["❌ Встреча: Вектор, не будет"]),
        ("звонок Вектор сегодня в 12", "перенеси на пн в 10", ["📞 Вектор · пн 23 ноября, 10:00"]),
    ],
)
@pytest.mark.parametrize("of", ["card", "reminder"])
async def test_a_plan_or_its_reminder_is_answered_in_words(
    town: Town, anna: Someone, line: str, words: str, card: list[str], of: str
) -> None:
    planned = await anna.types(line)
    await town.clock.reach("12:00")
    on = planned if of == "card" else await anna.sees("12:00 Вектор")

    answered = await anna.types(words, reply_to=on)

    assert told(answered.text)[: len(card)] == card
    after = await kept(town, anna)
    assert len(after.planned) == (words in {"не дозвонился", "перенеси на пн в 10"}), "who was not reached is called"
    assert after.facts == []


async def test_a_held_visit_and_what_was_promised_there_in_one_answer(town: Town, anna: Someone) -> None:
    planned = await anna.types("встреча Вектор сегодня в 12")
    await town.clock.reach("12:30")

    asked = await anna.types("прошла хорошо, обещали 200к в среду", reply_to=planned)

    assert told(asked.text)[0] == "💰 Вектор · 200 000 ₽"
    [met] = (await kept(town, anna)).done
    assert met.client_name == "Вектор"


async def test_a_plan_of_a_moment_ago_is_taken_back(town: Town, anna: Someone) -> None:
    planned = await anna.types("встреча Вектор пн в 12")
    await anna.types("отмена", reply_to=planned)

    assert (await kept(town, anna)).records == 0
    assert "Отменено" in (await anna.sees_edited(planned)).text
