"""Where a line names several sums, they are what is offered, and a lone number may be the chance."""

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    await anna.types("оплата 28к Ромашка пн")
    return anna


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("опл 100к Ромашка пн 90", ["100 000 ₽ · 90 %", "100 000 ₽", "90 000 ₽"]),
        ("опл Ромашка 150 к пн 80", ["150 000 ₽ · 80 %", "150 000 ₽", "80 000 ₽"]),
        ("Ромашка оплатят 30-40 тысяч в среду", ["30 000 ₽", "40 000 ₽"]),
        ("Ромашка оплатят от 1,2 до 1,5 млн в среду", ["1 200 000 ₽", "1 500 000 ₽"]),
        ("Ромашка 64к 25.11, но 20к из них завтра", ["64 000 ₽", "20 000 ₽"]),
    ],
)
async def test_what_the_line_names_is_offered(anna: Someone, line: str, offered: list[str]) -> None:
    asked = await anna.types(line)
    assert [label.replace("\N{NO-BREAK SPACE}", " ") for label in asked.labels][: len(offered)] == offered


async def test_the_question_names_what_it_is_about_and_no_number_alone(anna: Someone) -> None:
    asked = await anna.types("опл 100к Ромашка ср 90")
    assert told(asked.text) == ["💰 Ромашка", "ср 25 ноября", "Какая сумма? Или напишите: 150к"]


async def test_a_lone_number_is_the_chance_where_one_says_so(anna: Someone) -> None:
    await anna.types("опл 100к Ромашка ср 90")
    card = await anna.presses("100 000 ₽ · 90 %")
    assert told(card.text)[:2] == ["💰 Ромашка · 100 000 ₽", "Ожидаем ср 25 ноября · 90 %"]


async def test_the_other_number_is_not_asked_about_again(anna: Someone) -> None:
    await anna.types("опл 100к Ромашка ср 90")
    card = await anna.presses("90 000 ₽")
    assert told(card.text)[0] == "💰 Ромашка · 90 000 ₽"
    assert "↩️ Отменить" in card.labels


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            "новый клиент кондитерская фабрика заря контакт марина телефон 8 916 123 45 67",
            ["Кондитерская фабрика заря", "Марина · ··· 45-67"],
        ),
        (
            "добавь клиента Стоматология «Белый клык», директор Ольга Петровна, 8-903-555-12-34",
            ["Стоматология Белый клык", "Ольга Петровна, директор · ··· 12-34"],
        ),
        ("7707083893 новый клиент Стройсервис", ["Стройсервис", "ИНН 7707083893"]),
        ("инн 7701000026 ромашка", ["Ромашка", "ИНН 7701000026"]),
        ("новый клиент Контактор, Пётр, 8 903 555-12-34", ["Контактор", "Пётр · ··· 12-34"]),
    ],
)
async def test_a_new_clients_person_and_number_are_no_part_of_its_name(
    anna: Someone, line: str, shown: list[str]
) -> None:
    card = told((await anna.types(line)).text)
    assert all(each in card for each in shown), card


async def test_people_are_told_apart_by_their_letters(town: Town, where_anna_works: Kept) -> None:
    lead = await town.lead("Ольга")
    await town.manager("Анна Иванова")
    await town.manager("Анна Ильина")
    assert "Анна Ильина" in (await lead.types("день Анна Ил.")).text
    assert "Анна Иванова" in (await lead.types("день Анна Ив")).text
