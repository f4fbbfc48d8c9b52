"""However many hunters take at once, a number is one hunter's; what was loaded goes on where it stood."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from sales.cold.rows import ColdRow
from sales.cold.states import ColdOutcome, ColdSource, ColdState, Skip
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import Role
from sales.imports.packing import pack_base, read_packed
from storage.cold.queue import ColdAnswer
from storage.cold.records import ColdList
from storage.engine.actor import Actor
from storage.engine.errors import LeaseLostError
from storage.tables import ColdLeadRow, NeverCallRow, PersonRow
from storage.transaction import Transaction
from tests.storage.house import KAZAN, MOSCOW, House

FIFTY = 50


def rows(count: int, first: int = 1) -> list[ColdRow]:
    return [ColdRow(n + 1, f"Фирма {n}", f"+7916{n:07}", f"916{n:07}") for n in range(first, first + count)]


async def begin(house: House, source: ColdSource = ColdSource.OWN) -> ColdList:
    packed = pack_base([("", [["Название", "Телефон"], ["Заря", "89161112233"]])])
    assert packed
    async with house.write() as tx:
        one = await tx.as_(house.olga).cold_lists.begin("Тула", read_packed(packed))
        await tx.as_(house.olga).cold_lists.set_source(one.id, source)
    return one


async def load(house: House, *parts: list[ColdRow]) -> ColdList:
    one = await begin(house)
    for part in parts:
        async with house.write() as tx:
            await tx.system.cold_lists.load(one.id, part)
    async with house.write() as tx:
        await tx.system.cold_lists.finish(one)
    async with house.read() as tx:
        return await tx.as_(house.olga).cold_lists.get(one.id)


def take(who: Actor) -> Callable[[Transaction], Awaitable[int | None]]:
    async def one(tx: Transaction) -> int | None:
        taken = await tx.as_(who).cold_queue.take()
        return None if taken is None else taken.id

    return one


async def hunters(house: House, count: int) -> list[Actor]:
    """More managers of Moscow."""
    async with house.write() as tx:
        for n in range(count):
            values = {
                "name": f"Охотник {n}",
                "role": Role.MANAGER,
                "department_id": MOSCOW,
                "language": "ru",
                "created_at": tx.clock.now(),
            }
            await tx.session.execute(insert(PersonRow).values(telegram_id=9000 + n, **values))
        found = await tx.session.scalars(select(PersonRow.id).where(PersonRow.telegram_id >= 9000))
        return [replace(house.anna, person_id=each) for each in found]


async def test_fifty_hunters_at_once_have_fifty_numbers(house: House) -> None:
    await load(house, rows(60))
    taken = await asyncio.gather(*(house.does(take(each)) for each in await hunters(house, FIFTY)))
    assert len({each for each in taken if isinstance(each, int)}) == FIFTY


async def test_a_number_in_hand_is_given_again_to_its_hunter_alone(house: House) -> None:
    await load(house, rows(2))
    first = await house.does(take(house.anna))
    assert await house.does(take(house.anna)) == first
    second = await house.does(take(house.boris))
    assert second != first
    assert await house.does(take(house.viktor)) is None
    with pytest.raises(NotYoursError):
        await house.does(lambda tx: tx.as_(house.boris).cold_queue.answer(first or 0, ColdOutcome.TALKED))

    house.clock.advance(minutes=21)
    await house.does(lambda tx: tx.as_(house.boris).cold_queue.answer(second or 0, ColdOutcome.REFUSED))
    assert await house.does(take(house.boris)) == first
    with pytest.raises(LeaseLostError):
        await house.does(lambda tx: tx.as_(house.anna).cold_queue.answer(first or 0, ColdOutcome.TALKED))
    with pytest.raises(AlreadyDoneError):
        await house.does(lambda tx: tx.as_(house.boris).cold_queue.answer(second or 0, ColdOutcome.TALKED))


async def test_a_list_that_broke_off_goes_on_after_its_last_row_and_counts_once(house: House) -> None:
    one = await load(house, rows(3), [*rows(2, first=3), ColdRow(9, "Без номера")])
    assert one.loaded == 9
    assert (one.count(Skip.DOUBLE), one.count(Skip.NO_PHONE)) == (1, 1)
    async with house.read() as tx:
        progress, calls = await tx.as_(house.olga).cold_lists.sum_up(one)
    assert (progress.total, calls.tries) == (4, 0)


async def test_what_was_pulled_back_is_rung_with_the_next_list(house: House) -> None:
    one = await load(house, rows(2))
    await house.does(lambda tx: tx.as_(house.olga).cold_lists.pull(one.id))
    other = await load(house, rows(2))
    async with house.read() as tx:
        progress, _calls = await tx.as_(house.olga).cold_lists.sum_up(other)
    assert (progress.total, other.count(Skip.DOUBLE)) == (2, 0)
    with pytest.raises(NotYoursError):
        await house.does(lambda tx: tx.as_(house.roman).cold_lists.pull(other.id))


async def test_who_is_never_to_be_rung_stands_nowhere_in_digits(house: House) -> None:
    await load(house, rows(1))
    lead_id = await house.does(take(house.anna)) or 0
    await house.does(lambda tx: tx.as_(house.anna).cold_queue.answer(lead_id, ColdOutcome.NEVER))
    house.clock.advance(hours=12)
    await house.does(lambda tx: tx.system.cold_lists.prune())
    async with house.read() as tx:
        left = (await tx.session.execute(select(ColdLeadRow.name, ColdLeadRow.phone, ColdLeadRow.phone10))).one()
        (digest,) = await tx.session.scalars(select(NeverCallRow.digest))
    assert tuple(left) == ("", None, None)
    assert digest != hashlib.sha256(b"9160000001").hexdigest()
    again = await load(house, rows(1))
    assert again.count(Skip.NEVER) == 1


async def test_a_never_that_is_taken_back_leaves_what_others_had_agreed(house: House) -> None:
    """The same number, promised a call back by a hunter of another department: it is rung at that hour still."""
    await load(house, rows(1))
    lead_id = await house.does(take(house.anna)) or 0
    at = house.clock.now() + timedelta(hours=2)
    theirs = {"list_id": 1, "department_id": KAZAN, "name": "Фирма 1", "phone10": "9160000001", "tries": 2}
    agreed = {"state": ColdState.AGAIN, "next_at": at, "called_by": house.viktor.person_id}
    async with house.write() as tx:
        other = await tx.session.scalar(insert(ColdLeadRow).values(theirs | agreed).returning(ColdLeadRow.id))
    answered = await house.does(lambda tx: tx.as_(house.anna).cold_queue.answer(lead_id, ColdOutcome.NEVER))
    assert isinstance(answered, ColdAnswer)

    refs = {"before": answered.before, "try": answered.try_id}
    await house.does(lambda tx: tx.as_(house.anna).cold_queue.take_back(refs))

    async with house.read() as tx:
        assert await tx.session.scalar(select(ColdLeadRow.state).where(ColdLeadRow.id == other)) is ColdState.AGAIN
