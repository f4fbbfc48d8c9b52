"""Money that came: whole, in part, over, for several payments, for somebody else; and money that went back."""

import pytest

from simulator.hands.driver import Seen
from storage.payments.payments import NewPayment
from tests.kept import Kept
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    return anna


async def awaits(town: Town, someone: Someone, client: str, *sums: int) -> None:
    """Payments of so many thousand roubles, one a day from today on."""
    async with town.database.write() as tx:
        [found] = await tx.as_(someone.actor).clients.search(client)
        for ahead, amount in enumerate(sums):
            await tx.as_(someone.actor).payments.expect(NewPayment(found.id, amount * 100_000, town.today(ahead)))


def shown(seen: Seen) -> list[str]:
    return plain(seen.text).splitlines()


async def test_the_rest_of_a_payment_comes_by_one_tap(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", 340)
    asked = await anna.presses_key("✅ Факт")
    assert [plain(label) for label in asked.labels] == ["Вектор · 340 тыс", "🔎 Другой клиент", "✖️ Отмена"]
    await anna.presses("Вектор · 340 тыс")
    card = await anna.presses("340 000 ₽")

    assert shown(card) == ["✅ Вектор · 340 000 ₽ получено", "заявлено · пт 20 ноября"]
    assert anna.taps <= 3


async def test_an_answer_after_midnight_is_about_the_day_on_the_screen(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", 340)
    await town.clock.reach("23:58")
    await anna.presses_key("✅ Факт")
    asked = await anna.presses("Вектор · 340 тыс")
    assert "📅 Дата: пт 20.11" in [plain(label) for label in asked.labels]
    await town.clock.reach("00:02")

    assert shown(await anna.presses("340 000 ₽"))[1] == "заявлено · пт 20 ноября"


async def test_after_a_part_the_rest_is_asked_once(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Ромашка", 150)
    card = await _came(anna, "Ромашка · 150 тыс", "50к")
    assert shown(card) == [
        "◐ Ромашка · 50 000 ₽ из 150 000 ₽",
        "заявлено · пт 20 ноября",
        "Остаток 100 000 ₽. Когда ждать?",
    ]
    assert card.buttons == [["завтра", "+3"], ["другая дата", "не ждать"], ["↩️ Отменить"]]
    card = await anna.presses("+3")

    assert shown(card) == [
        "◐ Ромашка · 50 000 ₽ из 150 000 ₽",
        "заявлено · пт 20 ноября",
        "Остаток 100 000 ₽ ждём пн 23 ноября",
    ]


@pytest.mark.parametrize("how", ["press", "как было", "остаток как договаривались", "в срок"])
async def test_the_rest_of_what_was_paid_early_keeps_its_own_day_by_one_tap(
    town: Town, anna: Someone, how: str
) -> None:
    await town.expects(anna, "Ромашка", 150_000, town.today(6))
    card = await anna.types("пришло 50к Ромашка")
    assert plain(card.labels[0]) == "как ждали, чт 26.11"

    said = await anna.presses("как ждали, чт 26.11") if how == "press" else await anna.types(how)

    assert shown(said)[-1] == "Остаток 100 000 ₽ ждём чт 26 ноября"
    async with town.database.read() as tx:
        (left,) = await tx.as_(anna.actor).payments.list_awaited()
        assert (left.due_on, left.moves) == (town.today(6), 0), "no move is noted"


async def test_a_day_that_is_over_is_not_offered_for_the_rest(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Ромашка", 150)
    card = await _came(anna, "Ромашка · 150 тыс", "50к")
    assert not [label for label in card.labels if "как ждали" in label]


@pytest.mark.parametrize("answer", ["+3", "не ждать"])
async def test_what_was_said_of_the_rest_later_can_be_taken_back_too(town: Town, anna: Someone, answer: str) -> None:
    await awaits(town, anna, "Ромашка", 150)
    await _came(anna, "Ромашка · 150 тыс", "50к")
    await town.clock.jump(town.minutes(25))
    said = await anna.presses(answer)
    assert said.labels[0] == "↩️ Отменить"

    again = await anna.presses("↩️ Отменить", on=said)

    assert shown(again)[-1] == "Остаток 100 000 ₽. Когда ждать?"
    assert shown(again)[0] == "◐ Ромашка · 50 000 ₽ из 150 000 ₽", "the money is older than ten minutes and stays"


async def test_the_rest_on_a_day_off_takes_the_next_workday(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Ромашка", 150)
    await _came(anna, "Ромашка · 150 тыс", "50к")
    card = await anna.presses("завтра")
    assert (shown(card))[-1] == "сб 21.11 банк не проводит, взял понедельник"

    kept = await anna.presses("Оставить сб 21.11")
    assert shown(kept) == [
        "◐ Ромашка · 50 000 ₽ из 150 000 ₽",
        "Остаток 100 000 ₽ ждём сб 21 ноября · 50 %",
        "📅 перенос с пт 20.11: клиент перенёс",
    ]


async def test_the_rest_may_come_on_any_day_and_in_another_month(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Ромашка", 150)
    await _came(anna, "Ромашка · 150 тыс", "50к")
    await anna.presses("другая дата")
    asked = await anna.last()
    assert plain(asked.text) == "Ромашка: остаток 100 000 ₽. На какой день?"
    card = await anna.types("10.12")

    assert (shown(card))[-2:] == ["Остаток 100 000 ₽ ждём чт 10 декабря", "Ушло в декабрь"]
    assert sum("◐ Ромашка" in text for text in await anna.messages()) == 1


async def test_the_rest_may_not_be_awaited(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Ромашка", 150)
    await _came(anna, "Ромашка · 150 тыс", "50к")
    card = await anna.presses("не ждать")

    assert (shown(card))[-1] == "Остаток больше не ждём"
    async with town.database.read() as tx:
        assert await tx.as_(anna.actor).payments.list_awaited() == []


async def test_more_than_awaited_is_said(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Ромашка", 150)
    card = await _came(anna, "Ромашка · 150 тыс", "155 000")

    assert shown(card) == [
        "✅ Ромашка · 155 000 ₽ получено",
        "заявлено · пт 20 ноября",
        "+5 000 ₽ сверх",
    ]


async def test_one_receipt_pays_several_the_oldest_first(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", 100, 200)
    await anna.types("/fact")
    await anna.types("вектор")
    card = await anna.types("150к")

    assert shown(card) == [
        "✅ Вектор · 150 000 ₽ получено",
        "заявлено · пт 20 ноября",
        "✅ 100 000 ₽ из 100 000 ₽ · пт 20.11",
        "◐ 50 000 ₽ из 200 000 ₽ · сб 21.11",
        "Остаток 150 000 ₽. Когда ждать?",
    ]


async def test_money_that_nobody_expected_is_off_plan(anna: Someone) -> None:
    await anna.types("/fact")
    await anna.types("Вектор")
    card = await anna.types("148 500,50")

    assert shown(card) == ["✅ Вектор · 148 500,50 ₽ получено", "заявлено · пт 20 ноября · вне плана"]


async def test_a_refund_is_negative_and_on_its_own_day(town: Town, anna: Someone) -> None:
    await anna.types("/fact")
    await anna.types("Вектор")
    asked = await anna.presses("Возврат")
    assert asked.text.startswith("Возврат: Вектор. Сколько вернули?")
    card = await anna.types("5 тыс")

    assert shown(card) == ["Возврат: Вектор · −5 000 ₽", "заявлено · пт 20 ноября"]
    async with town.database.read() as tx:
        assert [fact.amount for fact in await tx.as_(anna.actor).receipts.facts_on(town.today())] == [-500_000]


async def test_the_day_of_the_money_may_be_an_earlier_one(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", 340)
    await anna.types("/fact")
    await anna.presses("Вектор · 340 тыс")
    await anna.presses("📅 Дата: пт 20.11")
    asked = await anna.types("25.11.2026")
    assert asked.text.startswith("Этот день ещё впереди.")
    asked = await anna.presses("Вчера")
    assert "📅 Дата: чт 19.11" in [plain(label) for label in asked.labels]
    card = await anna.presses("340 000 ₽")

    assert (shown(card))[1] == "заявлено · чт 19 ноября"


async def test_a_second_tap_on_the_sum_records_one_fact(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", 340)
    await anna.types("/fact")
    asked = await anna.presses("Вектор · 340 тыс")
    await anna.taps_twice("340 000 ₽", on=asked)

    async with town.database.read() as tx:
        assert len(await tx.as_(anna.actor).receipts.facts_on(town.today())) == 1


async def test_a_lead_enters_a_fact_for_a_manager_and_it_is_confirmed(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", 340)
    olga = await town.lead("Ольга")
    await olga.types("/fact")
    await olga.presses("Вектор · 340 тыс")
    card = await olga.presses("340 000 ₽")

    assert (shown(card))[1] == "подтверждено · пт 20 ноября"
    async with town.database.read() as tx:
        [fact] = await tx.as_(anna.actor).receipts.facts_on(town.today())
    assert fact.owner_id == anna.id


async def test_an_assistant_claims_for_a_manager(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", 340)
    helper = await town.assistant("Света")
    await helper.types("/fact")
    await helper.presses("Вектор · 340 тыс")

    assert (shown(await helper.presses("340 000 ₽")))[1] == "заявлено · пт 20 ноября"


async def test_an_assistant_makes_no_clients(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", 340)
    helper = await town.assistant("Света")
    await helper.types("/fact")
    asked = await helper.types("Зюйд-Вест Логистик")

    assert "Не нашёл «Зюйд-Вест Логистик»" in asked.text
    assert not [label for label in asked.labels if label.startswith("➕")]


async def test_a_director_only_reads(town: Town) -> None:
    director = await town.director("Павел")

    assert (await director.types("/fact")).text == "Этой команды у вас нет.\nВсё, что умею: /menu"


async def test_somebody_elses_payment_is_not_offered(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", 340)
    boris = await town.manager("Борис")
    asked = await boris.types("/fact")

    assert asked.text == "✅ Факт. Ожидаемых нет. От кого пришло?"
    assert asked.labels == ["🔎 Другой клиент", "✖️ Отмена"]


async def test_many_payments_are_leafed_through(town: Town, anna: Someone) -> None:
    await awaits(town, anna, "Вектор", *range(101, 109))
    await anna.types("/fact")
    second = await anna.presses("›")

    assert [plain(label) for label in second.labels[:2]] == ["Вектор · 107 тыс", "Вектор · 108 тыс"]
    assert "‹" in second.labels


async def _came(anna: Someone, payment: str, amount: str) -> Seen:
    await anna.types("/fact")
    await anna.presses(payment)
    return await anna.types(amount)
