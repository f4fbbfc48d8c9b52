"""Every answer to a check-in carries ↩️: a row, all rows, «Без изменений», «❌»; and yesterday's buttons work."""

from collections.abc import Awaitable, Callable

import pytest

from storage.payments.receipts import NewFact
from tests.kept import Kept
from tests.stories.checkins.checkin_day import at, three_payments, told
from tests.town import Seen, Someone, Town, plain


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await three_payments(town, anna)
    return anna


async def asked(town: Town, anna: Someone) -> Seen:
    await at(town, "11:45", "11:47")
    return await anna.sees("Факт оплат к 12:00")


async def all_came(anna: Someone, question: Seen) -> None:
    await anna.presses("Всё пришло", on=question)
    await anna.presses("Да, все пришли", on=question)


async def test_all_of_it_is_taken_back_by_one_tap_and_a_second_is_a_quiet_toast(town: Town, anna: Someone) -> None:
    question = await asked(town, anna)
    await all_came(anna, question)

    await anna.taps_twice("↩️ Отменить", on=question)

    now = await anna.sees_edited(question)
    assert (now.text, now.labels) == (question.text, question.labels)
    assert await anna.toast() == "Уже отменено"


async def test_all_of_it_is_one_deed_of_undo(town: Town, anna: Someone) -> None:
    question = await asked(town, anna)
    await all_came(anna, question)

    await anna.types("/undo")

    assert told(await anna.sees_edited(question))[1] == "Ждём 565 тыс, пришло 0"


async def test_old_debts_are_no_part_of_all_that_came(town: Town, anna: Someone) -> None:
    await town.expects(anna, "Старый", 90_000, on=town.today(-8))
    question = await asked(town, anna)

    await anna.presses("Всё пришло", on=question)
    whether = await anna.sees_edited(question)
    await anna.presses("Да, все пришли", on=question)

    assert told(whether)[-2:] == ["3 оплаты на 565 тыс, все пришли?", "Без старых долгов: 90 тыс"]
    assert told(await anna.sees_edited(question))[1] == "Ждём 565 тыс, пришло 565 тыс"


async def test_not_all_of_it(town: Town, anna: Someone) -> None:
    question = await asked(town, anna)
    await anna.presses("Всё пришло", on=question)
    await anna.presses("‹ Назад", on=question)
    assert (await anna.sees_edited(question)).buttons == question.buttons


@pytest.mark.parametrize("answer", ["1 ✅", "Без изменений"])
async def test_an_answer_is_taken_back_where_it_was_given(town: Town, anna: Someone, answer: str) -> None:
    question = await asked(town, anna)

    await anna.presses(answer, on=question)
    await anna.presses("↩️ Отменить", on=question)

    now = await anna.sees_edited(question)
    assert (now.text, now.labels) == (question.text, question.labels)


async def test_not_today_is_taken_back_by_its_card(town: Town, anna: Someone) -> None:
    question = await asked(town, anna)
    await anna.presses("❌", on=question)
    card = await anna.presses("Нет денег")
    assert card.labels == ["📅 Перенести", "↩️ Отменить"]

    await anna.presses("↩️ Отменить", on=card)

    assert (await anna.sees_edited(question)).text == question.text


async def part_of_it(anna: Someone, question: Seen) -> Seen:
    await anna.presses("◐", on=question)
    return await anna.types("50к")


async def moved(anna: Someone, question: Seen) -> Seen:
    await anna.presses("📅", on=question)
    await anna.types("пн")
    return await anna.presses("Клиент перенёс")


async def owes_word(town: Town, anna: Someone) -> bool:
    async with town.database.read() as tx:
        return (await tx.system.days.of_person(anna.actor, town.today(), "12:00")).is_silent


@pytest.mark.parametrize("answer", [part_of_it, moved])
@pytest.mark.parametrize("door", ["card", "/undo"])
async def test_the_last_answer_goes_back_with_its_money_or_its_move(
    town: Town, anna: Someone, answer: Callable[[Someone, Seen], Awaitable[Seen]], door: str
) -> None:
    """The check-in is open again, and the row as it was: the lead reads that somebody owes a word."""
    question = await asked(town, anna)
    for row in ("1 ✅", "2 ✅"):
        await anna.presses(row, on=question)
    before = await anna.sees_edited(question)
    card = await answer(anna, before)
    assert not await owes_word(town, anna)

    if door == "card":
        await anna.presses("↩️ Отменить", on=card)
    else:
        await anna.types("/undo")

    now = await anna.sees_edited(question)
    assert (now.text, now.labels) == (before.text, before.labels)
    assert await owes_word(town, anna)


async def test_of_two_answers_of_one_row_the_newer_stands_when_the_older_money_goes(town: Town, anna: Someone) -> None:
    question = await asked(town, anna)
    first = await part_of_it(anna, question)
    await anna.presses("1 ✅", on=question)
    await anna.presses("↩️ Отменить", on=first)
    assert "340 тыс" in (await anna.sees_edited(question)).text


async def test_money_like_money_that_is_there_is_asked_about_before_it_counts(town: Town, anna: Someone) -> None:
    question = await asked(town, anna)
    async with town.database.write() as tx:
        client_id = await town.client_id(tx, anna, "Вектор")
        await tx.as_(anna.actor).receipts.record(NewFact(client_id, 34_000_000, town.today()))

    await anna.presses("1 ✅", on=question)
    await anna.presses("1 ✅", on=question)
    assert sum("Похоже на запись" in each for each in await anna.messages()) == 1
    await anna.presses("Та же", on=await anna.sees("Похоже на запись от 20.11"))

    assert told(await anna.sees_edited(question))[1] == "Ждём 565 тыс, пришло 340 тыс"


async def test_of_all_that_came_the_doubtful_one_is_asked_about(town: Town, anna: Someone) -> None:
    question = await asked(town, anna)
    async with town.database.write() as tx:
        client_id = await town.client_id(tx, anna, "Вектор")
        await tx.as_(anna.actor).receipts.record(NewFact(client_id, 34_000_000, town.today()))

    await all_came(anna, question)
    shown = told(await anna.sees_edited(question))
    assert shown[1] == "Ждём 565 тыс, пришло 225 тыс"
    assert "Вне плана: 340 тыс" in shown
    await anna.presses("Ещё одна", on=await anna.sees("Похоже на запись от 20.11"))

    assert told(await anna.sees_edited(question))[1] == "Ждём 565 тыс, пришло 565 тыс"


async def test_a_debt_of_yesterday_is_moved_from_where_it_stands(town: Town, anna: Someone) -> None:
    question = await asked(town, anna)
    await at(town, "09:30", day=town.today(3))

    await anna.presses("📅", on=question)
    await anna.presses("Завтра")
    card = await anna.presses("Ждём документы")

    assert "Ожидаем вт 24 ноября" in plain(card.text)


@pytest.mark.parametrize(
    ("sign", "answer", "told_today"), [("◐", "30к", "30 из 340 тыс"), ("❌", "Нет денег", "❌ Вектор")]
)
async def test_a_row_of_yesterday_is_answered_today_from_where_it_stands(
    town: Town, anna: Someone, sign: str, answer: str, told_today: str
) -> None:
    question = await asked(town, anna)
    await at(town, "09:30", "11:45", day=town.today(3))

    await anna.presses(sign, on=question)
    await (anna.types(answer) if sign == "◐" else anna.presses(answer))

    assert told_today in " ".join(plain((await anna.types("/checkin")).text).split())


@pytest.mark.parametrize("sign", ["1 ✅", "◐"])
async def test_a_row_of_friday_is_answered_on_a_saturday(town: Town, anna: Someone, sign: str) -> None:
    """Nothing is asked on a day off: once the button only took the other buttons away."""
    question = await asked(town, anna)
    await at(town, "10:30", day=town.today(1))

    await anna.presses(sign, on=question)
    form = await anna.last()
    assert "📅 Дата: сб 21.11" in [plain(each) for each in form.labels]
    await anna.presses("340 000 ₽", on=form)

    assert "Вектор · 340 000 ₽ получено" in plain((await anna.last()).text)


async def test_a_reminder_asks_no_more_once_a_line_has_answered(town: Town, anna: Someone) -> None:
    await asked(town, anna)
    await at(town, "11:55")
    reminder = await anna.sees("жду ответа")

    for line in ("пришло 340к Вектор", "пришло 150к Ромашка", "пришло 75к Ким"):
        await anna.types(line)

    left = await anna.phone.find(reminder.message_id)
    assert left is None or (plain(left.text), left.labels) == ("Факт оплат к 12:00: ответ есть", [])


async def test_a_reminder_says_what_is_left_to_answer(town: Town, anna: Someone) -> None:
    question = await asked(town, anna)
    await at(town, "11:55")
    reminder = await anna.sees("жду ответа")
    assert "3 оплаты, 565 тыс" in plain(reminder.text)

    await anna.presses("1 ✅", on=question)

    assert "2 оплаты, 225 тыс" in plain((await anna.sees_edited(reminder)).text)
