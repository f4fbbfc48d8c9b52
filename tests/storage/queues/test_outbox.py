"""The inbox and the outbox on both databases: insert once, claim once, replace, fence."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Row, func, select, text

from reports.checkins.summary import SummaryView
from storage.queues.inbox import NewItem
from storage.queues.messages import BULK, NewMessage, OutboxItem, part_key, whole_key
from storage.tables import InboxRow, OutboxRow
from tests.clock import FRIDAY
from tests.drawn import StoredRow
from tests.storage.house import House

CHAT = 7


async def put(house: House, key: str, text: str, **more: object) -> None:
    async with house.write() as tx:
        await tx.system.outbox.put(NewMessage(key, more.pop("chat_id", CHAT), content={"text": text}, **more))  # type: ignore[arg-type]


async def claimed(house: House, key: str) -> OutboxItem:
    async with house.write() as tx:
        (item,) = [item for item in await tx.system.sending.list_due() if item.key == key]
        mine = await tx.system.sending.claim(item.id)
    assert mine is not None
    return mine


async def row(house: House, key: str) -> Row[*tuple[Any, ...]]:
    async with house.read() as tx:
        return (await tx.session.execute(select(OutboxRow).where(OutboxRow.key == key))).one()


async def test_an_update_is_stored_once(house: House) -> None:
    for _ in range(2):
        async with house.write() as tx:
            await tx.system.inbox.store(
                [NewItem(10, CHAT, {"text": "раз"}), NewItem(11, CHAT, {"text": "\x00 \ud83d"})]
            )

    async with house.read() as tx:
        assert await tx.session.scalar(select(func.count()).select_from(InboxRow)) == 2
        assert await tx.system.inbox.next_offset() == 12


async def test_an_item_is_claimed_once_and_not_while_it_rests(house: House) -> None:
    async with house.write() as tx:
        await tx.system.inbox.store([NewItem(10, CHAT, {})])
    async with house.write() as tx:
        (item,) = await tx.system.inbox.heads()
        await tx.system.inbox.note_failure(item.id, "ValueError")
    async with house.write() as tx:
        assert not await tx.system.inbox.claim(item.id, item.chat_id)
    house.clock.advance(seconds=3)
    async with house.write() as tx:
        assert await tx.system.inbox.claim(item.id, item.chat_id)
        assert not await tx.system.inbox.claim(item.id, item.chat_id)


async def test_what_was_put_aside_by_a_clock_an_hour_ahead_does_not_rest_for_an_hour(house: House) -> None:
    await put(house, "a", "раз")
    async with house.write() as tx:
        await tx.system.inbox.store([NewItem(10, CHAT, {})])
    house.clock.advance(hours=1)
    item = await claimed(house, "a")
    async with house.write() as tx:
        await tx.system.inbox.note_failure(1, "ValueError")
        await tx.system.sending.retry(item, house.clock.now() + timedelta(minutes=1), "ServerError")
        assert not await tx.system.sending.list_due()

    house.clock.advance(hours=-1)

    async with house.write() as tx:
        assert [each.key for each in await tx.system.sending.list_due()] == ["a"]
        assert [each.id for each in await tx.system.inbox.heads()] == [1]
        assert await tx.system.inbox.claim(1, 7)


STATE_OF_TEN = text("SELECT state FROM inbox WHERE update_id = 10")


async def test_dead_letters_are_kept_for_a_month(house: House) -> None:
    async with house.write() as tx:
        await tx.system.inbox.store([NewItem(10, CHAT, {}), NewItem(11, CHAT, {})])
        await tx.system.inbox.bury(1, "x")
    house.clock.advance(days=29)
    async with house.write() as tx:
        await tx.system.inbox.prune()
        assert await tx.session.scalar(STATE_OF_TEN) == "dead"
    house.clock.advance(days=2)
    async with house.write() as tx:
        await tx.system.inbox.prune()
        assert await tx.session.scalar(STATE_OF_TEN) is None


async def test_replies_go_before_bulk(house: House) -> None:
    await put(house, "bulk", "всем", lane=BULK)
    await put(house, "reply", "ответ")

    async with house.read() as tx:
        assert [item.key for item in await tx.system.sending.list_due()] == ["reply", "bulk"]
        assert await tx.system.sending.list_due(resting={CHAT}) == []


async def test_a_claim_that_is_let_go_costs_no_try(house: House) -> None:
    """Else a database that was locked twice would leave a message one repeat fewer after a crash."""
    await put(house, "key", "раз")
    item = await claimed(house, "key")
    for _ in range(2):
        async with house.write() as tx:
            await tx.system.sending.release(item.id)

    again = await claimed(house, "key")

    assert (item.tries, again.tries) == (1, 1)


async def test_a_row_is_claimed_once(house: House) -> None:
    await put(house, "key", "раз")
    item = await claimed(house, "key")

    async with house.write() as tx:
        assert await tx.system.sending.claim(item.id) is None
        assert [orphan.id for orphan in await tx.system.sending.orphans()] == [item.id]


async def test_content_that_comes_while_the_call_is_in_the_air_waits_for_it(house: House) -> None:
    await put(house, "key", "раз")
    item = await claimed(house, "key")
    await put(house, "key", "два")
    async with house.read() as tx:
        assert await tx.system.sending.list_due() == []

    async with house.write() as tx:
        await tx.system.sending.note_delivered(item, 5)

    after = await row(house, "key")
    assert (after.state, after.message_id, after.content, after.sent) == ("pending", 5, {"text": "два"}, 1)


async def test_content_for_another_chat_does_not_become_an_edit_of_what_lands(house: House) -> None:
    await put(house, "key", "раз")
    item = await claimed(house, "key")
    await put(house, "key", "два", chat_id=8)

    async with house.write() as tx:
        await tx.system.sending.note_delivered(item, 5)

    after = await row(house, "key")
    assert (after.state, after.chat_id, after.message_id, after.sent) == ("pending", 8, None, 0)


async def test_a_call_that_was_recovered_by_a_neighbour_writes_nothing(house: House) -> None:
    await put(house, "key", "раз")
    ours = await claimed(house, "key")
    async with house.write() as tx:
        await tx.system.sending.retry(ours, house.clock.now(), "the process died", flag=True)
    house.clock.advance(seconds=1)
    theirs = await claimed(house, "key")

    async with house.write() as tx:
        assert not await tx.system.sending.note_delivered(ours, 5)
        assert not await tx.system.sending.retry(ours, None, "late")
        assert not await tx.system.sending.set_aside(ours, "dead", "late")
        assert not await tx.system.sending.forget_message(ours)
        assert await tx.system.sending.note_delivered(theirs, 6)

    after = await row(house, "key")
    assert (after.message_id, after.flagged, after.state) == (6, True, "sent")


async def test_what_is_surely_not_sent_costs_no_try(house: House) -> None:
    await put(house, "key", "раз")
    for _ in range(7):
        item = await claimed(house, "key")
        async with house.write() as tx:
            await tx.system.sending.retry(item, None, "ClientConnectorError", tried=False)

    assert (await row(house, "key")).tries == 0


async def test_a_touched_view_is_made_again_even_after_it_was_given_up(house: House) -> None:
    async with house.write() as tx:
        await tx.system.outbox.put(NewMessage("view", CHAT, house.anna.person_id, view=StoredRow("summary")))
    item = await claimed(house, "view")
    async with house.write() as tx:
        await tx.system.sending.set_aside(item, "dead", "KeyError")
        assert await tx.system.outbox.touch("view")
        assert not await tx.system.outbox.touch("nobody has heard of it")

    assert (await row(house, "view")).state == "pending"


async def test_what_was_pressed_is_noted_of_that_message_and_of_no_other_in_the_chat(house: House) -> None:
    async with house.write() as tx:
        for number, chat in (("one", CHAT), ("two", CHAT), ("elsewhere", 8)):
            view = NewMessage(number, chat, house.anna.person_id, view=StoredRow("summary"), content={"pressed": 1})
            await tx.system.outbox.put(view)
    for number, message in (("one", 11), ("two", 12), ("elsewhere", 11)):
        item = await claimed(house, number)
        async with house.write() as tx:
            await tx.system.sending.note_delivered(item, message)

    async with house.write() as tx:
        await tx.system.outbox.touch("one", "two", "elsewhere", chat_id=CHAT, message_id=12, note={"pressed": 2})
    noted = [(await row(house, number)).content for number in ("one", "two", "elsewhere")]
    assert noted == [None, {"pressed": 2}, {"pressed": 1}]

    async with house.write() as tx:
        await tx.system.outbox.touch("one", "two", "elsewhere")
    assert [(await row(house, number)).content for number in ("one", "two", "elsewhere")] == noted


async def test_only_the_parts_that_are_not_needed_are_taken_away(house: House) -> None:
    for number in (2, 3, 4):
        await put(house, part_key("key", number), "часть")

    async with house.write() as tx:
        await tx.system.outbox.trim("key", 2)
        await tx.system.outbox.trim("key", 2)

    gone = [(await row(house, part_key("key", number))).erase for number in (2, 3, 4)]
    assert gone == [False, True, True]


def test_a_part_belongs_to_its_whole() -> None:
    assert whole_key(part_key("screen:7:1:2", 3)) == "screen:7:1:2"
    assert whole_key("screen:7:1:2") == "screen:7:1:2"


async def test_old_mail_goes_and_what_waits_stays(house: House) -> None:
    await put(house, "sent", "раз")
    item = await claimed(house, "sent")
    async with house.write() as tx:
        await tx.system.sending.note_delivered(item, 5)
    await put(house, "waiting", "два")
    house.clock.advance(days=timedelta(days=15).days)

    async with house.write() as tx:
        await tx.system.outbox.prune()
        assert await tx.system.outbox.message_of("sent") is None
        assert await tx.system.outbox.pending() == 1


SUMMARY = SummaryView(department_id=1, day=FRIDAY, slot="12:00")


async def is_waited(house: House) -> bool:
    """Whether somebody waits for a lock of PostgreSQL."""
    async with house.read() as tx:
        return bool(await tx.session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


async def comes_to_wait(house: House, task: asyncio.Task[None]) -> None:
    async with asyncio.timeout(10):
        while not task.done() and not await is_waited(house):
            pass
    assert not task.done()


@pytest.mark.parametrize("of_several", [False, True])
async def test_a_message_that_is_put_while_what_it_shows_changes_is_drawn_after_the_change(
    house: House, of_several: bool
) -> None:
    """Two leads and one deal: the change of one does not see the other's page, which is not committed yet."""
    if house.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")

    async def puts() -> None:
        async with house.write() as tx:
            if of_several:
                await tx.system.outbox.hold(["another", "page"])
            await tx.system.outbox.put(SUMMARY.under("page").send_unasked(house.olga))

    async with house.write() as changing:
        await changing.system.outbox.touch("page", "pages")
        putting = asyncio.create_task(puts())
        await comes_to_wait(house, putting)
    await putting
    assert (await row(house, "page")).wanted == 1


async def test_a_change_waits_for_a_message_that_is_being_put_and_touches_it(house: House) -> None:
    if house.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")

    async def touches() -> None:
        async with house.write() as tx:
            assert await tx.system.outbox.touch("page")

    async with house.write() as putting:
        await putting.system.outbox.put(SUMMARY.under("page").send_unasked(house.olga))
        touching = asyncio.create_task(touches())
        await comes_to_wait(house, touching)
    await touching
    assert (await row(house, "page")).wanted == 2


async def test_two_who_touch_each_others_pages_do_not_wait_for_each_other(house: House) -> None:
    async def presses(own: str, other: str) -> None:
        async with house.write() as tx:
            await tx.system.outbox.hold([own, other])
            await tx.system.outbox.put(SUMMARY.under(own).send_unasked(house.olga))
            await tx.system.outbox.touch(other)

    for _ in range(20):
        await asyncio.gather(presses("a", "b"), presses("b", "a"))

    assert (await row(house, "a")).wanted + (await row(house, "b")).wanted >= 79
