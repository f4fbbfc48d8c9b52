"""What came and what goes out: nothing accepted twice, one message a key, a dialog where it was left."""

import asyncio
from datetime import timedelta

import pytest

from storage.dialogs import OpenDialog
from storage.inbox import RETRY_AFTER, TRIES, NewItem
from storage.outbox import BULK, Parcel
from tests.storage.house import House

CHAT = 7_000_000_001


def _update(update_id: int | None, chat_id: int = CHAT) -> NewItem:
    return NewItem(update_id, chat_id, {"update_id": update_id, "text": "оплата 150к"})


async def test_a_repeated_update_is_stored_once(house: House) -> None:
    async with house.write() as tx:
        await tx.inbox.store([_update(1), _update(2)])
        await tx.inbox.store([_update(2), _update(3)])
        await tx.inbox.store([])
        assert await tx.inbox.pending() == 3
        assert await tx.inbox.next_offset() == 4


async def test_items_of_our_own_have_no_number_and_are_many(house: House) -> None:
    async with house.write() as tx:
        await tx.inbox.store([_update(None), _update(None)])
        assert await tx.inbox.pending() == 2
        assert await tx.inbox.next_offset() is None


async def test_after_a_quiet_week_the_offset_is_asked_anew(house: House) -> None:
    async with house.write() as tx:
        await tx.inbox.store([_update(900)])
        house.clock.advance(hours=25)
        assert await tx.inbox.next_offset() is None


async def test_updates_of_one_chat_go_in_order_and_a_resting_one_holds_its_chat(house: House) -> None:
    async with house.write() as tx:
        await tx.inbox.store([_update(1), _update(2), _update(3, CHAT + 1)])
        first, other = await tx.inbox.heads()
        assert (first.update_id, other.update_id) == (1, 3)
        assert not await tx.inbox.failed(first.id, "broken")
        assert [each.update_id for each in await tx.inbox.heads()] == [3]
        house.clock.move_to(house.clock.now() + RETRY_AFTER)
        assert [each.update_id for each in await tx.inbox.heads()] == [1, 3]
        assert await tx.inbox.claim(first.id)
        assert not await tx.inbox.claim(first.id)
        assert [each.update_id for each in await tx.inbox.heads()] == [2, 3]


async def test_after_five_tries_an_item_is_dead_and_lets_the_next_pass(house: House) -> None:
    async with house.write() as tx:
        await tx.inbox.store([_update(1), _update(2)])
        (item,) = await tx.inbox.heads()
        ended = [await tx.inbox.failed(item.id, "x" * 5000) for _ in range(TRIES)]
        assert ended == [False] * (TRIES - 1) + [True]
        assert [each.update_id for each in await tx.inbox.heads()] == [2]
        assert dict(await tx.inbox.of_update([1, 2])) == {1: "dead", 2: "pending"}


async def test_two_processes_do_an_update_once(house: House) -> None:
    async with house.write() as tx:
        await tx.inbox.store([_update(1)])
        (item,) = await tx.inbox.heads()
    done = await house.at_once(lambda tx: tx.inbox.claim(item.id), lambda tx: tx.inbox.claim(item.id))
    assert sorted(map(str, done)) == ["False", "True"]


async def test_three_pollers_store_the_same_batch_once(house: House) -> None:
    batch = [_update(number) for number in range(50)]
    await house.at_once(*[lambda tx: tx.inbox.store(batch)] * 3)
    async with house.read() as tx:
        assert await tx.inbox.pending() == 50


async def test_old_updates_are_forgotten_and_waiting_ones_are_not(house: House) -> None:
    async with house.write() as tx:
        await tx.inbox.store([_update(1), _update(2, CHAT + 1)])
        item = (await tx.inbox.heads())[0]
        await tx.inbox.claim(item.id)
        house.clock.advance(days=4)
        await tx.inbox.prune()
        assert [state for _, state in await tx.inbox.of_update([1, 2])] == ["pending"]


async def test_content_under_a_pending_key_replaces_it(house: House) -> None:
    async with house.write() as tx:
        await tx.outbox.put(Parcel("summary:1", CHAT, content={"text": "old"}))
        await tx.outbox.put(Parcel("summary:1", CHAT, content={"text": "new"}))
        (item,) = await tx.outbox.due()
    assert item.content == {"text": "new"}


async def test_content_under_a_sent_key_edits_that_message(house: House) -> None:
    async with house.write() as tx:
        await tx.outbox.put(Parcel("summary:1", CHAT, content={"text": "old"}))
        (item,) = await tx.outbox.due()
        claimed = await tx.outbox.claim(item.id)
        assert claimed is not None
        await tx.outbox.delivered(claimed, 55)
        assert await tx.outbox.due() == []
        await tx.outbox.put(Parcel("summary:1", CHAT, content={"text": "new"}))
        (edit,) = await tx.outbox.due()
        assert (edit.id, edit.message_id, edit.content) == (item.id, 55, {"text": "new"})
        assert await tx.outbox.key_of(CHAT, 55) == "summary:1"


async def test_what_came_while_a_message_was_on_its_way_goes_out_next(house: House) -> None:
    async with house.write() as tx:
        await tx.outbox.put(Parcel("screen:1", CHAT, content={"text": "one"}))
        claimed = await tx.outbox.claim((await tx.outbox.due())[0].id)
        assert claimed is not None
        await tx.outbox.put(Parcel("screen:1", CHAT, content={"text": "two"}))
        await tx.outbox.delivered(claimed, 55)
        (again,) = await tx.outbox.due()
        assert (again.content, again.message_id) == ({"text": "two"}, 55)


async def test_replies_go_before_bulk_and_a_resting_chat_waits(house: House) -> None:
    async with house.write() as tx:
        await tx.outbox.put(Parcel("digest", CHAT, lane=BULK, content={}))
        await tx.outbox.put(Parcel("reply", CHAT + 1, content={}))
        assert [each.key for each in await tx.outbox.due()] == ["reply", "digest"]
        assert [each.key for each in await tx.outbox.due(resting=[CHAT + 1])] == ["digest"]


async def test_one_of_two_processes_sends(house: House) -> None:
    async with house.write() as tx:
        await tx.outbox.put(Parcel("reply", CHAT, content={}))
        (item,) = await tx.outbox.due()
    claimed = await house.at_once(*[lambda tx: tx.outbox.claim(item.id)] * 3)
    assert sum(each is not None for each in claimed) == 1
    async with house.read() as tx:
        assert [each.id for each in await tx.outbox.orphans()] == [item.id], "its outcome is unknown until it is said"


async def test_a_refused_message_rests_and_comes_back(house: House) -> None:
    async with house.write() as tx:
        await tx.outbox.put(Parcel("reply", CHAT, content={}))
        claimed = await tx.outbox.claim((await tx.outbox.due())[0].id)
        assert claimed is not None
        await tx.outbox.retry(claimed, house.clock.now() + timedelta(seconds=30), "429")
        assert await tx.outbox.due() == []
        house.clock.advance(seconds=30)
        assert [each.key for each in await tx.outbox.due()] == ["reply"]


async def test_two_who_put_under_one_key_at_once_make_one_message(house: House) -> None:
    await house.at_once(*[lambda tx: tx.outbox.put(Parcel("summary:1", CHAT, content={}))] * 3)
    async with house.read() as tx:
        assert await tx.outbox.pending() == 1


async def test_a_dialog_stands_where_it_was_left(house: House) -> None:
    async with house.write() as tx:
        assert await tx.dialogs.current(house.anna) is None
        opened = await tx.dialogs.open(house.anna, "pay", "client", {"сумма": 1})
        await tx.dialogs.save(house.anna, OpenDialog(opened.number, "pay", "amount", ("client",), {"сумма": 2}, 3))
    async with house.read() as tx:
        stands = await tx.dialogs.current(house.anna)
        assert stands is not None
        assert (stands.step, stands.trail, stands.draft, stands.screen) == ("amount", ("client",), {"сумма": 2}, 3)
        assert await tx.dialogs.current(house.boris) is None


async def test_a_dialog_opened_anew_has_a_greater_number(house: House) -> None:
    async with house.write() as tx:
        first = await tx.dialogs.open(house.anna, "pay", "client", {})
        await tx.dialogs.close(house.anna)
        assert await tx.dialogs.current(house.anna) is None
        second = await tx.dialogs.open(house.anna, "call", "client", {})
    assert second.number > first.number


@pytest.mark.parametrize("text", ["🙂" * 100, "'; DROP TABLE inbox; --", "\u202e", "\ud83d"])
async def test_any_text_is_kept_as_it_came(house: House, text: str) -> None:
    async with house.write() as tx:
        await tx.inbox.store([NewItem(1, CHAT, {"text": text})])
        (item,) = await tx.inbox.heads()
    assert item.payload.isascii()


async def test_forty_answers_at_once_leave_one_message_with_the_last_content(house: House) -> None:
    async def answer(number: int) -> None:
        async with house.write() as tx:
            await tx.outbox.put(Parcel("summary:1", CHAT, content={"n": number}))

    await asyncio.gather(*(answer(number) for number in range(40)))
    async with house.read() as tx:
        (item,) = await tx.outbox.due()
    assert item.wanted == 40
