"""
The screens that count over years of history and over ten times as much, and the reports of the plan cycle.

Both the wall's time and the processor's are told. On SQLite everything is done in this process, and the processor's is
held against the target: neighbours do not change it. On PostgreSQL the work is the server's, and the wall's counts.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from statistics import median
from time import perf_counter, process_time

from reports.message.language import speaking
from reports.views import render
from sales.calendar.calendar import DAY, month_of, week_of
from storage.database import Database
from storage.engine.actor import Actor
from tests.clock import MovableClock
from tests.proof.bench.million import TODAY, Staff
from tests.proof.bench.scale import Scale
from tests.proof.bench.table import Part, Row, at_most

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
SCREEN_MS, REPORT_MS, TIMES = 50, 100, 1.3


@dataclass(frozen=True, slots=True)
class Look:
    words: str
    view: str
    reader: str
    args: dict[str, object] = field(default_factory=dict)


def _days(first: date, last: date) -> dict[str, object]:
    return {"first": first.toordinal(), "last": last.toordinal()}


ON = TODAY.isoformat()
MONTH, CLOSED = _days(*month_of(TODAY)), _days(*month_of(month_of(TODAY)[0] - DAY))
MANAGER, LEAD = "manager", "lead"
SCREENS = (
    Look("/stats of a manager, a day", "stats", MANAGER, {"period": "day"}),
    Look("/stats of a manager, a month", "stats", MANAGER, {"period": "month"}),
    Look("/stats of a lead, a day", "stats", LEAD, {"period": "day"}),
    Look("/stats of a lead, a month", "stats", LEAD, {"period": "month"}),
    Look("the lead's check-in", "summary", LEAD, {"department_id": 1, "day": ON, "slot": "16:00"}),
    Look("/day of a manager", "day", MANAGER, {"day": ON}),
    Look("/day of a lead", "day", LEAD, {"day": ON}),
    Look("/day of a lead, a person's second page", "day", LEAD, {"day": ON, "person_id": 2, "page": 2}),
)
REPORTS = (
    Look("/svod of a day", "svod", LEAD, _days(TODAY, TODAY)),
    Look("/svod of a week", "svod", LEAD, _days(*week_of(TODAY))),
    Look("/svod of a month", "svod", LEAD, MONTH),
    Look("/svod of a closed month", "svod", LEAD, CLOSED),
    Look("/svod of a year", "svod", LEAD, _days(TODAY.replace(month=1, day=1), TODAY.replace(month=12, day=31))),
    Look("/svod of a manager", "svod", MANAGER, MONTH),
    Look("/funnel of a month", "fn", LEAD, MONTH),
    Look("/funnel of a manager", "fn", MANAGER, MONTH),
    Look("/kpi of a month", "kpi", LEAD, MONTH),
    Look("/kpi of a manager", "kpi", MANAGER, MONTH),
    Look("/deals of a manager", "deals", MANAGER),
    Look("forecast of a department", "forecast", LEAD, MONTH),
    Look("forecast of a manager, with what the rest takes", "forecast", MANAGER, MONTH),
    Look("accuracy of a department", "accuracy", LEAD, MONTH),
    Look("accuracy of a manager", "accuracy", MANAGER, MONTH),
    Look("month close", "month_close", LEAD, CLOSED),
    Look("what slipped, payment by payment", "month_slips", LEAD, CLOSED),
    Look("plans for the next month", "next_plans", LEAD, CLOSED),
    Look("the bonus sheet", "bonus", LEAD, CLOSED),
    Look("/plan of a department", "plans", LEAD),
    Look("/plan of a manager", "own_plan", MANAGER),
    Look("/week of a department", "week_table", LEAD),
    Look("/week of a manager", "week", MANAGER),
    Look("/tomorrow of a department", "tomorrow_team", LEAD, {"department_id": 1, "day": ON}),
)

OF_DEALS = tuple(look for look in REPORTS if look.view in {"fn", "kpi", "deals"})

Source = Callable[[], Awaitable[tuple[str, Staff]]]
"""Brings the address of a filled database, and who works in it."""


@dataclass(frozen=True, slots=True)
class House:
    """A filled database that stands open, and two of its people."""

    database: Database
    readers: dict[str, Actor]


@dataclass(frozen=True, slots=True)
class Spent:
    """In milliseconds."""

    wall: float
    processor: float


async def views(scale: Scale, title: str, million: Source, ten_millions: Source) -> Part:
    """Both stand open, and each is looked at in turn: what disturbs the one disturbs the other."""
    rows: list[Row] = []
    async with open_house(await million()) as small, open_house(await ten_millions()) as large:
        for look in SCREENS:
            one, ten = await _taken(look, [small, large], scale.looks)
            rows.append(_row(f"{look.words}, a million", one, small, SCREEN_MS))
            rows.append(_row(f"{look.words}, ten millions", ten, large, SCREEN_MS))
            rows.append(at_most("… against a million", _counted(ten, large) / _counted(one, small), TIMES, "×"))
    return Part(title, rows)


async def reports(scale: Scale, title: str, million: Source, looks: tuple[Look, ...] = REPORTS) -> Part:
    async with open_house(await million()) as house:
        found = [(look, (await _taken(look, [house], scale.looks))[0]) for look in looks]
        return Part(title, [_row(look.words, spent, house, REPORT_MS) for look, spent in found])


@asynccontextmanager
async def open_house(filled: tuple[str, Staff]) -> AsyncIterator[House]:
    url, staff = filled
    database = Database(url, MovableClock(NOW))
    try:
        async with database.read() as tx:
            manager, lead = await tx.system.staff.actor(1), await tx.system.staff.actor(staff.lead(1))
        assert manager is not None
        assert lead is not None
        yield House(database, {MANAGER: manager, LEAD: lead})
    finally:
        await database.dispose()


async def _taken(look: Look, houses: list[House], times: int) -> list[Spent]:
    spent: list[list[Spent]] = [[] for _ in houses]
    for number in range(times + 1):
        for kept, house in zip(spent, houses, strict=True):
            taken = await once(look, house)
            if number:  # the first look fills the caches
                kept.append(taken)
    return [Spent(median(one.wall for one in each), median(one.processor for one in each)) for each in spent]


async def once(look: Look, house: House) -> Spent:
    begun = perf_counter(), process_time()
    async with house.database.read() as tx:
        with speaking("ru"):
            shown = await render(look.view, tx, house.readers[look.reader], look.args)
    assert shown is not None, look.words
    return Spent((perf_counter() - begun[0]) * 1000, (process_time() - begun[1]) * 1000)


def _counted(spent: Spent, house: House) -> float:
    return spent.processor if house.database.is_sqlite else spent.wall


def _row(what: str, spent: Spent, house: House, limit: float) -> Row:
    told = f"{spent.wall:.1f} ms, {spent.processor:.1f} of the processor"
    return Row(what, told, f"≤ {limit} ms", _counted(spent, house) <= limit)
