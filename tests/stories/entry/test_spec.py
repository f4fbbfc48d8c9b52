"""SPEC 13 in a chat: each row is typed on Friday 20.11.2026, and the card says what was understood."""

import pytest

from sales.activities.activities import MeetingOutcome
from sales.payments.payments import PaymentSource
from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def test_friday_said_on_a_friday_is_asked(town: Town, anna: Someone) -> None:
    asked = await anna.types("оплата 150к Ромашка пт 80%")
    assert told(asked.text) == ["💰 Ромашка · 150 000 ₽", "80 %", "Сегодня или пт 27 ноября?"]
    assert asked.buttons[0] == ["Сегодня", "пт 27 ноября"]
    assert (await kept(town, anna)).records == 0

    card = await anna.presses("пт 27 ноября")

    assert told(card.text) == ["💰 Ромашка · 150 000 ₽", "Ожидаем пт 27 ноября · 80 %"]
    assert anna.taps == 1
    [payment] = (await kept(town, anna)).payments
    assert (payment.probability, payment.source) == (80, PaymentSource.LINE)


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("line", "card"),
    [
        ("опл 1,2млн СтройГрад 25.12 60%", ["💰 СтройГрад · 1 200 000 ₽", "Ожидаем пт 25 декабря · 60 %"]),
        ("жду 340000 от ООО Вектор до среды", ["💰 Вектор · 340 000 ₽", "Ожидаем ср 25 ноября · 50 %"]),
        ("оплата 24 Часа 90к пн", ["💰 24 Часа · 90 000 ₽", "Ожидаем пн 23 ноября · 50 %"]),
        ("оплата 150к Ромашка пн точно", ["💰 Ромашка · 150 000 ₽", "Ожидаем пн 23 ноября · 95 %"]),
        ("150к пн скорее жду от Ромашки", ["💰 Ромашка · 150 000 ₽", "Ожидаем пн 23 ноября · 70 %"]),
        (
            "оплата 150к Ромашка завтра 80%",
            ["💰 Ромашка · 150 000 ₽", "Ожидаем пн 23 ноября · 80 %", "сб 21.11 банк не проводит, взял понедельник"],
        ),
        ("пришло 148 500,50 р Вектор", ["✅ Вектор · 148 500,50 ₽ получено", "заявлено · пт 20 ноября · вне плана"]),
        ("возврат 20к Вектор", ["Возврат: Вектор · −20 000 ₽", "заявлено · пт 20 ноября"]),
        ("позвонил Вектор - ждут счёт", ["✅ Звонок: Вектор · 11:00", "ждут счёт", "Следующий шаг?"]),
        (
            "звонок Ромашка завтра: перезвонить по договору",
            [
                *("📞 Ромашка · пн 23 ноября, 10:00", "перезвонить по договору", "сб 21.11 выходной, взял понедельник"),
                *("Час не назван, взял 10:00.", "Другой? Напишите «в 15»."),
            ],
        ),
        (
            "встреча СтройГрад: договорились на 2 млн",
            ["✅ Встреча: СтройГрад · 11:00", "Договорились", "договорились на 2 млн", "Следующий шаг?"],
        ),
        ("встреча с Ким в пн в 15", ["🤝 ИП Ким · пн 23 ноября, 15:00"]),
        ("payment 150k Romashka Monday 80%", ["💰 Ромашка · 150 000 ₽", "Ожидаем пн 23 ноября · 80 %"]),
        ("received 148 500.50 Vector", ["✅ Вектор · 148 500,50 ₽ получено", "заявлено · пт 20 ноября · вне плана"]),
        ("called Vector - want the invoice", ["✅ Звонок: Вектор · 11:00", "want the invoice", "Следующий шаг?"]),
    ],
)
async def test_one_line_is_one_card(town: Town, anna: Someone, line: str, card: list[str]) -> None:
    said = await anna.types(line)

    assert told(said.text) == card
    assert "↩️ Отменить" in said.labels
    assert (await kept(town, anna)).records == 1


async def test_one_tap_keeps_the_saturday_of_a_call(anna: Someone) -> None:
    await anna.types("звонок Ромашка завтра: перезвонить по договору")

    card = await anna.presses("Оставить сб 21.11")

    assert told(card.text) == ["📞 Ромашка · сб 21 ноября, 10:00", "перезвонить по договору"]
    assert anna.taps == 1


async def test_one_tap_keeps_the_saturday_of_a_payment(anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка завтра 80%")

    card = await anna.presses("Оставить сб 21.11")

    assert told(card.text) == ["💰 Ромашка · 150 000 ₽", "Ожидаем сб 21 ноября · 80 %"]


async def test_the_sum_of_a_meeting_stays_in_its_comment(town: Town, anna: Someone) -> None:
    await anna.types("встреча СтройГрад: договорились на 2 млн")

    [meeting] = (await kept(town, anna)).done
    assert (meeting.outcome, meeting.comment) == (MeetingOutcome.AGREED, "договорились на 2 млн")


async def test_a_move_asks_the_reason_and_one_tap_ends_it(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка 25.12")
    asked = await anna.types("перенос Ромашка на пн")
    assert told(asked.text) == ["Ромашка · 150 000 ₽", "пт 25.12 → пн 23.11", "📅 Почему перенос?"]

    card = await anna.presses("Нет денег")

    assert told(card.text) == [
        "💰 Ромашка · 150 000 ₽",
        "Ожидаем пн 23 ноября · 50 %",
        "📅 перенос с пт 25.12: нет денег",
    ]
    assert anna.taps == 1
    [payment] = (await kept(town, anna)).payments
    assert payment.moves == 1


async def test_a_move_that_says_its_reason_is_done_at_once(anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка 25.12")

    card = await anna.types("перенос Ромашка на пн: нет денег")

    assert told(card.text)[2:] == ["📅 перенос с пт 25.12: нет денег"]


async def test_a_bare_number_is_asked_and_then_the_day(town: Town, anna: Someone) -> None:
    asked = await anna.types("оплата Ромашка 150")
    assert told(asked.text) == ["Ромашка: 150 ₽ или 150 000 ₽?"]
    assert [each.replace("\xa0", " ") for each in asked.buttons[0]] == ["150 000 ₽", "150 ₽", "✖️ Не то"]

    when = await anna.presses("150 000 ₽")
    assert told(when.text) == ["💰 Ромашка · 150 000 ₽", "Когда ждать?"]
    card = await anna.presses("Сегодня")

    assert told(card.text) == ["💰 Ромашка · 150 000 ₽", "Ожидаем пт 20 ноября · 50 %"]
    assert anna.taps == 2


async def test_a_sum_that_makes_no_number_is_named_with_an_example(town: Town, anna: Someone) -> None:
    asked = await anna.types("оплата сто пятьсот Ромашка")
    assert told(asked.text) == ["💰 Ромашка", "Не понял сумму. Можно так: 150к · 1,2 млн · 148 500,50"]

    await anna.types("600к")
    card = await anna.types("пн")

    assert told(card.text) == ["💰 Ромашка · 600 000 ₽", "Ожидаем пн 23 ноября · 50 %"]


async def test_a_record_much_like_one_of_today_is_asked_about(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка пн")
    doubtful = await anna.types("оплата 150к Ромашка вт")
    assert told(doubtful.text)[1] == "Похоже на запись от 20.11"

    await anna.presses("Та же")

    assert len((await kept(town, anna)).payments) == 1


async def test_what_came_goes_to_the_oldest_and_the_rest_is_asked_once(town: Town, anna: Someone) -> None:
    await anna.types("оплата 100к Ромашка пн")
    await anna.types("оплата 200к Ромашка вт")

    card = await anna.types("пришло 150к Ромашка")

    assert told(card.text)[2:] == [
        "✅ 100 000 ₽ из 100 000 ₽ · пн 23.11",
        "◐ 50 000 ₽ из 200 000 ₽ · вт 24.11",
        "Остаток 150 000 ₽. Когда ждать?",
    ]
    assert told((await anna.presses("+3")).text)[-1] == "Остаток 150 000 ₽ ждём пн 23 ноября"


async def test_an_invoice_names_its_payment(town: Town, anna: Someone) -> None:
    await anna.types("оплата 100к Ромашка пн счёт 11")
    await anna.types("оплата 200к Ромашка вт счёт 12")
    await anna.types("пришло 200к Ромашка счёт 12")

    [left] = (await kept(town, anna)).payments
    assert (left.invoice, left.amount) == ("11", 100_000_00)


async def test_a_promise_of_money_in_a_call_goes_on_with_the_payment(anna: Someone) -> None:
    asked = await anna.types("позвонил Вектору: обещают оплатить")

    assert asked.text.startswith("💰 Вектор. Сколько?")
    assert await anna.sees("Обещали оплату")


async def test_what_waited_for_signal_keeps_its_time_and_says_so(town: Town, anna: Someone) -> None:
    written = town.clock.now()
    await town.clock.jump(town.minutes(75))

    card = await anna.types("позвонил Вектор - ждут счёт", at=written)

    assert told(card.text)[0] == "✅ Звонок: Вектор · 11:00"
    assert "Написано в 11:00, дошло в 12:15" in card.text


async def test_a_planned_meeting_promises_its_reminders(town: Town, anna: Someone) -> None:
    await anna.types("встреча с Ким в пн в 15")
    await town.clock.reach("14:00", town.today(3), town.minutes(15))

    assert await anna.sees("ИП Ким")
    assert "Сделано" in (await anna.last()).labels
