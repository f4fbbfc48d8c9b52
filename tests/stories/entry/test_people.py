"""Who may say what in one line, whose clients are meant, and what is answered to words that are no entry."""

import pytest

from reports.message.language import LANGUAGES
from sales.clients.card_fields import CardField
from sales.core.people import Role
from sales.payments.facts import Trust
from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, dead_rows, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def somebody(town: Town, role: Role) -> Someone:
    if role is Role.OWNER:
        assert town.owner is not None
        await town.owner.types("/cancel")  # the form of the first department
        return town.owner
    joins = {Role.ASSISTANT: town.assistant, Role.LEAD: town.lead, Role.DIRECTOR: town.director}
    return await joins[role]("Ольга")


async def test_two_managers_with_a_client_of_one_name_mean_each_their_own(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")
    await town.has_clients(boris, "Ромашка")

    await boris.types("оплата 90к Ромашка пн")

    assert (await kept(town, anna)).payments == []
    [payment] = (await kept(town, boris)).payments
    assert payment.owner_id == boris.id


async def test_a_colleagues_client_is_never_matched(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")

    asked = await boris.types("оплата 150к Ромашка пн")

    assert told(asked.text)[-1] == "Создать «Ромашка»?"
    assert told((await boris.types("перенос Ромашка на пн")).text)[-1] == "Создать «Ромашка»?"


@pytest.mark.parametrize(
    ("role", "trust"),
    [(Role.LEAD, "подтверждено"), (Role.ASSISTANT, "заявлено"), (Role.OWNER, "подтверждено")],
)
async def test_money_may_be_entered_for_somebody_else(town: Town, anna: Someone, role: Role, trust: str) -> None:
    await anna.types("оплата 150к Ромашка пн")
    someone = await somebody(town, role)

    card = await someone.types("пришло 150к Ромашка")

    assert told(card.text)[:2] == ["✅ Ромашка · 150 000 ₽ получено", f"{trust} · пт 20 ноября"]
    [fact] = (await kept(town, anna)).facts
    assert (fact.owner_id, fact.entered_by) == (anna.id, someone.id)
    assert fact.trust is (Trust.CONFIRMED if trust == "подтверждено" else Trust.CLAIMED)


@pytest.mark.part(3)
@pytest.mark.parametrize("role", [Role.LEAD, Role.ASSISTANT, Role.OWNER])
@pytest.mark.parametrize(
    "line",
    [
        "оплата 150к Ромашка пн",
        "позвонил Вектор - ждут счёт",
        "перенос Ромашка на пн",
        "возврат 5к Вектор",
        "150к Ромашка",
    ],
)
async def test_the_rest_is_recorded_by_the_manager(town: Town, anna: Someone, role: Role, line: str) -> None:
    someone = await somebody(town, role)

    said = await someone.types(line)

    assert told(said.text)[:3] == [
        "Здесь можно записать деньги:",
        "пришло 150к Ромашка",
        "Остальное записывает менеджер.",
    ]
    assert (await kept(town, anna)).records == 0


async def test_a_lead_sees_whose_client_is_whose(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")
    await town.has_clients(boris, "Ромашка")
    olga = await town.lead("Ольга")
    asked = await olga.types("пришло 150к Ромашка")
    assert {"Ромашка · Анна", "Ромашка · Борис"} <= set(asked.labels)
    assert not [label for label in asked.labels if "Создать" in label]

    await olga.presses("Ромашка · Борис")

    assert [len((await kept(town, each)).facts) for each in (anna, boris)] == [0, 1]


async def test_a_lead_is_told_when_nobody_is_called_so(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    asked = await olga.types("пришло 150к Зюйд-Вест")
    assert told(asked.text)[-1] == "Не нашёл «Зюйд-Вест»"

    await olga.types("Ромашка")

    assert len((await kept(town, anna)).facts) == 1


async def test_a_director_reads_and_does_not_write(town: Town, anna: Someone) -> None:
    director = await town.director("Павел")

    said = await director.types("пришло 150к Ромашка")

    assert told(said.text) == ["Строки пишут менеджеры.", "Отделы на одном экране: /stats"]
    assert (await kept(town, anna)).records == 0


@pytest.mark.parametrize("chatter", ["привет, как дела", "ну и погода", "что по плану?"])
async def test_chatter_is_named_and_gets_two_examples(town: Town, anna: Someone, chatter: str) -> None:
    said = await anna.types(chatter)

    assert told(said.text) == [
        f"Не понял «{chatter}».",
        "Можно так:",
        "оплата 150к Ромашка завтра",
        "позвонил Вектор - ждут счёт",
        "Или кнопками: /menu",
    ]
    assert said.html.count("<code>") == 2
    assert (await kept(town, anna)).records == 0


@pytest.mark.parametrize(
    ("word", "answer"),
    [("ок", "👌"), ("👍", "👌"), ("спасибо большое", "Пожалуйста."), ("привет", "Здравствуйте, Анна. Пишите строкой:")],
)
async def test_thanks_and_a_greeting_are_no_riddles(town: Town, anna: Someone, word: str, answer: str) -> None:
    assert told((await anna.types(word)).text)[0] == answer
    assert (await kept(town, anna)).records == 0


async def test_the_lesson_is_not_repeated_within_ten_minutes(town: Town, anna: Someone) -> None:
    """Afterwards only the nearest example."""
    lesson = told((await anna.types("абракадабра")).text)
    assert told((await anna.types("обзвонился весь")).text) == [
        "Не понял «обзвонился весь».",
        "Можно так: позвонил Вектор - ждут счёт",
    ]
    await town.clock.jump(town.minutes(9))
    assert told((await anna.types("эх")).text)[1] == "Можно так: оплата 150к Ромашка завтра"
    await town.clock.jump(town.minutes(2))

    assert told((await anna.types("эхма")).text)[1:] == lesson[1:]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_examples_can_be_copied_and_are_understood(town: Town, anna: Someone, language: str) -> None:
    if language == "en":
        await town.has_clients(anna, "Camomile")
        await anna.types("/lang")
        await anna.presses("English")
    lesson = await anna.types("???")

    for example in told(lesson.text)[1:3]:
        await anna.types(example)

    assert (await kept(town, anna)).records == 2


async def test_a_client_alone_is_a_card_with_four_ways_on(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка пн")
    await anna.types("позвонил Ромашка: поговорили")

    card = await anna.types("Ромашка")

    assert told(card.text) == ["Ромашка", "Ведёт Анна", "", "💰 150 тыс · пн 23.11 · 50 %", "20.11 📞 поговорили"]
    assert card.buttons == [["📞", "🤝", "💰", "✅"], ["✏️ Править", "⋯"]]


@pytest.mark.parametrize(
    ("sign", "question"),
    [
        ("📞", "📞 Ромашка. Чем закончилось?"),
        ("🤝", "🤝 Ромашка. Когда?"),
        ("💰", "💰 Ромашка. Сколько?"),
        ("✅", "✅ Ромашка. Сколько пришло?"),
    ],
)
async def test_a_button_of_the_card_begins_with_the_client_known(anna: Someone, sign: str, question: str) -> None:
    card = await anna.types("ромашкой")
    await anna.presses(sign, on=card)

    assert told((await anna.last()).text)[0] == question


async def test_a_phone_is_masked_until_it_is_tapped(town: Town, anna: Someone) -> None:
    async with town.database.write() as tx:
        [romashka] = [each for each in await tx.as_(anna.actor).clients.recent() if each.name == "Ромашка"]
        await tx.as_(anna.actor).contacts.add(romashka.id, "Марина", "+7 912 345-45-67")
        await tx.as_(anna.actor).client_edits.edit(romashka.id, {CardField.INN: "7707083893"})

    card = await anna.types("Ромашка")
    assert told(card.text)[:5] == ["Ромашка", "ИНН 7707083893", "Ведёт Анна", "", "Марина · ··· 45-67"]
    assert "912" not in card.text
    shown = await anna.presses("📱")
    assert "+7 912 345-45-67" in shown.text

    for number in ("89123454567", "+7 (912) 345-45-67", "7707083893"):
        assert told((await anna.types(number)).text)[0].startswith("Ромашка")


async def test_a_phone_of_nobody_is_said_to_be_so(town: Town, anna: Someone) -> None:
    said = await anna.types("8 912 000-00-00")

    assert told(said.text)[0] == "Клиента с таким номером нет."
    assert (await kept(town, anna)).records == 0


async def test_a_name_that_fits_several_is_asked(town: Town, anna: Someone) -> None:
    await town.has_clients(anna, "Альфа Юг", "Альфа Север")
    asked = await anna.types("альфа")
    assert told(asked.text) == ["Какой клиент: «альфа»?"]

    card = await anna.presses("Альфа Юг")

    assert told(card.text)[0] == "Альфа Юг"


async def test_a_text_too_long_for_a_line_may_be_a_note(town: Town, anna: Someone) -> None:
    asked = await anna.types("Коллеги, по итогам встречи. " * 60)
    assert told(asked.text)[0] == "Для одной строки длинно. Могу записать заметкой, первую тысячу знаков."

    card = await anna.presses("Ромашка")

    assert told(card.text)[0] == "✅ Заметка: Ромашка · 11:00"
    [note] = (await kept(town, anna)).done
    assert note.comment is not None
    assert 900 < len(note.comment) <= 1000


async def test_in_a_group_the_bot_is_silent(town: Town, anna: Someone) -> None:
    group = await town.simulation.group("Отдел", anna.phone)
    for text in ("оплата 150к Ромашка пн", "привет", "Ромашка"):
        await anna.phone.types(text, chat=group)
    await town.settle()

    assert not [each for each in await anna.phone.chat(group) if each.by_bot and each.kind == "text"]
    assert (await kept(town, anna)).records == 0
    assert await dead_rows(town) == 0


async def test_a_stranger_gets_one_sentence(town: Town, anna: Someone) -> None:
    stranger = await town.stranger()

    said = await stranger.types("пришло 150к Ромашка")

    assert said.text.startswith("Это рабочий бот отдела продаж.")
