"""Typed with one thumb or dictated: slips, slang, names that look like days, figures at the wrong question."""

from datetime import timedelta

import pytest

from tests.stories.entry.entry_day import kept, told
from tests.town import Someone, Town

NAMES = ("Лотос", "Среда", "Возврат Тары", "Тысяча мелочей", "Гранит", "ИП Пак", "24 Часа")


@pytest.fixture
async def anna(town: Town) -> Someone:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *NAMES)
    return anna


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("line", "card"),
    [
        ("олпата гранит 20к пн", "💰 Гранит · 20 000 ₽"),
        ("пришл 20к гранит", "✅ Гранит · 20 000 ₽ получено"),
        ("20кгранит пн", "💰 Гранит · 20 000 ₽"),
        ("среда 40к в четверг", "💰 Среда · 40 000 ₽"),
        ("пришло от среды 40к", "✅ Среда · 40 000 ₽ получено"),
        ("возврат тары оплатили 18к", "✅ Возврат Тары · 18 000 ₽ получено"),
        ("тысяча мелочей оплатила 12 тыщ", "✅ Тысяча мелочей · 12 000 ₽ получено"),
        ("гранит миллион двести пятьдесят тысяч в пн", "💰 Гранит · 1 250 000 ₽"),
        ("от гранита пришло восемьдесят две тысячи триста", "✅ Гранит · 82 300 ₽ получено"),
        ("звонил паку, просил перезвонить через час", "✅ Звонок: ИП Пак · 11:00"),
        ("встреча гранит в полпервого", "🤝 Гранит · пт 20 ноября, 12:30"),
        ("в понедельник тридцатого от гранита шестьдесят тысяч", "💰 Гранит · 60 000 ₽"),
        ("Гранит will pay 40k on Monday", "💰 Гранит · 40 000 ₽"),
    ],
)
async def test_a_hurried_line_is_the_record_that_was_meant(anna: Someone, line: str, card: str) -> None:
    said = await anna.types(line)

    assert told(said.text)[0] == card


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("лотос полтос в пн", "Лотос: 50 ₽ или 50 000 ₽?"),
        ("лотос обещал 70 тысяч, из них 20 в пн", "Какая сумма? Или напишите: 150к"),
        ("гранит плюс 15к пн", "«Гранит плюс» — это Гранит?"),
        ("лотос 15к после праздников", "«после праздников» — какой это день? Можно так: завтра · пт · 25.12"),
    ],
)
async def test_what_is_not_certain_is_asked(town: Town, anna: Someone, line: str, question: str) -> None:
    said = await anna.types(line)

    assert question in told(said.text)
    assert (await kept(town, anna)).records == 0


async def test_nothing_is_paid_back_that_is_still_owed(town: Town, anna: Someone) -> None:
    await anna.types("Лотос вернул товар, надо вернуть им 14 000")

    assert (await kept(town, anna)).records == 0


async def test_words_of_a_comment_are_nobodys_name(town: Town, anna: Someone) -> None:
    said = await anna.types("созвонился с ними, обещали набрать через час")

    assert "24 Часа" not in said.text
    assert (await kept(town, anna)).records == 0


async def test_a_chance_said_where_a_name_is_asked_is_kept(town: Town, anna: Someone) -> None:
    await anna.types("оплата Гранит-Ю 50к пн")
    said = await anna.types("85%")
    assert told(said.text)[0] == "Записал: 85 %"
    await anna.types("гранит")

    [payment] = (await kept(town, anna)).payments
    assert payment.probability == 85


async def test_a_sum_said_where_a_name_is_asked_is_the_right_sum(town: Town, anna: Someone) -> None:
    await anna.types("оплата Гранит-Ю 50к пн")
    await anna.types("52 700 р")
    await anna.types("гранит")

    [payment] = (await kept(town, anna)).payments
    assert payment.amount == 52_700_00


async def test_two_names_are_never_one_new_client(anna: Someone) -> None:
    await anna.types("/pay")
    said = await anna.types("гранит, лотос")

    assert told(said.text)[0] == "По одному, пожалуйста. Кто первый?"
    assert not any(label.startswith("➕") for label in said.labels)


async def test_ten_digits_beside_a_verb_are_a_sum_or_an_inn(town: Town, anna: Someone) -> None:
    said = await anna.types("opl 7701000058 Гранит")
    assert told(said.text)[-1] == "7 701 000 058 ₽ или ИНН?"
    await anna.presses("Это ИНН")
    await anna.types("35к пн")

    [payment] = (await kept(town, anna)).payments
    assert (payment.amount, payment.comment) == (35_000_00, "ИНН 7701000058")


async def test_ten_digits_may_be_roubles_all_the_same(town: Town, anna: Someone) -> None:
    await anna.types("opl 7701000058 Гранит пн")
    await anna.presses("7 701 000 058 ₽")

    [payment] = (await kept(town, anna)).payments
    assert payment.amount == 7_701_000_058_00


@pytest.mark.parametrize(
    ("line", "words", "card"),
    [
        ("звонок Гранит, думают", "это был не звонок, а встреча", "✅ Встреча: Гранит · 11:00"),
        ("встреча Гранит", "ой 17", "🤝 Гранит · пт 20 ноября, 17:00"),
        ("оплата Лотос 50к пн", "перепутал клиента, это Гранит, а не Лотос", "💰 Гранит · 50 000 ₽"),
        ("оплата Лотос 48к пн", "извините, сумма была не 48, а 84 тысячи", "💰 Лотос · 84 000 ₽"),
        ("встреча Лотос пн в 15", "не в 15, а в 16", "🤝 Лотос · пн 23 ноября, 16:00"),
    ],
)
async def test_a_slip_is_put_right_in_words(town: Town, anna: Someone, line: str, words: str, card: str) -> None:
    await anna.types(line)
    said = await anna.types(words)

    assert told(said.text)[0] == card
    assert (await kept(town, anna)).records == 1


@pytest.mark.parametrize(
    "said", ["через 9999999999 дней", "через 123456 дней", "через 100000 недель", "in 5000000 days"]
)
async def test_a_count_of_days_is_never_a_sum(town: Town, said: str) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Ромашка")
    await anna.types("оплата Ромашка пн")
    assert "₽" not in (await anna.types(said)).text.replace("150 000 ₽", "")


@pytest.mark.parametrize(
    ("line", "card"),
    [
        ("гранит 30к завтро", "💰 Гранит · 30 000 ₽"),
        ("гранит 31к пришло сгодня", "✅ Гранит · 31 000 ₽ получено"),
        ("гранит 32к в пятнциу", "Сегодня или пт 27 ноября?"),
        ("гранит 33к 18 дкабря", "Ожидаем пт 18 декабря · 50 %"),
        ("созовн с Паком во втроник в 11", "📞 ИП Пак · вт 24 ноября, 11:00"),
        ("metting with Гранит tommorow at 3pm", "🤝 Гранит · пн 23 ноября, 15:00"),
    ],
)
async def test_a_slip_in_a_word_for_a_day_or_a_deed_is_no_question(anna: Someone, line: str, card: str) -> None:
    assert card in told((await anna.types(line)).text)


async def test_a_name_that_is_a_slip_away_from_a_day_stays_a_name(town: Town, anna: Someone) -> None:
    await town.has_clients(anna, "Завтрак", "Сегодня и Ко", "Пятницын")

    assert "💰 Пятницын · 20 000 ₽" in told((await anna.types("пятницын 20к в пн")).text)
    assert "💰 Завтрак · 21 000 ₽" in told((await anna.types("завтрак 21к в пн")).text)


async def test_the_end_of_the_week_is_asked_about_on_its_last_day(town: Town, anna: Someone) -> None:
    asked = await anna.types("гранит 20к ближе к концу недели")

    assert "«ближе к концу недели» — какой это день? Можно так: завтра · пт · 25.12" in told(asked.text)
    assert (await kept(town, anna)).records == 0


async def test_a_chance_alone_is_of_a_payment_that_is_asked_for(town: Town, anna: Someone) -> None:
    await anna.types("гранит 30к во вторник")
    town.core.clock.advance(timedelta(minutes=20))

    assert told((await anna.types("вероятность 70")).text)[:2] == ["70 %", "Кто клиент?"]

    assert "Ожидаем вт 24 ноября · 70 %" in told((await anna.presses("Гранит")).text)


async def test_all_of_a_day_put_off_asks_which_and_to_which_day(town: Town, anna: Someone) -> None:
    await anna.types("гранит 30к во вторник")
    await anna.types("лотос 40к во вторник")

    asked = await anna.types("всё со вторника переносим")

    assert [label.split(" · ")[0] for label in asked.labels[:2]] == ["Гранит", "Лотос"]
    assert "На какой день?" in (await anna.presses(asked.labels[1])).text
