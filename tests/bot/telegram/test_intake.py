"""From Telegram into the inbox: offsets, broken batches, gaps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

import bot.telegram.intake
from bot.operations.rivals import Rivals
from bot.signals import Signals
from bot.telegram.intake import Intake
from bot.telegram.telegram import AnotherPollerError, PollError, WrongTokenError
from storage.database import Database, sqlite_url
from storage.queues.inbox import NewItem
from storage.queues.wire import LAST_POLL, OUTAGE_SEEN
from tests.clock import MovableClock
from tests.virtual_time import LoopClock, in_virtual_time

Batch = list[dict[str, Any]]


def update(number: int, chat: int = 7, **more: Any) -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": 1, "chat": {"id": chat}, **more}}


class Wire:
    """What Telegram answers, one poll after another; then silence. The offsets it was asked from are kept."""

    def __init__(self, *answers: Batch | Exception) -> None:
        self.answers = list(answers)
        self.offsets: list[int | None] = []

    async def raw_updates(
        self,
        *,
        offset: int | None,
        timeout: int,  # noqa: ASYNC109  Telegram's own parameter
        limit: int = 100,
        allowed_updates: list[str] | None = None,
    ) -> Batch:
        self.offsets.append(offset)
        if not self.answers:
            await asyncio.sleep(timeout)
            return []
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def nothing() -> None:
    return


async def not_now(_item: NewItem) -> bool:
    """A worker that has no hand free."""
    return False


def intake(wire: Wire, database: Database) -> Intake:
    return Intake(wire, database, Signals(), nothing, not_now, Rivals(database).note_rival)


async def stored(database: Database) -> list[tuple[int, int]]:
    async with database.read() as tx:
        rows = await tx.session.execute(text("SELECT update_id, chat_id FROM inbox ORDER BY id"))
        return [(row.update_id, row.chat_id) for row in rows]


async def wire_fact(database: Database, name: str) -> dict[str, Any] | None:
    async with database.read() as tx:
        return await tx.system.wire.get(name)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def database(database_file: Path, clock: MovableClock) -> AsyncIterator[Database]:
    database = Database(sqlite_url(database_file), clock)
    yield database
    await database.dispose()


async def test_the_next_poll_confirms_only_what_is_stored(database: Database) -> None:
    wire = Wire([update(10), update(11)], [])
    poller = intake(wire, database)

    await poller.once()
    await poller.once()

    assert wire.offsets == [None, 12]
    assert await stored(database) == [(10, 7), (11, 7)]


async def test_after_a_restart_it_goes_on_where_it_was(database: Database) -> None:
    await intake(Wire([update(10)]), database).once()
    wire = Wire([update(11)])

    await intake(wire, database).once()

    assert wire.offsets == [11]


async def test_after_a_quiet_day_it_asks_from_nowhere(database: Database, clock: MovableClock) -> None:
    await intake(Wire([update(10)]), database).once()
    clock.advance(hours=25)
    wire = Wire([])

    await intake(wire, database).once()

    assert wire.offsets == [None]


@in_virtual_time
async def test_a_number_that_jumps_down_after_a_quiet_week_is_not_confirmed_unread(
    database_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.telegram.intake, "POLL_SECONDS", 3000)  # a hundred polls a day are enough
    database = Database(sqlite_url(database_file), LoopClock())
    wire = Wire([update(900_000)])
    task = asyncio.create_task(intake(wire, database).run())
    await asyncio.sleep(timedelta(hours=25).total_seconds())
    wire.answers.append([update(12)])
    await asyncio.sleep(3600)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task

    assert None in wire.offsets[2:]
    assert wire.offsets[-1] == 13
    assert await stored(database) == [(900_000, 7), (12, 7)]
    await database.dispose()


async def test_what_telegram_says_twice_is_stored_once(database: Database) -> None:
    poller = intake(Wire([update(10)], [update(10), update(11)], [update(11)]), database)

    for _ in range(3):
        await poller.once()

    assert await stored(database) == [(10, 7), (11, 7)]


async def test_when_the_batch_cannot_be_stored_the_offset_stays(database: Database) -> None:
    wire = Wire([update(10)], [update(11)], [update(11)])
    poller = intake(wire, database)
    await poller.once()
    async with database.write() as tx:
        await tx.session.execute(text("ALTER TABLE inbox RENAME TO gone"))

    with pytest.raises(OperationalError):
        await poller.once()
    async with database.write() as tx:
        await tx.session.execute(text("ALTER TABLE gone RENAME TO inbox"))
    await poller.once()

    assert wire.offsets == [None, 11, 11]
    assert await stored(database) == [(10, 7), (11, 7)]


@pytest.mark.parametrize(
    "broken",
    [
        {"message": {}},
        {"update_id": "12"},
        {"update_id": True},
        {"update_id": None},
        {"update_id": 1.5},
        {"update_id": 2**80, "message": {}},
        {"update_id": -5, "message": {}},
    ],
)
async def test_an_update_without_a_usable_number_does_not_keep_the_others_out(
    broken: dict[str, Any], database: Database
) -> None:
    wire = Wire([update(10), broken, update(11)], [])
    poller = intake(wire, database)

    await poller.once()
    await poller.once()

    assert wire.offsets == [None, 12]
    assert await stored(database) == [(10, 7), (11, 7)]


async def test_a_batch_of_nothing_but_such_is_not_asked_for_in_a_rush(database: Database) -> None:
    with pytest.raises(PollError):
        await intake(Wire([{"update_id": "x"}]), database).once()


@pytest.mark.parametrize(
    ("raw", "chat"),
    [
        (update(1, 5), 5),
        ({"update_id": 1, "edited_message": {"chat": {"id": -100}}}, -100),
        ({"update_id": 1, "callback_query": {"from": {"id": 5}, "message": {"chat": {"id": -7}}}}, -7),
        ({"update_id": 1, "callback_query": {"from": {"id": 5}}}, 5),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 9}, "from": {"id": 5}}}, 9),
        ({"update_id": 1, "message": {"chat": {"id": "9"}, "from": {"id": 5}}}, 5),
        ({"update_id": 1, "message": {"chat": {"id": 2**70}}}, 0),
        ({"update_id": 1, "message": "nonsense"}, 0),
        ({"update_id": 1, "something_new": {"chat": {"id": 9}}}, 0),
        ({"update_id": 1}, 0),
    ],
)
async def test_every_update_belongs_to_the_order_of_one_chat(
    raw: dict[str, Any], chat: int, database: Database
) -> None:
    await intake(Wire([raw]), database).once()

    assert await stored(database) == [(1, chat)]


@in_virtual_time
async def test_another_poller_bad_gateways_and_a_broken_line_are_waited_out(database_file: Path) -> None:
    database = Database(sqlite_url(database_file), LoopClock())
    troubles = [AnotherPollerError("409"), PollError("502"), ConnectionResetError(), TimeoutError()]
    wire = Wire(*troubles, [update(10)])
    task = asyncio.create_task(intake(wire, database).run())
    await asyncio.sleep(60)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task

    assert await stored(database) == [(10, 7)]
    await database.dispose()


@in_virtual_time
async def test_a_token_that_is_refused_for_minutes_ends_the_work(database_file: Path) -> None:
    database = Database(sqlite_url(database_file), LoopClock())
    began = asyncio.get_running_loop().time()

    with pytest.raises(WrongTokenError):
        await intake(Wire(*[WrongTokenError()] * 99), database).run()

    assert 100 <= asyncio.get_running_loop().time() - began <= 200
    await database.dispose()


@in_virtual_time
async def test_a_token_that_is_refused_now_and_then_is_kept(database_file: Path) -> None:
    """As a local API server does that starts anew, for a minute each."""
    database = Database(sqlite_url(database_file), LoopClock())
    wire = Wire(*[*[WrongTokenError()] * 6, []] * 9, [update(10)])
    task = asyncio.create_task(intake(wire, database).run())
    await asyncio.sleep(1200)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task

    assert await stored(database) == [(10, 7)]
    await database.dispose()


async def test_what_nobody_expected_ends_the_work_too(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await intake(Wire(ZeroDivisionError()), database).run()


async def test_a_gap_while_the_bot_was_down_is_seen_at_the_start(database: Database, clock: MovableClock) -> None:
    await intake(Wire([]), database).once()
    since = clock.now()
    until = clock.advance(minutes=6)

    await intake(Wire([]), database).once()

    assert await wire_fact(database, OUTAGE_SEEN) == {"since": since.isoformat(), "until": until.isoformat()}


async def test_a_quick_restart_is_no_gap(database: Database, clock: MovableClock) -> None:
    await intake(Wire([]), database).once()
    clock.advance(seconds=110)

    await intake(Wire([]), database).once()

    assert await wire_fact(database, OUTAGE_SEEN) is None


async def test_a_gap_that_nobody_has_told_of_yet_grows(database: Database, clock: MovableClock) -> None:
    await intake(Wire([]), database).once()
    since = clock.now()
    for _ in range(2):
        clock.advance(minutes=5)
        await intake(Wire([]), database).once()

    seen = await wire_fact(database, OUTAGE_SEEN)
    assert seen == {"since": since.isoformat(), "until": clock.now().isoformat()}


async def test_a_clock_that_is_moved_under_a_running_bot_is_no_gap(database: Database, clock: MovableClock) -> None:
    poller = intake(Wire([], []), database)
    await poller.once()
    clock.advance(hours=4)

    await poller.once()

    assert await wire_fact(database, OUTAGE_SEEN) is None


@in_virtual_time
async def test_a_line_that_was_broken_for_minutes_is_a_gap_in_a_running_bot(database_file: Path) -> None:
    database = Database(sqlite_url(database_file), LoopClock())
    wire = Wire([], *[PollError("502")] * 20, [update(10)])
    task = asyncio.create_task(intake(wire, database).run())
    await asyncio.sleep(900)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task

    assert await wire_fact(database, OUTAGE_SEEN) is not None
    assert await wire_fact(database, LAST_POLL) is not None
    await database.dispose()


async def test_one_alone_is_done_at_once_and_several_are_left_to_the_worker(database: Database) -> None:
    done: list[int | None] = []

    async def handle_new(item: NewItem) -> bool:
        done.append(item.update_id)
        return True

    wire = Wire([], [update(10)], [update(11), update(12)])
    poller = Intake(wire, database, Signals(), nothing, handle_new, nothing)

    for _ in range(3):
        await poller.once()

    assert done == [10]
    assert await stored(database) == [(11, 7), (12, 7)]


async def test_what_was_not_done_at_once_is_stored_all_the_same(database: Database) -> None:
    wire = Wire([], [update(10)], [])
    poller = intake(wire, database)

    for _ in range(3):
        await poller.once()

    assert await stored(database) == [(10, 7)]
    assert wire.offsets[-1] == 11


@in_virtual_time
async def test_a_second_machine_on_the_token_is_told_to_the_owners_once(database_file: Path) -> None:
    database = Database(sqlite_url(database_file), LoopClock())
    async with database.write() as tx:
        token = await tx.system.invitations.owner_link()
        await tx.system.invitations.redeem(token or "", 77, "Ирина", "ru")
    troubles: list[Batch | Exception] = [AnotherPollerError("Conflict: terminated by other getUpdates request")] * 9
    poller = intake(Wire(*troubles), database)
    task = asyncio.create_task(poller.run())
    await asyncio.sleep(120)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task

    async with database.read() as tx:
        rows = await tx.session.execute(text("SELECT chat_id, wanted FROM outbox WHERE key LIKE 'trouble:rival%'"))
        (row,) = rows.all()
    assert (row.chat_id, row.wanted) == (77, 1)
    assert "terminated by other getUpdates" in poller.trouble
    await database.dispose()
