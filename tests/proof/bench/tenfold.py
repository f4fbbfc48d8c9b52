"""The same house ten times over: five of them side by side, and each with as many years behind it again."""

import sqlite3
from pathlib import Path

from tests.proof.bench.million import BOOKS, CLIENTS, DAYS, Staff, closed, opened, people, with_indexes, without_indexes

HOUSES, AGES = 5, 2
ROWS = 2_000_000
"""More than any book of the pattern has: each copy's ids follow the one before."""

DAY, INSTANT = "date({name}, '-{days} days')", "strftime('%Y-%m-%d %H:%M:%S.000000', {name}, '-{days} days')"
SHIFTS = {
    "department_id": "{name} + {departments}",
    "client_id": "{name} + {clients}",
    **dict.fromkeys(("id", "payment_id", "receipt_id"), "{name} + {rows}"),
    **dict.fromkeys(("author_id", "owner_id", "created_by", "entered_by", "confirmed_by"), "{name} + {managers}"),
    **dict.fromkeys(("local_date", "due_on", "first_due_on"), DAY),
    **dict.fromkeys(("happened_at", "created_at", "recorded_at", "cancelled_at"), INSTANT),
}
LONG_AGO = {"closed_at": f"coalesce({INSTANT}, {INSTANT.replace('{name}', 'created_at')})", "received": "amount"}
"""Nobody owes anything from so long ago: an open payment of today is no open payment then."""


def staff_of(staff: Staff) -> Staff:
    return Staff(staff.managers * HOUSES, staff.departments * HOUSES)


def fill_tenfold(path: Path, pattern: Path, staff: Staff) -> None:
    """Bring a migrated file to ten times the pattern, which that staff has filled."""
    people(path, staff_of(staff))
    connection = opened(path)
    connection.execute("ATTACH ? AS pattern", (str(pattern),))
    with connection:
        indexes = without_indexes(connection)
        for house in range(HOUSES):
            for age in range(AGES):
                _copy(connection, staff, house, age)
        with_indexes(connection, indexes)
    connection.execute("DETACH pattern")
    closed(connection)


def _copy(connection: sqlite3.Connection, staff: Staff, house: int, age: int) -> None:
    given = {
        "departments": staff.departments * house,
        "managers": staff.managers * house,
        "clients": staff.managers * CLIENTS * house,
        "days": DAYS * age,
        "rows": ROWS * (house * AGES + age),
    }
    for book in BOOKS:
        names = [row[1] for row in connection.execute(f"PRAGMA pattern.table_info({book})")]
        shifts = SHIFTS | (LONG_AGO if age and book == "expected_payments" else {})
        values = ", ".join(shifts.get(name, "{name}").format(name=f'"{name}"', **given) for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        connection.execute(f"INSERT INTO main.{book} ({columns}) SELECT {values} FROM pattern.{book}")
