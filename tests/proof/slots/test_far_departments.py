"""An owner in Moscow stands in for the leads of far departments, and is never woken by their evenings and mornings."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest_asyncio
from sqlalchemy import select

from scheduler.tick import Tick
from storage.database import Database, sqlite_url
from storage.tables import DutyRow, OutboxRow
from tests.clock import MovableClock
from tests.proof.slots.cycle_almanac import House
from tests.proof.slots.cycle_village import moved_in
from tests.quick import quick
from tests.scheduler.test_idle_look import statements

TUESDAY = date(2026, 11, 24)
"""On the Friday after it the leads and assistants of all houses are away."""
SLOTS = ("12:00", "18:00")


@pytest_asyncio.fixture
async def database(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    clock = MovableClock(datetime(2026, 11, 22, tzinfo=UTC))
    database = quick(Database(sqlite_url(Path(shutil.copy(migrated, tmp_path / "reper.db"))), clock))
    houses = [House("Europe/Moscow", SLOTS, plans="all"), House("America/New_York", SLOTS), House("Asia/Tokyo", SLOTS)]
    await moved_in(database, TUESDAY, houses)
    yield database
    await database.dispose()


async def told_at(database: Database, moment: str, view: str) -> list[str]:
    """The keys of what the owner has been put by then."""
    assert isinstance(database.clock, MovableClock)
    database.clock.move_to(datetime.fromisoformat(f"{moment}+00:00"))
    await Tick(database).look()
    async with database.read() as tx:
        query = select(OutboxRow.key).where(OutboxRow.view == view, OutboxRow.person_id == 1)
        return sorted(await tx.session.scalars(query))


async def test_the_evening_in_new_york_is_night_in_moscow(database: Database) -> None:
    assert await told_at(database, "2026-11-27T09:20", "svod") == ["svod:3:2026-11-27:1"]
    assert await told_at(database, "2026-11-27T15:20", "svod") == ["svod:1:2026-11-27:1", "svod:3:2026-11-27:1"]
    assert await told_at(database, "2026-11-27T23:20", "svod") == ["svod:1:2026-11-27:1", "svod:3:2026-11-27:1"]
    await told_at(database, "2026-11-28T01:01", "svod")

    async with database.read() as tx:
        query = select(DutyRow.lateness).where(DutyRow.kind == "svod", DutyRow.subject_id == 2)
        assert (await tx.session.scalars(query)).all() == ["skipped"]


async def test_missing_plans_of_tokyo_wait_until_moscow_wakes(database: Database) -> None:
    """Ten in Tokyo is four in the morning in Moscow."""
    assert await told_at(database, "2026-11-27T01:00", "plan_nag") == []
    assert await told_at(database, "2026-11-27T05:29", "plan_nag") == []
    assert await told_at(database, "2026-11-27T05:30", "plan_nag") == ["plan-nag:3:2026-11-27:1"]


async def test_a_closed_month_too(database: Database) -> None:
    async with database.write() as tx:
        owner = await tx.system.staff.actor(1)
        assert owner is not None
        for person in await tx.as_(owner).people.team(3):
            if person.role in ("lead", "assistant"):
                await tx.as_(owner).absences.add(person.id, date(2026, 12, 1), date(2026, 12, 1))

    with statements(database) as asked:
        assert await told_at(database, "2026-12-01T01:30", "month_close") == []
    summed = [each for each in asked if "GROUP BY facts.local_date, facts.owner_id" in each]
    assert not summed, "a look every five seconds makes no report"
    assert await told_at(database, "2026-12-01T05:30", "month_close") == ["month-close:3:2026-11-01:1"]


async def test_who_sleeps_elsewhere_is_not_reminded_of_tomorrow(database: Database) -> None:
    """Half past six in New York; one of its managers lives in Moscow."""
    await told_at(database, "2026-11-25T23:31", "tomorrow")
    async with database.read() as tx:
        query = select(OutboxRow.person_id).where(OutboxRow.view == "tomorrow")
        reminded = set(await tx.session.scalars(query))
        owner = await tx.system.staff.actor(1)
        assert owner is not None
        eastern = {each.person_id for each in await tx.system.staff.managers(2) if each.own_zone == "Europe/Moscow"}

    assert eastern
    assert reminded
    assert not reminded & eastern
