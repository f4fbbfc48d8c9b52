"""Only what is missing is asked: answered with a button or by typing, saved when all is understood and not before."""

import pytest

from sales.activities.activities import ActivityType
from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, dead_rows, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("line", "question", "answer", "first"),
    [
        ("150к Ромашка сегодня", "Ожидаем или пришло?", "💰 Ожидаем", "💰 Ромашка · 150 000 ₽"),
        ("150к Ромашка сегодня", "Ожидаем или пришло?", "ожидаем", "💰 Ромашка · 150 000 ₽"),
        ("150к Ромашка сегодня", "Ожидаем или пришло?", "✅ Пришло", "✅ Ромашка · 150 000 ₽ получено"),
        ("150к Ромашка сегодня", "Ожидаем или пришло?", "пришло", "✅ Ромашка · 150 000 ₽ получено"),
        ("Ромашка завтра", "Что записать?", "📞 Звонок", "📞 Ромашка · пн 23 ноября, 10:00"),
        ("Ромашка - ждут счёт", "Что записать?", "позвонил", "✅ Звонок: Ромашка · 11:00"),
        ("Ромашка - ждут счёт", "Что записать?", "📝 Заметка", "✅ Заметка: Ромашка · 11:00"),
        ("оплата 150к Ромашка пт", "Сегодня или пт 27 ноября?", "Сегодня", "💰 Ромашка · 150 000 ₽"),
        ("оплата 150к Ромашка пт", "Сегодня или пт 27 ноября?", "сегодня", "💰 Ромашка · 150 000 ₽"),
        ("оплата 150к Ромашка пт", "Сегодня или пт 27 ноября?", "27.11", "💰 Ромашка · 150 000 ₽"),
        ("оплата 150к Ромашка пт", "Сегодня или пт 27 ноября?", "27", "💰 Ромашка · 150 000 ₽"),
        ("оплата 150 Ромашка пн", "Ромашка: 150 ₽ или 150 000 ₽?", "150к", "💰 Ромашка · 150 000 ₽"),
        ("оплата 150 Ромашка пн", "Ромашка: 150 ₽ или 150 000 ₽?", "150 ₽", "💰 Ромашка · 150 ₽"),
        ("оплата Ромашка пн", "Например: 150к · 1,2 млн", "600 тыс", "💰 Ромашка · 600 000 ₽"),
        ("пришло Ромашка", "Например: 150к · 148 500,50", "5 тыс", "✅ Ромашка · 5 000 ₽ получено"),
        (
            "оплата 5000$ Ромашка пн",
            "Сколько это в рублях? Можно так: 150к · 1,2 млн · 148 500,50",
            "450к",
            "💰 Ромашка · 450 000 ₽",
        ),
        (
            "пришло 300 евро Ромашка",
            "Сколько это в рублях? Можно так: 150к · 1,2 млн · 148 500,50",
            "31 500",
            "✅ Ромашка · 31 500 ₽ получено",
        ),
        ("оплата 150к Ромашка", "Когда ждать?", "+3", "💰 Ромашка · 150 000 ₽"),
        ("оплата 150к Ромашка", "Когда ждать?", "до среды", "💰 Ромашка · 150 000 ₽"),
        ("оплата 150к Ромашка 31.02", "Такого дня нет. Можно так: завтра · пт · 25.12", "пн", "💰 Ромашка · 150 000 ₽"),
        ("оплата 150к пн", "Кто клиент?", "Ромашка", "💰 Ромашка · 150 000 ₽"),
        ("оплата 150к пн", "Кто клиент?", "ромашкой", "💰 Ромашка · 150 000 ₽"),
        ("оплата 150к Ромашка пн 180%", "Насколько вероятно? Можно так: 80", "80", "💰 Ромашка · 150 000 ₽"),
        ("оплата 10к Ромашка 18.11", "ср 18.11 уже прошло. Что это?", "Ждём сегодня", "💰 Ромашка · 10 000 ₽"),
        ("оплата 10к Ромашка 18.11", "ср 18.11 уже прошло. Что это?", "сегодня", "💰 Ромашка · 10 000 ₽"),
        ("оплата 10к Ромашка 18.11", "ср 18.11 уже прошло. Что это?", "Это факт", "✅ Ромашка · 10 000 ₽ получено"),
        ("оплата 10к Ромашка 18.11", "ср 18.11 уже прошло. Что это?", "пришло", "✅ Ромашка · 10 000 ₽ получено"),
        ("пришло 10к Ромашка 25.11", "ср 25.11 ещё впереди. Что это?", "Ожидаем", "💰 Ромашка · 10 000 ₽"),
        ("пришло 10к Ромашка 25.11", "ср 25.11 ещё впереди. Что это?", "жду", "💰 Ромашка · 10 000 ₽"),
        ("пришло 10к Ромашка 25.11", "ср 25.11 ещё впереди. Что это?", "вчера", "✅ Ромашка · 10 000 ₽ получено"),
        (
            "позвонить Вектору сегодня в 9:00",
            "Это время уже прошло. Можно так: 18:30",
            "18:30",
            "📞 Вектор · пт 20 ноября, 18:30",
        ),
        (
            "позвонить Вектору сегодня в 9:00",
            "Это время уже прошло. Можно так: 18:30",
            "завтра в 12",
            "📞 Вектор · пн 23 ноября, 12:00",
        ),
        (
            "звонил Вектору 2.11",
            "Задним числом можно не дальше 3 рабочих дней",
            "вчера",
            "✅ Звонок: Вектор · чт 19.11, 12:00",
        ),
        (
            "Ромашка говорит что перевела 80к",
            "Смущает «говорит что». Записать так?",
            "✅ Пришло",
            "✅ Ромашка · 80 000 ₽ получено",
        ),
        ("вернуть Ромашке 10к", "Смущает «вернуть». Записать так?", "✅ Записать", "Возврат: Ромашка · −10 000 ₽"),
        ("Борис позвонил Ромашке", "Смущает «Борис». Записать так?", "да", "✅ Звонок: Ромашка · 11:00"),
        ("жду 20к от Зюйд-Вест завтра", "Создать «Зюйд-Вест»?", "➕ Создать «Зюйд-Вест»", "💰 Зюйд-Вест · 20 000 ₽"),
        ("жду 20к от Зюйд-Вест завтра", "Создать «Зюйд-Вест»?", "да", "💰 Зюйд-Вест · 20 000 ₽"),
        ("жду 20к от Зюйд-Вест завтра", "Создать «Зюйд-Вест»?", "Ромашка", "💰 Ромашка · 20 000 ₽"),
    ],
)
async def test_one_answer_ends_it(town: Town, anna: Someone, line: str, question: str, answer: str, first: str) -> None:
    asked = await anna.types(line)
    assert told(asked.text)[-1] == question
    assert len(told(asked.text)) <= 12
    assert (await kept(town, anna)).records == 0

    drawn = [each.replace("\xa0", " ") for each in asked.labels]
    card = await (anna.presses(answer) if answer in drawn else anna.types(answer))

    assert told(card.text)[0] == first
    assert (await kept(town, anna)).records == 1


@pytest.mark.parametrize(
    ("line", "pressed", "asked_more"),
    [
        ("Ромашка триста сорок штук 4 декабря", "340 000 ₽", False),
        ("Ромашка скинулись оплатили 40", "40 000 ₽", False),
        ("Ромашка говорит что перевела 40", "40 000 ₽", True),
        ("пришло бы 50 от Ромашки", "50 000 ₽", True),
        ("оплата Ромашка 60 завтра, динамят", "60 000 ₽", True),
    ],
)
async def test_a_sum_that_was_tapped_settles_a_harmless_word(
    town: Town, anna: Someone, line: str, pressed: str, asked_more: bool
) -> None:
    await anna.types(line)
    shown = await anna.presses(pressed)

    assert ("Смущает" in shown.text) is asked_more
    assert (await kept(town, anna)).records == (0 if asked_more else 1)


async def test_money_that_only_was_said_to_have_come_may_be_awaited_or_left(town: Town, anna: Someone) -> None:
    await anna.types("Ромашка говорит что перевела 80к")
    asked = await anna.presses("💰 Ожидаем")
    assert told(asked.text) == ["💰 Ромашка · 80 000 ₽", "говорит что", "Когда ждать?"]
    card = await anna.types("завтра")
    assert told(card.text)[0] == "💰 Ромашка · 80 000 ₽"

    await anna.types("пришло бы 50к от Ромашки")
    left = await anna.types("не нужно")

    assert left.text == "Ничего не записал."
    assert (await kept(town, anna)).records == 1


@pytest.mark.part(3)
@pytest.mark.parametrize(
    "line",
    [
        "150к Ромашка",
        "оплата 150 Ромашка",
        "оплата сто пятьсот Ромашка",
        "оплата 150к",
        "оплата 150к Зюйд завтра",
        "оплата 150к Ромашка",
        "оплата 150к Ромашка пт",
        "оплата 150к Ромашка 18.11",
        "пришло 150к Ромашка 25.11",
        "оплата 150к Ромашка пн 180%",
        "позвонить Вектору сегодня в 9:00",
        "звонил Вектору 2.11",
    ],
)
async def test_every_question_can_be_left_and_nothing_was_saved(town: Town, anna: Someone, line: str) -> None:
    before = (await kept(town, anna)).clients
    await anna.types(line)

    left = await anna.presses("✖️ Отмена")

    assert left.text == "Отменено, ничего не записано"
    after = await kept(town, anna)
    assert (after.records, after.clients) == (0, before)
    assert (await anna.types(line)).buttons, "the same line can be sent again"


async def test_two_alike_are_buttons_and_a_new_name_is_one_too(town: Town, anna: Someone) -> None:
    await town.has_clients(anna, "Альфа Юг", "Альфа Север")
    asked = await anna.types("оплата 150к Альфа пн")
    assert told(asked.text) == ["💰 150 000 ₽", "пн 23 ноября", "Кто из них «Альфа»?"]
    assert {"Альфа Юг", "Альфа Север", "➕ Создать «Альфа»", "🔎 Найти"} <= set(asked.labels)

    card = await anna.presses("Альфа Юг")

    assert told(card.text)[0] == "💰 Альфа Юг · 150 000 ₽"


async def test_a_slip_in_a_name_is_asked_and_one_tap_mends_it(anna: Someone) -> None:
    asked = await anna.types("оплата 150к Ромашко-Сервис пн")
    assert "Ромашка" in asked.labels

    card = await anna.presses("Ромашка")

    assert told(card.text)[0] == "💰 Ромашка · 150 000 ₽"


async def test_none_of_the_names_is_looked_for(anna: Someone) -> None:
    await anna.types("оплата 150к Зюйд пн")
    found = await anna.presses("🔎 Найти")
    assert "Вектор" in found.labels

    card = await anna.presses("Вектор")

    assert told(card.text)[0] == "💰 Вектор · 150 000 ₽"


async def test_neither_sum_asks_for_another(anna: Someone) -> None:
    await anna.types("оплата 150 Ромашка пн")
    asked = await anna.presses("✖️ Не то")
    assert told(asked.text)[-1] == "Например: 150к · 1,2 млн"

    assert told((await anna.types("1,5 млн")).text)[0] == "💰 Ромашка · 1 500 000 ₽"


async def test_questions_follow_each_other_and_back_goes_back(anna: Someone) -> None:
    await anna.types("150 Ромашка")
    await anna.presses("💰 Ожидаем")
    when = await anna.presses("150 000 ₽")
    assert told(when.text) == ["💰 Ромашка · 150 000 ₽", "Когда ждать?"]

    again = await anna.presses("‹ Назад")
    assert told(again.text)[-1] == "Например: 150к · 1,2 млн"
    await anna.types("90к")
    card = await anna.presses("Завтра")

    assert told(card.text)[:2] == ["💰 Ромашка · 90 000 ₽", "Ожидаем пн 23 ноября · 50 %"]


async def test_a_wrong_answer_is_named_with_an_example_and_asked_again(town: Town, anna: Someone) -> None:
    await anna.types("оплата Ромашка пн")
    asked = await anna.types("много")
    assert told(asked.text) == [
        "Не понял сумму. Можно так: 150к · 1,2 млн · 148 500,50",
        "",
        "💰 Ромашка",
        "пн 23 ноября",
        "Какая сумма?",
        "Например: 150к · 1,2 млн",
    ]
    await anna.types("150")
    card = await anna.presses("150 000 ₽")

    assert told(card.text)[0] == "💰 Ромашка · 150 000 ₽"


async def test_a_month_can_be_leafed_through(anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка")
    grid = await anna.presses("📅 Календарь")
    assert "·21" in grid.labels

    card = await anna.presses("30")

    assert told(card.text)[1] == "Ожидаем пн 30 ноября · 50 %"


async def test_a_second_tap_on_the_last_answer_records_once(town: Town, anna: Someone) -> None:
    asked = await anna.types("оплата 150к Ромашка пт")
    await anna.taps_twice("Сегодня", on=asked)

    assert (await kept(town, anna)).records == 1


async def test_a_second_tap_creates_one_client(town: Town, anna: Someone) -> None:
    asked = await anna.types("оплата 150к Зюйд завтра")
    await anna.taps_twice("➕ Создать «Зюйд»", on=asked)

    after = await kept(town, anna)
    assert (after.records, after.clients) == (1, len(NAMES) + 1)


async def test_a_restart_in_the_middle_of_a_question_changes_nothing(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150 Ромашка")
    await town.restart()
    await anna.presses("150 000 ₽")
    await town.restart()
    card = await anna.presses("Завтра")

    assert told(card.text)[0] == "💰 Ромашка · 150 000 ₽"


async def test_a_command_inside_a_question_works_and_leaves_it_open(anna: Someone) -> None:
    await anna.types("оплата 150 Ромашка")
    await anna.types("/help")
    asked = await anna.types("150к")

    assert told(asked.text) == ["💰 Ромашка · 150 000 ₽", "Когда ждать?"]


async def test_a_whole_new_line_is_not_taken_for_an_answer(town: Town, anna: Someone) -> None:
    """Once «позвонил Вектор - ждут счёт» was refused as a wrong sum, and the call was lost."""
    await anna.types("оплата 150 Ромашка")
    asked = await anna.types("позвонил Вектор - ждут счёт")

    assert await anna.sees("✅ Звонок: Вектор · 11:00")
    assert told(asked.text) == ["Ромашка: 150 ₽ или 150 000 ₽?"], "the question stands below the card"
    assert [each.type for each in (await kept(town, anna)).done] == [ActivityType.CALL]


async def test_a_new_line_that_asks_something_is_asked_before_the_old_question(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150 Ромашка")
    asked = await anna.types("оплата 90к Вектор")

    assert told(asked.text) == ["💰 Вектор · 90 000 ₽", "Когда ждать?"]
    await anna.presses("Завтра")
    asked = await anna.last()
    assert told(asked.text) == ["Ромашка: 150 ₽ или 150 000 ₽?"]
    await anna.presses("150 000 ₽")
    await anna.presses("Завтра")
    assert {each.client_name for each in (await kept(town, anna)).payments} == {"Вектор", "Ромашка"}


async def test_which_of_several_payments_moves_is_asked_first(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка 25.12")
    await anna.types("оплата 90к Ромашка 10.12")
    asked = await anna.types("перенос Ромашка на пн")
    assert told(asked.text) == ["📅 Ромашка", "пн 23 ноября", "Какую оплату?"]
    assert [told(each)[0] for each in asked.labels[:2]] == ["90 тыс · чт 10.12", "150 тыс · пт 25.12"]

    await anna.presses("150 тыс · пт 25.12")
    card = await anna.presses("Клиент перенёс")

    assert told(card.text)[:2] == ["💰 Ромашка · 150 000 ₽", "Ожидаем пн 23 ноября · 50 %"]
    assert anna.taps == 2


@pytest.mark.parametrize("named", ["150к", "150", "25.12"])
async def test_which_payment_may_be_typed_by_its_sum_or_day(anna: Someone, named: str) -> None:
    await anna.types("оплата 150к Ромашка 25.12")
    await anna.types("оплата 90к Ромашка 10.12")
    await anna.types("перенос Ромашка на пн")

    asked = await anna.types(named)

    assert told(asked.text)[0] == "Ромашка · 150 000 ₽"
    assert told((await anna.types("нет денег")).text)[0] == "💰 Ромашка · 150 000 ₽"


async def test_a_sum_in_the_line_tells_which_payment(anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка 25.12")
    await anna.types("оплата 90к Ромашка 10.12")

    asked = await anna.types("перенос Ромашка 90к на пн")

    assert told(asked.text)[:2] == ["Ромашка · 90 000 ₽", "чт 10.12 → пн 23.11"]


async def test_a_payment_that_will_not_come_asks_why(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка 25.12")
    asked = await anna.types("отмена Ромашка оплата")
    assert told(asked.text) == ["Ромашка · 150 000 ₽", "пт 25.12", "❌ Почему не ждём?"]

    await anna.presses("Нет денег")

    assert (await kept(town, anna)).payments == []


async def test_nothing_to_move_is_said_with_a_way_on(town: Town, anna: Someone) -> None:
    said = await anna.types("перенос Ромашка на пн")

    assert told(said.text) == ["Ромашка: открытых оплат нет.", "Ничего не изменил.", "Ждать новую оплату?"]
    assert (await kept(town, anna)).records == 0
    assert told((await anna.presses("✅ Да, записать")).text)[-1] == "Например: 150к · 1,2 млн"


async def test_a_move_to_the_same_day_asks_no_reason_twice(anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка пн")
    await anna.types("перенос Ромашка на пн")
    said = await anna.presses("Нет денег")

    assert told(said.text) == ["Ромашка · 150 000 ₽: и так ждём пн 23 ноября"]


async def test_a_meeting_is_put_off_at_its_own_hour(town: Town, anna: Someone) -> None:
    await anna.types("встреча с Ким в пн в 15")
    card = await anna.types("перенеси встречу с Ким на среду")

    assert told(card.text) == ["🤝 ИП Ким · ср 25 ноября, 15:00"]


async def test_a_meeting_is_called_off(town: Town, anna: Someone) -> None:
    await anna.types("встреча с Ким в пн в 15")
    card = await anna.types("отмена встречи с Ким")

    assert told(card.text) == ["❌ Встреча: ИП Ким, не будет"]
    assert (await kept(town, anna)).planned == []


async def test_a_meeting_is_an_hour_later(town: Town, anna: Someone) -> None:
    await anna.types("встреча с Ким в пн в 12")

    later = await anna.types("встреча Ким сдвинулась на час позже")
    assert told(later.text) == ["🤝 ИП Ким · пн 23 ноября, 13:00"]
    assert told((await anna.types("встречу с Ким на полчаса раньше")).text) == ["🤝 ИП Ким · пн 23 ноября, 12:30"]
    assert len((await kept(town, anna)).planned) == 1


async def test_a_meeting_is_off_in_other_words(town: Town, anna: Someone) -> None:
    for said in ("отбой встречи с Кимом", "встреча с Кимом слетела", "встреча с Ким не состоится"):
        await anna.types("встреча с Ким в пн в 15")
        assert told((await anna.types(said)).text) == ["❌ Встреча: ИП Ким, не будет"]
    assert (await kept(town, anna)).planned == []


async def test_a_meeting_that_did_not_happen_is_the_end_of_its_plan(town: Town, anna: Someone) -> None:
    await anna.types("встреча с Ким сегодня в 15")
    card = await anna.types("встреча с Кимом не состоялась, заболел")

    assert told(card.text)[0].startswith("✅ Встреча: ИП Ким")
    left = await kept(town, anna)
    assert (left.planned, left.records) == ([], 1)


async def test_an_unclear_sum_stands_in_the_question_what_it_does(anna: Someone) -> None:
    asked = await anna.types("Ромашка 300")

    assert told(asked.text) == ["Ромашка · 300 ₽ или 300 000 ₽", "Ожидаем или пришло?"]


async def test_which_of_several_meetings_is_asked(town: Town, anna: Someone) -> None:
    await anna.types("встреча с Ким в пн в 15")
    await anna.types("встреча с Ким в среду в 12")
    asked = await anna.types("отмена встречи с Ким")
    assert told(asked.text)[-1] == "Какую запись?"

    await anna.types("25.11")

    [left] = (await kept(town, anna)).planned
    assert left.local_date == town.today(3)


async def test_a_photo_sent_to_a_question_about_a_call_goes_with_it(town: Town, anna: Someone) -> None:
    await anna.types("звонил Вектору 2.11")
    await anna.sends_photo()
    await anna.presses("Сегодня")

    [call] = (await kept(town, anna)).done
    assert call.file_id


async def test_a_sticker_to_a_question_gets_a_hint(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150 Ромашка")
    asked = await anna.sends_sticker()

    assert told(asked.text)[-1] == "Ромашка: 150 ₽ или 150 000 ₽?"
    assert await dead_rows(town) == 0


async def test_a_letter_written_on_to_a_name_makes_it_anothers(anna: Someone) -> None:
    """«Вектор-К» is no «Вектор» with a preposition behind it: it is asked, created, and told apart from then on."""
    asked = await anna.types("пришло 90к Ромашка-К")
    created = await anna.presses("➕ Создать «Ромашка-К»", on=asked)

    assert "Ромашка" in asked.labels
    assert created.text.startswith("✅ Ромашка-К · 90 000 ₽ получено")
    assert (await anna.types("пришло 10к Ромашка-К")).text.startswith("✅ Ромашка-К · 10 000 ₽")
    assert (await anna.types("пришло 20к Ромашка")).text.startswith("✅ Ромашка · 20 000 ₽")


@pytest.mark.parametrize("line", ["Зенит не заплатит", "встреча с Зенитом отменяется", "отмена оплаты Зенит"])
async def test_nobody_new_has_anything_to_call_off(town: Town, anna: Someone, line: str) -> None:
    asked = await anna.types(line)
    assert "Не нашёл «Зенит" in asked.text
    assert asked.labels == ["🔎 Найти", "✖️ Отмена"]

    await anna.types("создать")
    assert (await kept(town, anna)).clients == 6
