"""A line that is edited after it was sent, or delivered twice: the record changes only when its author says so."""

from typing import Any

import pytest

from sales.asks.ask import AskFilter
from storage.asks.asks import AskOf
from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, dead_rows, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


class Line:
    """A line that Anna has sent, and what Telegram may tell of it afterwards."""

    def __init__(self, town: Town, anna: Someone, message_id: int) -> None:
        self._town, self._anna, self._message_id = town, anna, message_id
        self._date = int(town.clock.now().timestamp())

    async def is_edited(self, text: str) -> Any:
        await self._town.simulation.inject({"edited_message": self._raw(text) | {"edit_date": self._date + 1}})
        await self._town.settle()
        return await self._anna.last()

    async def comes_again(self, text: str) -> Any:
        """Another update of the same message."""
        await self._town.simulation.inject({"message": self._raw(text)})
        await self._town.settle()
        return await self._anna.last()

    def _raw(self, text: str) -> dict[str, Any]:
        number = self._anna.phone.id
        return {
            "message_id": self._message_id,
            "date": self._date,
            "chat": {"id": number, "type": "private", "first_name": "Анна"},
            "from": {"id": number, "is_bot": False, "first_name": "Анна"},
            "text": text,
        }


async def typed(town: Town, anna: Someone, text: str) -> Line:
    sent = await anna.phone.types(text)
    await town.settle()
    return Line(town, anna, sent.message_id)


async def test_an_edited_line_replaces_its_record_by_one_tap(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "оплата 150к Ромашка пн")
    asked = await line.is_edited("оплата 250к Ромашка вт")
    assert told(asked.text) == ["💰 Ромашка · 250 000 ₽", "вт 24 ноября", "Строка исправлена. Заменить запись?"]
    assert len((await kept(town, anna)).payments) == 1

    card = await anna.types("угу")

    assert told(card.text) == ["💰 Ромашка · 250 000 ₽", "Ожидаем вт 24 ноября · 50 %"]
    [payment] = (await kept(town, anna)).payments
    assert payment.amount == 250_000_00


@pytest.mark.parametrize("line", ["пришло 150к Ромашка", "позвонил Ромашка - ждут счёт", "звонок Ромашка пн в 15"])
async def test_whatever_was_recorded_can_be_replaced(town: Town, anna: Someone, line: str) -> None:
    sent = await typed(town, anna, line)
    asked = await sent.is_edited(line.replace("Ромашка", "Вектор"))
    await anna.taps_twice("✅ Заменить", on=asked)

    after = await kept(town, anna)
    assert after.records == 1
    names = [fact.client_name for fact in after.facts]
    names += [activity.client_name for activity in (*after.done, *after.planned)]
    assert names == ["Вектор"]


async def test_the_record_may_stay(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "оплата 150к Ромашка пн")
    await line.is_edited("оплата 250к Ромашка вт")
    said = await anna.presses("Оставить")

    assert said.text == "Запись осталась как была."
    [payment] = (await kept(town, anna)).payments
    assert payment.amount == 150_000_00


async def test_after_ten_minutes_the_card_is_the_place(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "оплата 150к Ромашка пн")
    await town.clock.jump(town.minutes(11))
    said = await line.is_edited("оплата 250к Ромашка вт")

    assert told(said.text) == ["Правка сообщения запись не меняет.", "Исправьте в карточке: ✏️ или ↩️"]
    assert not said.labels


@pytest.mark.parametrize(
    ("edited", "answer", "amount", "day"),
    [
        ("оплата 250 Ромашка пн", "250 000 ₽", 250_000_00, 23),
        ("оплата 150к Ромашка пт", "пт 27 ноября", 150_000_00, 27),
    ],
)
async def test_what_an_edit_leaves_unclear_is_asked_and_until_then_the_record_stays(
    town: Town, anna: Someone, edited: str, answer: str, amount: int, day: int
) -> None:
    line = await typed(town, anna, "оплата 150к Ромашка пн")
    asked = await line.is_edited(edited)
    assert told(asked.text)[-1] == "Строка исправлена. Заменить запись?"

    await anna.presses("✅ Заменить")
    [payment] = (await kept(town, anna)).payments
    assert payment.amount == 150_000_00
    await anna.presses(answer)

    [payment] = (await kept(town, anna)).payments
    assert (payment.amount, payment.due_on.day) == (amount, day)


async def deals_and_asks(town: Town, anna: Someone) -> tuple[list[str], list[str]]:
    async with town.database.read() as tx:
        mine = tx.as_(anna.actor)
        deals = [deal for name in NAMES for deal in await mine.deals.open_of(await town.client_id(tx, anna, name))]
        asks = await mine.asks.page(AskFilter.OPEN, AskOf(person_id=anna.id))
    return [each.client_name for each in deals], [each.text for each in asks]


@pytest.mark.parametrize("before", ["оплата 150к Ромашка пн", "позвонил Ромашка, ждут счёт", "спс Ромашка"])
@pytest.mark.parametrize(
    ("after", "deals", "asks"),
    [
        ("сделка Ромашка 300к поставка", ["Ромашка"], []),
        ("задача завтра 10:00 забрать акт в банке", [], ["забрать акт в банке"]),
    ],
)
async def test_what_is_a_deal_or_a_task_now_takes_the_place_of_the_record(
    town: Town, anna: Someone, before: str, after: str, deals: list[str], asks: list[str]
) -> None:
    line = await typed(town, anna, before)
    await line.is_edited(after)

    assert (await kept(town, anna)).records == 0
    assert await deals_and_asks(town, anna) == (deals, asks)
    await line.is_edited(after)
    assert await deals_and_asks(town, anna) == (deals, asks), "told twice it is one"
    if deals:
        await anna.types("/undo")
        assert await deals_and_asks(town, anna) == ([], [])


async def test_a_deal_of_which_something_is_asked_leaves_the_record_until_then(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "оплата 150к Ромашка пн")
    await line.is_edited("сделка Зефир 300к поставка")
    await anna.sees("Прежняя запись осталась")
    assert (await kept(town, anna)).records == 1


@pytest.mark.parametrize("after", ["оплата 300к Ромашка пн", "сделка Ромашка 400к поставка"])
async def test_a_deal_is_changed_on_its_card_and_never_made_twice(town: Town, anna: Someone, after: str) -> None:
    line = await typed(town, anna, "сделка Ромашка 300к поставка")
    said = await line.is_edited(after)

    assert told(said.text)[0] == "Правка сообщения запись не меняет."
    assert (await kept(town, anna)).records == 0
    assert await deals_and_asks(town, anna) == (["Ромашка"], [])


async def test_an_edit_into_no_record_changes_nothing(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "оплата 150к Ромашка пн")
    said = await line.is_edited("спасибо, Ромашка")

    assert told(said.text)[0] == "Правка сообщения запись не меняет."
    assert len((await kept(town, anna)).payments) == 1


async def test_a_line_edited_while_it_is_asked_about_is_read_anew(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "оплата Ромашка 150")
    card = await line.is_edited("оплата Ромашка 150к пн")

    assert told(card.text) == ["💰 Ромашка · 150 000 ₽", "Ожидаем пн 23 ноября · 50 %"]
    assert (await kept(town, anna)).records == 1
    assert (await anna.types("абракадабра")).text.startswith("Не понял"), "no question is left open"


async def test_chatter_mended_into_a_line_is_a_line(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "опалта Ромащка")
    card = await line.is_edited("оплата 150к Ромашка пн")

    assert told(card.text)[0] == "💰 Ромашка · 150 000 ₽"


async def test_an_edited_answer_or_chatter_asks_for_a_new_line(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "привет")
    said = await line.is_edited("привет!")

    assert told(said.text) == ["Правку сообщения не учитываю. Пришлите новой строкой."]


async def test_an_edit_does_not_break_into_another_question(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "оплата 150к Ромашка пн")
    await anna.types("/call")
    await line.is_edited("оплата 250к Ромашка вт")
    await anna.presses("Вектор")

    assert (await anna.presses("Поговорили")).text.startswith("✅ Звонок: Вектор")


@pytest.mark.parametrize(
    "text",
    ["оплата 150к Ромашка пн", "пришло 150к Ромашка", "позвонил Вектор - ждут счёт", "звонок Вектор пн в 15"],
)
async def test_a_line_delivered_twice_is_recorded_once(town: Town, anna: Someone, text: str) -> None:
    line = await typed(town, anna, text)
    again = await line.comes_again(text)

    assert again.labels
    assert (await kept(town, anna)).records == 1


async def test_a_question_delivered_twice_is_answered_once(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "оплата 150к Ромашка пт")
    await line.comes_again("оплата 150к Ромашка пт")
    await anna.presses("Сегодня")

    assert (await kept(town, anna)).records == 1
    assert await dead_rows(town) == 0


@pytest.mark.parametrize(
    ("line", "better", "recorded"),
    [
        ("пришло 150к Ромашка", "пришло 160к Ромашка", "160 000"),
        ("оплата 150к Ромашка пн", "оплата 170к Ромашка пн", "170 000"),
        ("звонок Ромашка пн в 15", "звонок Ромашка вт в 15", "вт 24 ноября"),
    ],
)
async def test_a_line_that_was_taken_back_and_is_edited_then_is_recorded_anew(
    town: Town, anna: Someone, line: str, better: str, recorded: str
) -> None:
    sent = await typed(town, anna, line)
    await anna.presses("↩️ Отменить")

    card = await sent.is_edited(better)

    assert recorded in card.text.replace("\xa0", " ")
    assert "↩️ Отменить" in card.labels


async def test_an_edited_message_is_a_line_beside_an_open_form(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "привет")
    await anna.types("/pay")
    asked = await line.is_edited("пришло 48к Ким\nсделка Ким 300к")

    assert [fact.client_name for fact in (await kept(town, anna)).facts] == ["ИП Ким"]
    assert told((await anna.sees("Это из правки не записал")).text)[1:] == ["сделка Ким 300к"]
    assert told(asked.text) == ["💰 Ожидаем оплату. От кого?"]


async def test_a_question_in_an_edited_message_is_answered(town: Town, anna: Someone) -> None:
    line = await typed(town, anna, "привет")

    assert (await line.is_edited("кто должен?")).text == "✅ Просроченных долгов нет"
