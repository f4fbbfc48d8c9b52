"""A client's card: everything of it in one line or three taps, and shown to whom it may be shown."""

import pytest

from sales.calendar.calendar import week_of
from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from storage.clients.client import Client
from tests.kept import Kept
from tests.town import Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Ромашка", "Вектор")
    return anna


async def client_of(town: Town, someone: Someone, name: str) -> Client:
    async with town.database.read() as tx:
        return next(each for each in await tx.as_(someone.actor).clients.search(name) if each.name == name)


def shown(text: str) -> list[str]:
    return [line for line in plain(text).splitlines() if line]


async def test_a_new_client_in_one_line(town: Town, anna: Someone) -> None:
    card = await anna.types("клиент Заря ИНН 7701000058 тел 8 916 123-45-67 Пётр")

    assert shown(card.text) == [
        "✅ Новый клиент: Заря",
        "Заря",
        "ИНН 7701000058",
        "Ведёт Анна",
        "Пётр · ··· 45-67",
        "Записей пока нет",
    ]
    assert card.buttons == [["📞", "🤝", "💰", "✅"], ["📱", "✏️ Править", "⋯"]]


async def test_the_number_is_opened_by_a_tap_and_can_be_copied(town: Town, anna: Someone) -> None:
    card = await anna.types("клиент Заря тел 8 916 123-45-67 Пётр")
    opened = await anna.presses("📱", on=card)

    assert "8 916 123-45-67" in plain(opened.text)
    assert "📋 Пётр" in opened.labels


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Ромашка: опт, 18 млн, юг", "✅ Вид дел: опт · Оборот: 18 млн в год · Территория: юг"),
        ("ромашка: отсрочка 30, b2b", "✅ Отсрочка: 30 дней · Сегмент: B2B"),
        ("Ромашка: оборот 1,2 млн, город Казань, источник выставка", "✅ Оборот: 1,2 млн в год · Город: Казань"),
        ("Ромашка: ИНН 7701000026, север", "✅ Территория: север · ИНН: 7701000026"),
        ("Ромашка: ИНН 7701000027, север", "✅ Территория: север · ИНН 7701000027 не записал"),
    ],
)
async def test_several_fields_in_one_line(town: Town, anna: Someone, line: str, told: str) -> None:
    card = await anna.types(line)

    assert shown(card.text)[0].startswith(told)


@pytest.mark.parametrize(
    "line", ["Ромашка: думают", "Ромашка: 18 млн", "Ромашка: ждут счёт, перезвонить", "Зюйд: опт, юг"]
)
async def test_what_may_be_something_else_is_not_written_on_the_card(town: Town, anna: Someone, line: str) -> None:
    await anna.types(line)

    client = await client_of(town, anna, "Ромашка")
    assert (client.line, client.turnover, client.territory) == (None, None, None)


async def test_a_word_of_no_field_is_asked_about(town: Town, anna: Someone) -> None:
    asked = await anna.types("Ромашка: опт, кровля")
    assert plain(asked.text) == "Ромашка: что такое «кровля»?"
    card = await anna.presses("Источник")

    assert shown(card.text)[0] == "✅ Вид дел: опт · Источник: кровля"
    back = await anna.presses("↩️ Отменить", on=card)
    assert shown(back.text)[0] == "Ромашка"
    assert (await client_of(town, anna, "Ромашка")).line is None


async def test_a_field_in_three_taps(town: Town, anna: Someone) -> None:
    await anna.types("Вектор: опт, юг")
    card = await anna.types("Ромашка")
    anna.taps = 0
    menu = await anna.presses("✏️ Править", on=card)
    assert menu.buttons[:3] == [
        ["Название", "ИНН", "Контакты"],
        ["Вид дел", "Оборот", "Сегмент"],
        ["Территория", "Источник", "Город"],
    ]
    await anna.presses("Вид дел", on=menu)
    card = await anna.presses("опт")

    assert anna.taps == 3
    assert shown(card.text)[:2] == ["✅ Вид дел: опт", "Ромашка · опт"]


async def test_an_inn_that_does_not_agree_is_said_and_kept_by_a_second_tap(town: Town, anna: Someone) -> None:
    asked = await anna.types("ИНН Ромашка 7701000027")
    assert "7701000027" in asked.text
    assert asked.buttons[0] == ["Оставить как есть", "Ввести заново"]
    assert (await client_of(town, anna, "Ромашка")).inn is None
    again = await anna.types("7701000028")
    assert "последняя цифра не сходится" in again.text
    card = await anna.presses("Оставить как есть")

    assert shown(card.text)[2] == "ИНН 7701000028 ⚠️ цифра не сходится"


async def test_the_right_inn_in_a_line_answers_the_open_question(town: Town, anna: Someone) -> None:
    asked = await anna.types("ИНН Ромашка 0000000000")
    assert "ИНН с 00 не начинается" in asked.text
    assert "Оставить как есть" not in asked.labels, "nobody has it"
    asked = await anna.types("ИНН Ромашка 7707083894")
    assert "Оставить как есть" in asked.labels
    await anna.types("ИНН Ромашка 7701000026")
    assert "✅ ИНН: 7701000026" in (await anna.last()).text
    assert "Ромашка" in (await anna.types("Ромашка")).text


@pytest.mark.parametrize("said", ["77070838", "07707083893", "7,70708E+09", "нет такого"])
async def test_what_is_no_inn_is_not_kept(town: Town, anna: Someone, said: str) -> None:
    card = await anna.types("Ромашка")
    await anna.presses("✏️ Править", on=card)
    await anna.presses("ИНН")
    asked = await anna.types(said)

    assert "ИНН" in asked.text
    assert "Оставить как есть" not in asked.labels


async def test_an_inn_of_somebody_else_is_said(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")
    await town.has_clients(boris, "Заря")
    await anna.types("ИНН Ромашка 7701000026")

    assert plain((await anna.types("Вектор инн 7701000026")).text) == "Этот ИНН уже у клиента Ромашка."
    said = await boris.types("ИНН Заря 7701000026")
    assert said.text == "Этот ИНН у клиента коллеги. Спросите руководителя."
    assert "Ромашка" not in said.text


async def test_an_inn_alone_is_a_search(town: Town, anna: Someone) -> None:
    await anna.types("ИНН Ромашка 7701000026")
    assert shown((await anna.types("7701000026")).text)[0] == "Ромашка"

    asked = await anna.types("7701000033")
    assert plain(asked.text) == "Нет клиента с ИНН 7701000033. Создать?"
    await anna.presses("➕ Создать", on=asked)
    card = await anna.types("Тюльпан")
    assert shown(card.text)[:3] == ["✅ Новый клиент: Тюльпан", "Тюльпан", "ИНН 7701000033"]


async def test_ten_digits_that_are_somebodys_phone_are_that_phone(town: Town, anna: Someone) -> None:
    await anna.types("клиент Заря тел 8 916 100-02-61 Пётр")

    assert shown((await anna.types("9161000261")).text)[0] == "Заря"


async def test_a_client_that_looks_like_one_is_offered_first(town: Town, anna: Someone) -> None:
    asked = await anna.types("клиент ЗАО «Ромашка» ИНН 7701000026")
    assert shown(asked.text)[0] == "Это кто-то из них?"
    card = await anna.presses("Ромашка", on=asked)

    assert shown(card.text)[:2] == ["Этот клиент уже есть", "✅ ИНН: 7701000026"]
    async with town.database.read() as tx:
        assert await tx.as_(anna.actor).clients.count() == 2


async def test_the_lead_sees_whose_it_is_and_may_hand_it_over(town: Town, anna: Someone) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await town.expects(anna, "Ромашка", 150_000)
    card = await olga.types("Ромашка")
    assert "Ведёт Анна" in card.text
    assert "150 тыс" in plain(card.text)
    assert "🔁 Передать" in (await olga.presses("⋯", on=card)).labels
    await olga.presses("‹ Назад")
    await olga.presses("🔁 Передать")
    card = await olga.presses("‹ К карточке")
    await olga.presses("🔁 Передать", on=card)
    await olga.presses("Борис")
    await olga.presses("✅ Передать")

    assert plain((await anna.last()).text) == "🔁 Ромашка: теперь ведёт Борис"
    told = await boris.last()
    assert plain(told.text) == "🔁 Теперь ваш клиент: Ромашка"
    assert "Ведёт Борис" in (await boris.presses("Карточка", on=told)).text
    assert "Ведёт Борис" in (await olga.types("Ромашка")).text
    assert boris.id == (await client_of(town, boris, "Ромашка")).owner_id
    card = await anna.types("Вектор")
    assert "🔁 Передать" not in [*card.labels, *(await anna.presses("⋯", on=card)).labels]


async def test_whoever_reads_english_is_told_of_it_in_english(town: Town, anna: Someone) -> None:
    """Whatever the one speaks who has pressed."""
    olga, boris = await town.lead("Ольга"), await town.manager("Boris")
    await town.expects(anna, "Ромашка", 150_000)
    await boris.types("/lang")
    await boris.presses("English")
    await olga.types("Ромашка")
    await olga.presses("🔁 Передать")
    await olga.presses("Boris")
    await olga.presses("✅ Передать")

    told = await boris.last()
    assert (plain(told.text), told.labels) == ("🔁 Your client now: Ромашка", ["Card"])
    assert plain((await anna.last()).text) == "🔁 Ромашка: теперь ведёт Boris"


async def test_not_to_be_called(town: Town, anna: Someone) -> None:
    card = await anna.types("Ромашка")
    await anna.presses("⋯", on=card)
    muted = await anna.presses("🔕 Не звонить")

    assert "🔕 Просили не звонить" in muted.text
    call = await anna.types("позвонил Ромашка: ждут счёт")
    assert "🔕" in call.text


async def test_the_archive_takes_only_who_has_nothing_open(town: Town, anna: Someone) -> None:
    await town.expects(anna, "Ромашка", 150_000)
    card = await anna.types("Ромашка")
    await anna.presses("⋯", on=card)
    await anna.presses("📦 Архив")
    assert "Сначала закройте" in await anna.toast()

    card = await anna.types("Вектор")
    await anna.presses("⋯", on=card)
    gone = await anna.presses("📦 Архив")
    assert "📦 В архиве" in gone.text
    assert gone.buttons[0] == ["📦 Вернуть из архива"]
    for said in ("вектор", "найди вектор"):
        assert "📦 В архиве" in (await anna.types(said)).text
    back = await anna.presses("📦 Вернуть из архива", on=gone)
    assert "архив" not in back.text


async def test_money_alone_is_a_record(town: Town, anna: Someone) -> None:
    assert "Записей пока нет" in (await anna.types("Вектор")).text
    await anna.types("пришло 25к Вектор")
    assert "✅ Пришло 25 тыс · 20.11" in plain((await anna.types("Вектор")).text)


async def test_people_at_a_client(town: Town, anna: Someone) -> None:
    card = await anna.types("Ромашка")
    await anna.presses("⋯", on=card)
    await anna.presses("Контакты")
    await anna.presses("➕ Контакт")
    await anna.types("Сергей Павлович, закупки, 8 916 123-25-21, zakaz@romashka.ru")
    noted = await anna.presses("⭐ Главный")
    assert shown(noted.text) == ["Сергей Павлович ⭐", "Ромашка", "закупки", "8 916 123-25-21", "zakaz@romashka.ru"]
    await anna.presses("День рождения")
    noted = await anna.types("14.03")
    assert "День рождения 14 марта" in plain(noted.text)
    await anna.presses("Уволился", on=noted)

    assert "Сергей" not in (await anna.types("Ромашка")).text


async def test_two_departments_with_equal_names_see_their_own(town: Town, anna: Someone) -> None:
    await anna.types("Ромашка: опт, 18 млн, юг")
    async with town.database.write() as tx:
        assert town.owner is not None

        kazan = await tx.as_(town.owner.actor).departments.create(
            "Казань", "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE
        )
    town.department_id = kazan.id
    marat, zarina = await town.manager("Марат"), await town.lead("Зарина")
    await town.has_clients(marat, "Ромашка")

    for who in (marat, zarina):
        card = await who.types("Ромашка")
        assert "Ведёт Марат" in card.text
        assert "опт" not in card.text
        assert "Клиенты · 1" in (await who.types("/clients")).text


async def test_the_week_shows_the_main_person_who_is_there(town: Town, anna: Someone) -> None:
    await town.expects(anna, "Ромашка", 150_000)
    client = await client_of(town, anna, "Ромашка")
    async with town.database.write() as tx:
        contacts = tx.as_(anna.actor).contacts
        gone = await contacts.add(client.id, "Павел", "8 916 123-25-20")
        await contacts.add(client.id, "Ирина", "8 916 123-25-21")
        main = await contacts.add(client.id, "Сергей", "8 916 123-25-22", position="закупки")
        await contacts.leave(gone.id)
        await contacts.make_main(main.id)
        [line] = await tx.as_(anna.actor).week_lines.lines(anna.id, week_of(town.today())[0])

    assert (line.contact, line.phone) == ("Сергей, закупки", "8 916 123-25-22")


async def test_who_left_and_came_back_with_the_same_number_is_shown_again(town: Town, anna: Someone) -> None:
    client = await client_of(town, anna, "Ромашка")
    async with town.database.write() as tx:
        contacts = tx.as_(anna.actor).contacts
        gone = await contacts.add(client.id, "Павел", "8 916 700-25-20", position="склад")
        await contacts.leave(gone.id)

        again = await contacts.add(client.id, "Павел Юдин", "+7 (916) 700-25-20")

        assert [each.id for each in await contacts.of_client(client.id)] == [gone.id]
    assert (again.id, again.name, again.position, again.left_at) == (gone.id, "Павел Юдин", "склад", None)


async def test_deals_and_their_papers_stand_behind_more(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    await anna.types("сделка Вектор: пробная партия 300к договор")
    await anna.types("отказ Вектор: дорого")
    await anna.types("сделка Вектор: годовая поставка 900к")
    more = await anna.presses("⋯", on=await anna.types("Вектор"))
    deals = await anna.presses("🧩 Сделки", on=more)
    assert [plain(each) for each in deals.text.splitlines() if each.strip()] == [
        "Вектор · сделки · 2",
        "🧩 годовая поставка · 900 тыс",
        "лид · пт 20.11",
        "❌ пробная партия · 300 тыс",
        "отказ · цена · пт 20.11",
    ]
    card = await anna.presses("‹ К карточке", on=deals)
    papers = await anna.presses("📄 Документы", on=await anna.presses("⋯", on=card))
    assert "нет договора, оригинала, счёта, акта, оригинала акта" in plain(papers.text)
    opened = await anna.presses("годовая поставка", on=papers)
    assert "▫️ Договор" in plain(opened.text)


async def test_a_new_owner_sees_what_was_done_before(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    [client_id] = await town.has_clients(anna, "Вектор")
    await anna.types("позвонил Вектор: ждут счёт")
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).handovers.reassign(anna.id, boris.id, client_id)
    card = await boris.types("Вектор")
    assert "20.11 📞 ждут счёт" in plain(card.text)
    history = await boris.presses("История", on=await boris.presses("⋯", on=card))
    assert "Анна: ждут счёт" in plain(history.text)


async def test_money_that_went_back_did_not_come(town: Town, anna: Someone) -> None:
    await anna.types("пришло 25к Вектор")
    await anna.types("возврат 5к Вектор")
    assert "↩️ Вернули 5 тыс · 20.11" in plain((await anna.types("Вектор")).text)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Home Line", "Home Line 140k slipped to Friday"),
        ("Старый Город", "старый город 90к в пятницу"),
        ("Дом и Сфера", "дом и сфера перевели 60 тыс"),
        ("Новый Регион", "новый регион 140к сдвинулись на пятницу"),
    ],
)
async def test_a_word_of_the_cards_within_a_name_is_no_field(town: Town, anna: Someone, name: str, said: str) -> None:
    await town.has_clients(anna, name)
    await anna.types(said)
    client = await client_of(town, anna, name)
    assert (client.line, client.city, client.territory) == (None, None, None)


async def test_a_line_of_business_has_no_figures(town: Town, anna: Someone) -> None:
    await anna.types("Ромашка сфера 140к в пятницу")
    assert (await client_of(town, anna, "Ромашка")).line is None
