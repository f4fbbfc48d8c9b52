"""Anna is on leave and Boris stands in: her money and her reminders come to him, and stay hers in every figure."""

from dataclasses import replace
from datetime import date

import pytest

from sales.activities.activities import ActivityType, CallOutcome
from sales.checkins.checkin_rows import Answer
from sales.clients.card_fields import CardField
from sales.core.errors import NotYoursError
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason
from storage.activities.activities import NewActivity
from storage.engine.actor import Actor
from storage.payments.receipts import NewFact
from tests.clock import FRIDAY, moscow
from tests.storage.house import MOSCOW, THOUSAND, House

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
WHY = MoveReason.CLIENT_MOVED


async def _leaves(house: House, last: date = MONDAY) -> Payment:
    """Anna awaits 150 today, and is away from today on; Boris has nothing of his own."""
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        anna, boris = house.anna.person_id, house.boris.person_id
        await tx.as_(house.olga).absences.add(anna, FRIDAY, last, substitute_id=boris)
    return payment


async def _boris(house: House) -> Actor:
    """As he speaks now."""
    async with house.read() as tx:
        found = await tx.system.staff.actor(house.boris.person_id)
    assert found is not None
    return found


async def _ask(house: House, slot: str = "12:00") -> int:
    async with house.write() as tx:
        await tx.system.day_plans.freeze(house.boris.person_id, FRIDAY)
        checkin = await tx.system.checkins.open(house.boris.person_id, FRIDAY, slot, house.clock.now())
    assert checkin is not None
    return checkin


async def test_her_payments_stand_in_his_checkin_and_in_her_figures(house: House) -> None:
    payment = await _leaves(house)
    checkin = await _ask(house)
    async with house.read() as tx:
        rows = await tx.system.checkins.rows(house.boris.person_id, FRIDAY, "12:00")
        day = await tx.system.days.of_department(MOSCOW, FRIDAY, "12:00")
        his = await tx.system.days.of_person(await _boris(house), FRIDAY, "12:00")
        assert (await tx.as_(house.boris).checkins.get(checkin)).person_id == house.boris.person_id
    assert [(live.payment.id, live.payment.owner_id) for live in rows] == [(payment.id, house.anna.person_id)]
    anna, boris = day.people
    assert (anna.figures.plan, anna.is_absent, anna.is_frozen, anna.is_silent) == (150 * THOUSAND, True, True, False)
    assert (boris.figures.plan, boris.rows, len(boris.for_others), boris.is_silent) == (0, (), 1, True)
    assert [live.payment.id for live in his.asked_rows] == [payment.id]
    assert (day.figures.plan, day.expected.total) == (150 * THOUSAND, 150 * THOUSAND)


async def test_he_answers_and_records_for_her_and_the_money_is_hers(house: House) -> None:
    payment = await _leaves(house)
    checkin = await _ask(house)
    boris = await _boris(house)
    async with house.write() as tx:
        await tx.as_(boris).checkins.answer(checkin, payment.id, Answer.PART)
        new = NewFact(payment.client_id, 50 * THOUSAND, FRIDAY, (payment.id,))
        receipt = await tx.as_(boris).receipts.record(new)
        moved = await tx.as_(boris).payment_changes.move(payment.id, MONDAY, WHY)
        assert (await tx.as_(boris).receipts.get(receipt.id)).amount == 50 * THOUSAND
        assert moved.payment.owner_id == receipt.fact.owner_id == house.anna.person_id
        assert await tx.system.ripples.people() == {house.anna.person_id, house.boris.person_id}
    async with house.read() as tx:
        day = await tx.system.days.of_department(MOSCOW, FRIDAY, "12:00")
        figures = {day.team[each.person_id].name: each.figures.on_plan for each in day.people}
        assert figures == {"Анна": 50 * THOUSAND, "Борис": 0}
        assert day.silent == ()
        period = await tx.system.period.figures(MOSCOW, *NOVEMBER)
        assert {each.person.name: each.fact for each in period.people} == figures


async def test_he_may_no_more_once_she_is_back(house: House) -> None:
    payment = await _leaves(house)
    assert (await _boris(house)).acting_for == {house.anna.person_id}
    house.clock.move_to(moscow("10:00", TUESDAY))
    boris = await _boris(house)
    assert boris.acting_for == frozenset()
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(boris).receipts.settle(payment.id, TUESDAY)
        with pytest.raises(NotYoursError):
            await tx.as_(boris).clients.get(payment.client_id)
        assert await tx.system.checkins.rows(boris.person_id, TUESDAY) == []


async def test_his_own_lists_and_figures_are_without_hers(house: House) -> None:
    payment = await _leaves(house)
    boris = await _boris(house)
    async with house.read() as tx:
        assert await tx.as_(boris).payments.list_due(FRIDAY) == []
        assert [each.id for each in await tx.as_(boris).payments.list_due(FRIDAY, house.anna.person_id)] == [payment.id]
        assert [each.id for each in await tx.as_(boris).payments.list_awaited()] == [payment.id]
        assert await tx.as_(boris).clients.recent() == []
        assert await tx.as_(boris).clients.count() == 0
        assert [each.name for each in await tx.as_(boris).clients.search("ромашку")] == ["Ромашка"]
        assert await tx.as_(boris).activities.of_day(None, FRIDAY) == []
        with pytest.raises(NotYoursError):
            await tx.as_(boris).statistics.of_person(house.anna.person_id, *NOVEMBER)


async def test_nobody_elses_records_open_to_him(house: House) -> None:
    await _leaves(house)
    foreign = await house.awaits(await house.client(house.viktor, "Вектор"))
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(await _boris(house)).payments.get(foreign.id)
        known, boris = await tx.as_(house.anna).clients.list_known(), await _boris(house)
        with pytest.raises(NotYoursError):
            await tx.as_(boris).client_edits.edit(known[0].id, {CardField.NAME: "Другая"})


async def test_her_reminders_come_to_him_and_he_says_them_done(house: House) -> None:
    client = await house.client(house.anna)
    new = NewActivity(client.id, ActivityType.CALL, moscow("11:30"))
    plan = await house.does(lambda tx: tx.as_(house.anna).activities.plan(new))
    await _leaves(house)
    house.clock.move_to(moscow("11:30"))
    boris = await _boris(house)
    async with house.write() as tx:
        (due,) = await tx.system.reminders.list_due(house.clock.now())
        assert (due.person_id, due.owner_id) == (boris.person_id, house.anna.person_id)
        assert await tx.system.reminders.mark_sent(due.id, due.person_id)
        assert await tx.system.reminders.find_last_sent(boris.person_id) == house.clock.now()
        assert await tx.system.reminders.find_last_sent(house.anna.person_id) is None
        assert (await tx.as_(boris).reminders.get(due.id)).activity_id == plan.id
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).reminders.get(due.id)
        done = await tx.as_(boris).activity_changes.finish(plan.id, CallOutcome.TALKED, house.clock.now())
        assert done.author_id == house.anna.person_id
        assert (undone := await tx.as_(boris).activity_changes.undo(plan.id)) is not None
        assert undone.is_planned


async def test_what_was_kept_for_the_morning_is_in_his_and_what_he_put_off_is_hers_again(house: House) -> None:
    client = await house.client(house.anna)
    new = NewActivity(client.id, ActivityType.CALL, moscow("11:30"))
    await house.does(lambda tx: tx.as_(house.anna).activities.plan(new))
    await _leaves(house)
    house.clock.move_to(moscow("11:30"))
    boris = await _boris(house)
    async with house.write() as tx:
        (due,) = await tx.system.reminders.list_due(house.clock.now())
        await tx.system.reminders.collect(due.id, due.person_id)
        assert [each.id for each in await tx.system.reminders.list_collected(boris.person_id)] == [due.id]
        assert await tx.system.reminders.list_collected(house.anna.person_id) == []
        await tx.system.reminders.mark_told(boris.person_id)
        await tx.as_(boris).reminders.snooze(due.id, moscow("10:00", TUESDAY))
    house.clock.move_to(moscow("10:00", TUESDAY))
    async with house.write() as tx:
        (again,) = await tx.system.reminders.list_due(house.clock.now())
        assert again.person_id == house.anna.person_id
        await tx.system.reminders.mark_sent(again.id, again.person_id)
        assert (await tx.as_(house.anna).reminders.get(due.id)).state == "sent"


async def test_without_a_substitute_nobody_is_asked_and_the_lead_reads_it(house: House) -> None:
    await house.awaits(await house.client(house.anna))
    await house.does(lambda tx: tx.as_(house.olga).absences.add(house.anna.person_id, FRIDAY, MONDAY))
    await _ask(house)
    async with house.read() as tx:
        day = await tx.system.days.of_department(MOSCOW, FRIDAY, "12:00")
    assert [(day.team[each.person_id].name, len(each.asked_rows), each.is_frozen) for each in day.people] == [
        ("Анна", 1, False),
        ("Борис", 0, True),
    ]


async def test_an_actor_made_by_hand_acts_for_nobody(house: House) -> None:
    payment = await _leaves(house)
    async with house.read() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(replace(house.boris, acting_for=frozenset())).payments.get(payment.id)
