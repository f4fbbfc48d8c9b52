"""What a process remembers of the house is never older than the transaction that asks, whoever has written and how."""

from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import Table, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from sales.calendar.calendar import DayKind
from sales.core.people import Role
from storage.database import Database
from storage.engine import memory
from storage.engine.memory import Memory
from storage.engine.migrate import migrate
from storage.engine.schema import is_current
from storage.engine.version_triggers import CLIENT_TABLES, HOUSE, HOUSE_TABLES
from storage.queues.inbox import NewItem
from storage.tables import Base, HouseVersionRow, PersonRow
from storage.transaction import Transaction
from tests.clock import FRIDAY, MovableClock
from tests.storage.engine.test_read_once import asked
from tests.storage.house import MOSCOW, House

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)

A_ROW: Mapping[str, Any] = {
    "people": {"name": "Новая", "role": Role.MANAGER, "language": "ru", "created_at": NOW},
    "departments": {
        "name": "Новый",
        "zone": "Europe/Moscow",
        "slots": (),
        "ask_before": 15,
        "remind_before": 5,
        "day_close": time(18),
        "created_at": NOW,
    },
    "absences": {"person_id": 2, "first_day": FRIDAY, "last_day": FRIDAY, "kind": "vacation", "created_at": NOW},
    "calendar_exceptions": {"department_id": MOSCOW, "local_date": FRIDAY, "kind": DayKind.OFF},
    "department_schedule": {"department_id": MOSCOW, "kind": "morning", "is_on": False},
    "stages": {"department_id": MOSCOW, "code": "s", "name": "С", "ord": 1, "probability": 5, "kind": "open"},
    "door_tokens": {
        "token_hash": "x",
        "kind": "hook",
        "label": "x",
        "department_id": MOSCOW,
        "scopes": [],
        "options": {},
        "created_by": 1,
        "created_at": NOW,
    },
    "clients": {
        "department_id": MOSCOW,
        "owner_id": 2,
        "name": "Ёж",
        "normal": "еж",
        "created_at": NOW,
        "touched_at": NOW,
    },
    "contacts": {"client_id": 1, "name": "Пётр", "created_at": NOW},
}
ANOTHER: Mapping[str, Any] = {
    "people": {"language": "en"},
    "departments": {"name": "Другой"},
    "absences": {"last_day": date(2026, 11, 27)},
    "calendar_exceptions": {"kind": DayKind.SHORT},
    "department_schedule": {"is_on": True},
    "stages": {"name": "Т"},
    "door_tokens": {"revoked_at": NOW},
    "clients": {"name": "Уж"},
    "contacts": {"left_at": NOW},
}
SUBJECTS = {**dict.fromkeys(HOUSE_TABLES, HOUSE), **dict.fromkeys(CLIENT_TABLES, 2)}
"""Whose version a row of A_ROW raises: Анна has the id 2."""


@pytest.fixture
async def other(database: Database, clock: MovableClock) -> AsyncIterator[Database]:
    """Another process over the same database."""
    other = Database(database.url.render_as_string(hide_password=False), clock)
    yield other
    await other.dispose()


@pytest.fixture
async def raw(database: Database) -> AsyncIterator[AsyncEngine]:
    """Somebody who knows nothing of Reper: psql, a script, a migration."""
    engine = create_async_engine(database.url, poolclass=NullPool)
    yield engine
    await engine.dispose()


async def version(database: Database, subject: int = HOUSE) -> int:
    async with database.read() as tx:
        asked_for = select(HouseVersionRow.version).where(HouseVersionRow.subject == subject)
        return await tx.session.scalar(asked_for) or 0


async def name_of(database: Database, person_id: int) -> str:
    async with database.read() as tx:
        actor = await tx.system.staff.actor(person_id)
    assert actor is not None
    return actor.name


@pytest.mark.parametrize("name", [*HOUSE_TABLES, *CLIENT_TABLES])
async def test_every_writing_statement_raises_the_version_whoever_sends_it(
    house: House, raw: AsyncEngine, name: str
) -> None:
    table: Table = Base.metadata.tables[name]
    assert (await house.client(house.anna)).id == 1
    seen = [await version(house.database, SUBJECTS[name])]
    async with raw.begin() as connection:
        made = await connection.execute(insert(table).values(A_ROW[name]).returning(*table.primary_key.columns))
        which = [key == value for key, value in zip(table.primary_key.columns, made.one(), strict=True)]
    seen.append(await version(house.database, SUBJECTS[name]))
    async with raw.begin() as connection:
        await connection.execute(update(table).where(*which).values(ANOTHER[name]))
    seen.append(await version(house.database, SUBJECTS[name]))
    async with raw.begin() as connection:
        await connection.execute(table.delete().where(*which))
    seen.append(await version(house.database, SUBJECTS[name]))

    assert seen == sorted(set(seen))


async def test_another_process_sees_at_its_next_look_what_was_written(house: House, other: Database) -> None:
    anna = house.anna.person_id
    assert await name_of(other, anna) == await name_of(house.database, anna) == "Анна"
    async with house.write() as tx:
        await tx.as_(house.anna).people.rename(anna, "Анна Вторая")

    assert await name_of(other, anna) == await name_of(house.database, anna) == "Анна Вторая"


async def test_a_claim_brings_the_version_along(house: House, other: Database) -> None:
    """Nothing else is asked to know that what is remembered still holds, and nothing old is told where it does not."""
    anna = house.anna

    async def hear(number: int) -> tuple[str, list[str]]:
        async with other.write() as tx, asked() as statements:
            item = await tx.system.inbox.take_new(NewItem(number, anna.telegram_id, {"update_id": number}))
            assert item is not None
            actor = await tx.system.staff.actor_by_telegram(item.chat_id)
            assert actor is not None
            known = [each.name for each in await tx.as_(actor).clients.list_known("Вектор")]
        return f"{actor.name}: {known}", statements

    await house.client(anna, "Вектор")
    assert (await hear(1))[0] == "Анна: ['Вектор']"
    told, statements = await hear(2)
    assert (told, len(statements)) == ("Анна: ['Вектор']", 1)

    await house.client(anna, "Плюс")
    async with house.write() as tx:
        await tx.as_(anna).people.rename(anna.person_id, "Аня")
    assert (await hear(3))[0] == "Аня: ['Вектор', 'Плюс']"


async def test_what_is_not_committed_is_known_to_its_writer_alone(house: House, other: Database) -> None:
    anna = house.anna.person_id
    before = await version(other)
    with suppress(ZeroDivisionError):
        async with house.write() as tx:
            await tx.as_(house.anna).people.rename(anna, "Аня")
            actor = await tx.system.staff.actor(anna)
            assert actor is not None
            assert actor.name == "Аня"
            assert await name_of(other, anna) == await name_of(house.database, anna) == "Анна"
            assert await version(other) == before
            raise ZeroDivisionError  # the process ends between the write and the commit

    assert await version(other) == before
    assert await name_of(other, anna) == await name_of(house.database, anna) == "Анна"


async def test_what_was_read_before_a_write_is_read_anew_behind_a_savepoint_that_was_undone(house: House) -> None:
    anna = house.anna.person_id
    async with house.write() as tx:
        with suppress(ZeroDivisionError):
            async with tx.session.savepoint():
                await tx.as_(house.anna).people.rename(anna, "Аня")
                await tx.system.staff.actor(anna)
                raise ZeroDivisionError
        actor = await tx.system.staff.actor(anna)
    assert actor is not None
    assert actor.name == await name_of(house.database, anna) == "Анна"


@pytest.mark.parametrize("forged", [0, 1, 10**18])
async def test_a_version_that_somebody_has_set_back_or_on_is_another_one(
    house: House, raw: AsyncEngine, forged: int
) -> None:
    anna = house.anna.person_id
    assert await name_of(house.database, anna) == "Анна"
    async with raw.begin() as connection:
        await connection.execute(update(PersonRow).where(PersonRow.id == anna).values(name="Аня"))
        await connection.execute(update(HouseVersionRow).where(HouseVersionRow.subject == HOUSE).values(version=forged))

    assert await name_of(house.database, anna) == "Аня"


async def test_clients_are_remembered_of_each_person_by_themselves(house: House) -> None:
    """Борис's new client has nobody ask again for Анна's, and nobody is told of the other's."""

    async def names(tx: Transaction, house: House, who: str) -> list[str]:
        return [each.name for each in await tx.as_(house.actors[who]).clients.list_known()]

    await house.client(house.anna, "Вектор")
    async with house.read() as tx:
        assert await names(tx, house, "Анна") == ["Вектор"]
    await house.client(house.boris, "Плюс")

    async with house.read() as tx, asked() as statements:
        assert await names(tx, house, "Анна") == ["Вектор"]
        assert all("house_versions" in each for each in statements)
        assert await names(tx, house, "Борис") == ["Плюс"]
        assert await names(tx, house, "Ольга") == ["Вектор", "Плюс"]
        assert await names(tx, house, "Виктор") == []


async def test_a_client_that_is_handed_over_is_known_to_who_has_it(house: House) -> None:
    client = await house.client(house.anna, "Вектор")
    async with house.read() as tx:
        assert await tx.as_(house.anna).clients.list_known()
        assert not await tx.as_(house.boris).clients.list_known()
    async with house.write() as tx:
        await tx.as_(house.olga).handovers.reassign(house.anna.person_id, house.boris.person_id, client.id)

    async with house.read() as tx:
        assert not await tx.as_(house.anna).clients.list_known()
        assert [each.name for each in await tx.as_(house.boris).clients.list_known()] == ["Вектор"]


async def test_many_rows_of_one_transaction_raise_it_quickly(house: House, raw: AsyncEngine) -> None:
    """To write one row of versions a hundred thousand times in a transaction takes PostgreSQL minutes."""
    before = await version(house.database, house.anna.person_id)
    rows = [{**A_ROW["clients"], "name": f"К{n}", "normal": f"к{n}"} for n in range(20_000)]
    async with raw.begin() as connection:
        await connection.execute(insert(Base.metadata.tables["clients"]), rows)
        await connection.execute(text("UPDATE clients SET owner_id = 3 WHERE owner_id = 2"))

    assert await version(house.database, house.anna.person_id) > before
    assert await version(house.database, house.boris.person_id) > 0


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_NAMES", 10)
    monkeypatch.setattr(memory, "MOST_KEPT", 3)
    known = Memory()
    for person_id in (1, 2, 3):
        shelf = known.of_clients(person_id, 7)
        shelf.kept["clients"] = ["x"] * 4
        known.weigh(person_id, shelf, 4)
    assert not known.of_clients(1, 7).kept, "who was not heard for the longest is forgotten first"
    assert known.of_clients(3, 7).kept
    assert not known.of_clients(3, 8).kept, "of another version nothing is known"

    house = known.of_house(1)
    house.kept.update(a=1, b=2)
    assert known.of_house(1) is house
    house.kept["c"] = 3
    assert not known.of_house(1).kept


async def test_a_migration_that_was_cut_off_before_the_triggers_is_taken_up(empty_url: str) -> None:
    await migrate(empty_url)
    engine = create_async_engine(empty_url, poolclass=NullPool)
    async with engine.begin() as connection:
        on = " ON people" if "postgresql" in empty_url else ""
        each = "" if on else "_update"
        await connection.execute(text(f"DROP TRIGGER house_version_people{each}{on}"))
    await engine.dispose()
    assert not await is_current(empty_url)

    await migrate(empty_url)
    assert await is_current(empty_url)
