"""A house of SQLite in PostgreSQL: every row, every sum, and the next number."""

import asyncio
import shutil
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text, update
from sqlalchemy.engine import make_url

from bot.demo.cast import CASTS
from bot.demo.history import History, SetClock
from bot.operations.backup_commands import put_back
from bot.operations.moving import move_to
from bot.settings import Settings
from sales.calendar.slots import instant_of
from sales.core.clock import SystemClock
from storage.backups.backup import back_up
from storage.backups.move import MoveError
from storage.backups.restore import RestoreError, alone
from storage.database import Database
from storage.engine.change_numbers import catch_up
from storage.engine.connections.address import sqlite_url
from storage.engine.connections.refusals import DatabaseRefusedError, refuse_narrow
from storage.queues.messages import NewMessage
from storage.tables import ActivityRow
from tests.storage.postgres import Postgres

TODAY, ZONE = date(2026, 11, 20), "Europe/Moscow"
SUMS = (
    "SELECT count(*), sum(amount), min(due_on) FROM expected_payments",
    "SELECT count(*), max(name), count(merged_into_id), count(referred_by_id) FROM clients",
    "SELECT count(*), count(follows_id), sum(follows_id) FROM activities",
    "SELECT count(*), max(role), count(telegram_id), sum(telegram_id) FROM people",
    "SELECT count(*), count(before), count(after) FROM audit",
)

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("moved")]


@pytest.fixture(scope="module")
def lived(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's department with its weeks; a chain of calls, a client brought by another, a NUL in a comment."""
    file = Path(shutil.copy(migrated, tmp_path_factory.mktemp("lived") / "reper.db"))

    async def live() -> None:
        clock = SetClock(instant_of(TODAY, time(8, 30), ZONE))
        database = Database(sqlite_url(file), clock)
        cast = CASTS["ru"]
        people = {name: 10**10 + number for number, (name, _) in enumerate(cast.people)}
        await History(database, clock, cast, ZONE, "ru").write(people, TODAY)
        async with database.write() as tx:
            for statement in (
                "UPDATE clients SET referred_by_id = 9, comment = 'a' || char(0) || 'b' WHERE id = 1",
                "UPDATE activities SET follows_id = (SELECT max(id) FROM activities) WHERE id = 1",
                "UPDATE activities SET revision = 30000 WHERE id = 2",
            ):
                await tx.session.execute(text(statement))
        await database.dispose()

    asyncio.run(live())
    return file


@pytest.fixture
def house(lived: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(lived, tmp_path / "reper.db"))


def settings(file: Path, database: str = "") -> Settings:
    return Settings(bot_token="42:x", data_dir=file.parent, database_url=database, _env_file=None)


async def told(url: str) -> list[object]:
    database = Database(url, SystemClock())
    async with database.read() as tx:
        found = [tuple((await tx.session.execute(text(each))).one()) for each in SUMS]
    await database.dispose()
    return [tuple(str(int(value) if isinstance(value, Decimal) else value) for value in each) for each in found]


async def test_a_house_is_moved_whole_and_goes_on_numbering(
    house: Path, postgres: Postgres, capsys: pytest.CaptureFixture[str]
) -> None:
    url = postgres.url(postgres.create())

    await move_to(settings(house), SimpleNamespace(address=url.replace("+asyncpg", "")))

    assert await told(url) == await told(sqlite_url(house))
    assert await catch_up(make_url(url)) > 0
    assert await catch_up(make_url(url)) == 0
    said = capsys.readouterr().out
    assert "Moved, counted and summed" in said
    assert "DATABASE_URL=postgresql://" in said
    database = Database(url, SystemClock())
    async with database.write() as tx:
        await tx.system.outbox.put(NewMessage("new", 42))
        assert await tx.session.scalar(text("SELECT comment FROM clients WHERE id = 1")) == "ab"
        await tx.session.execute(update(ActivityRow).where(ActivityRow.id == 3).values(comment="потом"))
        newest = await tx.session.scalar(text("SELECT id FROM activities ORDER BY revision DESC LIMIT 1"))
        assert newest == 3, "who reads changes on from where they stopped sees it"
        assert await tx.system.wire.get("copy_of") is None
    await database.dispose()
    with pytest.raises(MoveError, match="has rows already"):
        await move_to(settings(house), SimpleNamespace(address=url))


async def test_numbers_of_a_server_that_was_busy_for_years_are_made_small_in_their_order(
    house: Path, postgres: Postgres
) -> None:
    url = postgres.url(postgres.create())
    await move_to(settings(house), SimpleNamespace(address=url))
    database = Database(url, SystemClock())
    async with database.write() as tx:
        await tx.session.execute(text("UPDATE activities SET revision = 5000000000 + id % 7"))
        order = "SELECT array_agg(id ORDER BY revision, id) FROM activities"
        before = await tx.session.scalar(text(order))

    assert await catch_up(make_url(url)) < 100_000

    async with database.write() as tx:
        assert await tx.session.scalar(text(order)) == before
        await tx.session.execute(update(ActivityRow).where(ActivityRow.id == 3).values(comment="потом"))
        assert (await tx.session.scalar(text(order)))[-1] == 3
    await database.dispose()


async def test_a_backup_of_sqlite_is_restored_into_postgresql_and_says_so(house: Path, postgres: Postgres) -> None:
    url = postgres.url(postgres.create())
    backup = back_up(house, house.parent / "backups", SystemClock().now())

    await put_back(settings(house, url), SimpleNamespace(file=str(backup.path)))

    assert await told(url) == await told(sqlite_url(house))
    database = Database(url, SystemClock())
    async with database.read() as tx:
        assert await tx.system.wire.get("copy_of") is not None
    await database.dispose()


@pytest.mark.parametrize("address", ["mysql://x/y", "", "sqlite+aiosqlite:////tmp/x.db", "reper"])
async def test_where_to_is_asked_in_a_sentence(address: str, house: Path) -> None:
    with pytest.raises(MoveError, match="Where to"):
        await move_to(settings(house), SimpleNamespace(address=address))


async def test_a_house_in_which_a_bot_works_is_not_moved(house: Path) -> None:
    with alone(house), pytest.raises(RestoreError, match="Stop it first, then move"):
        await move_to(settings(house), SimpleNamespace(address="postgresql://127.0.0.1:1/x"))


async def test_a_server_that_does_not_answer_and_a_database_that_is_not_there(house: Path, postgres: Postgres) -> None:
    with pytest.raises(MoveError, match="does not answer"):
        await move_to(settings(house), SimpleNamespace(address="postgresql://u:p@127.0.0.1:1/x"))
    with pytest.raises(Exception, match="There is no database"):
        await move_to(settings(house), SimpleNamespace(address=postgres.url("nowhere")))


async def test_sessions_are_named_and_felt_and_no_more_than_the_pool(postgres: Postgres) -> None:
    """A machine without power keeps its lock for eleven seconds and not for two hours; a pooler needs no setting."""
    database = Database(postgres.url(postgres.create()), SystemClock(), 3)
    asked = "SELECT current_setting('application_name'), current_setting('jit'), current_setting('tcp_user_timeout')"

    async def look() -> tuple[str, ...]:
        async with database.read() as tx:
            await asyncio.sleep(0.05)
            return tuple((await tx.session.execute(text(asked))).one())

    seen = await asyncio.gather(*(look() for _ in range(20)))
    async with database.write() as tx:
        ours = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        count = await tx.session.scalar(text(ours))
    await database.dispose()

    assert {each[:2] for each in seen} == {("reper", "off")}
    assert count <= 3


async def test_a_server_with_fewer_places_than_the_pool_is_named(postgres: Postgres) -> None:
    url = make_url(postgres.url(postgres.create()))
    await refuse_narrow(url, 5)

    with pytest.raises(DatabaseRefusedError, match=r"lets us in \d+ times at once, and DATABASE_POOL is 5000"):
        await refuse_narrow(url, 5000)
