"""How exact a manager's word has been, what their work comes to, and what a month leaves behind."""

from datetime import date, timedelta

import pytest

from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome
from sales.checkins.figures import DayFigures
from sales.core.errors import NotYoursError
from sales.payments.payments import MoveReason
from sales.plans.decomposition import Observed
from sales.results.calibration import Prediction
from sales.results.month_close import Slipped
from storage.activities.activities import NewActivity
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.results.month_close import Earnings
from tests.clock import FRIDAY, moscow
from tests.storage.house import MOSCOW, THOUSAND, House

MONDAY, SATURDAY = date(2026, 11, 16), date(2026, 11, 21)
DECEMBER = date(2026, 12, 1)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
NO_MONEY = MoveReason.NO_MONEY


async def test_each_frozen_day_has_its_sum_and_what_came_on_its_items(house: House) -> None:
    client = await house.client(house.anna)
    came, late = await house.awaits(client), await house.awaits(client, 50 * THOUSAND)
    anna = house.anna.person_id
    async with house.write() as tx:
        await tx.system.day_plans.freeze(anna, FRIDAY)
        await tx.as_(house.anna).receipts.record(NewFact(client.id, 120 * THOUSAND, FRIDAY, (came.id,)))
        await tx.as_(house.anna).receipts.record(NewFact(client.id, 9 * THOUSAND, FRIDAY))
        await tx.as_(house.anna).receipts.settle(late.id, SATURDAY)
        found = await tx.system.track_record.days([anna, house.boris.person_id], MONDAY, SATURDAY)
        assert found == {anna: {FRIDAY: DayFigures(200 * THOUSAND, 120 * THOUSAND)}}
        assert await tx.system.track_record.days([anna], SATURDAY, SATURDAY) == {}


async def test_what_was_said_is_judged_by_the_day_on_which_all_of_it_had_come(house: House) -> None:
    house.clock.move_to(moscow("09:00", MONDAY))
    client = await house.client(house.anna)
    sure = await house.does(
        lambda tx: tx.as_(house.anna).payments.expect(NewPayment(client.id, 100 * THOUSAND, FRIDAY, 95))
    )
    never = await house.awaits(client, 10 * THOUSAND, FRIDAY)
    house.clock.move_to(moscow("10:00", MONDAY))
    async with house.write() as tx:
        await tx.system.week_plans.freeze(house.anna.person_id, MONDAY)
        await tx.as_(house.anna).payment_changes.move(sure.id, date(2026, 11, 24), NO_MONEY)
        await tx.system.week_plans.freeze(house.anna.person_id, date(2026, 11, 23))
        for day, thousands in ((FRIDAY, 40), (SATURDAY, 60), (SATURDAY + timedelta(days=9), 5)):
            await tx.as_(house.anna).receipts.record(NewFact(client.id, thousands * THOUSAND, day, (sure.id,)))
        found = await tx.system.track_record.predictions([house.anna.person_id], *NOVEMBER)
    assert never.due_on == FRIDAY
    assert found == {house.anna.person_id: [Prediction(95, FRIDAY, SATURDAY), Prediction(50, FRIDAY, None)]}


async def test_deals_are_counted_where_their_first_money_came(house: House) -> None:
    client, other = await house.client(house.anna), await house.client(house.anna, "Лотос")
    old, new = await house.awaits(client), await house.awaits(client)
    async with house.write() as tx:
        deal = await tx.as_(house.anna).deals.create(other.id, "Договор")
        parts = [
            await tx.as_(house.anna).payments.expect(NewPayment(other.id, THOUSAND, FRIDAY, deal_id=deal.id))
            for _ in range(2)
        ]
        await tx.as_(house.anna).receipts.record(NewFact(client.id, THOUSAND, date(2026, 10, 30), (old.id,)))
        await tx.as_(house.anna).receipts.record(NewFact(client.id, THOUSAND, FRIDAY, (old.id,)))
        await tx.as_(house.anna).receipts.record(NewFact(client.id, 2 * THOUSAND, FRIDAY, (new.id,)))
        await tx.as_(house.anna).receipts.record(NewFact(client.id, 4 * THOUSAND, FRIDAY))
        for part in parts:
            await tx.as_(house.anna).receipts.settle(part.id, FRIDAY)
        for kind, outcome in (
            (ActivityType.CALL, CallOutcome.TALKED),
            (ActivityType.MEETING, MeetingOutcome.AGREED),
            (ActivityType.MEETING, MeetingOutcome.DID_NOT_HAPPEN),
        ):
            await tx.as_(house.anna).activities.log(NewActivity(client.id, kind, moscow("10:00"), outcome))
        observed = await tx.system.track_record.observe(house.anna.person_id, *NOVEMBER)
        assert observed == Observed(3, 8 * THOUSAND, 1, 1)
        assert (await tx.system.track_record.observe(house.anna.person_id, date(2026, 10, 1), FRIDAY)).deals == 4
        assert await tx.system.track_record.observe(house.boris.person_id, *NOVEMBER) == Observed(0, 0, 0, 0)


async def test_a_month_leaves_behind_what_slipped_with_its_reasons(house: House) -> None:
    client = await house.client(house.anna)
    moved, cancelled, forgotten, paid, part, kept, late = [
        (await house.awaits(client, 100 * THOUSAND)).id for _ in range(7)
    ]
    later = (await house.awaits(client, on=DECEMBER)).id
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.move(moved, DECEMBER, MoveReason.CLIENT_MOVED)
        await tx.as_(house.anna).payment_changes.cancel(cancelled, NO_MONEY)
        await tx.as_(house.anna).receipts.settle(paid, FRIDAY)
        await tx.as_(house.anna).receipts.record(NewFact(client.id, 30 * THOUSAND, FRIDAY, (part,)))
        await tx.as_(house.anna).payment_changes.move(kept, date(2026, 11, 27), NO_MONEY)
        await tx.as_(house.anna).receipts.settle(kept, date(2026, 11, 27))
    house.clock.move_to(moscow("10:00", DECEMBER))
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(late, DECEMBER)
        found = await tx.as_(house.olga).month_close.list_slipped(MOSCOW, FRIDAY)
        assert set(await tx.as_(house.olga).month_close.payments_of(found)) == {moved, cancelled, forgotten, part, late}
    anna = house.anna.person_id
    assert sorted(found, key=lambda each: each.payment_id) == [
        Slipped(anna, moved, 100 * THOUSAND, MoveReason.CLIENT_MOVED, DECEMBER),
        Slipped(anna, cancelled, 100 * THOUSAND, NO_MONEY, None),
        Slipped(anna, forgotten, 100 * THOUSAND, None, FRIDAY),
        Slipped(anna, part, 70 * THOUSAND, None, FRIDAY),
        Slipped(anna, late, 100 * THOUSAND, None, FRIDAY),
    ]
    assert later not in {each.payment_id for each in found}


async def test_a_clients_first_month_is_told_apart(house: House) -> None:
    old, new = await house.client(house.anna), await house.client(house.anna, "Вектор")
    async with house.write() as tx:
        for client, day, thousands in (
            (old, date(2026, 10, 5), 1),
            (old, FRIDAY, 10),
            (new, MONDAY, 20),
            (new, FRIDAY, 5),
        ):
            await tx.as_(house.anna).receipts.record(NewFact(client.id, thousands * THOUSAND, day))
        found = await tx.as_(house.olga).month_close.earnings(MOSCOW, FRIDAY)
        assert found == {house.anna.person_id: Earnings(35 * THOUSAND, 25 * THOUSAND)}
        with pytest.raises(NotYoursError):
            await tx.as_(house.sofia).month_close.earnings(MOSCOW, FRIDAY)
