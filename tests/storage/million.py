"""
How long the screens take on a million activities and 200,000 payments: `python -m tests.storage.million [postgres]`.

One department of twenty managers over a year. Not a part of the suite: filling the tables takes half a minute.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import text

from sales.calendar.calendar import month_of, week_of
from storage.database import Database, sqlite_url
from storage.engine.actor import Actor
from storage.transaction import Transaction
from tests.clock import FRIDAY, MovableClock
from tests.storage.house import MOSCOW, House, settled_house
from tests.storage.postgres import running

ACTIVITIES, PAYMENTS, CLIENTS, NEWCOMERS = 1_000_000, 200_000, 5_000, 18

FILL = """
INSERT INTO people (department_id, telegram_id, name, role, profile, language, created_at, activated_at)
SELECT 1, 5000 + i, 'М' || i, 'manager', 'mixed', 'ru', {now}, {now} FROM numbers WHERE i <= {newcomers};

INSERT INTO clients (department_id, owner_id, name, normal, created_at, touched_at)
SELECT 1, {who}, 'Клиент ' || i, 'клиент ' || i, {now}, {now} FROM numbers WHERE i <= {clients};

INSERT INTO activities
    (department_id, author_id, client_id, type, outcome, local_date, happened_at, created_at, recorded_at)
SELECT 1, {who}, 1 + i % {clients}, CASE WHEN i % 5 = 0 THEN 'meeting' ELSE 'call' END, 'agreed', {day},
    {now}, {now}, {now} FROM numbers;

INSERT INTO expected_payments
    (department_id, client_id, owner_id, amount, received, due_on, first_due_on, moves, probability,
     probability_manual, source, created_by, created_at, closed_at)
SELECT 1, 1 + i % {clients}, {who}, 150, CASE WHEN i % 400 = 0 THEN 0 ELSE 150 END, {day}, {day}, 0, 50,
    {no}, 'line', {who}, {now}, CASE WHEN i % 400 = 0 THEN NULL ELSE {closed} END FROM numbers WHERE i <= {payments};

INSERT INTO facts
    (department_id, owner_id, client_id, payment_id, amount, kind, local_date, entered_by, source, happened_at,
     receipt_id, created_at)
SELECT 1, {who}, 1 + i % {clients}, i, 150, 'receipt', {day}, {who}, 'manager', {now}, i, {now}
FROM numbers WHERE i <= {payments};

INSERT INTO payment_events (payment_id, at, actor_id, kind)
SELECT i, {now}, {who}, 'created' FROM numbers WHERE i <= {payments};

INSERT INTO day_plans (department_id, person_id, local_date, frozen_at)
SELECT 1, owner_id, due_on, {now} FROM expected_payments GROUP BY owner_id, due_on;

INSERT INTO day_plan_items (plan_id, payment_id, amount)
SELECT p.id, e.id, e.amount FROM day_plans p JOIN expected_payments e
ON e.owner_id = p.person_id AND e.due_on = p.local_date;

INSERT INTO week_plans (department_id, person_id, monday, sunday, drafted_at, confirmed_at, frozen_at)
SELECT 1, first_newcomer.id + n.i - 1, w.monday, w.sunday, {now}, {now}, {now}
FROM (SELECT i FROM numbers WHERE i <= {newcomers}) n, ({weeks}) w,
    (SELECT min(id) AS id FROM people WHERE telegram_id > 5000) first_newcomer;

INSERT INTO week_plan_items (plan_id, payment_id, amount, due_on, probability)
SELECT p.id, e.id, e.amount, e.due_on, e.probability FROM week_plans p JOIN expected_payments e
ON e.owner_id = p.person_id AND e.due_on BETWEEN p.monday AND p.sunday;

INSERT INTO plans (department_id, person_id, metric, month, version, value, set_by, set_at)
SELECT 1, id, 'money', '2026-10-01', 1, 1000000, id, {now} FROM people WHERE telegram_id > 5000;

DROP TABLE numbers;
ANALYZE
"""

SQLITE = {
    "numbers": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {activities}) SELECT i FROM n",
    "day": "date('2025-11-21', '+' || (i % 366) || ' day')",
    "now": "'2026-11-01 08:00:00.000000'",
    "closed": "date('2025-11-21', '+' || (i % 366) || ' day') || ' 08:00:00.000000'",
    "no": "0",
    "weeks": "SELECT date('2025-11-17', '+' || (7 * i) || ' day') AS monday,"
    " date('2025-11-23', '+' || (7 * i) || ' day') AS sunday FROM numbers WHERE i <= 53",
}
POSTGRES = {
    "numbers": "SELECT i FROM generate_series(1, {activities}) AS g(i)",
    "day": "DATE '2025-11-21' + (i % 366)",
    "now": "TIMESTAMPTZ '2026-11-01 08:00:00+00'",
    "closed": "(DATE '2025-11-21' + (i % 366))::timestamp AT TIME ZONE 'UTC'",
    "no": "false",
    "weeks": "SELECT DATE '2025-11-17' + 7 * i AS monday, DATE '2025-11-23' + 7 * i AS sunday"
    " FROM numbers WHERE i <= 53",
}


async def fill(database: Database, first_newcomer: int) -> None:
    words = {
        **(SQLITE if database.is_sqlite else POSTGRES),
        "who": f"{first_newcomer} + i % {NEWCOMERS}",
        "clients": CLIENTS,
        "payments": PAYMENTS,
        "newcomers": NEWCOMERS,
    }
    async with database.write() as tx:
        numbers = str(words["numbers"]).format(activities=ACTIVITIES)
        for statement in (f"CREATE TABLE numbers AS {numbers}", *FILL.format(**words).split(";")):
            await tx.session.execute(text(statement.replace(":", "\\:")))


def screens(house: House, manager: Actor) -> dict[str, Callable[[Transaction], Awaitable[Any]]]:
    month, week, me = month_of(FRIDAY - timedelta(days=31)), week_of(FRIDAY), manager.person_id
    return {
        "/stats, a manager's month": lambda tx: tx.as_(manager).statistics.of_person(me, *month),
        "/stats, a manager's week": lambda tx: tx.as_(manager).statistics.of_person(me, *week),
        "/stats, the department's month": lambda tx: tx.as_(house.olga).statistics.of_department(MOSCOW, *month),
        "/day, the department": lambda tx: tx.as_(house.olga).statistics.day(FRIDAY),
        "/today, payments": lambda tx: tx.as_(manager).payments.list_due(FRIDAY),
        "/today, activities": lambda tx: tx.as_(manager).activities.of_day(None, FRIDAY),
        "the lead's check-in": lambda tx: tx.system.days.of_department(MOSCOW, FRIDAY, "12:00"),
        "/checkin": lambda tx: tx.system.checkins.rows(me, FRIDAY, "12:00"),
        "/undo": lambda tx: tx.as_(manager).undoable.last(),
        **_of_the_cycle(house, manager),
        "picker, search": lambda tx: tx.as_(manager).clients.search("клиентом 33"),
    }


def _of_the_cycle(house: House, manager: Actor) -> dict[str, Callable[[Transaction], Awaitable[Any]]]:
    month, me, olga = month_of(FRIDAY - timedelta(days=31)), manager.person_id, house.olga
    monday, quarter = week_of(FRIDAY - timedelta(days=7))[0], FRIDAY - timedelta(days=90)

    async def team(tx: Transaction) -> list[int]:
        return [each.person_id for each in await tx.system.staff.managers(MOSCOW)]

    async def over(tx: Transaction, call: Callable[[list[int]], Awaitable[Any]]) -> Any:
        return await call(await team(tx))

    return {
        "/svod, the month's figures": lambda tx: tx.as_(olga).period.of_department(MOSCOW, *month),
        "/svod, the open items": lambda tx: over(tx, lambda all_: tx.system.week_plans.list_awaited(all_, FRIDAY)),
        "accuracy of everybody": lambda tx: over(tx, lambda all_: tx.system.track_record.days(all_, monday, FRIDAY)),
        "accuracy, a manager": lambda tx: tx.system.track_record.days([me], FRIDAY - timedelta(days=29), FRIDAY),
        "calibration, a manager": lambda tx: tx.system.track_record.predictions([me], quarter, FRIDAY),
        "decomposition, a manager": lambda tx: tx.system.track_record.observe(me, quarter, FRIDAY),
        "week draft, a manager": lambda tx: tx.system.week_plans.make_draft(me, monday, FRIDAY),
        "week table, the department": lambda tx: tx.as_(olga).week_plans.of_department(MOSCOW, monday),
        "week result, the department": lambda tx: tx.system.week_plans.results(MOSCOW, monday),
        "week lines, a manager": lambda tx: tx.as_(manager).week_lines.lines(me, monday),
        "tomorrow, the department": lambda tx: tx.as_(olga).tomorrow_plans.of_department(MOSCOW, FRIDAY),
        "month close, slipped": lambda tx: tx.as_(olga).month_close.list_slipped(MOSCOW, month[0]),
        "month close, earnings": lambda tx: tx.as_(olga).month_close.earnings(MOSCOW, month[0]),
    }


async def measure(url: str) -> None:
    await settled_house(url)
    database = Database(url, MovableClock())
    try:
        house = await House(database, MovableClock()).open()
        await fill(database, max(each.person_id for each in house.actors.values()) + 1)
        async with database.read() as tx:
            manager = next(each for each in await tx.system.staff.managers(MOSCOW) if each.name == "М5")
        for name, screen in screens(house, manager).items():
            took = []
            for _ in range(5):
                async with database.read() as tx:
                    begun = perf_counter()
                    await screen(tx)
                    took.append(perf_counter() - begun)
            sys.stdout.write(f"{name:32} {sorted(took)[2] * 1000:7.1f} ms\n")
    finally:
        await database.dispose()


if __name__ == "__main__":
    if "postgres" in sys.argv:
        with running() as server:
            asyncio.run(measure(server.url(server.create())))
    else:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(measure(sqlite_url(Path(folder) / "reper.db")))
