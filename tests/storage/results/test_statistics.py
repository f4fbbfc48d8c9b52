"""Calls, meetings and money of a person and of a department, and the log of a chosen day."""

from datetime import date, timedelta

import pytest

from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome, Outcome
from sales.calendar.calendar import month_of, week_of
from sales.core.errors import NotYoursError
from sales.payments.facts import FactKind
from sales.payments.receipt import Fact
from storage.activities.activities import NewActivity
from storage.engine.actor import Actor
from storage.payments.receipts import NewFact
from tests.clock import FRIDAY, moscow
from tests.storage.house import KAZAN, MOSCOW, THOUSAND, House

MONTH = month_of(FRIDAY)
WEEK = week_of(FRIDAY)
TODAY = (FRIDAY, FRIDAY)


async def _did(
    house: House,
    actor: Actor,
    kind: ActivityType,
    outcome: Outcome | None = None,
    day: date = FRIDAY,
    wall: str = "10:00",
) -> None:
    async with house.write() as tx:
        clients = await tx.as_(actor).clients.recent() or [await tx.as_(actor).clients.create(f"Клиент {actor.name}")]
        await tx.as_(actor).activities.log(NewActivity(clients[0].id, kind, moscow(wall, day), outcome))


async def _received(house: House, actor: Actor, amount: int, by: Actor | None = None, day: date = FRIDAY) -> None:
    async with house.write() as tx:
        clients = await tx.as_(actor).clients.recent() or [await tx.as_(actor).clients.create(f"Клиент {actor.name}")]
        new = NewFact(clients[0].id, abs(amount), day, kind=FactKind.RECEIPT if amount > 0 else FactKind.REFUND)
        await tx.as_(by or actor).receipts.record(new)


async def test_a_day_a_week_and_a_month_of_a_person(house: House) -> None:
    client = await house.client(house.anna)
    await house.awaits(client, 150 * THOUSAND)
    await house.awaits(client, 75 * THOUSAND, FRIDAY + timedelta(days=5))
    await house.awaits(client, 900 * THOUSAND, date(2026, 12, 3))
    for day in (FRIDAY, FRIDAY, date(2026, 11, 16), date(2026, 11, 2), date(2026, 10, 30)):
        await _did(house, house.anna, ActivityType.CALL, CallOutcome.NO_ANSWER, day)
        await _received(house, house.anna, 100 * THOUSAND, day=day)
    async with house.read() as tx:
        today, week, month = [
            (await tx.as_(house.anna).statistics.of_person(house.anna.person_id, *period)).own
            for period in (TODAY, WEEK, MONTH)
        ]
    assert (today.done.calls, today.received, today.expected) == (2, 200 * THOUSAND, 150 * THOUSAND)
    assert (week.done.calls, week.received, week.expected) == (3, 300 * THOUSAND, 150 * THOUSAND)
    assert (month.done.calls, month.received, month.expected) == (4, 400 * THOUSAND, 225 * THOUSAND)


async def test_only_what_took_place_counts(house: House) -> None:
    client = await house.client(house.anna)
    await _did(house, house.anna, ActivityType.MEETING, MeetingOutcome.AGREED)
    await _did(house, house.anna, ActivityType.MEETING)
    await _did(house, house.anna, ActivityType.PRESENTATION, MeetingOutcome.PRESENTATION_FAILED)
    await _did(house, house.anna, ActivityType.MEETING, MeetingOutcome.DID_NOT_HAPPEN)
    await _did(house, house.anna, ActivityType.LETTER)
    async with house.write() as tx:
        await tx.as_(house.anna).activities.plan(NewActivity(client.id, ActivityType.MEETING, moscow("15:00")))
        gone = await tx.as_(house.anna).activities.log(NewActivity(client.id, ActivityType.CALL, moscow("10:00")))
        await tx.as_(house.anna).activity_changes.undo(gone.id)
        own = (await tx.as_(house.anna).statistics.of_person(house.anna.person_id, *TODAY)).own
    assert (own.done.calls, own.done.meetings) == (0, 3)


async def test_a_partly_paid_payment_is_expected_for_its_rest_only(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.record(NewFact(client.id, 60 * THOUSAND, FRIDAY, (payment.id,)))
        own = (await tx.as_(house.anna).statistics.of_person(house.anna.person_id, *TODAY)).own
    assert (own.expected, own.received) == (90 * THOUSAND, 60 * THOUSAND)


async def test_refunds_subtract_and_what_was_confirmed_is_told_apart(house: House) -> None:
    await _received(house, house.anna, 100 * THOUSAND)
    await _received(house, house.anna, 50 * THOUSAND, by=house.olga)
    await _received(house, house.anna, -30 * THOUSAND)
    async with house.read() as tx:
        own = (await tx.as_(house.anna).statistics.of_person(house.anna.person_id, *TODAY)).own
    assert (own.received, own.confirmed) == (120 * THOUSAND, 50 * THOUSAND)


async def test_the_place_in_the_department_is_by_what_came(house: House) -> None:
    await _received(house, house.boris, 100 * THOUSAND)
    await _received(house, house.viktor, 900 * THOUSAND)
    async with house.read() as tx:
        anna = await tx.as_(house.anna).statistics.of_person(house.anna.person_id, *MONTH)
        boris = await tx.as_(house.boris).statistics.of_person(house.boris.person_id, *MONTH)
    assert (anna.place, anna.of) == (2, 2)
    assert (boris.place, boris.of) == (1, 2)


async def test_equal_sums_share_a_place(house: House) -> None:
    for actor in (house.anna, house.boris):
        await _received(house, actor, 100 * THOUSAND)
    async with house.read() as tx:
        for actor in (house.anna, house.boris):
            assert (await tx.as_(actor).statistics.of_person(actor.person_id, *MONTH)).place == 1


async def test_a_department_at_a_glance(house: House) -> None:
    await _received(house, house.boris, 100 * THOUSAND)
    await _did(house, house.anna, ActivityType.CALL, CallOutcome.TALKED)
    await _received(house, house.viktor, 900 * THOUSAND)
    async with house.read() as tx:
        for who in (house.olga, house.sofia, house.denis, house.irina):
            found = await tx.as_(who).statistics.of_department(MOSCOW, *MONTH)
            assert [(each.name, each.done.calls, each.received) for each in found.people] == [
                ("Борис", 0, 100 * THOUSAND),
                ("Анна", 1, 0),
            ]


@pytest.mark.parametrize(("who", "whom"), [("anna", "boris"), ("olga", "viktor"), ("roman", "anna")])
async def test_nobody_reads_beyond_their_right(house: House, who: str, whom: str) -> None:
    async with house.read() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).statistics.of_person(getattr(house, whom).person_id, *MONTH)
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).statistics.of_department(getattr(house, whom).department_id, *MONTH)


async def test_a_day_is_told_in_order_and_by_pages(house: House) -> None:
    await _did(house, house.anna, ActivityType.CALL, CallOutcome.TALKED, wall="10:30")
    await _did(house, house.boris, ActivityType.MEETING, MeetingOutcome.AGREED, wall="09:00")
    await _received(house, house.anna, 100 * THOUSAND)
    await _received(house, house.anna, 7 * THOUSAND, day=FRIDAY - timedelta(days=1))
    async with house.read() as tx:
        whole = await tx.as_(house.olga).statistics.day(FRIDAY, department_id=MOSCOW)
        assert whole.total == 3
        assert [isinstance(entry, Fact) for entry in whole.entries] == [False, False, True]

        first = await tx.as_(house.olga).statistics.day(FRIDAY, limit=2)
        rest = await tx.as_(house.olga).statistics.day(FRIDAY, limit=2, offset=2)
        assert (first.entries + rest.entries, first.total, rest.total) == (whole.entries, 3, 3)

        annas = await tx.as_(house.olga).statistics.day(FRIDAY, person_id=house.anna.person_id)
        assert annas.entries == (await tx.as_(house.anna).statistics.day(FRIDAY)).entries
        assert annas.total == 2
        assert (await tx.as_(house.roman).statistics.day(FRIDAY)).total == 0
        assert (await tx.as_(house.irina).statistics.day(FRIDAY, department_id=KAZAN)).entries == ()
