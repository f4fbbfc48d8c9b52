"""The same money is counted once, whichever door it comes by; a second one of the same sum is one tap."""

from datetime import date

import pytest

from sales.payments.facts import Trust
from sales.payments.receipt import Fact
from simulator.hands.driver import Seen
from storage.payments.payments import NewPayment
from tests.kept import Kept
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка", "ЭкоДом")
    return anna


async def facts(town: Town) -> list[Fact]:
    assert town.owner is not None
    async with town.database.read() as tx:
        return await tx.as_(town.owner.actor).receipts.facts_on(town.today())


async def counted(town: Town) -> int:
    """Roubles of today, by everybody's hand."""
    return sum(fact.amount for fact in await facts(town)) // 100


async def awaits(town: Town, someone: Someone, client: str, roubles: int) -> int:
    async with town.database.write() as tx:
        [found] = await tx.as_(someone.actor).clients.search(client)
        return (await tx.as_(someone.actor).payments.expect(NewPayment(found.id, roubles * 100, town.today()))).id


def shown(seen: Seen) -> list[str]:
    return plain(seen.text).splitlines()


async def test_a_line_sent_twice_on_a_bad_network_is_one_fact_and_one_question(town: Town, anna: Someone) -> None:
    await anna.types("пришло 41к ЭкоДом")
    asked = await anna.types("пришло 41к ЭкоДом")

    assert shown(asked) == [
        "✅ ЭкоДом · 41 000 ₽",
        "Похоже на запись от 20.11",
        "заявлено · пт 20 ноября",
        "Пока не посчитано",
    ]
    assert asked.buttons == [["Та же", "Ещё одна"]]
    assert await counted(town) == 41_000
    card = await anna.presses("Та же")

    assert shown(card)[1] == "Это одна запись, от 20.11"
    assert await counted(town) == 41_000


async def test_a_second_receipt_of_the_same_sum_is_one_tap(town: Town, anna: Someone) -> None:
    await anna.types("пришло 41к ЭкоДом")
    await anna.types("пришло 41 000 от ЭкоДома вчера")
    card = await anna.presses("Ещё одна")

    assert shown(card)[0] == "✅ ЭкоДом · 41 000 ₽ получено"
    assert "↩️ Отменить" in card.labels
    assert shown(card)[1].startswith("заявлено · чт 19 ноября")


async def test_a_double_tap_on_one_more_is_one_more(town: Town, anna: Someone) -> None:
    await anna.types("пришло 41к ЭкоДом")
    asked = await anna.types("пришло 41к ЭкоДом")
    await anna.taps_twice("Ещё одна", on=asked)
    assert await counted(town) == 82_000


async def test_the_same_is_taken_back_and_asked_again(town: Town, anna: Someone) -> None:
    await anna.types("пришло 41к ЭкоДом")
    await anna.types("пришло 41к ЭкоДом")
    await anna.presses("Та же")
    asked = await anna.presses("↩️ Отменить")
    assert asked.labels == ["Та же", "Ещё одна"]
    await anna.presses("Ещё одна")
    assert await counted(town) == 82_000


async def test_the_same_as_what_was_taken_back_since_is_counted(town: Town, anna: Someone) -> None:
    first = await anna.types("пришло 41к ЭкоДом")
    asked = await anna.types("пришло 41к ЭкоДом")
    await anna.presses("↩️ Отменить", on=first)
    assert await counted(town) == 0
    await anna.presses("Та же", on=asked)
    assert await counted(town) == 41_000


async def test_the_dialog_asks_as_the_line_does(town: Town, anna: Someone) -> None:
    await anna.types("пришло 70к Вектор")
    await anna.types("/fact")
    await anna.types("вектор")
    asked = await anna.types("70к")

    assert shown(asked)[1] == "Похоже на запись от 20.11"
    assert await counted(town) == 70_000


async def test_a_leads_line_for_what_the_manager_has_confirms_it(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    await awaits(town, anna, "Вектор", 280_000)
    await anna.types("пришло 280к Вектор")
    asked = await olga.types("пришло 280к Вектор")
    assert shown(asked)[1] == "Похоже на запись от 20.11"
    card = await olga.presses("Та же")

    assert shown(card)[2] == "подтверждено · пт 20 ноября"
    assert await counted(town) == 280_000
    await olga.presses("↩️ Отменить")
    assert {fact.trust for fact in await facts(town)} == {Trust.CLAIMED}


async def test_a_managers_line_for_what_the_lead_has_changes_nothing(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    await olga.types("пришло 280к Вектор")
    await anna.types("пришло 280к Вектор")
    await anna.presses("Та же")

    assert [(fact.amount, fact.trust) for fact in await facts(town)] == [(28_000_000, Trust.CONFIRMED)]


async def test_an_assistants_word_is_declared(town: Town, anna: Someone) -> None:
    sofia = await town.assistant("Софья")
    await anna.types("пришло 280к Вектор")
    await sofia.types("пришло 280к Вектор")
    await sofia.presses("Та же")

    assert [(fact.amount, fact.trust) for fact in await facts(town)] == [(28_000_000, Trust.CLAIMED)]


async def test_what_is_expected_and_came_already_is_asked(town: Town, anna: Someone) -> None:
    await anna.types("пришло 90к Ромашка")
    asked = await anna.types("оплата 90к Ромашка пн")

    assert shown(asked)[:2] == ["💰 Ромашка · 90 000 ₽", "Похоже на запись от 20.11"]
    async with town.database.read() as tx:
        assert await tx.as_(anna.actor).payments.list_awaited() == []


async def test_money_of_another_sum_day_or_client_is_not_asked(town: Town, anna: Someone) -> None:
    for said in ("пришло 90к Ромашка", "пришло 91к Ромашка", "пришло 90к Вектор", "возврат 90к Ромашка"):
        card = await anna.types(said)
        assert "Похоже" not in card.text, said
    assert await counted(town) == 181_000


async def test_money_on_an_expected_payment_is_not_asked(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", 280_000)
    card = await anna.types("пришло 280к Вектор")
    assert shown(card)[0] == "✅ Вектор · 280 000 ₽ получено"


async def came_by_dialog(anna: Someone, day: str) -> Seen:
    await anna.types("/fact")
    await anna.types("вектор")
    await anna.presses("📅 Дата: пт 20.11")
    await anna.types(day)
    return await anna.types("50к")


@pytest.mark.parametrize("day", ["10.11", "16.11", "30.10"])
async def test_money_of_long_ago_is_asked_about_its_day(town: Town, anna: Someone, day: str) -> None:
    asked = await came_by_dialog(anna, day)
    assert shown(asked)[1].startswith("Пришло ")
    assert ("Попадёт в октябрь" in shown(asked)) is (day == "30.10")
    assert await counted(town) == 0
    card = await anna.presses("Сегодня, пт 20.11")

    assert shown(card)[1].startswith("заявлено · пт 20 ноября")
    assert await counted(town) == 50_000


async def test_money_of_long_ago_may_be_of_that_day(anna: Someone) -> None:
    await came_by_dialog(anna, "10.11")
    card = await anna.presses("Да, вт 10.11")
    assert shown(card)[1].startswith("заявлено · вт 10 ноября")


async def test_a_line_of_long_ago_is_asked_once(anna: Someone) -> None:
    await anna.types("пришло 50к Вектор 30.10")
    card = await anna.presses("✅ Да, пт 30 октября 2026")
    assert shown(card)[1].startswith("заявлено · пт 30 октября")


async def test_yesterdays_money_of_the_month_before_is_asked(town: Town, anna: Someone) -> None:
    await town.clock.reach("10:00", date(2026, 12, 1), step=town.minutes(60))
    asked = await anna.types("пришло 50к Вектор вчера")
    assert shown(asked)[1:] == ["Пришло пн 30 ноября?", "Попадёт в ноябрь", "Пока не посчитано"]


async def test_the_papers_of_money_stand_on_its_card(town: Town, anna: Someone) -> None:
    async with town.database.write() as tx:
        from storage.payments.receipts import NewFact

        [client] = await tx.as_(anna.actor).clients.search("Вектор")
        receipt = await tx.as_(anna.actor).receipts.record(
            NewFact(client.id, 45_000_000, town.today(), comment="п/п 1234")
        )
    assert receipt.fact.comment == "п/п 1234"


async def test_what_is_typed_for_another_day_of_an_awaited_sum_is_asked(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", 280_000)
    asked = await anna.types(f"Вектор 280к - не раньше {town.today(7):%d.%m}")
    assert shown(asked)[1].startswith("Похоже на запись")
    card = await anna.types(f"Вектор 280к {town.today(35):%d.%m}")
    assert "Похоже" not in card.text


async def test_sums_of_one_message_are_not_alike(anna: Someone) -> None:
    await anna.types("Вектор 100к 01.12 и 100к 08.12")
    assert "Похоже" not in "\n".join(seen.text for seen in await anna.phone.chat())
