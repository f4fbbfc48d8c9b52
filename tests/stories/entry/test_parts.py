"""The payment that is awaited comes in parts: none is counted beside the whole, and of a rest no day is asked twice."""

from datetime import date

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.stories.entry.test_edits import typed
from tests.town import Someone, Town

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def awaited(town: Town, anna: Someone) -> list[tuple[int, date]]:
    """What is left of each in thousands, by day."""
    payments = (await kept(town, anna)).payments
    return sorted(((each.rest // 100_000, each.due_on) for each in payments), key=lambda each: each[1])


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("line", "comes"),
    [
        ("Вектор половину в понедельник, остальное 27.11", [(120, MONDAY), (120, FRIDAY)]),
        ("Вектор заплатит 24.11 треть, остаток через неделю", [(80, TUESDAY), (160, FRIDAY)]),
        ("Вектор: первую половину в пн, вторую в ср", [(120, MONDAY), (120, WEDNESDAY)]),
        ("Вектор двумя частями по 120 - 23 и 25 числа", [(120, MONDAY), (120, WEDNESDAY)]),
        ("Вектор тремя платежами по 80: 23, 24 и 25", [(80, MONDAY), (80, TUESDAY), (80, WEDNESDAY)]),
        ("Вектор пополам: 23.11 и 27.11", [(120, MONDAY), (120, FRIDAY)]),
        ("Вектор платит аванс 30% в понедельник", [(72, MONDAY), (168, WEDNESDAY)]),
        ("Вектор предоплата 25% в пн, остальное после отгрузки", [(60, MONDAY), (180, WEDNESDAY)]),
        ("Вектор 90к в пн, остаток 27.11", [(90, MONDAY), (150, FRIDAY)]),
        ("Вектор аванс 100к в пн, остальное после приёмки", [(100, MONDAY), (140, WEDNESDAY)]),
        ("Вектор 1/3 в пн, остальное 27.11", [(80, MONDAY), (160, FRIDAY)]),
        ("Вектор 240к, половину в пн, остальное в ср", [(120, MONDAY), (120, WEDNESDAY)]),
        ("Вектор half on Monday, the rest on the 27th", [(120, MONDAY), (120, FRIDAY)]),
        ("Вектор two payments of 120k, the 23rd and the 27th", [(120, MONDAY), (120, FRIDAY)]),
    ],
)
async def test_what_is_awaited_is_parted(town: Town, anna: Someone, line: str, comes: list[tuple[int, date]]) -> None:
    await anna.types("оплата 240к Вектор 25.11")
    card = await anna.types(line)
    assert told(card.text)[0] == "💰 Вектор · 240 000 ₽ частями"
    assert await awaited(town, anna) == comes

    await anna.presses("↩️ Отменить", on=card)

    assert await awaited(town, anna) == [(240, WEDNESDAY)]


@pytest.mark.parametrize(
    ("line", "comes"),
    [
        ("Вектор 100к 23.11 по счёту 204", [(100, MONDAY), (140, WEDNESDAY)]),
        ("жду от Вектора 100 000 в среду по счету 204 от 01.11", [(100, WEDNESDAY), (140, WEDNESDAY)]),
        ("Вектор аванс 100к в пн", [(100, MONDAY), (140, WEDNESDAY)]),
        ("Вектор предоплата 60 000 в пн", [(60, MONDAY), (180, WEDNESDAY)]),
        ("Вектор deposit 80k on the 23rd", [(80, MONDAY), (160, WEDNESDAY)]),
        ("Вектор 300к 27.11 по счёту 204", [(240, WEDNESDAY), (300, FRIDAY)]),  # more than is awaited by it
        ("Вектор 100к 27.11 по счёту 305", [(240, WEDNESDAY), (100, FRIDAY)]),
    ],
)
async def test_an_advance_and_money_by_an_invoice_are_parts_of_what_is_awaited(
    town: Town, anna: Someone, line: str, comes: list[tuple[int, date]]
) -> None:
    await anna.types("оплата 240к Вектор 25.11 счёт 204")
    await anna.types(line)
    assert await awaited(town, anna) == comes

    await anna.presses("↩️ Отменить")
    assert await awaited(town, anna) == [(240, WEDNESDAY)]


async def test_the_card_says_the_share_and_what_it_makes(town: Town, anna: Someone) -> None:
    await anna.types("оплата 1,8 млн Вектор 25.11")
    card = await anna.types("Вектор платит аванс 30% в понедельник")

    assert told(card.text) == [
        "💰 Вектор · 1 800 000 ₽ частями",
        "30 %: 540 000 ₽ · пн 23.11",
        "остальное: 1 260 000 ₽ · ср 25.11",
        "аванс 30% в понедельник",
    ]


async def test_an_undo_in_a_word_joins_them(town: Town, anna: Someone) -> None:
    await anna.types("оплата 240к Вектор 25.11")
    await anna.types("Вектор половину в понедельник, остальное 27.11")
    await anna.types("отмена")

    assert await awaited(town, anna) == [(240, WEDNESDAY)]


async def test_of_several_it_is_asked_which(town: Town, anna: Someone) -> None:
    await anna.types("оплата 240к Вектор 25.11")
    await anna.types("оплата 50к Вектор 27.11")
    asked = await anna.types("Вектор половину в понедельник")
    assert told(asked.text)[-1] == "Какую оплату?"
    await anna.presses(next(label for label in asked.labels if "240" in label), on=asked)

    assert await awaited(town, anna) == [(120, MONDAY), (120, WEDNESDAY), (50, FRIDAY)]


async def test_of_nothing_awaited_the_whole_is_asked(town: Town, anna: Someone) -> None:
    asked = await anna.types("Вектор половину в понедельник, остальное 27.11")
    assert "Какая сумма?" in asked.text
    await anna.types("200к")

    assert await awaited(town, anna) == [(100, MONDAY), (100, FRIDAY)]


async def test_sizes_that_nobody_told_are_asked(town: Town, anna: Someone) -> None:
    await anna.types("оплата 240к Вектор 25.11")
    asked = await anna.types("Вектор двумя платежами 23 и 27 ноября")
    assert told(asked.text)[:3] == [
        "💰 Вектор · 240 000 ₽",
        "половина: 120 000 ₽ · пн 23.11",
        "половина: 120 000 ₽ · пт 27.11",
    ]
    assert await awaited(town, anna) == [(240, WEDNESDAY)]
    await anna.presses("✅ Записать", on=asked)

    assert await awaited(town, anna) == [(120, MONDAY), (120, FRIDAY)]


async def test_a_rest_of_nothing_known_is_asked(town: Town, anna: Someone) -> None:
    asked = await anna.types("Вектор 90к в пн, остаток 27.11")

    assert "Смущает «остаток 27.11»" in asked.text


@pytest.mark.parametrize(
    "line", ["Вектор частями заплатит в пн", "Вектор оплатит в пн по 45", "Вектор оплатит долями в пн"]
)
async def test_parts_that_are_not_understood_are_no_comment(town: Town, anna: Someone, line: str) -> None:
    await anna.types("оплата 240к Вектор 25.11")
    await anna.types(line)

    assert await awaited(town, anna) == [(240, WEDNESDAY)]


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Вектор закинул 100к из 240, остаток в понедельник", (140, MONDAY)),
        ("от Вектора 20 тысяч пришло, остаток в понедельник обещают", (220, MONDAY)),
        ("от Вектора пришла половина, вторая к пятнице", (120, FRIDAY)),
        ("Вектор внёс аванс 25%, остальное 27 ноября", (180, FRIDAY)),
        ("Вектор paid 100 of 240, balance Monday", (140, MONDAY)),
        ("пришло 40к от Вектора, остальное до конца недели", (200, FRIDAY)),
        ("Вектор отдал 40к, остаток 200к в пятницу", (200, FRIDAY)),
    ],
)
async def test_the_day_of_a_rest_is_not_asked_again(
    town: Town, anna: Someone, line: str, rest: tuple[int, date]
) -> None:
    await town.clock.reach("09:00", MONDAY)
    await anna.types("оплата 240к Вектор 25.11")
    card = await anna.types(line.replace("понедельник", "пятницу").replace("Monday", "Friday"))

    left = FRIDAY if rest[1] == MONDAY else rest[1]
    assert "Когда ждать?" not in card.text
    assert f"Остаток {rest[0]} 000 ₽ ждём" in card.text
    assert await awaited(town, anna) == [(rest[0], left)]
    await anna.presses("↩️ Отменить", on=card)
    assert await awaited(town, anna) == [(240, WEDNESDAY)]


async def test_a_rest_waits_for_the_answer_about_the_money(town: Town, anna: Someone) -> None:
    await anna.types("оплата 240к Вектор 25.11")
    await anna.types("пришло 40к Вектор")
    await anna.types("пришло 40к Вектор, остаток 27.11")
    await anna.presses("Ещё одна")

    assert await awaited(town, anna) == [(160, FRIDAY)]


async def test_told_of_a_visit_they_are_of_what_is_awaited(town: Town, anna: Someone) -> None:
    await anna.types("оплата 240к Вектор 25.11")
    await anna.types("была у Вектора, договорились что оплатят двумя частями по 120 - 23 и 27 числа")

    assert await awaited(town, anna) == [(120, MONDAY), (120, FRIDAY)]
    assert len((await kept(town, anna)).done) == 1


async def test_in_the_story_of_a_visit_they_are_offered(town: Town, anna: Someone) -> None:
    await anna.types("оплата 240к Вектор 25.11")
    await anna.types("была у Вектора: обещают половину в понедельник, остальное 27.11")
    asked = await anna.last()
    assert told(asked.text) == [
        "💰 Вектор · 240 000 ₽",
        "половина: 120 000 ₽ · пн 23.11",
        "остальное: 120 000 ₽ · пт 27.11",
        "Ждать этими частями?",
    ]
    await anna.presses("✅ Ждать", on=asked)

    assert await awaited(town, anna) == [(120, MONDAY), (120, FRIDAY)]
    assert len((await kept(town, anna)).done) == 1


async def test_an_edit_of_the_line_parts_anew(town: Town, anna: Someone) -> None:
    await anna.types("оплата 240к Вектор 25.11")
    line = await typed(town, anna, "Вектор половину в понедельник, остальное 27.11")
    assert await awaited(town, anna) == [(120, MONDAY), (120, FRIDAY)]
    await line.is_edited("Вектор треть во вторник, остальное 27.11")

    assert await awaited(town, anna) == [(80, TUESDAY), (160, FRIDAY)]


async def test_an_edit_of_a_held_call_is_that_call(town: Town, anna: Someone) -> None:
    await anna.types("звонок Вектор сегодня в 17:00")
    line = await typed(town, anna, "созвонилась с Вектором")
    await line.is_edited("созвонилась с Вектором, ждут договор")

    assert [len((await kept(town, anna)).done), len((await kept(town, anna)).planned)] == [1, 0]


@pytest.mark.parametrize("line", ["Вектор отдал 40к, остаток 90к 27.11", "пришло 40к Вектор, ещё 60к 27.11"])
async def test_another_sum_is_no_rest(town: Town, anna: Someone, line: str) -> None:
    """Whose sums do not make up what is awaited."""
    await anna.types("оплата 240к Вектор 25.11")
    await anna.types(line)

    assert (200, WEDNESDAY) in await awaited(town, anna)


async def test_told_of_a_call_they_are_offered(town: Town, anna: Someone) -> None:
    await anna.types("оплата 240к Вектор 25.11")
    await anna.types("звонила Вектору: перечислят двумя частями по 120 тысяч 23.11 и 27.11")
    await anna.presses("✅ Ждать")

    assert await awaited(town, anna) == [(120, MONDAY), (120, FRIDAY)]
