"""A working day to talk in: managers with a few payments awaited today, their leads, and phones for all of them."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.database import sqlite_url
from storage.engine.migrate import migrate
from tests.proof.bench.line import TimedCore
from tests.proof.bench.million import THOUSAND, TODAY, Staff, fill

AWAITED = 5
"""Payments of a manager today: as many rows as a page of the check-in has."""

MORNING = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
"""A quarter of an hour before the question of 12:00 goes out in Moscow: the clock runs while a bot starts."""

ASKING = datetime(2026, 11, 20, 8, 45, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 20, 9, 0, 1, tzinfo=UTC)


async def settle(folder: Path, staff: Staff, awaited: int = AWAITED) -> None:
    """A database in that folder: a year's history of the staff, and today's payments."""
    path = folder / "reper.db"
    await migrate(sqlite_url(path))
    fill(path, staff, activities=staff.managers * 100, payments=staff.managers * 20)
    connection = sqlite3.connect(path)
    with connection:
        for manager in range(1, staff.managers + 1):
            for number in range(awaited):
                _expect(connection, staff, manager, number)
    connection.close()


def _expect(connection: sqlite3.Connection, staff: Staff, manager: int, number: int) -> None:
    known = {
        "department_id": staff.department(manager),
        "client_id": staff.client(manager, number),
        "owner_id": manager,
        "amount": (50 + 10 * number) * THOUSAND,
        "received": 0,
        "due_on": TODAY.isoformat(),
        "first_due_on": TODAY.isoformat(),
        "moves": 0,
        "probability": 50,
        "probability_manual": 0,
        "source": "dialog",
        "created_by": manager,
        "created_at": f"{TODAY - timedelta(days=2)} 09:00:00.000000",
    }
    places = ", ".join("?" * len(known))
    statement = f"INSERT INTO expected_payments ({', '.join(known)}) VALUES ({places})"
    connection.execute(statement, tuple(known.values()))


def move_in(core: TimedCore, staff: Staff) -> None:
    """Phones for everybody, who have all pressed Start long ago."""
    for number in range(1, staff.everybody + 1):
        core.world.add_person(f"P{number}", person_id=staff.telegram(number)).started = True
