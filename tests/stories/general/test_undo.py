"""Ten minutes to take back whatever was recorded: by the card's button or by /undo, the last first."""

import pytest

from simulator.hands.driver import Seen
from storage.payments.payments import NewPayment
from tests.kept import Kept
from tests.town import Someone, Town, plain

TOO_LATE = "Прошло 10 минут, отменить уже нельзя. Запись можно поправить."


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    return anna


async def calls(anna: Someone) -> Seen:
    await anna.types("/call")
    await anna.presses("Вектор")
    return await anna.presses("Поговорили")


async def expects(anna: Someone) -> Seen:
    await anna.types("/pay")
    await anna.presses("Ромашка")
    await anna.types("150к")
    return await anna.types("24.11")


async def test_a_call_is_taken_back_on_its_card(town: Town, anna: Someone) -> None:
    card = await calls(anna)
    gone = await anna.presses("↩️ Отменить", on=card)

    assert gone.text == "↩️ Отменено: ✅ Звонок: Вектор, поговорили · 11:00"
    assert gone.labels == []
    async with town.database.read() as tx:
        assert await tx.as_(anna.actor).activities.of_day(None, town.today()) == []


async def test_a_payment_is_taken_back_on_its_card(town: Town, anna: Someone) -> None:
    card = await expects(anna)
    gone = await anna.presses("↩️ Отменить", on=card)

    assert plain(gone.text) == "↩️ Отменено: 💰 Ромашка · 150 000 ₽"
    async with town.database.read() as tx:
        assert await tx.as_(anna.actor).payments.list_awaited() == []


async def test_undo_takes_the_last_first_and_clears_the_cards(town: Town, anna: Someone) -> None:
    called = await calls(anna)
    await town.clock.jump(town.minutes(1))
    expected = await expects(anna)
    await town.clock.jump(town.minutes(1))

    assert plain((await anna.types("/undo")).text) == "↩️ Отменено: 💰 Ромашка · 150 000 ₽"
    assert (await anna.sees_edited(expected)).labels == []
    assert (await anna.types("/undo")).text.startswith("↩️ Отменено: ✅ Звонок")
    assert (await anna.sees_edited(called)).labels == []
    assert (await anna.types("/undo")).text == "Отменять нечего: за 10 минут записей не было."


async def test_all_parts_of_a_receipt_go_together(town: Town, anna: Someone) -> None:
    async with town.database.write() as tx:
        [client] = await tx.as_(anna.actor).clients.search("Вектор")
        for ahead in (0, 3):
            await tx.as_(anna.actor).payments.expect(NewPayment(client.id, 10_000_000, town.today(ahead)))
    await anna.types("/fact")
    await anna.types("Вектор")
    await anna.types("150к")
    gone = await anna.presses("↩️ Отменить")

    assert plain(gone.text) == "↩️ Отменено: Вектор · 150 000 ₽"
    async with town.database.read() as tx:
        assert [each.received for each in await tx.as_(anna.actor).payments.list_awaited()] == [0, 0]
        assert await tx.as_(anna.actor).receipts.facts_on(town.today()) == []


async def test_the_answer_about_the_rest_goes_with_the_receipt(town: Town, anna: Someone) -> None:
    await expects(anna)
    await anna.types("/fact")
    await anna.presses("Ромашка · 150 тыс")
    await anna.types("50к")
    await anna.presses("не ждать")
    gone = await anna.presses("↩️ Отменить")

    assert plain(gone.text) == "↩️ Отменено: Ромашка · 50 000 ₽"
    async with town.database.read() as tx:
        [payment] = await tx.as_(anna.actor).payments.list_awaited()
    assert (payment.rest, payment.cancelled_at) == (15_000_000, None)


async def test_a_next_step_taken_back_is_asked_again(anna: Someone) -> None:
    card = await calls(anna)
    await anna.presses("+7", on=card)
    again = await anna.presses("↩️ Отменить")

    assert again.text.splitlines()[-1] == "Следующий шаг?"
    assert (await anna.presses("+3 дня")).text.splitlines()[1].startswith("Дальше: 📞")


async def test_undo_of_a_next_step_opens_its_question(town: Town, anna: Someone) -> None:
    card = await calls(anna)
    card = await anna.presses("+7", on=card)
    await town.clock.jump(town.minutes(1))
    await anna.types("/undo")

    assert "Завтра" in (await anna.sees_edited(card)).labels


@pytest.mark.parametrize("record", [calls, expects], ids=["call", "payment"])
async def test_after_ten_minutes_it_is_too_late(town: Town, anna: Someone, record: object) -> None:
    card = await (calls(anna) if record is calls else expects(anna))
    await town.clock.jump(town.minutes(11))
    await anna.presses("↩️ Отменить", on=card)

    assert await anna.toast() == TOO_LATE
    assert (await anna.types("/undo")).text == "Отменять нечего: за 10 минут записей не было."


async def test_a_second_tap_takes_nothing_more(town: Town, anna: Someone) -> None:
    await calls(anna)
    card = await expects(anna)
    await anna.taps_twice("↩️ Отменить", on=card)

    async with town.database.read() as tx:
        assert len(await tx.as_(anna.actor).activities.of_day(None, town.today())) == 1


async def test_a_card_redrawn_after_ten_minutes_has_no_undo(town: Town, anna: Someone) -> None:
    card = await calls(anna)
    await town.clock.jump(town.minutes(11))
    redrawn = await anna.presses("Нет", on=card)

    assert redrawn.labels == ["🧩 Сделка"]
