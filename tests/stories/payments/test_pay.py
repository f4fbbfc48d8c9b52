"""An expected payment in four taps, and all that a day or a sum can go wrong with."""

import pytest

from sales.calendar.calendar import DayKind
from sales.payments.payments import PaymentSource
from simulator.hands.driver import Seen
from storage.payments.payments import NewPayment
from tests.kept import Kept
from tests.stories.week.week_days import day_is
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    return anna


async def test_a_payment_takes_four_taps_where_the_sum_is_known(town: Town, anna: Someone) -> None:
    async with town.database.write() as tx:
        [client] = await tx.as_(anna.actor).clients.search("Ромашка")
        await tx.as_(anna.actor).deals.create(client.id, "Поставка", 15_000_000, stage="invoice")

    await anna.presses_key("💰 Оплата")
    asked = await anna.presses("Ромашка")
    assert asked.text == "💰 Ромашка. Сколько?\nМожно так: 150к · 1,2 млн · 148 500,50"
    asked = await anna.presses("150 000 ₽")
    assert plain(asked.text) == "💰 Ромашка · 150 000 ₽. Когда?"
    card = await anna.presses("Завтра")

    assert anna.taps <= 4
    assert plain(card.text).splitlines() == [
        "💰 Ромашка · 150 000 ₽",
        "Ожидаем пн 23 ноября · 80 %",
        "сб 21.11 банк не проводит, взял понедельник",
        "🧩 Поставка · счёт",
    ]
    assert [[plain(label) for label in row] for row in card.buttons] == [
        ["Оставить сб 21.11", "✏️ Править"],
        ["↩️ Отменить", "Следующий шаг"],
    ]


async def test_a_departments_own_day_off_is_not_the_banks(town: Town, anna: Someone) -> None:
    await day_is(town, town.today(4), DayKind.OFF)

    card = await anna.types("Вектор 150к 24.11")

    assert "вт 24.11 выходной, взял среду" in plain(card.text)
    assert "сб 28.11 банк не проводит, взял понедельник" in plain((await anna.types("Вектор 70к 28.11")).text)


async def test_the_usual_sums_of_a_client_are_offered_once_each(town: Town, anna: Someone) -> None:
    async with town.database.write() as tx:
        [client] = await tx.as_(anna.actor).clients.search("Вектор")
        for amount in (9_000_000, 7_500_000, 9_000_000):
            await tx.as_(anna.actor).payments.expect(NewPayment(client.id, amount, town.today(30)))
    await anna.types("/pay")
    asked = await anna.presses("Вектор")

    assert [plain(label) for label in asked.buttons[0]] == ["90 000 ₽", "75 000 ₽"]


async def test_one_tap_keeps_the_day_off_and_it_is_no_move(town: Town, anna: Someone) -> None:
    await _expects(anna, "150к", "завтра")
    card = await anna.presses("Оставить сб 21.11")

    assert plain(card.text) == "💰 Вектор · 150 000 ₽\nОжидаем сб 21 ноября · 50 %"
    async with town.database.read() as tx:
        [payment] = await tx.as_(anna.actor).payments.list_awaited()
    assert (payment.moves, payment.first_due_on) == (0, town.today(1))


async def test_a_bare_number_is_asked_about(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.presses("Вектор")
    asked = await anna.types("150")

    assert plain(asked.text) == "Вектор: 150 ₽ или 150 000 ₽?"
    assert [plain(label) for label in asked.buttons[0]] == ["150 000 ₽", "150 ₽", "✖️ Не то"]
    assert (await anna.presses("✖️ Не то")).text.startswith("💰 Вектор. Сколько?")
    await anna.types("150")
    assert plain((await anna.presses("150 000 ₽")).text) == "💰 Вектор · 150 000 ₽. Когда?"


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("сто пятьсот", "Не понял сумму. Можно так: 150к · 1,2 млн · 148 500,50"),
        ("много", "Не понял сумму. Можно так: 150к · 1,2 млн · 148 500,50"),
        ("0", "Ноль не сумма."),
        ("-5000", "Сумма без минуса."),
        ("99999999999999999", "Слишком большая сумма."),
        ("٣٤", "Не понял сумму."),
        ("1e309", "Не понял сумму."),
    ],
)
async def test_a_sum_that_is_none_gets_an_example(anna: Someone, said: str, hint: str) -> None:
    await anna.types("/pay")
    await anna.presses("Вектор")
    asked = await anna.types(said)

    assert asked.text.startswith(hint)
    assert "Вектор. Сколько?" in asked.text


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("абракадабра", "Не понял день. Можно так: завтра · пт · 25.12"),
        ("31.02", "Такого дня нет."),
        ("25.12.2099", "Это слишком далеко."),
    ],
)
async def test_a_day_that_is_none_gets_an_example(anna: Someone, said: str, hint: str) -> None:
    await anna.types("/pay")
    await anna.presses("Вектор")
    await anna.types("150к")

    assert (await anna.types(said)).text.startswith(hint)


async def test_friday_said_on_a_friday_is_asked(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.presses("Вектор")
    await anna.types("150к")
    asked = await anna.types("пт")
    assert plain(asked.text) == "пт 20 ноября или пт 27 ноября?"

    assert "Ожидаем пт 27 ноября" in plain((await anna.presses("пт 27 ноября")).text)


async def test_a_past_day_is_today_or_a_fact(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.presses("Вектор")
    await anna.types("150к")
    asked = await anna.types("18.11")
    assert plain(asked.text) == "ср 18.11 уже прошло. Что это?"
    card = await anna.presses("Ждём сегодня")

    assert "Ожидаем пт 20 ноября" in plain(card.text)


async def test_a_past_day_that_was_a_fact_is_recorded_on_that_day(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.presses("Вектор")
    await anna.types("150к")
    await anna.types("18.11")
    card = await anna.presses("Это факт")

    assert plain(card.text) == "✅ Вектор · 150 000 ₽ получено\nзаявлено · ср 18 ноября · вне плана"


async def test_a_second_tap_on_the_day_expects_one_payment(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.presses("Вектор")
    asked = await anna.types("150к")
    await anna.taps_twice("Завтра", on=asked)

    async with town.database.read() as tx:
        assert len(await tx.as_(anna.actor).payments.list_awaited()) == 1


async def test_a_probable_duplicate_is_asked_about_and_taken_back(town: Town, anna: Someone) -> None:
    await _expects(anna, "150к", "24.11")
    card = await _expects(anna, "150к", "25.11")
    assert plain(card.text).splitlines() == [
        "💰 Вектор · 150 000 ₽",
        "Похоже на запись от 20.11",
        "Ожидаем вт 24 ноября",
        "Если та же: ср 25 ноября",
        "Пока не посчитано",
    ]
    assert card.labels == ["Та же", "Ещё одна"]
    async with town.database.read() as tx:
        assert len(await tx.as_(anna.actor).payments.list_awaited()) == 1  # nothing is counted before the answer
    kept = await anna.presses("Та же")

    assert plain(kept.text).splitlines()[1] == "Это одна запись, от 20.11"
    async with town.database.read() as tx:
        assert len(await tx.as_(anna.actor).payments.list_awaited()) == 1


async def test_one_more_of_the_same_is_one_more(town: Town, anna: Someone) -> None:
    await _expects(anna, "150к", "24.11")
    await _expects(anna, "150к", "25.11")
    card = await anna.presses("Ещё одна")

    assert "Похоже" not in card.text
    async with town.database.read() as tx:
        assert len(await tx.as_(anna.actor).payments.list_awaited()) == 2


async def test_a_payment_after_a_call_says_where_it_came_from(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    await anna.presses("Обещали оплату")
    await anna.types("150к")
    await anna.presses("Сегодня")

    async with town.database.read() as tx:
        [payment] = await tx.as_(anna.actor).payments.list_awaited()
    assert payment.source == PaymentSource.CALL


async def test_a_restart_in_the_middle_changes_nothing(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.presses("Вектор")
    await town.restart()
    await anna.types("150к")
    await town.restart()

    assert "Ожидаем пт 20 ноября" in plain((await anna.presses("Сегодня")).text)


async def test_two_dialogs_one_after_another_leave_the_first_one_stale(anna: Someone) -> None:
    first = await anna.types("/pay")
    await anna.types("/call")

    assert first.message_id not in [message.message_id for message in await anna.phone.chat()]
    assert (await anna.presses("Вектор")).text == "📞 Вектор. Чем закончилось?"


async def test_a_command_is_heard_inside_an_open_dialog(anna: Someone) -> None:
    await anna.types("/pay")
    await anna.presses("Вектор")

    assert (await anna.types("/call")).text == "📞 Звонок. Кому?"


async def test_the_rest_of_the_roles_have_no_pay(town: Town) -> None:
    director = await town.director("Павел")

    assert (await director.types("/pay")).text == "Этой команды у вас нет.\nВсё, что умею: /menu"


async def _expects(anna: Someone, amount: str, day: str) -> Seen:
    await anna.types("/pay")
    await anna.presses("Вектор")
    await anna.types(amount)
    return await anna.types(day)
