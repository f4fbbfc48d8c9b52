"""Deals in one line: made, moved, lost, a tender; several are asked about, and each line is taken back."""

import pytest

from tests.kept import Kept
from tests.stories.deals.test_card import deal_of, labels, told
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    return anna


async def test_one_message_makes_a_deal(anna: Someone) -> None:
    card = await anna.types("сделка Ромашка 300к договор")
    assert told(card)[:2] == ["🧩 Ромашка · Сделка 20.11", "Договор · 0 дней · 300 тыс · 60 %"]
    assert labels(card)[-1] == ["↩️ Отменить"]
    gone = await anna.presses("↩️ Отменить", on=card)
    assert plain(gone.text) == "↩️ Отменено: сделка Ромашка · Сделка 20.11"


async def test_a_deal_takes_what_is_promised_already(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка 25.11")
    card = await anna.types("сделка Ромашка: пробная партия 300к")
    assert told(card)[:3] == [
        "🧩 Ромашка · пробная партия",
        "Счёт · 0 дней · 300 тыс · 80 %",
        "Ждём 150 тыс ср",
    ]


async def test_what_is_promised_of_another_deal_says_no_stage(anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка 25.11")
    await anna.types("сделка Ромашка: пробная партия 300к")
    card = await anna.types("сделка Ромашка: стеллажи 90к")
    assert told(card)[:2] == ["🧩 Ромашка · стеллажи", "Лид · 0 дней · 90 тыс · 5 %"]
    await anna.types("оплата 50к Вектор 25.11")
    card = await anna.types("тендер Вектор 900к до 15.12")
    assert told(card)[1:3] == ["Лид · 0 дней · 900 тыс · 5 %", "Тендер до вт 15 декабря"]


async def test_small_words_behind_a_name_are_the_title(anna: Someone) -> None:
    card = await anna.types("новая сделка Ромашка стеллажи на склад 900к")
    assert told(card)[0] == "🧩 Ромашка · стеллажи на склад"
    asked = await anna.types("сделка Ромашка Юг 100к")
    assert "С кем?" in asked.text


async def test_a_deal_that_is_won_is_found_by_its_title(anna: Someone) -> None:
    await anna.types("сделка Ромашка: стеллажи 90к")
    await anna.types("сделка Ромашка: пробная партия 300к")
    card = await anna.types("по Ромашке сделка стеллажи выиграна, подписали")
    assert told(card)[0] == "🧩 Ромашка · стеллажи"
    assert "Оплата" in told(card)[1]
    lost = await anna.types("Ромашка сделка пробная партия проиграна, дорого")
    assert told(lost)[0] == "🧩 Ромашка · пробная партия"


async def test_an_announced_tender_is_a_deal_and_no_payment(anna: Someone) -> None:
    card = await anna.types("Вектор объявил тендер на 3 млн, подача до 15.12")
    assert told(card)[:3] == ["🧩 Вектор · Сделка 20.11", "Лид · 0 дней · 3 млн · 5 %", "Тендер до вт 15 декабря"]


async def test_a_sum_that_may_be_two_and_a_client_that_is_none_are_asked(anna: Someone) -> None:
    asked = await anna.types("сделка Ромашка 150")
    assert plain(asked.text) == "Ромашка: 150 ₽ или 150 000 ₽?"
    card = await anna.presses("150 000 ₽")
    assert told(card)[1] == "Лид · 0 дней · 150 тыс · 5 %"
    asked = await anna.types("сделка Заря 90к")
    assert labels(asked)[0] == ["➕ Создать «Заря»"]
    card = await anna.presses("➕ Создать «Заря»")
    assert told(card)[0] == "🧩 Заря · Сделка 20.11"


async def test_the_same_deal_twice_is_asked_about(anna: Someone) -> None:
    await anna.types("сделка Ромашка 300к")
    asked = await anna.types("сделка Ромашка 300к договор")
    assert told(asked) == ["🧩 Ромашка: сделка уже есть", "Сделка 20.11 · лид · 300 тыс"]
    card = await anna.presses("Та же")
    assert told(card)[1] == "Договор · 0 дней · 300 тыс · 60 %"


async def test_moved_by_a_word_and_taken_back(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка", stage="lead")
    assert told(await anna.types("Ромашка в договор"))[1] == "Договор · 0 дней · 300 тыс · 60 %"
    assert told(await anna.types("ромашка дальше"))[1] == "Счёт · 0 дней · 300 тыс · 80 %"
    assert told(await anna.types("/undo"))[1] == "Договор · 0 дней · 300 тыс · 60 %"
    asked = await anna.types("Ромашка в кп")
    assert plain(asked.text) == "🧩 Ромашка: вернуть в «КП»?"
    card = await anna.presses("Да", on=asked)
    assert told(card)[1] == "КП · 0 дней · 300 тыс · 40 %"


async def test_lost_by_a_word(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка")
    card = await anna.types("отказ Ромашка: дорого")
    assert told(card)[1] == "❌ Отказ · цена · 300 тыс"
    card = await anna.presses("↩️ Отменить", on=card)
    assert told(card)[1].startswith("Счёт")


async def test_of_several_deals_one_is_chosen(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка", stage="lead")
    await deal_of(town, anna, "Ромашка", stage="invoice")
    asked = await anna.types("отказ Ромашка: дорого")
    assert plain(asked.text) == "🧩 Ромашка: какая сделка?"
    assert labels(asked)[:2] == [["Пробная партия · счёт"], ["Пробная партия · лид"]]
    card = await anna.presses("Пробная партия · лид", on=asked)
    assert told(card)[1] == "❌ Отказ · цена · 300 тыс"


async def test_to_whom_it_was_lost_stays_with_the_choice(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка", stage="lead")
    await deal_of(town, anna, "Ромашка", stage="invoice")
    await anna.types("отказ Ромашка: ушли к Лютику")
    await anna.types("пришло 20к Вектор")
    card = await anna.presses("Пробная партия · счёт")
    assert told(card)[1] == "❌ Отказ · выбрали другого · Лютик · 300 тыс"
    assert "Кому проиграли?" not in card.labels


async def test_no_two_deals_read_alike(town: Town, anna: Someone) -> None:
    for amount in (300_000, 150_000):
        await deal_of(town, anna, "Ромашка", stage="lead", amount=amount)
    asked = await anna.types("Ромашка дальше")
    told_apart = ["Пробная партия · лид · 150 тыс", "Пробная партия · лид · 300 тыс"]
    assert sorted(label.replace("\xa0", " ") for label in asked.labels) == told_apart
    page = await anna.types("/deals")
    assert {"Ромашка · 300 тыс", "Ромашка · 150 тыс"} <= {label.replace("\xa0", " ") for label in page.labels}


async def test_without_a_deal_a_refusal_is_how_a_call_ended(anna: Someone) -> None:
    card = await anna.types("отказ Вектор: дорого")
    assert told(card)[0] == "✅ Звонок: Вектор, отказ · 11:00"
    said = await anna.types("Вектор дальше")
    assert plain(said.text) == "Вектор: открытой сделки нет."
    assert labels(said) == [["🧩 Сделка"]]
    assert told(await anna.presses("🧩 Сделка", on=said)) is not None


async def test_a_tender(anna: Someone) -> None:
    card = await anna.types("тендер Вектор до 15.12")
    assert "Тендер до вт 15 декабря" in told(card)


async def test_a_lead_has_no_deals_of_their_own(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка", stage="lead")
    olga = await town.lead("Ольга")
    for line in ("Ромашка дальше", "отказ Ромашка: дорого", "сделка Ромашка 300к"):
        said = await olga.types(line)
        assert "недоступна" in said.text or "🧩" not in said.text
    async with town.database.read() as tx:
        [deal] = await tx.as_(anna.actor).deals.open_of(await town.client_id(tx, anna, "Ромашка"))
    assert deal.stage == "lead"


async def test_the_clients_card_moves_its_only_deal_on(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка")
    card = await anna.types("карточка Ромашка")
    assert "🧩 Пробная партия · Счёт · 300 тыс" in told(card)
    assert ["▶ Дальше: Оплата"] in labels(card)
    await anna.presses("▶ Дальше: Оплата", on=card)
    assert told(await anna.last())[1].startswith("🏁 Оплата")


async def test_a_lead_who_types_a_deal_reads_who_makes_them(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    for line in ("сделка Вектор 410к", "Ромашка в договор"):
        said = await olga.types(line)
        assert "Остальное записывает менеджер" in said.text, line
