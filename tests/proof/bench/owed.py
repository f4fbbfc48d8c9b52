"""`/debts` of a department that is owed twenty thousand times, and fifty hunters on one cold list (spec/3, spec/4)."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from reports.views import render
from sales.cold.states import ColdOutcome
from storage.database import Database, sqlite_url
from storage.engine.actor import Actor
from storage.engine.migrate import migrate
from tests.proof.bench.clients import Screen, row_of, time_screens
from tests.proof.bench.million import THOUSAND, TODAY, Staff, at, closed, hire, insert, opened
from tests.proof.bench.scale import Scale
from tests.proof.bench.table import Part, Row, at_most
from tests.proof.bench.views import LEAD, MANAGER, open_house

HUNTERS = 50
STAFF = Staff(HUNTERS, 1)
SCREEN_MS = 50
CLIENTS = 2_000
TAPS = 40


async def owed(scale: Scale, title: str, url: str) -> Part:
    """As of clients: the processor's time on SQLite, else the wall's."""
    async with open_house((url, STAFF)) as house:
        database, lead, manager = house.database, house.readers[LEAD], house.readers[MANAGER]
        whole: Screen = lambda tx: render("debts", tx, lead, {})  # noqa: E731
        own: Screen = lambda tx: render("debts", tx, manager, {})  # noqa: E731
        listed: Screen = lambda tx: render("debt_list", tx, lead, {"which": "lead"})  # noqa: E731
        rows = [
            row_of("/debts of a lead", await time_screens(database, [whole], scale.looks), SCREEN_MS),
            row_of("/debts of a manager", await time_screens(database, [own], scale.looks), SCREEN_MS),
            row_of("those for the lead", await time_screens(database, [listed], scale.looks), None),
            *await _ring(database, scale.rows),
        ]
        return Part(f"{title}, {scale.rows} debts and as many cold numbers", rows)


async def _ring(database: Database, count: int) -> list[Row]:
    """All of them at once, each one number after another, as far as a day of fifty reaches."""
    async with database.read() as tx:
        hunters = [await tx.system.staff.actor(number) for number in range(1, HUNTERS + 1)]
    begun = perf_counter()
    rung = await asyncio.gather(*(_hunt(database, each) for each in hunters if each is not None))
    spent = (perf_counter() - begun) * 1000
    times = Counter(lead_id for each in rung for lead_id in each)
    twice = sum(n > 1 for n in times.values())
    return [
        at_most(f"{HUNTERS} hunters, {count} numbers, {len(times)} rung: of them twice", twice, 0, digits=0),
        Row("a number answered and the next one taken, of the wall", f"{spent / max(1, len(times)):.2f} ms"),
    ]


async def _hunt(database: Database, hunter: Actor) -> list[int]:
    """One is answered and the next one taken together, as by a tap."""
    rung: list[int] = []
    for _tap in range(TAPS):
        async with database.write() as tx:
            if rung:
                await tx.as_(hunter).cold_queue.answer(rung[-1], ColdOutcome.REFUSED)
            taken = await tx.as_(hunter).cold_queue.take()
        if taken is None:
            break
        rung.append(taken.id)
    return rung


async def filled(scale: Scale) -> Path:
    """A database of its own, that goes with the machine's temporary files."""
    path = Path(tempfile.mkdtemp(prefix="reper-bench-owed-")) / "reper.db"
    await migrate(sqlite_url(path))
    connection = opened(path)
    with connection:
        hire(connection, STAFF)
        insert(connection, "clients", _clients())
        insert(connection, "expected_payments", _payments(scale.rows))
        insert(connection, "cold_lists", iter([_list()]))
        insert(connection, "cold_leads", _leads(scale.rows))
    closed(connection)
    return path


def _clients() -> Iterator[dict[str, object]]:
    for number in range(CLIENTS):
        yield {
            "id": number + 1,
            "department_id": 1,
            "owner_id": number % STAFF.managers + 1,
            "name": f"Клиент {number}",
            "normal": f"клиент {number}",
            "created_at": at(TODAY - timedelta(days=300)),
            "touched_at": at(TODAY),
        }


def _payments(count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        client, day = number % CLIENTS, TODAY - timedelta(days=1 + number % 200)
        yield {
            "id": number + 1,
            "department_id": 1,
            "client_id": client + 1,
            "owner_id": client % STAFF.managers + 1,
            "amount": (10 + number % 90) * THOUSAND,
            "received": 0,
            "due_on": day.isoformat(),
            "first_due_on": day.isoformat(),
            "moves": 0,
            "probability": 50,
            "probability_manual": 0,
            "source": "dialog",
            "created_by": client % STAFF.managers + 1,
            "created_at": at(day),
        }


def _list() -> dict[str, object]:
    words = {"name": "База", "state": "open", "source": "own", "mapping": "{}", "counts": "{}"}
    return {"id": 1, "department_id": 1, "by_id": STAFF.lead(1), "created_at": at(TODAY), **words}


def _leads(count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        phone10 = f"916{number:07}"
        words = {"name": f"Фирма {number}", "phone": f"+7{phone10}", "phone10": phone10, "state": "new", "tries": 0}
        yield {"id": number + 1, "list_id": 1, "department_id": 1, **words}
