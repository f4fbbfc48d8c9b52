"""Whose a name is: a colleague's client is told of before a second one is made, a person with a phone is a contact."""

import pytest

from tests.stories.checkins.checkin_day import told
from tests.town import Town


async def test_a_colleagues_client_is_told_of_before_another_is_made(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await town.has_clients(boris, "ООО «Заря»", "Сад")
    await town.has_clients(anna, "Лада")

    line = "Похожий клиент есть у коллеги: Борис"
    assert line in told(await anna.types("оплата 20к Заря вт"))
    await anna.presses("✖️ Отмена")
    asked = await anna.types("пришло 20к «Сад» сегодня")
    assert told(asked)[2:4] == [line, "«Сад» — это Лада?"]
    await anna.presses("✖️ Отмена")

    assert told(await anna.types("новый клиент Заря"))[1] == line


async def test_a_person_with_a_phone_is_a_contact_of_the_client(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Маяк", "Ким")

    for said, noted in (
        ("Маяк: Марина, бухгалтер, 8 916 123-25-22", "Марина, бухгалтер · ··· 25-22"),
        ("Ким контакт Пётр Ильич 8 916 123-25-28", "Пётр Ильич · ··· 25-28"),
        ("контакт Ким: Сергей, закупки, 89161232521", "Пётр Ильич · ··· 25-28"),
    ):
        card = told(await anna.types(said))
        assert card[0].startswith("✅ контакт "), said
        assert noted in card, said
    assert "Ким" in (await anna.types("позвонил Сергею, думают")).text


async def test_what_is_no_contact_stays_a_record(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Маяк")

    card = await anna.types("Маяк: позвонить Марине 8 916 123-25-22 в пн в 12")

    assert told(card)[0] == "📞 Маяк · пн 23 ноября, 12:00"
    assert "8 916 123-25-22" in told(card)[1]


async def test_quotes_of_a_name_are_not_doubled(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Ромашка")

    asked = await anna.types("пришло 20к ООО «Ромашка+»")

    assert "«ООО Ромашка+» — это Ромашка?" in told(asked)
    assert "➕ Создать «ООО Ромашка+»" in asked.labels


@pytest.mark.parametrize(
    ("line", "straight", "as_written"),
    [
        ("позвонил Меркурию, просят прайс", "Меркурий", "Меркурию"),
        ("встреча с Молочной рекой завтра в 11", "Молочная река", "Молочной рекой"),
        ("созвон с Полюсом, обещали 200к до среды", "Полюс", "Полюсом"),
        ("пришло 40к от Северного ветра", "Северный ветер", "Северного ветра"),
    ],
)
async def test_a_new_name_is_offered_in_its_first_case(town: Town, line: str, straight: str, as_written: str) -> None:
    """«Создать «Меркурию»?» made clients that no list of theirs would find again."""
    anna = await town.manager("Анна")
    asked = await anna.types(line)
    assert f"Создать «{straight}»?" in asked.text
    assert asked.labels[:2] == [f"➕ Создать «{straight}»", f"➕ Создать «{as_written}»"]

    await anna.types("да")

    assert straight in (await anna.last()).text
