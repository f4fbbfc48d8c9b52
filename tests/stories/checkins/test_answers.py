"""A manager is asked what came, and answers with one tap a row: the same message tells what was said."""

from contextlib import suppress

import pytest
from sqlalchemy import text

from reports.checkins.presses import CheckinPress
from reports.message.columns import HALF, width
from tests.stories.checkins.checkin_day import at, checkin_of, gathered, moves, receives, three_payments, told
from tests.town import Seen, Someone, Town, plain


async def asked(town: Town, anna: Someone, wall: str = "11:47") -> Seen:
    await at(town, "11:45", wall)
    return await anna.sees("Факт оплат к 12:00")


async def test_a_quarter_before_the_slot_every_payment_has_a_row(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)

    await at(town, "11:44")
    await anna.sees_nothing_of("Факт оплат")
    question = await asked(town, anna)

    assert told(question) == [
        "Факт оплат к 12:00",
        "Ждём 565 тыс, пришло 0",
        "",
        "1 Вектор 340 тыс · 80 %",
        "2 Ромашка 150 тыс · 80 %",
        "3 ИП Ким 75 тыс · 60 %",
    ]
    assert question.buttons == [
        ["1 ✅", "◐", "📅", "❌"],
        ["2 ✅", "◐", "📅", "❌"],
        ["3 ✅", "◐", "📅", "❌"],
        ["Без изменений"],
        ["Всё пришло", "+ Внеплановая"],
    ]


async def test_the_numbers_stand_in_one_column(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)

    rows = (await asked(town, anna)).text.splitlines()[3:]

    ends = [width(line[: line.index("тыс")]) for line in rows]
    assert max(ends) - min(ends) <= HALF, "within a quarter of a digit on either side"


async def test_what_was_pressed_stands_in_the_same_message_and_its_buttons_go(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)

    await anna.presses("1 ✅", on=question)
    await moves(anna, "3", "Завтра", "Ждём документы")

    now = await anna.sees_edited(question)
    assert told(now) == [
        "Факт оплат к 12:00",
        "Ждём 565 тыс, пришло 340 тыс",
        "",
        "✅ Вектор 340 тыс · 11:47",
        "📅 ИП Ким 75 тыс → пн 23.11, ждём документы",
        "2 Ромашка 150 тыс · 80 %",
    ]
    assert now.buttons == [["2 ✅", "◐", "📅", "❌"], ["Без изменений", "↩️ Отменить"], ["+ Внеплановая"]]


async def test_a_move_to_saturday_says_which_day_was_taken(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    await asked(town, anna)

    await moves(anna, "3", "Завтра", "Ждём документы")

    card = plain((await anna.last()).text)
    assert "Ожидаем пн 23 ноября" in card
    assert "сб 21.11 банк не проводит, взял понедельник" in card


async def test_a_second_tap_changes_nothing(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)

    await anna.taps_twice("1 ✅", on=question)

    assert await anna.toast() == "Уже записано."
    assert not (await anna.phone.state())["toasts"][-1]["show_alert"], "a thumb that slipped has no window to close"
    assert told(await anna.sees_edited(question))[1] == "Ждём 565 тыс, пришло 340 тыс"


async def test_no_change_is_one_tap(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)

    await anna.presses("Без изменений", on=question)

    now = await anna.sees_edited(question)
    assert told(now)[-1] == "Без изменений · 11:47"
    assert "Без изменений" not in now.labels
    assert now.buttons[0] == ["1 ✅", "◐", "📅", "❌"], "the money may still come"


async def test_all_of_it_has_come(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)

    await anna.presses("Всё пришло", on=question)
    whether = await anna.sees_edited(question)
    assert told(whether)[-1] == "3 оплаты на 565 тыс, все пришли?"
    assert whether.buttons == [["Да, все пришли"], ["‹ Назад"]]
    assert told(whether)[1] == "Ждём 565 тыс, пришло 0"
    await anna.presses("Да, все пришли", on=question)

    now = await anna.sees_edited(question)
    assert told(now)[1] == "Ждём 565 тыс, пришло 565 тыс"
    assert now.buttons == [["+ Внеплановая", "↩️ Отменить"]]
    assert plain(await anna.toast()) == "Записано: 565 000 ₽"


async def test_of_a_part_the_rest_is_asked_about_once(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "Ромашка", 150_000, probability=80)
    question = await asked(town, anna)

    await anna.presses("◐", on=question)
    card = await anna.types("50к")
    assert "Когда ждать" in card.text or "осталось" in card.text.lower(), card.text
    partly = await anna.sees_edited(question)
    assert told(partly)[3] == "1 Ромашка 50 из 150 тыс · ◐ 11:47"
    await anna.presses("+3")

    assert told(await anna.sees_edited(partly))[3] == "📅 Ромашка 50 из 150 тыс → пн 23.11, клиент перенёс"


async def test_what_does_not_come_today_says_why_and_may_be_given_a_day(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)

    await anna.presses_at(2, 3, on=question)
    card = await anna.presses("Нет денег")

    assert "сегодня не ждём" in card.text
    assert "📅 Перенести" in card.labels
    now = await anna.sees_edited(question)
    assert told(now)[3] == "❌ ИП Ким 75 тыс · нет денег"
    assert now.buttons[2] == ["3 ✅", "📅"]


async def test_an_overdue_payment_shows_for_how_long(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "Школа 57", 90_000, on=town.today(-12))

    question = await asked(town, anna)

    assert told(question)[1:] == ["Просрочено 90 тыс, пришло 0", "", "1 Школа 57 90 тыс · ⚠️ 12 дней"]


async def test_a_second_move_is_marked(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "ИП Ким", 75_000, probability=60, moves=2)

    assert told(await asked(town, anna))[3] == "1 ИП Ким 75 тыс · 60 % ⚠️ 2-й перенос"


async def test_more_rows_than_a_thumb_finds_are_paged(town: Town) -> None:
    anna = await town.manager("Анна")
    for n in range(12):
        await town.expects(anna, f"Клиент {n}", 100_000 - n * 1000)

    question = await asked(town, anna)

    assert len(question.buttons) == 8
    assert len(question.text.splitlines()) <= 12
    assert question.buttons[5] == ["Ещё 7 ›"]
    second = await anna.presses("Ещё 7 ›", on=question)
    assert told(second)[3] == "6 Клиент 5 95 тыс · 50 %"
    await anna.presses("6 ✅", on=second)
    assert len((await anna.sees("Факт оплат к 12:00")).text.splitlines()) <= 12


async def test_many_answers_are_told_in_one_line(town: Town) -> None:
    anna = await town.manager("Анна")
    for n in range(9):
        await town.expects(anna, f"Клиент {n}", 100_000)
    question = await asked(town, anna)

    for number in range(1, 6):
        await anna.presses(f"{number} ✅", on=await anna.sees("Факт оплат к 12:00"))

    now = await anna.sees_edited(question)
    assert "✅ ещё 2: 200 тыс" in told(now)
    assert len(now.text.splitlines()) <= 12


async def test_five_minutes_before_the_silent_are_reminded_in_a_message_of_its_own(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45")
    await team.boris.presses("Без изменений")
    question = await team.viktor.sees("Факт оплат к 12:00")

    await at(town, "11:55")

    reminder = await team.viktor.sees("жду ответа")
    assert told(reminder) == ["Факт оплат к 12:00: жду ответа", "2 оплаты, 250 тыс"]
    assert reminder.message_id != question.message_id
    await team.boris.sees_nothing_of("жду ответа")

    await team.viktor.presses("Без изменений", on=reminder)

    await team.viktor.sees_nothing_of("жду ответа")
    assert told(await team.viktor.sees_edited(question))[-1] == "Без изменений · 11:55"


async def test_the_reminder_opens_the_question_below(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna, "11:55")

    await anna.presses("Ответить")

    assert (await anna.sees("Факт оплат к 12:00")).message_id > question.message_id
    await anna.sees_nothing_of("жду ответа")


async def test_the_questions_of_the_day_follow_each_other(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    first = await asked(town, anna)
    await anna.presses("Без изменений", on=first)

    await at(town, "12:00", "15:45")

    second = await anna.sees("Факт оплат к 16:00")
    assert "Без изменений" in second.labels, "for this slot nothing was said yet"
    closed = await anna.sees("Факт оплат к 12:00")
    assert closed.message_id == first.message_id
    assert told(closed)[-1] == "Эта сверка закрыта"
    assert closed.buttons == []


async def test_a_press_on_an_earlier_question_opens_the_one_of_now(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    await asked(town, anna)
    old = CheckinPress(deed="all", checkin_id=await checkin_of(town, anna)).pack()
    await at(town, "12:00", "15:45")

    assert await anna.forges(old) == "Есть сверка новее, открыл её"

    assert told(await anna.last())[:2] == ["Факт оплат к 16:00", "Ждём 565 тыс, пришло 0"]


async def test_nothing_planned_is_asked_about_at_the_end_of_the_day_only(town: Town) -> None:
    anna = await town.manager("Анна")

    await at(town, "11:45", "12:00", "15:45", "16:00")
    await anna.sees_nothing_of("Факт оплат")
    await at(town, "17:45")

    question = await anna.sees("Факт оплат к 18:00")
    assert "Были внеплановые оплаты?" in told(question)
    assert question.buttons == [["Не было", "+ Внеплановая"], ["План на завтра"]]
    await anna.presses("Не было", on=question)
    assert "Внеплановых не было · 17:45" in told(await anna.sees_edited(question))


@pytest.mark.parametrize("said", ["внеплановая 20к Ромашка", "возврат Ромашка 5к"])
async def test_money_told_of_under_the_question_is_its_answer(town: Town, said: str) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка")
    await at(town, "17:45")
    question = await anna.sees("Были внеплановые оплаты?")

    await anna.types(said)
    assert (await anna.sees_edited(question)).buttons == [["+ Внеплановая"], ["План на завтра"]]
    await at(town, "17:55", "18:00", "18:30")

    await anna.sees_nothing_of("жду ответа")
    assert "нет ответа" not in (await olga.sees("Факт оплат · 18:00")).text


async def test_money_of_before_the_question_does_not_answer_it(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка")
    await anna.types("пришло 20к Ромашка")
    await at(town, "17:45", "18:00")
    question = await anna.sees("Были ещё внеплановые оплаты?")

    assert "нет ответа" in (await olga.sees("Факт оплат · 18:00")).text
    await anna.presses("Больше не было", on=question)
    assert "ещё" not in (await anna.sees_edited(question)).text
    assert "нет ответа" not in (await olga.last()).text


@pytest.mark.parametrize("said", ["не было", "внеплановых оплат не было"])
async def test_no_money_off_plan_is_said_in_words(town: Town, said: str) -> None:
    anna = await town.manager("Анна")
    await at(town, "17:45")
    await anna.types(said)

    assert (await anna.last()).text == "Записал: без изменений"
    await anna.sees("Внеплановых не было · 17:45")


async def test_who_has_logged_everything_unasked_is_not_asked(town: Town) -> None:
    anna = await town.manager("Анна")
    payment_id = await town.expects(anna, "Ромашка", 150_000)
    async with town.database.write() as tx:
        await tx.as_(anna.actor).receipts.settle(payment_id, town.today())

    await at(town, "11:45", "12:00")

    await anna.sees_nothing_of("Факт оплат")


async def test_money_logged_elsewhere_redraws_the_question(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)

    await anna.types("/fact")
    await anna.presses("Вектор · 340 тыс")
    await anna.presses("340 000 ₽")

    assert told(await anna.sees_edited(question))[3] == "✅ Вектор 340 тыс · 11:47"


async def test_money_off_plan_is_entered_from_the_question(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    await town.has_clients(anna, "Школа 57")
    question = await asked(town, anna)

    await anna.presses("+ Внеплановая", on=question)
    await anna.presses("Школа 57")
    await anna.types("50к")

    assert told(await anna.sees_edited(question))[-1] == "Вне плана: 50 тыс"


async def test_a_move_taken_back_asks_again(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)
    await moves(anna, "3", "Завтра", "Ждём документы")

    await anna.presses("↩️ Отменить")

    assert told(await anna.sees_edited(question))[5] == "3 ИП Ким 75 тыс · 60 %"


async def test_a_tap_taken_back_can_be_tapped_again(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "Вектор", 340_000, probability=80)
    question = await asked(town, anna)
    await anna.presses("1 ✅", on=question)
    await anna.types("/undo")
    assert told(await anna.sees("Факт оплат к 12:00"))[3] == "1 Вектор 340 тыс · 80 %"

    await anna.presses("1 ✅", on=await anna.sees("Факт оплат к 12:00"))

    assert told(await anna.sees("Факт оплат к 12:00"))[3] == "✅ Вектор 340 тыс · 11:47"


async def test_a_colleagues_checkin_is_answered_like_an_absent_one(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45")
    hers = await checkin_of(town, team.anna)

    for checkin_id in (hers, 999_999):
        for deed in ("came", "part", "move", "no", "same", "settled", "all", "extra", "page", "open"):
            data = CheckinPress(deed=deed, checkin_id=checkin_id, payment_id=1).pack()
            assert await team.viktor.forges(data) == "Эта запись вам недоступна."

    assert told(await team.anna.last())[1] == "Ждём 565 тыс, пришло 0"


async def test_a_colleagues_payment_on_ones_own_checkin_is_refused(town: Town) -> None:
    team = await gathered(town)
    hers = await town.expects(team.anna, "Чужой", 10_000)
    await at(town, "11:45")
    mine = await checkin_of(town, team.viktor)

    for deed in ("came", "part", "move", "no"):
        data = CheckinPress(deed=deed, checkin_id=mine, payment_id=hers).pack()
        assert await team.viktor.forges(data) == "Эта запись вам недоступна."


@pytest.mark.parametrize(
    "data", ["c:came:1:-1:1", "c:came:1_0:1:1", "c:came:" + "9" * 30 + ":1:1", "c:wipe:1:1:1", "c"]
)
async def test_a_button_made_by_hand_does_nothing(town: Town, data: str) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)

    await anna.forges(data)

    assert (await anna.sees("Факт оплат к 12:00")).text == question.text


async def test_it_reads_as_well_in_english(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    async with town.database.write() as tx:
        await tx.as_(anna.actor).people.set_language("en")
    await at(town, "11:45")
    question = await anna.sees("Payments by 12:00")

    assert told(question)[:2] == ["Payments by 12:00", "Expected 565 K, received 0"]
    assert question.buttons[3:] == [["No change"], ["All received", "+ Off plan"]]


async def test_before_the_first_slot_the_command_shows_todays_plan(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)

    plan = await anna.types("/checkin")

    assert told(plan)[:2] == ["Факт оплат к 12:00", "Ждём 565 тыс, пришло 0"]
    await anna.presses("Без изменений", on=plan)
    await town.expects(anna, "Позже", 35_000)
    await at(town, "11:45")
    question = await anna.last()
    assert question.message_id == plan.message_id, "what was answered is not asked again"


async def test_a_plan_that_was_looked_at_is_asked_about_all_the_same(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    plan = await anna.types("/checkin")
    await town.expects(anna, "Позже", 35_000)

    await at(town, "11:45")

    question = await anna.last()
    assert question.message_id > plan.message_id
    assert told(question)[1] == "Ждём 600 тыс, пришло 0"


async def test_who_answered_ahead_of_time_is_not_asked(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    plan = await anna.types("/checkin")
    await anna.presses("Без изменений", on=plan)

    await at(town, "11:45", "11:55")

    assert (await anna.last()).message_id == plan.message_id


async def test_the_command_opens_the_question_of_now(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)
    await at(town, "12:30")

    opened = await anna.types("/checkin")

    assert opened.message_id > question.message_id
    await anna.presses("1 ✅", on=opened)
    assert told(await anna.sees_edited(opened))[3] == "✅ Вектор 340 тыс · 12:30"


async def test_on_a_day_off_the_command_says_so(town: Town) -> None:
    anna = await town.manager("Анна")
    await at(town, "12:00", day=town.today(1))

    assert "Сегодня выходной" in (await anna.types("/checkin")).text


async def test_receipts_from_the_office_count_too(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    await receives(town, anna, "Школа 57", 50_000)

    assert told(await asked(town, anna))[-1] == "Вне плана: 50 тыс"


async def test_a_double_tap_on_the_last_row_takes_nothing_back(town: Town) -> None:
    """What stands in the place of ✅ when it is done is never the ↩️ of it."""
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    await anna.types("оплата 150к Вектор сегодня")
    await town.clock.reach("11:45")
    question = await anna.last()
    row, col = next(
        (row, col) for row, keys in enumerate(question.buttons) for col, key in enumerate(keys) if key.endswith("✅")
    )

    await anna.phone.presses_at(row, col, on=question)
    await town.settle()
    with suppress(AssertionError):
        await anna.phone.presses_at(row, col, on=question)
    await town.settle()

    assert "150" in (await anna.types("/stats")).text
    async with town.database.read() as tx:
        facts = await tx.session.scalar(text("SELECT count(*) FROM facts WHERE undone_at IS NULL"))
    assert facts == 1


async def test_money_that_comes_after_no_change_is_a_change(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)
    await anna.presses("Без изменений", on=question)

    await at(town, "11:52")
    await anna.types("пришло 340к Вектор")

    now = await anna.sees("Факт оплат к 12:00")
    assert told(now)[-1] == "Остальное без изменений · 11:47"

    for line in ("пришло 150к Ромашка", "пришло 75к Ким"):
        await anna.types(line)
    assert "без изменений" not in (await anna.sees("Факт оплат к 12:00")).text.lower()


async def test_the_weekday_of_today_is_the_next_one_where_money_is_moved_off_today(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)
    await anna.presses("📅", on=question)

    asked_why = await anna.types("вообще-то в пт")

    assert "Сегодня или" not in asked_why.text
    await anna.presses("Нет денег")
    assert any("→ пт 27.11, нет денег" in line for line in told(await anna.sees_edited(question)))


async def test_a_closed_question_tells_of_the_rows_that_have_no_room(town: Town) -> None:
    anna = await town.manager("Анна")
    for n in range(1, 10):
        await town.expects(anna, f"Клиент {n}", n * 10_000)
    question = await asked(town, anna)

    await at(town, "15:45")

    closed = told(await anna.sees_edited(question))
    assert "Эта сверка закрыта" in closed
    rows = [line for line in closed if "Клиент" in line]
    assert (len(rows), "и ещё 4, 100 тыс" in closed) == (5, True)
    assert "и ещё" not in (await anna.sees("Факт оплат к 16:00")).text
