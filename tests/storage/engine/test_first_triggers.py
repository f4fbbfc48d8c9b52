"""What the database marks as the first of a deal, a payment, a client is what a reader finds line by line."""

import random
from collections.abc import Callable, Hashable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from sales.activities.activities import REACHED, ActivityType, CallOutcome, MeetingOutcome
from storage.engine.first_triggers import CONTACTS
from storage.tables import ActivityRow, FactRow
from storage.tables.payments import Begins
from storage.transaction import Transaction
from tests.clock import FRIDAY, moscow
from tests.storage.firsts import count_anew
from tests.storage.house import MOSCOW, THOUSAND, House

DAYS = [FRIDAY - timedelta(days=number) for number in range(5)]
NOON = moscow("12:00", FRIDAY)
WRITES = 60
SEEN = 6
"""Writes between two looks."""


def first_of(rows: Iterable[Any], unit: Callable[[Any], Hashable], order: Callable[[Any], Any]) -> dict[Hashable, Any]:
    found: dict[Hashable, Any] = {}
    for row in sorted(rows, key=order):
        if unit(row) is not None:
            found.setdefault(unit(row), row)
    return found


def deal_of(row: Any) -> Hashable:
    if row.deal_id is not None:
        return "deal", row.deal_id
    return ("payment", row.payment_id) if row.payment_id is not None else ("receipt", row.receipt_id or row.id)


def begun(rows: Iterable[Any]) -> dict[int, int]:
    """By id what each of the facts begins, where it begins anything."""
    came = [row for row in rows if row.undone_at is None and row.amount > 0 and row.client_id is not None]

    def order(row: Any) -> Any:
        return row.local_date, row.id

    clients = first_of(came, lambda row: row.client_id, order)
    others = [row for row in came if deal_of(row) != deal_of(clients[row.client_id])]
    marks = {
        Begins.DEAL: first_of(came, lambda row: row.deal_id, order),
        Begins.PAYMENT: first_of(came, lambda row: row.payment_id, order),
        Begins.CLIENT: clients,
        Begins.REGULAR: first_of(others, lambda row: row.client_id, order),
    }
    found: dict[int, int] = {}
    for bit, firsts in marks.items():
        for row in firsts.values():
            found[row.id] = found.get(row.id, 0) + bit
    return found


async def marked(tx: Transaction, table: type[FactRow | ActivityRow]) -> dict[int, int]:
    found = await tx.session.execute(select(table.id, table.begins).where(table.begins != 0))
    return {row_id: begins for row_id, begins in found}  # noqa: C416  typed


async def read(tx: Transaction, table: type[FactRow | ActivityRow]) -> list[Any]:
    return list((await tx.session.execute(select(table.__table__))).all())


async def write_fact(tx: Transaction, dice: random.Random, given: dict[str, list[Any]], common: dict[str, Any]) -> None:
    """A new one, a change of one, or one that goes for good."""
    values = {name: dice.choice(choices) for name, choices in given.items()}
    ids = list(await tx.session.scalars(select(FactRow.id).order_by(FactRow.id)))
    what = dice.random()
    if not ids or what < 0.5:
        await tx.session.execute(insert(FactRow).values(**values, **common))
    elif what < 0.9:
        changed = dict(dice.sample(sorted(values.items(), key=lambda each: each[0]), dice.randint(1, 3)))
        await tx.session.execute(update(FactRow).where(FactRow.id == dice.choice(ids)).values(**changed))
    else:
        await tx.session.execute(delete(FactRow).where(FactRow.id == dice.choice(ids)))


@pytest.mark.parametrize("seed", range(3))
async def test_facts_say_what_they_begin_whatever_is_written(house: House, seed: int) -> None:
    dice = random.Random(seed)
    clients = [await house.client(house.anna, f"Клиент {number}") for number in range(3)]
    payments = [(await house.awaits(clients[number % 3], 100 * THOUSAND)).id for number in range(5)]
    given: dict[str, list[Any]] = {
        "client_id": [each.id for each in clients] * 3 + [None],
        "payment_id": [*payments, None, None],
        "deal_id": [1, 2, 3, None, None],
        "receipt_id": [1, 2, None],
        "amount": [50, 50, -50],
        "local_date": DAYS,
        "undone_at": [None, None, None, NOON],
    }
    common = {
        "department_id": MOSCOW,
        "owner_id": house.anna.person_id,
        "kind": "receipt",
        "entered_by": house.anna.person_id,
        "source": "manager",
        "happened_at": NOON,
        "created_at": NOON,
    }
    for _look in range(WRITES // SEEN):
        async with house.write() as tx:
            for _ in range(SEEN):
                await write_fact(tx, dice, given, common)
            assert await marked(tx, FactRow) == begun(await read(tx, FactRow))
    async with house.write() as tx:
        by_triggers = await marked(tx, FactRow)
        for statement in count_anew():
            await tx.session.execute(text(statement))
        assert await marked(tx, FactRow) == by_triggers


@pytest.mark.parametrize("seed", range(3))
async def test_so_do_contacts(house: House, seed: int) -> None:
    dice = random.Random(seed)
    clients = [(await house.client(house.anna, f"Клиент {number}")).id for number in range(3)]
    given: dict[str, list[Any]] = {
        "client_id": clients,
        "type": [ActivityType.CALL, ActivityType.MEETING, ActivityType.NOTE],
        "outcome": [CallOutcome.TALKED, MeetingOutcome.AGREED, CallOutcome.NO_ANSWER, None],
        "local_date": DAYS,
        "happened_at": [NOON, NOON - timedelta(hours=2), None],
        "undone_at": [None, None, None, NOON],
    }
    common = {"department_id": MOSCOW, "author_id": house.anna.person_id, "created_at": NOON, "recorded_at": NOON}
    async with house.write() as tx:
        for _ in range(WRITES):
            ids = list(await tx.session.scalars(select(ActivityRow.id).order_by(ActivityRow.id)))
            values = {name: dice.choice(choices) for name, choices in given.items()}
            if not ids or dice.random() < 0.6:
                await tx.session.execute(insert(ActivityRow).values(**values, **common))
            else:
                changed = dict(dice.sample(sorted(values.items(), key=lambda each: each[0]), 2))
                await tx.session.execute(
                    update(ActivityRow).where(ActivityRow.id == dice.choice(ids)).values(**changed)
                )
        made = [
            row
            for row in await read(tx, ActivityRow)
            if row.type in CONTACTS and row.outcome in REACHED and row.undone_at is None and row.happened_at is not None
        ]
        firsts = first_of(made, lambda row: row.client_id, lambda row: (row.local_date, row.happened_at, row.id))
        assert await marked(tx, ActivityRow) == {row.id: 1 for row in firsts.values()}


async def test_two_who_bring_a_clients_first_money_at_once_begin_it_once(house: House) -> None:
    client = await house.client(house.anna)
    new = {
        "department_id": MOSCOW,
        "owner_id": house.anna.person_id,
        "client_id": client.id,
        "amount": 50 * THOUSAND,
        "kind": "receipt",
        "local_date": FRIDAY,
        "entered_by": house.anna.person_id,
        "source": "manager",
        "happened_at": NOON,
        "created_at": NOON,
    }
    both = await house.at_once(*[lambda tx: tx.session.execute(insert(FactRow).values(**new))] * 2)
    assert not [each for each in both if isinstance(each, BaseException)]
    async with house.read() as tx:
        assert sorted((await marked(tx, FactRow)).values()) == [Begins.CLIENT, Begins.REGULAR]
