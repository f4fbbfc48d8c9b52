"""On the first day nobody has clients: a line typed while a name is asked about is a line, and never a name."""

import pytest

from tests.stories.entry.entry_day import kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town) -> Someone:
    return await town.manager("Анна")


async def test_lines_typed_meanwhile_are_records_one_after_another(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка завтра")
    asked = await anna.types("оплата 31234 Заря понедельник")
    assert told(asked.text)[-1] == "Создать «Заря»?"

    await anna.presses("➕ Создать «Заря»")
    asked = await anna.last()
    assert told(asked.text)[-1] == "Создать «Ромашка»?"
    await anna.presses("➕ Создать «Ромашка»")

    payments = (await kept(town, anna)).payments
    assert sorted((each.client_name, each.amount) for each in payments) == [
        ("Заря", 3_123_400),
        ("Ромашка", 15_000_000),
    ]


async def test_two_lines_about_one_new_client_make_it_once(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка завтра")
    await anna.types("пришло 31234 Ромашка")
    await anna.presses("➕ Создать «Ромашка»")

    after = await kept(town, anna)
    assert after.clients == 1
    assert (len(after.payments), len(after.facts)) == (1, 1)


async def test_the_rest_of_a_part_may_be_answered_with_a_day(town: Town, anna: Someone) -> None:
    await town.expects(anna, "Ромашка", 150_000)
    await anna.types("пришло 50к Ромашка")
    card = await anna.types("вт")

    assert "Остаток 100 000 ₽ ждём вт 24 ноября" in told(card.text)
    [payment] = (await kept(town, anna)).payments
    assert payment.due_on == town.today(4)


async def test_a_day_alone_with_nothing_asked_is_no_answer(anna: Someone) -> None:
    said = await anna.types("вт")

    assert "Остаток" not in said.text
