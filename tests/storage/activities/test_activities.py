"""Calls and meetings: logged, planned, said done, put off, and reminded of in time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sales.activities.activities import ActivityType, CallOutcome, ContactKind, MeetingOutcome
from sales.core.errors import AlreadyDoneError, NotYoursError
from storage.activities.activities import NewActivity
from storage.activities.activity import Activity
from storage.clients.client import Client
from tests.clock import FRIDAY, moscow
from tests.storage.house import MOSCOW, House

MONDAY = date(2026, 11, 23)


def _call(client: Client, at: datetime, outcome: CallOutcome | None = CallOutcome.TALKED) -> NewActivity:
    return NewActivity(client.id, ActivityType.CALL, at, outcome)


async def _plan(house: House, client: Client, kind: ActivityType, at: datetime) -> Activity:
    return await house.does(lambda tx: tx.as_(house.anna).activities.plan(NewActivity(client.id, kind, at)))


async def test_a_call_is_logged_with_all_that_was_said(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        contact = await tx.as_(house.anna).contacts.add(client.id, "Ира")
        deal = await tx.as_(house.anna).deals.create(client.id, "Договор")
        new = NewActivity(
            client.id,
            ActivityType.CALL,
            moscow("10:30"),
            CallOutcome.PROMISED_PAYMENT,
            "ждут счёт",
            ContactKind.WARM,
            contact.id,
            deal.id,
        )
        call = await tx.as_(house.anna).activities.log(new)
        assert call == await tx.as_(house.anna).activities.get(call.id)
    assert (call.author_id, call.client_name, call.local_date) == (house.anna.person_id, "Ромашка", FRIDAY)
    assert (call.type, call.kind, call.outcome) == (ActivityType.CALL, ContactKind.WARM, CallOutcome.PROMISED_PAYMENT)
    assert (call.contact_id, call.deal_id, call.comment) == (contact.id, deal.id, "ждут счёт")
    assert call.is_done
    assert not call.is_planned


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        (datetime(2026, 11, 20, 20, 59, tzinfo=UTC), "Europe/Moscow", FRIDAY),
        (datetime(2026, 11, 20, 21, 0, tzinfo=UTC), "Europe/Moscow", date(2026, 11, 21)),
        (datetime(2026, 11, 20, 14, 0, tzinfo=UTC), "Asia/Vladivostok", date(2026, 11, 21)),
        (datetime(2026, 11, 20, 20, 59, tzinfo=UTC), "Europe/Kaliningrad", FRIDAY),
    ],
)
async def test_the_day_is_the_departments(house: House, at: datetime, zone: str, day: date) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        await tx.as_(house.irina).departments.update(MOSCOW, zone=zone)
        assert (await tx.as_(house.anna).activities.log(_call(client, at))).local_date == day


async def test_a_repeated_save_returns_the_first_and_adds_nothing(house: House) -> None:
    client = await house.client(house.anna)
    new = NewActivity(client.id, ActivityType.MEETING, moscow("10:00", MONDAY), draft_id="d")
    async with house.write() as tx:
        first = await tx.as_(house.anna).activities.plan(new)
    async with house.write() as tx:
        assert await tx.as_(house.anna).activities.plan(new) == first
        assert len(await tx.system.reminders.list_due(moscow("12:00", MONDAY))) == 3


async def test_what_belongs_to_another_client_is_not_linked(house: House) -> None:
    client, other = await house.client(house.anna), await house.client(house.anna, "Вектор")
    async with house.write() as tx:
        contact = await tx.as_(house.anna).contacts.add(other.id, "Ира")
        deal = await tx.as_(house.anna).deals.create(other.id, "Договор")
        call = await tx.as_(house.anna).activities.log(_call(other, moscow("10:00")))
        for link in ({"contact_id": contact.id}, {"deal_id": deal.id}, {"follows_id": call.id}):
            with pytest.raises(NotYoursError):
                await tx.as_(house.anna).activities.log(
                    NewActivity(client.id, ActivityType.CALL, moscow("10:00"), **link)
                )


async def test_a_day_is_read_in_the_order_it_happened(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        late = await tx.as_(house.anna).activities.log(_call(client, moscow("10:50")))
        early = await tx.as_(house.anna).activities.log(_call(client, moscow("09:10")))
        planned = await tx.as_(house.anna).activities.plan(_call(client, moscow("15:00"), None))
        gone = await tx.as_(house.anna).activities.plan(_call(client, moscow("16:00"), None))
        await tx.as_(house.anna).activity_changes.cancel(gone.id)
        await tx.as_(house.anna).activities.log(_call(client, moscow("10:00", FRIDAY - timedelta(days=1))))
        for who, whom in ((house.anna, None), (house.olga, house.anna.person_id), (house.irina, None)):
            found = await tx.as_(who).activities.of_day(whom, FRIDAY)
            assert [each.id for each in found] == [early.id, late.id, planned.id]
        assert await tx.as_(house.boris).activities.of_day(house.anna.person_id, FRIDAY) == []


async def test_a_clients_last_contacts_come_first(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        for hour in ("09:00", "10:00", "11:00"):
            await tx.as_(house.anna).activities.log(_call(client, moscow(hour)))
        await tx.as_(house.anna).activities.plan(_call(client, moscow("15:00"), None))
        found = await tx.as_(house.anna).activities.of_client(client.id, limit=2)
        assert [each.happened_at for each in found] == [moscow("11:00"), moscow("10:00")]
        assert await tx.as_(house.boris).activities.of_client(client.id) == []


async def test_a_plan_is_carried_out_once(house: House) -> None:
    client = await house.client(house.anna)
    plan = await _plan(house, client, ActivityType.MEETING, moscow("15:00", MONDAY))
    async with house.write() as tx:
        done = await tx.as_(house.anna).activity_changes.finish(
            plan.id, MeetingOutcome.AGREED, moscow("10:59"), "на 2 млн"
        )
        assert (done.outcome, done.comment, done.local_date) == (MeetingOutcome.AGREED, "на 2 млн", FRIDAY)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).activity_changes.finish(plan.id, MeetingOutcome.REFUSED, house.clock.now())
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).activity_changes.cancel(plan.id)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).activity_changes.postpone(plan.id, moscow("16:00", MONDAY))
        assert (await tx.as_(house.anna).activities.get(plan.id)).outcome is MeetingOutcome.AGREED


async def test_what_is_planned_is_listed_until_it_is_done(house: House) -> None:
    client = await house.client(house.anna)
    forgotten = await _plan(house, client, ActivityType.CALL, moscow("10:00", FRIDAY - timedelta(days=4)))
    monday = await _plan(house, client, ActivityType.CALL, moscow("10:00", MONDAY))
    async with house.write() as tx:
        week = (FRIDAY - timedelta(days=9), MONDAY)
        assert [each.id for each in await tx.as_(house.anna).activities.list_planned(*week)] == [
            forgotten.id,
            monday.id,
        ]
        await tx.as_(house.anna).activity_changes.finish(forgotten.id, CallOutcome.TALKED, house.clock.now())
        assert [each.id for each in await tx.as_(house.olga).activities.list_planned(*week)] == [monday.id]
        assert await tx.as_(house.olga).activities.list_planned(*week, house.boris.person_id) == []


async def test_an_outcome_a_comment_a_file_and_a_place_are_added_afterwards(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        call = await tx.as_(house.anna).activities.log(_call(client, moscow("10:00"), None))
        await tx.as_(house.anna).activity_changes.describe(call.id, outcome=CallOutcome.NO_ANSWER)
        await tx.as_(house.anna).activity_changes.describe(call.id, comment="занято")
        await tx.as_(house.anna).activity_changes.describe(call.id, comment="занято")
        noted = await tx.system.audit.of("activity", call.id)
        await tx.as_(house.anna).activity_changes.attach(call.id, "AwACAgIAAx")
        said = await tx.as_(house.anna).activity_changes.set_location(call.id, 55.75, 37.61)
    assert (said.outcome, said.comment, said.file_id) == (CallOutcome.NO_ANSWER, "занято", "AwACAgIAAx")
    assert (said.latitude, said.longitude) == (55.75, 37.61)
    assert [(each.actor_id, each.action, each.before, each.after) for each in noted] == [
        (house.anna.person_id, "activity.described", {"comment": None}, {"comment": "занято"}),
        (house.anna.person_id, "activity.described", {"outcome": None}, {"outcome": "no_answer"}),
    ]


async def test_the_lead_reads_and_does_not_write(house: House) -> None:
    client = await house.client(house.anna)
    plan = await _plan(house, client, ActivityType.CALL, moscow("15:00"))
    async with house.write() as tx:
        assert (await tx.as_(house.olga).activities.get(plan.id)).id == plan.id
        with pytest.raises(NotYoursError):
            await tx.as_(house.olga).activity_changes.finish(plan.id, CallOutcome.TALKED, house.clock.now())
        with pytest.raises(NotYoursError):
            await tx.as_(house.olga).activities.log(_call(client, house.clock.now()))


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (ActivityType.CALL, [("at_time", "15:00", MONDAY)]),
        (
            ActivityType.MEETING,
            [
                ("day_before", "15:00", date(2026, 11, 22)),
                ("hour_before", "14:00", MONDAY),
                ("brief", "14:30", MONDAY),
            ],
        ),
    ],
)
async def test_a_plan_promises_to_speak_up(house: House, kind: ActivityType, due: list[tuple[str, str, date]]) -> None:
    await _plan(house, await house.client(house.anna), kind, moscow("15:00", MONDAY))
    async with house.read() as tx:
        found = await tx.system.reminders.list_due(moscow("15:00", MONDAY))
        assert [(each.kind, each.due_at) for each in found] == [(what, moscow(at, day)) for what, at, day in due]
        assert {each.person_id for each in found} == {house.anna.person_id}
        assert await tx.system.reminders.list_due(house.clock.now()) == []


async def test_a_meeting_put_off_is_reminded_of_at_its_new_time(house: House) -> None:
    plan = await _plan(house, await house.client(house.anna), ActivityType.MEETING, moscow("15:00", MONDAY))
    later = moscow("12:00", date(2026, 11, 25))
    async with house.write() as tx:
        moved = await tx.as_(house.anna).activity_changes.postpone(plan.id, later)
        assert (moved.planned_at, moved.local_date) == (later, date(2026, 11, 25))
        assert [each.due_at for each in await tx.system.reminders.list_due(later)] == [
            later - timedelta(hours=24),
            later - timedelta(hours=1),
            later - timedelta(minutes=30),
        ]
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).activity_changes.postpone(plan.id, later)


@pytest.mark.parametrize("end", ["done", "cancel"])
async def test_what_is_over_reminds_nobody(house: House, end: str) -> None:
    plan = await _plan(house, await house.client(house.anna), ActivityType.CALL, moscow("15:00"))
    async with house.write() as tx:
        if end == "done":
            await tx.as_(house.anna).activity_changes.finish(plan.id, CallOutcome.TALKED, house.clock.now())
        else:
            await tx.as_(house.anna).activity_changes.cancel(plan.id)
        assert await tx.system.reminders.list_due(moscow("15:00")) == []
