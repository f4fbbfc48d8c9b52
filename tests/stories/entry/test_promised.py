"""«Ромашка обещали 27.11»: a promise without a sum is about the payment that is awaited, if there is one."""

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


@pytest.mark.part(3)
@pytest.mark.parametrize(
    "line",
    ["Ромашка обещали 27.11", "Ромашка обещала оплатить в следующую пятницу", "ромашка обещают закрыть 27 ноября"],
)
@pytest.mark.parametrize("answer", ["✅ Перенести", "да", "150к"])
async def test_the_only_payment_gets_the_promised_day(town: Town, anna: Someone, line: str, answer: str) -> None:
    await anna.types("оплата 150к Ромашка сегодня")
    asked = await anna.types(line)
    assert told(asked.text) == ["Ромашка · 150 000 ₽", "пт 20.11 → пт 27.11", "Перенести эту оплату?"]
    assert asked.labels[:2] == ["✅ Перенести", "💰 Новая оплата"]

    await (anna.presses(answer, on=asked) if answer.startswith("✅") else anna.types(answer))

    [payment] = (await kept(town, anna)).payments
    assert (payment.due_on, payment.amount, payment.moves) == (town.today(7), 150_000_00, 1)


async def test_it_may_be_a_new_one(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка сегодня")
    await anna.presses("💰 Новая оплата", on=await anna.types("Ромашка обещали 27.11"))
    await anna.types("70к")

    days = sorted((each.amount // 100, each.due_on) for each in (await kept(town, anna)).payments)
    assert days == [(70_000, town.today(7)), (150_000, town.today())]


async def test_of_several_it_is_asked_which(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка сегодня")
    await anna.types("оплата 40к Ромашка вт")
    asked = await anna.types("Ромашка обещали 27.11")
    assert told(asked.text) == ["Ромашка: какую оплату обещали к пт 27.11?"]
    assert [label.replace("\xa0", " ") for label in asked.labels[:3]] == [
        "150 тыс · пт 20.11",
        "40 тыс · вт 24.11",
        "💰 Новая оплата",
    ]

    await anna.types("40к")

    days = {each.amount // 100: each.due_on for each in (await kept(town, anna)).payments}
    assert days == {150_000: town.today(), 40_000: town.today(7)}


async def test_with_nothing_awaited_the_sum_is_asked(town: Town, anna: Someone) -> None:
    asked = await anna.types("Ромашка обещали 27.11")

    assert "Какая сумма?" in asked.text or "Сколько" in asked.text


async def test_with_a_sum_it_is_a_payment(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка сегодня")
    await anna.types("Ромашка обещали 70к 27.11")

    assert len((await kept(town, anna)).payments) == 2
