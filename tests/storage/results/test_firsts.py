"""First contacts, first payments and slips as the database finds them are those that a reader finds line by line."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from sales.activities.activities import ActivityType, CallOutcome
from sales.payments.payments import MoveReason
from sales.plans.plans import Metric
from storage.engine.actor import Actor
from storage.payments.receipts import NewFact
from storage.plans.paying_clients import PayingClients
from storage.tables import ActivityRow, FactRow
from tests.clock import FRIDAY, moscow
from tests.storage.house import MOSCOW, THOUSAND, House

FIRST, LAST = date(2026, 11, 9), date(2026, 11, 20)
DAYS = [FIRST + timedelta(days=number) for number in range(-8, 14)]


def _dice(seed: int, house: House, clients: list[int]) -> list[tuple[Actor, int, date, random.Random]]:
    """Who, with which client, on which day: few clients, so that the same ones come again and again."""
    dice = random.Random(seed)
    whose = (house.anna, house.boris)
    return [(dice.choice(whose), dice.choice(clients), dice.choice(DAYS), dice) for _ in range(30)]


async def _clients(house: House) -> list[int]:
    return [(await house.client(house.anna, f"Клиент {number}")).id for number in range(12)]


@pytest.mark.parametrize("seed", range(4))
async def test_a_new_contact_is_the_first_line_of_its_client_and_lies_within(house: House, seed: int) -> None:
    told = []
    clients = await _clients(house)
    async with house.write() as tx:
        for who, client, day, dice in _dice(seed, house, clients):
            at = moscow(f"{dice.randint(9, 17):02}:00", day)
            outcome = dice.choice((CallOutcome.TALKED, CallOutcome.NO_ANSWER))
            undone = dice.random() < 0.2
            made = await tx.session.execute(
                insert(ActivityRow)
                .values(
                    department_id=MOSCOW,
                    author_id=who.person_id,
                    client_id=client,
                    type=ActivityType.CALL,
                    outcome=outcome,
                    local_date=day,
                    happened_at=at,
                    created_at=at,
                    recorded_at=at,
                    undone_at=at if undone else None,
                )
                .returning(ActivityRow.id)
            )
            if outcome is CallOutcome.TALKED and not undone:
                told.append((day, at, made.one()[0], client, who.person_id))
    by_hand: dict[int, int] = {}
    seen = set()
    for day, _at, _id, client, who_id in sorted(told):
        if client not in seen and FIRST <= day <= LAST:
            by_hand[who_id] = by_hand.get(who_id, 0) + 1
        seen.add(client)
    async with house.read() as tx:
        assert (
            await tx.system.new_contacts.count_made([house.anna.person_id, house.boris.person_id], FIRST, LAST)
            == by_hand
        )


@pytest.mark.parametrize("seed", range(4))
async def test_a_new_client_is_one_whose_first_money_lies_within(house: House, seed: int) -> None:
    told = []
    clients = await _clients(house)
    async with house.write() as tx:
        for who, client, day, dice in _dice(seed, house, clients):
            amount = dice.choice((50, 50, -50)) * THOUSAND
            undone = dice.random() < 0.2
            made = await tx.session.execute(
                insert(FactRow)
                .values(
                    department_id=MOSCOW,
                    owner_id=who.person_id,
                    client_id=client,
                    amount=amount,
                    kind="receipt" if amount > 0 else "refund",
                    local_date=day,
                    entered_by=who.person_id,
                    source="manager",
                    happened_at=moscow("12:00", day),
                    created_at=moscow("12:00", day),
                    undone_at=moscow("12:00", day) if undone else None,
                )
                .returning(FactRow.id)
            )
            if amount > 0 and not undone:
                told.append((day, made.one()[0], client, who.person_id))
    new, regular = Counter[int | None](), Counter[int | None]()
    seen = Counter[int]()
    for day, _id, client, who_id in sorted(told):
        if FIRST <= day <= LAST:
            new[who_id] += seen[client] == 0
            regular[who_id] += seen[client] == 1
        seen[client] += 1
    async with house.read() as tx:
        assert await tx.system.plan_facts.sum_done(MOSCOW, Metric.NEW_CLIENTS, FIRST, LAST) == +new
        found = await tx.system.paying_clients.count(MOSCOW, FIRST, LAST)
    assert {who: (each.new, each.regular) for who, each in found.items()} == {
        who: (new[who], regular[who]) for who in +(new + regular)
    }


async def test_parts_of_one_payment_make_no_regular_client(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client, 300 * THOUSAND)
    for thousands, on in ((100, (payment.id,)), (50, (payment.id,)), (70, ())):
        new = NewFact(client.id, thousands * THOUSAND, FRIDAY, on)
        await house.does(lambda tx, new=new: tx.as_(house.anna).receipts.record(new))
        async with house.read() as tx:
            found = await tx.system.paying_clients.count(MOSCOW, FIRST, LAST)
        assert found == {house.anna.person_id: PayingClients(1, 0 if on else 1)}


async def test_results_of_several_weeks_are_those_of_each(house: House) -> None:
    """A payment that two weeks promised counts in the week in which it came, and for whose plan promised it."""
    monday, later, tuesday = date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 24)
    house.clock.move_to(moscow("12:00", monday - timedelta(days=3)))
    client = await house.client(house.anna)
    first, second = [await house.awaits(client, each * THOUSAND, on=FRIDAY) for each in (90, 40)]
    await _freeze(house, monday)
    house.clock.move_to(moscow("12:00"))
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(first.id, FRIDAY)
        await tx.as_(house.anna).payment_changes.move(second.id, tuesday, MoveReason.OTHER)
    await _freeze(house, later)
    house.clock.move_to(moscow("12:00", tuesday))
    await house.does(lambda tx: tx.as_(house.anna).receipts.settle(second.id, tuesday))
    async with house.read() as tx:
        both = await tx.system.week_plans.results(MOSCOW, monday, later)
        assert both == {week: (await tx.system.week_plans.results(MOSCOW, week))[week] for week in (monday, later)}
    came = {week: both[week][house.anna.person_id].figures.on_plan for week in both}
    assert came == {monday: 90 * THOUSAND, later: 40 * THOUSAND}


async def _freeze(house: House, monday: date) -> None:
    house.clock.move_to(moscow("10:00", monday))
    async with house.write() as tx:
        for who in (house.anna, house.boris):
            await tx.system.week_plans.freeze(who.person_id, monday)
