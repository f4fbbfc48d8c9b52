"""What is read once in a transaction is as true as if it were read anew."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, cast
from unittest.mock import patch

import pytest
from sqlalchemy import Executable, Select

from sales.calendar.calendar import DayKind
from storage.engine.memory import Memory
from storage.engine.reading import tables_of
from storage.engine.session import STAFFING, Session
from storage.payments.payments import NewPayment
from storage.people.person import place_of
from storage.people.standing_in import absent_people, stood_in_for
from storage.transaction import Transaction
from tests.clock import FRIDAY
from tests.storage.house import MOSCOW, THOUSAND, House
from tests.town import Town

Read = Callable[[House, Transaction], Awaitable[Any]]

OF_STAFF: dict[str, Read] = {
    "a person who acts": lambda house, tx: tx.system.staff.actor(house.anna.person_id),
    "a person as seen": lambda house, tx: tx.as_(house.olga).people.person(house.anna.person_id),
    "who watches": lambda _house, tx: tx.system.staff.watching(MOSCOW),
    "a department": lambda _house, tx: tx.system.departments.get(MOSCOW),
    "a person's place": lambda house, tx: place_of(tx.session, house.anna.person_id),
    "the departments": lambda _house, tx: tx.system.departments.all(),
    "the schedule": lambda _house, tx: tx.system.schedule.of_department(MOSCOW),
    "the stages": lambda _house, tx: tx.system.stages.book(MOSCOW),
    "who is absent": lambda house, tx: absent_people(tx.session, [house.anna.person_id], FRIDAY),
    "who acts for whom": lambda house, tx: stood_in_for(tx.session, house.anna.person_id, MOSCOW, FRIDAY),
    "the team's calendars": lambda _house, tx: tx.system.calendars.of_team(MOSCOW),
    "its calendar": lambda _house, tx: tx.system.calendars.of_department(MOSCOW),
    "a person's calendar": lambda house, tx: tx.system.calendars.of_person(house.anna.person_id),
}


@asynccontextmanager
async def asked() -> AsyncIterator[list[str]]:
    """The statements meanwhile."""
    statements: list[str] = []
    run = Session._run

    async def noted(self: Session, statement: Executable, named: Any = None) -> Any:
        statements.append(str(statement))
        return await run(self, statement, named)

    with patch.object(Session, "_run", noted):
        yield statements


@pytest.mark.parametrize("read", OF_STAFF.values(), ids=OF_STAFF)
async def test_what_outlives_a_write_is_read_from_the_tables_of_the_house_alone(house: House, read: Read) -> None:
    with patch.object(house.database.reader, "_memory", Memory()):  # nothing is known yet
        async with asked() as statements, house.read() as tx:
            await read(house, tx)

    tables = {table for each in statements for table in re.findall(r"(?:FROM|JOIN) (\w+)", each)}
    assert tables & STAFFING
    assert tables <= STAFFING | {"house_versions"}


@pytest.mark.parametrize("read", OF_STAFF.values(), ids=OF_STAFF)
async def test_a_payment_does_not_have_it_read_again(house: House, read: Read) -> None:
    client = await house.client(house.anna, "Вектор")
    async with house.write() as tx:
        before = await read(house, tx)
        await tx.as_(house.anna).payments.expect(NewPayment(client.id, THOUSAND, FRIDAY))
        async with asked() as statements:
            after = await read(house, tx)

    assert after == before
    assert statements == []


async def test_a_write_to_the_house_does(house: House) -> None:
    anna = house.anna.person_id
    async with house.write() as tx:
        assert (await tx.system.calendars.of_person(anna)).is_workday(FRIDAY)
        await tx.as_(house.irina).special_days.set(FRIDAY, DayKind.OFF, MOSCOW)
        assert not (await tx.system.calendars.of_person(anna)).is_workday(FRIDAY)
        await tx.as_(house.olga).handovers.deactivate(anna)
        assert await tx.system.staff.actor(anna) is None


async def test_what_was_undone_with_a_savepoint_is_forgotten(house: House) -> None:
    anna = house.anna.person_id
    async with house.write() as tx:
        with suppress(ZeroDivisionError):
            async with tx.session.savepoint():
                await tx.as_(house.irina).special_days.set(FRIDAY, DayKind.OFF, MOSCOW)
                assert not (await tx.system.calendars.of_person(anna)).is_workday(FRIDAY)
                raise ZeroDivisionError
        assert (await tx.system.calendars.of_person(anna)).is_workday(FRIDAY)


async def test_what_is_kept_names_every_table_that_it_was_read_from(town: Town) -> None:
    """What is written to one that is not named would be shown as it was before."""
    reading: list[set[str]] = []
    lacking: set[tuple[object, str]] = set()
    run, once = Session._run, Session.once

    async def note_run(self: Session, statement: Executable, named: Any = None) -> Any:
        read = tables_of(cast("Select[Any]", statement)) if statement.is_select else frozenset()
        for each in reading:
            each.update(read)
        return await run(self, statement, named)

    async def note_once(self: Session, what: Any, read: Any, **how: Any) -> Any:
        async def noted() -> Any:
            reading.append(seen := set[str]())
            try:
                return await read()
            finally:
                reading.remove(seen)
                named = how.get("tables") or seen
                lacking.update((what[0], each) for each in seen - named - STAFFING)

        return await once(self, what, noted, **how)

    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор", "Ромашка")
    with patch.object(Session, "_run", note_run), patch.object(Session, "once", note_once):
        for said in ("оплата 150к Вектор завтра", "пришло 10к Вектор", "сделка Вектор 300к поставка", "звонил Вектор"):
            await anna.types(said)
        await anna.presses("Завтра")
        await anna.types("встреча Ромашка завтра в 11")
        await anna.types("/checkin")
        await anna.types("/undo")

    assert lacking == set()
