"""A department of a hundred thousand clients with their deals: any search, a card, a line, /clients itself (spec/1)."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

from reports.message.language import speaking
from reports.views import render
from sales.clients.search_words import words_of, words_of_person
from sales.entry.context import Context
from sales.entry.message import Heard, hear
from storage.database import Database
from storage.engine.actor import Actor
from storage.transaction import Transaction
from tests.proof.bench.million import NAMES, TODAY, Staff, at, closed, insert, opened
from tests.proof.bench.scale import Scale
from tests.proof.bench.table import Part, Row
from tests.proof.bench.views import LEAD, MANAGER, House, Source, open_house

SEARCH_MS, CARD_MS = 50, 20
SECOND = (  # noqa: SIM905  forty quoted words read worse
    "Юг Север Восток Запад Плюс Сервис Трейд Строй Снаб Торг Пром Групп Центр Мастер Проект Логистик Техно Мед Агро "
    "Эко Дом Сад Свет Тепло Авто Транс Финанс Капитал Инвест Холдинг Импорт Экспорт Опт Маркет Лайн Старт Профи Стиль"
).split()
FIRST_NAMES = ("Анна", "Марина", "Ольга", "Ирина", "Светлана", "Тамара", "Жанна")
ASKED = {
    "a name in any case form": ("ромашку", "вектора юга", "берёзкой сервис", "от гермеса", "дельте опт 2", "vektor"),
    "a part of a name": ("крист", "строй", "сад", "агистр", "рмашка"),
    "a person there": ("сергею павловичу", "марина логистикова", "зульфия", "марине"),
    "nobody's name": ("квзпрт", "уцышка груп", "рщмбшка"),
    "a phone": ("9161000321", "+7 916 100-03-21", "4321"),
    "an INN": ("7701000026", "7701003999"),
}

LINES = (
    "оплата 150к Ромашка-Юг завтра 80%",
    "пришло 148 500,50 р Вектор Север",
    "позвонил Магистраль Строй - ждут счёт",
    "Берёзка-Сервис 12",
    "ИНН Ромашка-Опт 7701000026",
)

Screen = Callable[[Transaction], Awaitable[Any]]


async def clients(scale: Scale, title: str, department: Source) -> Part:
    """As of the other screens: the processor's time on SQLite, which neighbours do not change; else the wall's."""
    url, staff = await department()
    count = count_clients(scale.payments)
    ids = {MANAGER: range(1, staff.clients), LEAD: range(1, count)}
    async with open_house((url, staff)) as house:
        rows = [row for who in house.readers for row in await _rows_of(house, who, ids[who], scale.looks)]
    return Part(f"{title}, {count} clients and {scale.payments} deals in a department", rows)


async def _rows_of(house: House, who: str, ids: range, looks: int) -> list[Row]:
    actor = house.readers[who]
    home: Screen = lambda tx: render("clients", tx, actor, {})  # noqa: E731
    screens = [(f"a search by {kind}", _searches(actor, asked), SEARCH_MS) for kind, asked in ASKED.items()]
    screens += [("a card", _cards(actor, ids), CARD_MS), ("a line, as it is read", _lines(actor), SEARCH_MS)]
    timed = [
        row_of(f"{who}, {words}", await time_screens(house.database, asked, looks), most)
        for words, asked, most in screens
    ]
    return [*timed, row_of(f"{who}, /clients", await time_screens(house.database, [home], looks), None)]


def count_clients(payments: int) -> int:
    return payments // 2


def staff_of_department(payments: int) -> Staff:
    """Twenty managers, each with as many clients that have records; the first has as many more as twenty others."""
    managers = 20
    return Staff(managers, 1, count_clients(payments) * 4 // 5 // managers)


def name_clients(path: Path, staff: Staff, count: int) -> None:
    """Instead of those that `million.fill` made: with names, phones and INNs of their own."""
    connection = opened(path)
    with connection:
        connection.execute("DELETE FROM clients")
        insert(connection, "clients", _clients(staff, count))
        insert(connection, "client_words", _words(count))
        insert(connection, "contacts", _contacts(count))
        insert(connection, "contact_words", _contact_words(count))
    closed(connection)


def _name(number: int) -> str:
    name = f"{NAMES[number % len(NAMES)]}-{SECOND[number // len(NAMES) % len(SECOND)]}"
    again = number // (len(NAMES) * len(SECOND))
    return f"{name} {again}" if again else name


def _normal(number: int) -> str:
    return _name(number).lower().replace("ё", "е").replace("-", " ")


def _clients(staff: Staff, count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        owner = number // staff.clients + 1
        yield {
            "id": number + 1,
            "department_id": 1,
            "owner_id": owner if owner <= staff.managers else 1,
            "name": _name(number),
            "normal": _normal(number),
            "inn": f"7701{number:06}",
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
            "id": number + 1,
            "client_id": number + 1,
            "name": _person(number),
            "phone": f"+7{phone}",
            "phone10": phone,
            "created_at": at(TODAY),
        }


def _person(number: int) -> str:
    """Every other one is called as thousands are."""
    if number % 2:
        return "Сергей Павлович"
    return f"{FIRST_NAMES[number // 2 % len(FIRST_NAMES)]} {SECOND[number // 2 % len(SECOND)]}ова"


def _contact_words(count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        for word in words_of_person(_person(number)):
            yield {"contact_id": number + 1, "word": word}


def _searches(actor: Actor, asked: tuple[str, ...]) -> list[Screen]:
    return [lambda tx, text=text: tx.as_(actor).clients.search(text, 10) for text in asked]  # type: ignore[misc]


def _lines(actor: Actor) -> list[Screen]:
    async def read(tx: Transaction, line: str) -> Heard:
        mine = tx.as_(actor).clients
        return hear(line, Context(TODAY, await mine.list_known(line), contacts=await mine.list_known_contacts(line)))

    return [lambda tx, line=line: read(tx, line) for line in LINES]  # type: ignore[misc]


def _cards(actor: Actor, ids: range) -> list[Screen]:
    picked = ids[:: max(1, len(ids) // 16)]
    return [lambda tx, id_=id_: render("client_card", tx, actor, {"client_id": id_}) for id_ in picked]  # type: ignore[misc]


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
