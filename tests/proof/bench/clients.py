"""A department of a hundred thousand clients: any search, a card, and /clients itself (spec/1)."""

import random
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

from reports.message.language import speaking
from reports.views import render
from sales.clients.search_words import words_of
from sales.entry.context import Context
from sales.entry.message import Heard, hear
from storage.database import Database, sqlite_url
from storage.engine.actor import Actor
from storage.engine.migrate import migrate
from storage.transaction import Transaction
from tests.clock import MovableClock
from tests.proof.bench.million import (
    NAMES,
    THOUSAND,
    TODAY,
    Staff,
    at,
    closed,
    hire,
    insert,
    opened,
)
from tests.proof.bench.scale import Scale
from tests.proof.bench.table import Part, Row

STAFF = Staff(20, 1)
NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
SEARCH_MS, CARD_MS = 50, 20
SECOND = (  # noqa: SIM905  forty quoted words read worse
    "Юг Север Восток Запад Плюс Сервис Трейд Строй Снаб Торг Пром Групп Центр Мастер Проект Логистик Техно Мед Агро "
    "Эко Дом Сад Свет Тепло Авто Транс Финанс Капитал Инвест Холдинг Импорт Экспорт Опт Маркет Лайн Старт Профи Стиль"
).split()
ASKED = (
    "ромашку", "вектора юга", "магистраль", "гермес строй 17", "крист", "vektor", "строй", "берёзка сервис",
    "агистр", "рмашка", "9161004321", "4321", "7701000026", "дельта опт 77", "нептун", "сад",
)  # fmt: skip

LINES = (
    "оплата 150к Ромашка-Юг завтра 80%",
    "пришло 148 500,50 р Вектор Север",
    "позвонил Магистраль Строй - ждут счёт",
    "Берёзка-Сервис 12",
    "ИНН Ромашка-Опт 7701000026",
)

Screen = Callable[[Transaction], Awaitable[Any]]


async def clients(scale: Scale, title: str, url: str) -> Part:
    """As of the other screens: the processor's time on SQLite, which neighbours do not change; else the wall's."""
    async with open_town(url, STAFF) as (database, lead, manager):
        rows = [row_of("search", await time_screens(database, _searches(lead), scale.looks), SEARCH_MS)]
        rows.append(row_of("a card", await time_screens(database, _cards(lead, scale.clients), scale.looks), CARD_MS))
        rows.append(row_of("a line, as it is read", await time_screens(database, _lines(lead), scale.looks), SEARCH_MS))
        home: Screen = lambda tx: render("clients", tx, lead, {})  # noqa: E731
        own: Screen = lambda tx: render("clients", tx, manager, {})  # noqa: E731
        rows.append(row_of("/clients of a lead", await time_screens(database, [home], scale.looks), None))
        rows.append(row_of("/clients of a manager", await time_screens(database, [own], scale.looks), None))
        return Part(f"{title}, {scale.clients} clients in a department", rows)


async def filled(scale: Scale) -> Path:
    """A database of its own, that goes with the machine's temporary files."""
    path = Path(tempfile.mkdtemp(prefix="reper-bench-clients-")) / "reper.db"
    await migrate(sqlite_url(path))
    fill(path, scale.clients)
    return path


def fill(path: Path, count: int) -> None:
    dice = random.Random(2)
    connection = opened(path)
    with connection:
        hire(connection, STAFF)
        insert(connection, "clients", _clients(count))
        insert(connection, "client_words", _words(count))
        insert(connection, "contacts", _contacts(count))
        insert(connection, "activities", _activities(dice, count))
        insert(connection, "expected_payments", _payments(dice, count))
    closed(connection)


def _name(number: int) -> str:
    name = f"{NAMES[number % len(NAMES)]}-{SECOND[number // len(NAMES) % len(SECOND)]}"
    again = number // (len(NAMES) * len(SECOND))
    return f"{name} {again}" if again else name


def _normal(number: int) -> str:
    return _name(number).lower().replace("ё", "е").replace("-", " ")


def _clients(count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        yield {
            "id": number + 1,
            "department_id": 1,
            "owner_id": number % STAFF.managers + 1,
            "name": _name(number),
            "normal": _normal(number),
            "inn": "7701000026" if number == count // 2 else None,
            "line": "опт",
            "created_at": at(TODAY - timedelta(days=300)),
            "touched_at": at(TODAY - timedelta(days=number % 300)),
        }


def _words(count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        for word in sorted(words_of(_normal(number))):
            yield {"client_id": number + 1, "word": word}


def _contacts(count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        phone = f"916{1000000 + number:07}"
        yield {
            "client_id": number + 1,
            "name": "Сергей Павлович",
            "phone": f"+7{phone}",
            "phone10": phone,
            "created_at": at(TODAY),
        }


def _activities(dice: random.Random, count: int) -> Iterator[dict[str, object]]:
    for number in range(count * 2):
        client, day = dice.randrange(count), TODAY - timedelta(days=dice.randrange(300))
        yield {
            "id": number + 1,
            "department_id": 1,
            "author_id": client % STAFF.managers + 1,
            "client_id": client + 1,
            "type": "call",
            "outcome": "talked",
            "local_date": day.isoformat(),
            "happened_at": at(day),
            "created_at": at(day),
            "recorded_at": at(day),
        }


def _payments(dice: random.Random, count: int) -> Iterator[dict[str, object]]:
    for number in range(count // 5):
        client, day = dice.randrange(count), TODAY + timedelta(days=dice.randint(-200, 30))
        came = day < TODAY and number % 50
        yield {
            "id": number + 1,
            "department_id": 1,
            "client_id": client + 1,
            "owner_id": client % STAFF.managers + 1,
            "amount": 150 * THOUSAND,
            "received": 150 * THOUSAND if came else 0,
            "due_on": day.isoformat(),
            "first_due_on": day.isoformat(),
            "moves": 0,
            "probability": 50,
            "probability_manual": 0,
            "source": "dialog",
            "created_by": client % STAFF.managers + 1,
            "created_at": at(day),
            "closed_at": at(day, 12) if came else None,
        }


@asynccontextmanager
async def open_town(url: str, staff: Staff) -> AsyncIterator[tuple[Database, Actor, Actor]]:
    database = Database(url, MovableClock(NOW))
    try:
        async with database.read() as tx:
            lead, manager = await tx.system.staff.actor(staff.lead(1)), await tx.system.staff.actor(1)
        assert lead is not None
        assert manager is not None
        yield database, lead, manager
    finally:
        await database.dispose()


def _searches(lead: Actor) -> list[Screen]:
    return [lambda tx, text=text: tx.as_(lead).clients.search(text, 10) for text in ASKED]  # type: ignore[misc]


def _lines(lead: Actor) -> list[Screen]:
    async def read(tx: Transaction, line: str) -> Heard:
        mine = tx.as_(lead).clients
        return hear(line, Context(TODAY, await mine.list_known(line), contacts=await mine.list_known_contacts(line)))

    return [lambda tx, line=line: read(tx, line) for line in LINES]  # type: ignore[misc]


def _cards(lead: Actor, count: int) -> list[Screen]:
    ids = [count * part // 17 + 1 for part in range(16)]
    return [lambda tx, id_=id_: render("client_card", tx, lead, {"client_id": id_}) for id_ in ids]  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class TimeSpent:
    median: float
    p95: float


async def time_screens(database: Database, screens: list[Screen], times: int) -> TimeSpent:
    """In milliseconds; the first round fills the caches."""
    took = []
    for number in range(times + 1):
        for screen in screens:
            begun = perf_counter() if not database.is_sqlite else process_time()
            async with database.read() as tx:
                with speaking("ru"):
                    await screen(tx)
            if number:
                now = perf_counter() if not database.is_sqlite else process_time()
                took.append((now - begun) * 1000)
    cut = quantiles(took, n=100, method="inclusive") if len(took) > 1 else took * 99
    return TimeSpent(cut[49], cut[94])


def row_of(words: str, spent: TimeSpent, limit: float | None) -> Row:
    told = f"{words}, p50 / p95"
    said = f"{spent.median:.1f} / {spent.p95:.1f} ms"
    return Row(told, said) if limit is None else Row(told, said, f"p95 ≤ {limit:g} ms", spent.p95 <= limit)
