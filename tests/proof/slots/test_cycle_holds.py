"""Weeks, evenings and months of trouble: of the plan cycle's duties none is missing, none too many, none done twice."""

import os
import shutil
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from storage.database import sqlite_url
from storage.engine.migrate import migrate
from tests.clock import MovableClock
from tests.proof.crash.power import PoweredDatabase
from tests.proof.slots.almanac import DAY, Look
from tests.proof.slots.cycle_almanac import KINDS, SKIPPED, Duty, Home, House, Human, owed_by
from tests.proof.slots.cycle_lives import LIVES, CycleLife, another, moments
from tests.proof.slots.cycle_village import differences, done_of, moved_in
from tests.proof.slots.test_slots_hold import PROCESSES, NeverMindError, looked
from tests.quick import quick
from tests.samples import SAMPLE
from tests.storage.postgres import Postgres

pytestmark = pytest.mark.timeout(300)  # some hundreds of looks, on a machine that may be busy

TURNS = int(os.environ.get("SLOTS_TURNS", "1"))
"""The first turn lives as it is written; each further one has other zones, hours and wishes."""


@pytest.mark.part(2)
@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.parametrize("name", LIVES)
async def test_on_a_file(name: str, turn: int, migrated: Path, tmp_path: Path) -> None:
    path, dice = Path(shutil.copy(migrated, tmp_path / "reper.db")), Random(f"{name} {SAMPLE} {turn}")
    await lived(sqlite_url(path), another(LIVES[name], dice) if turn else LIVES[name], dice)


@pytest.mark.samples
@pytest.mark.postgres
async def test_three_replicas_on_a_server(postgres: Postgres) -> None:
    database, life = postgres.create(), LIVES["a short Tuesday before a holiday as New York falls back"]
    await migrate(postgres.url(database))
    await lived(postgres.url(database), life, Random(SAMPLE))


async def lived(url: str, life: CycleLife, dice: Random) -> None:
    clock = MovableClock(datetime.combine(life.first, time(), UTC) - 2 * DAY)
    databases = [quick(PoweredDatabase(url, clock)) for _ in range(PROCESSES)]
    try:
        homes = await moved_in(databases[0], life.first, life.houses)
        looks = [await looked(databases, clock, moment, dice) for moment in moments(life, dice)]
        async with databases[0].read() as tx:
            assert await differences(tx, homes, looks) == []
        assert len(looks) > 20
        await every_change_is_seen(databases[0], homes, looks)
    finally:
        for database in databases:
            await database.dispose()


ONE = "kind = :kind AND subject_id = :subject AND local_date = :day AND :slot IN (slot, CAST(department_id AS TEXT))"
COLUMNS = "kind, subject_id, local_date, {slot}, due_at, done_at, lateness, told"
CHANGES = {
    "gone": f"DELETE FROM duties WHERE {ONE}",
    "twice": f"INSERT INTO duties ({COLUMNS.format(slot='slot')}) "
    f"SELECT {COLUMNS.format(slot=':again')} FROM duties WHERE {ONE}",
    "another day's": f"UPDATE duties SET local_date = :later WHERE {ONE}",
    "another's": f"UPDATE duties SET subject_id = 999 WHERE {ONE}",
    "an hour late": f"UPDATE duties SET done_at = :hour_late WHERE {ONE}",
    "due at another hour": f"UPDATE duties SET due_at = :hour_late WHERE {ONE}",
    "said to be what it is not": f"UPDATE duties SET lateness = 'never' WHERE {ONE}",
}
OF_MESSAGES = (
    "UPDATE outbox SET wanted = wanted + 1 WHERE id = (SELECT max(id) FROM outbox WHERE view = '{view}')",
    "UPDATE outbox SET key = 'svod:9:9:9' WHERE id = (SELECT max(id) FROM outbox WHERE view = '{view}')",
    "DELETE FROM outbox WHERE id = (SELECT max(id) FROM outbox WHERE view = '{view}')",
)
OF_PLANS = tuple(
    f"UPDATE {table} SET {column} = NULL WHERE id = (SELECT max(id) FROM {table} WHERE {column} IS NOT NULL)"
    for table, column in (("week_plans", "frozen_at"), ("tomorrow_plans", "frozen_at"), ("tomorrow_plans", "asked_at"))
)


async def every_change_is_seen(database: PoweredDatabase, homes: list[Home], looks: list[Look]) -> None:
    """The comparison is put to the test: something missing, doubled, other, too much, at another hour."""
    for duty in await _one_of_each_kind(database, homes, looks):
        for change in CHANGES.values():
            await _is_seen(database, homes, looks, change, **_named(duty))
    for change in await _of_what_is_there(database):
        await _is_seen(database, homes, looks, change)


async def _one_of_each_kind(database: PoweredDatabase, homes: list[Home], looks: list[Look]) -> list[Duty]:
    """Such as must have been done, whoever died."""
    owed = {duty: each for home in homes for duty, each in owed_by(home, tuple(looks)).items() if each.surely}
    async with database.read() as tx:
        done = await done_of(tx)
    found = {duty[0]: duty for duty, (_, _, how) in done.items() if duty in owed and how != SKIPPED}
    assert len(found) > 3
    return list(found.values())


def _named(duty: Duty) -> dict[str, object]:
    kind, subject, day, slot = duty
    hour_late = datetime.combine(day, time(23, 17, 7), UTC)
    given = {"kind": kind, "subject": subject, "day": day, "slot": slot}
    return given | {"again": "twice", "later": day + 300 * DAY, "hour_late": hour_late}


async def _of_what_is_there(database: PoweredDatabase) -> list[str]:
    async with database.read() as tx:
        views = set(await tx.session.scalars(text("SELECT DISTINCT view FROM outbox")))
    cycle = sorted(views & {*KINDS, "week", "tomorrow"})
    return [*OF_PLANS, *(change.format(view=view) for view in cycle for change in OF_MESSAGES)]


async def _is_seen(
    database: PoweredDatabase, homes: list[Home], looks: list[Look], change: str, **named: object
) -> None:
    with suppress(NeverMindError):
        async with database.write() as tx:
            used = {name: value for name, value in named.items() if f":{name}" in change}
            done = await tx.session.execute(text(f"{change} RETURNING id").bindparams(**used))
            assert not done.all() or await differences(tx, homes, looks), (change, named)
            raise NeverMindError


MOSCOW = House("Europe/Moscow", ("12:00", "18:00"), hours=(("svod", "18:40"),), without=frozenset({"week_result"}))
ANNA, OLGA = Human(1, "manager", "Europe/Moscow"), Human(2, "lead", "Europe/Moscow")
HOME = Home(MOSCOW, 5, datetime(2026, 11, 1, tzinfo=UTC), (ANNA, OLGA), Human(3, "owner", "Europe/Moscow"))


@pytest.mark.parametrize(
    ("when", "owed"),
    [
        ("2026-11-20T13:29", set()),
        ("2026-11-20T13:30", {("week_ask", 1, date(2026, 11, 20), "5")}),
        ("2026-11-20T15:45", {("svod", 5, date(2026, 11, 20), ""), ("tomorrow_remind", 1, date(2026, 11, 20), "")}),
        ("2026-11-20T17:10", {("svod", 5, date(2026, 11, 20), ""), ("tomorrow_freeze", 1, date(2026, 11, 20), "")}),
        ("2026-11-23T06:40", {("week_remind", 1, date(2026, 11, 23), "5")}),
        ("2026-11-23T07:05", {("week_freeze", 5, date(2026, 11, 23), ""), ("week_table", 2, date(2026, 11, 23), "5")}),
        ("2026-11-25T07:00", {("plan_nag", 5, date(2026, 11, 25), "")}),
        ("2026-11-27T15:25", {("week_ask", 1, date(2026, 11, 27), "5")}),
        ("2026-12-02T07:30", {("month_close", 5, date(2026, 12, 1), "")}),
    ],
)
def test_the_almanac_knows_the_hours_of_the_cycle(when: str, owed: set[Duty]) -> None:
    found = set(owed_by(HOME, (Look(datetime.fromisoformat(f"{when}+00:00")),)))

    assert owed <= found
    assert not {duty for duty in found if duty[0] == "week_result"}
    assert bool(owed) or not {duty for duty in found if duty[0] == "week_ask"}
