"""«Похоже на запись …» and the day of old money are answered in words, too, and what was a slip is corrected."""

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def amounts(town: Town, anna: Someone) -> list[int]:
    return sorted(each.amount // 100 for each in (await kept(town, anna)).facts)


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("ещё одна", [41_000, 41_000]),
        ("это другая", [41_000, 41_000]),
        ("Вторая", [41_000, 41_000]),
        ("нет, другая оплата", [41_000, 41_000]),
        ("та же", [41_000]),
        ("это дубль", [41_000]),
        ("уже записал", [41_000]),
        ("нет, 180к", [41_000, 180_000]),
        ("ой 18к", [18_000, 41_000]),
        ("отмени", [41_000]),
    ],
)
async def test_a_word_answers(town: Town, anna: Someone, said: str, counted: list[int]) -> None:
    await anna.types("пришло 41к Вектор")
    await anna.types("пришло 41к Вектор")
    await anna.types(said)

    assert await amounts(town, anna) == counted
    await anna.sees_nothing_of("Пока не посчитано")
    await anna.sees_nothing_of("Не понял")


@pytest.mark.parametrize("said", ["да", "нет", "ок"])
async def test_yes_to_two_things_is_asked_again(town: Town, anna: Someone, said: str) -> None:
    await anna.types("пришло 41к Вектор")
    await anna.types("пришло 41к Вектор")
    asked = await anna.types(said)

    assert asked.labels == ["Та же", "Ещё одна"]
    assert await amounts(town, anna) == [41_000]


@pytest.mark.parametrize(("said", "day"), [("да", "03.11"), ("тогда", "03.11"), ("сегодня", "20.11")])
async def test_the_day_of_old_money_in_a_word(town: Town, anna: Someone, said: str, day: str) -> None:
    await anna.types("/fact")
    await anna.types("Вектор")
    await anna.types("20к 3 ноября")
    await anna.types(said)

    assert [f"{each.on:%d.%m}" for each in (await kept(town, anna)).facts] == [day]


async def test_an_expected_one_is_corrected_as_well(town: Town, anna: Someone) -> None:
    await anna.types("оплата 50к Ким вт")
    await anna.types("оплата 50к Ким вт")
    card = await anna.types("нет, 55к")

    assert told(card.text)[0] == "💰 ИП Ким · 55 000 ₽"
    assert sorted(each.amount for each in (await kept(town, anna)).payments) == [5_000_000, 5_500_000]


@pytest.mark.parametrize("said", ["да", "та же", "ещё одна", "сегодня"])
async def test_with_nothing_asked_a_word_counts_nothing(town: Town, anna: Someone, said: str) -> None:
    await anna.types(said)

    assert (await kept(town, anna)).records == 0


async def test_what_was_not_answered_is_asked_again_in_the_morning(town: Town, anna: Someone) -> None:
    await anna.types("пришло 64к Вектор")
    await anna.types("пришло 64к Вектор")
    await town.clock.reach("09:05", town.today(3))

    morning = await anna.sees("Доброе утро")
    assert "❓ Вектор: 64 тыс, пт 20.11, не посчитано" in plain(morning.text)
    await anna.presses("❓ Вектор", on=morning)
    await anna.presses("Ещё одна", on=await anna.last())

    assert await amounts(town, anna) == [64_000, 64_000]


async def test_two_of_one_client_and_sum_are_told_apart_in_the_morning(town: Town, anna: Someone) -> None:
    await anna.types("опл 64к Вектор 7.12")
    await anna.types("опл 64к Вектор 8.12")
    await anna.types("опл 64к Вектор 9.12")
    await town.clock.reach("09:05", town.today(3))

    morning = await anna.sees("Доброе утро")
    assert {"❓ Вектор · вт 08.12", "❓ Вектор · ср 09.12"} <= {plain(label) for label in morning.labels}


async def test_what_was_not_answered_is_asked_of_whoever_has_the_client_now(town: Town, anna: Someone) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await anna.types("пришло 64к Вектор")
    asked = await anna.types("пришло 64к Вектор")
    await olga.presses("✅ Передать", on=await olga.types("передай Вектор Борису"))

    await anna.presses("Ещё одна", on=asked)
    assert await anna.toast() == "Эта запись вам недоступна."
    await town.clock.reach("09:05", town.today(3))
    await anna.sees_nothing_of("❓ Вектор")
    morning = await boris.sees("Доброе утро")
    await boris.presses("❓ Вектор", on=morning)
    await boris.presses("Ещё одна", on=await boris.last())

    assert sorted(each.amount // 100 for each in (await kept(town, boris)).facts) == [64_000]
