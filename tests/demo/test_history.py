"""The demo's past: plans stand for last month and this one, so that /plan and /stats have something to tell."""

from collections.abc import AsyncIterator
from datetime import date, time
from pathlib import Path

import pytest

from bot.demo.cast import RUSSIAN
from bot.demo.history import History, SetClock
from sales.calendar.slots import instant_of
from storage.database import Database, sqlite_url
from tests.quick import quick

ZONE, TODAY = "Europe/Moscow", date(2026, 11, 20)
LAST_MONDAY, MONDAY = date(2026, 11, 9), date(2026, 11, 16)


@pytest.fixture
async def written(database_file: Path) -> AsyncIterator[Database]:
    clock = SetClock(instant_of(TODAY, time(8), ZONE))
    database = quick(Database(sqlite_url(database_file), clock))
    ids = {name: number for number, (name, _role) in enumerate(RUSSIAN.people, start=100)}
    await History(database, clock, RUSSIAN, ZONE, "ru").write(ids, TODAY)
    yield database
    await database.dispose()


async def test_this_week_the_last_one_and_both_months_were_planned(written: Database) -> None:
    async with written.read() as tx:
        team = [each.person_id for each in await tx.system.staff.managers(1)]
        weeks = {monday: await tx.system.week_plans.of_people(team, monday) for monday in (LAST_MONDAY, MONDAY)}
        results = (await tx.system.week_plans.results(1, MONDAY))[MONDAY]
        book = await tx.system.plans.book(1, date(2026, 10, 1), TODAY)

    assert all(plan.is_frozen and plan.total for plans in weeks.values() for plan in plans.values())
    assert all(plan.is_confirmed for plan in weeks[MONDAY].values())
    assert sum(result.figures.on_plan for result in results.values()) > 0
    assert [each.name for each in book.people] == ["Анна", "Борис", "Виктор"]
    assert all(len(book.months(each.id)) == 2 for each in book.people)
