"""A department's years in one file: a million activities, 200 000 payments and their facts, written past the bot."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

NAMES = (  # noqa: SIM905  forty quoted names read worse
    "Ромашка Вектор Техсервис Гермес Атлант Берёзка Горизонт Дельта Енисей Жасмин Заря Империал Калина Лазурит "
    "Магистраль Новатор Орбита Прометей Радуга Сатурн Таврида Урожай Фрегат Хризолит Центурион Черника Шторм Эталон "
    "Юпитер Ягода Бастион Волна Гранит Диалог Изумруд Кристалл Лотос Маяк Нептун Оазис"
).split()
CLIENTS = len(NAMES)
"""Of each manager; those of another have the same names."""

TODAY = date(2026, 11, 20)
DAYS = 730
THOUSAND = 100_000
BOOKS = ("activities", "expected_payments", "facts")


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works there: people 1… are managers, department by department; then a lead for each department."""

    managers: int = 50
    departments: int = 5

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
        return (owner - 1) * CLIENTS + number % CLIENTS + 1

    @staticmethod
    def telegram(person: int) -> int:
        return 1000 + person


def fill(path: Path, staff: Staff, activities: int, payments: int) -> None:
    """Bring a migrated file to that size."""
    dice = random.Random(1)
    connection = opened(path)
    with connection:
        indexes = without_indexes(connection)
        _people(connection, staff)
        _insert(connection, "clients", _clients(staff))
        _insert(connection, "activities", _activities(dice, staff, activities))
        _insert(connection, "expected_payments", _payments(dice, staff, payments))
        _insert(connection, "facts", _facts(dice, staff, payments))
        with_indexes(connection, indexes)
    closed(connection)


def people(path: Path, staff: Staff) -> None:
    """Only who works there, and their clients."""
    connection = opened(path)
    with connection:
        _people(connection, staff)
        _insert(connection, "clients", _clients(staff))
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
    """An index made at the end costs a tenth of one that grows with every row."""
    places = ", ".join("?" * len(BOOKS))
    query = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({places})"
    found = connection.execute(query, BOOKS).fetchall()
    for name, _sql in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in found]


def with_indexes(connection: sqlite3.Connection, indexes: list[str]) -> None:
    for statement in indexes:
        connection.execute(statement)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    first = next(rows)
    names = ", ".join(first)
    places = ", ".join(f":{name}" for name in first)
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"
    connection.execute(statement, first)
    connection.executemany(statement, rows)


def _people(connection: sqlite3.Connection, staff: Staff) -> None:
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
        for number in range(1, staff.departments + 1)
    )
    _insert(connection, "departments", departments)
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
    _insert(connection, "people", people)


def _clients(staff: Staff) -> Iterator[dict[str, object]]:
    for number in range(staff.managers * CLIENTS):
        owner = number // CLIENTS + 1
        yield {
            "id": number + 1,
            "department_id": staff.department(owner),
            "owner_id": owner,
            "name": NAMES[number % CLIENTS],
            "normal": NAMES[number % CLIENTS].lower().replace("ё", "е"),
            "created_at": _at(TODAY),
            "touched_at": _at(TODAY),
        }


def _activities(dice: random.Random, staff: Staff, count: int) -> Iterator[dict[str, object]]:
    for _number in range(count):
        author, day = dice.randint(1, staff.managers), _day(dice)
        yield {
            "department_id": staff.department(author),
            "author_id": author,
            "client_id": staff.client(author, dice.randrange(CLIENTS)),
            "type": "call" if dice.random() < 0.8 else "meeting",
            "outcome": "talked",
            "comment": "ждут счёт",
            "local_date": day.isoformat(),
            "happened_at": _at(day, dice.randint(6, 15)),
            "created_at": _at(day),
            "recorded_at": _at(day),
        }


def _payments(dice: random.Random, staff: Staff, count: int) -> Iterator[dict[str, object]]:
    for number in range(1, count + 1):
        owner, day = dice.randint(1, staff.managers), _day(dice, ahead=10)
        amount = dice.randrange(40, 900, 10) * THOUSAND
        paid = day < TODAY and dice.random() < 0.998  # eight debts to a manager: more would be another business
        yield {
            "id": number,
            "department_id": staff.department(owner),
            "client_id": staff.client(owner, dice.randrange(CLIENTS)),
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


def _facts(dice: random.Random, staff: Staff, count: int) -> Iterator[dict[str, object]]:
    for _number in range(count):
        owner, day = dice.randint(1, staff.managers), _day(dice)
        yield {
            "department_id": staff.department(owner),
            "owner_id": owner,
            "client_id": staff.client(owner, dice.randrange(CLIENTS)),
            "amount": dice.randrange(40, 900, 10) * THOUSAND,
            "kind": "receipt",
            "local_date": day.isoformat(),
            "entered_by": owner,
            "source": "manager",
            "happened_at": _at(day, 12),
            "created_at": _at(day, 12),
        }


def _day(dice: random.Random, ahead: int = 0) -> date:
    return TODAY - timedelta(days=dice.randint(-ahead, DAYS))


def _at(day: date, hour: int = 9) -> str:
    return datetime.combine(day, time(hour), UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
