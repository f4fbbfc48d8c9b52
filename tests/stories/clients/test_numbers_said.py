"""An INN, a phone, fields of the card: said in one line, or where a client is asked, they find their place."""

import pytest

from tests.kept import Kept
from tests.stories.clients.test_card import client_of, shown
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Ромашка", "Вектор")
    return anna


async def test_an_unknown_inn_where_a_client_is_asked_is_the_new_ones(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    asked = await anna.types("7701000033")
    assert plain(asked.text).startswith("Нет клиента с ИНН 7701000033.\nНапишите название, и я его создам.")
    await anna.types("Тюльпан")
    await anna.presses("➕ Создать «Тюльпан»")
    await anna.types("50к")
    await anna.presses("Завтра")
    assert (await client_of(town, anna, "Тюльпан")).inn == "7701000033"


async def test_the_button_that_creates_stays_below_an_inn_and_a_phone(town: Town, anna: Someone) -> None:
    await anna.types("оплата 50к Заря завтра")
    asked = await anna.types("7701000058")
    assert "Нет клиента с ИНН 7701000058." in plain(asked.text)
    await anna.presses("➕ Создать «Заря»", on=asked)
    assert (await client_of(town, anna, "Заря")).inn == "7701000058"

    await anna.types("пришло 60к Лотос")
    asked = await anna.types("8 916 123-45-67")
    assert "Нет клиента с этим телефоном." in plain(asked.text)
    await anna.presses("➕ Создать «Лотос»", on=asked)
    assert "Лотос · ··· 45-67" in plain((await anna.types("Лотос")).text)

    await anna.types("оплата 60к Тополь завтра")
    asked = await anna.types("7701000059")
    assert "последняя цифра не сходится" in plain(asked.text)
    card = await anna.presses("➕ Создать «Тополь»", on=asked)
    assert "60 000 ₽" in card.text
    assert (await client_of(town, anna, "Тополь")).inn is None, "what does not agree is not noted"


async def test_a_tap_on_somebody_else_notes_no_number_there(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.types("7701000033")
    await anna.presses("Вектор")
    assert (await client_of(town, anna, "Вектор")).inn is None


async def test_a_colleagues_inn_is_no_new_client(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")
    await boris.types("клиент Заря ИНН 7701000058")
    await anna.types("/pay")
    asked = await anna.types("7701000058")
    assert "Этот ИНН у клиента коллеги" in plain(asked.text)
    assert "Заря" not in asked.text
    await anna.types("/cancel")
    await boris.types("Заря тел 8 916 123-45-67 Пётр")
    for line in ("новый клиент Заря, опт", "клиент Звезда тел 8 916 123-45-67"):
        card = await anna.types(line)
        assert "Похожий клиент есть у коллеги: Борис" in plain(card.text), line
    assert "Заря" not in card.text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ромашка оборот 13 млн в год", "✅ Оборот: 13 млн в год"),
        ("ромашке город Казань источник выставка", "✅ Город: Казань · Источник: выставка"),
        ("Ромашка инн 7701000026 опт отсрочка 30 дней", "✅ Вид дел: опт · Отсрочка: 30 дней · ИНН: 7701000026"),
        ("romashka turnover 5m city Kazan", "✅ Оборот: 5 млн в год · Город: Kazan"),
        (
            "Ромашка сегмент b2b лимит 500к тел 8 916 123-45-67 Пётр, закупки",
            "✅ Сегмент: B2B · Лимит: 500 тыс · контакт Пётр",
        ),
    ],
)
async def test_fields_without_a_colon_are_no_money(town: Town, anna: Someone, line: str, told: str) -> None:
    card = await anna.types(line)
    assert shown(card.text)[0].startswith(told)


async def test_a_word_between_them_is_asked_about(town: Town, anna: Someone) -> None:
    asked = await anna.types("ромашка инн 7707083893 автозапчасти оборот 12 млн")
    assert plain(asked.text) == "Ромашка: что такое «автозапчасти»?"
    card = await anna.presses("Вид дел")
    assert shown(card.text)[:3] == [
        "✅ Оборот: 12 млн в год · Вид дел: автозапчасти · ИНН: 7707083893",
        "Ромашка · автозапчасти",
        "ИНН 7707083893 · 12 млн в год",
    ]


async def test_somebody_new_is_asked_about_and_no_word_is_lost(town: Town, anna: Someone) -> None:
    asked = await anna.types("Заря инн 7701000058 кровля оборот 12 млн")
    assert plain(asked.text) == "Клиента Заря нет. Создать с ИНН 7701000058?"
    await anna.presses("➕ Создать «Заря»")
    assert plain((await anna.last()).text) == "Заря: что такое «кровля»?"
    card = await anna.presses("Вид дел")
    assert shown(card.text)[:3] == ["✅ Вид дел: кровля", "Заря · кровля", "ИНН 7701000058 · 12 млн в год"]


@pytest.mark.parametrize("line", ["Ромашка регион оплатил 50к", "пришло 13 млн Ромашка, оборот растёт"])
async def test_money_stays_money(town: Town, anna: Someone, line: str) -> None:
    await anna.types(line)
    client = await client_of(town, anna, "Ромашка")
    assert (client.turnover, client.territory) == (None, None)


async def test_of_two_of_a_name_the_lead_says_whose(town: Town, anna: Someone) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await town.has_clients(boris, "Ромашка")
    await olga.types("Ромашка оборот 5 млн")
    card = await olga.presses("Ромашка · Борис")
    assert shown(card.text)[:4] == ["✅ Оборот: 5 млн в год", "Ромашка", "5 млн в год", "Ведёт Борис"]


async def test_the_same_name_in_other_letters_is_asked_about(town: Town, anna: Someone) -> None:
    asked = await anna.types("новый клиент Romashka")
    assert shown(asked.text) == ["Это кто-то из них?", "Ромашка · Анна"]
    card = await anna.presses("➕ Новый клиент «Romashka»")
    assert shown(card.text)[0] == "✅ Новый клиент: Romashka"


@pytest.mark.parametrize(
    ("line", "card"),
    [
        ("новый клиент Заря, опт, 18 млн, юг", ["Заря · опт · юг", "18 млн в год"]),
        ("Новый клиент заря опт 1,5 млн", ["Заря · опт", "1,5 млн в год"]),
        ("клиент Заря: розница, оборот 12 млн", ["Заря · розница", "12 млн в год"]),
        ("добавь клиента ООО «Заря», ИНН 7701000058, опт 25 млн", ["ООО Заря · опт", "ИНН 7701000058 · 25 млн в год"]),
        ("Заря, опт, 18 млн — новый клиент", None),
        ("новый клиент Торговый центр", ["Торговый центр"]),
        (
            "клиент Заря, розница, оборот 12 млн, Пётр директор +7 916 555-44-34, пришёл с выставки",
            ["Заря · розница", "12 млн в год", "Ведёт Анна · источник: выставка"],
        ),
        ("new client Zarya, retail, 18m, north", ["Zarya · retail · north", "18 млн в год"]),
    ],
)
async def test_a_new_client_with_all_of_the_card_is_one_line(
    town: Town, anna: Someone, line: str, card: list[str] | None
) -> None:
    said = shown((await anna.types(line)).text)
    if card is None:
        assert "✅ Новый клиент" not in said[0]
        return
    assert said[0].startswith("✅ Новый клиент")
    assert said[1:][: len(card)] == card
    async with town.database.read() as tx:
        assert await tx.as_(anna.actor).payments.list_awaited() == []


@pytest.mark.parametrize(
    "line", ["новый клиент Заря, опт, ждём 100к в пт", "клиент Заря 300к", "клиент Заря оплата 300к завтра"]
)
async def test_money_of_a_new_client_stays_money(anna: Someone, line: str) -> None:
    assert "Новый клиент" not in (await anna.types(line)).text


async def test_a_strange_word_is_no_field_that_was_said_already(anna: Someone) -> None:
    await anna.types("Ромашка: опт, 18 млн, бывшие партнёры")
    asked = await anna.last()
    assert asked.buttons[:2] == [["Территория", "Город"], ["Источник"]]


async def test_of_a_client_nobody_knows_one_is_offered(anna: Someone) -> None:
    asked = await anna.types("клиент Заря")
    assert shown(asked.text) == ["Клиента Заря нет. Создать?"]
    card = await anna.presses("➕ Создать «Заря»", on=asked)
    assert shown(card.text)[0] == "✅ Новый клиент: Заря"
    asked = await anna.types("Полюс: розница, 5 млн, Москва")
    assert shown(asked.text) == ["Клиента Полюс нет. Создать?"]


@pytest.mark.parametrize("line", ["клиент заболел", "Клиент не берёт трубку", "клиент думает", "клиент в отпуске"])
async def test_what_a_client_does_is_nobodys_name(anna: Someone, line: str) -> None:
    assert "Создать" not in (await anna.types(line)).text


async def test_a_name_answers_who_it_is_however_it_is_introduced(anna: Someone) -> None:
    for line in ("добавь клиента Заря", "создать клиента Заря", "новый клиент: Заря"):
        await anna.types("/pay")
        assert "➕ Создать «Заря»" in (await anna.types(line)).labels, line
        await anna.types("/cancel")


async def test_not_to_be_called_in_a_line(town: Town, anna: Someone) -> None:
    card = await anna.types("Ромашка просит больше не звонить")
    assert "🔕 Просили не звонить" in shown(card.text)
    assert "🔕 Просили не звонить" in plain((await anna.types("звонок Ромашка завтра")).text)
    card = await anna.types("Ромашке можно звонить")
    assert shown(card.text)[0] == "🔔 Можно звонить"
    assert not (await client_of(town, anna, "Ромашка")).do_not_call
    await anna.types("не звонить Ромашка до января")
    assert not (await client_of(town, anna, "Ромашка")).do_not_call


async def test_who_is_in_the_archive_is_said_before_a_second_one_is_made(town: Town, anna: Someone) -> None:
    card = await anna.presses("⋯", on=await anna.types("Ромашка"))
    await anna.presses("📦 Архив", on=card)
    asked = await anna.types("оплата 50к Ромашка завтра")
    assert "Ромашка есть в архиве: /clients → ⋯ → 📦" in shown(asked.text)
    await anna.types("/cancel")
    card = await anna.types("новый клиент Ромашка, опт")
    assert "Ромашка есть в архиве: /clients → ⋯ → 📦" in shown(card.text)


async def test_two_spellings_of_one_new_name_are_asked_about(town: Town, anna: Someone) -> None:
    """The first day: nobody is known yet."""
    asked = await anna.types("Лютик 50к завтра\nLutik 30к в пятницу")
    await anna.presses("➕ Создать «Лютик»", on=asked)
    asked = await anna.last()
    assert "«Lutik» — это Лютик?" in plain(asked.text)
    assert "➕ Создать «Lutik»" in asked.labels
    await anna.presses("Лютик", on=asked)
    async with town.database.read() as tx:
        assert await tx.as_(anna.actor).clients.count() == 3
