"""«Та же» loses nothing of what was said the second time: another day, a chance, papers are of the one that stands."""

from datetime import timedelta

import pytest

from tests.kept import Kept
from tests.stories.payments.test_once import shown
from tests.town import Someone, Town

STOOD = ("24.11", 50, None, None)


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор")
    await anna.types("оплата 420к Вектор 24.11")
    return anna


async def payments(town: Town, anna: Someone) -> list[tuple[str, int, str | None, str | None]]:
    async with town.database.read() as tx:
        found = await tx.as_(anna.actor).payments.list_awaited()
        return [(f"{each.due_on:%d.%m}", each.probability, each.invoice, each.comment) for each in found]


@pytest.mark.parametrize(
    ("said", "news", "stands"),
    [
        ("Вектор заплатит 420к в среду", "Если та же: ср 25 ноября", ("25.11", 50, None, None)),
        ("420к вектор 24.11 90%", "Если та же: 90 %", ("24.11", 90, None, None)),
        ("жду от вектора 420 тыс в пн, точно", "Если та же: пн 23 ноября · 95 %", ("23.11", 95, None, None)),
        (
            "Вектор акт 56 от 18.11, жду 420к 24.11",
            "Если та же: акт 56 от 18.11",
            ("24.11", 50, None, "акт 56 от 18.11"),
        ),
        ("счёт 118 Вектор 420к 24.11", "Если та же: Счёт № 118", ("24.11", 50, "118", None)),
    ],
)
async def test_the_same_takes_what_is_said_anew(
    town: Town, anna: Someone, said: str, news: str, stands: tuple[str, int, str | None, str | None]
) -> None:
    asked = await anna.types(said)
    assert news in shown(asked)
    await anna.presses("Та же")
    assert await payments(town, anna) == [stands]
    await anna.presses("↩️ Отменить")
    assert await payments(town, anna) == [STOOD]


async def test_one_more_changes_nothing_of_the_first(town: Town, anna: Someone) -> None:
    await anna.types("Вектор заплатит 420к в среду")
    await anna.presses("Ещё одна")
    assert await payments(town, anna) == [STOOD, ("25.11", 50, None, None)]


async def test_word_for_word_the_same_has_no_news(town: Town, anna: Someone) -> None:
    asked = await anna.types("оплата 420к Вектор 24.11")
    assert not [line for line in shown(asked) if line.startswith("Если")]
    await anna.presses("Та же")
    assert await payments(town, anna) == [STOOD]


async def test_papers_said_later_stand_beside_those_of_the_receipt(town: Town, anna: Someone) -> None:
    await anna.types("пришло 70к Вектор п/п 12")
    await anna.types("пришло 70к Вектор УПД 9")
    await anna.presses("Та же")
    async with town.database.read() as tx:
        facts = await tx.as_(anna.actor).receipts.facts_on(town.today())
    assert [fact.comment for fact in facts] == ["п/п 12\nУПД 9"]


@pytest.mark.parametrize(
    ("said", "asks", "same"),
    [
        ("Вектор заплатит 420к 15.12", "Если та же: вт 15 декабря", "Та же"),
        ("говорила с Вектором, обещают 420к 15.12", "Перенести эту оплату?", "✅ Перенести"),
    ],
)
async def test_a_debt_that_is_promised_anew_is_not_awaited_twice(
    town: Town, anna: Someone, said: str, asks: str, same: str
) -> None:
    await town.clock.jump(timedelta(days=17))
    await anna.types(said)
    assert asks in shown(await anna.phone.last())
    await anna.presses(same)
    assert await payments(town, anna) == [("15.12", 50, None, None)]


async def test_another_sum_is_another_payment_whatever_is_overdue(town: Town, anna: Someone) -> None:
    await town.clock.jump(timedelta(days=17))
    await anna.types("Вектор заплатит 90к 15.12")
    assert len(await payments(town, anna)) == 2


PARTS = [("20.11", 50, None, None), ("27.11", 50, None, None)]


@pytest.mark.parametrize(
    "said",
    [
        ("жду от Вектора 120к сегодня, 300к 27.11",),
        ("жду от Вектора 120к сегодня", "жду от Вектора 300к 27.11"),
        ("Вектор сегодня 120, 300 27.11", "[💰 Ожидаем]", "[120 000 ₽]", "[300 000 ₽]"),
    ],
)
async def test_two_parts_are_asked_once_whether_they_make_up_what_is_awaited(
    town: Town, anna: Someone, said: tuple[str, ...]
) -> None:
    for each in said:
        await (anna.presses(each.strip("[]")) if each.startswith("[") else anna.types(each))
    asked = await anna.sees("Часть записи от 20.11?")
    await anna.presses("Да, это часть", on=asked)
    assert await payments(town, anna) == PARTS
    await anna.presses("↩️ Отменить")
    assert await payments(town, anna) == [PARTS[0], STOOD]


async def test_what_makes_up_nothing_is_one_more(town: Town, anna: Someone) -> None:
    await anna.types("жду от Вектора 120к сегодня")
    await anna.types("жду от Вектора 250к 27.11")
    assert len(await payments(town, anna)) == 3


@pytest.mark.parametrize(
    ("told", "day"),
    [("говорила с Вектором, переведут 15.12", "вт 15.12"), ("была в Векторе, оплатят 12 января", "вт 12.01")],
)
async def test_a_day_without_a_sum_after_a_talk_is_of_the_open_payment(
    town: Town, anna: Someone, told: str, day: str
) -> None:
    await anna.types(told)
    asked = await anna.phone.last()
    assert any(line.endswith(f"→ {day}") for line in shown(asked))
    await anna.presses("✅ Перенести")
    assert len(await payments(town, anna)) == 1


@pytest.mark.parametrize(("day", "asked"), [("16.12", True), ("24.12", False)])
async def test_the_form_asks_as_a_line_does(town: Town, anna: Someone, day: str, *, asked: bool) -> None:
    """Weeks apart it may be the same; from month to month it is another one."""
    await anna.types("/pay")
    for answer in ("Вектор", "420к", day):
        await anna.types(answer)
    assert len(await payments(town, anna)) == (1 if asked else 2)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("да", ["24.11", "27.11"]),
        ("часть", ["24.11", "27.11"]),
        ("нет", ["24.11", "24.11", "27.11"]),
        ("нет, ещё одна", ["24.11", "24.11", "27.11"]),
    ],
)
async def test_whether_it_is_a_part_is_answered_in_a_word(
    town: Town, anna: Someone, said: str, days: list[str]
) -> None:
    await anna.types("оплата от Вектора 120к во вторник, 300к 27.11")
    await anna.sees("Часть записи")
    await anna.types(said)
    assert [day for day, *_said in await payments(town, anna)] == days


async def test_a_word_of_the_part_is_no_client_of_a_photo(town: Town, anna: Someone) -> None:
    await anna.types("оплата от Вектора 120к во вторник, 300к 27.11")
    whose = await anna.sends_photo()
    again = await anna.types("нет, ещё одна")
    assert [day for day, *_said in await payments(town, anna)] == ["24.11", "24.11", "27.11"]
    assert (again.text, again.labels) == (whose.text, whose.labels)
