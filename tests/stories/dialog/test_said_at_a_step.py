"""What is understood outside a form is understood inside it, and is not asked again."""

from datetime import date

import pytest

from sales.activities.activities import CallOutcome
from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town

MONDAY = date(2026, 11, 23)


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        ("15к понедельник 80%", "💰 Вектор · 15 000 ₽", "Ожидаем пн 23 ноября · 80 %"),
        ("в понедельник точно 15к", "💰 Вектор · 15 000 ₽", "Ожидаем пн 23 ноября · 95 %"),
        ("1,2 млн до конца месяца", "💰 Вектор · 1 200 000 ₽", "Ожидаем пн 30 ноября · 50 %"),
    ],
)
async def test_the_day_and_the_chance_are_taken_with_the_sum(anna: Someone, said: str, first: str, second: str) -> None:
    await anna.types("/pay")
    await anna.types("вектор")
    card = await anna.types(said)

    assert told(card.text)[:2] == [first, second]


async def test_a_bare_sum_is_asked_and_its_day_is_kept(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("вектор")
    asked = await anna.types("150 до среды")
    assert told(asked.text) == ["Вектор: 150 ₽ или 150 000 ₽?"]
    card = await anna.types("тысяч")

    assert told(card.text)[:2] == ["💰 Вектор · 150 000 ₽", "Ожидаем ср 25 ноября · 50 %"]


async def test_a_day_alone_at_the_sum_is_kept_and_the_sum_still_asked(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("вектор")
    asked = await anna.types("понедельник, 70%")
    assert told(asked.text)[0] == "Записал: пн 23.11 · 70 %"
    card = await anna.types("20к")

    assert told(card.text)[:2] == ["💰 Вектор · 20 000 ₽", "Ожидаем пн 23 ноября · 70 %"]


async def test_another_client_named_at_the_sum_is_not_taken_for_this_one(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("вектор")
    asked = await anna.types("20к от Вектор-Юг")

    assert told(asked.text) == ["20 000 ₽", "Ожидаем или пришло?"]
    assert (await kept(town, anna)).records == 0


async def test_a_far_day_is_shown_with_its_year_and_asked_once(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("вектор")
    asked = await anna.types("20к 15.06")
    assert told(asked.text)[-1] == "вт 15 июня 2027: верно?"
    card = await anna.types("хорошо")

    assert told(card.text)[1].startswith("Ожидаем вт 15 июня 2027")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("встреча Ромашка 12.05.27 в 11", "🤝 Ромашка · ср 12 мая 2027, 11:00"),
        ("позвонить Вектор 14 января в 10", "📞 Вектор · чт 14 января 2027, 10:00"),
        ("оплата 20к Вектор 14 января", "Ожидаем чт 14 января 2027"),
        ("позвонить Вектор 14 декабря в 10", "📞 Вектор · пн 14 декабря, 10:00"),
    ],
)
async def test_a_card_of_another_year_says_it(anna: Someone, line: str, shown: str) -> None:
    asked = await anna.types(line)
    card = await anna.types("да") if "верно?" in asked.text else asked

    assert [said for said in told(card.text) if said.startswith(shown)], card.text


async def test_an_end_of_a_year_goes_back_to_a_workday(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("вектор")
    await anna.types("20к")
    card = await anna.types("до НГ")

    assert told(card.text)[1].startswith("Ожидаем ср 30 декабря")


@pytest.mark.parametrize("said", ["в понедельник в 15", "понедельник 15:00", "пн в три", "завтра 15"])
async def test_the_hour_of_a_meeting_is_taken_with_its_day(anna: Someone, said: str) -> None:
    await anna.types("/meet")
    await anna.types("Ромашка")
    card = await anna.types(said)

    assert told(card.text)[0] == "🤝 Ромашка · пн 23 ноября, 15:00"


async def test_a_part_of_the_day_is_asked_for_its_hour(anna: Someone) -> None:
    await anna.types("/meet")
    await anna.types("Ромашка")
    asked = await anna.types("в понедельник после обеда")
    assert asked.labels[:4] == ["14:00", "15:00", "16:00", "17:00"]
    card = await anna.presses("16:00")

    assert told(card.text)[0] == "🤝 Ромашка · пн 23 ноября, 16:00"


async def test_a_meeting_may_be_told_with_its_client(anna: Someone) -> None:
    await anna.types("/meet")
    card = await anna.types("ромашка в понедельник в 11")

    assert told(card.text)[0] == "🤝 Ромашка · пн 23 ноября, 11:00"


async def test_money_that_came_may_be_told_with_its_client(town: Town, anna: Someone) -> None:
    await anna.types("/fact")
    card = await anna.types("вектор 20к вчера")

    assert told(card.text)[0] == "✅ Вектор · 20 000 ₽ получено"
    [fact] = (await kept(town, anna)).facts
    assert fact.on == town.today(-1)


async def test_a_longer_name_with_its_sum_is_asked_about(town: Town, anna: Someone) -> None:
    await anna.types("/fact")
    asked = await anna.types("вектор-юг 20к")
    assert asked.labels[0] == "Вектор"
    assert "➕ Создать «Вектор-юг»" in asked.labels
    assert (await kept(town, anna)).records == 0
    card = await anna.presses("Вектор")

    assert told(card.text)[0] == "✅ Вектор · 20 000 ₽ получено"


@pytest.mark.part(3)
@pytest.mark.parametrize("name", ["Вектор-Юг", "Школа 57 столовая", "Ромашка+", "ООО Ким"])
@pytest.mark.parametrize("form", ["/pay", "/fact", "/call", "/meet"])
async def test_a_longer_name_is_never_the_shorter_client(anna: Someone, form: str, name: str) -> None:
    await anna.types(form)
    asked = await anna.types(name)

    assert f"➕ Создать «{name}»" in asked.labels


@pytest.mark.parametrize(
    ("said", "rest"), [("половину", "50 000"), ("30%", "30 000"), ("всё", "100 000"), ("остаток", "100 000")]
)
async def test_a_part_is_of_what_is_owed(town: Town, anna: Someone, said: str, rest: str) -> None:
    await town.expects(anna, "Ромашка", 100_000)
    await anna.types("/fact")
    await anna.presses("Ромашка · 100 тыс")
    card = await anna.types(said)

    assert f"Ромашка · {rest} ₽" in told(card.text)[0]


async def test_a_fact_of_an_old_day_is_asked_once(town: Town, anna: Someone) -> None:
    await anna.types("/fact")
    await anna.types("Вектор")
    asked = await anna.types("20к 3 ноября")
    assert told(asked.text)[1:] == ["Пришло вт 3 ноября?", "Пока не посчитано"]
    assert (await kept(town, anna)).facts == []
    await anna.presses("Да, вт 03.11")

    [fact] = (await kept(town, anna)).facts
    assert fact.on == date(2026, 11, 3)


async def test_words_that_say_how_it_ended_end_the_call(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.types("Вектор")
    card = await anna.types("поговорили, ждут счёт")

    assert told(card.text)[0].startswith("✅ Звонок: Вектор")
    [call] = (await kept(town, anna)).done
    assert (call.outcome, call.comment) == (CallOutcome.TALKED, "поговорили, ждут счёт")


async def test_other_words_are_the_comment_of_the_call(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.types("Вектор")
    await anna.types("новый директор")
    await anna.types("не дозвонился")

    [call] = (await kept(town, anna)).done
    assert (call.outcome, call.comment) == (CallOutcome.NO_ANSWER, "новый директор")


async def test_promised_money_is_offered_with_its_sum_and_its_day(anna: Someone) -> None:
    await anna.types("/call")
    await anna.types("Вектор")
    asked = await anna.types("обещали оплатить 150к в понедельник")
    assert asked.labels[0].replace("\xa0", " ") == "150 000 ₽"
    card = await anna.presses("150 000 ₽")

    assert told(card.text)[0] == "💰 Вектор · 150 000 ₽"
    assert told(card.text)[1].startswith("Ожидаем пн 23 ноября")


@pytest.mark.parametrize(("said", "reason"), [("нет денег до пятницы", "нет денег"), ("директор в отпуске", "другое")])
async def test_a_reason_in_words_is_kept_in_words(town: Town, anna: Someone, said: str, reason: str) -> None:
    await anna.types("оплата 150к Ромашка понедельник")
    await anna.presses("✏️ Править")
    await anna.presses("📅 Дата")
    await anna.types("вторник")
    await anna.types(said)

    [payment] = (await kept(town, anna)).payments
    assert payment.due_on == date(2026, 11, 24)
    assert said in (payment.comment or "")


async def test_a_client_is_found_by_a_contact_a_phone_and_an_inn(town: Town, anna: Someone) -> None:
    await anna.shares_contact("+7 912 345-45-67", "Марина Орлова")
    await anna.types("Ромашка")
    for said in ("8 912 345 45 67", "9123454567"):
        await anna.types("/call")
        assert told((await anna.types(said)).text)[0] == "📞 Ромашка. Чем закончилось?"
    await anna.types("/call")
    asked = await anna.types("Марина")

    assert "Ромашка" in asked.labels


async def test_a_number_of_nobody_is_never_a_name(anna: Someone) -> None:
    await anna.types("/pay")
    asked = await anna.types("7701234567")

    assert not [label for label in asked.labels if label.startswith("➕")]


async def test_a_form_that_gives_way_says_what_was_not_saved(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("Вектор")
    await anna.types("/call")

    assert await anna.sees("Не закончено, ничего не записано:\n💰 Вектор. Сколько?")


async def test_a_form_with_nothing_in_it_gives_way_quietly(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("/call")

    await anna.sees_nothing_of("Не закончено")
