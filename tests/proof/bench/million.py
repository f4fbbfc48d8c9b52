"""A department's years in one file: a million activities, 200 000 payments and their facts, written past the bot.

Of eight payments one was moved, of fifty one came five days late; a tenth of the money was on no expected payment.
"""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from tests.storage.firsts import count_anew

NAMES = (  # noqa: SIM905  forty quoted names read worse
    "Ромашка Вектор Техсервис Гермес Атлант Берёзка Горизонт Дельта Енисей Жасмин Заря Империал Калина Лазурит "
    "Магистраль Новатор Орбита Прометей Радуга Сатурн Таврида Урожай Фрегат Хризолит Центурион Черника Шторм Эталон "
    "Юпитер Ягода Бастион Волна Гранит Диалог Изумруд Кристалл Лотос Маяк Нептун Оазис"
).split()
CLIENTS = len(NAMES)
"""Of each manager, where nothing else is said; those of another have the same names."""

TODAY = date(2026, 11, 20)
DAYS = 730
THOUSAND = 100_000
BOOKS = ("activities", "expected_payments", "facts")

LATE = (0, 0, 0, 0, 0, 0, 0, 1, 1, 2)
"""Days after the one that was said."""

PAID = """
INSERT INTO facts (id, department_id, owner_id, client_id, payment_id, amount, kind, local_date, entered_by, source,
                   confirmed_by, happened_at, receipt_id, created_at)
SELECT id, department_id, owner_id, client_id, id, received, 'receipt', date(closed_at), owner_id, 'manager',
       CASE WHEN id % 3 THEN owner_id END, closed_at, id, closed_at
FROM expected_payments WHERE received > 0
"""
"""Each payment that has come has its fact."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works there: people 1… are managers, department by department; then a lead for each department."""

    managers: int = 50
    departments: int = 5
    clients: int = CLIENTS
    """Of each manager, that have records."""

    @property
    def everybody(self) -> int:
        return self.managers + self.departments

    def department(self, person: int) -> int:
        if person > self.managers:
            return person - self.managers
        return (person - 1) * self.departments // self.managers + 1

    def lead(self, department: int) -> int:
        return self.managers + department

    def client(self, owner: int, number: int) -> int:
        return (owner - 1) * self.clients + number % self.clients + 1

    @staticmethod
    def telegram(person: int) -> int:
        return 1000 + person


def fill(path: Path, staff: Staff, activities: int, payments: int) -> None:
    """Bring a migrated file to that size."""
    dice = random.Random(1)
    connection = opened(path)
    with connection:
        indexes = without_indexes(connection)
        hire(connection, staff)
        insert(connection, "clients", _clients(staff))
        insert(connection, "activities", _activities(dice, staff, activities))
        insert(connection, "expected_payments", _payments(dice, staff, payments))
        connection.execute(PAID)
        insert(connection, "facts", _off_plan(dice, staff, payments))
        with_indexes(connection, indexes)
    closed(connection)


def people(path: Path, staff: Staff) -> None:
    """Only who works there, and their clients."""
    connection = opened(path)
    with connection:
        hire(connection, staff)
        insert(connection, "clients", _clients(staff))
    closed(connection)


def opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-400000")
    return connection


def closed(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA optimize")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def without_indexes(connection: sqlite3.Connection) -> list[str]:
    """An index made at the end costs a tenth of one that grows with every row; nor could a trigger look up anything."""
    places = ", ".join("?" * len(BOOKS))
    made = "type IN ('index', 'trigger') AND sql IS NOT NULL"
    query = f"SELECT type, name, sql FROM sqlite_master WHERE {made} AND tbl_name IN ({places}) ORDER BY type"
    found = connection.execute(query, BOOKS).fetchall()
    for kind, name, _sql in found:
        connection.execute(f'DROP {kind} "{name}"')
    return [sql for _kind, _name, sql in found]


def with_indexes(connection: sqlite3.Connection, statements: list[str]) -> None:
    for statement in (*statements, *count_anew()):
        connection.execute(statement)


def insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    first = next(rows)
    names = ", ".join(first)
    places = ", ".join(f":{name}" for name in first)
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"
    connection.execute(statement, first)
    connection.executemany(statement, rows)


def hire(connection: sqlite3.Connection, staff: Staff) -> None:
    start = at(TODAY - timedelta(days=DAYS))
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
        for number in range(1, staff.departments + 1)
    )
    insert(connection, "departments", departments)
    roles = ["manager"] * staff.managers + ["lead"] * staff.departments
    people = (
        {
            "id": number,
            "department_id": staff.department(number),
            "telegram_id": staff.telegram(number),
            "name": f"P{number}",
            "role": role,
            "profile": "mixed",
            "language": "ru",
            "created_at": start,
            "activated_at": start,
        }
        for number, role in enumerate(roles, start=1)
    )
    insert(connection, "people", people)


def _clients(staff: Staff) -> Iterator[dict[str, object]]:
    for number in range(staff.managers * staff.clients):
        owner = number // staff.clients + 1
        yield {
            "id": number + 1,
            "department_id": staff.department(owner),
            "owner_id": owner,
            "name": NAMES[number % len(NAMES)],
            "normal": NAMES[number % len(NAMES)].lower().replace("ё", "е"),
            "created_at": at(TODAY),
            "touched_at": at(TODAY),
        }


def _activities(dice: random.Random, staff: Staff, count: int) -> Iterator[dict[str, object]]:
    for _number in range(count):
        author, day = dice.randint(1, staff.managers), _day(dice)
        yield {
            "department_id": staff.department(author),
            "author_id": author,
            "client_id": staff.client(author, dice.randrange(staff.clients)),
            "type": "call" if dice.random() < 0.8 else "meeting",
            "outcome": "talked",
            "comment": "ждут счёт",
            "local_date": day.isoformat(),
            "happened_at": at(day, dice.randint(6, 15)),
            "created_at": at(day),
            "recorded_at": at(day),
        }


def _payments(dice: random.Random, staff: Staff, count: int) -> Iterator[dict[str, object]]:
    for number in range(1, count + 1):
        owner, first = dice.randint(1, staff.managers), _day(dice, ahead=10)
        moved = first < TODAY and dice.random() < 0.12
        due = first + timedelta(days=dice.randint(1, 20)) if moved else first
        closed = due + timedelta(days=dice.choice(LATE))
        over = closed < TODAY and dice.random() < 0.998  # eight debts to a manager: more would be another business
        cancelled = over and dice.random() < 0.005
        amount = dice.randrange(40, 900, 10) * THOUSAND
        yield {
            "id": number,
            "department_id": staff.department(owner),
            "client_id": staff.client(owner, dice.randrange(staff.clients)),
            "owner_id": owner,
            "amount": amount,
            "received": amount if over and not cancelled else 0,
            "due_on": due.isoformat(),
            "first_due_on": first.isoformat(),
            "moves": int(moved),
            "probability": dice.choice((20, 50, 50, 80, 90)),
            "probability_manual": 0,
            "source": "dialog",
            "created_by": owner,
            "created_at": at(first - timedelta(days=7)),
            "closed_at": at(closed, 12) if over else None,
            "cancelled_at": at(closed, 12) if cancelled else None,
        }


def _off_plan(dice: random.Random, staff: Staff, payments: int) -> Iterator[dict[str, object]]:
    """Money that nobody expected, each a receipt of its own."""
    for number in range(payments + 1, payments + payments // 10 + 1):
        owner, day = dice.randint(1, staff.managers), _day(dice)
        yield {
            "id": number,
            "department_id": staff.department(owner),
            "owner_id": owner,
            "client_id": staff.client(owner, dice.randrange(staff.clients)),
            "amount": dice.randrange(40, 900, 10) * THOUSAND,
            "kind": "receipt",
            "local_date": day.isoformat(),
            "entered_by": owner,
            "source": "manager",
            "happened_at": at(day, 12),
            "receipt_id": number,
            "created_at": at(day, 12),
        }


def _day(dice: random.Random, ahead: int = 0) -> date:
    return TODAY - timedelta(days=dice.randint(-ahead, DAYS))


def at(day: date, hour: int = 9) -> str:
    return datetime.combine(day, time(hour), UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
