"""What is owed: by age, one by one; promised anew, kept and broken, disputed, written off; a letter to copy."""

import pytest

from sales.clients.card_fields import CardField
from storage.payments.payments import NewPayment
from tests.kept import Kept
from tests.town import Seen, Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка", "Школа 57")
    return anna


def told(seen: Seen) -> list[str]:
    """Columns are made of spaces of several widths."""
    return [" ".join(line.split()) for line in plain(seen.text).splitlines()]


def labels(seen: Seen) -> list[list[str]]:
    return [[plain(each) for each in row] for row in seen.buttons]


async def owe(town: Town, someone: Someone, client: str, roubles: int, days: int) -> int:
    return await town.expects(someone, client, roubles, town.today(-days))


async def test_nobody_owes(anna: Someone) -> None:
    assert told(await anna.types("/debts")) == ["✅ Просроченных долгов нет"]


async def test_debts_by_age_and_what_comes_first(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Школа 57", 90_000, 12)
    await owe(town, anna, "Вектор", 300_000, 45)

    seen = await anna.types("/debts")

    assert told(seen) == [
        "⚠️ Долги · 390 тыс · 2",
        "Средний возраст 37 дней",
        "",
        "1–30 90 тыс · 1",
        "31–60 300 тыс · 1",
        "61–90 0 · 0",
        "91+ 0 · 0",
        "Спор 0 · обещано 0",
        "",
        "1 Вектор 300 тыс · 45 дн",
        "2 Школа 57 90 тыс · 12 дн",
    ]
    assert labels(seen) == [["1", "2"], ["Все", "📄 Excel"]]


async def open_debt(someone: Someone, number: int = 1) -> Seen:
    return await someone.presses(str(number), on=await someone.types("/debts"))


async def test_a_promise_moves_the_day_and_it_stays_a_debt(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Школа 57", 90_000, 12)
    card = await open_debt(anna)
    assert told(card) == ["⚠️ Школа 57 · 90 тыс · 12 дней", "Ждали 8.11"]

    await anna.presses("📅 Обещали на…")
    card = await anna.types("27.11")

    assert told(card) == ["⚠️ Школа 57 · 90 тыс · 12 дней", "Обещали 27.11, по договору 8.11 · 50 %"]
    listed = await anna.types("/debts")
    assert "Спор 0 · обещано 1 на 90 тыс" in told(listed)
    assert told(listed)[-2:] == ["1 Школа 57 90 тыс · 12 дн", "обещали 27.11"]

    assert told(await anna.presses("↩️ Отменить", on=card))[0].startswith("💰 Школа 57")
    assert told(await anna.types("/debts"))[-1] == "1 Школа 57 90 тыс · 12 дн"


async def test_a_promise_in_one_line_is_the_clients_word(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Школа 57", 90_000, 12)
    await anna.types("Школа 57 обещали 27.11")
    assert "обещали" in (await anna.types("да")).text
    assert "Спор 0 · обещано 1 на 90 тыс" in told(await anna.types("/debts"))


async def test_a_dispute_in_one_line(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Школа 57", 90_000, 12)
    card = await anna.types("спор школа 57: недопоставка 2 коробок")
    assert "⚖️ Спор: недопоставка 2 коробок. В прогноз не входит." in told(card)
    assert (
        told(await anna.types("спор Ромашка: брак"))[0] == "У клиента Ромашка нет просроченного долга, спорить не о чем"
    )


async def test_a_dispute_without_a_reason_asks_for_it(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Школа 57", 90_000, 12)
    assert told(await anna.types("спор Школа 57")) == ["⚖️ Школа 57: о чём спор? Например: недопоставка"]
    assert "⚖️ Спор: цена. В прогноз не входит." in told(await anna.types("цена"))


async def test_who_owes_is_answered_by_the_same_screen(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Школа 57", 90_000, 12)
    assert told(await anna.types("кто должен")) == told(await anna.types("/debts"))


async def test_an_ordinary_move_of_overdue_money_hides_no_debt(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Вектор", 50_000, 5)
    await anna.types("Вектор перенос на 30.11")
    assert told(await anna.types("/debts"))[0] == "⚠️ Долги · 50 тыс · 1"
    assert "Вектор · 50 тыс" in told(await anna.presses("⚠️ Долг", on=await anna.types("/clients")))[-1]


async def test_money_that_is_moved_in_time_is_no_debt(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Вектор", 50_000, 0)
    await anna.types("Вектор перенос на 30.11")
    assert told(await anna.types("/debts")) == ["✅ Просроченных долгов нет"]


async def test_promises_kept_and_broken_lower_the_next_chance(town: Town, anna: Someone) -> None:
    for roubles in (10_000, 20_000, 30_000):
        payment_id = await owe(town, anna, "Школа 57", roubles, 20)
        async with town.database.write() as tx:
            await tx.as_(anna.actor).debt_changes.promise(payment_id, town.today(1))
    await town.clock.reach("10:00", town.today(3))

    card = await open_debt(anna)

    assert "Слово: сдержали 0 из 3" in told(card)
    await anna.presses("📅 Обещали на…")
    assert told(await anna.types("27.11"))[1] == "Обещали 27.11, по договору 31.10 · 0 %"


async def test_a_dispute_leaves_the_forecast_and_comes_back(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Школа 57", 90_000, 12)
    await open_debt(anna)
    await anna.presses("⚖️ Спор")
    card = await anna.types("недопоставка 3 коробок")
    assert "⚖️ Спор: недопоставка 3 коробок. В прогноз не входит." in told(card)
    assert told(await anna.types("/debts"))[-1] == "1 ⚖️ Школа 57 90 тыс · 12 дн"
    card = await anna.presses("⚖️ Спор решён", on=card)
    assert told(card) == ["⚠️ Школа 57 · 90 тыс · 12 дней", "Ждали 8.11"]


async def test_it_came_and_a_second_tap_counts_nothing_twice(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Школа 57", 90_000, 12)
    card = await open_debt(anna)
    came = await anna.taps_twice("✅ Пришла", on=card)
    assert told(came)[0] == "✅ Школа 57 · 90 000 ₽ получено"
    assert "90 тыс" in (await anna.types("/stats")).text
    assert told(await anna.types("/debts")) == ["✅ Просроченных долгов нет"]


async def test_all_that_a_client_owes_is_promised_by_one_tap(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Вектор", 50_000, 5)
    await owe(town, anna, "Вектор", 70_000, 9)
    card = await open_debt(anna)
    assert "Всего долгов 2 на 120 тыс" in told(card)
    await anna.presses("📅 Обещали всё: 2", on=card)
    await anna.types("пн")
    assert "Спор 0 · обещано 2 на 120 тыс" in told(await anna.types("/debts"))


async def test_a_letter_in_four_tones_fits_the_copy_button(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Вектор", 1_250_000, 95)
    seen = await anna.presses("✉️ Текст клиенту", on=await open_debt(anna))
    assert "• Досудебно" in labels(seen)[2]
    for tone in ("Памятка", "Вежливо", "Твёрдо", "Досудебно"):
        seen = await anna.presses(tone, on=seen)
        assert "1 250 000 ₽" in plain(seen.text)
        assert "17 августа" in plain(seen.text)


async def test_the_lead_is_asked_for_help_and_writes_it_off(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    await owe(town, anna, "Школа 57", 90_000, 12)
    await anna.presses("🆘 РОПу", on=await open_debt(anna))
    await anna.presses("Пропустить")

    asked = await olga.last()
    assert told(asked)[:2] == ["🆘 Анна просит помочь", "⚠️ Школа 57 · 90 тыс · 12 дней"]
    asked = await olga.presses("Карточка", on=asked)
    assert "🆘 РОП в курсе" in told(asked)
    assert labels(asked)[:3] == [["✉️ Текст клиенту"], ["✅ Пришла", "Списать"], ["📌 Поручить"]]

    await olga.presses("Списать", on=asked)
    card = await olga.types("фирма закрылась")
    assert told(card) == [
        "✅ Школа 57: долга больше нет",
        "Списано: 90 тыс · Ольга, 20.11",
        "фирма закрылась",
    ]
    assert told(await anna.types("/debts")) == ["✅ Просроченных долгов нет"]
    assert told(await anna.types("/stats"))


@pytest.mark.parametrize(
    "said", ["списали долг Вектора", "спиши Вектору 98к", "с вектора сняли долг", "простили вектору долг 98 000"]
)
async def test_a_debt_is_not_written_off_by_a_line_but_on_its_card(town: Town, anna: Someone, said: str) -> None:
    olga = await town.lead("Ольга")
    await owe(town, anna, "Вектор", 98_000, 12)

    card = await anna.types(said)
    assert told(card)[0] == "⚠️ Вектор · 98 тыс · 12 дней"
    assert not any("Списать" in row for row in labels(card))

    card = await olga.types(said)
    await olga.presses("Списать", on=card)
    await olga.types("фирма закрылась")
    assert told(await anna.types("/debts")) == ["✅ Просроченных долгов нет"]


async def test_there_is_nothing_to_write_off(anna: Someone) -> None:
    await anna.types("жду от Вектора 98к завтра")
    await anna.types("списали долг Вектора")
    assert "Вектор: просрочки нет" in (await anna.sees("просрочки нет")).text


async def test_the_lead_sees_whose_debts_they_are_and_an_excel(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    boris = await town.manager("Борис")
    await town.has_clients(boris, "Берег")
    await owe(town, anna, "Школа 57", 90_000, 12)
    await owe(town, boris, "Берег", 300_000, 45)
    seen = await olga.types("/debts")
    assert told(seen)[-2:] == ["1 Берег 300 тыс · 45 дн · Борис", "2 Школа 57 90 тыс · 12 дн · Анна"]
    listed = await olga.presses("31–60", on=await olga.presses("Все", on=seen))
    assert told(listed)[0] == "⚠️ 31–60 · 300 тыс · 1"
    await olga.presses("📄 Excel", on=await olga.presses("‹ Долги", on=listed))
    await town.settle()
    (book,) = [each for each in await olga.phone.chat() if each.kind == "document"]
    assert book.files[0]["name"] == "долги-2026-11-20.xlsx"


async def test_a_manager_sees_no_debt_of_a_colleague(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")
    await owe(town, anna, "Школа 57", 90_000, 12)
    card = await open_debt(anna)
    assert told(await boris.types("/debts")) == ["✅ Просроченных долгов нет"]
    del card


async def test_a_deal_that_was_shipped_says_the_day_of_the_contract_until_it_is_taken_back(
    town: Town, anna: Someone
) -> None:
    payment_id = await owe(town, anna, "Вектор", 50_000, 5)
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        client_id = await town.client_id(tx, anna, "Вектор")
        await mine.client_edits.edit(client_id, {CardField.TERMS: 10})
        deal = await mine.deals.create(client_id, "Поставка")
        await mine.deal_payments.link(deal.id, payment_id)
        await mine.deals.change(deal.id, shipped_on=town.today(-30))
    assert told(await open_debt(anna)) == ["⚠️ Вектор · 50 тыс · 20 дней", "Ждали 15.11, по договору 31.10"]
    async with town.database.write() as tx:
        await tx.as_(anna.actor).deals.change_back(deal.id, {"shipped_on": None})
    assert told(await open_debt(anna)) == ["⚠️ Вектор · 50 тыс · 5 дней", "Ждали 15.11"]


async def test_the_day_of_the_contract_is_said_on_the_card_and_taken_back(town: Town, anna: Someone) -> None:
    await owe(town, anna, "Вектор", 50_000, 5)
    await anna.presses("📜 По договору…", on=await open_debt(anna))
    assert told(await anna.last()) == ["📜 Вектор, 50 тыс. По договору до какого дня?"]
    assert "Не понял день" in (await anna.types("когда-то давно")).text
    card = await anna.types("1.10")
    assert told(card) == ["⚠️ Вектор · 50 тыс · 50 дней", "Ждали 15.11, по договору 1.10"]
    back = await anna.presses("↩️ Отменить", on=card)
    assert "По договору" not in back.text
    assert told(await open_debt(anna)) == ["⚠️ Вектор · 50 тыс · 5 дней", "Ждали 15.11"]

    await anna.types("оплата 20к Ромашка 25.11")
    await anna.presses("✏️ Править", on=await anna.sees("💰 Ромашка"))
    await anna.presses("📜 По договору…", on=await anna.last())
    assert "По договору до 18 декабря" in told(await anna.types("18.12"))


async def test_money_of_a_deal_that_was_shipped_has_the_day_of_its_contract(town: Town, anna: Someone) -> None:
    payment_id = await owe(town, anna, "Вектор", 50_000, 5)
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        client_id = await town.client_id(tx, anna, "Вектор")
        await mine.client_edits.edit(client_id, {CardField.TERMS: 10})
        deal = await mine.deals.create(client_id, "Поставка")
        await mine.deals.change(deal.id, shipped_on=town.today(-30))
        await mine.deal_payments.link(deal.id, payment_id)
        new = await mine.payments.expect(NewPayment(client_id, 700, town.today(5), deal_id=deal.id))
    assert new.contract_due_on == town.today(-20)
    assert told(await open_debt(anna))[1] == "Ждали 15.11, по договору 31.10"


async def test_the_owner_of_the_house_may_write_off_too(town: Town, anna: Someone) -> None:
    assert town.owner is not None
    await owe(town, anna, "Школа 57", 90_000, 12)
    card = await open_debt(town.owner)
    assert "Списать" in [each for row in labels(card) for each in row]
    await town.owner.presses("Списать", on=card)
    assert told(await town.owner.types("не отдадут"))[1:] == ["Списано: 90 тыс · Ирина, 20.11", "не отдадут"]


async def test_what_was_written_off_is_listed_for_who_may_do_it(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    await owe(town, anna, "Школа 57", 90_000, 12)
    await owe(town, anna, "Берег", 300_000, 45)
    for client, why in (("Школа 57", "фирма закрылась"), ("Берег", "банкрот")):
        card = await olga.presses(client, on=await olga.presses("Все", on=await olga.types("/debts")))
        await olga.presses("Списать", on=card)
        await olga.types(why)

    empty = await olga.types("/debts")
    assert told(empty) == ["✅ Просроченных долгов нет"]
    listed = await olga.presses("🗑 Списанные", on=empty)
    assert told(listed) == [
        "🗑 Списано · 390 тыс · 2",
        "",
        "20.11 Берег 300 тыс · Анна",
        "20.11 Школа 57 90 тыс · Анна",
    ]
    assert "фирма закрылась" in told(await olga.presses("Школа 57", on=listed))
    assert "🗑 Списанные" not in (await anna.types("/debts")).labels
    assert await anna.forges("v:written_off") == "Эта запись вам недоступна."

    roman = await town.lead_elsewhere("Роман")
    assert "🗑 Списанные" not in (await roman.types("/debts")).labels
