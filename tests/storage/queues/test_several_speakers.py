"""Two processes before one outbox of PostgreSQL: one row, one chat, one speaker at a time."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from storage.cluster.processes import NewProcess
from storage.database import Database
from storage.queues.messages import NewMessage, OutboxItem
from storage.queues.sending import Speaker
from tests.clock import MovableClock
from tests.storage.postgres import HOUSE, Postgres

pytestmark = pytest.mark.postgres
FIRST, SECOND = 901, 902


@pytest.fixture
async def house(postgres: Postgres) -> AsyncIterator[Database]:
    postgres.restore_house()
    database = Database(postgres.url(HOUSE), MovableClock())
    async with database.write() as tx:
        for key, chat in (("a", 5), ("b", 5), ("c", 6)):
            await tx.system.outbox.put(NewMessage(key, chat, content={"text": key}))
        for number in (FIRST, SECOND):
            await tx.system.processes.join(number, NewProcess("here", "worker"))
    yield database
    await database.dispose()


async def claim(database: Database, key: str, by: int) -> OutboxItem | None:
    async with database.write() as tx:
        item_id = await tx.session.scalar(text("SELECT id FROM outbox WHERE key = :key"), {"key": key})
        tx.system.sending.speaker = Speaker(by)
        return await tx.system.sending.claim(item_id)


async def deliver(database: Database, item: OutboxItem, by: int, rest: float = 0.0) -> bool:
    async with database.write() as tx:
        tx.system.sending.speaker = Speaker(by, rest)
        return await tx.system.sending.note_delivered(item, 100 + item.id)


async def list_due(database: Database) -> list[str]:
    async with database.read() as tx:
        return [item.key for item in await tx.system.sending.list_due()]


async def test_while_one_speaks_in_a_chat_no_other_does(house: Database) -> None:
    first = await claim(house, "a", FIRST)
    assert first is not None
    assert first.claimed_by == FIRST

    assert await claim(house, "a", SECOND) is None
    assert await claim(house, "b", SECOND) is None
    assert await claim(house, "c", SECOND) is not None
    assert await list_due(house) == []

    assert await deliver(house, first, FIRST)
    assert await claim(house, "b", SECOND) is not None


async def test_after_a_message_the_chat_rests_for_all(house: Database) -> None:
    first = await claim(house, "a", FIRST)
    assert first is not None
    await deliver(house, first, FIRST, rest=60)

    assert await claim(house, "b", SECOND) is None
    assert await list_due(house) == ["c"]


async def test_a_claim_that_was_given_back_frees_the_chat(house: Database) -> None:
    first = await claim(house, "a", FIRST)
    assert first is not None
    async with house.write() as tx:
        tx.system.sending.speaker = Speaker(SECOND)
        await tx.system.sending.release(first.id)
    assert await claim(house, "b", SECOND) is None, "it is not theirs to give back"

    async with house.write() as tx:
        tx.system.sending.speaker = Speaker(FIRST)
        await tx.system.sending.release(first.id)
    assert await claim(house, "b", SECOND) is not None


async def test_what_a_dead_one_had_in_the_air_is_anybodys_and_what_a_living_one_has_is_not(house: Database) -> None:
    dead, living = await claim(house, "a", FIRST), await claim(house, "c", SECOND)
    assert dead is not None
    assert living is not None
    async with house.write() as tx:
        await tx.system.processes.forget([FIRST])
        assert [each.key for each in await tx.system.sending.orphans()] == ["a"]
        await tx.system.sending.retry(dead, None, "it died", flag=True)
        await tx.system.sending.free_chats()

    assert not await deliver(house, dead, FIRST), "who wakes after that writes nothing"
    assert await deliver(house, living, SECOND)


async def test_a_chat_with_a_limit_is_known_to_all(house: Database) -> None:
    first = await claim(house, "a", FIRST)
    assert first is not None
    async with house.write() as tx:
        tx.system.sending.speaker = Speaker(FIRST, 30, is_limited=True)
        await tx.system.sending.retry(first, None, "429", tried=False)
    async with house.read() as tx:
        (left,) = (await tx.system.sending.list_limited()).items()

    assert left[0] == 5
    assert 28 < left[1] <= 30


async def test_each_looks_at_its_own_part_of_the_chats_first(house: Database) -> None:
    async with house.read() as tx:
        even = [item.chat_id for item in await tx.system.sending.list_due(share=(0, 2))]
        odd = [item.chat_id for item in await tx.system.sending.list_due(share=(1, 2))]

    assert even == [6, 5, 5]
    assert odd == [5, 5, 6]
