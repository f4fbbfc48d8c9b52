"""What the cards of saved records say, and what their buttons change: each change is an event."""

import pytest

from bot.pipeline.enqueue import Occasion, enqueue
from handlers.framework.replies import Say
from reports.message.markup import fill
from reports.message.message import Button, Message
from reports.payments.fact_card import FactCard
from reports.payments.presses import PaymentPress
from sales.payments.payments import PaymentEventKind
from simulator.hands.driver import Seen
from storage.payments.payments import NewPayment
from tests.kept import Kept
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    return anna


@pytest.fixture
async def card(anna: Someone) -> Seen:
    """150 000 ₽ of Ромашка on Monday, just saved."""
    await anna.types("/pay")
    await anna.presses("Ромашка")
    await anna.types("150к")
    return await anna.types("23.11")


def shown(seen: Seen) -> list[str]:
    return plain(seen.text).splitlines()


async def events(town: Town, anna: Someone) -> list[PaymentEventKind]:
    async with town.database.read() as tx:
        return [each.kind for each in await tx.as_(anna.actor).payment_stories.events(1)]


async def test_another_sum(town: Town, anna: Someone, card: Seen) -> None:
    await anna.presses("✏️ Править", on=card)
    await anna.presses("Сумма")
    changed = await anna.types("200к")

    assert shown(changed)[0] == "💰 Ромашка · 200 000 ₽"
    assert await events(town, anna) == [PaymentEventKind.CREATED, PaymentEventKind.AMOUNT_CHANGED]


async def test_the_new_card_takes_the_place_of_the_old_one(anna: Someone, card: Seen) -> None:
    await anna.presses("✏️ Править", on=card)
    await anna.presses("Сумма")
    await anna.types("200к")

    assert sum("Ромашка ·" in text for text in await anna.messages()) == 1


async def test_another_chance(anna: Someone, card: Seen) -> None:
    await anna.presses("✏️ Править", on=card)
    await anna.presses("Вероятность")
    asked = await anna.types("много")
    assert asked.text.startswith("Нужно число от 0 до 100. Можно так: 80")

    assert shown(await anna.types("95%"))[1] == "Ожидаем пн 23 ноября · 95 %"


async def test_a_move_asks_its_reason_in_one_tap(town: Town, anna: Someone, card: Seen) -> None:
    await anna.presses("✏️ Править", on=card)
    await anna.presses("📅 Дата")
    asked = await anna.types("27.11.2026")
    assert asked.text == "📅 Почему перенос?"
    assert asked.buttons[:3] == [
        ["Клиент перенёс", "Нет денег"],
        ["Ждём документы", "Ошибка срока"],
        ["Наша вина", "Другое"],
    ]
    moved = await anna.presses("Ждём документы")

    assert shown(moved) == [
        "💰 Ромашка · 150 000 ₽",
        "Ожидаем пт 27 ноября · 50 %",
        "📅 перенос с пн 23.11: ждём документы",
    ]
    assert await events(town, anna) == [PaymentEventKind.CREATED, PaymentEventKind.MOVED]


async def test_a_move_into_another_month_is_said(anna: Someone, card: Seen) -> None:
    moved = await _moved(anna, card, "05.12")

    assert shown(moved)[1:] == [
        "Ожидаем пн 7 декабря · 50 %",
        "📅 перенос с пн 23.11: нет денег",
        "Ушло в декабрь",
        "сб 05.12 банк не проводит, взял понедельник",
    ]


async def test_the_third_move_needs_attention(anna: Someone, card: Seen) -> None:
    for day in ("24.11", "25.11", "26.11"):
        card = await _moved(anna, card, day)

    assert shown(card)[-1] == "⚠️ 3-й перенос"


async def test_a_move_to_a_past_day_is_not_one(anna: Someone, card: Seen) -> None:
    await anna.presses("✏️ Править", on=card)
    await anna.presses("📅 Дата")

    assert (await anna.types("18.11")).text.startswith("Этот день уже прошёл.")


async def test_not_awaited_any_more_with_a_reason(anna: Someone, card: Seen) -> None:
    await anna.presses("✏️ Править", on=card)
    await anna.presses("❌ Не ждать")
    gone = await anna.presses("Нет денег")

    assert shown(gone) == ["❌ Ромашка · 150 000 ₽", "Больше не ждём", "Причина: нет денег"]
    assert gone.labels == ["↩️ Отменить"]


async def test_a_change_is_taken_back_by_itself(anna: Someone, card: Seen) -> None:
    await _moved(anna, card, "05.12")
    back = await anna.presses("↩️ Отменить")

    assert shown(back) == ["💰 Ромашка · 150 000 ₽", "Ожидаем пн 23 ноября · 50 %"]


async def test_another_client(anna: Someone, card: Seen) -> None:
    await anna.presses("✏️ Править", on=card)
    await anna.presses("Клиент")
    changed = await anna.presses("Вектор")

    assert shown(changed)[0] == "💰 Вектор · 150 000 ₽"


async def test_money_that_came_keeps_its_client(anna: Someone, card: Seen) -> None:
    await anna.types("/fact")
    await anna.presses("Ромашка · 150 тыс")
    await anna.types("50к")
    await anna.presses("✏️ Править", on=card)
    await anna.presses("Клиент")
    await anna.presses("Вектор")

    assert "пришли деньги" in await anna.toast()


async def test_a_comment_stands_on_the_card(anna: Someone, card: Seen) -> None:
    await anna.presses("✏️ Править", on=card)
    await anna.presses("Комментарий")
    changed = await anna.types("после <b>акта</b> & счёта")

    assert shown(changed)[-1] == "после <b>акта</b> & счёта"


async def test_the_next_step_of_a_payment_is_a_call(anna: Someone, card: Seen) -> None:
    await anna.presses("Следующий шаг", on=card)
    asked = await anna.last()
    assert asked.text == "📞 Ромашка. Следующий шаг, когда?"
    planned = await anna.presses("+3")

    assert plain(planned.text) == "📞 Ромашка · пн 23 ноября, 10:00"


async def test_an_old_card_says_what_is_true_when_it_is_pressed(town: Town, anna: Someone, card: Seen) -> None:
    """The payment was paid meanwhile: there is nothing to keep or to edit."""
    async with town.database.write() as tx:
        await tx.as_(anna.actor).receipts.settle(1, town.today())
    await anna.presses("↩️ Отменить", on=card)

    assert "пришли деньги" in await anna.toast()


async def test_a_lead_confirms_what_a_manager_claimed(town: Town, anna: Someone, card: Seen) -> None:
    """The card of a receipt reaches a lead, who says that the money is there."""
    olga = await town.lead("Ольга")
    async with town.database.write() as tx:
        receipt = await tx.as_(anna.actor).receipts.settle(1, town.today())
        await enqueue(tx, Occasion(0, olga.phone.id, olga.actor), [Say(FactCard(receipt_id=receipt.id))])
    await town.settle()
    claimed = await olga.last()
    assert shown(claimed)[1] == "заявлено · пт 20 ноября"
    confirmed = await olga.presses("✅ Подтвердить")

    assert shown(confirmed)[1] == "подтверждено · пт 20 ноября"
    assert confirmed.labels == ["↩️ Отменить"]


@pytest.mark.parametrize("deed", ["keep", "edit", "undo", "revert", "next", "nonsense"])
async def test_a_button_with_somebody_elses_id_changes_nothing(
    town: Town, anna: Someone, card: Seen, deed: str
) -> None:
    """A forged press is answered like one of a record that does not exist."""
    assert shown(card)
    boris = await town.manager("Борис")
    async with town.database.write() as tx:
        data = f"pay:{deed}:1:1"
        forged = Message(fill("?"), ((Button("?", data),),))
        await enqueue(tx, Occasion(0, boris.phone.id, boris.actor), [Say(forged)])
    await town.settle()
    await boris.presses("?")

    assert await events(town, anna) == [PaymentEventKind.CREATED]
    assert "Ромашка ·" not in await boris.transcript()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2031-01-01", "never"])
async def test_a_day_off_that_nobody_could_have_said_is_not_kept(
    town: Town, anna: Someone, card: Seen, day: str
) -> None:
    assert shown(card)
    said = await anna.forges(PaymentPress(deed="keep", payment_id=1, value=day).pack())

    assert said == "Эта запись вам недоступна."
    assert await events(town, anna) == [PaymentEventKind.CREATED]


async def test_a_message_that_waited_for_signal_says_so(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.presses("Ромашка")
    await anna.types("150к")
    written = town.clock.now()
    await town.clock.jump(town.minutes(50))
    card = await anna.types("23.11", at=written)

    assert shown(card)[-1] == "Написано в 11:00, дошло в 11:50"


async def test_a_name_may_hold_html(town: Town, anna: Someone) -> None:
    [client_id] = await town.has_clients(anna, "<i>Рога</i> & Копыта")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).payments.expect(NewPayment(client_id, 100_000, town.today()))
    await anna.types("/fact")
    await anna.presses("<i>Рога</i> & Копыта · 1 тыс")

    assert shown(await anna.presses("1 000 ₽"))[0] == "✅ <i>Рога</i> & Копыта · 1 000 ₽ получено"


async def _moved(anna: Someone, card: Seen, day: str) -> Seen:
    await anna.presses("✏️ Править", on=card)
    await anna.presses("📅 Дата")
    await anna.types(day)
    return await anna.presses("Нет денег")


async def test_a_comment_is_a_part_of_the_story(town: Town, anna: Someone, card: Seen) -> None:
    await anna.presses("✏️ Править", on=card)
    await anna.presses("Комментарий")
    changed = await anna.types("ждут акт")

    assert "ждут акт" in shown(changed)
    assert await events(town, anna) == [PaymentEventKind.CREATED, PaymentEventKind.ANNOTATED]


@pytest.mark.parametrize("typed", ["17/11", "№ 17/11"])
async def test_the_invoice_stands_on_the_card(town: Town, anna: Someone, card: Seen, typed: str) -> None:
    async with town.database.write() as tx:
        await tx.as_(anna.actor).payment_changes.annotate(1, invoice=typed)
    await anna.presses("✏️ Править", on=card)
    await anna.presses("Сумма")

    assert "Счёт № 17/11" in shown(await anna.types("200к"))
