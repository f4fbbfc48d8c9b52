"""A department's years in one file: a million activities, 200 000 payments and their facts, written past the bot."""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

MANAGERS = 50
DEPARTMENTS = 5
CLIENTS = 40
"""Of each manager."""

TODAY = date(2026, 11, 20)
DAYS = 730
THOUSAND = 100_000


def fill(path: Path, activities: int, payments: int) -> None:
    """Bring a migrated file to that size. People 1… are managers, department by department; then a lead for each."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    dice = random.Random(1)
    with connection:
        _people(connection)
        _insert(connection, "clients", _clients())
        _insert(connection, "activities", _activities(dice, activities))
        _insert(connection, "expected_payments", _payments(dice, payments))
        _insert(connection, "facts", _facts(dice, payments))
    connection.execute("PRAGMA optimize")
    connection.execute("ANALYZE")
    connection.close()


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    first = next(rows)
    names = ", ".join(first)
    places = ", ".join(f":{name}" for name in first)
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"
    connection.execute(statement, first)
    connection.executemany(statement, rows)


def _people(connection: sqlite3.Connection) -> None:
    start = _at(TODAY - timedelta(days=DAYS))
    departments = (
        {
            "id": number,
            "name": f"D{number}",
            "zone": "Europe/Moscow",
            "slots": '["12:00","16:00","18:00"]',
            "ask_before": 15,
            "remind_before": 5,
            "day_close": "18:00",
            "created_at": start,
        }
        for number in range(1, DEPARTMENTS + 1)
    )
    _insert(connection, "departments", departments)
    roles = ["manager"] * MANAGERS + ["lead"] * DEPARTMENTS
    people = (
        {
            "id": number,
            "department_id": _department(number),
            "telegram_id": 1000 + number,
            "name": f"P{number}",
            "role": role,
            "profile": "mixed",
            "language": "ru",
            "created_at": start,
            "activated_at": start,
        }
        for number, role in enumerate(roles, start=1)
    )
    _insert(connection, "people", people)


def _department(person: int) -> int:
    return (person - 1) * DEPARTMENTS // MANAGERS + 1 if person <= MANAGERS else person - MANAGERS


def _clients() -> Iterator[dict[str, object]]:
    for number in range(MANAGERS * CLIENTS):
        owner = number // CLIENTS + 1
        yield {
            "id": number + 1,
            "department_id": _department(owner),
            "owner_id": owner,
            "name": f"Клиент {number}",
            "normal": f"клиент {number}",
            "created_at": _at(TODAY),
            "touched_at": _at(TODAY),
        }


def _activities(dice: random.Random, count: int) -> Iterator[dict[str, object]]:
    for _number in range(count):
        author, day = dice.randint(1, MANAGERS), _day(dice)
        yield {
            "department_id": _department(author),
            "author_id": author,
            "client_id": _client_of(dice, author),
            "type": "call" if dice.random() < 0.8 else "meeting",
            "outcome": "talked",
            "comment": "ждут счёт",
            "local_date": day.isoformat(),
            "happened_at": _at(day, dice.randint(6, 15)),
            "created_at": _at(day),
            "recorded_at": _at(day),
        }


def _payments(dice: random.Random, count: int) -> Iterator[dict[str, object]]:
    for number in range(1, count + 1):
        owner, day = dice.randint(1, MANAGERS), _day(dice, ahead=10)
        amount = dice.randrange(40, 900, 10) * THOUSAND
        paid = day < TODAY and dice.random() < 0.998  # eight debts to a manager: more would be another business
        yield {
            "id": number,
            "department_id": _department(owner),
            "client_id": _client_of(dice, owner),
            "owner_id": owner,
            "amount": amount,
            "received": amount if paid else 0,
            "due_on": day.isoformat(),
            "first_due_on": day.isoformat(),
            "moves": 0,
            "probability": 50,
            "probability_manual": 0,
            "source": "dialog",
            "created_by": owner,
            "created_at": _at(day - timedelta(days=7)),
            "closed_at": _at(day) if paid else None,
        }


def _facts(dice: random.Random, count: int) -> Iterator[dict[str, object]]:
    for _number in range(count):
        owner, day = dice.randint(1, MANAGERS), _day(dice)
        yield {
            "department_id": _department(owner),
            "owner_id": owner,
            "client_id": _client_of(dice, owner),
            "amount": dice.randrange(40, 900, 10) * THOUSAND,
            "kind": "receipt",
            "local_date": day.isoformat(),
            "entered_by": owner,
            "source": "manager",
            "happened_at": _at(day, 12),
            "created_at": _at(day, 12),
        }


def _client_of(dice: random.Random, owner: int) -> int:
    return (owner - 1) * CLIENTS + dice.randint(1, CLIENTS)


def _day(dice: random.Random, ahead: int = 0) -> date:
    return TODAY - timedelta(days=dice.randint(-ahead, DAYS))


def _at(day: date, hour: int = 9) -> str:
    return datetime.combine(day, time(hour), UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
