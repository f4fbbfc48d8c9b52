"""At the question about a line, what is said beside the answer is of that line: said to be noted, it is recorded."""

import pytest

from tests.town import Town, plain


@pytest.mark.parametrize(
    ("line", "then", "recorded"),
    [
        ("пришло 41к Альфа", "нет, 43к", "43 000"),
        ("оплата 41к Альфа пн", "ой 52к", "52 000"),
    ],
)
async def test_what_is_noted_at_the_question_whose_it_is_is_recorded(
    town: Town, line: str, then: str, recorded: str
) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Альфа Юг", "Альфа Север")
    await anna.types(line)
    assert "Кто из них" in (await anna.last()).text

    noted = await anna.types(then)

    assert recorded in noted.text
    card = await anna.presses("Альфа Юг")
    assert recorded in card.text
    assert "41 000" not in card.text


@pytest.mark.parametrize(
    ("line", "answer", "card"),
    [
        ("оплата 170к Альфа Юг", "во вт 180", ["💰 Альфа Юг · 180 000 ₽", "Ожидаем вт 24 ноября · 50 %"]),
        ("оплата 170к Альфа Юг", "ср 165, 80%", ["💰 Альфа Юг · 165 000 ₽", "Ожидаем ср 25 ноября · 80 %"]),
    ],
)
async def test_a_bare_sum_beside_the_day_is_of_the_scale_of_the_line(
    town: Town, line: str, answer: str, card: list[str]
) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Альфа Юг")
    await anna.types(line)

    said = await anna.types(answer)

    assert all(each in plain(said.text) for each in card)
