"""A deal from its first tap to money: made under a card, moved on and back, lost, paid, and each taken back."""

import pytest

from tests.kept import Kept
from tests.town import Seen, Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    return anna


def told(seen: Seen) -> list[str]:
    return plain(seen.text).splitlines()


def labels(seen: Seen) -> list[list[str]]:
    """Of what can be pressed, row by row."""
    live = ([plain(each) for each in row if each in seen.labels] for row in seen.buttons)
    return [row for row in live if row]


async def deal_of(town: Town, someone: Someone, client: str, *, amount: int = 300_000, stage: str = "invoice") -> int:
    async with town.database.write() as tx:
        client_id = await town.client_id(tx, someone, client)
        deal = await tx.as_(someone.actor).deals.create(client_id, "Пробная партия", amount * 100, stage)
        return deal.id


async def opens(someone: Someone, deal_id: int) -> Seen:
    """The card from the list of deals."""
    listed = await someone.types("/deals")
    label = next(each for row in listed.buttons for each in row if each == "Ромашка")
    del deal_id
    return await someone.presses(label, on=listed)


async def test_one_quiet_button_under_a_payment_makes_a_deal(town: Town, anna: Someone) -> None:
    card = await anna.types("оплата 150к Ромашка 25.11")
    assert labels(card)[-1] == ["🧩 Сделка"]

    deal = await anna.presses("🧩 Сделка")

    payment, deal = (await anna.phone.chat())[-2:]
    assert told(payment)[:3] == ["💰 Ромашка · 150 000 ₽", "Ожидаем ср 25 ноября · 80 %", "🧩 Сделка 20.11 · счёт"]
    assert told(deal)[:3] == ["🧩 Ромашка · Сделка 20.11", "Счёт · 0 дней · 150 тыс · 80 %", "Ждём 150 тыс ср"]
    assert "🧩 Сделка" not in [each for row in labels(payment) for each in row]


async def test_the_card_as_it_is_drawn(town: Town, anna: Someone) -> None:
    deal_id = await deal_of(town, anna, "Ромашка")
    await town.expects(anna, "Ромашка", 300_000, town.today(3))
    await anna.types("пришло 150к Ромашка")
    await anna.types("звонок Ромашка 25.11 в 10: узнать про договор")

    card = await opens(anna, deal_id)

    assert told(card) == [
        "🧩 Ромашка · Пробная партия",
        "Счёт · 0 дней · 300 тыс · 80 %",
        "Ждём 150 тыс пн, пришло 150",
        "➡️ ср 25.11 📞 узнать про договор",
    ]
    assert labels(card)[:3] == [["▶ Оплата", "‹ Договор"], ["❌ Отказ", "📄 Документы"], ["✏️", "➕ Оплата", "🆘 РОПу"]]


async def test_on_is_one_tap_and_two_taps_go_no_further(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка", stage="lead")
    card = await opens(anna, 0)
    card = await anna.taps_twice("▶ Контакт", on=card)

    assert told(card)[1] == "Контакт · 0 дней · 300 тыс · 10 %"
    card = await anna.presses("↩️ Отменить", on=card)
    assert told(card)[1] == "Лид · 0 дней · 300 тыс · 5 %"


async def test_back_asks_once(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка")
    card = await anna.presses("‹ Договор", on=await opens(anna, 0))
    assert told(card)[-1] == "Вернуть в «Договор»?"
    assert labels(card) == [["Да", "Нет"]]
    card = await anna.presses("Да", on=card)
    assert told(card)[1] == "Договор · 0 дней · 300 тыс · 60 %"


async def test_lost_with_a_reason_and_to_whom_and_taken_up_again(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка")
    card = await anna.presses("❌ Отказ", on=await opens(anna, 0))
    assert ["Цена", "Нет бюджета"] in labels(card)
    card = await anna.presses("Выбрали другого", on=card)
    assert told(card)[1] == "❌ Отказ · выбрали другого · 300 тыс"
    await anna.presses("Кого выбрали?", on=card)
    assert told(await anna.last()) == ["Ромашка · Пробная партия: кого выбрали?"]
    card = await anna.types("Альфа")
    assert told(card)[1] == "❌ Отказ · выбрали другого · Альфа · 300 тыс"

    card = await anna.presses("‹ Счёт", on=card)
    card = await anna.presses("Да", on=card)
    assert told(card)[1].startswith("Счёт")


async def test_a_lost_deal_is_taken_up_where_it_stood_and_not_where_it_had_been(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка")
    card = await anna.presses("‹ Договор", on=await opens(anna, 0))
    card = await anna.presses("❌ Отказ", on=await anna.presses("Да", on=card))

    card = await anna.presses("Цена", on=card)

    assert "‹ Договор" in card.labels


async def test_all_is_paid_and_nothing_moves_by_itself(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка")
    card = await anna.types("пришло 300к Ромашка")
    assert told(card)[-2:] == ["🧩 Пробная партия · счёт", "🏁 Ромашка: оплачено всё"]
    assert labels(card)[0] == ["🏁 Оплата", "Ещё будут"]

    await anna.presses("🏁 Оплата", on=card)

    fact, deal = (await anna.phone.chat())[-2:]
    assert told(fact)[-1] == "🧩 Пробная партия · оплата"
    assert told(deal)[1:] == ["🏁 Оплата · пт 20.11 · 300 тыс", "Пришло 300 из 300 тыс"]
    card = await anna.types("/undo")
    assert told(card)[1].startswith("Счёт")


async def test_more_is_coming_closes_the_question(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка")
    card = await anna.presses("Ещё будут", on=await anna.types("пришло 300к Ромашка"))
    assert told(card)[-1] == "🧩 Пробная партия · счёт"


async def test_a_call_proposes_the_stage_that_was_said(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка", stage="qualification")
    card = await anna.types("позвонил Ромашка, просят КП")
    assert labels(card)[-1] == ["▶ КП"]
    await anna.presses("▶ КП", on=card)
    call, deal = (await anna.phone.chat())[-2:]
    assert ["▶ КП"] not in labels(call)
    assert told(deal)[1].startswith("КП · 0 дней")


async def test_a_deal_is_made_under_a_call_by_what_was_said(town: Town, anna: Someone) -> None:
    card = await anna.types("позвонил Вектор, поговорили")
    assert labels(card)[-1] == ["🧩 Сделка"]
    deal = await anna.presses("🧩 Сделка", on=card)
    assert told(await anna.last())[:2] == ["🧩 Вектор · Сделка 20.11", "Контакт · 0 дней · 10 %"]
    gone = await anna.types("/undo")
    assert plain(gone.text) == "↩️ Отменено: сделка Вектор · Сделка 20.11"
    del deal


async def test_of_several_deals_the_last_used_is_paid_and_another_is_two_taps(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка")
    async with town.database.write() as tx:
        client_id = await town.client_id(tx, anna, "Ромашка")
        await tx.as_(anna.actor).deals.create(client_id, "Годовой договор", 100_00, "lead")
    card = await anna.types("оплата 150к Ромашка 25.11")
    assert told(card)[2] == "🧩 Годовой договор · лид"
    asked = await anna.presses("🧩 Другая сделка", on=card)
    assert labels(asked) == [["• Годовой договор · лид"], ["Пробная партия · счёт"]]
    card = await anna.presses("Пробная партия · счёт", on=asked)
    assert told(card)[1:3] == ["Ожидаем ср 25 ноября · 80 %", "🧩 Пробная партия · счёт"]


async def test_money_of_no_payment_is_put_to_another_deal(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка", stage="contract", amount=300_000)
    await anna.types("тендер Ромашка до 15.12")
    card = await anna.types("пришло 20к Ромашка")
    assert "🧩 Сделка 20.11 · лид" in told(card)
    assert not any("🏁" in line for line in told(card)), "what was never awaited does not pay for a deal without a sum"
    which = await anna.presses("🧩 Другая сделка", on=card)
    assert labels(which) == [["• Сделка 20.11 · лид"], ["Пробная партия · договор"]]
    card = await anna.presses("Пробная партия · договор", on=which)
    assert "🧩 Пробная партия · договор" in told(card)


async def test_papers_with_their_days(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка")
    papers = await anna.presses("📄 Документы", on=await opens(anna, 0))
    papers = await anna.presses("▫️ Договор", on=papers)
    papers = await anna.presses("▫️ Оригинал", on=papers)
    papers = await anna.presses("▫️ Счёт", on=papers)
    assert "✅ Договор · пт 20.11" in told(papers)
    card = await anna.presses("‹ Назад", on=papers)
    assert told(card)[-1] == "📄 3 из 5: нет акта, оригинала акта"


async def test_what_is_edited(town: Town, anna: Someone) -> None:
    await deal_of(town, anna, "Ромашка")
    for field, said in (("Название", "Большая партия"), ("Сумма", "400к"), ("Скидка", "4,5%"), ("Срок", "15.12")):
        await anna.presses("✏️", on=await opens(anna, 0))
        await anna.presses(field)
        card = await anna.types(said)
    assert told(card)[:4] == [
        "🧩 Ромашка · Большая партия",
        "Счёт · 0 дней · 400 тыс · 80 %",
        "Продажа до вт 15 декабря",
        "скидка 4,5 %",
    ]
    card = await anna.types("/undo")
    assert "Продажа до вт 15 декабря" not in told(card)
