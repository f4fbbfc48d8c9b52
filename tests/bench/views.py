"""The screens that count, over years of history, and over ten times as much."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from reports.language import speaking
from reports.views import render
from storage.actor import Actor
from storage.database import Database
from tests.bench.million import TODAY, Staff
from tests.bench.scale import Scale
from tests.bench.table import Part, Row, at_most
from tests.clock import MovableClock

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
LIMIT_MS, TIMES = 50, 1.3


@dataclass(frozen=True, slots=True)
class Look:
    words: str
    view: str
    reader: str
    args: dict[str, object]


DAY = TODAY.isoformat()
MANAGER, LEAD = "manager", "lead"
LOOKS = (
    Look("/stats of a manager, a day", "stats", MANAGER, {"period": "day"}),
    Look("/stats of a manager, a month", "stats", MANAGER, {"period": "month"}),
    Look("/stats of a lead, a day", "stats", LEAD, {"period": "day"}),
    Look("/stats of a lead, a month", "stats", LEAD, {"period": "month"}),
    Look("the lead's check-in", "summary", LEAD, {"department_id": 1, "day": DAY, "slot": "16:00"}),
    Look("/day of a manager", "day", MANAGER, {"day": DAY}),
    Look("/day of a lead", "day", LEAD, {"day": DAY}),
    Look("/day of a lead, a person's second page", "day", LEAD, {"day": DAY, "person_id": 2, "page": 2}),
)

Source = Callable[[], Awaitable[tuple[str, Staff]]]
"""Brings the address of a filled database, and who works in it."""


async def views(scale: Scale, title: str, million: Source, ten_millions: Source) -> Part:
    """Both stand open, and each is looked at in turn: what disturbs the one disturbs the other."""
    houses = [await million(), await ten_millions()]
    databases = [Database(url, MovableClock(NOW)) for url, _staff in houses]
    try:
        readers = [await _readers(database, staff) for database, (_url, staff) in zip(databases, houses, strict=True)]
        rows: list[Row] = []
        for look in LOOKS:
            small, large = await _taken(look, list(zip(databases, readers, strict=True)), scale.looks)
            rows.append(at_most(f"{look.words}, a million", small, LIMIT_MS, " ms", 1))
            rows.append(at_most(f"{look.words}, ten millions", large, LIMIT_MS, " ms", 1))
            rows.append(at_most("… against a million", large / small, TIMES, "×"))
    finally:
        for database in databases:
            await database.dispose()
    return Part(title, rows)


async def _readers(database: Database, staff: Staff) -> dict[str, Actor]:
    async with database.read() as tx:
        manager, lead = await tx.people.actor(1), await tx.people.actor(staff.lead(1))
    assert manager is not None
    assert lead is not None
    return {MANAGER: manager, LEAD: lead}


async def _taken(look: Look, houses: list[tuple[Database, dict[str, Actor]]], times: int) -> list[float]:
    spent: list[list[float]] = [[] for _ in houses]
    for number in range(times + 1):
        for kept, (database, readers) in zip(spent, houses, strict=True):
            taken = await _once(look, database, readers[look.reader])
            if number:  # the first look fills the caches
                kept.append(taken)
    return [median(each) for each in spent]


async def _once(look: Look, database: Database, reader: Actor) -> float:
    begun = perf_counter()
    async with database.read() as tx:
        with speaking("ru"):
            shown = await render(look.view, tx, reader, look.args)
    assert shown is not None, look.words
    return (perf_counter() - begun) * 1000
