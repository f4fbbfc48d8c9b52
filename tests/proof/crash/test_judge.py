"""The judge of the cuts is judged: what is broken by hand is complained of, and a bot built worse is found out."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.delivery import outcome
from bot.pipeline.worker import Worker
from bot.telegram.intake import Intake
from storage.queues.inbox import Inbox, InboxItem, NewItem
from storage.queues.messages import OutboxItem
from storage.queues.sending import Sending
from storage.transaction import Transaction
from tests.proof.crash.eve import Eve, FileShelf, Telling, left_by, swept
from tests.proof.crash.judge import complaints
from tests.proof.crash.power import Power, PoweredTown
from tests.proof.crash.scenarios import SCENARIOS

STORY = SCENARIOS["what_was_done_is_taken_back"]


@pytest.fixture
async def shelf(migrated: Path, tmp_path: Path) -> AsyncIterator[FileShelf]:
    shelf = FileShelf(Path(shutil.copy(migrated, tmp_path / "reper.db")))
    yield shelf
    await shelf.database.dispose()


Breaks = Callable[[PoweredTown], Awaitable[None]]


def by(statement: str) -> Breaks:
    async def broken(town: PoweredTown) -> None:
        async with town.database.write() as tx:
            await tx.session.execute(text(statement))

    return broken


async def a_message_gone(town: PoweredTown) -> None:
    world = town.core.world
    [*_, last] = world.chats[town.people["Анна"].phone.id].messages.values()
    world.remove(last)


async def a_message_said_again(town: PoweredTown) -> None:
    anna = town.people["Анна"]
    await town.parts.sender._caller._bot.send_message(anna.phone.id, (await anna.last()).text, parse_mode=None)


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("breaks", "complaint"),
    [
        (by("DELETE FROM activities"), "lost: activities"),
        (by("UPDATE expected_payments SET amount = amount + 1"), "beyond: expected_payments"),
        (by("INSERT INTO audit (at, action, subject) VALUES ('2026-11-20', 'twice', 'call')"), "beyond: audit"),
        (by("UPDATE inbox SET state = 'pending' WHERE id = 1"), "inbox pending"),
        (by("UPDATE outbox SET claimed_at = '2026-11-20' WHERE id = 1"), "outbox"),
        (a_message_gone, "Анна lacks"),
        (a_message_said_again, "Анна has twice, unmarked"),
    ],
)
async def test_what_is_broken_by_hand_is_complained_of(shelf: FileShelf, breaks: Breaks, complaint: str) -> None:
    town = await (await Eve.lived(shelf.database, STORY.before)).town(shelf.database, Power())
    await STORY.story(town)
    measure = await left_by(town)
    assert complaints(measure, await left_by(town)) == []

    await breaks(town)

    found = complaints(measure, await left_by(town))
    assert any(each.startswith(complaint) for each in found), found


def forgets_what_was_in_the_air(patch: pytest.MonkeyPatch) -> None:
    """After a crash it does not look for rows that were in the middle of a call."""

    async def orphans(self: Sending) -> list[OutboxItem]:
        return []

    patch.setattr(Sending, "orphans", orphans)


def repeats_without_a_word(patch: pytest.MonkeyPatch) -> None:
    async def repeat_unknown(tx: Transaction, item: OutboxItem, text: str) -> None:
        await tx.system.sending.retry(item, None, text)

    patch.setattr(outcome, "repeat_unknown", repeat_unknown)


def is_done_before_it_has_begun(patch: pytest.MonkeyPatch) -> None:
    """As the framework does: an update is confirmed, and then handled."""
    claim, handle = Inbox.claim, Worker._try

    async def claimed(self: Inbox, item_id: int, chat_id: int) -> bool:
        return True

    async def handled(self: Worker, item: InboxItem) -> bool:
        async with self._database.write() as tx:
            if not await claim(tx.system.inbox, item.id, item.chat_id):
                return False
        return await handle(self, item)

    async def queued(self: Worker, new: NewItem) -> bool:
        """One that comes alone has no transaction of its own."""
        return False

    patch.setattr(Inbox, "claim", claimed)
    patch.setattr(Worker, "_try", handled)
    patch.setattr(Worker, "handle_new", queued)


def confirms_before_it_stores(patch: pytest.MonkeyPatch) -> None:
    store = Intake._store

    async def stored(self: Intake, items: list[Any]) -> None:
        if items:
            await self._updates.raw_updates(offset=max(item.update_id for item in items) + 1, timeout=0)
        await store(self, items)

    patch.setattr(Intake, "_store", stored)


@pytest.mark.part(2)
@pytest.mark.parametrize(
    "worse",
    [forgets_what_was_in_the_air, repeats_without_a_word, is_done_before_it_has_begun, confirms_before_it_stores],
)
async def test_a_bot_built_worse_is_found_out(
    shelf: FileShelf, monkeypatch: pytest.MonkeyPatch, worse: Callable[[pytest.MonkeyPatch], None]
) -> None:
    telling = await Telling.of(shelf, STORY)
    worse(monkeypatch)

    assert await is_found_out(telling)


async def is_found_out(telling: Telling) -> bool:
    """By the judge, or by a person of the story who waits in vain."""
    try:
        return bool((await swept(telling, every=1, to_the_end=False)).complaints)
    except AssertionError:
        return True
