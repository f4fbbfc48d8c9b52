"""Three processes look at the clock through weeks of trouble: no duty is missing, none too many, none done twice."""

import asyncio
import shutil
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from scheduler.tick import Tick
from storage.database import sqlite_url
from storage.engine.migrate import migrate
from tests.clock import MovableClock
from tests.proof.crash.power import Power, PowerCutError, PoweredDatabase
from tests.proof.slots.almanac import DAY, Look, shown
from tests.proof.slots.lives import LIVES, Life, moments
from tests.proof.slots.village import Village, differences, settled
from tests.quick import quick
from tests.storage.postgres import Postgres

pytestmark = pytest.mark.timeout(300)  # some hundreds of looks, on a machine that may be busy

PROCESSES = 3


@pytest.mark.part(2)
@pytest.mark.parametrize("name", LIVES)
async def test_on_a_file(name: str, migrated: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(migrated, tmp_path / "reper.db"))
    await lived(sqlite_url(path), LIVES[name], Random(name))


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["Berlin falls back"])
async def test_three_replicas_on_a_server(name: str, postgres: Postgres) -> None:
    database = postgres.create()
    await migrate(postgres.url(database))
    await lived(postgres.url(database), LIVES[name], Random(name))


async def lived(url: str, life: Life, dice: Random) -> None:
    clock = MovableClock(datetime.combine(life.first, time(), UTC) - 2 * DAY)
    databases = [quick(PoweredDatabase(url, clock)) for _ in range(PROCESSES)]
    try:
        villages = await settled(databases[0], life)
        looks = [await looked(databases, clock, moment, dice) for moment in moments(life, dice)]
        async with databases[0].read() as tx:
            assert await differences(tx, villages, looks) == []
        assert len(looks) > 60
        assert {look.done for look in looks} == {True, False}
        await every_change_is_seen(databases[0], villages, looks)
    finally:
        for database in databases:
            await database.dispose()


async def looked(databases: list[PoweredDatabase], clock: MovableClock, now: datetime, dice: Random) -> Look:
    """All at once; some die at their n-th point, and now and then all of them do."""
    clock.move_to(now)
    all_die = dice.random() < 0.1
    for database in databases:
        database.power = Power(dice.randint(1, 4) if all_die else dice.choice((0, 0, 1, 2, 3, 5)))
        database.power.counts = True
    ends = await asyncio.gather(*(Tick(database).look() for database in databases), return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException) and not isinstance(end, PowerCutError):
            raise end
    for database in databases:
        database.power = Power()
    return Look(now, done=not all(isinstance(end, PowerCutError) for end in ends))


CHANGES = (
    "DELETE FROM duties WHERE id = (SELECT max(id) FROM duties WHERE kind = 'summary')",
    "UPDATE duties SET slot = '11:11' WHERE id = (SELECT max(id) FROM duties WHERE kind = 'ask')",
    "UPDATE duties SET lateness = 'never' WHERE id = (SELECT max(id) FROM duties WHERE kind = 'morning')",
    "DELETE FROM checkins WHERE id = (SELECT max(id) FROM checkins)",
    "UPDATE checkins SET slot = '11:11' WHERE id = (SELECT max(id) FROM checkins)",
    "UPDATE outbox SET wanted = wanted + 1 WHERE id = (SELECT max(id) FROM outbox WHERE view = 'summary')",
    "DELETE FROM outbox WHERE id = (SELECT max(id) FROM outbox WHERE view = 'checkin')",
)


class NeverMindError(Exception):
    """Rolls back what was changed for a moment."""


async def every_change_is_seen(database: PoweredDatabase, villages: list[Village], looks: list[Look]) -> None:
    """The comparison is put to the test: something missing, other, too much."""
    for change in CHANGES:
        with suppress(NeverMindError):
            async with database.write() as tx:
                await tx.session.execute(text(change))
                assert await differences(tx, villages, looks), change
                raise NeverMindError


@pytest.mark.parametrize(
    ("zone", "day", "wall", "instant"),
    [
        ("Europe/Moscow", date(2026, 3, 29), "12:00", "2026-03-29T09:00"),
        ("Europe/Berlin", date(2026, 3, 28), "12:00", "2026-03-28T11:00"),
        ("Europe/Berlin", date(2026, 3, 29), "02:30", "2026-03-29T01:00"),
        ("Europe/Berlin", date(2026, 3, 29), "12:00", "2026-03-29T10:00"),
        ("Europe/Berlin", date(2026, 10, 25), "02:30", "2026-10-25T00:30"),
        ("Europe/Berlin", date(2026, 10, 25), "12:00", "2026-10-25T11:00"),
        ("America/New_York", date(2026, 11, 1), "01:30", "2026-11-01T05:30"),
        ("America/New_York", date(2026, 3, 8), "12:00", "2026-03-08T16:00"),
    ],
)
def test_the_almanac_knows_the_days_on_which_zones_change(zone: str, day: date, wall: str, instant: str) -> None:
    assert shown(zone, day, wall).isoformat() == f"{instant}:00+00:00"
