"""Reminders in the store: promised by a plan, collected at night, said once, put off, dropped with their subject."""

from datetime import datetime, timedelta

import pytest

from sales.activities.activities import ActivityType, CallOutcome
from sales.calendar.slots import Lateness
from sales.core.errors import AlreadyDoneError, NotYoursError
from storage.activities.activities import NewActivity
from storage.activities.reminders import DueReminder
from tests.clock import FRIDAY, moscow
from tests.storage.house import House

LATER = moscow("15:00")


async def planned(house: House, at: datetime = LATER, kind: ActivityType = ActivityType.CALL) -> int:
    """A plan of Анна's, with its reminders."""
    client = await house.client(house.anna, "Вектор")
    return (await house.does(lambda tx: tx.as_(house.anna).activities.plan(NewActivity(client.id, kind, at)))).id


async def due(house: House, at: datetime = LATER) -> list[DueReminder]:
    async with house.read() as tx:
        return await tx.system.reminders.list_due(at)


async def one(house: House) -> DueReminder:
    """The only one there is."""
    [found] = await due(house)
    house.clock.move_to(LATER)
    return found


async def test_it_is_due_at_its_time_and_not_before(house: House) -> None:
    await planned(house)

    assert await due(house, LATER - timedelta(seconds=1)) == []
    assert [each.kind for each in await due(house)] == ["at_time"]


async def test_three_at_once_send_it_once(house: House) -> None:
    await planned(house)
    reminder = await one(house)

    marked = await house.at_once(*[lambda tx: tx.system.reminders.mark_sent(reminder.id)] * 3)

    assert sorted(marked) == [False, False, True]
    assert await due(house) == []


async def test_one_that_another_process_has_put_off_is_not_sent(house: House) -> None:
    await planned(house)
    reminder = await one(house)
    await house.does(lambda tx: tx.system.reminders.defer(reminder.id, LATER + timedelta(minutes=15)))

    assert not await house.does(lambda tx: tx.system.reminders.mark_sent(reminder.id))


async def test_collected_ones_wait_for_the_morning_and_are_said_with_it(house: House) -> None:
    await planned(house)
    reminder = await one(house)
    anna = house.anna.person_id

    assert await house.does(lambda tx: tx.system.reminders.collect(reminder.id))
    assert not await house.does(lambda tx: tx.system.reminders.collect(reminder.id))
    assert await due(house) == []
    async with house.read() as tx:
        assert [each.id for each in await tx.system.reminders.list_collected(anna)] == [reminder.id]
        assert await tx.system.reminders.list_collected(house.boris.person_id) == []
    await house.does(lambda tx: tx.system.reminders.mark_told(anna))

    async with house.read() as tx:
        assert await tx.system.reminders.list_collected(anna) == []
        assert await tx.system.reminders.find_last_sent(anna) is None  # the morning message is no reminder


async def test_released_ones_come_by_themselves(house: House) -> None:
    await planned(house)
    reminder = await one(house)
    await house.does(lambda tx: tx.system.reminders.collect(reminder.id))

    await house.does(lambda tx: tx.system.reminders.release(house.boris.person_id))
    assert await due(house) == []
    await house.does(lambda tx: tx.system.reminders.release(house.anna.person_id))
    assert [each.id for each in await due(house)] == [reminder.id]


@pytest.mark.parametrize("state", ["waiting", "collected", "sent"])
async def test_what_is_done_is_not_reminded_whatever_the_state(house: House, state: str) -> None:
    activity_id = await planned(house)
    reminder = await one(house)
    if state == "collected":
        await house.does(lambda tx: tx.system.reminders.collect(reminder.id))
    if state == "sent":
        await house.does(lambda tx: tx.system.reminders.mark_sent(reminder.id))

    await house.does(lambda tx: tx.as_(house.anna).activity_changes.finish(activity_id, CallOutcome.TALKED, LATER))

    async with house.read() as tx:
        assert (await tx.as_(house.anna).reminders.get(reminder.id)).state == "dropped"
        assert await tx.system.reminders.list_collected(house.anna.person_id) == []


async def test_a_plan_that_moves_gets_reminders_of_its_own(house: House) -> None:
    activity_id = await planned(house)
    old = await one(house)
    to = LATER + timedelta(days=3)

    await house.does(lambda tx: tx.as_(house.anna).activity_changes.postpone(activity_id, to))

    assert await due(house) == []
    [new] = await due(house, to)
    assert new.id != old.id


async def test_put_off_it_is_another_message(house: House) -> None:
    await planned(house)
    reminder = await one(house)
    await house.does(lambda tx: tx.system.reminders.mark_sent(reminder.id))
    until = LATER + timedelta(hours=1)

    again = await house.does(lambda tx: tx.as_(house.anna).reminders.snooze(reminder.id, until))

    assert (again.version, again.due_at, again.state) == (2, until, "waiting")
    assert await due(house) == []
    assert [each.id for each in await due(house, until)] == [reminder.id]


async def test_two_taps_put_it_off_once(house: House) -> None:
    await planned(house)
    reminder = await one(house)
    await house.does(lambda tx: tx.system.reminders.mark_sent(reminder.id))
    until = LATER + timedelta(hours=1)

    came = await house.at_once(*[lambda tx: tx.as_(house.anna).reminders.snooze(reminder.id, until)] * 2)

    assert [type(each) for each in came if isinstance(each, BaseException)] == [AlreadyDoneError]
    async with house.read() as tx:
        assert (await tx.as_(house.anna).reminders.get(reminder.id)).version == 2


async def test_a_foreign_reminder_and_an_absent_one_are_alike(house: House) -> None:
    await planned(house)
    reminder = await one(house)

    for reminder_id in (reminder.id, 999):
        for stranger in (house.boris, house.olga, house.irina):
            with pytest.raises(NotYoursError):
                await house.does(lambda tx, who=stranger, which=reminder_id: tx.as_(who).reminders.get(which))
            with pytest.raises(NotYoursError):
                await house.does(lambda tx, who=stranger, which=reminder_id: tx.as_(who).reminders.snooze(which, LATER))


async def test_who_has_left_is_not_reminded(house: House) -> None:
    await planned(house)
    await house.does(lambda tx: tx.as_(house.olga).handovers.deactivate(house.anna.person_id))

    assert await due(house) == []


async def test_the_last_one_that_came_by_itself_is_remembered(house: House) -> None:
    await planned(house)
    reminder = await one(house)
    async with house.read() as tx:
        assert await tx.system.reminders.find_last_sent(house.anna.person_id) is None

    await house.does(lambda tx: tx.system.reminders.mark_sent(reminder.id))

    async with house.read() as tx:
        assert await tx.system.reminders.find_last_sent(house.anna.person_id) == LATER
        assert await tx.system.reminders.find_last_sent(house.boris.person_id) is None


async def test_a_duty_that_was_skipped_was_not_done(house: House) -> None:
    nine = moscow("09:00")
    anna, boris = house.anna.person_id, house.boris.person_id
    await house.does(lambda tx: tx.system.duties.take("morning", anna, FRIDAY, "", nine, Lateness.LATE))
    await house.does(lambda tx: tx.system.duties.take("morning", boris, FRIDAY, "", nine, Lateness.SKIPPED))

    async with house.read() as tx:
        assert await tx.system.duties.find_last_done("morning", anna, FRIDAY) == house.clock.now()
        assert await tx.system.duties.find_last_done("morning", boris, FRIDAY) is None
        assert await tx.system.duties.find_last_done("morning", anna, FRIDAY + timedelta(days=1)) is None
