"""A call in three taps, and what follows from it."""

import pytest

from reports.message.words.terms import outcome_label
from sales.activities.activities import CallOutcome
from tests.kept import Kept
from tests.town import Someone, Town, plain

NAMES = ("Школа 57", "24 Часа", "ИП Ким", "СтройГрад", "Ромашка", "Вектор")


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


KINDS = ["Холодный", "Тёплый", "Текущий"]
"""What call it was: one tap, for as long as the card is fresh."""


async def test_a_call_takes_three_taps_and_no_letter(anna: Someone) -> None:
    asked = await anna.presses_key("📞 Звонок")
    assert asked.text == "📞 Звонок. Кому?"
    assert asked.buttons == [
        ["Вектор", "Ромашка", "СтройГрад"],
        ["ИП Ким", "24 Часа", "Школа 57"],
        ["🔎 Найти", "✖️ Отмена"],
    ]
    ended = await anna.presses("Вектор")
    assert ended.text == "📞 Вектор. Чем закончилось?"
    assert ended.buttons[:3] == [
        ["Поговорили", "Не дозвонился"],
        ["Обещали оплату", "Встреча"],
        ["Отправить КП", "Перезвонить"],
    ]
    card = await anna.presses("Поговорили")

    assert anna.taps <= 3
    assert card.text == "✅ Звонок: Вектор, поговорили · 11:00\nСледующий шаг?"
    assert card.buttons == [["Завтра", "+3 дня", "+7"], ["Дата", "Нет", "↩️ Отменить"], KINDS, ["🧩 Сделка"]]


async def test_all_happens_in_one_message(anna: Someone) -> None:
    asked = await anna.types("/call")
    await anna.presses("Вектор")
    card = await anna.presses("Поговорили")

    assert card.message_id == asked.message_id


async def test_a_promise_of_money_goes_on_with_the_payment(anna: Someone) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    await anna.presses("Обещали оплату")
    asked = await anna.last()
    assert asked.text.startswith("💰 Вектор. Сколько?")

    await anna.types("340к")
    card = await anna.presses("Сегодня")

    assert plain(card.text) == "💰 Вектор · 340 000 ₽\nОжидаем пт 20 ноября · 50 %"
    assert await anna.sees("Обещали оплату")


async def test_a_client_is_found_in_any_case_form(anna: Someone) -> None:
    await anna.types("/call")
    asked = await anna.types("ромашкой")

    assert asked.text == "📞 Ромашка. Чем закончилось?"


async def test_a_near_miss_is_asked_and_not_guessed(town: Town, anna: Someone) -> None:
    await town.has_clients(anna, "Альфа Юг", "Альфа Север")
    await anna.types("/call")
    asked = await anna.types("альфа")

    assert asked.text == "📞 Звонок. Кому?\nПохоже на «Альфа»:"
    assert {"Альфа Юг", "Альфа Север", "➕ Создать «Альфа»"} <= set(asked.labels)
    assert (await anna.presses("Альфа Юг")).text == "📞 Альфа Юг. Чем закончилось?"


async def test_a_new_client_is_created_in_passing(anna: Someone) -> None:
    await anna.types("/call")
    asked = await anna.types("Зюйд-Вест Логистик")
    assert asked.text == "📞 Звонок. Кому?\nНе нашёл «Зюйд-Вест Логистик»"
    await anna.presses("➕ Создать «Зюйд-Вест Логистик»")
    card = await anna.presses("Не дозвонился")

    assert card.text.startswith("✅ Звонок: Зюйд-Вест Логистик · ")


async def test_a_shared_contact_is_the_client_with_that_phone_or_is_asked_about(anna: Someone) -> None:
    await anna.types("/call")
    asked = await anna.shares_contact("+7 912 345-67-89", "Пётр Гончар")
    assert "Такого телефона ещё нет. Чей он?" in asked.text
    made = await anna.presses("➕ Создать «Пётр Гончар»")
    assert made.text == "📞 Пётр Гончар. Чем закончилось?"
    await anna.presses("Поговорили")

    await anna.types("/call")
    assert (await anna.types("8 (912) 345-67-89")).text == "📞 Пётр Гончар. Чем закончилось?"


async def test_a_shared_contact_is_noted_with_the_client_who_is_picked(anna: Someone) -> None:
    await anna.types("/call")
    await anna.shares_contact("+7 912 345-45-67", "Марина Орлова")
    assert (await anna.types("Ромашка")).text == "📞 Ромашка. Чем закончилось?"
    await anna.presses("Поговорили")

    await anna.types("/call")
    assert (await anna.types("8 912 345-45-67")).text == "📞 Ромашка. Чем закончилось?"


async def test_all_clients_can_be_leafed_through(town: Town, anna: Someone) -> None:
    await town.has_clients(anna, *(f"Завод {n}" for n in range(1, 11)))
    await anna.types("/call")
    first = await anna.presses("🔎 Найти")
    second = await anna.presses("›")
    third = await anna.presses("›")

    seen = [label for page in (first, second, third) for label in page.labels]
    assert {*NAMES, *(f"Завод {n}" for n in range(1, 11))} <= set(seen)
    assert "›" not in third.labels
    assert (await anna.presses("‹")).labels == second.labels


async def test_a_photo_goes_with_the_call(anna: Someone) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    asked = await anna.sends_photo()
    assert asked.text.startswith("📎 Приложу к записи")
    card = await anna.presses("Поговорили")

    assert "📎 приложено" in card.text


async def test_a_typed_word_is_the_comment(anna: Someone) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    await anna.types("ждут счёт")
    card = await anna.presses("Поговорили")

    assert card.text.splitlines()[1] == "ждут счёт"


async def test_the_next_step_takes_a_workday_and_says_so(anna: Someone) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    await anna.presses("Поговорили")
    card = await anna.presses("Завтра")

    assert plain(card.text).splitlines()[1:] == [
        "Дальше: 📞 пн 23 ноября, 10:00",
        "сб 21.11 выходной, взял понедельник",
    ]
    kept = await anna.presses("Оставить сб 21.11")
    assert plain(kept.text).splitlines()[1:] == ["Дальше: 📞 сб 21 ноября, 10:00"]


async def test_an_agreed_meeting_is_what_comes_next(anna: Someone) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    await anna.presses("Встреча")
    card = await anna.presses("+3 дня")

    assert "Дальше: 🤝 пн 23 ноября, 10:00" in plain(card.text)


async def test_the_next_step_may_be_on_any_day(anna: Someone) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    await anna.presses("Поговорили")
    await anna.presses("Дата")
    planned = await anna.types("25.12")

    assert plain(planned.text).splitlines()[0] == "📞 Вектор · пт 25 декабря, 10:00"
    assert "Дальше: 📞 пт 25 декабря, 10:00" in plain((await anna.sees("✅ Звонок")).text)


async def test_no_next_step_ends_the_questions(anna: Someone) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    await anna.presses("Поговорили")
    card = await anna.presses("Нет")

    assert card.text == "✅ Звонок: Вектор, поговорили · 11:00"
    assert card.labels == ["↩️ Отменить", "Холодный", "Тёплый", "Текущий", "🧩 Сделка"]


async def test_a_second_tap_on_the_next_step_plans_one(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await anna.presses("Вектор")
    card = await anna.presses("Поговорили")
    await anna.taps_twice("+7", on=card)

    async with town.database.read() as tx:
        planned = await tx.as_(anna.actor).activities.list_planned(town.today(), town.today(9))
    assert len(planned) == 1


@pytest.mark.parametrize("outcome", list(CallOutcome))
async def test_a_second_tap_on_an_outcome_logs_one_call(town: Town, anna: Someone, outcome: CallOutcome) -> None:
    await anna.types("/call")
    asked = await anna.presses("Вектор")
    await anna.taps_twice(outcome_label(outcome), on=asked)

    async with town.database.read() as tx:
        assert [each.outcome for each in await tx.as_(anna.actor).activities.of_day(None, town.today())] == [outcome]


async def test_a_message_without_signal_keeps_its_own_time(town: Town, anna: Someone) -> None:
    """Only typed and sent things carry a date; a press is heard when it comes."""
    await anna.types("/call")
    await anna.presses("Вектор")
    await town.clock.jump(town.minutes(75))
    card = await anna.presses("Поговорили")

    assert card.text.startswith("✅ Звонок: Вектор, поговорили · 12:15")


async def test_a_restart_in_the_middle_changes_nothing(town: Town, anna: Someone) -> None:
    await anna.types("/call")
    await town.restart()
    await anna.presses("Вектор")
    await town.restart()
    card = await anna.presses("Поговорили")

    assert card.text.startswith("✅ Звонок: Вектор")


async def test_a_name_may_hold_html(town: Town, anna: Someone) -> None:
    await town.has_clients(anna, "<b>Рога & Копыта</b>")
    await anna.types("/call")
    asked = await anna.presses("<b>Рога & Копыта</b>")
    assert asked.text == "📞 <b>Рога & Копыта</b>. Чем закончилось?"
    card = await anna.presses("Поговорили")

    assert "<b>Рога & Копыта</b>" in card.text


async def test_somebody_elses_client_is_not_offered(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")
    asked = await boris.types("/call")
    assert asked.text.startswith("📞 Звонок. Кому?\nКлиентов пока нет.")

    found = await boris.types("Вектор")
    assert "➕ Создать «Вектор»" in found.labels


async def test_what_call_it_was_is_one_tap(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    card = await anna.types("позвонил Вектор: интересно")
    card = await anna.taps_twice("Холодный", on=card)
    assert "холодный" in card.text.splitlines()
    assert card.buttons[2] == ["• Холодный", "Тёплый", "Текущий"]
    card = await anna.presses("Текущий", on=card)
    assert "текущий" in card.text.splitlines()
    said = await anna.types("холодный звонок Вектор: нд")
    assert "• Холодный" in said.buttons[2]
