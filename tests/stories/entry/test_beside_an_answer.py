"""At the question about a line, what is said beside the answer is of that line: said to be noted, it is recorded."""

import pytest

from tests.town import Town


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
