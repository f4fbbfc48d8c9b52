"""`make bench`: the views over a million activities. Medians of one run on one machine; quote the ratios."""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from reports.language import speaking
from reports.views import VIEWS, render
from storage.actor import Actor
from storage.database import Database, sqlite_url
from storage.migrate import migrate
from tests.bench.million import MANAGERS, TODAY, fill
from tests.clock import MovableClock

SIZES = ((10_000, 2_000), (1_000_000, 200_000))
RUNS = 15
NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


async def main() -> None:
    asked = sys.argv[1:] or ["stats", "stats_department", "day", "today", "who", "summary"]
    with tempfile.TemporaryDirectory() as folder:
        for activities, payments in SIZES:
            path = Path(folder) / f"{activities}.db"
            await migrate(sqlite_url(path))
            fill(path, activities, payments)
            print(f"\n{activities:,} activities, {payments:,} payments")
            await _measure(path, asked)


async def _measure(path: Path, asked: list[str]) -> None:
    database = Database(sqlite_url(path), MovableClock(NOW))
    try:
        async with database.read() as tx:
            manager, lead = await tx.people.actor(1), await tx.people.actor(MANAGERS + 1)
        assert manager is not None
        assert lead is not None
        for name, reader, args in _questions(manager, lead):
            if name in asked and name in VIEWS:
                await _time(database, name, reader, args)
    finally:
        await database.dispose()


def _questions(manager: Actor, lead: Actor) -> list[tuple[str, Actor, dict[str, object]]]:
    day = TODAY.isoformat()
    return [
        ("stats", manager, {"period": "day"}),
        ("stats", manager, {"period": "month"}),
        ("stats", lead, {"period": "day"}),
        ("stats", lead, {"period": "month"}),
        ("day", manager, {"day": day}),
        ("day", lead, {"day": day}),
        ("day", lead, {"day": day, "person_id": 2, "page": 2}),
        ("today", manager, {}),
        ("who", lead, {"department_id": 1, "day": day, "slot": "16:00"}),
        ("summary", lead, {"department_id": 1, "day": day, "slot": "16:00"}),
    ]


async def _time(database: Database, name: str, reader: Actor, args: dict[str, object]) -> None:
    async def once() -> None:
        async with database.read() as tx:
            with speaking("ru"):
                await render(name, tx, reader, args)

    spent = [await _spent(once) for _ in range(RUNS)]
    words = " ".join(str(value) for value in args.values())
    print(
        f"  {name:10} {reader.role:8} {words:24} median {statistics.median(spent):7.1f} ms   max {max(spent):7.1f} ms"
    )


async def _spent(work: Callable[[], Awaitable[None]]) -> float:
    begun = time.perf_counter()
    await work()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    asyncio.run(main())
