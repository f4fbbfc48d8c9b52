"""What goes straight to the driver is what SQLAlchemy would have sent, and its rows and mistakes are the same."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Executable, bindparam, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, PendingRollbackError, StatementError

from sales.core.people import Role
from storage.engine.connections.kept_statements import KEPT, MOST_SHAPES, KeptStatement, KeptStatements
from storage.engine.connections.trouble import is_database_trouble
from storage.engine.session import Session
from storage.tables import PersonRow, WireRow
from storage.transaction import Transaction
from tests.clock import moscow
from tests.storage.house import House
from tests.storage.plainly import told_by_sqlalchemy
from tests.town import Town

OF_ROLES = (
    select(PersonRow.id, PersonRow.name, PersonRow.role, PersonRow.created_at, PersonRow.department_id)
    .where(PersonRow.role.in_(bindparam("the_roles", expanding=True)), PersonRow.name != "Никто")
    .order_by(PersonRow.id)
)
SINCE = select(PersonRow.name).where(PersonRow.created_at >= bindparam("the_instant")).order_by(PersonRow.id)
PUT = insert(WireRow).returning(WireRow.name, WireRow.value)


@pytest.fixture
def driven(house: House) -> Any:
    """How many statements were written for the driver."""
    if not house.database.is_sqlite:
        pytest.skip("PostgreSQL is asked through SQLAlchemy alone")
    seen: Counter[str] = Counter()
    write = KeptStatement.write

    def noted(self: KeptStatement, named: Mapping[str, Any] | None) -> tuple[str, list[Any]] | None:
        written = write(self, named)
        seen["no" if written is None else "yes"] += 1
        return written

    with patch.object(KeptStatement, "write", noted):
        yield seen


async def _know(tx: Transaction, statement: Executable, named: Mapping[str, Any]) -> None:
    for _ in range(2):
        await tx.session.execute(statement, named)


async def test_a_list_of_any_length_brings_the_rows_that_sqlalchemy_brings(house: House, driven: Counter[str]) -> None:
    async with house.read() as tx:
        await _know(tx, OF_ROLES, {"the_roles": [Role.LEAD]})
        for roles in ([], [Role.OWNER], (Role.LEAD, Role.OWNER), {Role.MANAGER}, list(Role)):
            driven.clear()
            found = await tx.session.execute(OF_ROLES, {"the_roles": roles})
            assert driven == {"yes": 1}
            with told_by_sqlalchemy():
                usual = await tx.session.execute(OF_ROLES, {"the_roles": roles})
            assert [tuple(each) for each in found] == [tuple(each) for each in usual]
            assert [(each.name, each.role, each.created_at) for each in found] == [
                (each.name, each.role, each.created_at) for each in usual
            ]


async def test_what_is_wrong_is_told_in_sqlalchemys_words(house: House, driven: Counter[str]) -> None:
    async with house.read() as tx:
        await _know(tx, SINCE, {"the_instant": house.clock.now()})
        naive = house.clock.now().replace(tzinfo=None)
        for wrong in ({"the_instant": naive}, {}):
            with pytest.raises(StatementError):
                await tx.session.execute(SINCE, wrong)
    assert driven["no"] == 2


async def test_a_broken_rule_of_the_database_is_an_integrity_error(house: House, driven: Counter[str]) -> None:
    known = {"updated_at": house.clock.now()}
    async with house.write() as tx:
        for number in range(3):
            found = await tx.session.execute(PUT, {"name": f"a{number}", "value": {"n": number}} | known)
            assert found.one().value == {"n": number}
        driven.clear()
        with pytest.raises(IntegrityError):
            async with tx.session.savepoint():
                await tx.session.execute(PUT, {"name": "a0", "value": {}} | known)
        assert driven == {"yes": 1}
        found = await tx.session.execute(PUT, {"name": "a4", "value": None} | known)
        assert found.one().value is None


async def test_too_many_shapes_go_the_usual_way(house: House, driven: Counter[str]) -> None:
    several = select(PersonRow.id).where(PersonRow.id.in_(bindparam("the_people", expanding=True)))
    async with house.read() as tx:
        for count in range(MOST_SHAPES + 4):
            found = await tx.session.scalars(several, {"the_people": range(1, count + 1)})
            assert len(found.all()) == min(count, len(house.actors))
    assert driven == {"yes": MOST_SHAPES, "no": 2}


async def test_of_what_is_put_together_anew_each_time_not_all_is_kept(house: House, driven: Counter[str]) -> None:
    async with house.read() as tx:
        with patch("storage.engine.connections.kept_statements.MOST_KEPT", len(KEPT._kept) + 3):
            for _ in range(8):
                statement = select(PersonRow.name).where(PersonRow.id == 1)
                for _ in range(3):
                    assert (await tx.session.scalars(statement)).all() == ["Ирина"]
        assert len(KEPT._kept) <= 6


async def test_a_working_day_asks_the_driver_what_sqlalchemy_would(town: Town) -> None:
    compared: Counter[str] = Counter()
    send = Session._send

    async def sent_both_ways(self: Session, statement: Executable, named: Any) -> Any:
        found = await send(self, statement, named)
        if not statement.is_select or KEPT.find(statement, named) is None:
            return found
        with patch.object(KeptStatements, "find", lambda *_: None):
            usual = await send(self, statement, named)
        assert [tuple(each) for each in found] == [tuple(each) for each in usual], str(statement)
        compared["selects"] += 1
        return found

    anna = await town.manager("Анна")
    olga = await town.lead("Ольга")
    for name in ("Вектор", "Плюс"):
        await town.expects(anna, name, 100_000)
    with patch.object(Session, "_send", sent_both_ways):
        await town.clock.reach("11:50")
        question = await anna.sees("Факт оплат")
        await anna.presses("1 ✅", on=question)
        for said in ("Вектор 170000 26.11", "Плюс пришло 80000", "звонил Вектор, думают", "/stats", "/plan", "/day"):
            await anna.types(said)
        for said in ("/stats", "/svod", "/who"):
            await olga.types(said)
    assert compared["selects"] > 100
    assert town.clock.now() >= moscow("11:50")


HELD = update(WireRow).where(WireRow.name == "held").values(value=bindparam("the_value"))


async def test_who_waits_no_longer_hears_of_the_time_and_of_nothing_else(house: House) -> None:
    if house.database.is_sqlite:
        pytest.skip("SQLite is asked in the loop: nothing can be given up between")
    async with house.write() as tx:
        await tx.session.execute(insert(WireRow), {"name": "held", "value": {}, "updated_at": house.clock.now()})
    async with house.write() as holding:
        await holding.session.execute(HELD, {"the_value": {"n": 2}})
        for _ in range(3):
            with pytest.raises(TimeoutError):
                await _try_shortly(house)
    async with house.read() as tx:
        assert await tx.session.scalar(select(WireRow.value).where(WireRow.name == "held")) == {"n": 2}


async def _try_shortly(house: House) -> None:
    async with asyncio.timeout(0.2), house.write() as tx:
        await tx.session.scalar(select(func.now()))
        async with tx.session.savepoint():
            await tx.session.execute(HELD, {"the_value": {"n": 3}})


async def test_what_comes_on_a_connection_that_was_given_up_is_trouble_of_the_database(house: House) -> None:
    if house.database.is_sqlite:
        pytest.skip("SQLite is asked in the loop: nothing can be given up between")
    async with house.database.keep_connection() as connection:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await connection.execute(text("SELECT pg_sleep(5)"))
        with pytest.raises(PendingRollbackError) as raised:
            await connection.execute(text("SELECT 1"))
    assert is_database_trouble(raised.value)
