"""What is typed at an open form and answers nothing: a line is a line, thanks are thanks, no name holds a sum."""

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town

FORMS = ("/pay", "/fact", "/call", "/meet")


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES, "Вектор-Юг", "Альфа-Строй", "Альфа-Сервис")
    return anna


async def creating(anna: Someone) -> list[str]:
    """What is offered to be made a client of, in any message of the chat."""
    chat = await anna.phone.chat()
    return [label for message in chat for label in message.labels if label.startswith("➕ Создать")]


@pytest.mark.part(3)
@pytest.mark.parametrize("form", ["/call", "/meet", "/pay"])
@pytest.mark.parametrize("line", ["пришло 41к Альфа", "возврат 10к Альфа", "поступило 1,2 млн Альфа"])
async def test_money_with_an_unclear_name_is_money_and_asked_about(
    town: Town, anna: Someone, form: str, line: str
) -> None:
    await anna.types(form)
    asked = await anna.types(line)
    assert told(asked.text)[-1] == "Кто из них «Альфа»?"
    assert await creating(anna) == ["➕ Создать «Альфа»"]
    await anna.presses("Альфа-Сервис")

    [fact] = (await kept(town, anna)).facts
    assert fact.client_name == "Альфа-Сервис"
    assert (await anna.last()).labels[-1] == "✖️ Отмена", "the form is asked again below"


@pytest.mark.part(3)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "said",
    ["встретиться с Зарёй завтра", "Заря 50к", "оплата Заря", "завтра", "Пятница", "8 марта", "кто должен?", "спасибо"],
)
async def test_no_name_holds_a_sum_a_verb_or_a_day(anna: Someone, form: str, said: str) -> None:
    await anna.types(form)
    await anna.types(said)

    offered = await creating(anna)
    assert all(label in {"➕ Создать «Заря»", "➕ Создать «Зарёй»", "➕ Создать «Зарей»"} for label in offered), offered


@pytest.mark.parametrize("said", ["пришло 41к Альфа", "завтра", "меню", "8 марта", "Заря завтра"])
async def test_a_light_question_makes_no_name_of_it_either(town: Town, anna: Someone, said: str) -> None:
    await anna.sends_photo()
    await anna.types(said)

    assert set(await creating(anna)) <= {"➕ Создать «Альфа»", "➕ Создать «Заря»"}
    assert (await kept(town, anna)).clients == len(NAMES) + 3


async def test_in_quotes_a_day_is_a_name(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    asked = await anna.types("Пятница")
    assert told(asked.text)[:2] == ["Название? Возьмите его в кавычки:", "«Пятница»"]
    await anna.types("«Пятница»")
    asked = await anna.presses("➕ Создать «Пятница»")

    assert told(asked.text)[0] == "📞 Пятница. Чем закончилось?"


async def test_a_new_client_may_be_called_so(anna: Someone) -> None:
    await anna.types("/pay")
    asked = await anna.types("новый клиент Заря")

    assert "➕ Создать «Заря»" in asked.labels


@pytest.mark.part(3)
@pytest.mark.parametrize("thanks", ["спасибо", "👍", "ок", "Спасибо большое!", "понял", "🙏"])
@pytest.mark.parametrize("before", [["/pay"], ["/pay", "Ромашка"], ["/call", "Ромашка"], ["оплата Ромашка"], ["/meet"]])
async def test_thanks_leave_the_question_as_it_stands(
    town: Town, anna: Someone, before: list[str], thanks: str
) -> None:
    asked = None
    for said in before:
        asked = await anna.types(said)
    again = await anna.types(thanks)

    assert asked is not None
    assert (again.text, again.labels) == (asked.text, asked.labels)
    assert (await kept(town, anna)).records == 0
    await anna.sees_nothing_of("Не понял")


async def test_yes_in_words_still_answers(town: Town, anna: Someone) -> None:
    await anna.types("оплата 50к Заря понедельник")
    await anna.types("ок")

    assert (await kept(town, anna)).clients == len(NAMES) + 4


@pytest.mark.parametrize("question", ["меню", "кто должен?", "помощь", "карточка Ромашка"])
async def test_a_plain_question_is_answered_and_the_form_goes_on(anna: Someone, question: str) -> None:
    await anna.types("/pay")
    asked = await anna.types("Ромашка")
    again = await anna.types(question)

    assert told(again.text) == told(asked.text)
    await anna.sees_nothing_of("Не понял")


@pytest.mark.part(3)
@pytest.mark.parametrize(
    "line",
    [
        "1. Ромашка 150к понедельник 2. Ким 20к вт",
        "1) Ромашка 150к пн; 2) Ким 20к вт",
        "оплата Ромашка 150к пн\nоплата Ким 20к вт",
    ],
)
@pytest.mark.parametrize("before", [["/pay", "Школа 57"], ["/call"], ["/call", "Школа 57"]])
async def test_a_list_in_an_open_form_is_its_records(town: Town, anna: Someone, before: list[str], line: str) -> None:
    for said in before:
        asked = await anna.types(said)
    again = await anna.types(line)

    payments = (await kept(town, anna)).payments
    assert sorted((each.client_name, each.amount) for each in payments) == [
        ("ИП Ким", 2_000_000),
        ("Ромашка", 15_000_000),
    ]
    assert told(again.text)[0] == told(asked.text)[0]


async def test_a_form_that_its_own_line_has_answered_is_not_asked_again(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    card = await anna.types("оплата Ромашка 20к вторник")

    assert told(card.text)[0] == "💰 Ромашка · 20 000 ₽"
    assert len((await kept(town, anna)).payments) == 1


async def test_nor_is_one_whose_line_was_asked_about(town: Town, anna: Someone) -> None:
    await anna.types("/pay")
    await anna.types("оплата Заря 20к вторник")
    card = await anna.presses("➕ Создать «Заря»")

    assert told(card.text)[0] == "💰 Заря · 20 000 ₽"
    assert told((await anna.last()).text)[0] == "💰 Заря · 20 000 ₽"


async def test_a_line_told_anew_closes_its_question(anna: Someone) -> None:
    await anna.types("оплата Ромашка")
    await anna.types("оплата Ромашка 15к вторник")

    await anna.sees_nothing_of("Какая сумма?")


@pytest.mark.parametrize("words", ["перезвонил Ким, ждут счёт", "оплата зависла", "они ждут оплату 50к"])
async def test_words_at_the_outcome_are_its_comment(town: Town, anna: Someone, words: str) -> None:
    await anna.types("/call")
    await anna.types("Ромашка")
    await anna.types(words)
    await anna.presses("Поговорили")

    [call] = (await kept(town, anna)).done
    assert (call.client_name, call.comment) == ("Ромашка", words)
