"""Reminders: at their time, in the morning instead of the night, put off, answered once."""

import asyncio
from datetime import timedelta

import pytest

from reports.buttons import ReminderPress
from sales.activities import ActivityType, CallOutcome, MeetingOutcome
from scheduler.reminders import look
from simulator.phone import Seen
from storage.reminders import DueReminder
from tests.planning import at, client_id, is_away, lives_in, plans
from tests.town import FRIDAY, Someone, Town

SATURDAY, MONDAY, TUESDAY = (FRIDAY + timedelta(days=n) for n in (1, 3, 4))
QUARTER = timedelta(minutes=15)


async def reminders_of(someone: Someone, client: str) -> list[Seen]:
    return [
        each for each in await someone.phone.chat() if each.by_bot and client in each.text and "+1 ч" in each.labels
    ]


async def activity(town: Town, someone: Someone, activity_id: int):
    async with town.database.read() as tx:
        return await tx.activities.get(someone.actor, activity_id)


async def reminder(town: Town, someone: Someone) -> DueReminder:
    async with town.database.read() as tx:
        return await tx.reminders.get(someone.actor, 1)


async def test_a_call_is_reminded_at_its_time_with_four_answers(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "15:00", comment="ждут счёт")

    await town.clock.reach("14:50", step=QUARTER)
    await town.clock.reach("14:59")
    assert not await reminders_of(anna, "Вектор")
    await town.clock.reach("15:00")

    seen = await anna.last()
    assert seen.text == "📞 15:00 Вектор: ждут счёт"
    assert seen.labels == ["Сделано", "+1 ч", "Завтра 9:00", "Другое"]


async def test_a_meeting_is_reminded_a_day_and_an_hour_before(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "СтройГрад", "12:30", TUESDAY, ActivityType.MEETING, "показать расчёт")

    await town.clock.jump(timedelta(days=2, hours=21))
    await town.clock.reach("12:30", MONDAY, QUARTER)
    assert (await anna.sees("СтройГрад")).text == "🤝 завтра 12:30 СтройГрад: показать расчёт"

    await town.clock.jump(timedelta(hours=22))
    await town.clock.reach("11:30", TUESDAY, QUARTER)
    assert (await anna.last()).text == "🤝 12:30 СтройГрад: показать расчёт"


async def test_a_planned_meeting_is_closed_in_two_taps(town: Town) -> None:
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "СтройГрад", "12:30", kind=ActivityType.MEETING)
    await town.clock.reach("11:30", step=QUARTER)

    await anna.presses("Сделано", await anna.sees("СтройГрад"))
    seen = await anna.presses("Договорились")

    assert "✅ Встреча: СтройГрад, договорились" in seen.text
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
        await tx.activities.done(anna.actor, planned, CallOutcome.TALKED, town.clock.now())

    seen = await anna.presses("+1 ч")

    assert "✅ Звонок: Вектор, поговорили" in seen.text
    assert await anna.toast() == "Уже записано"


@pytest.mark.parametrize("deed", ["done", "moved", "cancelled"])
async def test_what_was_done_moved_or_called_off_first_is_not_reminded(town: Town, deed: str) -> None:
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "Вектор", "11:20")
    async with town.database.write() as tx:
        if deed == "done":
            await tx.activities.done(anna.actor, planned, None, town.clock.now())
        elif deed == "moved":
            await tx.activities.postpone(anna.actor, planned, at("15:00", TUESDAY))
        else:
            await tx.activities.cancel(anna.actor, planned)

    await town.clock.reach("11:40", step=timedelta(minutes=20))

    assert not await reminders_of(anna, "Вектор")


async def test_what_was_done_while_it_waited_to_be_sent_is_not_shown(town: Town) -> None:
    anna = await town.manager("Анна")
    planned = await plans(town, anna, "Вектор", "11:10")
    await town.clock.jump(timedelta(minutes=10))
    await look(town.database)  # in the outbox, not on its way yet
    async with town.database.write() as tx:
        await tx.activities.done(anna.actor, planned, CallOutcome.TALKED, town.clock.now())

    await town.settle()

    assert not await reminders_of(anna, "Вектор")


async def test_two_reminders_stand_a_quarter_of_an_hour_apart(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    for client in ("Вектор", "Ромашка", "Ким"):
        await plans(town, anna, client, "11:05")
    await plans(town, boris, "Школа", "11:05")

    await town.clock.reach("11:05")
    assert [len(await reminders_of(anna, name)) for name in ("Вектор", "Ромашка", "Ким")] == [1, 0, 0]
    assert len(await reminders_of(boris, "Школа")) == 1

    await town.clock.reach("11:19")
    assert not await reminders_of(anna, "Ромашка")
    await town.clock.reach("11:20")
    assert len(await reminders_of(anna, "Ромашка")) == 1
    await town.clock.reach("11:35")
    assert len(await reminders_of(anna, "Ким")) == 1


async def test_late_after_an_outage_it_is_shown_with_its_planned_time(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "12:00")
    await town.clock.jump(timedelta(hours=5))

    await town.restart()
    await town.clock.reach("16:01")

    assert [each.text for each in await reminders_of(anna, "Вектор")] == ["📞 12:00 Вектор"]


async def test_an_older_one_waits_for_the_next_morning_message(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "17:00")
    await town.clock.jump(timedelta(days=2, hours=21, minutes=59))  # down until Monday 8:59

    await town.clock.reach("09:00", MONDAY, QUARTER)

    assert "Вектор" in (await anna.sees("Доброе утро, Анна")).text
    assert not await reminders_of(anna, "Вектор")


async def test_a_restart_between_repeats_nothing(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:10")
    await town.clock.reach("11:10", step=timedelta(minutes=10))

    await town.restart()
    await town.clock.reach("11:30", step=timedelta(minutes=10))

    assert len(await reminders_of(anna, "Вектор")) == 1


async def test_three_looks_at_once_say_it_once(town: Town) -> None:
    anna = await town.manager("Анна")
    for client in ("Вектор", "Ромашка"):
        await plans(town, anna, client, "11:10")
    await town.clock.jump(timedelta(minutes=10))

    said = await asyncio.gather(*(look(town.database) for _ in range(3)))
    await town.settle()

    assert said.count(True) == 1
    assert len(await reminders_of(anna, "")) == 1


async def test_somebody_in_vladivostok_sleeps_while_moscow_works(town: Town) -> None:
    """13:30 in Moscow is 20:30 there: it waits for 09:00 of Monday, which is 02:00 in Moscow."""
    anna = await town.manager("Анна")
    await lives_in(town, anna, "Asia/Vladivostok")
    await plans(town, anna, "Вектор", "13:30")
    await plans(town, anna, "Ромашка", "12:30")

    await town.clock.reach("13:30", step=QUARTER)
    assert len(await reminders_of(anna, "Ромашка")) == 1
    assert not await reminders_of(anna, "Вектор")

    await town.clock.jump(timedelta(days=2, hours=12, minutes=20))
    await town.clock.reach("02:00", MONDAY, QUARTER)
    assert "Вектор" in (await anna.sees("Доброе утро, Анна")).text


async def test_their_own_clock_is_named_where_it_differs(town: Town) -> None:
    anna = await town.manager("Анна")
    await lives_in(town, anna, "Asia/Vladivostok")
    await plans(town, anna, "Вектор", "11:20")
    await town.clock.reach("11:20", step=timedelta(minutes=20))

    seen = await anna.presses("Завтра 9:00")

    assert "пн 23.11, 09:00 по вашим часам" in seen.text.replace("\u00a0", " ")


async def test_on_vacation_nobody_is_disturbed(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "15:00", MONDAY)
    await is_away(town, anna, MONDAY, MONDAY)

    await town.clock.jump(timedelta(days=3, hours=3, minutes=55))
    await town.clock.reach("15:05", MONDAY, QUARTER)
    assert not await reminders_of(anna, "Вектор")

    await town.clock.jump(timedelta(hours=17, minutes=50))
    await town.clock.reach("09:00", TUESDAY, QUARTER)
    assert "Вектор" in (await anna.sees("Доброе утро, Анна")).text


async def test_who_has_left_is_not_reminded(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:10")
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.people.deactivate(town.owner.actor, anna.id)

    await town.clock.reach("11:15")

    assert not await reminders_of(anna, "Вектор")


async def test_who_left_while_it_waited_to_be_sent_does_not_see_it(town: Town) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "11:10")
    await town.clock.jump(timedelta(minutes=10))
    await look(town.database)
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.people.deactivate(town.owner.actor, anna.id)

    await town.settle()

    await anna.sees_nothing_of("Вектор")


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
        await tx.people.set_language(anna.actor, "en")
        await client_id(tx, anna, "Vector")
    await plans(town, anna, "Vector", "11:20", comment="waiting for the invoice")

    await town.clock.reach("11:20", step=timedelta(minutes=20))
    seen = await anna.last()
    assert seen.text == "📞 11:20 Vector: waiting for the invoice"
    assert seen.labels == ["Done", "+1 h", "Tomorrow 9:00", "Other time"]
    assert "⏰ I shall remind you: 12:20" in (await anna.presses("+1 h")).text
