"""A look comes every five seconds: one that finds nothing must cost next to nothing, however large the house is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time

import pytest
from sqlalchemy import event

from sales.calendar.calendar import DayKind
from sales.schedule.schedule import Scheduled
from scheduler.tick import Tick
from storage.database import Database
from storage.engine.pool import InLoopPool
from tests.clock import MovableClock
from tests.storage.plainly import told_by_sqlalchemy
from tests.town import Town


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What is asked of the database meanwhile, without the transactions' own words."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    engines = [pool.engine for pool in (database.reader, database.writer) if isinstance(pool, InLoopPool)]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    with told_by_sqlalchemy():
        yield asked
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


async def _idle(town: Town) -> list[str]:
    with statements(town.database) as asked:
        assert not await Tick(town.database).look()
    return asked


@pytest.mark.parametrize("wall", ["11:10", "14:00", "18:05", "19:30", "23:30"])
async def test_it_asks_a_dozen_questions_and_writes_nothing(town: Town, wall: str) -> None:
    await town.lead("Ольга")
    await town.manager("Анна")
    await town.clock.reach(wall)

    asked = await _idle(town)

    assert len(asked) <= 15, asked
    assert not [each for each in asked if not each.startswith(("SELECT", "BEGIN"))]


async def test_more_departments_are_no_more_questions(town: Town) -> None:
    await town.manager("Анна")
    await town.clock.reach("14:00")
    alone = await _idle(town)
    for number in range(5):
        await town.lead_elsewhere(f"Роман {number}")
    await town.tick()

    assert len(await _idle(town)) == len(alone)


async def test_duties_are_not_looked_for_in_all_the_years(town: Town) -> None:
    """Without the subjects the index over kind, subject and day could be read only from one end to the other."""
    await town.manager("Анна")
    of_duties = [each for each in await _idle(town) if "FROM duties" in each]
    assert of_duties
    assert all("duties.subject_id IN" in each for each in of_duties)


async def test_what_is_changed_between_two_looks_is_seen_by_the_next_one(town: Town) -> None:
    """The same Tick remembers what it has seen; nothing of it may be older than the look."""
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    await town.expects(anna, "Вектор", 150_000)
    await town.clock.reach("17:30")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).schedule.put_off(town.department_id, Scheduled.SVOD, time(17, 35))
    await town.clock.reach("17:35")
    await olga.sees("Сводка")


async def test_a_day_made_free_at_noon_asks_nobody_any_more(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "Вектор", 150_000)
    await town.clock.reach("11:40")
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).special_days.set(town.today(), DayKind.OFF, town.department_id)
    await town.clock.reach("19:30")
    await anna.sees_nothing_of("Вектор")


async def test_a_clock_put_back_and_forward_again_does_nothing_twice(town: Town) -> None:
    await town.lead("Ольга")
    anna = await town.manager("Анна")
    await town.expects(anna, "Вектор", 150_000)
    await town.clock.reach("20:00")
    clock = MovableClock(town.clock.now())
    database = Database(str(town.database.url), clock)
    tick = Tick(database)

    put = [await tick.look()]
    clock.advance(hours=-9)
    while clock.now() < town.clock.now():
        put.append(await tick.look())
        clock.advance(minutes=15)

    await database.dispose()
    assert not any(put)
