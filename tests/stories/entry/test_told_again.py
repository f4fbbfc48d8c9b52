"""A call or a visit told of repeats what stands: the payment that is awaited, the call that was planned."""

from datetime import date

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town

FRIDAY, MONDAY, NEXT_FRIDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def days_of(town: Town, anna: Someone) -> list[tuple[int, date]]:
    return sorted((each.amount // 100_000, each.due_on) for each in (await kept(town, anna)).payments)


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("СтройГрад: дозвонилась, оплатят сегодня до обеда", "Ждём 64 000 ₽ сегодня, как и было"),
        ("созвонилась со СтройГрадом, платёж сегодня как договаривались", "Ждём 64 000 ₽ сегодня, как и было"),
        ("была в СтройГраде, переведут сегодня 64к", "Ждём 64 000 ₽ сегодня, как и было"),
        ("звонила в СтройГрад, оплата по плану", "Ждём 64 000 ₽ сегодня, как и было"),
        ("called СтройГрад, they pay today as agreed", "Ждём 64 000 ₽ сегодня, как и было"),
    ],
)
async def test_what_is_awaited_so_is_said_and_not_asked(town: Town, anna: Someone, line: str, said: str) -> None:
    await anna.types("оплата 64к СтройГрад сегодня")
    card = await anna.types(line)

    assert said in told(card.text)
    await anna.sees_nothing_of("Сколько?")
    assert await days_of(town, anna) == [(64, FRIDAY)]
    assert len((await kept(town, anna)).done) == 1


async def test_another_day_is_one_question(town: Town, anna: Someone) -> None:
    await anna.types("оплата 64к СтройГрад сегодня")
    await anna.types("дозвонилась в СтройГрад, оплатят в понедельник")
    asked = await anna.last()
    assert told(asked.text) == ["СтройГрад · 64 000 ₽", "пт 20.11 → пн 23.11", "Перенести эту оплату?"]
    await anna.presses("✅ Перенести", on=asked)

    assert await days_of(town, anna) == [(64, MONDAY)]


async def test_of_several_the_one_of_that_day_is_meant(town: Town, anna: Someone) -> None:
    await anna.types("оплата 64к Вектор пн")
    await anna.types("оплата 30к Вектор 27.11")
    card = await anna.types("звонила Вектору, в понедельник оплатят")

    assert "Ждём 64 000 ₽ пн 23.11, как и было" in told(card.text)


async def test_of_several_and_another_day_it_is_asked_which(town: Town, anna: Someone) -> None:
    await anna.types("оплата 64к Вектор пн")
    await anna.types("оплата 30к Вектор 27.11")
    await anna.types("звонила Вектору, во вторник оплатят")
    asked = await anna.last()
    assert told(asked.text) == ["Вектор: какую оплату обещали к вт 24.11?"]
    await anna.presses(asked.labels[0], on=asked)

    assert await days_of(town, anna) == [(30, NEXT_FRIDAY), (64, date(2026, 11, 24))]


async def test_of_nothing_awaited_the_sum_is_asked(town: Town, anna: Someone) -> None:
    await anna.types("звонила Вектору, во вторник оплатят")

    assert "Сколько?" in (await anna.last()).text


async def test_another_sum_is_no_repetition(town: Town, anna: Someone) -> None:
    await anna.types("оплата 64к Вектор пн")
    await anna.types("звонила Вектору, в понедельник оплатят ещё 20к")

    assert await days_of(town, anna) == [(20, MONDAY), (64, MONDAY)]


async def test_a_call_that_was_held_is_the_planned_one(town: Town, anna: Someone) -> None:
    await anna.types("звонок Вектор сегодня в 17:00: уточнить счёт")
    card = await anna.types("созвонилась с Вектором, счёт получили")
    assert "План на 17:00 закрыт" in told(card.text)
    now = await kept(town, anna)
    assert [len(now.done), len(now.planned)] == [1, 0]
    assert now.done[0].comment == "уточнить счёт\nсчёт получили"

    await anna.presses("↩️ Отменить", on=card)

    now = await kept(town, anna)
    assert [len(now.done), len(now.planned)] == [0, 1]
    assert now.planned[0].comment == "уточнить счёт"


async def test_an_undo_in_a_word_plans_it_again(town: Town, anna: Someone) -> None:
    await anna.types("встреча Вектор сегодня в 18:30")
    await anna.types("была у Вектора, договорились")
    await anna.types("отмена")

    now = await kept(town, anna)
    assert [len(now.done), len(now.planned)] == [0, 1]


@pytest.mark.parametrize("answer", ["📞 17:00", "17:00"])
async def test_of_several_plans_it_is_asked_which(town: Town, anna: Someone, answer: str) -> None:
    await anna.types("звонок Вектор сегодня в 16:00")
    await anna.types("звонок Вектор сегодня в 17:00")
    asked = await anna.types("позвонила Вектору, ждут счёт")
    assert told(asked.text)[-1] == "Какой из плана это был?"
    assert [label for label in asked.labels if "📞" in label] == ["📞 16:00", "📞 17:00"]
    await (anna.presses(answer, on=asked) if answer.startswith("📞") else anna.types(answer))

    now = await kept(town, anna)
    assert [len(now.done), len(now.planned)] == [1, 1]


async def test_it_may_be_none_of_them(town: Town, anna: Someone) -> None:
    await anna.types("звонок Вектор сегодня в 16:00")
    await anna.types("звонок Вектор сегодня в 17:00")
    await anna.presses("Другой", on=await anna.types("позвонила Вектору, ждут счёт"))

    now = await kept(town, anna)
    assert [len(now.done), len(now.planned)] == [1, 2]


@pytest.mark.parametrize("line", ["Вектор не дозвонилась", "была у Вектора, думают", "позвонила Ким"])
async def test_another_thing_leaves_the_plan(town: Town, anna: Someone, line: str) -> None:
    await anna.types("звонок Вектор сегодня в 17:00")
    await anna.types(line)

    assert len((await kept(town, anna)).planned) == 1
