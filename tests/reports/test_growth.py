"""No screen asks the database more often because the house has grown: what it shows is read together, page by page."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from reports.message.language import speaking
from reports.views import VIEWS, render
from sales.activities.activities import ActivityType, CallOutcome
from sales.asks.ask import AskKind
from sales.core.money import ROUBLE
from storage.activities.activities import NewActivity
from storage.asks.ask_changes import NewAsk
from storage.deals.deals import NewDeal
from storage.engine.pool import InLoopPool
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.transaction import Transaction
from tests.town import Someone, Town

THOUSAND = 1000 * ROUBLE
SAMPLES: dict[str, list[dict[str, object]]] = json.loads(
    Path(__file__).with_name("stored_views.json").read_text("utf-8")
)
BY_PAGES = 2
"""A page more or less of something may be looked at."""


async def add_client(tx: Transaction, whose: Someone, number: int) -> None:
    """With a bit of everything, of these days and of long ago."""
    mine, now = tx.as_(whose.actor), tx.clock.now()
    client = await mine.clients.create(f"Клиент {number}-{whose.id} {'абвгдежз'[number % 8] * 3}")
    await mine.contacts.add(client.id, "Иван", f"+7916{whose.id:03}{number:04}")
    await mine.deals.make(NewDeal(client.id, "поставка", 100 * THOUSAND))
    today = now.date()
    for days in (0, 0, 1, 3, 12, -10):
        on = today + timedelta(days=days)
        last = await mine.payments.expect(NewPayment(client.id, (100 + number + days) * THOUSAND, on, 70))
    await mine.receipts.settle(last.id, today)
    await mine.receipts.record(NewFact(client.id, 5 * THOUSAND, today - timedelta(days=1)))
    await mine.activities.log(NewActivity(client.id, ActivityType.CALL, now, CallOutcome.TALKED))
    for hours in (2, 26):
        at = now + timedelta(hours=hours, minutes=number)
        await mine.activities.plan(NewActivity(client.id, ActivityType.MEETING, at))
    await mine.ask_changes.give(NewAsk(AskKind.HELP, "помощь", client_id=client.id))
    task = NewAsk(AskKind.TASK, "дело", to_id=whose.id, client_id=client.id, due_at=now + timedelta(hours=3))
    await mine.ask_changes.give(task)


async def count_statements(town: Town, *readers: Someone) -> dict[tuple[str, str, int], int]:
    """By view, its fields and its reader, how many it takes to draw it; of those that show something."""
    found, said = dict[tuple[str, str, int], int](), list[str]()
    pool = town.database.reader
    assert isinstance(pool, InLoopPool)

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(pool.engine, "before_cursor_execute", hear)
    for name, samples in SAMPLES.items():
        for fields in samples[:3] if name in VIEWS else ():
            for reader in readers:
                said.clear()
                async with town.database.read() as tx:
                    with speaking("ru"):
                        shown = await render(name, tx, reader.actor, fields)
                if shown is not None:
                    found[name, json.dumps(fields), reader.id] = len(said)
    event.remove(pool.engine, "before_cursor_execute", hear)
    return found


@pytest.mark.samples
async def test_a_house_three_times_as_large_is_asked_as_often(town: Town) -> None:
    assert town.owner is not None
    olga, sellers = await town.lead("Ольга"), [await town.manager(name) for name in ("Анна", "Борис")]
    readers = (olga, sellers[0], town.owner)
    await town.clock.reach("10:00")
    for number in range(2):
        async with town.database.write() as tx:
            for each in sellers:
                await add_client(tx, each, number)
    before = await count_statements(town, *readers)

    sellers += [await town.manager(name) for name in ("Виктор", "Галя", "Денис", "Егор", "Жанна")]
    for number in range(2, 8):
        async with town.database.write() as tx:
            for each in sellers:
                await add_client(tx, each, number)
    after = await count_statements(town, *readers)

    assert len(before) > len(SAMPLES), "most of them show something"
    grown = {key: (count, after[key]) for key, count in before.items() if after.get(key, 0) > count + BY_PAGES}
    assert grown == {}
