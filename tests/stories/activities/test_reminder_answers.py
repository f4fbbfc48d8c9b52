"""The answers to a reminder: done, an hour later, tomorrow at nine, another time; each once."""

from datetime import timedelta

import pytest

from reports.activities.presses import ReminderPress
from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome
from storage.activities.activity import Activity
from storage.activities.reminders import DueReminder
from tests.planning import at, client_id, lives_in, plans, reminders_of
from tests.town import FRIDAY, Someone, Town

MONDAY, TUESDAY = (FRIDAY + timedelta(days=n) for n in (3, 4))
QUARTER = timedelta(minutes=15)


async def activity(town: Town, someone: Someone, activity_id: int) -> Activity:
    async with town.database.read() as tx:
        return await tx.as_(someone.actor).activities.get(activity_id)


async def reminder(town: Town, someone: Someone) -> DueReminder:
    async with town.database.read() as tx:
        return await tx.as_(someone.actor).reminders.get(1)


async def test_a_planned_meeting_is_closed_in_two_taps(town: Town) -> None:
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "СтройГрад", "12:30", kind=ActivityType.MEETING)
    await town.clock.reach("11:30", step=QUARTER)

    await anna.presses("Сделано", await anna.sees("СтройГрад"))
    seen = await anna.presses("Договорились")

    assert "✅ Встреча: СтройГрад · " in seen.text
    assert "Следующий шаг?" in seen.text
    assert not await reminders_of(anna, "СтройГрад")
    assert (await activity(town, anna, planned)).outcome is MeetingOutcome.AGREED


async def test_a_promise_of_money_leads_on_to_the_expected_payment(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:10")
    await town.clock.reach("11:10", step=timedelta(minutes=10))

    await anna.presses("Сделано")
    seen = await anna.presses("Обещали оплату")

    assert "Вектор" in seen.text
    assert "Отмена" in str((await anna.last()).labels)


async def test_an_hour_later_it_comes_again_as_a_new_message(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:20", comment="ждут счёт")
    await town.clock.reach("11:20", step=timedelta(minutes=20))

    seen = await anna.presses("+1 ч")
    assert seen.text == "📞 11:20 Вектор: ждут счёт\n⏰ Напомню: 12:20"
    assert seen.labels == []

    await town.clock.reach("12:15", step=QUARTER)
    assert not await reminders_of(anna, "Вектор")
    await town.clock.reach("12:20")
    [again] = await reminders_of(anna, "Вектор")
    assert again.message_id > seen.message_id
    assert again.text == "📞 11:20 Вектор: ждут счёт"


async def test_tomorrow_on_a_friday_is_monday_and_that_is_said(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:20")
    await town.clock.reach("11:20", step=timedelta(minutes=20))

    seen = await anna.presses("Завтра 9:00")
    assert "⏰ Напомню: пн 23.11, 09:00" in seen.text.replace("\u00a0", " ")
    assert "сб 21.11" in seen.text.replace("\u00a0", " ")

    await town.clock.jump(timedelta(days=2, hours=21, minutes=30))
    assert town.clock.local().date() == MONDAY
    await town.clock.reach("09:00", MONDAY, QUARTER)
    [again] = await reminders_of(anna, "Вектор")
    assert again.text.replace("\u00a0", " ") == "📞 пт 20.11 11:20 Вектор"


async def test_an_hour_that_ends_in_the_night_lasts_until_the_morning_message(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "19:30")
    await town.clock.reach("19:30", step=QUARTER * 2)

    seen = await anna.presses("+1 ч", await anna.sees("Вектор"))
    assert "утреннем сообщении: пн 23.11, 09:00" in seen.text.replace("\u00a0", " ")

    await town.clock.reach("21:00", step=QUARTER * 2)
    assert not await reminders_of(anna, "Вектор")
    await town.clock.jump(timedelta(days=2, hours=11))
    await town.clock.reach("09:05", MONDAY, QUARTER)
    assert "Вектор" in (await anna.sees("Доброе утро, Анна")).text
    assert not await reminders_of(anna, "Вектор")


async def test_another_time_is_picked_and_the_old_reminder_goes(town: Town) -> None:
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "Вектор", "11:20")
    await town.clock.reach("11:20", step=timedelta(minutes=20))

    await anna.presses("Другое")
    await anna.types("во вторник")
    await anna.types("15:30")

    assert (await activity(town, anna, planned)).planned_at == at("15:30", TUESDAY)
    assert not await reminders_of(anna, "Вектор")
    assert "вт" in (await anna.sees("Вектор")).text


async def test_leaving_the_dialog_leaves_the_reminder(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:20")
    await town.clock.reach("11:20", step=timedelta(minutes=20))

    await anna.presses("Другое")
    await anna.presses("✖️ Отмена")

    assert len(await reminders_of(anna, "Вектор")) == 1


async def test_a_reminder_works_in_the_middle_of_another_dialog(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:20")
    await town.clock.reach("11:20", step=timedelta(minutes=20))
    reminded = await anna.sees("Вектор")
    await anna.types("/pay")

    seen = await anna.presses("+1 ч", reminded)

    assert "⏰ Напомню: 12:20" in seen.text
    assert "✖️ Отмена" in (await anna.last()).labels


@pytest.mark.parametrize("answer", ["+1 ч", "Завтра 9:00"])
async def test_a_second_tap_puts_nothing_off_twice(town: Town, answer: str) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:20")
    await town.clock.reach("11:20", step=timedelta(minutes=20))

    await anna.taps_twice(answer)

    assert (await reminder(town, anna)).version == 2
    assert "Уже записано" in await anna.toast()


async def test_a_reminder_of_what_was_done_elsewhere_shows_how_it_stands(town: Town) -> None:
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "Вектор", "11:20")
    await town.clock.reach("11:20", step=timedelta(minutes=20))
    async with town.database.write() as tx:
        await tx.as_(anna.actor).activity_changes.finish(planned, CallOutcome.TALKED, town.clock.now())

    seen = await anna.presses("+1 ч")

    assert "✅ Звонок: Вектор, поговорили" in seen.text
    assert await anna.toast() == "Уже записано"


async def test_their_own_clock_is_named_where_it_differs(town: Town) -> None:
    anna = await town.manager("Анна")
    await lives_in(town, anna, "Asia/Vladivostok")
    await plans(town, anna, "Вектор", "11:20")
    await town.clock.reach("11:20", step=timedelta(minutes=20))

    seen = await anna.presses("Завтра 9:00")

    assert "пн 23.11, 09:00 по вашим часам" in seen.text.replace("\u00a0", " ")


@pytest.mark.parametrize("reminder_id", [1, 999])
async def test_a_foreign_reminder_and_an_absent_one_answer_alike(town: Town, reminder_id: int) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    planned = await plans(town, anna, "Вектор", "11:10")
    await town.clock.reach("11:10", step=timedelta(minutes=10))
    before = await reminder(town, anna)

    for deed in ("done", "hour", "tomorrow", "other"):
        said = await boris.forges(ReminderPress(deed=deed, reminder_id=reminder_id, version=1).pack())
        assert said == "Эта запись вам недоступна."

    assert await reminder(town, anna) == before
    assert (await activity(town, anna, planned)).is_planned


async def test_in_english_it_is_as_short(town: Town) -> None:
    anna = await town.manager("Anna")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).people.set_language("en")
        await client_id(tx, anna, "Vector")
    await plans(town, anna, "Vector", "11:20", comment="waiting for the invoice")

    await town.clock.reach("11:20", step=timedelta(minutes=20))
    seen = await anna.last()
    assert seen.text == "📞 11:20 Vector: waiting for the invoice"
    assert seen.labels == ["Done", "+1 h", "Tomorrow 9:00", "Other time"]
    assert "⏰ I'll remind you: 12:20" in (await anna.presses("+1 h")).text
